"""The table that must hang in time, and what the settings print on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from villagedesk.base.clock import clock_at
from villagedesk.roster.season import Season
from villagedesk.services.due.agenda import agenda
from villagedesk.services.office import Office, create_office
from villagedesk.services.options import set_options
from villagedesk.services.papers.roster import posted_month, posted_week
from villagedesk.services.people import add_person, edit_person, people
from villagedesk.services.roster.pattern import apply_preset, pattern, save_pattern
from villagedesk.services.roster.planning import plan_months
from villagedesk.services.roster.publishing import publish


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = create_office(tmp_path / "村.vdesk", "桃源村", "锦湖街道", clock=clock_at(datetime(2026, 11, 24, 9)))
    yield made
    made.close()


def staffed(office: Office) -> None:
    for n in range(8):
        duty = "带班" if n < 3 else "坐班、值班"
        add_person(office, {"name": f"人员{n}", "posts": "委员", "phone": f"1380000000{n}", "duty_posts": duty})
    apply_preset(office, "weekday")


def due(office: Office) -> list[str]:
    return [f"{one.title} {one.name} {one.due_on}" for one in agenda(office, 7) if one.kind == "roster"]


def test_the_coming_month_is_due_until_it_is_published(office: Office) -> None:
    assert due(office) == []
    staffed(office)
    assert due(office) == ["12月值班表 公示张贴 2026-11-29"]
    assert due(replace(office, clock=clock_at(datetime(2026, 11, 10, 9)))) == []
    late = agenda(replace(office, clock=clock_at(datetime(2026, 11, 30, 9))), 7)
    assert [one.days_left for one in late if one.kind == "roster"] == [-1]
    plan_months(office, "2026-12")
    publish(office, "2026-12", accept="试排")
    assert due(office) == []


def test_the_settings_decide_what_the_posted_table_prints(office: Office) -> None:
    staffed(office)
    plan_months(office, "2026-12")
    first = posted_month(office, "2026-12")
    assert {person.phone[3:7] for person in first.people} == {"****"}
    assert first.duties and any(day.lunar for day in first.days)
    edit_person(office, people(office)[0].id, {"phone_public": True})
    assert posted_month(office, "2026-12").people[0].phone == "13800000000"
    set_options(office, {"phones_public": True, "show_lunar": False, "show_duties": False})
    after = posted_month(office, "2026-12")
    assert not any("*" in person.phone for person in after.people)
    assert not after.duties and not any(day.lunar for day in after.days)


@pytest.mark.parametrize(
    ("month", "said"),
    [
        ("2026-12", ["坐班：08:30—11:30、14:00—17:30"]),
        ("2026-07", ["坐班：08:30—11:30、14:30—18:00"]),
        (
            "2026-10",
            [
                "10 月 8 日起坐班：08:30—11:30、14:30—18:00",
                "10 月 16 日起坐班：08:30—11:30、14:00—17:30",
            ],
        ),
    ],
    ids=["winter hours", "summer hours", "a season that ends within the month"],
)
def test_the_table_prints_the_hours_of_its_season(office: Office, month: str, said: list[str]) -> None:
    staffed(office)
    held = pattern(office, date(2026, 7, 1))
    summer = Season("夏季", "05-01", "10-15", "坐班", (("08:30", "11:30"), ("14:30", "18:00")))
    save_pattern(office, replace(held, season=(summer,)))
    plan_months(office, month)
    assert [line for line in posted_month(office, month).hours if "坐班：" in line] == said
    week = posted_week(office, date.fromisoformat(f"{month}-20"))
    assert sum("坐班：" in line for line in week.hours) == 1
