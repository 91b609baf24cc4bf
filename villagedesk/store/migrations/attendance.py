"""Leave, errands (by half days or hours), corrections, rule profiles, frozen months and remarks on red flags."""

from __future__ import annotations

from sqlite_utils import Database


def m035_explanations(db: Database) -> None:
    """Absences to the half day with the steps of their approval, and corrections of forgotten signs."""
    db.conn.execute(
        "create table away (id integer primary key, person integer not null references person (id),"
        " sort text not null, kind text not null, from_on text not null, from_half integer not null,"
        " to_on text not null, to_half integer not null, leaving integer not null default 0,"
        " place text not null default '', reason text not null default '', contact text not null default '',"
        " substitute integer references person (id), extends integer references away (id),"
        " state text not null, asked_at text not null, asked_by text not null, report_to text not null default '',"
        " returned_at text, returned_half integer, note text not null default '', removed text) strict"
    )
    db.conn.execute("create index away_span on away (from_on, to_on)")
    db.conn.execute("create index away_person on away (person, from_on)")
    db.conn.execute(
        "create table away_step (id integer primary key, away integer not null references away (id),"
        " number integer not null, approver text not null, decision text not null default '', decided_at text,"
        " decided_by text not null default '', note text not null default '', unique (away, number)) strict"
    )
    db.conn.execute(
        "create table correction (id integer primary key, person integer not null references person (id),"
        " sign_at text not null, why text not null, witness text not null default '', state text not null,"
        " asked_at text not null, asked_by text not null, decided_at text, decided_by text not null default '',"
        " note text not null default '', removed text) strict"
    )
    db.conn.execute("create index correction_sign on correction (sign_at)")


def m036_attendance(db: Database) -> None:
    """Versions of the rule profile, signed months with their amendments, and remarks on red flags."""
    db.conn.execute(
        "create table rule_profile (id integer primary key, effective_on text not null, name text not null,"
        " body text not null, made_at text not null, made_by text not null, removed text) strict"
    )
    db.conn.execute(
        "create table frozen_month (id integer primary key, month text not null, frozen_at text not null,"
        " frozen_by text not null, body text not null, removed text) strict"
    )
    db.conn.execute(
        "create table amendment (id integer primary key, month text not null,"
        " person integer not null references person (id), day text not null, was text not null, now text not null,"
        " body text not null, why text not null, made_at text not null, made_by text not null, removed text) strict"
    )
    db.conn.execute("create index amendment_month on amendment (month)")
    db.conn.execute(
        "create table flag_remark (id integer primary key, month text not null, flag text not null,"
        " remark text not null, made_at text not null, made_by text not null, removed text,"
        " unique (month, flag)) strict"
    )


def m037_away_hours(db: Database) -> None:
    """Absences from one hour to another: the moments between which they explain, where not whole half days."""
    db.conn.execute("alter table away add column begins_at text")
    db.conn.execute("alter table away add column ends_at text")
