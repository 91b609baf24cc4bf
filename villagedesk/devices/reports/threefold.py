"""考勤报表 with several people side by side: each block has 姓名, 工号 and a row a day with times in columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from villagedesk.base.errors import Mistake
from villagedesk.devices.reading import Batch, Wishes
from villagedesk.devices.reports.cells import Collector
from villagedesk.devices.reports.period import days_of, title_texts
from villagedesk.devices.sheets.grid import Sheet, Value, shown, word

_DAY = re.compile(r"(\d{1,2})\s*日?\s*(?:星期|周)?[日一二三四五六]")
_NUMBER = ("工号", "员工号", "考勤号", "登记号", "编号")


Block = tuple[int, int]
"""Column and first row (from 0) of a list of days."""


def understand(sheet: Sheet) -> Sequence[Block]:
    """The lists of days (`01 日`, `02 一`) that have a 工号 above them; none when the sheet is of another form."""
    rows = (index for index, row in enumerate(sheet.rows[:40]) if any(map(_is_day, filter(None, row))))
    first = next(rows, -1)
    if first < 0:
        return ()
    head = (cell for row in sheet.rows[:first] for cell in row if type(cell) is str and 0 < len(cell) < 7)
    if not any(word(cell) in _NUMBER for cell in head):
        return ()
    return [(column, first) for column, cell in enumerate(sheet.rows[first]) if _is_day(cell)]


def read(sheets: Sequence[tuple[Sheet, Sequence[Block]]], wishes: Wishes) -> Iterator[Batch]:
    """The punches of every sheet of this form; float noise is rounded to the minute."""
    for sheet, blocks in sheets:
        days = days_of(title_texts(sheet, 6), wishes.year)
        if not days:
            raise Mistake(f"“{sheet.name}”里没有写考勤日期，没有导入；请核对文件。")
        collector = Collector(wishes.now.date())
        ends = [*(column for column, _ in blocks[1:]), 10_000]
        for (column, first), end in zip(blocks, ends, strict=True):
            _read_block(sheet, (column, end, first), days, collector)
        yield collector.batch()


def _is_day(cell: Value) -> bool:
    # a digit first, so that the pattern is tried on few cells
    return type(cell) is str and cell[:1].isdigit() and _DAY.fullmatch(cell.strip()) is not None


def _read_block(sheet: Sheet, place: tuple[int, int, int], days: dict[int, date], collector: Collector) -> None:
    column, end, first = place
    head = [row[column:end] for row in sheet.rows[:first]]
    badge = collector.person(_labelled(head, _NUMBER), _labelled(head, ("姓名",)))
    for line, row in enumerate(sheet.rows[first:], first + 1):
        cells = [value for value in row[column + 1 : end] if value or value == 0]
        found = _DAY.fullmatch(shown(row[column])) if cells else None
        if found:
            collector.day_cells(badge, days.get(int(found[1])), cells, line)


def _labelled(head: Sequence[Sequence[Value]], labels: Sequence[str]) -> str:
    firsts = {label[0] for label in labels}
    for row in head:
        for column, cell in enumerate(row):
            if cell and type(cell) is str and cell[0] in firsts and len(cell) < 7 and word(cell) in labels:
                return next((shown(value) for value in row[column + 1 : column + 6] if shown(value)), "")
    return ""
