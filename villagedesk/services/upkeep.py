"""Looking after the office file: check, backup, restore, and closing with a verified copy."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from villagedesk.base.changes import Area, Changes
from villagedesk.base.clock import Clock, office_clock
from villagedesk.base.errors import Trouble
from villagedesk.services.office import Office, fact, open_office
from villagedesk.services.registers.exchange import leftovers
from villagedesk.store.file import audit, backup, beside, integrity, restore
from villagedesk.store.file import store as store_room


@dataclass(frozen=True, slots=True)
class Health:
    """What a check found: every fault as one Chinese sentence, and how much was looked at."""

    faults: tuple[str, ...]
    audit_rows: int
    dates: int

    @property
    def sound(self) -> bool:
        """Whether nothing at all is wrong."""
        return not self.faults


def check_office(office: Office) -> Health:
    """Integrity of the file, the audit chain, rows altered behind the program, and dates that cannot be."""
    db = office.store.db
    faults = [f"文件结构有损坏：{line}。" for line in integrity.damage(db)]
    if (broken := audit.broken_link(db)) is not None:
        faults.append(f"操作记录从第 {broken} 条起被改动过，之后的记录不能证明来历。")
    faults += [f"“{row.entity}”第 {row.key} 条被绕过程序改动过。" for row in audit.altered_rows(db)]
    impossible, seen = integrity.impossible_dates(db)
    faults += [f"“{item.table}”第 {item.key} 条的日期“{item.value}”不存在。" for item in impossible]
    return Health(tuple(faults), office.store.value("select count(*) from audit"), seen)


def is_large(office: Office) -> bool:
    """Whether the file was too large to be looked through while it was opened."""
    return office.store.path.stat().st_size > store_room.LARGE


def look_over(office: Office) -> None:
    """Read the whole file once, beside the work; `Trouble` when it is damaged."""
    store_room.look_over(office.store.db)


def backup_office(office: Office, target: Path | None = None) -> Path:
    """Write a verified copy: to `target`, or into the rotation beside the office file."""
    if target is None:
        kept = int(fact(office, "backups_kept", backup.KEPT))
        written = backup.rotate(office.store.db, office.store.path, office.clock(), kept)
        _second_copy(office, written)
        return written
    if target.exists():
        raise Trouble(f"“{target.name}”已经存在，没有备份；请换一个文件名。")
    backup.write(office.store.db, target)
    beside.carry(office.store.path, target)
    return target


def _second_copy(office: Office, written: Path) -> None:
    """One more copy on the stick or share that the office named; nothing when it is not there."""
    named = str(fact(office, "backup_folder", ""))
    if named and Path(named).is_dir():
        backup.write(office.store.db, Path(named) / written.name)
        beside.carry(office.store.path, Path(named) / office.store.path.name)


@dataclass(frozen=True, slots=True)
class Copy:
    """One backup beside the office file: where, when it was taken (None: before an upgrade), how large."""

    path: Path
    taken_at: datetime | None
    size: int


def copies(office: Office) -> tuple[Copy, ...]:
    """The backups beside the office file, newest first."""
    return copies_of(office.store.path)


def copies_of(path: Path) -> tuple[Copy, ...]:
    """The backups beside an office file that need not be there any more, newest first."""
    found = backup.copies(path)
    return tuple(Copy(path, backup.taken_at(path), path.stat().st_size) for path in found)


def last_backup(office: Office) -> datetime | None:
    """When the newest backup beside the office file was taken; None when there is none."""
    moments = [taken for copy in backup.copies(office.store.path) if (taken := backup.taken_at(copy))]
    return max(moments, default=None)


def newest_in(folder: Path, path: Path) -> datetime | None:
    """When the newest copy of an office file that lies in another folder was taken; None when there is none."""
    moments = [taken for copy in folder.glob(f"{path.stem}-*.vdesk") if (taken := backup.taken_at(copy))]
    return max(moments, default=None)


def restore_office(office: Office, copy: Path) -> Changes:
    """Put a backup in the place of the present office, which is itself kept as one more backup first."""
    if office.store.readonly:
        raise Trouble(office.store.readonly)
    kept = restore.into(office.store, copy, office.clock())
    beside.carry(copy, office.store.path)
    with office.change("恢复备份") as change:
        change.note("office", f"从 {copy.name} 恢复；恢复前的内容在 {kept.name}")
    return Changes(Area.EVERYTHING, f"已恢复到“{copy.name}”；恢复前的内容留在“{kept.name}”。")


def is_lost(path: Path) -> bool:
    """Whether an office file is gone, or cannot be opened."""
    try:
        store_room.open_store(path).close()
    except Trouble:
        return True
    return False


def rescue_office(path: Path, copy: Path, *, clock: Clock = office_clock, user: str = "文书") -> str:
    """Put a backup in the place of an office file that is gone or cannot be opened; says what was done.

    What stood there is kept among the backups. `Trouble` when the copy is no office file or is damaged itself.
    """
    kept = restore.in_place(path, copy, clock())
    office = open_office(path, clock=clock, user=user)
    try:
        beside.carry(copy, path)
        with office.change("恢复备份") as change:
            change.note("office", f"从 {copy.name} 恢复；原来的文件打不开或者不在了")
    finally:
        office.close()
    aside = f"；打不开的那份留在“{kept.name}”" if kept else ""
    return f"已用“{copy.name}”恢复{aside}。"


def close_office(office: Office) -> Path | None:
    """Close the office with a verified backup when anything was written since the last one.

    What was put into forms and hangs on nothing goes first: nothing can be undone any more.
    """
    written: Path | None = None
    leftovers.sweep(office, time.time())
    if not office.store.readonly and _needs_backup(office):
        written = backup_office(office)
    office.close()
    return written


def _needs_backup(office: Office) -> bool:
    copies = [copy for copy in backup.copies(office.store.path) if backup.taken_at(copy)]
    if not copies:
        return True
    try:
        last = store_room.open_store(copies[0], readonly=True)
    except Trouble:
        return True  # it is of an older version, or damaged: this day needs a copy of its own
    try:
        return last.value("select max(id) from audit") != office.store.value("select max(id) from audit")
    finally:
        last.close()
