"""Rows pasted on the page of attendance: punches, leave, or an old month sheet whose verdicts are never taken."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from villagedesk.attendance.explanation import ERRAND_KINDS, LEAVE_KINDS
from villagedesk.attendance.profile import Symbols
from villagedesk.base.errors import Mistake
from villagedesk.base.fields import match_headings
from villagedesk.services.attendance.month import span
from villagedesk.services.attendance.profiles import profile_on
from villagedesk.services.office import Office
from villagedesk.services.pasting.clipboard import Cells, cells_of
from villagedesk.services.pasting.dates import read_day
from villagedesk.services.pasting.kinds import read_kind, tried
from villagedesk.services.pasting.lists.away import LEAVE_FIELDS, leave_kind
from villagedesk.services.pasting.rows import Pasted, Row
from villagedesk.services.people import labels

PUNCHES, LEAVE, SHEET = "punches", "leave", "sheet"
_SUMS = ("合计", "总计", "小计", "姓名", "星期", "日期")
_SHOWN = tuple(field for field in LEAVE_FIELDS if field.name in ("person", "kind", "from_on", "to_on"))
Held = tuple[date, str, str]
"""A day, a kind of absence, and the half of it: 上午, 下午 or nothing for the whole day."""


def sort_of(text: str) -> str:
    """What the pasted rows are: punches of a machine, requests for leave, or a sheet of people by days."""
    rows = cells_of(text)[:12]
    for _line, cells in rows:
        found = {field.name for field in match_headings(LEAVE_FIELDS, cells).values()}
        if {"person", "from_on"} <= found and found & {"kind", "to_on", "reason"}:
            return LEAVE
        if sum(read_day(cell, "2026-01") is not None for cell in cells) >= 3:
            return SHEET
    return PUNCHES


def read_leave(office: Office, month: str, text: str, mapping: Mapping[int, str] | None = None) -> Pasted:
    """Requests for leave, or what an old month sheet says about leave and errands; nothing is stored."""
    if mapping is None and sort_of(text) == SHEET:
        return read_sheet(office, month, text)
    return read_kind(office, leave_kind(month), text, mapping)


def read_sheet(office: Office, month: str, text: str) -> Pasted:
    """The leave and errands in an old month sheet, day after day joined; its verdicts are refused in words."""
    rows = cells_of(text)
    at, days = _head(rows, month)
    words = _words(profile_on(office, span(month)[0]).symbols)
    known = set(labels(office).values())
    found: list[Row] = []
    for line, cells in rows[at + 1 :]:
        head = [cell for cell in cells[: min(days)] if cell]
        person = next((cell for cell in ("".join(one.split()) for one in head) if cell in known), "")
        signed = {day: cell for column, day in days.items() if column < len(cells) and (cell := cells[column])}
        if not signed or (head and head[0] in _SUMS):
            continue
        if not person:
            name = head[0] if head else ""
            found.append(Row(line, {"person": name}, f"没有叫“{name}”的人员，请核对姓名。", name))
            continue
        found += _of_person(line, person, signed, words)
    if not found:
        raise Mistake("粘贴的内容里没有人名和日期对得上的格子；请连同日期那一行一起复制。")
    shown = Pasted(tuple(f.label for f in _SHOWN), (), tuple(found), fields=_SHOWN)
    return tried(office, leave_kind(month), shown)


def _head(rows: Sequence[tuple[int, Cells]], month: str) -> tuple[int, dict[int, date]]:
    for at, (_line, cells) in enumerate(rows[:12]):
        days = {column: day for column, cell in enumerate(cells) if (day := read_day(cell, month))}
        if len(days) >= 3:
            return at, days
    raise Mistake("粘贴的内容里没有写着日期的那一行；请连同表头一起复制。")


def _words(symbols: Symbols) -> dict[str, str]:
    """Which signs and words stand for a kind of absence that can be offered."""
    kinds = (*LEAVE_KINDS, *ERRAND_KINDS)
    signs = {sign: kind for kind, sign in symbols.leave.items()}
    signs |= {symbols.请假: "事假", symbols.公出: "公出", symbols.外勤: "下村", symbols.调休: "调休"}
    short = {"事": "事假", "病": "病假", "婚": "婚假", "产": "产假", "丧": "丧假", "公": "公出", "差": "公出"}
    spoken = {"请假": "事假", "年假": "年休假", "外勤": "下村", "出差": "公出", "会": "开会", "训": "培训"}
    return short | spoken | signs | {kind: kind for kind in kinds}


def _of_person(line: int, person: str, signed: Mapping[date, str], words: Mapping[str, str]) -> list[Row]:
    held: list[Held] = []
    judged: list[str] = []
    for day, cell in sorted(signed.items()):
        halves = [half.strip() for half in re.split(r"[/\n]", cell)]
        kinds = [words.get(half, "") for half in halves]
        if len(halves) == 2 and any(kinds) and kinds[0] != kinds[1]:
            held += [(day, kind, half) for kind, half in zip(kinds, ("上午", "下午"), strict=True) if kind]
        elif kinds[0]:
            held.append((day, kinds[0], ""))
        judged += [half for half, kind in zip(halves, kinds, strict=True) if half and not kind]
    rows = [_row(line, person, *one) for one in _joined(held)]
    if judged:
        signs = "、".join(dict.fromkeys(judged))
        says = (
            f"{len(judged)} 处“{signs}”是判定，由值班表和打卡算出来，不能粘贴；"
            "打卡请导入考勤机文件，忘记打卡的请登记补签。"
        )
        rows.append(Row(line, {"person": person, "kind": "判定"}, says, f"{person}　{signs}"))
    return rows


def _joined(held: Sequence[Held]) -> list[tuple[date, date, str, str]]:
    """Whole days of one kind that follow each other as one: first, last, kind, half."""
    found: list[tuple[date, date, str, str]] = []
    for day, kind, half in held:
        last = found[-1] if found else None
        if last and not half and not last[3] and last[2] == kind and day - last[1] == timedelta(days=1):
            found[-1] = (last[0], day, kind, "")
        else:
            found.append((day, day, kind, half))
    return found


def _row(line: int, person: str, first: date, last: date, kind: str, half: str) -> Row:
    values = {"person": person, "kind": kind, "from_on": first, "to_on": last, "reason": f"{kind}（按原考勤表）"}
    if half:
        values |= {"from_half": half, "to_half": half}
    return Row(line, values, "", f"{person}　{kind}　{first} 至 {last}{half}", half)
