"""Rows pasted from a spreadsheet: headings found, bad rows kept with their reason, and days of the calendar stored."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from villagedesk.base.clock import clock_at
from villagedesk.calendar.day import DayKind
from villagedesk.services import calendar
from villagedesk.services import office as offices
from villagedesk.services.pasting.days import read_days, store_days

PASTED = """公历\t安排\t节日
2027-05-01\t放假\t劳动节
2027-05-08\t补班\t
2027-02-30\t休\t没有的日子
2027-05-02\t打烊\t
2027-05-01\t休\t
"""


def test_good_rows_and_bad_rows_are_told_apart() -> None:
    pasted = read_days(PASTED)
    assert [row.values["day"] for row in pasted.good] == [date(2027, 5, 1), date(2027, 5, 8)]
    assert [(row.line, row.says[:9]) for row in pasted.rejected] == [
        (4, "“日期”写的“20"),
        (5, "“打烊”不是日子的"),
        (6, "2027-05-0"),
    ]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("2027-05-01\t放假\t劳动节", ("日期", "种类", "名称")),
        ("名称\t日期\t种类\n劳动节\t2027年5月1日\t休", ("名称", "日期", "种类")),
        ("放假安排\n\n日期\t种类\n2027.5.1\t休", ("日期", "种类")),
    ],
    ids=["without headings", "columns in another order", "a title above the headings"],
)
def test_headings_may_stand_anywhere(text: str, known: tuple[str, ...]) -> None:
    pasted = read_days(text)
    assert (pasted.known, [row.values["day"] for row in pasted.good]) == (known, [date(2027, 5, 1)])


def test_a_column_that_must_be_there_is_asked_for_by_name() -> None:
    pasted = read_days("日期\t名称\n2027-05-01\t劳动节")
    assert pasted.lacking == ("种类",) and not pasted.good
    assert "没有“种类”这一列" in pasted.rejected[0].says


def test_a_person_may_say_which_column_is_what() -> None:
    pasted = read_days("哪天\t干什么\n2027-05-01\t休", {0: "day", 1: "kind"})
    assert [row.values["kind"] for row in pasted.good] == ["休"]


def test_a_column_nobody_knows_is_named() -> None:
    assert read_days("日期\t种类\t农历\n2027-05-01\t休\t三月廿五").unknown == ("农历",)


def test_days_are_stored_together_and_undone_together(tmp_path: Path) -> None:
    file = tmp_path / "村.vdesk"
    office = offices.create_office(file, "桃源村", "锦湖街道", clock=clock_at(datetime(2026, 11, 21, 9)))
    done = store_days(office, read_days(PASTED).good)
    kinds = [calendar.day(office, day).kind.label for day in (date(2027, 5, 1), date(2027, 5, 8))]
    assert kinds == [DayKind.HOLIDAY_REST.label, "调休上班"]
    assert calendar.day(office, date(2027, 5, 1)).name == "劳动节"
    assert done.undo is not None
    done.undo(office)
    assert calendar.hand_days(office) == {}
    office.close()


def test_headings_that_say_nearly_the_word_are_taken_for_it() -> None:
    pasted = read_days("放假日期\t种类\t节日名称\n2027-05-01\t休\t劳动节")
    assert sorted(pasted.known) == ["名称", "日期", "种类"]
    assert pasted.good[0].values["day"] == date(2027, 5, 1)
