"""Signs at the desk, where people are, their PINs, and checks on duty."""

from __future__ import annotations

from sqlite_utils import Database


def m040_signs(db: Database) -> None:
    """Signs in and out (by oneself or by the clerk), the board of whereabouts as a log, and PINs."""
    db.conn.execute(
        "create table sign (id integer primary key, person integer not null references person (id), at text not null,"
        " state text not null, source text not null, by_whom text not null default '', why text not null default '',"
        " entered_at text not null, removed text) strict"
    )
    db.conn.execute("create index sign_at on sign (at)")
    db.conn.execute(
        "create table whereabouts (id integer primary key, person integer not null references person (id),"
        " state text not null, before text not null default '', note text not null default '', from_at text not null,"
        " back_at text, by_whom text not null default '', removed text) strict"
    )
    db.conn.execute("create index whereabouts_person on whereabouts (person, id)")
    db.conn.execute(
        "create table pin (id integer primary key, person integer not null unique references person (id),"
        " hash text not null, set_at text not null, failures integer not null default 0, locked_at text,"
        " removed text) strict"
    )


def m041_checks(db: Database) -> None:
    """Drawn plans of checks with their secret seed, and the checks made."""
    db.conn.execute(
        "create table check_draw (id integer primary key, month text not null, seed text not null,"
        " promise text not null,"
        " per_person integer not null, extra integer not null, plan text not null, drawn_at text not null,"
        " removed text) strict"
    )
    db.conn.execute(
        "create table duty_check (id integer primary key, draw integer references check_draw (id), place integer,"
        " day text not null, shift text not null, person integer references person (id), planned_at text,"
        " checked_at text not null, channel text not null, checker text not null, finding text not null,"
        " note text not null default '', removed text) strict"
    )
    db.conn.execute("create index duty_check_day on duty_check (day)")
