"""Month grids of online services: one row a person, one column a day, all times of the day in the cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from villagedesk.devices.reading import Batch, Wishes
from villagedesk.devices.reports.cells import Collector
from villagedesk.devices.reports.columns import BADGE, NAME
from villagedesk.devices.reports.period import day_columns, days_of, first_span, title_texts
from villagedesk.devices.sheets.grid import Sheet, Value, shown, word

_TIMED = re.compile(r"\d{1,2}[:：]\d{2}")
_JUDGED = re.compile(r"正常|迟到|早退|缺卡|旷工|休息|请假|[√×○●△▲☆]")


@dataclass(frozen=True, slots=True)
class _Layout:
    header: int
    first: int
    badge: int
    name: int
    columns: dict[int, int]
    positional: bool


def matches(sheet: Sheet) -> bool:
    """Whether a header has persons and a run of days, and the cells below hold clock times."""
    layout = _layout(sheet)
    return layout is not None and any(_TIMED.search(cell) for cell in _cells(sheet, layout))


def is_summary(sheet: Sheet) -> bool:
    """Whether a grid says only how each day was judged (正常, 迟到, 休息) and holds no clock time at all."""
    layout = _layout(sheet)
    return layout is not None and any(_JUDGED.search(cell) for cell in _cells(sheet, layout))


def _cells(sheet: Sheet, layout: _Layout) -> list[str]:
    rows = sheet.rows[layout.first : layout.first + 60]
    return [shown(row[column]) for row in rows for column in layout.columns if column < len(row)]


def read(sheets: Sequence[Sheet], wishes: Wishes) -> Iterator[Batch]:
    """The punches of the grids; the day of a column is its number, or its place in the span of the title."""
    for sheet in sheets:
        layout = _layout(sheet)
        if layout is not None:
            yield _read(sheet, layout, wishes)


def _read(sheet: Sheet, layout: _Layout, wishes: Wishes) -> Batch:
    collector = Collector(wishes.now.date())
    texts = title_texts(sheet, layout.header)
    span = first_span(texts, wishes.year)
    days = {} if layout.positional else days_of(texts, wishes.year)
    for line, row in enumerate(sheet.rows[layout.first :], layout.first + 1):
        number = shown(row[layout.badge]) if 0 <= layout.badge < len(row) else ""
        name = shown(row[layout.name]) if 0 <= layout.name < len(row) else ""
        if not number and not name:
            continue
        badge = collector.person(number, name)
        if not badge:
            continue
        for column, place in layout.columns.items():
            value = row[column] if column < len(row) else ""
            if value not in ("", None):
                day = _day(place, layout.positional, span, days)
                collector.cell(badge, day, _only_times(value), line, f"{badge} {shown(value)}".replace("\n", " "))
    return collector.batch()


def _day(place: int, positional: bool, span: tuple[date, date] | None, days: dict[int, date]) -> date | None:
    if not positional:
        return days.get(place)
    day = span[0] + timedelta(days=place) if span else None
    return day if day and span and day <= span[1] else None


def _only_times(value: Value) -> Value:
    """Of `普通出勤:正常,外出05-06 11:06到…(08:22,18:06)` only what stands in the brackets."""
    if isinstance(value, str) and (found := re.search(r"[(（]([\d:：,，;；\s\-次日]*)[)）]\s*$", value)):
        return found[1]
    return value


def _layout(sheet: Sheet) -> _Layout | None:
    above: Sequence[Value] = ()
    for index, row in enumerate(sheet.rows[:8]):
        # a heading over two rows: the services write persons in the upper one and days in the lower
        words = [word(cell) or word(above[i] if i < len(above) else "") for i, cell in enumerate(row)]
        above = row
        badge, name = _badge_column(sheet, words, index), _first(words, NAME)
        if badge < 0 and name < 0:
            continue
        place = _first(words, ("打卡时间", "每日打卡", "考勤结果"))
        below = sheet.rows[index + 1] if index + 1 < len(sheet.rows) else []
        if place >= 0 and not any(words[place + 1 :]) and sum(bool(shown(c)) for c in below[place:]) >= 2:
            columns = {column: column - place for column in range(place, len(below)) if shown(below[column])}
            return _Layout(index, index + 2, badge, name, columns, True)
        counted = _counted(row, max(badge, name))
        if counted:
            return _Layout(index, index + 1, badge, name, counted, False)
    return None


def _counted(row: Sequence[Value], persons: int) -> dict[int, int]:
    """The columns of days to the right of the persons; two are enough where each names its weekday.

    A service puts its sums between the persons and the days: there only what names its weekday is a day.
    """
    right = [cell if column > persons else "" for column, cell in enumerate(row)]
    counted = day_columns(right)
    if len(counted) >= 5:
        return counted
    return day_columns([cell if "星期" in shown(cell) else "" for cell in right])


def _first(words: Sequence[str], labels: Sequence[str]) -> int:
    return next((words.index(label) for label in labels if label in words), -1)


def _badge_column(sheet: Sheet, words: Sequence[str], header: int) -> int:
    """The column of numbers; one in which only dashes stand gives way to the next that is filled."""
    columns = [words.index(label) for label in BADGE if label in words]
    rows = sheet.rows[header + 1 : header + 61]

    def filled(column: int) -> bool:
        return any(column < len(row) and shown(row[column]).strip("-—") for row in rows)

    return next((column for column in columns if filled(column)), columns[0] if columns else -1)
