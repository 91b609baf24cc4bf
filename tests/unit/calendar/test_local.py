"""Collective days and counting in working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villagedesk.calendar.almanac import Almanac
from villagedesk.calendar.local import CollectiveDay, SpecialPeriod, collective_dates, rule_text
from villagedesk.calendar.workdays import add_working_days, working_days_between

KNOWN = Almanac()


@pytest.mark.parametrize(
    ("rule", "month", "days"),
    [
        pytest.param(CollectiveDay("走访日", (15,), moved="stay"), 2, [15], id="stays on a holiday"),
        pytest.param(CollectiveDay("走访日", (15,), moved="next_workday"), 2, [24], id="moves behind the festival"),
        pytest.param(
            CollectiveDay("走访日", (15,), moved="previous_workday"), 2, [14], id="moves to a make-up workday"
        ),
        pytest.param(CollectiveDay("走访日", (15,), moved="skip"), 2, [], id="is left out"),
        pytest.param(CollectiveDay("月末", (31,)), 2, [28], id="the 31st of February is its last day"),
        pytest.param(CollectiveDay("例会", weekdays=(1,), nth=1), 3, [2], id="the first Monday"),
        pytest.param(CollectiveDay("例会", weekdays=(5,), nth=-1), 3, [27], id="the last Friday"),
        pytest.param(CollectiveDay("集体办公", weekdays=(1,)), 3, [2, 9, 16, 23, 30], id="every Monday"),
        pytest.param(CollectiveDay("党日", (5, 25)), 3, [5, 25], id="two days a month"),
        pytest.param(CollectiveDay("党日", (5,), to_on=date(2026, 3, 4)), 3, [], id="is over"),
    ],
)
def test_a_collective_day_falls_as_its_rule_says(rule: CollectiveDay, month: int, days: list[int]) -> None:
    assert [day.day for day in collective_dates(rule, 2026, month, KNOWN.works)] == days


def test_a_day_moved_over_the_end_of_a_month_stands_in_the_next() -> None:
    known = Almanac(collective=(CollectiveDay("月末会", (31,), moved="next_workday"),))
    assert known.day(date(2026, 6, 1)).collective == "月末会"  # 31 May 2026 is a Sunday


def test_the_rule_can_be_read() -> None:
    rule = CollectiveDay("走访日", (15,), moved="next_workday")
    assert rule_text(rule) == "每月15日，遇休息日顺延到下一个工作日"
    assert rule_text(CollectiveDay("例会", weekdays=(5,), nth=-1)) == "每月最后一个星期五，遇休息日照常"


def test_special_periods_stand_on_their_days() -> None:
    known = Almanac(special=(SpecialPeriod("防汛", date(2026, 6, 1), date(2026, 6, 2)),))
    assert [day.special for day in known.days(date(2026, 5, 31), date(2026, 6, 3))] == ["", "防汛", "防汛", ""]


@pytest.mark.parametrize(
    ("first", "count", "last"),
    [
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 10, 8), -1, date(2026, 9, 30)),
        (date(2026, 10, 9), 1, date(2026, 10, 10)),
        (date(2026, 10, 3), 0, date(2026, 10, 8)),
        (date(2026, 11, 21), 5, date(2026, 11, 27)),
    ],
)
def test_counting_in_working_days(first: date, count: int, last: date) -> None:
    assert add_working_days(first, count, KNOWN.works) == last


@settings(max_examples=40, deadline=None)
@given(st.dates(date(2024, 1, 1), date(2026, 6, 1)), st.integers(1, 60))
def test_adding_and_counting_agree(first: date, count: int) -> None:
    last = add_working_days(first, count, KNOWN.works)
    assert KNOWN.works(last)
    assert working_days_between(first + timedelta(days=1), last, KNOWN.works) == count
    assert working_days_between(last, first, KNOWN.works) == (1 if last == first else 0)
