"""A look into a backup without touching it: whether it is sound, whose it is, and how far its history reaches."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from villagedesk.base import faults
from villagedesk.base.errors import Trouble
from villagedesk.store.file.store import Store, guard


@dataclass(frozen=True, slots=True)
class Glance:
    """`sound`: whole and readable; `village` whose office it is; `last` and `seal` its last audited write."""

    sound: bool
    village: str = ""
    last: int = 0
    seal: str = ""


def glance(copy: Path) -> Glance:
    """What a backup is; a damaged or foreign file is simply not sound."""
    try:
        with faults.world(copy):
            guard(copy)
            conn = sqlite3.connect(copy.resolve().as_uri() + "?mode=ro&immutable=1", uri=True)
            try:
                return _read(Database(conn, execute_plugins=False))
            finally:
                conn.close()
    except Trouble:
        return Glance(sound=False)


def _read(db: Database) -> Glance:
    sound = db.execute("pragma integrity_check(1)").fetchone()[0] == "ok"
    village = db.execute("select value from office where name = 'village'").fetchone()
    last = db.execute("select id, hash from audit order by id desc limit 1").fetchone() or (0, "")
    return Glance(sound, json.loads(village[0]) if village else "", last[0], last[1])


def holds(store: Store, seen: Glance) -> bool:
    """Whether the office's own history once stood where the backup's ends, so that the backup is one of its past."""
    return not seen.last or store.value("select hash from audit where id = ?", [seen.last]) == seen.seal
