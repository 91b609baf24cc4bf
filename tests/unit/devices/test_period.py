"""Until when a report speaks: its period and the moment it was made, both of which it must say."""

from __future__ import annotations

from datetime import datetime

import pytest

from villagedesk.devices.reports.period import covered_until

CASES = [
    ("made after its month", ["考勤时间", "2026-03-01 ~ 2026-03-31", "制表时间 2026-04-01"], "2026-03-31 23:59:59"),
    (
        "made after its span",
        ["考勤日期：2026-11-01～2026-11-30", "制表时间：2026-12-10 14:05:19"],
        "2026-11-30 23:59:59",
    ),
    (
        "made in the middle",
        ["统计日期：2026-05-01 至 2026-05-31", "报表生成时间：2026-05-20 15:22"],
        "2026-05-20 15:22:00",
    ),
    ("made on a day without a time", ["2026年5月考勤", "制表日期 2026-05-20"], "2026-05-20 00:00:00"),
    ("a period alone", ["统计日期：2026-05-01 至 2026-05-31"], None),
    ("a moment alone", ["报表生成时间：2026-06-01 15:22"], None),
    ("a month without a year", ["5月考勤", "制表时间：2026-06-02"], None),
    ("an impossible moment", ["统计日期：2026-05-01 至 2026-05-31", "制表时间：2026-06-31"], None),
    ("an hour that cannot be", ["统计日期：2026-05-01 至 2026-05-31", "制表时间：2026-06-01 25:00"], None),
    ("nothing", [], None),
]


@pytest.mark.parametrize(("texts", "until"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_report_reaches_to_the_end_of_its_period_or_to_when_it_was_made(texts: list[str], until: str | None) -> None:
    assert covered_until(texts) == (datetime.fromisoformat(until) if until else None)
