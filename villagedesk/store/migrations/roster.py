"""The roster: patterns of shifts by date, duties, revisions, wishes, days away and requests to change."""

from __future__ import annotations

from sqlite_utils import Database


def m020_roster(db: Database) -> None:
    """Shifts and rules as dated patterns, and one row for each duty of one person."""
    db.conn.execute(
        "create table pattern (id integer primary key, from_on text not null unique, body text not null) strict"
    )
    db.conn.execute(
        "create table duty (id integer primary key, day text not null, shift text not null, post text not null,"
        " person integer not null references person (id), pinned integer not null default 0,"
        " accepted text not null default '', unique (day, shift, post, person)) strict"
    )
    db.conn.execute("create index duty_person on duty (person, day)")
    db.conn.execute(
        "create table revision (id integer primary key, month text not null, number integer not null,"
        " published_at text not null, published_by text not null, body text not null, unique (month, number)) strict"
    )


def m021_roster_requests(db: Database) -> None:
    """What people ask for: days away, wishes, swaps and substitutes."""
    db.conn.execute(
        "create table busy (id integer primary key, person integer not null references person (id),"
        " from_on text not null, to_on text not null, part text not null default '', reason text not null,"
        " removed text) strict"
    )
    db.conn.execute(
        "create table duty_wish (id integer primary key, person integer not null unique references person (id),"
        " body text not null) strict"
    )
    db.conn.execute(
        "create table duty_request (id integer primary key, kind text not null, asked_at text not null,"
        " asker integer not null references person (id), day text not null, shift text not null, post text not null,"
        " taker integer not null references person (id), other_on text, other_shift text, other_post text,"
        " reason text not null, state text not null, decided_at text, decided_by text not null default '',"
        " note text not null default '', removed text) strict"
    )
