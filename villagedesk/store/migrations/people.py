"""People, their badges and terms, and the office's own calendar."""

from __future__ import annotations

from sqlite_utils import Database


def m010_people(db: Database) -> None:
    """Persons in seniority order, the numbers they had on machines, and the terms they served before."""
    db.conn.execute(
        "create table person (id integer primary key, name text not null, posts text not null default '[]',"
        " seniority integer not null default 0, team text not null default '', phone text not null default '',"
        " other_phone text not null default '', phone_public integer not null default 0,"
        " duty_posts text not null default '[]', sex text not null default '', born text not null default '',"
        " work text not null default '', grid text not null default '', joined_on text, left_on text,"
        " term_from_on text, term_to_on text, promised_days integer not null default 0,"
        " note text not null default '', removed text) strict"
    )
    db.conn.execute(
        "create table badge (id integer primary key, person integer not null references person (id),"
        " number text not null, device text not null default '', from_on text, to_on text, removed text) strict"
    )
    db.conn.execute("create index badge_number on badge (number)")
    db.conn.execute(
        "create table term (id integer primary key, person integer not null references person (id),"
        " from_on text, to_on text, promised_days integer not null default 0, posts text not null default '[]',"
        " removed text) strict"
    )


def m011_calendar(db: Database) -> None:
    """Notices as published, days set by hand, local collective days and special periods."""
    db.conn.execute(
        "create table notice (id integer primary key, year integer not null, source text not null,"
        " read_at text not null, days integer not null, removed text) strict"
    )
    db.conn.execute(
        "create table notice_day (id integer primary key, notice integer not null references notice (id),"
        " day text not null, name text not null, off integer not null, removed text) strict"
    )
    db.conn.execute(
        "create table hand_day (id integer primary key, day text not null unique, kind text not null,"
        " name text not null default '', removed text) strict"
    )
    db.conn.execute(
        "create table collective_day (id integer primary key, name text not null,"
        " month_days text not null default '[]', weekdays text not null default '[]',"
        " nth integer not null default 0, moved text not null default 'stay',"
        " from_on text, to_on text, removed text) strict"
    )
    db.conn.execute(
        "create table special_period (id integer primary key, name text not null, from_on text not null,"
        " to_on text not null, note text not null default '', removed text) strict"
    )
