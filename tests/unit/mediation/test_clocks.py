"""Clocks of a case: where they come from, how many days are left, how they move."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villagedesk.base.errors import Mistake
from villagedesk.mediation.case import Act, Case, Hold, Stage, Step
from villagedesk.mediation.clocks import CONFIRMATION, MEDIATION, PERFORMANCE, RETURN_VISIT, Mark, Terms, clocks, hold
from villagedesk.mediation.law import Forbidden

DAY = date(2026, 11, 2)


def running(*steps: Step, holds: tuple[Hold, ...] = ()) -> Case:
    return Case("纠纷", DAY, steps=(Step(Stage.ACCEPTED, DAY), *steps), holds=holds)


def agreed(**data: object) -> Case:
    return running(Step(Stage.SESSION, DAY), Step(Stage.WRITTEN, date(2026, 11, 6), data))


def lines(case: Case, today: date, terms: Terms | None = None) -> list[str]:
    return [f"{c.name} {c.due_on} {c.days_left} {c.mark.value}" for c in clocks(case, today, terms)]


def test_mediation_runs_thirty_days_from_acceptance_and_names_its_source() -> None:
    (clock,) = clocks(running(), date(2026, 11, 12))
    assert (clock.due_on, clock.days_left, clock.mark) == (date(2026, 12, 2), 20, Mark.RUNNING)
    assert "若干规定" in clock.source and "30 天" in clock.source


def test_the_number_of_days_is_the_offices_own() -> None:
    assert lines(running(), DAY, Terms(mediation_days=20)) == ["调解期限 2026-11-22 20 计时中"]


def test_an_agreement_starts_the_clocks_of_performance_confirmation_and_return_visit() -> None:
    assert lines(agreed(due_on="2026-11-20"), date(2026, 11, 18)) == [
        "履行期限 2026-11-20 2 临近",
        "回访 2026-12-05 17 计时中",
        "司法确认申请期 2026-12-07 19 计时中",
        "调解期限 2026-12-02 26 已完成",
    ]


def test_the_confirmation_counts_from_the_day_of_effect_not_of_entry() -> None:
    case = agreed(signed_on="2026-11-03")
    clock = next(c for c in clocks(case, DAY + timedelta(days=9)) if c.name == CONFIRMATION)
    assert (clock.started_on, clock.due_on) == (date(2026, 11, 3), date(2026, 12, 3))


def test_an_oral_agreement_takes_effect_when_reached_and_has_no_confirmation_clock() -> None:
    case = running(Step(Stage.SESSION, DAY), Step(Stage.ORAL, date(2026, 11, 4)))
    assert case.effective_on == date(2026, 11, 4)
    assert [c.name for c in clocks(case, DAY)] == [RETURN_VISIT, MEDIATION]


def test_instalments_each_have_their_day() -> None:
    case = agreed(instalments="2026-12-01 付 3000 元\n2027-01-01 付 2000 元")
    found = [c for c in clocks(case, DAY) if c.name == PERFORMANCE]
    assert [(c.due_on, c.note) for c in found] == [(date(2026, 12, 1), "付 3000 元"), (date(2027, 1, 1), "付 2000 元")]


def test_a_stopped_clock_stands_and_goes_on_where_it_stood() -> None:
    stop = Hold(MEDIATION, Act.STOP, date(2026, 11, 10), consent="双方签字", reason="等待鉴定")
    case = hold(running(), stop)
    assert lines(case, date(2026, 11, 20)) == ["调解期限 2026-12-12 22 暂停"]
    case = hold(case, Hold(MEDIATION, Act.RESTART, date(2026, 11, 20), reason="鉴定完成"))
    assert lines(case, date(2026, 11, 21)) == ["调解期限 2026-12-12 21 计时中"]


def test_an_extension_keeps_who_consented() -> None:
    case = hold(running(), Hold(MEDIATION, Act.EXTEND, date(2026, 12, 1), 15, "双方同意", "取证未完"))
    (clock,) = clocks(case, date(2026, 12, 5))
    assert clock.due_on == date(2026, 12, 17)
    assert "经双方同意延长 15 天：取证未完" in clock.note


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (Hold(MEDIATION, Act.EXTEND, DAY, 15, "", "取证"), "双方同意"),
        (Hold(MEDIATION, Act.EXTEND, DAY, 15, "双方", ""), "理由"),
        (Hold(MEDIATION, Act.EXTEND, DAY, 0, "双方", "取证"), "天数"),
        (Hold(MEDIATION, Act.RESTART, DAY, 0, "", "x"), "没有暂停"),
        (Hold(CONFIRMATION, Act.EXTEND, DAY, 5, "双方", "x"), "法定期间"),
        (Hold("期限", Act.EXTEND, DAY, 5, "双方", "x"), "没有“期限”"),
        (Hold(PERFORMANCE, Act.EXTEND, DAY, 5, "双方", "x"), "还没有开始"),
        (Hold(MEDIATION, Act.EXTEND, DAY - timedelta(days=40), 5, "双方", "x"), "早于"),
    ],
    ids=[
        "no_consent",
        "no_reason",
        "no_days",
        "never_stopped",
        "a_term_of_law",
        "an_unknown_clock",
        "a_clock_not_started",
        "a_day_before_its_start",
    ],
)
def test_a_clock_is_not_moved_without(change: Hold, says: str) -> None:
    with pytest.raises((Forbidden, Mistake), match=says):
        hold(running(), change)


def test_the_term_of_confirmation_lapses_without_alarm() -> None:
    clock = next(c for c in clocks(agreed(), date(2027, 1, 5)) if c.name == CONFIRMATION)
    assert clock.mark is Mark.LAPSED


def test_a_case_performed_and_visited_has_no_running_clock() -> None:
    done = agreed(due_on="2026-11-10")
    later = (
        Step(Stage.PERFORMED, date(2026, 11, 9), {"performance": "全部履行"}),
        Step(Stage.REVISITED, date(2026, 11, 20)),
    )
    case = replace(done, steps=(*done.steps, *later))
    assert {c.mark for c in clocks(case, date(2026, 12, 30))} == {Mark.DONE}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 60), st.lists(st.integers(1, 40), max_size=4), st.integers(1, 90))
def test_extensions_add_up_whatever_their_order(offset: int, extensions: list[int], days: int) -> None:
    case = running()
    for extra in extensions:
        case = hold(case, Hold(MEDIATION, Act.EXTEND, DAY, extra, "双方同意", "未完"))
    (clock,) = clocks(case, DAY + timedelta(days=offset), Terms(mediation_days=days))
    assert clock.days_left == days + sum(extensions) - offset
    assert (clock.mark is Mark.OVERDUE) == (clock.days_left < 0)
