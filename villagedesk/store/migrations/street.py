"""Packs for the street, its templates, the office's key; on the street's side villages and what they sent."""

from __future__ import annotations

from sqlite_utils import Database


def m070_street(db: Database) -> None:
    """Keys, sent packs, templates, villages and received packs."""
    db.conn.execute(
        "create table seal_keys (id integer primary key, secret text not null, public text not null,"
        " made_at text not null) strict"
    )
    db.conn.execute(
        "create table packs (id integer primary key, month text not null, revision integer not null,"
        " made_at text not null, folder text not null, masked integer not null, digest text not null,"
        " facts text not null, unique (month, revision)) strict"
    )
    db.conn.execute(
        "create table street_templates (id integer primary key, name text not null, file text not null,"
        " content text not null, marks text not null, made_at text not null, removed text) strict"
    )
    db.conn.execute(
        "create table villages (id integer primary key, name text not null, public text not null default '',"
        " contact text not null default '', due_day integer not null default 5, removed text) strict"
    )
    db.conn.execute(
        "create table received_packs (id integer primary key, village text not null, month text not null,"
        " revision integer not null, received_at text not null, file text not null, sha256 text not null unique,"
        " state text not null, cells text not null, public text not null, facts text not null) strict"
    )
    db.conn.execute("create index received_by_month on received_packs (month, village, revision)")


def m071_street(db: Database) -> None:
    """Versions of the point scheme, and where a received workbook is kept."""
    db.conn.execute(
        "create table street_schemes (id integer primary key, profile text not null, from_month text not null,"
        " points text not null, made_at text not null, removed text) strict"
    )
    db.conn.execute("alter table received_packs add column kept text not null default ''")
