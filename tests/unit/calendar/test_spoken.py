"""Days and months as a clerk says them; today is Saturday, 2026-11-21."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from villagedesk.calendar.spoken import day_said, month_said

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("今天", "2026-11-21"),
        ("明天", "2026-11-22"),
        ("大后天", "2026-11-24"),
        ("前天", "2026-11-19"),
        ("下周三", "2026-11-25"),
        ("下星期日", "2026-11-29"),
        ("周五", "2026-11-20"),
        ("本周一", "2026-11-16"),
        ("上礼拜天", "2026-11-15"),
        ("下下周2", "2026-12-01"),
        ("12月5日", "2026-12-05"),
        ("12月5", "2026-12-05"),
        ("十二月五号", "2026-12-05"),
        ("十一月二十三日", "2026-11-23"),
        ("2026-12-05", "2026-12-05"),
        ("2026年12月5日", "2026-12-05"),
        ("２０２６／１２／５", "2026-12-05"),
        ("20261205", "2026-12-05"),
        ("12.5", "2026-12-05"),
        ("12/5", "2026-12-05"),
        ("5号", "2026-11-05"),
        ("明年1月1日", "2027-01-01"),
        ("下个月3号", "2026-12-03"),
    ],
)
def test_a_day_is_understood(said: str, day: str) -> None:
    assert day_said(said, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize("said", ["", "张建国", "2月30日", "13月1日", "0号", "zjg", "1234", "周八", "20261301", "下周"])
def test_what_is_no_day_is_none(said: str) -> None:
    assert day_said(said, TODAY) is None


@pytest.mark.parametrize(
    ("said", "month"),
    [
        ("12月", "2026-12-01"),
        ("2026-12", "2026-12-01"),
        ("2026年12月", "2026-12-01"),
        ("去年12月份", "2025-12-01"),
        ("下个月", "2026-12-01"),
        ("上月", "2026-10-01"),
        ("十二月", "2026-12-01"),
    ],
)
def test_a_month_is_understood(said: str, month: str) -> None:
    assert month_said(said, TODAY) == date.fromisoformat(month)


@pytest.mark.parametrize("said", ["12", "13月", "", "2026-13", "月"])
def test_what_is_no_month_is_none(said: str) -> None:
    assert month_said(said, TODAY) is None


@given(some.text(alphabet="0123456789年月日号-/.上下周一十三 个", max_size=12))
def test_whatever_is_typed_names_a_day_and_month_that_can_be_written_out_or_nothing(said: str) -> None:
    day, month = day_said(said, TODAY), month_said(said, TODAY)
    assert day is None or day_said(day.isoformat(), TODAY) == day
    assert month is None or month_said(month.isoformat()[:7], TODAY) == month
