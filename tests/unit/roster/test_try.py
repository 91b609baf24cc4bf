"""Planning whole cases through the planning process: rules, holes, fairness, determinism."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.roster.cases import Json, broken, case, person, shift
from villagedesk.planner.client import Planner, planner
from villagedesk.roster.check import check
from villagedesk.roster.frame import frame
from villagedesk.roster.plan import Plan, answer
from villagedesk.roster.reading import read_case
from villagedesk.services.roster.trying import plan_frame, try_case


@pytest.fixture(scope="module")
def process():
    with planner() as asked:
        yield asked


def planned(asked: Planner, value: Json) -> tuple[Json, Plan]:
    made = frame(read_case(value), {})
    plan = plan_frame(asked, made)
    assert [b.says for b in check(made, plan.assignments) if b.rule != "short"] == []
    return answer(plan), plan


def seven_days_of_three(asked: Planner, **more: object) -> Json:
    return planned(asked, case([person("甲"), person("乙"), person("丙")], **more))[0]


def test_a_week_for_three_differs_by_one_at_most(process):
    found = seven_days_of_three(process, days=5)
    assert found["unmet"] == []
    assert found["spread"] == {"工作日·值班": 1}
    assert found["optimal"] is True and found["gap"] == 0


def test_the_same_case_gives_the_same_plan_in_another_process(process):
    people = [person(f"{n}号", "带班", "值班") for n in range(6)]
    value = case(people, [shift(needs={"带班": 1, "值班": 2})], days=20, rules={"max_consecutive_days": 4})
    first = planned(process, value)[0]
    again = try_case(value)
    assert first["assignments"] == again["assignments"]


def test_pinned_cells_stay_and_count(process):
    pins = [{"date": f"2026-03-0{d}", "shift": "值班", "post": "值班", "person": "甲"} for d in (2, 4)]
    found = seven_days_of_three(process, days=5, pinned=pins)
    assert all(pin in found["assignments"] for pin in pins)
    assert found["spread"]["工作日·值班"] == 1


def test_history_is_levelled_out(process):
    people = [
        person("甲", history={"工作日·值班": 3}),
        person("乙", history={"工作日·值班": 1}),
        person("丙", history={}),
    ]
    found = planned(process, case(people, days=5))[0]
    assert found["fairness"] == {"工作日·值班": {"甲": 3, "乙": 3, "丙": 3}}


def test_a_joiner_opens_at_the_mean_of_the_others(process):
    people = [person("甲", history={"weekday": 6}), person("乙", history={"weekday": 6}), person("新人")]
    found = planned(process, case(people, days=3))[0]
    assert found["fairness"]["工作日·值班"] == {"甲": 7, "乙": 7, "新人": 7}


def test_a_hole_names_the_reason_for_every_candidate(process):
    people = [person("张三", unavailable=["2026-03-02"]), person("李四", "带班")]
    found = planned(process, case(people, days=1))[0]
    assert found["assignments"] == []
    assert found["unmet"][0]["reasons"] == ["张三 请假"]
    assert "张三" in found["unmet"][0]["fix"]


def test_a_need_nobody_can_meet_is_a_hole_and_no_error(process):
    found = planned(process, case([person("甲")], [shift(needs={"医生": 1})], days=2))[0]
    assert [h["reasons"] for h in found["unmet"]] == [["没有人担任医生"]] * 2


def test_a_run_is_never_lengthened_to_fill_a_hole(process):
    found = planned(process, case([person("李四")], days=7, rules={"max_consecutive_days": 5}))[0]
    assert len(found["unmet"]) == 1
    assert found["unmet"][0]["reasons"] == ["李四 连班超过5天"]


def test_fixed_weekdays_are_stood_and_no_others(process):
    people = [person("甲", fixed_weekdays={"值班": [1]}), person("乙"), person("丙")]
    found = planned(process, case(people, days=14))[0]
    mondays = [d["date"] for d in found["assignments"] if d["person"] == "甲"]
    assert mondays == ["2026-03-02", "2026-03-09"]


def test_mornings_are_for_all_and_afternoons_in_turn(process):
    shifts = [shift("上午", "08:00", "12:00", {"全体": "all"}), shift("下午", "14:30", "17:30")]
    value = case([person(n) for n in "甲乙丙"], shifts, days=3, rules={"min_rest_hours": 11})
    found, plan = planned(process, value)
    mornings = [d for d in plan.assignments if d.shift == "上午"]
    assert len(mornings) == 9 and found["unmet"] == []


def test_who_leaves_for_most_of_the_month_is_not_made_to_catch_up(process):
    away = [f"2026-03-{day:02d}" for day in range(2, 26)]
    value = case([person("甲", unavailable=away), person("乙"), person("丙")], days=28)
    counts = planned(process, value)[0]["fairness"]["工作日·值班"]
    assert counts["甲"] <= 2


def test_a_replan_moves_as_few_as_possible(process):
    people = [person(f"{n}号") for n in range(5)]
    first, _ = planned(process, case(people, days=20, rules={"max_consecutive_days": 3}))
    hit = first["assignments"][3]
    people[int(hit["person"][0])]["unavailable"] = [hit["date"]]
    value = case(people, days=20, rules={"max_consecutive_days": 3}, keep=first["assignments"])
    again, _ = planned(process, value)
    kept = [d for d in again["assignments"] if d in first["assignments"]]
    assert len(again["assignments"]) - len(kept) == 1


def test_partners_do_not_stand_the_night_together(process):
    night = [shift("夜班", "20:00", "08:00", {"值班": 2})]
    value = case([person(n) for n in "甲乙丙丁"], night, days=4, rules={"cover": [["甲", "乙"]]})
    found, _ = planned(process, value)
    by_day: dict[str, set[str]] = {}
    for duty in found["assignments"]:
        by_day.setdefault(duty["date"], set()).add(duty["person"])
    assert not any({"甲", "乙"} <= who for who in by_day.values())


def best_spread(value: Json) -> tuple[int, int]:
    """The fewest holes and then the smallest spread over every possible plan of one single-head shift."""
    people = [p["name"] for p in value["people"]]
    first = value["from"][:8]
    days = range(2, 2 + int(value["to"][-2:]) - 1)
    best = (len(days), len(days))
    for choice in product([*people, ""], repeat=len(days)):
        plan = [
            {"date": f"{first}{d:02d}", "shift": "值班", "post": "值班", "person": who}
            for d, who in zip(days, choice, strict=True)
            if who
        ]
        holes = [
            {"date": f"{first}{d:02d}", "shift": "值班", "post": "值班", "reasons": ["?"]}
            for d, w in zip(days, choice, strict=True)
            if not w
        ]
        if broken(value, {"assignments": plan, "unmet": holes}):
            continue
        counts = [sum(d["person"] == n for d in plan) for n in people]
        best = min(best, (len(holes), max(counts) - min(counts)))
    return best


@pytest.mark.parametrize(
    ("away", "rules"),
    [
        pytest.param({}, {}, id="nobody is away"),
        pytest.param({"甲": ["02", "03"]}, {"max_consecutive_days": 2}, id="one is away and runs are short"),
        pytest.param({"甲": ["02"], "乙": ["04", "05"]}, {"max_per_week": 2}, id="a week of two for two of three"),
        pytest.param({"甲": ["03"], "乙": ["03"], "丙": ["03"]}, {}, id="a day when everybody is away"),
        pytest.param({"丙": ["02", "03", "04"]}, {"min_rest_hours": 20}, id="no two days in a row"),
    ],
)
def test_tiny_cases_are_as_fair_as_any_plan_can_be(process, away, rules):
    people = [person(n, unavailable=[f"2026-03-{d}" for d in away.get(n, [])]) for n in "甲乙丙"]
    value = case(people, days=5, rules=rules)
    found, _ = planned(process, value)
    assert (len(found["unmet"]), found["spread"]["工作日·值班"]) == best_spread(value)


@st.composite
def random_cases(draw: st.DrawFn) -> Json:
    names = [f"员{n}" for n in range(draw(st.integers(2, 7)))]
    days = draw(st.integers(3, 12))
    dates = [f"2026-03-{d:02d}" for d in range(2, 2 + days)]
    people = [
        person(
            name,
            *draw(st.sampled_from([("值班",), ("带班", "值班"), ("带班",)])),
            unavailable=draw(st.lists(st.sampled_from(dates), max_size=4, unique=True)),
        )
        for name in names
    ]
    hours = [("早", "08:00", "16:00"), ("中", "16:00", "24:00"), ("夜", "20:00", "08:00"), ("全天", "08:00", "08:00")]
    shifts = [
        shift(name, start, end, {"值班": draw(st.integers(1, 2)), "带班": draw(st.integers(0, 1))})
        for name, start, end in draw(st.lists(st.sampled_from(hours), min_size=1, max_size=3, unique=True))
    ]
    rules: Json = {"apart": [names[:2]]}
    for name, values in (("max_consecutive_days", (2, 5)), ("min_rest_hours", (8, 24)), ("max_per_week", (2, 6))):
        if draw(st.booleans()):
            rules[name] = draw(st.sampled_from(values))
    return case(people, shifts, days, rules=rules)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=random_cases())
def test_no_random_case_breaks_a_rule(process, value):
    found, _ = planned(process, value)
    assert broken(value, found) == []


def test_a_heavy_duty_is_made_up_for_by_light_ones(process):
    heavy = shift("节日", "08:00", "08:00", on={"dates": ["2026-03-04"]}, weight=2)
    light = shift("值班", "08:00", "17:00", on={"dates": [f"2026-03-{d:02d}" for d in (2, 3, 5, 6, 9)]})
    found = planned(process, case([person(n) for n in "甲乙丙"], [light, heavy], days=12))[0]
    assert sum(found["fairness"]["工作日·值班"].values()) == 7
    assert found["spread"]["工作日·值班"] == 1


def test_three_bound_to_one_weekday_take_turns(process):
    people = [person(n, fixed_weekdays={"值班": [1]}) for n in "甲乙丙"] + [person("丁"), person("戊")]
    pins = [{"date": "2026-03-02", "shift": "值班", "post": "值班", "person": "乙"}]
    found = planned(process, case(people, days=42, pinned=pins))[0]
    mondays = [d["person"] for d in found["assignments"] if d["date"] in MONDAYS]
    assert sorted(mondays) == sorted("甲甲乙乙丙丙")


MONDAYS = ("2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23", "2026-03-30", "2026-04-06")


@pytest.mark.parametrize("leaders", [3, 4, 5])
def test_nobody_leads_two_days_running_where_that_costs_nothing(process, leaders: int) -> None:
    people = [person(f"领{i}", "带班", "坐班") for i in range(leaders)] + [person(f"员{i}", "坐班") for i in range(8)]
    given = case(people, [shift(needs={"带班": 1, "坐班": 2})], days=31)
    duties = sorted((d["date"], d["person"]) for d in planned(process, given)[0]["assignments"] if d["post"] == "带班")
    assert len(duties) == 31
    assert not [day for (day, who), (_, after) in pairwise(duties) if who == after]
