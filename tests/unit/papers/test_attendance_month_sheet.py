"""The month sheet on paper: duty days by kind, other leave and hours in words, one page with its corrections."""

from __future__ import annotations

from datetime import date, datetime

from villagedesk.attendance.judge.verdict import Half, Status, Verdict
from villagedesk.attendance.month import Amendment, Member, MonthSheet, rows
from villagedesk.attendance.profile import Profile
from villagedesk.base.document import Document, Head, Paragraph, Table
from villagedesk.papers.attendance import month_sheet

DAYS = tuple(date(2026, 11, n) for n in range(1, 31))
HEAD = Head("桃源村", "锦湖街道", "桃源村村民委员会", datetime(2026, 12, 1, 9))


def verdict(person: str, day: int, kind: str, *statuses: Status, **more: object) -> Verdict:
    halves = tuple(Half(i, status, str(more.get("leave", ""))) for i, status in enumerate(statuses))
    away = (("下村", 90),) if more.get("hours") else ()
    return Verdict(person, date(2026, 11, day), "坐班", statuses[0], halves=halves, kind=kind, away_minutes=away)


def sheet(*verdicts: Verdict, people: int = 1, amendments: tuple[Amendment, ...] = ()) -> MonthSheet:
    members = [Member("张建国", "党支部书记"), *(Member(f"人{n}", "网格员") for n in range(people - 1))]
    return MonthSheet("2026-11", DAYS, rows(members, verdicts), Profile(), None, amendments=amendments)


def made(found: MonthSheet) -> tuple[Document, Table, str]:
    document = month_sheet.document(found, HEAD, {})
    table = next(block for block in document.blocks if isinstance(block, Table))
    words = " ".join(run.text for block in document.blocks if isinstance(block, Paragraph) for run in block.runs)
    return document, table, words


def test_duty_days_stand_by_their_kind() -> None:
    normal = (Status.NORMAL, Status.NORMAL)
    found = sheet(
        verdict("张建国", 2, "工作日", *normal),
        verdict("张建国", 3, "工作日", *normal),
        verdict("张建国", 7, "双休日", *normal),
        verdict("张建国", 9, "夜班", Status.ABSENT),
    )
    _, table, words = made(found)
    upper, lower = table.head
    group = next(cell for cell in upper if str(cell.value).startswith("值班"))
    assert group.across == 2
    assert [cell.value for cell in lower][-2:] == ["工", "双"]
    assert [cell.value for cell in table.rows[0]][-3:-1] == [2, 1]
    assert "值班：工 工作日、双 双休日。" in words
    assert sum(cell.across for cell in upper) == len(table.columns) == len(table.rows[0])


def test_other_leave_and_hours_are_named_under_the_table() -> None:
    found = sheet(
        verdict("张建国", 2, "工作日", Status.LEAVE, Status.LEAVE, leave="年休假"),
        verdict("张建国", 3, "工作日", Status.NORMAL, Status.NORMAL, hours=True),
    )
    _, _, words = made(found)
    assert "其他假：张建国 年休假 1 天。" in words
    assert "张建国 下村 1 小时 30 分。" in words
    assert "其他假：" not in made(sheet())[2]


def test_the_rows_are_lower_where_more_must_stand_under_them() -> None:
    change = Amendment("张建国", DAYS[2], "缺卡", "补签", "停电", "文书", datetime(2026, 12, 3, 9))
    high = [made(sheet(people=people))[1].row_mm for people in (3, 12, 16)]
    assert high[0] >= high[1] > high[2] >= 4.8
    assert made(sheet(people=12, amendments=(change, change)))[1].row_mm < high[1]
    assert "更正为“补签”" in made(sheet(amendments=(change,)))[2]
