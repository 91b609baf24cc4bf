"""The year's attendance on paper: a month a column, sums at the right, punctuality as bars with their unit."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from villagedesk.attendance.judge.verdict import Half, Status, Verdict
from villagedesk.attendance.month import Member, MonthSheet, rows
from villagedesk.attendance.profile import Profile
from villagedesk.base.document import Chart, Head, Table
from villagedesk.papers.attendance import year
from villagedesk.writers.pdf import pdf_bytes

HEAD = Head("桃源村", "锦湖街道", "桃源村村民委员会", datetime(2026, 12, 1, 9))
PEOPLE = (Member("张某国", "党支部书记"), Member("李某英", "文书"))


def verdict(person: str, day: date, *statuses: Status) -> Verdict:
    return Verdict(person, day, "坐班", statuses[0], halves=tuple(Half(i, one) for i, one in enumerate(statuses)))


def sheet(month: int, *verdicts: Verdict) -> MonthSheet:
    first = date(2026, month, 1)
    days = tuple(first + timedelta(n) for n in range(28))
    return MonthSheet(f"2026-{month:02d}", days, rows(PEOPLE, verdicts), Profile(), None)


def made() -> tuple[Table, tuple[Chart, ...]]:
    normal = (Status.NORMAL, Status.NORMAL)
    january = sheet(1, verdict("张某国", date(2026, 1, 5), *normal), verdict("李某英", date(2026, 1, 6), *normal))
    march = sheet(3, verdict("张某国", date(2026, 3, 2), Status.LATE, Status.NORMAL))
    document = year.document((january, march), HEAD)
    assert document.title == "桃源村 2026 年干部全年考勤表"
    assert pdf_bytes((document,)).startswith(b"%PDF")
    table = next(block for block in document.blocks if isinstance(block, Table))
    return table, tuple(block for block in document.blocks if isinstance(block, Chart))


def test_each_month_has_its_column_and_the_year_its_sum() -> None:
    table, _ = made()
    words = [cell.value for cell in table.head[0]]
    first = dict(zip(words, (cell.value for cell in table.rows[0]), strict=True))
    assert (first["姓名"], first["1月"], first["2月"], first["3月"]) == ("张某国", 1.0, None, 1.0)
    assert (first["实到"], first["准点率"]) == (2.0, "50%")


def test_punctuality_is_drawn_by_person_and_by_month_in_percent() -> None:
    _, charts = made()
    assert [(chart.labels, chart.series[0][1], chart.unit) for chart in charts] == [
        (("张某国", "李某英"), (50.0, 100.0), "%"),
        (("1月", "3月"), (100.0, 0.0), "%"),
    ]
