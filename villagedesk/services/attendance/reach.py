"""数据截至: how far each machine's facts reach, and the clerk's word on when a file was taken from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from villagedesk.base.changes import Area, Changes
from villagedesk.base.clock import moment_from, moment_text
from villagedesk.base.errors import Mistake
from villagedesk.services.office import Office
from villagedesk.services.punches.machines import ends_by_machine, machine_named
from villagedesk.store import punches as shelf

_TOUCHED = Area.PUNCHES | Area.ATTENDANCE


@dataclass(frozen=True, slots=True)
class Reach:
    """A machine in use: its newest file, when that was imported, and up to when its facts are known.

    `said_at` is when the file was taken from the machine, where somebody said so.
    """

    machine: int
    name: str
    file: int
    file_name: str
    imported_at: datetime
    last_at: datetime | None
    until: datetime | None
    said_at: datetime | None = None


def reaches(office: Office) -> tuple[Reach, ...]:
    """Every machine in use with its newest file, the one that is furthest behind first."""
    ends = ends_by_machine(office)
    found = [
        Reach(
            one.id,
            one.name,
            row["id"],
            row["name"],
            moment_from(row["imported_at"]),
            moment_from(row["last_at"]) if row["last_at"] else None,
            ends.get(one.id),
            moment_from(row["until_at"]) if _said(row["until_at"], row["last_at"]) else None,
        )
        for one in shelf.machines(office.store)
        if not one.retired and (row := shelf.newest_file(office.store, one.id))
    ]
    return tuple(sorted(found, key=lambda one: (one.until or datetime.min, one.name)))


def _said(until: str | None, last: str | None) -> bool:
    return bool(until) and (last is None or str(until) > last)


def confirm(office: Office, machine: int, taken_at: datetime) -> Changes:
    """The newest file of a machine was taken from it at that moment: nothing was punched after its last row till then.

    Nothing is ever assumed: without this word a file reaches as far as its last punch. `Mistake` for a moment
    before that punch, after the import, or in the future.
    """
    one = next((reach for reach in reaches(office) if reach.machine == machine), None)
    if one is None:
        raise Mistake("这台考勤机还没有导入过文件，没有可以确认的时间。", "taken_at")
    if taken_at > office.clock():
        raise Mistake(f"{taken_at:%Y-%m-%d %H:%M} 还没有到，请写文件从机器里拷出来的时间。", "taken_at")
    if taken_at > one.imported_at:
        says = f"这份文件 {one.imported_at:%Y-%m-%d %H:%M} 就导入了，不会更晚才拷出来；后来又拷过的，请导入新的文件。"
        raise Mistake(says, "taken_at")
    before = shelf.file_until(office.store, one.file)
    # a garbled row may lie after the last believable punch, to which the import has set the end of the file
    known = [at for at in (one.last_at, moment_from(before) if before else None) if at is not None]
    if known and taken_at < min(known):
        raise Mistake(f"文件里最晚的一次打卡是 {min(known):%Y-%m-%d %H:%M}，拷出来的时间不会更早。", "taken_at")
    with office.change("确认数据截至") as change:
        shelf.update_file(change, one.file, {"until_at": moment_text(taken_at)})
    says = f"“{one.name}”的数据截至 {taken_at:%Y-%m-%d %H:%M}，在这以前结束的班次可以判定了。"
    return Changes(_TOUCHED, says, lambda later: _put_back(later, one, before))


def confirm_named(office: Office, name: str, taken_at: datetime) -> Changes:
    """The same, by the machine's name."""
    return confirm(office, machine_named(office, name).id, taken_at)


def _put_back(office: Office, one: Reach, before: str | None) -> Changes:
    with office.change("撤销确认数据截至") as change:
        shelf.update_file(change, one.file, {"until_at": before})
    return Changes(_TOUCHED, f"“{one.name}”的数据截至已恢复原样。")
