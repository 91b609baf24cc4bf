"""Checks on duty: the lot is fair and cannot be foreseen, and what was found stays with the duty."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villagedesk.attendance import inspection
from villagedesk.attendance.inspection import CHANNELS, Watch
from villagedesk.base.clock import clock_at
from villagedesk.base.errors import Mistake
from villagedesk.services import people
from villagedesk.services.office import Office, create_office, set_facts
from villagedesk.services.signs import checks

MIDNIGHT = datetime(2026, 11, 1)


def watches(people_count: int, days: int) -> list[Watch]:
    return [
        Watch(i % people_count + 1, "坐班", start := MIDNIGHT + timedelta(days=i, hours=8), start + timedelta(hours=9))
        for i in range(days)
    ]


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 12), st.integers(1, 31), st.integers(1, 4), st.integers(0, 6), st.text("0123456789abcdef"))
def test_everybody_gets_the_fair_share_and_every_check_falls_inside_its_duty(
    count: int, days: int, share: int, extra: int, seed: str
):
    there = watches(count, days)
    plan = inspection.draw(there, seed, share, extra)
    held = {w.person: sum(v.person == w.person for v in there) for w in there}
    got = inspection.shares(plan)
    assert all(got[person] >= min(share, duties) for person, duties in held.items())
    assert len(plan) == min(len(there), sum(min(share, n) for n in held.values()) + extra)
    assert all(one.start <= one.at <= one.end for one in plan)
    assert len({(one.person, one.start) for one in plan}) == len(plan), "a duty is checked once"
    ways = [sum(one.channel == way for one in plan) for way in CHANNELS]
    assert max(ways) - min(ways) <= 1
    assert plan == inspection.draw(there, seed, share, extra)


def test_another_seed_is_another_plan():
    there = watches(6, 30)
    assert inspection.draw(there, "a", 2, 4) != inspection.draw(there, "b", 2, 4)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    made = create_office(tmp_path / "a.vdesk", "桃源村", "锦湖街道", clock=clock_at(MIDNIGHT))
    for name in ("张建国", "李秀英", "王芳"):
        people.add_person(made, {"name": name})
    there = watches(3, 30)
    monkeypatch.setattr(checks, "_watches", lambda office, month: there)
    yield made
    made.close()


def at(office: Office, moment: datetime) -> Office:
    return replace(office, clock=clock_at(moment))


def test_nothing_of_the_plan_shows_before_its_moment(office: Office):
    checks.draw_plan(office, "2026-11")
    plan = checks.unfold(checks.shelf.draw_of(office.store, "2026-11"))
    assert checks.due(office) == ()
    first = plan[0]
    assert checks.due(at(office, first.at - timedelta(seconds=1))) == ()
    shown = checks.due(at(office, first.at))
    assert [(one.person, one.channel) for one in shown] == [(first.person, first.channel)]
    stands = checks.progress(at(office, first.at), "2026-11")
    assert stands
    assert (stands.passed, stands.made, stands.seed) == (1, 0, "")


def test_a_plan_cannot_be_drawn_twice_and_is_verified_after_the_month(office: Office):
    promise = checks.draw_plan(office, "2026-11").value
    with pytest.raises(Mistake, match="已经抽过"):
        checks.draw_plan(office, "2026-11")
    later = at(office, datetime(2026, 12, 2))
    stands = checks.progress(later, "2026-11")
    assert stands
    assert stands.over
    assert stands.promise == promise
    assert len(stands.seed) == 64
    assert checks.verify(later, "2026-11")
    with office.change("篡改") as change:
        change.update("check_draw", 1, {"plan": "[]"})
    assert not checks.verify(later, "2026-11")


def test_a_check_is_written_down_with_channel_time_checker_and_finding(office: Office):
    checks.draw_plan(office, "2026-11")
    first = checks.unfold(checks.shelf.draw_of(office.store, "2026-11"))[0]
    now = at(office, first.at + timedelta(minutes=3))
    planned = checks.due(now)[0]
    values = {"channel": "电话", "finding": "无人接听", "checker": "街道督查办", "note": "打了两次"}
    done = checks.record_check(now, planned.person, planned.shift, planned.start, values, planned)
    assert checks.due(now) == ()
    (made,) = checks.checks(now, date(2026, 11, 1), date(2026, 11, 30))
    assert (made.channel, made.finding, made.checker, made.at) == (
        "电话",
        "无人接听",
        "街道督查办",
        first.at + timedelta(minutes=3),
    )
    assert made.bad
    assert checks.keep_still(now, made.id, b"\xff\xd8\xff\xe0picture").says
    assert done.changes.undo
    done.changes.undo(now)
    assert checks.checks(now, date(2026, 11, 1), date(2026, 11, 30)) == ()
    assert len(checks.due(now)) == 1


@pytest.mark.parametrize(
    "values",
    [{"finding": "睡着了", "checker": "甲"}, {"finding": "在岗"}, {"finding": "在岗", "checker": "甲", "mood": "好"}],
    ids=["an unknown finding", "nobody checked", "an unknown field"],
)
def test_a_check_with_a_fault_is_refused(office: Office, values: dict[str, str]):
    with pytest.raises(Mistake):
        checks.record_check(at(office, MIDNIGHT + timedelta(hours=9)), 1, "坐班", MIDNIGHT, values)


def test_a_duty_that_has_not_begun_cannot_have_been_checked(office: Office):
    with pytest.raises(Mistake, match="还没有开始"):
        checks.record_check(office, 1, "坐班", MIDNIGHT + timedelta(days=3), {"finding": "在岗", "checker": "甲"})


def test_cameras_are_a_list_of_addresses_and_none_is_ordinary(office: Office):
    assert checks.cameras(office) == ()
    checks.set_cameras(office, [("大厅", "rtsp://192.168.1.64/stream1")])
    assert checks.cameras(office) == (("大厅", "rtsp://192.168.1.64/stream1"),)
    with pytest.raises(Mistake):
        checks.set_cameras(office, [("大厅", "file:///etc/passwd")])
    set_facts(office, {"cameras": []})
    assert checks.cameras(office) == ()
