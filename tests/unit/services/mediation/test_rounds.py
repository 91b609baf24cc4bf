"""Rounds of screening in a real office file: what is due, serious finds at once, special periods, reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from villagedesk.base.clock import clock_at
from villagedesk.base.errors import Mistake
from villagedesk.mediation.screening import Rhythm
from villagedesk.services.due.agenda import agenda
from villagedesk.services.mediation import course, duties, rounds
from villagedesk.services.office import Office, create_office

TODAY = datetime(2026, 11, 30, 9, 30)
END = date(2026, 12, 31)
SERIOUS = {
    "category": "邻里",
    "matter": "两户争水渠，扬言械斗",
    "risk": "重大",
    "responsible": "李秀梅",
    "measures": "隔开",
}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = create_office(tmp_path / "村.vdesk", "桃源村", "锦湖街道", clock=clock_at(TODAY))
    yield made
    made.close()


def dues(office: Office, until: date = END) -> list[tuple[str, str, str]]:
    """Name, last day and state of what screening asks for."""
    return [(d.name, d.due_on.isoformat(), d.state) for d in course.due_cases(office, until)]


def test_nothing_is_asked_while_nobody_screens(office: Office) -> None:
    assert dues(office) == []


def test_the_month_is_due_on_the_twentieth_and_a_late_round_stays_beside_the_running_one(office: Office) -> None:
    made = rounds.open_round(office, Rhythm.MONTHLY, date(2026, 11, 10)).value
    late, running = ("排查报送", "2026-11-20", "待报送"), ("排查报送", "2026-12-20", "还没有开始")
    assert dues(office) == [late, running]
    assert course.due_cases(office, END)[0].days_left == -10
    rounds.report_round(office, made.id)
    assert dues(office) == [running]


def test_half_months_and_special_periods_are_due_beside_the_month(office: Office) -> None:
    rounds.open_round(office, Rhythm.HALF_MONTHLY)
    special = {"occasion": "冬季取暖", "from_on": "2026-11-25", "to_on": "2026-12-10"}
    made = rounds.open_special(office, special).value
    assert dues(office) == [
        ("排查报送", "2026-11-30", "待报送"),
        ("排查报送", "2026-12-10", "待报送"),
        ("排查报送", "2026-12-20", "还没有开始"),
    ]
    titles = [d.title for d in agenda(office, 12)]
    assert any("每半月" in title for title in titles) and any("冬季取暖" in title for title in titles)
    assert rounds.open_round(office, Rhythm.SPECIAL, date(2026, 12, 1)).value.id == made.id
    with pytest.raises(Mistake, match="不在任何一个特殊时期"):
        rounds.open_round(office, Rhythm.SPECIAL, date(2026, 12, 11))
    later = replace(office, clock=clock_at(datetime(2026, 12, 16, 9)))
    assert ("排查报送", "2026-12-31", "还没有开始") in dues(later)


def test_a_serious_find_is_due_at_once_until_it_is_told(office: Office) -> None:
    made = rounds.open_round(office, Rhythm.MONTHLY).value
    result = rounds.save_find(office, made.id, SERIOUS)
    assert "6 小时" in result.changes.says
    (due,) = [d for d in agenda(office, 0) if d.name == duties.TELL]
    assert (due.words, due.person, due.key) == ("还有 6 小时", "李秀梅", "排查")
    assert "水渠" not in due.title and "邻里" in due.title
    later = replace(office, clock=clock_at(datetime(2026, 11, 30, 16)))
    (due,) = [d for d in agenda(later, 0) if d.name == duties.TELL]
    assert due.overdue and due.words == "超时 30 分"
    rounds.tell_serious(later, made.id, result.value.id)
    assert [d for d in agenda(later, 0) if d.name == duties.TELL] == []


def test_a_find_is_due_on_its_day_until_it_is_settled_or_a_case(office: Office) -> None:
    made = rounds.open_round(office, Rhythm.MONTHLY).value
    values = {"category": "邻里", "matter": "屋檐滴水", "due_on": "2026-12-05", "responsible": "王国平"}
    find = rounds.save_find(office, made.id, values).value
    assert (duties.SETTLE, "2026-12-05", "化解中") in dues(office)
    rounds.save_find(office, made.id, {"result": "装了檐沟"}, find.id)
    assert duties.SETTLE not in [name for name, _, _ in dues(office)]


def test_a_round_reported_as_zero_is_to_be_reported_again_for_what_was_found_later(office: Office) -> None:
    made = rounds.open_round(office, Rhythm.MONTHLY).value
    assert "零报告" in rounds.report_round(office, made.id).value
    result = rounds.save_find(office, made.id, {"category": "邻里", "matter": "屋檐滴水"})
    assert "再报一次" in result.changes.says and rounds.round_with(office, made.id).reported_on is None
    assert result.changes.undo is not None
    result.changes.undo(office)
    undone = rounds.round_with(office, made.id)
    assert (undone.finds, undone.reported_on) == ((), date(2026, 11, 30))


def test_a_report_is_taken_back_and_cannot_lie_in_the_future_or_before_its_round(office: Office) -> None:
    made = rounds.open_round(office, Rhythm.MONTHLY).value
    for day in (date(2026, 12, 1), date(2026, 11, 20)):
        with pytest.raises(Mistake) as refused:
            rounds.report_round(office, made.id, day)
        assert refused.value.field == "on"
    undo = rounds.report_round(office, made.id).changes.undo
    assert undo is not None
    undo(office)
    assert rounds.round_with(office, made.id).reported_on is None


def test_people_and_last_day_of_a_round_change_and_an_empty_round_goes(office: Office) -> None:
    made = rounds.open_round(office, Rhythm.WEEKLY).value
    rounds.edit_round(office, made.id, {"staff": "李秀梅、王国平", "area": "三组", "due_on": "2026-12-04"})
    changed = rounds.round_with(office, made.id)
    assert (changed.staff, changed.area, changed.due_on) == ("李秀梅、王国平", "三组", date(2026, 12, 4))
    with pytest.raises(Mistake, match="早于"):
        rounds.edit_round(office, made.id, {"due_on": "2026-11-01"})
    rounds.remove_round(office, made.id, "误开")
    with pytest.raises(Mistake):
        rounds.round_with(office, made.id)


def test_a_round_with_a_find_is_not_removed(office: Office) -> None:
    made = rounds.open_round(office, Rhythm.MONTHLY).value
    rounds.save_find(office, made.id, {"category": "邻里", "matter": "屋檐滴水"})
    with pytest.raises(Mistake, match="不能删除"):
        rounds.remove_round(office, made.id, "误开")
