"""考勤记录表 and 员工刷卡记录表: a line with 工号 and 姓名, below it one cell a day with all times glued or stacked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from villagedesk.base.errors import Mistake
from villagedesk.devices.reading import Batch, Wishes
from villagedesk.devices.reports.cells import Collector
from villagedesk.devices.reports.period import day_columns, days_of, title_texts
from villagedesk.devices.sheets.grid import Sheet, Value, shown, word

_CLOCK = re.compile(r"\s*\d{1,2}:\d\d")
_NUMBER = (
    "工号",
    "员工号",
    "考勤号",
    "考勤号码",
    "登记号",
    "登记号码",
    "编号",
    "卡号",
    "人员编号",
    "员工编号",
    "ID",
    "No",
)
_NAME = ("姓名", "名字", "Name")
_TEAM = ("部门", "所属部门", "Dept", "Department")
_LABELS = frozenset((*_NUMBER, *_NAME, *_TEAM))
_FIRSTS = frozenset(label[0] for label in _LABELS)


def matches(sheet: Sheet) -> bool:
    """Whether some row labels a person and some row counts days."""
    rows = sheet.rows[:60]
    return any(_person(row) for row in rows) and any(day_columns(row) for row in rows)


def read(sheets: Sequence[Sheet], wishes: Wishes) -> Iterator[Batch]:
    """The punches of every sheet of this form."""
    for sheet in sheets:
        days = days_of(title_texts(sheet), wishes.year)
        if not days:
            raise Mistake(f"“{sheet.name or '表'}”里没有写是哪一年哪一月的打卡，没有导入；请在表头补上考勤日期后再试。")
        yield _read_sheet(sheet, days, wishes.now.date())


def _read_sheet(sheet: Sheet, days: dict[int, date], today: date) -> Batch:
    collector = Collector(today)
    columns: dict[int, int] = {}
    badge: str | None = None
    for line, row in enumerate(sheet.rows, 1):
        filled = [(column, value) for column, value in enumerate(row) if value != "" and value is not None]
        if not filled:
            continue
        punched = badge is not None and columns and _CLOCK.match(str(filled[0][1]))
        if not punched and (counted := day_columns(row)):
            columns = counted
        elif not punched and (person := _person(row)):
            badge = collector.person(*person)
        elif badge is not None and columns:
            cells = [(columns[at], days.get(columns[at]), value) for at, value in filled if at in columns]
            if badge:
                collector.row_cells(badge, cells, line)
            else:
                for number, day, value in cells:
                    collector.cell(badge, day, value, line, f"{number}日 {shown(value)}")
    return collector.batch()


def _person(row: Sequence[Value]) -> tuple[str, str] | None:
    """Number and name of the person whom a row labels; None when it labels nobody."""
    number = name = team = None
    for column, cell in enumerate(row):
        # few cells can be a label, and folding one to its word costs more than looking at its first sign
        if type(cell) is not str or (cell[:1] not in _FIRSTS and not cell[:1].isspace()):
            continue
        label, _, value = cell.replace("：", ":").partition(":")
        label = word(label)
        if label in _NUMBER and number is None:
            number = value.strip() or _next(row, column)
        elif label in _NAME and name is None:
            name = value.strip() or _next(row, column)
        elif label in _TEAM:
            team = value.strip() or _next(row, column)
    if number is None or "星期" in number or (name is None and team is None):
        return None
    if any(word(shown(text)) in _LABELS for text in (number, name) if text):
        return None
    return number, name or ""


def _next(row: Sequence[Value], column: int) -> str:
    """The first filled cell right of a label that is no label itself."""
    for cell in row[column + 1 : column + 12]:
        text = shown(cell)
        if text:
            return "" if text[0] in _FIRSTS and word(text) in _LABELS else text
    return ""
