"""Verified copies of the office file through SQLite's backup interface, kept in rotation."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from villagedesk.base import faults
from villagedesk.base.errors import Trouble

KEPT = 30
_STAMP = "%Y%m%d-%H%M%S"


def folder(path: Path) -> Path:
    """Where the backups of an office file lie: beside it, in `<name>.backups`."""
    return path.with_name(path.name + ".backups")


def copies(path: Path) -> list[Path]:
    """The backups of an office file, newest first."""
    return sorted(folder(path).glob(f"{path.stem}-*.vdesk"), reverse=True)


def write(db: Database, target: Path) -> None:
    """Copy the whole database to `target`, verify the copy, then put it in place in one step."""
    with faults.world(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(target.name + ".part")
        draft.unlink(missing_ok=True)
        copy = sqlite3.connect(draft)
        try:
            db.conn.backup(copy)
            copy.execute("pragma journal_mode = delete").fetchone()
            sound = copy.execute("pragma integrity_check").fetchone()[0] == "ok"
            same = (
                copy.execute("select count(*), max(hash) from audit").fetchone()
                == db.execute("select count(*), max(hash) from audit").fetchone()
            )
        except BaseException:
            copy.close()
            draft.unlink(missing_ok=True)  # on a full disk the half copy would take the last room
            raise
        copy.close()
        if not (sound and same):
            draft.unlink()
            raise Trouble("备份核对不一致，已放弃这份备份，原文件没有动；请检查磁盘后再备份一次。")
        draft.replace(target)


def rotate(db: Database, path: Path, now: datetime, kept: int = KEPT) -> Path:
    """Write one more backup beside the office file and let go of the oldest beyond `kept`."""
    while (target := folder(path) / f"{path.stem}-{now.strftime(_STAMP)}.vdesk").exists():
        now += timedelta(seconds=1)  # two within one second: neither is lost
    write(db, target)
    for old in copies(path)[kept:]:
        old.unlink(missing_ok=True)
    return target


def copy_aside(db: Database, path: Path) -> Path:
    """Keep the file as it is before a migration changes it; the name tells how many migrations it had."""
    applied = db.execute("select count(*) from _sqlite_migrations").fetchone()[0]
    target = folder(path) / f"{path.stem}-升级前-{applied}.vdesk"
    write(db, target)
    return target


def taken_at(copy: Path) -> datetime | None:
    """When a rotated backup was taken, read from its name; None for other copies."""
    try:
        return datetime.strptime("-".join(copy.stem.rsplit("-", 2)[1:]), _STAMP)
    except ValueError:
        return None
