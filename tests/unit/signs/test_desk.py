"""The desk: PINs, signing in and out, signing for others within limits, and the board of whereabouts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from villagedesk.base.clock import clock_at
from villagedesk.base.errors import Mistake
from villagedesk.security import pin as pins
from villagedesk.services import people, upkeep
from villagedesk.services.office import Office, create_office, set_facts
from villagedesk.services.punches import facts
from villagedesk.services.signs import board, desk

NINE = datetime(2026, 11, 20, 9, 0)


@pytest.fixture
def office(tmp_path: Path):
    made = create_office(tmp_path / "a.vdesk", "桃源村", "锦湖街道", clock=clock_at(NINE))
    for name in ("张建国", "李秀英"):
        people.add_person(made, {"name": name, "posts": ("委员",)})
    yield made
    made.close()


def at(office: Office, hour: int, minute: int = 0, day: date = date(2026, 11, 20)) -> Office:
    return replace(office, clock=clock_at(datetime.combine(day, datetime.min.time()).replace(hour=hour, minute=minute)))


def first(office: Office) -> int:
    return people.people(office)[0].id


@pytest.mark.parametrize("pin", ["123", "12a4", "1111", "1234", "4321", "123456789", "", "九八七六"])
def test_a_pin_that_is_none_or_too_easy_is_refused(pin: str):
    with pytest.raises(Mistake):
        pins.check_pin(pin)


def test_a_pin_is_kept_as_a_slow_hash_only(office: Office):
    desk.set_pin(office, first(office), "2580")
    stored = office.store.value("select hash from pin")
    assert stored.startswith("$argon2id$")
    assert pins.fits("2580", stored)
    assert not pins.fits("2581", stored)
    assert not pins.fits("2580", "damaged")


def test_signing_in_then_out_with_the_pin(office: Office):
    person = first(office)
    desk.set_pin(office, person, "2580")
    assert desk.sign(office, person, "2580").value.state == "in"
    with pytest.raises(Mistake, match="刚刚已经签到"):
        desk.sign(office, person, "2580")
    done = desk.sign(at(office, 17, 5), person, "25 80")
    assert done.value.state == "out"
    assert done.changes.says == "张建国 17:05 签退。"
    tile = next(t for t in desk.tiles(at(office, 17, 10)) if t.person == person)
    assert (tile.state, tile.signed_in, tile.signed_out) == ("已签退", NINE, NINE.replace(hour=17, minute=5))
    assert [(p.person, p.source, p.state) for p in facts.punches(office, NINE.date(), NINE.date())] == [
        ("张建国", "desk", "in"),
        ("张建国", "desk", "out"),
    ]
    assert upkeep.check_office(office).sound


def test_a_wrong_pin_is_counted_and_the_fifth_locks_for_five_minutes(office: Office):
    person = first(office)
    desk.set_pin(office, person, "2580")
    for left in (4, 3, 2, 1):
        with pytest.raises(Mistake, match=f"还可以试 {left} 次"):
            desk.sign(office, person, "9999")
    with pytest.raises(Mistake, match="锁定"):
        desk.sign(office, person, "9999")
    with pytest.raises(Mistake, match="以后再试"):
        desk.sign(at(office, 9, 4), person, "2580")
    assert desk.sign(at(office, 9, 6), person, "2580").value.state == "in"
    assert not [s for s in facts.punches(office, NINE.date(), NINE.date()) if s.at == NINE]


def test_without_a_pin_nobody_signs_unless_the_office_says_so(office: Office):
    with pytest.raises(Mistake, match="还没有设置"):
        desk.sign(office, first(office), "")
    set_facts(office, {"desk_pin": False})
    assert desk.sign(office, first(office)).value.state == "in"


def test_changing_ones_pin_needs_the_old_one(office: Office):
    person = first(office)
    desk.set_pin(office, person, "2580")
    with pytest.raises(Mistake, match="密码不对"):
        desk.set_pin(office, person, "7391", old="1111")
    desk.set_pin(office, person, "7391", old="2580")
    assert desk.sign(office, person, "7391").value.state == "in"


def test_signing_for_somebody_says_who_and_why_and_can_be_taken_back(office: Office):
    person = first(office)
    done = desk.sign_for(office, person, NINE.replace(hour=8, minute=20), "in", "指纹识别不了")
    assert (done.value.source, done.value.by, done.value.why) == ("clerk", "文书", "指纹识别不了")
    assert [p.source for p in facts.punches(office, NINE.date(), NINE.date())] == ["clerk"]
    assert done.changes.undo
    again = done.changes.undo(office)
    assert facts.punches(office, NINE.date(), NINE.date()) == ()
    assert again.undo
    again.undo(office)
    assert len(facts.punches(office, NINE.date(), NINE.date())) == 1


@pytest.mark.parametrize(
    ("when", "why", "says"),
    [
        (NINE.replace(hour=8), "", "写明原因"),
        (NINE + timedelta(minutes=1), "忘了", "将来"),
        (NINE - timedelta(days=4), "忘了", "最近 3 天"),
    ],
    ids=["without a reason", "for the future", "too late"],
)
def test_signing_for_somebody_is_refused(office: Office, when: datetime, why: str, says: str):
    with pytest.raises(Mistake, match=says):
        desk.sign_for(office, first(office), when, "in", why)


def test_signing_for_somebody_has_a_monthly_limit(office: Office):
    for hour in (6, 7, 8):
        desk.sign_for(office, first(office), NINE.replace(hour=hour), "in", "停电")
    with pytest.raises(Mistake, match="上限"):
        desk.sign_for(office, first(office), NINE.replace(hour=5), "in", "停电")
    desk.sign_for(office, people.people(office)[1].id, NINE.replace(hour=5), "in", "停电")


def test_a_sign_of_ones_own_cannot_be_removed(office: Office):
    set_facts(office, {"desk_pin": False})
    made = desk.sign(office, first(office)).value
    with pytest.raises(Mistake, match="本人的签到不能删除"):
        desk.remove_sign(office, made.id, "手误")


def test_the_board_says_where_people_are_and_logs_every_change(office: Office):
    person = first(office)
    assert board.board(office)[0].state == "未到岗"
    board.set_state(office, person, "下村", "三组查地质点", NINE.replace(hour=11), by="张建国")
    place = board.board(office)[0]
    assert (place.state, place.note, place.overdue) == ("下村", "三组查地质点", False)
    assert board.board(at(office, 11, 30))[0].overdue
    done = board.set_state(at(office, 11, 40), person, "在岗")
    assert board.board(at(office, 11, 45))[0].state == "在岗"
    moved = board.log(office, NINE.date(), NINE.date())
    assert [(m.before, m.state, m.by) for m in moved] == [("下村", "在岗", "文书"), ("未到岗", "下村", "张建国")]
    assert done.changes.undo
    done.changes.undo(office)
    assert board.board(office)[0].state == "下村"


def test_what_was_said_yesterday_no_longer_counts(office: Office):
    board.set_state(office, first(office), "在岗")
    assert board.board(at(office, 8, 0, date(2026, 11, 21)))[0].state == "未到岗"
    board.set_state(office, first(office), "学习", "县党校", datetime(2026, 11, 22, 17))
    assert board.board(at(office, 8, 0, date(2026, 11, 21)))[0].state == "学习"


def test_signing_in_shows_on_the_board(office: Office):
    set_facts(office, {"desk_pin": False})
    desk.sign(office, first(office))
    assert board.board(at(office, 9, 30))[0].state == "在岗"


@pytest.mark.parametrize(("state", "back"), [("睡觉", None), ("外出", NINE - timedelta(hours=1))])
def test_a_state_that_cannot_be_is_refused(office: Office, state: str, back: datetime | None):
    with pytest.raises(Mistake):
        board.set_state(office, first(office), state, "", back)
