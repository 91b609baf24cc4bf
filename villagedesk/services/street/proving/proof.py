"""Whether a pack is what its village sealed: 未改动, 已改动 (which cells), 未知来源."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from villagedesk.base.errors import Mistake
from villagedesk.papers.street.facts import Exceptional, Figure, MonthFacts, PersonMonth
from villagedesk.security import seal
from villagedesk.security.seal import Reading, SheetSeal
from villagedesk.services.report.sealing import SHEET, Sealed, read_seal
from villagedesk.services.street.proving import form
from villagedesk.services.street.proving.reading import Opened, open_workbook

_SHOWN = 8
Shape = TypeVar("Shape")


class State(StrEnum):
    """What is proved about a file."""

    INTACT = "未改动"
    ALTERED = "已改动"
    UNKNOWN = "未知来源"
    FORM = "简易表"


@dataclass(frozen=True, slots=True)
class Received:
    """One file from a village: whose, which month, what is proved, and what it states.

    `cells` are the places that differ (`考勤月报!C7`) or sentences about sheets; `facts` are the sealed
    ones, whatever the cells say now. `kept` is where the file itself can be opened; `received_at` is when the street
    took it in first, empty before it did.
    """

    path: Path
    state: State
    facts: MonthFacts
    says: str
    cells: tuple[str, ...] = ()
    public: str = ""
    sha256: str = ""
    kept: str = ""
    received_at: str = ""

    @property
    def counted(self) -> bool:
        """Whether its figures may go into the street's totals."""
        return self.state in (State.INTACT, State.FORM)


def read_received(path: Path, keys: Mapping[str, str] | None = None, read: Reading | None = None) -> Received:
    """Read one file from a village and prove it; `keys` are the public keys by village that the street holds.
    `read` may be shared when many files are read.

    Raises `Mistake` for a file that is neither a pack nor a plain form.
    """
    opened = replace(open_workbook(path), read=read)
    if SHEET not in opened.names:
        if form.is_form(opened):
            facts = form.read_form(opened)
            says = "简易表：按填写的数字计入，没有封签，不能证明是否改动。"
            return Received(path, State.FORM, facts, says, sha256=opened.sha256)
        raise _no_seal(opened)
    sealed = read_seal(opened.rows(SHEET))
    if sealed is None:
        raise Mistake(f"“{path.name}”的封签读不出来，不能证明来源；请让对方重新导出。", "seal")
    return _judged(opened, sealed, keys or {})


def _no_seal(opened: Opened) -> Mistake:
    name = opened.path.name
    if {"月报汇总", "目录"} & set(opened.names):
        return Mistake(f"“{name}”缺少封签（隐藏的工作表被删掉了），来源不能证明，没有计入；请让对方重新导出。", "seal")
    return Mistake(f"“{name}”是别的程序的文件，既不是报送包也不是简易表，没有计入。", "foreign")


def _judged(opened: Opened, sealed: Sealed, keys: Mapping[str, str]) -> Received:
    facts = facts_from(sealed.facts, opened.path.name)

    def received(state: State, says: str, cells: tuple[str, ...] = ()) -> Received:
        return Received(opened.path, state, facts, says, cells, sealed.public, opened.sha256)

    if not sealed.holds:
        return received(State.ALTERED, "已改动：封签本身被改过，里面的数字不能采用。", (f"{SHEET}",))
    cells = differences(opened, sealed)
    if cells:
        shown = "、".join(cells[:_SHOWN]) + (f" 等 {len(cells)} 处" if len(cells) > _SHOWN else "")
        return received(State.ALTERED, f"已改动：{shown}。", cells)
    held = keys.get(facts.village)
    finger = seal.fingerprint(sealed.public)
    if held == sealed.public:
        return received(State.INTACT, f"未改动：与{facts.village}登记的公钥相符（核对码 {finger}）。")
    if keys:
        why = "与登记的公钥不符" if held else "该村没有登记公钥"
        return received(State.UNKNOWN, f"未知来源：封存后未改动，但{why}（核对码 {finger}）；请打电话向该村核对。")
    return received(State.INTACT, f"未改动：封存后没有改过（公钥尚未登记，核对码 {finger}，可打电话核对）。")


def differences(opened: Opened, sealed: Sealed) -> tuple[str, ...]:
    """Every place that differs from what was sealed, sheet by sheet; nothing when all is as it was."""
    expected = {sheet.name: sheet for sheet in sealed.sheets}
    visible = [name for name in opened.names if name != SHEET]
    extra = [name for name in visible if name not in expected]
    hidden = opened.hidden
    found = [f"工作表“{name}”被隐藏" for name in expected if name in hidden]
    for name, sheet in expected.items():
        if name in visible:
            found += _of_sheet(opened, sheet)
            continue
        renamed = next((other for other in extra if not _of_sheet(opened, sheet, other)), "")
        if renamed:
            extra.remove(renamed)
            found.append(f"工作表“{name}”改名为“{renamed}”")
        else:
            found.append(f"工作表“{name}”缺失")
    found += [f"多出工作表“{name}”" for name in extra]
    return tuple(found)


def _of_sheet(opened: Opened, sheet: SheetSeal, name: str = "") -> list[str]:
    """What differs in one sheet, which may stand there under another name."""
    rows = opened.rows(name or sheet.name)
    places: list[str] = []
    moved, rows_told = False, ""
    if seal.digest_sheet(rows, opened.read) != sheet.digest:
        now = seal.seal_sheet(sheet.name, rows)
        places = list(seal.changed_cells(sheet, now))
        moved = len(places) > 4 and _moved(_columns(sheet), _columns(now))
        rows_told = (
            rows_changed(sheet.marks, _with_lost(sheet, places, now.marks)) if len(places) > 4 and not moved else ""
        )
    if moved or rows_told:
        return [f"{sheet.name}：{'列被移动' if moved else rows_told}"]
    if sheet.formulas:
        places = _with_formulas(sheet, opened.formulas(name or sheet.name), rows, places)
    return [f"{sheet.name}!{place}" if place != "*" else f"{sheet.name}：内容有改动" for place in places]


def _moved(before: Sequence[str], now: Sequence[str]) -> bool:
    """Whether several columns are there as they were, but elsewhere."""
    still = sum((Counter(filter(None, before)) & Counter(filter(None, now))).values())
    in_place = sum(one == other for one, other in zip(before, now, strict=False) if one)
    return still - in_place >= 3


def _with_lost(sheet: SheetSeal, places: Sequence[str], now: Sequence[str]) -> list[str]:
    """The marks found, with the sealed ones where a formula only lost its stored value."""
    kept = list(now)
    for place in set(places) & set(sheet.formulas):
        column, line = seal.place_of(place)
        at = slice(2 * column, 2 * column + 2)
        if line < len(kept) and kept[line][at] in ("", "--"):
            wide = kept[line].ljust(len(sheet.marks[line]), "-")
            kept[line] = wide[: at.start] + sheet.marks[line][at] + wide[at.stop :]
    return kept


def rows_changed(before: Sequence[str], now: Sequence[str]) -> str:
    """Which whole rows were taken out, put in or put elsewhere, in words; empty when that does not explain it."""
    if list(before) == list(now):
        return ""
    if len(before) == len(now) and Counter(before) == Counter(now):
        here = [i for i, (one, other) in enumerate(zip(before, now, strict=True), 1) if one != other]
        return f"行的次序被调换（{_lines(here)}）"
    gone, new, other = list[int](), list[int](), list[int]()
    for what, a, b, c, d in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if what == "replace" and b - a != d - c:
            return ""
        other += range(c + 1, d + 1) if what == "replace" else ()
        gone += range(a + 1, b + 1) if what == "delete" else ()
        new += range(c + 1, d + 1) if what == "insert" else ()
    if not (gone or new) or len(other) > _SHOWN:
        return ""
    told = (("删去原来的", gone), ("插入了", new), ("改动了", other))
    return "，".join(f"{word}{_lines(rows)}" for word, rows in told if rows)


def _lines(numbers: Sequence[int]) -> str:
    tail = f"等 {len(numbers)} 行" if len(numbers) > 4 else "行"
    return f"第 {'、'.join(map(str, numbers[:4]))} {tail}"


def _with_formulas(
    sheet: SheetSeal, now: Mapping[str, str], rows: Sequence[Sequence[Any]], places: Sequence[str]
) -> list[str]:
    """The changed places when formulas are looked at: one that only lost its stored value is as it was.

    A program that saves without calculating leaves no value; what shows is the formula's, so its text must hold.
    """
    filled = {
        place
        for place in places
        if place != "*" and (at := seal.place_of(place)) and rows[at[1] : at[1] + 1] and _says(rows[at[1]], at[0])
    }
    kept = [place for place in places if place in filled or place not in sheet.formulas or place not in now]
    for place, text in sheet.formulas.items():
        written = now.get(place, "")
        if written and seal.formula_text(written) != seal.formula_text(text) and place not in kept:
            kept.append(place)
    return kept


def _says(row: Sequence[Any], column: int) -> bool:
    return column < len(row) and row[column] not in (None, "")


def _columns(sheet: SheetSeal) -> list[str]:
    """The marks of each column, empty for a blank one."""
    width = max((len(marks) for marks in sheet.marks), default=0)
    padded = [marks.ljust(width, "-") for marks in sheet.marks]
    columns = ("".join(marks[i : i + 2] for marks in padded) for i in range(0, width, 2))
    return [column if column.strip("-") else "" for column in columns]


def facts_from(raw: Mapping[str, Any], name: str) -> MonthFacts:
    """The facts of a pack of any version: what a newer one added is passed over, what an older one lacks is empty."""
    try:
        parts = {
            key: tuple(_shaped(shape, item) for item in raw.get(key, ()))
            for key, shape in (("figures", Figure), ("people", PersonMonth), ("exceptions", Exceptional))
        }
        notes = tuple(str(note) for note in raw.get("notes", ()))
        return replace(_shaped(MonthFacts, raw), notes=notes, **parts)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise Mistake(f"“{name}”的封签内容不完整，没有计入；请让对方重新导出。", "seal") from error


@cache
def _plain_fields(shape: type) -> tuple[tuple[str, str], ...]:
    fields = dataclasses.fields(shape)
    return tuple((field.name, str(field.type)) for field in fields if str(field.type) in _KINDS)


# Read by hand and not by `base.plain`: 500 packs hold 40,000 values, and each kind is checked all the same.
_KINDS: Mapping[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "float": (float, int),
    "bool": (bool,),
    "float | None": (float, int, type(None)),
}


def _shaped(shape: type[Shape], item: Mapping[str, Any]) -> Shape:
    values: dict[str, Any] = {}
    for name, kind in _plain_fields(shape):
        if name in item:
            value = item[name]
            if type(value) not in _KINDS[kind]:
                raise TypeError(f"{shape.__name__}.{name}")
            values[name] = value
    return shape(**values)
