"""Leave and errands by the hour: what they move, which signs they make needless, and what stays owed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villagedesk.attendance import trial
from villagedesk.attendance.judge.kept import verdict_values, verdicts_from
from villagedesk.attendance.month import overdue, totals
from villagedesk.base.errors import Mistake

DAY = "2026-11-02"
BROKEN = [["08:30", "11:30"], ["14:00", "17:30"]]


def case(punches: list[str], *leaves: tuple[str, str, str], broken: bool = True, **numbers: Any) -> dict[str, Any]:
    shift: dict[str, Any] = {"name": "坐班", "start": "08:30", "end": "17:30", **numbers}
    if broken:
        shift["periods"] = BROKEN
    return {
        "shifts": [shift],
        "duties": [{"person": "张建国", "date": DAY, "shift": "坐班"}],
        "punches": [{"person": "张建国", "at": f"{DAY} {at}"} for at in punches],
        "leaves": [{"person": "张建国", "from": f"{DAY} {a}", "to": f"{DAY} {b}", "kind": k} for a, b, k in leaves],
    }


def judged(*args: Any, **numbers: Any) -> dict[str, Any]:
    return trial.run(case(*args, **numbers))["days"][0]


CASES = [
    (["08:25", "17:35"], ("14:00", "16:00", "下村"), {}, "正常", 2, 0, 0),
    (["10:28", "17:35"], ("08:30", "10:30", "下村"), {}, "正常", 2, 0, 0),
    (["10:35", "17:35"], ("08:30", "10:30", "下村"), {}, "迟到", 2, 0, 0),
    (["08:25"], ("15:30", "17:30", "下村"), {}, "正常", 2, 0, 0),
    (["08:25", "15:31"], ("15:30", "17:30", "事假"), {}, "正常", 2, 0, 0),
    (["08:25"], ("15:30", "17:30", "事假"), {}, "缺卡", 0, 0, 0),
    (["08:25", "15:10"], ("15:30", "17:30", "事假"), {}, "早退", 2, 0, 0),
    (["08:25", "17:35"], ("10:00", "15:00", "开会"), {"punches_per_day": 4}, "正常", 2, 0, 0),
    (["08:25", "17:35"], ("14:00", "16:00", "下村"), {"punches_per_day": 4}, "缺卡", 1, 0, 0),
    ([], ("08:30", "17:30", "开会"), {}, "公出", 0, 0, 2),
    ([], ("08:30", "16:30", "开会"), {}, "旷工", 0, 1, 1),
    (["16:00", "17:31"], ("08:30", "16:00", "开会"), {"absent_below_hours": 4}, "公出", 1, 0, 1),
    (["16:00", "17:31"], ("09:00", "12:00", "开会"), {"absent_below_hours": 6}, "旷工", 0, 2, 0),
]
IDS = [
    "an errand in the midst of the day changes nothing",
    "who comes back before the end of an early errand is not late",
    "late is counted from the end of the errand",
    "an errand to the end of the day needs no sign out",
    "leave at the end of the day lets go earlier",
    "leave at the end of the day does not replace the sign on going",
    "early is counted from the beginning of the leave",
    "with four signs a day the two inside the errand are not asked for",
    "with four signs a day the two outside the errand are",
    "an errand over the whole duty is an errand",
    "what an errand leaves over is absence without a sign",
    "hours away count towards the hours that are due",
    "hours away do not make up for all that is due",
]


@pytest.mark.parametrize(("punches", "away", "numbers", "status", "present", "absent", "leave"), CASES, ids=IDS)
def test_hours_away_are_judged(
    punches: list[str],
    away: tuple[str, str, str],
    numbers: dict[str, Any],
    status: str,
    present: int,
    absent: int,
    leave: int,
) -> None:
    day = judged(punches, away, **numbers)
    found = day["half_days"]
    assert (day["status"], found["present"], found["absent"], found["leave"]) == (status, present, absent, leave)


def test_the_reasons_name_the_hours_and_the_late_minutes_from_their_end() -> None:
    day = judged(["10:35", "17:35"], ("08:30", "10:30", "下村"))
    assert day["reasons"][:2] == ["08:30–10:30 下村", "10:35 签到，晚于 10:30，迟到 5 分钟"]


def test_hours_are_summed_by_kind_and_outlive_a_signed_month() -> None:
    verdicts = trial.verdicts(case(["08:25", "17:35"], ("10:00", "15:00", "开会"), ("16:00", "17:00", "事假")))
    # the break between the periods is nobody's working time
    assert totals(verdicts).away_minutes == {"开会": 90 + 60, "事假": 60}
    assert verdicts_from(verdict_values(verdicts)) == verdicts


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        ("2026-11-02 16:00", "2026-11-02 14:00", "不晚于"),
        ("2026-11-02 25:00", "2026-11-02 26:00", "不是"),
        ("2026-02-30 08:00", "2026-02-30 10:00", "不是有效的时间"),
        ("2020-11-02 08:00", "2026-11-02 10:00", "超过三年"),
    ],
    ids=["an end before its beginning", "an hour that is none", "a day that is none", "years"],
)
def test_hours_that_cannot_be_are_refused_in_words(first: str, last: str, says: str) -> None:
    wanted = case([])
    wanted["leaves"] = [{"person": "张建国", "from": first, "to": last, "kind": "事假"}]
    with pytest.raises(Mistake, match=says):
        trial.run(wanted)


def test_a_half_day_and_an_hour_may_be_mixed() -> None:
    wanted = case(["10:35", "17:35"])
    wanted["leaves"] = [{"person": "张建国", "from": f"{DAY} 上午", "to": f"{DAY} 10:30", "kind": "事假"}]
    assert trial.run(wanted)["days"][0]["reasons"][1] == "10:35 签到，晚于 10:30，迟到 5 分钟"


MINUTES = st.integers(0, 1439).map(lambda m: f"{m // 60:02d}:{m % 60:02d}")
PUNCHES = st.lists(MINUTES, max_size=5)


@settings(max_examples=60, deadline=None)
@given(PUNCHES, st.booleans(), st.sampled_from((0, 2, 4)))
def test_hours_that_touch_no_duty_change_nothing(punches: list[str], broken: bool, signs: int) -> None:
    numbers: dict[str, Any] = {"broken": broken, "punches_per_day": signs}
    outside = (("06:00", "08:30", "下村"), ("17:30", "20:00", "下村"))
    assert judged(punches, *outside, **numbers) == judged(punches, **numbers)


@settings(max_examples=60, deadline=None)
@given(PUNCHES, st.booleans(), st.sampled_from(("事假", "下村")))
def test_hours_over_the_whole_duty_are_a_whole_day_away(punches: list[str], broken: bool, kind: str) -> None:
    by_hour = judged(punches, ("08:30", "17:30", kind), broken=broken)
    wanted = case(punches, broken=broken)
    wanted["leaves"] = [{"person": "张建国", "from": DAY, "to": DAY, "kind": kind}]
    by_day = trial.run(wanted)["days"][0]
    keys = ("status", "half_days", "late", "early", "absent", "half_day")
    assert {key: by_hour[key] for key in keys} == {key: by_day[key] for key in keys}


@settings(max_examples=80, deadline=None)
@given(PUNCHES, st.booleans(), st.sampled_from((0, 2, 4)), st.integers(0, 540), st.integers(5, 540))
def test_an_errand_never_makes_a_day_graver(
    punches: list[str], broken: bool, signs: int, start: int, length: int
) -> None:
    begin = datetime(2026, 11, 2, 8, 30) + timedelta(minutes=start)
    end = min(begin + timedelta(minutes=length), datetime(2026, 11, 2, 23, 59))
    numbers: dict[str, Any] = {"broken": broken, "punches_per_day": signs}
    bare, told = judged(punches, **numbers), judged(punches, (f"{begin:%H:%M}", f"{end:%H:%M}", "下村"), **numbers)
    assert told["half_days"]["absent"] <= bare["half_days"]["absent"]


@settings(max_examples=120, deadline=None)
@given(
    PUNCHES,
    st.booleans(),
    st.sampled_from((0, 2, 4)),
    st.sampled_from((0, 30)),
    st.sampled_from((0, 2)),
    st.sampled_from((0, 5)),
)
def test_absence_of_the_day_and_its_word_say_the_same(
    punches: list[str], broken: bool, signs: int, costly: int, least: int, half: int
) -> None:
    numbers: dict[str, Any] = {"punches_per_day": signs, "late_half_day_minutes": costly}
    day = judged(punches, broken=broken, absent_below_hours=least, half_day_below_hours=half, **numbers)
    assert (day["status"] == "旷工") == day["absent"]
    assert day["absent"] == (day["half_days"]["absent"] == 2)


def test_a_period_without_a_sign_is_half_a_day_of_absence_and_lacks_its_signs() -> None:
    day = judged(["08:25", "11:35"])
    assert (day["status"], day["absent"], day["half_day"]) == ("缺卡", False, False)
    assert day["half_days"] == {"present": 1, "absent": 1, "leave": 0}
    assert day["selected"]["in2"] is None and day["reasons"] == ["14:00–17:30 没有打卡"]


@pytest.mark.parametrize(
    ("punches", "status", "absent", "halves"),
    [
        (["08:25"], "旷工", True, 2),
        (["08:25", "11:35", "17:40"], "缺卡", False, 1),
        (["08:25", "11:35", "13:55", "17:40"], "正常", False, 0),
    ],
    ids=["a day with one sign", "a day with one sign too few", "a whole day"],
)
def test_a_missing_sign_that_was_not_made_good_costs_its_half_days(
    punches: list[str], status: str, absent: bool, halves: int
) -> None:
    [verdict] = trial.verdicts(case(punches, punches_per_day=4))
    late = overdue(verdict)
    assert (late.status, late.absent, late.absent_halves) == (status, absent, halves)


@settings(max_examples=60, deadline=None)
@given(PUNCHES, st.randoms(use_true_random=False), st.booleans(), st.lists(st.tuples(MINUTES, MINUTES), max_size=3))
def test_the_order_of_punches_and_of_hours_away_does_not_matter(
    punches: list[str], random: Any, broken: bool, spans: list[tuple[str, str]]
) -> None:
    aways = [(min(pair), max(pair), "下村") for pair in spans if pair[0] != pair[1]]
    shuffled, turned = [*punches, *punches[:1]], list(aways)
    random.shuffle(shuffled)
    random.shuffle(turned)
    assert judged(shuffled, *turned, broken=broken) == judged(punches, *aways, broken=broken)


@settings(max_examples=60, deadline=None)
@given(PUNCHES, MINUTES, MINUTES, st.booleans())
def test_hours_away_of_one_day_leave_the_next_day_alone(punches: list[str], one: str, other: str, broken: bool) -> None:
    if one == other:
        return
    wanted = case(punches, (min(one, other), max(one, other), "事假"), broken=broken)
    bare = case(punches, broken=broken)
    for value in (wanted, bare):
        value["duties"].append({"person": "张建国", "date": "2026-11-03", "shift": "坐班"})
        value["punches"].append({"person": "张建国", "at": "2026-11-03 08:40"})
    assert trial.run(wanted)["days"][1] == trial.run(bare)["days"][1]
