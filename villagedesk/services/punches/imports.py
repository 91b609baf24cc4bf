"""Import machine files: everything accounted for, nothing twice, nothing half."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import Any

from villagedesk.base import faults
from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.clock import moment_text
from villagedesk.base.errors import Mistake, Problem, Trouble
from villagedesk.devices import sniff
from villagedesk.devices.reading import Batch, Found, Row, Unmapped, Wishes
from villagedesk.people.person import Badge
from villagedesk.services.office import Office
from villagedesk.store import people as people_shelf
from villagedesk.store import punches as shelf
from villagedesk.store.file.audit import Change

Progress = Callable[[str, int], None]
"""Called with the file's name and the rows read so far; may raise to cancel, then nothing is stored."""

DEFAULT_MACHINE = "考勤机"
_ESTABLISHED = 3
_OWN_MACHINES = {"dingtalk": "钉钉", "dingtalk_grid": "钉钉", "wecom": "企业微信", "wecom_grid": "企业微信"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user said about an import; empty values are decided from the files and the office."""

    device: str = ""
    year: int | None = None
    date_order: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """The account of one file: `read` = `new` + `duplicate` + rejected; `unknown_badge` counts among the new."""

    path: str
    layout: str
    encoding: str
    read: int
    new: int
    duplicate: int
    unknown_badge: int
    first: str | None
    last: str | None
    rejected: tuple[Problem, ...]
    device: str = ""
    title: str = ""
    known: bool = False
    """Whether this very file was imported for this machine before."""


@dataclass(frozen=True, slots=True)
class Columns:
    """A table whose columns the user must name: shown as a preview."""

    path: Path
    headings: tuple[str, ...]
    examples: tuple[tuple[str, ...], ...]


class ColumnsNeeded(Mistake):
    """An unknown table: `columns` is what the preview shows."""

    def __init__(self, columns: Columns) -> None:
        heads = "、".join(head for head in columns.headings if head) or "（没有表头）"
        super().__init__(
            f"“{columns.path.name}”的列看不懂（表头：{heads}），没有导入；"
            "请说明哪一列是考勤号、哪一列是时间，例如 --columns badge=1,moment=3。",
            "columns",
        )
        self.columns = columns


class _DryRun(Exception):
    """Leaves the transaction so that nothing stays."""


def import_files(
    office: Office,
    paths: Sequence[Path],
    asked: Asked | Mapping[Path, Asked] | None = None,
    progress: Progress | None = None,
) -> Result[tuple[Imported, ...]]:
    """Read machine files into the office in one write; the same or an overlapping file changes nothing again.

    `asked` is what the user said, about all files or about each. `Mistake` when a file is no punch file, when
    day and month cannot be told apart, or `ColumnsNeeded`.
    """
    each = asked if isinstance(asked, Mapping) else dict.fromkeys(paths, asked or Asked())
    sources = [_recognised(office, path, each.get(path, Asked())) for path in paths]
    done: list[Imported] = []
    try:
        with office.change("导入打卡记录") as change:
            done += [import_source(office, change, source, progress or _silent) for source in sources]
            if any(one.dry_run for one in each.values()):
                raise _DryRun
    except _DryRun:
        return Result(tuple(done), Changes(Area.NOTHING, "试读完成，什么也没有存。"))
    fresh = sum(item.new for item in done)
    return Result(tuple(done), Changes(Area.PUNCHES if fresh else Area.NOTHING, _says(done)))


@dataclass(frozen=True, slots=True)
class Source:
    """Something recognised and about to be read: `facts` are its digest, its bytes, and until when it reaches.

    `path` is shown; a pull from a terminal may hold nothing, a file may not.
    """

    path: str
    found: Found
    wishes: Wishes
    machine: shelf.Machine
    facts: tuple[str, int, str | None]
    may_be_empty: bool = False

    @property
    def name(self) -> str:
        """The name without folders."""
        return Path(self.path).name if not self.may_be_empty else self.path


def _recognised(office: Office, path: Path, asked: Asked) -> Source:
    try:
        sniff.refuse_biometric(path)
        sniff.refuse_harmful(path)
        known = shelf.machines(office.store)
        named = next((machine for machine in known if machine.name == asked.device.strip()), None)
        wishes = Wishes(office.clock(), asked.year, asked.date_order, asked.columns)
        found = sniff.recognise(path, wishes)
        if isinstance(found, Unmapped):
            for machine in [named] if named else known:
                if machine.columns and not asked.columns:
                    wishes = replace(wishes, columns=machine.columns)
                    found = sniff.recognise(path, wishes)
                    if isinstance(found, Found):
                        return _file_source(path, found, wishes, machine)
    except OSError as error:
        why = faults.reason(error)
        raise Trouble(f"“{path}”打不开（{why}），没有导入；请检查文件还在不在、优盘是否插好。") from error
    if isinstance(found, Unmapped):
        raise ColumnsNeeded(Columns(path, found.headings, found.examples))
    if found is None and not path.stat().st_size:
        raise Mistake(f"“{path.name}”是空的，一个字也没有，没有导入；请重新从机器上拷一次。")
    if found is None:
        raise Mistake(f"“{path.name}”不是打卡记录文件，没有导入；请选考勤机导出的文件（如 attlog.dat、考勤报表.xls）。")
    return _file_source(path, found, wishes, named or machine_for(known, asked.device.strip(), found.layout))


def _file_source(path: Path, found: Found, wishes: Wishes, machine: shelf.Machine) -> Source:
    return Source(str(path), found, wishes, machine, (_sha256(path), path.stat().st_size, None))


def _kin(layout: str) -> str:
    """What the same machine gives by stick, by its server and over the network is one kind."""
    return "attlog" if layout in ("adms", "terminal") else layout


def machine_for(known: Sequence[shelf.Machine], name: str, layout: str) -> shelf.Machine:
    """The machine that a file belongs to when the user names none: the only one of that layout, else the usual one."""
    if not name:
        alike = [machine for machine in known if _kin(machine.layout) == _kin(layout) and not machine.retired]
        if len(alike) == 1:
            return alike[0]
        name = _OWN_MACHINES.get(layout, DEFAULT_MACHINE)
    return next((machine for machine in known if machine.name == name), shelf.Machine(0, name))


@dataclass(slots=True)
class _Tally:
    """What passes by while a file streams into the store."""

    good: int = 0
    first: str = ""
    last: str = ""
    badges: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    def take(self, batch: Batch) -> None:
        """Count one batch."""
        self.problems += batch.problems
        self.names.update(batch.names)
        if not batch.rows:
            return
        self.good += len(batch.rows)
        moments = list(map(_AT, batch.rows))
        low, high = min(moments), max(moments)
        self.first = low if not self.first or low < self.first else self.first
        self.last = max(high, self.last)
        self.badges.update(map(_BADGE, batch.rows))


_BADGE, _AT = itemgetter(0), itemgetter(1)


def import_source(office: Office, change: Change, source: Source, progress: Progress) -> Imported:
    """Read one source into the office inside a write that is open."""
    # the machine may have been made for an earlier file of the same import
    machine = next((m for m in shelf.machines(office.store) if m.name == source.machine.name), source.machine)
    machine_id = machine.id or shelf.insert_machine(change, machine.name, source.found.layout)
    known_file = shelf.file_of(office.store, machine_id, source.facts[0])
    file = known_file or shelf.insert_file(change, _file_row(office, source, machine_id))
    before, tally = shelf.last_id(office.store), _Tally()
    rows = chain.from_iterable(_batches(source, tally, progress))
    new = shelf.insert_punches(change, rows, source.name, {"machine": machine_id, "file": file})
    if not tally.good and not tally.problems and not source.may_be_empty:
        raise Mistake(f"“{source.name}”里没有打卡记录，没有导入；请核对是不是空表，或者导出时选错了月份。")
    if known_file is None:
        _account(change, (machine_id, file), source.name, tally, new)
        if source.facts[2] is None and (end := _end(office, source, machine_id)):
            shelf.update_file(change, file, {"until_at": end})
    elif source.facts[2]:  # a terminal that was read again and had nothing new is known to reach up to now
        shelf.update_file(change, file, {"until_at": source.facts[2]})
    if source.wishes.columns and source.wishes.columns != machine.columns:
        shelf.update_machine(change, machine_id, {"columns": source.wishes.columns})
    if machine.id and _kin(machine.layout) != _kin(source.found.layout) and known_file is None:
        shelf.update_machine(change, machine_id, {"layout": source.found.layout})
    return Imported(
        source.path,
        source.found.layout,
        source.found.encoding,
        tally.good + len(tally.problems),
        new,
        tally.good - new,
        _unknown(office, (machine_id, machine.name), before, tally, new) if new else 0,
        tally.first or None,
        tally.last or None,
        tuple(tally.problems),
        machine.name,
        source.found.title,
        known_file is not None,
    )


def _batches(source: Source, tally: _Tally, progress: Progress) -> Iterator[list[Row]]:
    for batch in source.found.read(source.wishes):
        tally.take(batch)
        progress(source.name, tally.good + len(tally.problems))
        yield batch.rows


def _file_row(office: Office, source: Source, machine: int) -> dict[str, Any]:
    digest, size, until = source.facts
    return {
        "machine": machine,
        "name": source.name,
        "sha256": digest,
        "bytes": size,
        "layout": source.found.layout,
        "encoding": source.found.encoding,
        "imported_at": moment_text(office.clock()),
        "until_at": until,
    }


def _account(change: Change, keys: tuple[int, int], name: str, tally: _Tally, new: int) -> None:
    machine, file = keys
    if tally.problems:
        shelf.insert_rejected(change, file, tally.problems, name)
    if tally.names:
        shelf.insert_names(change, machine, tally.names)
    counts = {"read": tally.good + len(tally.problems), "fresh": new, "duplicate": tally.good - new}
    counts["rejected"] = len(tally.problems)
    span = {"first_at": tally.first or None, "last_at": tally.last or None}
    shelf.update_file(change, file, counts | span)


def _unknown(office: Office, machine: tuple[int, str], before: int, tally: _Tally, new: int) -> int:
    """How many of the new punches mean nobody on their day."""
    counts = tally.badges if new == tally.good else shelf.counts_after(office.store, before)
    held: dict[str, list[Badge]] = {}
    for badge in people_shelf.badges(office.store):
        if badge.device in ("", machine[1]):
            held.setdefault(badge.number, []).append(badge)
    unknown = sum(count for number, count in counts.items() if number not in held)
    for number, badges in held.items():
        if number in counts and not any(b.from_on is None and b.to_on is None for b in badges):
            moments = shelf.moments_after(office.store, before, machine[0], number)
            unknown += sum(not any(_covers(b, at) for b in badges) for at in moments)
    return unknown


def _end(office: Office, source: Source, machine: int) -> str | None:
    """How far a machine's data reach after a file: its last punch, or further where a report says so."""
    until = source.found.until
    said = moment_text(min(until, office.clock())) if until else ""
    return max(reach(office, machine) or "", said) or None


def reach(office: Office, machine: int) -> str | None:
    """How far a machine's data reach: the last punch of somebody who punches.

    A garbled row can carry a number that nobody has and a date of next week; a number with one or two punches
    therefore does not move the end, unless it means somebody or all numbers are like that.
    """
    rows = shelf.reaches(office.store, machine)
    known = {badge.number for badge in people_shelf.badges(office.store)}
    sure = [last for badge, count, last in rows if count >= _ESTABLISHED or badge in known]
    return max(sure or [last for _, _, last in rows], default=None)


def _covers(badge: Badge, at: str) -> bool:
    day = at[:10]
    return (not badge.from_on or badge.from_on.isoformat() <= day) and (
        not badge.to_on or day <= badge.to_on.isoformat()
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _silent(name: str, rows: int) -> None:
    """No progress asked for."""


def _says(done: Sequence[Imported]) -> str:
    new, twice = sum(item.new for item in done), sum(item.duplicate for item in done)
    bad = sum(len(item.rejected) for item in done)
    says = f"导入 {len(done)} 个文件：新增 {new} 条，重复 {twice} 条，拒收 {bad} 行。"
    unknown = sum(item.unknown_badge for item in done)
    return says + (f"其中 {unknown} 条的考勤号还没有对应人员，请去“匹配考勤号”。" if unknown else "")
