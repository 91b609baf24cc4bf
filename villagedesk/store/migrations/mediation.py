"""Disputes: the case, its people and steps, its sheets and scans, rounds of screening, and what was paid."""

from __future__ import annotations

from sqlite_utils import Database

_CASE = """create table dispute (
 id integer primary key, number text not null unique, year integer not null, seq integer not null,
 title text not null, received_on text not null, source text not null, category text not null,
 local_category text not null default '', difficulty text not null, amount real not null default 0,
 people integer not null default 2, deaths integer not null default 0, summary text not null default '',
 requests text not null default '', place text not null default '', grid text not null default '',
 referred_by text not null default '', referral_number text not null default '', barred text not null default '',
 fee real not null default 0, keeping text not null default '长期', origin text not null default '',
 same_as text not null default '', prevented text not null default '[]', stage text not null,
 accepted_on text, ended_on text, outcome text not null default '', effective_on text, performance_on text,
 confirmation_on text, archived_on text, destroy_on text, next_due_on text, sessions integer not null default 0,
 crime_cases integer not null default 0, crime_people integer not null default 0,
 petition_cases integer not null default 0, petition_people integer not null default 0,
 brawl_cases integer not null default 0, brawl_people integer not null default 0,
 suicide_cases integer not null default 0, suicide_people integer not null default 0,
 removed text) strict"""

_PEOPLE = (
    "create table dispute_party (id integer primary key, dispute integer not null references dispute (id),"
    " seq integer not null, name text not null, side text not null, kind text not null, sex text not null,"
    " nation text not null, age integer not null, id_number text not null, work text not null, phone text not null,"
    " address text not null, head_person text not null, representative text not null, relation text not null,"
    " authority text not null, authority_paper text not null, refuses integer not null) strict",
    "create index dispute_party_dispute on dispute_party (dispute)",
    "create table dispute_mediator (id integer primary key, dispute integer not null references dispute (id),"
    " seq integer not null, name text not null, role text not null, withdrew text not null) strict",
    "create index dispute_mediator_dispute on dispute_mediator (dispute)",
    "create index dispute_mediator_name on dispute_mediator (name)",
    "create table dispute_helper (id integer primary key, dispute integer not null references dispute (id),"
    " seq integer not null, name text not null, capacity text not null, unit text not null,"
    " consented integer not null) strict",
    "create index dispute_helper_dispute on dispute_helper (dispute)",
)

_COURSE = (
    "create table dispute_step (id integer primary key, dispute integer not null references dispute (id),"
    ' stage text not null, "on" text not null, data text not null, entered_at text not null) strict',
    "create index dispute_step_dispute on dispute_step (dispute)",
    "create table dispute_hold (id integer primary key, dispute integer not null references dispute (id),"
    ' clock text not null, act text not null, "on" text not null, days integer not null, consent text not null,'
    " reason text not null) strict",
    "create index dispute_hold_dispute on dispute_hold (dispute)",
)

_SHEETS = (
    "create table dispute_sheet (id integer primary key, dispute integer not null references dispute (id),"
    " sheet text not null, step integer not null default 0, texts text not null default '{}',"
    " written_at text not null, printed_at text, removed text, unique (dispute, sheet, step)) strict",
    "create table dispute_scan (id integer primary key, dispute integer not null references dispute (id),"
    " sheet text not null, step integer not null default 0, seq integer not null, name text not null,"
    " picture text not null, width integer not null, height integer not null, scanned_at text not null,"
    " removed text) strict",
    "create index dispute_scan_dispute on dispute_scan (dispute)",
    "create table dispute_picture (id integer primary key, digest text not null unique, content text not null) strict",
)

_ROUNDS = (
    "create table screening_round (id integer primary key, rhythm text not null, from_on text not null,"
    " to_on text not null, due_on text not null, area text not null, staff text not null, occasion text not null,"
    " reported_on text, removed text) strict",
    "create index screening_round_day on screening_round (from_on)",
    "create table screening_find (id integer primary key, round integer not null references screening_round (id),"
    " found_on text not null, category text not null, matter text not null, people integer not null,"
    " parties text not null, cause text not null, risk text not null, measures text not null,"
    " responsible text not null, due_on text, progress text not null, result text not null, followed_on text,"
    " reported_at text not null, dispute text not null, removed text) strict",
    "create index screening_find_round on screening_find (round)",
    "create table dispute_payment (id integer primary key, dispute integer not null references dispute (id),"
    " number text not null unique, amount real not null, paid_on text not null, removed text) strict",
)

_INDEXES = (
    "create index dispute_stage on dispute (stage) where removed is null",
    "create index dispute_received on dispute (received_on, id)",
    "create unique index dispute_year on dispute (year, seq)",
    "create index dispute_due on dispute (next_due_on) where next_due_on is not null",
    "create index dispute_destroy on dispute (destroy_on) where destroy_on is not null",
    "create index dispute_accepted on dispute (category, accepted_on, people, removed)",
    "create index dispute_ended on dispute (category, ended_on, outcome, sessions, amount, crime_cases, crime_people,"
    " petition_cases, petition_people, brawl_cases, brawl_people, suicide_cases, suicide_people, removed)",
    "create index dispute_confirmed on dispute (category, confirmation_on, removed) where confirmation_on is not null",
    "create index dispute_performed on dispute (category, performance_on, removed) where performance_on is not null",
)


def m060_mediation(db: Database) -> None:
    """The case in typed columns for quick counts, and a table for each thing it has many of."""
    for statement in (_CASE, *_PEOPLE, *_COURSE, *_SHEETS, *_ROUNDS, *_INDEXES):
        db.conn.execute(statement)


def m061_serious_and_invited(db: Database) -> None:
    """The moment a find was written down, from which the hours for a serious one count; mediators by invitation."""
    db.conn.execute("alter table screening_find add column noted_at text not null default ''")
    db.conn.execute("alter table dispute_mediator add column invited integer not null default 0")
