"""The month or span that a report is about, and which date a column of day 26 stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from villagedesk.base.errors import Mistake
from villagedesk.devices.sheets.grid import Sheet, Value, shown

_DAY = r"(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
_SPAN = re.compile(_DAY + r"\s*(?:[~～〜\-—–至到]|to)+\s*(?:(20\d\d)\s*[-/.年])?\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_SHORT_SPAN = re.compile(
    r"(?<![\d\-/.年])(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*(?:[~～〜—–至到]+|--|\s-\s)\s*"
    r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)"
)
_MONTH = re.compile(r"(20\d\d)\s*[-/.年]\s*(\d{1,2})(?!\s*[-/.月]?\s*\d)\s*月?")
_BARE_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s*月")
_LONGEST_DAYS = 400
_NUMBERED = re.compile(r"(\d{1,2})(?:\.0)?\s*[日号]?\s*[\n (]?(?:星期|周)?[日一二三四五六]?\)?")
_MADE = re.compile(r"(?:制表|生成|导出|打印)(?:时间|日期)\s*[:：]?\s*" + _DAY + r"(?:\s*(\d{1,2}):(\d\d))?")


def days_of(texts: Iterable[str], year: int | None) -> dict[int, date]:
    """Which date each day number means, from the title lines; `Mistake` when the year must be said.

    Empty when the texts name no month at all.
    """
    lines = list(texts)
    if span := first_span(lines, year):
        return _numbered(*span)
    for text in lines:
        if found := _SHORT_SPAN.search(text):
            raise _year_wanted(found[0])
    for text in lines:
        if found := _MONTH.search(text):
            return _month(int(found[1]), int(found[2]))
    for text in lines:
        if found := _BARE_MONTH.search(text):
            if year is None:
                raise _year_wanted(found[0])
            return _month(year, int(found[1]))
    return {}


def title_texts(sheet: Sheet, rows: int = 12) -> list[str]:
    """The texts of the first rows of a sheet, and its name, where a report says its period."""
    filled = [[shown(cell) for cell in row if cell != "" and cell is not None] for row in sheet.rows[:rows]]
    return [*(text for row in filled for text in row if len(text) > 1), *map(" ".join, filled), sheet.name]


def first_span(texts: Iterable[str], year: int | None = None) -> tuple[date, date] | None:
    """The first span of dates that the texts name.

    One without a year (`05-26 ～ 06-25`) is the last such span before the report was made, or begins in `year`.
    """
    lines = list(texts)
    for text in lines:
        if (found := _SPAN.search(text)) and (span := _span(found)):
            return span
    made = next((moment for text in lines if (moment := _made(text))), None)
    for text in lines:
        if (found := _SHORT_SPAN.search(text)) and (span := _short_span(found, made, year)):
            return span
    return None


def _year_wanted(text: str) -> Mistake:
    return Mistake(f"表里只写了“{text}”，没有写年份，没有导入；请用 --year 写明年份，例如 --year 2026。", "year")


def _short_span(found: re.Match[str], made: datetime | None, year: int | None) -> tuple[date, date] | None:
    first, last = (int(found[1]), int(found[2])), (int(found[3]), int(found[4]))
    turns = int(last < first)
    if year is None:
        if made is None:
            return None
        # the service writes its period without a year and beside it the day on which it made the report
        year = made.year - int((made.month, made.day) < first)
    try:
        return date(year, *first), date(year + turns, *last)
    except ValueError:
        return None


def covered_until(texts: Iterable[str]) -> datetime | None:
    """Until when a report speaks for its machine: the end of its period, or when it was made if that is earlier.

    None unless it says both: a period alone may lie in the future when the report was made in the middle of it.
    """
    lines = list(texts)
    made = next((moment for text in lines if (moment := _made(text))), None)
    last = _last_day(lines)
    return min(datetime.combine(last, time(23, 59, 59)), made) if made and last else None


def _last_day(lines: Sequence[str]) -> date | None:
    if span := first_span(lines):
        return span[1]
    found = next((found for text in lines if (found := _MONTH.search(text))), None)
    return max(_month(int(found[1]), int(found[2])).values(), default=None) if found else None


def _made(text: str) -> datetime | None:
    found = _MADE.search(text)
    if not found:
        return None
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        return datetime.combine(day, time(int(found[4] or 0), int(found[5] or 0)))
    except ValueError:
        return None


def day_columns(row: Sequence[Value]) -> dict[int, int]:
    """Column → day of month, when a row counts days (1, 2, 3 … or 26 … 31, 1 … 25); empty when it does not."""
    texts = [cell if type(cell) is str else shown(cell) for cell in row if cell]
    if sum([text[0].isdigit() for text in texts]) < 2:
        return {}
    found: dict[int, int] = {}
    before = 0
    filled = 0
    for column, cell in enumerate(row):
        text = shown(cell)
        filled += bool(text)
        match = _NUMBERED.fullmatch(text) if text[:1].isdigit() else None
        if not match:
            continue
        day = int(match[1])
        if not 1 <= day <= 31 or (before and day != before + 1 and not (day == 1 and before >= 28)):
            return {}
        found[column] = before = day
    return found if len(found) >= 2 and len(found) >= filled - 4 else {}


def _span(found: re.Match[str]) -> tuple[date, date] | None:
    try:
        begin = date(int(found[1]), int(found[2]), int(found[3]))
        end = date(int(found[4] or begin.year), int(found[5]), int(found[6]))
    except ValueError:
        return None
    if end < begin and not found[4]:
        end = end.replace(year=begin.year + 1)
    return (begin, end) if begin <= end and (end - begin).days < _LONGEST_DAYS else None


def _numbered(begin: date, end: date) -> dict[int, date]:
    days: dict[int, date] = {}
    day = begin
    while day <= end:
        days.setdefault(day.day, day)
        day += timedelta(days=1)
    return days


def _month(year: int, month: int) -> dict[int, date]:
    days: dict[int, date] = {}
    for number in range(1, 32):
        try:
            days[number] = date(year, month, number)
        except ValueError:
            continue
    return days
