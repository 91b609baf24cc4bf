"""Shifts laid over days: kinds, weekdays, month days that move, seasons, nights and 24 hours."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.roster.cases import Json, case, person, shift
from villagedesk.base.errors import Mistake
from villagedesk.calendar.almanac import Almanac
from villagedesk.roster.frame import frame
from villagedesk.roster.reading import read_case
from villagedesk.services.roster.trying import national_kinds


def laid(on: Json, first: str, last: str, **more: object) -> list[str]:
    """The dates on which a shift stands, by the national calendar unless holidays are given."""
    value = {"from": first, "to": last, "people": [person("甲")], "shifts": [shift(on=on)], **more}
    read = read_case(value)
    return [f"{slot.date:%m-%d}" for slot in frame(read, national_kinds(read)).slots]


@pytest.mark.parametrize(
    ("on", "first", "last", "expected"),
    [
        pytest.param({"weekdays": [1, 3]}, "2026-03-02", "2026-03-08", ["03-02", "03-04"], id="weekdays"),
        pytest.param({"kinds": ["weekend"]}, "2026-03-02", "2026-03-08", ["03-07", "03-08"], id="weekends"),
        pytest.param(
            {"kinds": ["make_up_workday"]}, "2026-02-01", "2026-02-28", ["02-14", "02-28"], id="make-up workdays"
        ),
        pytest.param(
            {"kinds": ["statutory_holiday"]}, "2026-10-01", "2026-10-10", ["10-01", "10-02", "10-03"], id="by law"
        ),
        pytest.param(
            {"kinds": ["holiday_rest"]}, "2026-10-01", "2026-10-10", ["10-04", "10-05", "10-06", "10-07"], id="rest"
        ),
        pytest.param({"month_days": [10, 20, 30]}, "2026-02-01", "2026-02-28", ["02-10", "02-20"], id="month days"),
        pytest.param(
            {"month_days": [15], "moved_when": "not_workday", "to": "next_workday"},
            "2026-08-01",
            "2026-08-31",
            ["08-17"],
            id="a Saturday moves to Monday",
        ),
        pytest.param(
            {"month_days": [15], "moved_when": "not_workday", "to": "previous_workday"},
            "2026-08-01",
            "2026-08-31",
            ["08-14"],
            id="a Saturday moves to Friday",
        ),
        pytest.param(
            {"month_days": [15], "moved_when": "not_workday", "to": "next_workday"},
            "2026-02-01",
            "2026-03-10",
            ["02-24"],
            id="a day in the Spring Festival moves past it",
        ),
        pytest.param(
            {"month_days": [31], "moved_when": "not_workday", "to": "next_workday"},
            "2026-06-01",
            "2026-06-02",
            ["06-01"],
            id="a day of the month before moves in",
        ),
        pytest.param(
            {"weekdays": [6], "from_md": "05-01", "to_md": "08-31"},
            "2026-08-25",
            "2026-09-08",
            ["08-29"],
            id="Saturdays until August",
        ),
        pytest.param(
            {"weekdays": [1], "from_md": "12-15", "to_md": "01-10"},
            "2026-12-10",
            "2027-01-20",
            ["12-21", "12-28", "01-04"],
            id="over the new year",
        ),
        pytest.param({"dates": ["2026-03-05"]}, "2026-03-01", "2026-03-31", ["03-05"], id="one date"),
        pytest.param({}, "2026-03-01", "2026-03-03", ["03-01", "03-02", "03-03"], id="every day"),
        pytest.param({"weekdays": [6], "kinds": ["workday"]}, "2026-03-01", "2026-03-31", [], id="both must hold"),
    ],
)
def test_days(on, first, last, expected):
    assert laid(on, first, last) == expected


@pytest.mark.parametrize(
    "holidays",
    [
        pytest.param({"2026-03-04": "statutory_holiday"}, id="kind by date"),
        pytest.param({"2026-03-04": "植树节"}, id="name by date"),
        pytest.param({"statutory_holiday": ["2026-03-04"]}, id="dates by kind"),
        pytest.param(["2026-03-04"], id="a list of dates"),
        pytest.param({"2026-03-04": {"kind": "statutory_holiday", "name": "节"}}, id="facts by date"),
        pytest.param([{"date": "2026-03-04", "kind": "statutory_holiday"}], id="a list of facts"),
    ],
)
def test_holidays_of_a_case(holidays):
    on = {"kinds": ["statutory_holiday"]}
    assert laid(on, "2026-03-02", "2026-03-08", holidays=holidays) == ["03-04"]


def test_holidays_in_the_form_of_the_notice():
    notice = {
        "year": 2026,
        "days": [
            {"name": "国庆节", "date": "2026-10-01", "isOffDay": True},
            {"name": "国庆节", "date": "2026-10-10", "isOffDay": False},
        ],
    }
    with pytest.raises(Mistake):
        laid({}, "2026-10-01", "2026-10-10", holidays="国庆")
    assert laid({"kinds": ["statutory_holiday"]}, "2026-10-01", "2026-10-10", holidays=notice) == ["10-01"]
    assert laid({"kinds": ["make_up_workday"]}, "2026-10-01", "2026-10-10", holidays=notice) == ["10-10"]


@pytest.mark.parametrize(
    ("start", "end", "day", "bucket"),
    [
        pytest.param("08:30", "17:30", "2026-09-30", "工作日·值班", id="a workday"),
        pytest.param("08:30", "17:30", "2026-09-26", "周末·值班", id="a day of rest in a holiday"),
        pytest.param("08:00", "08:00", "2026-10-01", "法定节假日·值班", id="24 hours on a holiday"),
        pytest.param("08:00", "08:00", "2026-09-30", "工作日·值班", id="24 hours on a workday"),
        pytest.param("20:00", "08:00", "2026-09-30", "夜间·值班", id="a night"),
        pytest.param("18:30", "20:30", "2026-09-26", "夜间·值班", id="an evening at the weekend"),
    ],
)
def test_buckets(start, end, day, bucket):
    read = read_case({"from": day, "to": day, "people": [], "shifts": [shift(start=start, end=end)]})
    assert [slot.bucket for slot in frame(read, national_kinds(read)).slots] == [bucket]


def test_summer_hours_are_switched_on_their_day():
    season = {
        "name": "夏季",
        "from": "05-01",
        "to": "09-30",
        "shift": "值班",
        "periods": [["08:30", "11:30"], ["14:30", "18:00"]],
    }
    value = case([person("甲")], [shift(on={"dates": ["2026-04-30", "2026-05-06"]})], seasons=[season])
    read = read_case({**value, "from": "2026-04-30", "to": "2026-05-06"})
    assert [f"{s.start:%H:%M}–{s.end:%H:%M}" for s in frame(read, {}).slots] == ["08:00–17:00", "08:30–18:00"]


def test_kinds_follow_the_office_calendar():
    read = read_case({"from": "2027-10-01", "to": "2027-10-01", "people": [], "shifts": []})
    assert national_kinds(read, Almanac())[date(2027, 10, 2)].value == "weekend"
