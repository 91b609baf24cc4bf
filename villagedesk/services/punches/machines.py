"""Machines and their clocks: names, drift by span of time, and how far each machine's data reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.clock import moment_from
from villagedesk.base.errors import Mistake, Problem
from villagedesk.devices.reading import TITLES
from villagedesk.services.office import Office
from villagedesk.store import people as people_shelf
from villagedesk.store import punches as shelf
from villagedesk.store.punches import Machine, Offset

_STALE = timedelta(days=62)
_LARGEST = 24 * 3600 * 400


@dataclass(frozen=True, slots=True)
class Standing:
    """A machine with what the page shows: how far its data reach, and its spans of drift."""

    machine: Machine
    until: datetime | None
    offsets: tuple[Offset, ...]

    @property
    def layout(self) -> str:
        """What kind of file it writes, in Chinese."""
        return TITLES.get(self.machine.layout, "")


def machines(office: Office) -> tuple[Standing, ...]:
    """Every machine with 数据截至 and its clock corrections."""
    ends = ends_by_machine(office)
    drift = shelf.offsets(office.store)
    return tuple(
        Standing(machine, ends.get(machine.id), tuple(o for o in drift if o.machine == machine.id))
        for machine in shelf.machines(office.store)
    )


def machine_named(office: Office, name: str) -> Machine:
    """The machine of that name; `Mistake` naming those there are."""
    known = shelf.machines(office.store)
    found = next((machine for machine in known if machine.name == name.strip()), None)
    if found is None:
        names = "、".join(machine.name for machine in known) or "还没有机器"
        raise Mistake(f"没有叫“{name}”的考勤机（现有：{names}）。", "device")
    return found


def edit_machine(office: Office, key: int, values: Mapping[str, Any]) -> Changes:
    """Rename a machine, note where it hangs, take it out of use, or set how its tables are read."""
    before = _found(office, key)
    name = str(values.get("name", before.name)).strip()
    if not name:
        raise Mistake("请填写考勤机的名称。", "name")
    if any(machine.name == name and machine.id != key for machine in shelf.machines(office.store)):
        raise Mistake(f"已经有一台叫“{name}”的考勤机。", "name")
    kept = {"name", "address", "note", "retired", "columns"}
    if strange := set(values) - kept:
        raise Mistake(f"考勤机没有“{'、'.join(sorted(strange))}”这一项。")
    wanted = {key_: (int(value) if key_ == "retired" else value) for key_, value in values.items()} | {"name": name}
    old = {item: getattr(before, item) for item in wanted}
    with office.change("修改考勤机") as change:
        shelf.update_machine(change, key, wanted)
    touched = Area.PUNCHES | Area.ATTENDANCE
    return Changes(touched, f"已保存“{name}”。", lambda later: edit_machine(later, key, old))


def set_offset(
    office: Office, key: int, from_at: datetime, to_at: datetime | None, seconds: int, note: str = ""
) -> Result[int]:
    """Say that between two moments of its own clock a machine was `seconds` slow (negative: fast).

    The seconds are added when judging; the raw punches stay as the machine wrote them.
    """
    machine = _found(office, key)
    if to_at is not None and to_at < from_at:
        raise Mistake("结束时间早于开始时间，请核对。", "to_at")
    if seconds == 0 or abs(seconds) > _LARGEST:
        raise Mistake("校正的秒数不能是 0，也不能超过 400 天。", "seconds")
    fresh = Offset(0, key, from_at, to_at, seconds, note.strip())
    for other in shelf.offsets(office.store):
        if other.machine == key and _overlap(fresh, other):
            raise Mistake(f"这段时间和已有的一段校正（{other.from_at} 起）重叠，请先删除那一段。", "from_at")
    with office.change("校正考勤机时钟") as change:
        new = shelf.insert_offset(change, fresh)
    way = "慢" if seconds > 0 else "快"
    says = f"“{machine.name}”从 {from_at:%Y-%m-%d %H:%M} 起按慢快校正：机器{way} {span_words(abs(seconds))}。"
    changes = Changes(Area.PUNCHES | Area.ATTENDANCE, says, lambda later: remove_offset(later, new))
    return Result(new, changes)


def remove_offset(office: Office, key: int) -> Changes:
    """Take a span of drift away."""
    with office.change("删除时钟校正") as change:
        change.remove("machine_offset", key, "删除")
    return Changes(Area.PUNCHES | Area.ATTENDANCE, "已删除时钟校正。", lambda later: _restore_offset(later, key))


def data_until(office: Office) -> datetime | None:
    """Up to which moment the office knows the facts: the earliest end of the machines in use.

    Machines out of use, or far behind the others, do not count. With no machine at all the desk is the
    record, and its facts reach up to now; None when there is neither.
    """
    ends = [end for machine, end in _living(office)]
    if ends:
        newest = max(ends)
        return min(end for end in ends if newest - end <= _STALE)
    signed = office.store.value("select 1 from sign where removed is null limit 1")
    return office.clock() if signed else None


def ends_by_machine(office: Office) -> dict[int, datetime]:
    """数据截至 of each machine: where its files end (see `imports.reach`), or the last punch of somebody known."""
    ends = shelf.ends(office.store)
    numbers = {(badge.number, badge.device) for badge in people_shelf.badges(office.store)}
    for machine in shelf.machines(office.store):
        ours = {number for number, device in numbers if device in ("", machine.name)}
        found = [at for number in ours if (at := shelf.last_of_badge(office.store, machine.id, number))]
        if found:
            ends[machine.id] = max([*found, ends.get(machine.id, "")])
    return {key: moment_from(text) for key, text in ends.items() if text}


def files(office: Office) -> list[dict[str, Any]]:
    """The files imported last, newest first."""
    return shelf.files(office.store)


def rejected(office: Office, file: int) -> tuple[Problem, ...]:
    """The rejected lines that were kept of an imported file."""
    return shelf.rejected(office.store, file)


def span_words(seconds: int) -> str:
    """`1 小时 5 分 3 秒`."""
    parts = ((seconds // 86400, "天"), (seconds // 3600 % 24, "小时"), (seconds // 60 % 60, "分"), (seconds % 60, "秒"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or "0 秒"


def _living(office: Office) -> list[tuple[Machine, datetime]]:
    ends = ends_by_machine(office)
    return [(m, ends[m.id]) for m in shelf.machines(office.store) if not m.retired and m.id in ends]


def _found(office: Office, key: int) -> Machine:
    return next(machine for machine in shelf.machines(office.store) if machine.id == key)


def _overlap(one: Offset, other: Offset) -> bool:
    ends = [offset.to_at for offset in (one, other) if offset.to_at]
    return not ends or max(one.from_at, other.from_at) <= min(ends)


def _restore_offset(office: Office, key: int) -> Changes:
    with office.change("恢复时钟校正") as change:
        change.restore("machine_offset", key)
    return Changes(Area.PUNCHES | Area.ATTENDANCE, "时钟校正已恢复。", lambda later: remove_offset(later, key))
