"""The grids of the window as cells to copy: the month, people by days, the month sheet."""

from __future__ import annotations

from datetime import date

from villagedesk.attendance.month import Cell, MonthSheet, Row
from villagedesk.calendar.wording import weekday_word
from villagedesk.services.pasting.duties.marks import mark_of, place_word, place_words
from villagedesk.services.roster.month import MonthView, Place

Rows = list[list[str]]


def month_cells(view: MonthView) -> Rows:
    """A row for every day, a column for every post."""
    word, words = place_word(view.places), place_words(view.places)
    rows: Rows = [["日期", "星期", *words]]
    for day in view.days:
        held: dict[str, list[str]] = {}
        for place in view.places:
            if place.date == day.date:
                held.setdefault(word(place), []).extend(cell.person for cell in place.cells)
        names = ["、".join(held.get(one, [])) for one in words]
        rows.append([day.date.isoformat(), weekday_word(day.date), *names])
    return rows


def people_cells(view: MonthView) -> Rows:
    """A row for every person, a column for every day with the marks of duties, the total at the end."""
    here: dict[date, list[Place]] = {}
    for place in view.places:
        here.setdefault(place.date, []).append(place)
    rows: Rows = [["姓名", *(day.date.isoformat() for day in view.days), "合计"]]
    for person in view.people:
        held = view.of(view.label[person.id])
        row = [view.label[person.id]]
        for day in view.days:
            on_day = [place for place, _cell in held if place.date == day.date]
            signs = [mark_of(place, here[day.date]) for place in on_day]
            row.append("".join(signs) if all(len(sign) == 1 for sign in signs) else "、".join(signs))
        rows.append([*row, str(len(held))])
    return rows


def sheet_cells(sheet: MonthSheet) -> Rows:
    """The month sheet with its signs, morning over afternoon as 上/下, and its totals."""
    totals = ("出勤（天）", "迟到（次）", "缺卡（次）", "旷工（天）", "请假（天）")
    rows: Rows = [["姓名", "职务", *(day.isoformat() for day in sheet.days), *totals]]
    for row in sheet.rows:
        signs = [_signs(sheet, row.cells.get(day)) for day in sheet.days]
        rows.append([row.member.person, row.member.post, *signs, *_totals(row)])
    return rows


def _signs(sheet: MonthSheet, cell: Cell | None) -> str:
    if cell is None:
        return ""
    sign = sheet.profile.symbols.of
    pair = [sign(half.status, half.kind) if half else "" for half in cell.halves]
    return pair[0] if pair[0] == pair[1] else "/".join(pair)


def _totals(row: Row) -> list[str]:
    found = row.totals
    figures = (found.present_days, found.late, found.missing, found.absent_half_days / 2, found.leave_days)
    return [f"{figure:g}" for figure in figures]
