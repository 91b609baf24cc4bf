"""Machines, their clocks, the files read from them, and every raw punch."""

from __future__ import annotations

from sqlite_utils import Database


def m030_punches(db: Database) -> None:
    """Machines, spans of clock drift, files by digest, punches unique by machine, badge and moment, rejected lines."""
    db.conn.execute(
        "create table machine (id integer primary key, name text not null unique, layout text not null default '',"
        " columns text not null default '{}', address text not null default '', note text not null default '',"
        " retired integer not null default 0, removed text) strict"
    )
    db.conn.execute(
        "create table machine_offset (id integer primary key, machine integer not null references machine (id),"
        " from_at text not null, to_at text, seconds integer not null, note text not null default '',"
        " removed text) strict"
    )
    db.conn.execute(
        "create table punch_file (id integer primary key, machine integer not null references machine (id),"
        " name text not null, sha256 text not null, bytes integer not null, layout text not null,"
        " encoding text not null, imported_at text not null, read integer not null default 0,"
        " fresh integer not null default 0, duplicate integer not null default 0, rejected integer not null default 0,"
        " first_at text, last_at text, until_at text, unique (machine, sha256)) strict"
    )
    db.conn.execute(
        "create table punch (id integer primary key, machine integer not null, badge text not null, at text not null,"
        " state text not null, verify text not null, file integer not null references punch_file (id),"
        " line integer not null, text text not null, unique (machine, badge, at)) strict"
    )
    db.conn.execute(
        "create table punch_rejected (id integer primary key, file integer not null references punch_file (id),"
        " line integer not null, place integer not null, text text not null, reason text not null,"
        " says text not null) strict"
    )
    db.conn.execute("create index punch_rejected_file on punch_rejected (file)")
    db.conn.execute(
        "create table badge_name (id integer primary key, machine integer not null references machine (id),"
        " badge text not null, name text not null, unique (machine, badge)) strict"
    )
