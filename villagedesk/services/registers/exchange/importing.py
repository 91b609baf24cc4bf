"""An Excel book that was kept before: read by its header words, previewed, mapped by hand where needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.clock import moment_text
from villagedesk.base.errors import Mistake, Problem
from villagedesk.base.fields import Field, Kind, guess_headings, match_headings
from villagedesk.registers.checking import Desk, examine
from villagedesk.registers.definition import Register, declared
from villagedesk.registers.entry import Entry, amount_of, day_of, matter_of, parse_number
from villagedesk.services.office import Office
from villagedesk.services.registers.books import choice_lists, desk_of, register_of
from villagedesk.services.registers.entries import void_all
from villagedesk.services.registers.placing import insert_entry
from villagedesk.services.workbooks import Sheet, read_file
from villagedesk.store.books.lists import in_span

_NUMBER = Field("number", "编号", aliases=("序号", "登记编号"))
_STATE = Field("state", "状态", aliases=("办理状态", "进度"))
_HEADER_ROWS = 12
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file: its line, its facts, its state, and what is wrong with it (empty: nothing)."""

    line: int
    facts: Mapping[str, Any]
    state: str
    number: str
    says: str
    text: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do: the header words, which column is which field, and every row."""

    book: str
    sheet: str
    headings: tuple[str, ...]
    mapping: Mapping[int, str]
    lines: tuple[Line, ...]

    @property
    def good(self) -> tuple[Line, ...]:
        """The rows that would be written."""
        return tuple(line for line in self.lines if not line.says)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The rows that would not, each with its reason."""
        return tuple(Problem(n.line, -1, n.text[:200], "refused", n.says) for n in self.lines if n.says)


def preview_import(office: Office, book: str, file: Path, mapping: Mapping[int, str] | None = None) -> Preview:
    """Read a file as entries of a book; `mapping` (column → field name) overrides the header words."""
    register = register_of(office, book)
    fields = importable(office, register)
    sheet, at = _find_header(read_file(file), fields)
    headings = tuple("" if cell is None else str(cell) for cell in sheet.rows[at][1])
    columns = dict(mapping) if mapping is not None else {i: f.name for i, f in guess_headings(fields, headings).items()}
    if not columns:
        words = "、".join(field.label for field in fields[:8])
        raise Mistake(f"“{file.name}”里没有认得的表头，没有导入；表头应有：{words}……", "file")
    desk = replace(desk_of(office), people=None, grids=None)
    lines = [_line(register, columns, desk, number, cells) for number, cells in sheet.rows[at + 1 :]]
    told = _not_twice(office, register, [line for line in lines if line.facts])
    return Preview(register.id, sheet.name, headings, columns, told)


def _not_twice(office: Office, register: Register, lines: list[Line]) -> tuple[Line, ...]:
    """The same rows, those refused that the book holds already: a mended file may be read again as a whole."""
    today = office.clock().date()
    days = [day_of(register, line.facts, today) for line in lines if not line.says]
    if not days:
        return tuple(lines)
    held: dict[tuple[Any, ...], list[str]] = {}
    for entry in in_span(office.store, register.id, min(days), max(days)):
        held.setdefault(_same(register, entry.facts, entry.day), []).append(entry.number)
    told: list[Line] = []
    for line in lines:
        numbers = [] if line.says else held.get(_same(register, line.facts, day_of(register, line.facts, today)), [])
        told.append(replace(line, says=f"已经登记过（{numbers.pop(0)}），不再导入。") if numbers else line)
    return tuple(told)


def _same(register: Register, facts: Mapping[str, Any], day: date) -> tuple[Any, ...]:
    moment = str(facts.get(register.dated) or "")[11:16]
    return day, moment, facts.get(register.villager), matter_of(register, facts), amount_of(register, facts)


def importable(office: Office, register: Register) -> tuple[Field, ...]:
    """The fields a column may hold, the number and the state among them."""
    lists = choice_lists(office)
    items = [declared(item, lists) for item in register.shown if item.kind not in (Kind.FILE, Kind.PICTURE)]
    return (_NUMBER, _STATE, *items)


def _find_header(sheets: tuple[Sheet, ...], fields: tuple[Field, ...]) -> tuple[Sheet, int]:
    best: tuple[int, Sheet, int] | None = None
    for sheet in sheets:
        for at, (_, cells) in enumerate(sheet.rows[:_HEADER_ROWS]):
            score = len(match_headings(fields, ["" if cell is None else str(cell) for cell in cells]))
            if best is None or score > best[0]:
                best = (score, sheet, at)
    if best is None:
        raise Mistake("文件里没有内容，没有导入。", "file")
    return best[1], best[2]


def _line(register: Register, columns: Mapping[int, str], desk: Desk, number: int, cells: tuple[Any, ...]) -> Line:
    facts = {columns[i]: _cell(cell) for i, cell in enumerate(cells) if i in columns and cell not in (None, "")}
    text = "　".join(str(_cell(cell)) for cell in cells if cell is not None)
    paper_number, state = str(facts.pop("number", "")), str(facts.pop("state", "")) or _last_state(register)
    says = "" if register.state(state) else f"没有“{state}”这个状态。"
    if not facts:
        return Line(number, {}, state, "", "", text)
    for name, value in _quiet_defaults(register).items():
        facts.setdefault(name, value)
    values, faults = examine(register, facts, register.start, desk)
    says = says or "".join(fault.says for fault in faults)
    return Line(
        number, values or facts, state, paper_number if parse_number(register, paper_number) else "", says, text
    )


def _last_state(register: Register) -> str:
    ends = [state.name for state in register.states if state.end]
    return ends[0] if ends else register.start


def _quiet_defaults(register: Register) -> dict[str, Any]:
    words = ("now", "today", "on_duty", "user")
    return {i.name: i.default for i in register.shown if i.default is not None and i.default not in words}


def _cell(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return moment_text(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    if isinstance(cell, float) and cell == int(cell):
        return int(cell)
    return cell if isinstance(cell, int | float) else str(cell).strip()


def import_book(office: Office, preview: Preview, progress: Progress | None = None) -> Result[int]:
    """Write every good row of a preview at once, in the order of their days; nothing is half imported.

    Numbers on paper only order the rows of a day: the book gives its own, without gaps.
    """
    register = register_of(office, preview.book)
    today = office.clock().date()
    ordered = sorted(
        preview.good,
        key=lambda line: (
            day_of(register, line.facts, today),
            parse_number(register, line.number) or (0, 0),
            line.line,
        ),
    )
    drafts = [Entry(register.id, "", n.state, day_of(register, n.facts, today), n.facts) for n in ordered]
    with office.change(f"导入{register.short}") as change:
        keys: list[int] = []
        for done, draft in enumerate(drafts, 1):
            keys.append(insert_entry(office, change, register, draft).id)
            if progress and done % 20 == 0:
                progress(done, len(drafts), f"第 {done} 条")
    says = f"已导入 {len(drafts)} 条到“{register.title}”"
    rejected = f"，{len(preview.problems)} 条没有导入。" if preview.problems else "。"
    undo = None if not keys else lambda later: void_all(later, keys)
    return Result(len(drafts), Changes(Area.REGISTERS, says + rejected, undo))
