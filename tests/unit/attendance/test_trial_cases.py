"""The sentences of the contract as a table of cases, each judged from plain JSON."""

from __future__ import annotations

import pytest

from villagedesk.attendance import trial
from villagedesk.base.errors import Mistake

D = "2026-11-02"
LONG = {"name": "坐班", "start": "08:00", "end": "17:00"}
BROKEN = {"name": "坐班", "start": "09:00", "end": "18:00", "periods": [["09:00", "12:00"], ["13:00", "18:00"]]}


def day(shift, punches, *, until="2026-11-10 00:00:00", on=D, **more):
    """The verdict on one duty of 甲, late and early in minutes; punches as `08:05`, or with their own date."""
    stamped = []
    for punch in punches:
        at, _, state = punch.partition(" ") if punch.count("-") == 0 else (punch, "", "")
        moment = f"{on} {at}:00" if len(at) == 5 else at
        stamped.append({"person": "甲", "at": moment, "state": state or None})
    case = {"shifts": [shift], "duties": [{"person": "甲", "date": on, "shift": shift["name"]}], "punches": stamped}
    case |= {"data_until": until, **more}
    found, verdict = trial.run(case)["days"][0], trial.verdicts(case)[0]
    assert (found["late"], found["early"]) == (verdict.late > 0, verdict.early > 0)
    return {**found, "late": verdict.late, "early": verdict.early}


CASES = [
    ("on_time_is_normal", LONG, ["07:58", "17:02"], {"status": "正常", "hours": 9.0667, "late": 0, "early": 0}),
    ("at_the_very_start_is_not_late", LONG, ["08:00", "17:00"], {"status": "正常", "late": 0, "early": 0}),
    ("after_the_start_is_late", LONG, ["08:13", "17:00"], {"status": "迟到", "late": 13}),
    ("within_grace_is_not_late", {**LONG, "late_grace_minutes": 10}, ["08:10", "17:00"], {"late": 0, "status": "正常"}),
    ("past_grace_counts_from_the_start", {**LONG, "late_grace_minutes": 10}, ["08:11", "17:00"], {"late": 11}),
    ("before_the_end_is_early", LONG, ["08:00", "16:40"], {"status": "早退", "early": 20}),
    ("within_early_grace_is_not_early", {**LONG, "early_grace_minutes": 20}, ["08:00", "16:40"], {"early": 0}),
    (
        "one_punch_is_missing_and_nothing_else",
        {**LONG, "absent_below_hours": 3, "half_day_below_hours": 6},
        ["08:40"],
        {
            "status": "缺卡",
            "absent": False,
            "half_day": False,
            "hours": 0,
            "half_days": {"present": 0, "absent": 0, "leave": 0},
        },
    ),
    (
        "no_punch_is_absent",
        LONG,
        [],
        {"status": "旷工", "absent": True, "half_days": {"present": 0, "absent": 2, "leave": 0}},
    ),
    (
        "too_few_hours_is_absent",
        {**LONG, "absent_below_hours": 3},
        ["08:00", "10:59"],
        {"absent": True, "half_day": False},
    ),
    (
        "exactly_the_hours_is_not_absent",
        {**LONG, "absent_below_hours": 3, "half_day_below_hours": 6},
        ["08:00", "11:00"],
        {"absent": False, "half_day": True},
    ),
    (
        "hours_below_the_half_day_line",
        {**LONG, "half_day_below_hours": 6},
        ["08:00", "13:30"],
        {"half_day": True, "absent": False, "half_days": {"present": 1, "absent": 1, "leave": 0}},
    ),
    ("first_and_last_span_the_break", LONG, ["08:00", "12:00", "13:00", "17:00"], {"hours": 9.0}),
    (
        "every_pair_leaves_the_break_out",
        {**LONG, "hours": "every_pair"},
        ["08:00", "12:00", "13:00", "17:00"],
        {"hours": 8.0},
    ),
    (
        "a_gap_in_the_middle_is_half_a_day_but_neither_late_nor_early",
        {**LONG, "hours": "every_pair", "half_day_below_hours": 6},
        ["08:00", "12:00", "17:00"],
        {"status": "正常", "half_day": True, "late": False, "early": False, "hours": 4.0},
    ),
    ("an_odd_last_punch_makes_no_pair", {**LONG, "hours": "every_pair"}, ["08:00", "12:00", "13:00"], {"hours": 4.0}),
    ("state_keys_are_ignored", LONG, ["08:00 out", "17:00 in"], {"status": "正常", "hours": 9.0}),
    (
        "state_keys_when_trusted",
        {**LONG, "in_out": "device_state"},
        ["07:50 out", "08:00 in", "17:00 out", "17:05 in"],
        {"hours": 9.0, "in": f"{D} 08:00:00", "out": f"{D} 17:00:00"},
    ),
    (
        "pairs_follow_the_states",
        {**LONG, "in_out": "device_state", "hours": "every_pair"},
        ["08:00 in", "08:01 in", "10:00 out", "10:05 out", "11:00 in", "17:00 out"],
        {"hours": 8.0},
    ),
    (
        "trusted_keys_without_an_out_miss_it",
        {**LONG, "in_out": "device_state"},
        ["08:00 in", "17:00 in"],
        {"status": "缺卡", "hours": 0, "absent": False},
    ),
    ("a_burst_counts_once", {**LONG, "min_interval_minutes": 2}, ["08:00", "08:01"], {"status": "缺卡"}),
    (
        "hours_round_down_below_the_cutoff",
        {**LONG, "round_minutes": 30, "round_cutoff_minutes": 20},
        ["08:00", "16:19"],
        {"hours": 8.0},
    ),
    (
        "hours_round_up_from_the_cutoff",
        {**LONG, "round_minutes": 30, "round_cutoff_minutes": 20},
        ["08:00", "16:20"],
        {"hours": 8.5},
    ),
    (
        "broken_day_of_four_signs",
        BROKEN,
        ["08:50", "12:03", "12:40", "18:05"],
        {
            "status": "正常",
            "selected": {
                "in1": f"{D} 08:50:00",
                "out1": f"{D} 12:03:00",
                "in2": f"{D} 12:40:00",
                "out2": f"{D} 18:05:00",
            },
        },
    ),
    (
        "the_gap_splits_at_its_midpoint",
        BROKEN,
        ["08:50", "12:29", "12:30", "18:05"],
        {
            "selected": {
                "in1": f"{D} 08:50:00",
                "out1": f"{D} 12:29:00",
                "in2": f"{D} 12:30:00",
                "out2": f"{D} 18:05:00",
            }
        },
    ),
    (
        "the_earliest_normal_sign_counts",
        BROKEN,
        ["08:40", "08:50", "12:03", "12:05", "12:40", "12:50", "18:02", "18:09"],
        {
            "selected": {
                "in1": f"{D} 08:40:00",
                "out1": f"{D} 12:03:00",
                "in2": f"{D} 12:40:00",
                "out2": f"{D} 18:02:00",
            }
        },
    ),
    (
        "without_a_normal_sign_the_nearest",
        BROKEN,
        ["09:20", "09:40", "11:10", "11:40", "13:05", "13:20", "17:10", "17:50"],
        {
            "selected": {
                "in1": f"{D} 09:20:00",
                "out1": f"{D} 11:40:00",
                "in2": f"{D} 13:05:00",
                "out2": f"{D} 17:50:00",
            },
            "late": 25,
            "early": 30,
        },
    ),
    ("two_signs_for_a_broken_day_are_enough_unless_four_are_asked", BROKEN, ["08:50", "18:05"], {"status": "正常"}),
    ("four_signs_asked_and_two_given", {**BROKEN, "punches_per_day": 4}, ["08:50", "18:05"], {"status": "缺卡"}),
    (
        "morning_only_leaves_the_afternoon_absent",
        BROKEN,
        ["08:50", "12:05"],
        {"half_days": {"present": 1, "absent": 1, "leave": 0}, "absent": False},
    ),
]


@pytest.mark.parametrize(("shift", "punches", "wanted"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_day(shift, punches, wanted):
    found = day(shift, punches)
    assert {key: found[key] for key in wanted} == wanted, found["reasons"]


def test_two_morning_punches_are_one_sign_and_no_present_day():
    found = day({**BROKEN, "absent_below_hours": 1}, ["08:50", "08:56"])
    assert (found["status"], found["absent"], found["half_days"]["present"]) == ("缺卡", False, 0)
    noon = day(BROKEN, ["08:50", "13:20"])
    assert (noon["status"], noon["half_days"]["present"], noon["late"]) == ("缺卡", 1, 20)


def test_one_moment_with_two_keys_is_one_punch_unless_keys_are_trusted():
    assert day(LONG, ["08:00 in", "08:00 out"])["status"] == "缺卡"
    assert day({**LONG, "in_out": "device_state"}, ["08:00 in", "08:00 out"])["status"] == "缺卡"
    both = ["08:00 in", "17:00 in", "17:00 out"]
    assert day({**LONG, "in_out": "device_state"}, both)["hours"] == 9


def test_over_midnight_and_round_the_clock():
    night = {"name": "夜", "start": "22:00", "end": "06:00"}
    found = day(night, ["21:50", "2026-11-03 06:05:00"])
    assert (found["status"], found["hours"], found["out"]) == ("正常", 8.25, "2026-11-03 06:05:00")
    whole = {"name": "24 小时", "start": "08:00", "end": "08:00"}
    found = day(whole, ["07:59", "20:00", "2026-11-03 08:01:00"])
    assert (found["status"], found["hours"]) == ("正常", 24.0333)


def test_two_duties_that_touch_share_by_the_common_moment():
    whole = {"name": "24 小时", "start": "08:00", "end": "08:00"}
    case = {"shifts": [whole], "duties": [{"person": "甲", "date": d, "shift": "24 小时"} for d in (D, "2026-11-03")]}
    marks = ["07:55", "08:00", "08:00:01", "08:05"]
    case["punches"] = [{"person": "甲", "at": f"2026-11-03 {m}"} for m in marks]
    starts = [p["shift_start"][:10] for p in trial.run(case)["punches"]]
    assert starts == [D, D, "2026-11-03", "2026-11-03"]


def test_a_gap_between_duties_is_split_at_equal_distance_and_the_rest_is_unmatched():
    am = {"name": "上午", "start": "08:00", "end": "12:00"}
    pm = {"name": "下午", "start": "13:00", "end": "17:00", "sign_in_from_minutes": 240}
    case = {"shifts": [am, pm], "duties": [{"person": "甲", "date": D, "shift": s} for s in ("上午", "下午")]}
    case["punches"] = [
        {"person": "甲", "at": f"{D} {m}:00"} for m in ("06:00", "11:00", "12:20", "12:30", "12:31", "19:00")
    ]
    found = [p["shift"] for p in trial.run(case)["punches"]]
    assert found == [None, "上午", "上午", "上午", "下午", None]
    assert trial.run(case)["punches"][0]["shift_start"] is None


def test_undecided_until_the_data_reach_past_the_window():
    assert day(LONG, ["08:20"], until=f"{D} 18:00:00")["status"] == "未判定"
    assert day(LONG, ["08:20"], until=f"{D} 18:00:01")["status"] == "缺卡"
    found = day(LONG, [], until=f"{D} 12:00:00")
    assert (found["status"], found["absent"], found["half_days"]["absent"]) == ("未判定", False, 0)


def leave(first, last, kind="事假"):
    return {"leaves": [{"person": "甲", "from": first, "to": last, "kind": kind}]}


def test_leave_of_a_day_and_of_half_a_day():
    assert day(LONG, [], **leave(D, D))["half_days"] == {"present": 0, "absent": 0, "leave": 2}
    assert day(LONG, [], **leave(D, D))["status"] == "请假"
    morning = day(LONG, ["12:55", "17:01"], **leave(f"{D} 上午", f"{D} 上午"))
    assert (morning["half_days"], morning["late"]) == ({"present": 1, "absent": 0, "leave": 1}, 0)
    afternoon = day(LONG, ["07:55", "12:01"], **leave(f"{D} 下午", f"{D} 下午"))
    assert (afternoon["half_days"], afternoon["early"]) == ({"present": 1, "absent": 0, "leave": 1}, 0)
    rest = day(LONG, [], **leave(f"{D} 上午", f"{D} 上午"))
    assert rest["half_days"] == {"present": 0, "absent": 1, "leave": 1}
    assert day(BROKEN, ["13:10", "18:00"], **leave(D, f"{D} 上午", "病假"))["late"] == 10
    assert day(LONG, [], **leave(D, D, "下村"))["status"] == "外勤"
    assert day(LONG, [], **leave(D, D, "公出"))["status"] == "公出"


def test_default_shift_stands_on_days_that_are_no_holiday_and_have_no_duty():
    case = {
        "shifts": [LONG, {"name": "节日", "start": "08:00", "end": "08:00"}],
        "duties": [{"person": "甲", "date": "2026-11-03", "shift": "节日"}],
        "default_shift": {"甲": "坐班"},
        "holidays": ["2026-11-04", "2026-11-05 下午"],
        "punches": [{"person": "甲", "at": "2026-11-02 08:00:00"}, {"person": "甲", "at": "2026-11-02 17:00:00"}],
        "data_until": "2026-11-07 00:00:00",
    }
    days = {d["date"]: d for d in trial.run(case)["days"]}
    assert {k: (d["shift"], d["status"]) for k, d in days.items()} == {
        "2026-11-02": ("坐班", "正常"),
        "2026-11-03": ("节日", "旷工"),
        "2026-11-05": ("坐班", "旷工"),
        "2026-11-06": ("坐班", "旷工"),
    }
    assert days["2026-11-05"]["half_days"]["absent"] == 1


def test_a_default_night_shift_owns_the_morning_after_it():
    case = {
        "shifts": [{"name": "夜", "start": "22:00", "end": "06:00"}],
        "default_shift": {"甲": "夜"},
        "punches": [{"person": "甲", "at": "2026-11-03 05:58:00"}],
        "data_until": "2026-11-03 12:00:00",
    }
    found = trial.run(case)
    assert found["punches"][0]["shift_start"] == "2026-11-02 22:00:00"
    assert [d["date"] for d in found["days"]] == ["2026-11-02"]


def test_the_profile_gives_what_a_shift_does_not_say():
    case = {"profile": {"late_grace_minutes": 30}}
    assert day(LONG, ["08:20", "17:00"], **case)["late"] == 0
    assert day({**LONG, "late_grace_minutes": 5}, ["08:20", "17:00"], **case)["late"] == 20


WRONG = [
    (
        "a_day_at_the_end_of_the_calendar",
        {"shifts": [LONG], "duties": [{"person": "甲", "date": "9999-12-31", "shift": "坐班"}]},
        "9999-12-31",
    ),
    (
        "a_leave_in_the_year_one",
        {"shifts": [], "leaves": [{"person": "甲", "from": "0001-01-01", "to": "0001-01-02"}]},
        "0001",
    ),
    ("an_unknown_key_at_the_top", {"shifts": [], "punch": []}, "punch"),
    ("an_unknown_key_in_a_shift", {"shifts": [{**LONG, "grace": 1}]}, "grace"),
    ("an_unknown_key_in_the_profile", {"shifts": [], "profile": {"gracious": 1}}, "gracious"),
    ("an_unknown_key_in_a_punch", {"shifts": [], "punches": [{"person": "甲", "at": f"{D} 08:00:00", "x": 1}]}, "x"),
    (
        "an_impossible_day",
        {"shifts": [LONG], "duties": [{"person": "甲", "date": "2019-02-29", "shift": "坐班"}]},
        "2019-02-29",
    ),
    ("an_impossible_moment", {"shifts": [], "punches": [{"person": "甲", "at": "2019-09-31 08:00:00"}]}, "2019-09-31"),
    (
        "an_impossible_leave",
        {"shifts": [], "leaves": [{"person": "甲", "from": "2019-02-29", "to": "2019-03-01", "kind": "事假"}]},
        "2019-02-29",
    ),
    ("an_impossible_holiday", {"shifts": [], "holidays": ["2019-09-31"]}, "2019-09-31"),
    (
        "a_leave_that_ends_before_it_begins",
        {"shifts": [], "leaves": [{"person": "甲", "from": "2026-11-03", "to": "2026-11-02", "kind": "事假"}]},
        "早于",
    ),
    ("an_impossible_clock", {"shifts": [{**LONG, "start": "25:00"}]}, "25:00"),
    ("a_shift_nobody_defined", {"shifts": [], "duties": [{"person": "甲", "date": D, "shift": "夜"}]}, "夜"),
    ("a_negative_grace", {"shifts": [{**LONG, "late_grace_minutes": -1}]}, "-1"),
    ("a_word_that_is_no_rule", {"shifts": [{**LONG, "in_out": "sometimes"}]}, "sometimes"),
    ("periods_out_of_order", {"shifts": [{**LONG, "periods": [["13:00", "17:00"], ["09:00", "12:00"]]}]}, "09:00"),
    ("not_an_object", [1, 2], "名称"),
]


@pytest.mark.parametrize(("case", "word"), [c[1:] for c in WRONG], ids=[c[0] for c in WRONG])
def test_a_wrong_case_is_refused_by_name(case, word):
    with pytest.raises(Mistake) as told:
        trial.run(case)
    assert word in told.value.says
