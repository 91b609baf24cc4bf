"""The open office file: reads for everybody, writes only through `change`."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from filelock import FileLock
from sqlite_utils import Database

from villagedesk.base import faults
from villagedesk.base.errors import Trouble
from villagedesk.store.file import backup, lock
from villagedesk.store.file.audit import Change, Row
from villagedesk.store.migrations import MIGRATIONS, newer_than_us

APPLICATION_ID = 0x5644534B  # "VDSK"
_FOREIGN = "“{}”不是坐班台的办公文件（*.vdesk），没有打开；请检查选的文件。"
LARGE = 64 * 1024 * 1024
"""Bytes up to which a file is looked through while it is opened; a larger one would hold up the first page."""
Params = Sequence[Any] | dict[str, Any]
Value = TypeVar("Value")


class Store:
    """One connection to one office file; use it in one thread only, and `twin()` for another thread."""

    def __init__(self, db: Database, path: Path, readonly: str, held: FileLock | None) -> None:
        self._db = db
        self._lock = held
        self._kept: dict[Hashable, Any] = {}
        self._kept_at: tuple[int, int] = (0, 0)
        self._writing: Change | None = None
        self.path = path
        self.readonly = readonly
        """Why nothing can be written, as one Chinese sentence; empty when writing is possible."""

    def rows(self, sql: str, params: Params = ()) -> list[Row]:
        """All rows of a query as dictionaries."""
        with faults.world(self.path):
            cursor = self._db.execute(sql, params)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def tuples(self, sql: str, params: Params = ()) -> list[tuple[Any, ...]]:
        """All rows of a query as tuples, for large answers."""
        with faults.world(self.path):
            return self._db.execute(sql, params).fetchall()

    def one(self, sql: str, params: Params = ()) -> Row | None:
        """The first row of a query, or None."""
        found = self.rows(sql, params)
        return found[0] if found else None

    def value(self, sql: str, params: Params = ()) -> Any:
        """The first column of the first row, or None."""
        with faults.world(self.path):
            found = self._db.execute(sql, params).fetchone()
        return found[0] if found else None

    def kept(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """What `make` answers, remembered until anybody, here or on another connection, writes to the file.

        For small answers that one question asks for many times over (people, the calendar, the rules); the answer
        is shared, so it must never be changed.
        """
        now = (self._db.conn.execute("pragma data_version").fetchone()[0], self._db.conn.total_changes)
        if now != self._kept_at:
            self._kept.clear()
            self._kept_at = now
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    @contextmanager
    def change(self, who: str, what: str, at: str) -> Iterator[Change]:
        """One atomic, audited write by `who` for the purpose `what`; all or nothing.

        A write within a write joins it and goes by the outer purpose: many small writes can be one.
        Raises `Trouble` when the office is read-only or the disk fails.
        """
        if self.readonly:
            raise Trouble(self.readonly)
        if self._writing is not None:
            yield self._writing
            return
        with faults.world(self.path):
            self._db.execute("begin immediate")
            try:
                self._writing = Change(self._db, who, what, at)
                yield self._writing
                self._db.execute("commit")
            except BaseException:
                self._db.rollback()
                self._kept.clear()
                raise
            finally:
                self._writing = None

    @property
    def db(self) -> Database:
        """The database itself, for the modules of the store only."""
        return self._db

    def twin(self) -> Store:
        """A second connection to the same file under the same lock, for another thread."""
        return Store(_connect(self.path, bool(self.readonly)), self.path, self.readonly, None)

    def close(self) -> None:
        """Close the connection and let the lock go."""
        self._db.close()
        if self._lock is not None:
            self._lock.release()


def create(path: Path) -> Store:
    """Make a new, empty office file; `Trouble` when there is a file already or the folder cannot be written."""
    if path.exists():
        raise Trouble(f"“{path.name}”已经存在，没有新建；请换一个文件名，或者直接打开它。")
    with faults.world(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if not os.access(path.parent, os.W_OK):
            raise Trouble(f"文件夹“{path.parent}”不能写入，没有新建办公文件；请换一个位置。")
        draft = path.with_name(path.name + ".new")
        draft.unlink(missing_ok=True)
        db = Database(sqlite3.connect(draft), execute_plugins=False)
        try:
            db.execute(f"pragma application_id = {APPLICATION_ID}")
            MIGRATIONS.apply(db)
        except BaseException:
            db.close()
            draft.unlink(missing_ok=True)
            raise
        db.close()
        draft.replace(path)
    return open_store(path)


def open_store(path: Path, *, readonly: bool = False) -> Store:
    """Open an office file: lock, guard, copy aside, migrate, check; read-only when another program has it.

    Raises `Trouble` in words for a missing, foreign, damaged or newer file; a `LARGE` one is only looked at from
    outside here (see `look_over`).
    """
    if not path.is_file():
        raise Trouble(f"找不到办公文件“{path}”；请检查位置，或者先用 init 新建一个。")
    held = None if readonly else lock.take(path)
    reason = "" if held else _readonly_reason(path, readonly)
    try:
        with faults.world(path):
            guard(path)
            db = _connect(path, held is None)
            _make_current(db, path, reason)
    except BaseException:
        if held:
            held.release()
        raise
    return Store(db, path, reason, held)


def _readonly_reason(path: Path, asked: bool) -> str:
    if asked:
        return "办公文件是以只读方式打开的，不能保存。"
    if not os.access(path.parent, os.W_OK) or not os.access(path, os.W_OK):
        return "办公文件或它所在的文件夹是只读的，可以查看和打印，不能保存。"
    return "另一个程序已经打开了这个办公文件，现在可以查看和打印，不能保存；请先关闭那个程序。"


def _connect(path: Path, readonly: bool) -> Database:
    if readonly:
        quoted = path.resolve().as_uri()
        try:
            conn = sqlite3.connect(quoted + "?mode=ro", uri=True)
            conn.execute("select count(*) from sqlite_master").fetchone()
        except sqlite3.OperationalError:
            conn = sqlite3.connect(quoted + "?mode=ro&immutable=1", uri=True)
        return Database(conn, execute_plugins=False)
    db = Database(sqlite3.connect(path, timeout=10), execute_plugins=False)
    for pragma in ("journal_mode = wal", "synchronous = full", "foreign_keys = on", "cache_size = -16000"):
        db.execute(f"pragma {pragma}").fetchall()
    return db


def guard(path: Path) -> None:
    """Look before touching: a foreign or newer file is refused and left byte for byte as it was."""
    if not _first_bytes(path).startswith(b"SQLite format 3\0"):
        raise Trouble(_FOREIGN.format(path.name))
    db = _connect(path, readonly=True)
    try:
        if db.execute("pragma application_id").fetchone()[0] != APPLICATION_ID:
            raise Trouble(_FOREIGN.format(path.name))
        if newer_than_us(db):
            raise Trouble(f"“{path.name}”是用更新版本的坐班台写的，这个版本不能打开，文件没有动；请先升级程序。")
    finally:
        db.close()


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(16)


def _make_current(db: Database, path: Path, readonly: str) -> None:
    try:
        if MIGRATIONS.pending(db):
            _migrate(db, path, readonly)
        if path.stat().st_size <= LARGE:
            look_over(db)
        db.execute("pragma shrink_memory")
    except BaseException:
        db.close()
        raise


def _migrate(db: Database, path: Path, readonly: str) -> None:
    if readonly:
        raise Trouble("这个办公文件来自旧版本，需要先升级一次，但现在不能写入；" + readonly)
    backup.copy_aside(db, path)
    MIGRATIONS.apply(db)


def look_over(db: Database) -> None:
    """Read every page once; `Trouble` when the file is damaged."""
    # every page is read once, so a large cache would only hold memory
    kept = db.execute("pragma cache_size").fetchone()[0]
    db.execute("pragma cache_size = -1000")
    found = db.execute("pragma quick_check(1)").fetchone()[0]
    db.execute(f"pragma cache_size = {kept}")
    if found != "ok":
        raise Trouble("办公文件已损坏；请不要再往里登记，用最近的备份恢复。")
