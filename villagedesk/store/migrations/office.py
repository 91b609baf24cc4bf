"""The office itself: who it is, its options, and the audit that every later write leaves."""

from __future__ import annotations

from sqlite_utils import Database


def m001_office(db: Database) -> None:
    """Facts about the office, its options, and the insert-only audit."""
    db.conn.execute("create table office (id integer primary key, name text not null unique, value text) strict")
    db.conn.execute(
        "create table audit (id integer primary key, at text not null, who text not null, what text not null,"
        " entity text not null, key integer, before text, after text, reason text not null, hash text not null) strict"
    )
    db.conn.execute("create index audit_entity on audit (entity, key, id)")
    for verb in ("update", "delete"):
        db.conn.execute(
            f"create trigger audit_no_{verb} before {verb} on audit"
            " begin select raise(abort, 'audit is insert-only'); end"
        )
