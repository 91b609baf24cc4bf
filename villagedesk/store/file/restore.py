"""Bringing a backup back: into the open office, or in the place of a file that cannot be opened any more."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from villagedesk.base import faults
from villagedesk.base.errors import Trouble
from villagedesk.store.file import backup, lock
from villagedesk.store.file.store import Store, guard
from villagedesk.store.migrations import MIGRATIONS

_STAMP = "%Y%m%d-%H%M%S"
_WITH_IT = ("", "-wal", "-shm")


def into(store: Store, copy: Path, now: datetime) -> Path:
    """Overwrite the open office with `copy`, which may be of an older version.

    Answers with the backup of what was overwritten. `Trouble` when the copy cannot serve; then nothing has changed.
    """
    with _sound(copy) as source, faults.world(store.path):
        kept = backup.rotate(store.db, store.path, now, backup.KEPT + 1)
        source.conn.backup(store.db.conn)
        MIGRATIONS.apply(store.db)
    return kept


def in_place(path: Path, copy: Path, now: datetime) -> Path | None:
    """Write `copy` to `path`; what stood there is kept among the backups, and its new place is the answer.

    Raises `Trouble` when another program has the file, or the copy is no sound office file.
    """
    with faults.world(path), _sound(copy) as source:
        path.parent.mkdir(parents=True, exist_ok=True)
        held = lock.take(path)
        if held is None:
            raise Trouble("另一个程序正在使用这个办公文件，或者文件夹不能写入，没有恢复；请先关闭那个程序。")
        try:
            draft = path.with_name(path.name + ".restored")
            backup.write(source, draft)
            kept = _put_aside(path, now)
            draft.replace(path)
        finally:
            held.release()
    return kept


@contextmanager
def _sound(copy: Path) -> Generator[Database]:
    """A backup opened for reading, after it was seen to be an office file without damage."""
    if not copy.is_file():
        raise Trouble(f"找不到备份“{copy}”，没有恢复；请检查位置。")
    with faults.world(copy):
        guard(copy)
        # a backup is one closed file: nothing is written beside it, wherever it lies
        conn = sqlite3.connect(copy.resolve().as_uri() + "?mode=ro&immutable=1", uri=True)
    try:
        with faults.world(copy):
            if conn.execute("pragma integrity_check(1)").fetchone()[0] != "ok":
                raise Trouble(f"备份“{copy.name}”也已损坏，没有恢复；请换一份更早的备份。")
        yield Database(conn, execute_plugins=False)
    finally:
        conn.close()


def _put_aside(path: Path, now: datetime) -> Path | None:
    """Move the file and its journal into the folder of backups; None when there was no file."""
    kept = backup.folder(path) / f"{path.stem}-损坏-{now.strftime(_STAMP)}.vdesk"
    kept.parent.mkdir(parents=True, exist_ok=True)
    was_there = path.exists()
    for tail in _WITH_IT:
        here = path.with_name(path.name + tail)
        if here.exists():
            here.replace(kept.with_name(kept.name + tail))
    return kept if was_there else None
