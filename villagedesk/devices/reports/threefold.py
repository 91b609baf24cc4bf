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


def matches(sheet: Sheet) -> bool:
    """Whether a column lists days as `01 日`, `02 一` and 工号 stands above it."""
    return bool(_blocks(sheet))


def read(sheets: Sequence[Sheet], wishes: Wishes) -> Iterator[Batch]:
    """The punches of every sheet of this form; float noise is rounded to the minute."""
    for sheet in sheets:
        days = days_of(title_texts(sheet, 6), wishes.year)
        if not days:
            raise Mistake(f"“{sheet.name}”里没有写考勤日期，没有导入；请核对文件。")
        collector = Collector(wishes.now.date())
        blocks = _blocks(sheet)
        ends = [*(column for column, _ in blocks[1:]), 10_000]
        for (column, first), end in zip(blocks, ends, strict=True):
            _read_block(sheet, (column, end, first), days, collector)
        yield collector.batch()


def _blocks(sheet: Sheet) -> list[tuple[int, int]]:
    """Column and first row (from 0) of every list of days that has a 工号 above it."""
    firsts: dict[int, int] = {}
    for index, row in enumerate(sheet.rows[:40]):
        for column, cell in enumerate(row):
            if type(cell) is str and cell[:1].isdigit() and column not in firsts and _DAY.fullmatch(cell.strip()):
                firsts[column] = index
        if firsts:
            break  # all lists of days on a sheet begin on one row
    columns = sorted(firsts)
    if not columns:
        return []
    head = (cell for row in sheet.rows[: min(firsts.values())] for cell in row if type(cell) is str and len(cell) < 7)
    return [(column, firsts[column]) for column in columns] if any(word(cell) in _NUMBER for cell in head) else []


def _read_block(sheet: Sheet, place: tuple[int, int, int], days: dict[int, date], collector: Collector) -> None:
    column, end, first = place
    head = [row[column:end] for row in sheet.rows[:first]]
    badge = collector.person(_labelled(head, _NUMBER), _labelled(head, ("姓名",)))
    for line, row in enumerate(sheet.rows[first:], first + 1):
        found = _DAY.fullmatch(shown(row[column]).strip()) if column < len(row) else None
        if not found:
            continue
        day = days.get(int(found[1]))
        for value in row[column + 1 : end]:
            if value != "" and value is not None:
                collector.cell(badge, day, value, line, f"{badge} {found[1]}日 {_clock(value)}")


def _clock(value: Value) -> str:
    return shown(value)[:8]


def _labelled(head: Sequence[Sequence[Value]], labels: Sequence[str]) -> str:
    for row in head:
        for column, cell in enumerate(row):
            if type(cell) is str and 1 < len(cell) < 7 and word(cell) in labels:
                return next((shown(value) for value in row[column + 1 : column + 6] if shown(value)), "")
    return ""
