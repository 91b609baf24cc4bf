"""A second, slow judge written from the contract's sentences alone, and hypothesis to set it against the real one."""

from __future__ import annotations

import json
import random
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from villagedesk.attendance import trial
from villagedesk.attendance.judge.kept import verdict_values, verdicts_from

DAY = date(2026, 11, 2)
FORM = "%Y-%m-%d %H:%M:%S"


def span(shift, day):
    begin = datetime.combine(day, datetime.strptime(shift["start"], "%H:%M").time())
    end = datetime.combine(day, datetime.strptime(shift["end"], "%H:%M").time())
    return begin, end + timedelta(days=end <= begin)


def slow_owner(case, punch):
    """The duty of a punch by the words: nearest boundary among windows; ties by the common moment."""
    shifts = {s["name"]: s for s in case["shifts"]}
    at = datetime.strptime(punch["at"], FORM)
    found = []
    for duty in case["duties"]:
        if duty["person"] != punch["person"]:
            continue
        shift = shifts[duty["shift"]]
        begin, end = span(shift, date.fromisoformat(duty["date"]))
        opens = begin - timedelta(minutes=shift["sign_in_from_minutes"])
        closes = end + timedelta(minutes=shift["sign_out_until_minutes"])
        if opens <= at <= closes:
            found.append((min(abs(at - begin), abs(at - end)), begin, end, duty))
    if not found:
        return None
    least = min(row[0] for row in found)
    tied = sorted((row for row in found if row[0] == least), key=lambda row: (row[1], row[2], row[3]["shift"]))
    if len(tied) > 1:
        edges = [row[1] if abs(at - row[1]) <= abs(at - row[2]) else row[2] for row in tied]
        if edges[0] == edges[1] and at > edges[0]:
            return tied[1][3]
    return tied[0][3]


def slow_verdict(case, duty):
    shift = next(s for s in case["shifts"] if s["name"] == duty["shift"])
    mine = sorted(
        {(p["at"], p["state"]) for p in case["punches"] if (owner := slow_owner(case, p)) is not None and owner == duty}
    )
    moments = [datetime.strptime(at, FORM) for at, _ in mine]
    kept: list[datetime] = []
    for at in moments:
        gap = timedelta(minutes=shift["min_interval_minutes"])
        if not kept or (at > kept[-1] and at - kept[-1] >= gap):
            kept.append(at)
    begin, end = span(shift, date.fromisoformat(duty["date"]))
    if not kept:
        return {"absent": True, "half_day": False, "hours": 0, "late": False, "early": False, "status": "旷工"}
    if len(kept) == 1:
        return {"absent": False, "half_day": False, "hours": 0, "late": False, "early": False, "status": "缺卡"}
    if shift["hours"] == "first_last":
        worked = kept[-1] - kept[0]
    else:
        worked = sum((b - a for a, b in zip(kept[::2], kept[1::2], strict=False)), timedelta())
    hours = worked.total_seconds() / 3600
    absent = hours < shift["absent_below_hours"]
    return {
        "absent": absent,
        "half_day": not absent and hours < shift["half_day_below_hours"],
        "hours": round(hours, 4),
        "late": kept[0] > begin + timedelta(minutes=shift["late_grace_minutes"]),
        "early": kept[-1] < end - timedelta(minutes=shift["early_grace_minutes"]),
        "status": None,
    }


HOURS = st.sampled_from(["00:00", "06:00", "08:00", "12:00", "13:00", "16:00", "18:00", "22:00"])


@st.composite
def cases(draw):
    shifts = [
        {
            "name": name,
            "start": draw(HOURS),
            "end": draw(HOURS),
            "sign_in_from_minutes": draw(st.sampled_from([0, 30, 60, 240])),
            "sign_out_until_minutes": draw(st.sampled_from([0, 30, 60, 240])),
            "late_grace_minutes": draw(st.sampled_from([0, 10])),
            "early_grace_minutes": draw(st.sampled_from([0, 10])),
            "half_day_below_hours": draw(st.sampled_from([0, 3])),
            "absent_below_hours": draw(st.sampled_from([0, 1])),
            "hours": draw(st.sampled_from(["first_last", "every_pair"])),
            "min_interval_minutes": draw(st.sampled_from([0, 0, 5])),
        }
        for name in "AB"
    ]
    duties = draw(
        st.lists(
            st.builds(
                lambda person, offset, shift: {
                    "person": person,
                    "date": (DAY + timedelta(days=offset)).isoformat(),
                    "shift": shift,
                },
                st.sampled_from("甲乙"),
                st.integers(0, 3),
                st.sampled_from("AB"),
            ),
            max_size=5,
            unique_by=lambda d: (d["person"], d["date"], d["shift"]),
        )
    )
    minutes = st.integers(-6 * 12, 4 * 288 + 72).map(lambda n: n * 5) | st.integers(-300, 6000)
    punches = draw(
        st.lists(
            st.builds(
                lambda person, minute: {
                    "person": person,
                    "at": (datetime.combine(DAY, datetime.min.time()) + timedelta(minutes=minute)).strftime(FORM),
                    "state": None,
                },
                st.sampled_from("甲乙"),
                minutes,
            ),
            max_size=14,
        )
    )
    return {"shifts": shifts, "duties": duties, "punches": punches, "data_until": "2026-12-01 00:00:00"}


@settings(max_examples=250, deadline=None)
@given(cases())
def test_every_punch_and_every_day_as_the_slow_judge_says(case):
    found = trial.run(json.loads(json.dumps(case)))
    for punch in found["punches"]:
        owner = slow_owner(case, punch)
        assert punch["shift"] == (owner and owner["shift"]), punch
        if owner:
            shift = next(s for s in case["shifts"] if s["name"] == owner["shift"])
            assert punch["shift_start"] == span(shift, date.fromisoformat(owner["date"]))[0].strftime(FORM)
    assert len(found["days"]) == len(case["duties"])
    for day in found["days"]:
        duty = next(d for d in case["duties"] if all(d[k] == day[k] for k in ("person", "date", "shift")))
        wanted = slow_verdict(case, duty)
        seen = {k: (bool(day[k]) if k in ("late", "early") else day[k]) for k in wanted}
        if wanted["status"] is None:
            wanted["status"] = day["status"]
        assert seen == wanted, (day, duty)


@settings(max_examples=60, deadline=None)
@given(cases(), st.integers(0, 999))
def test_the_order_of_punches_and_duties_does_not_matter(case, seed):
    shuffled = json.loads(json.dumps(case))
    rng = random.Random(seed)
    rng.shuffle(shuffled["punches"])
    rng.shuffle(shuffled["duties"])
    assert trial.run(shuffled) == trial.run(case)


@settings(max_examples=60, deadline=None)
@given(cases(), st.integers(0, 13))
def test_an_identical_punch_changes_nothing(case, which):
    doubled = json.loads(json.dumps(case))
    if doubled["punches"]:
        doubled["punches"].append(doubled["punches"][which % len(doubled["punches"])])
    assert trial.run(doubled) == trial.run(case)


@settings(max_examples=80, deadline=None)
@given(cases(), st.integers(0, 4))
def test_a_day_does_not_depend_on_punches_outside_every_window_that_reaches_it(case, which):
    """Taking away all punches of other duties leaves the verdict of a day as it was."""
    whole = trial.run(case)
    if not case["duties"]:
        return
    duty = case["duties"][which % len(case["duties"])]
    own = [p for p in case["punches"] if slow_owner(case, p) == duty]
    alone = trial.run({**case, "punches": own})
    pick = lambda answer: [d for d in answer["days"] if all(d[k] == duty[k] for k in duty)]  # noqa: E731
    assert pick(alone) == pick(whole)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_half_days_always_add_up(case):
    for day in trial.run(case)["days"]:
        halves = day["half_days"]
        total = halves["present"] + halves["absent"] + halves["leave"]
        assert total in (1, 2) or (day["status"] == "缺卡" and total < 2)
        assert not (day["absent"] and day["half_day"])
        assert day["reasons"]


@settings(max_examples=40, deadline=None)
@given(cases())
def test_verdicts_kept_with_a_signed_month_come_back_the_same(case):
    told = trial.verdicts(case)
    assert verdicts_from(json.loads(json.dumps(verdict_values(told)))) == told
