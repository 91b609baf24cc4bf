"""Ladders and approvals as rows of a form: there and back, and what cannot stand in them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villagedesk.attendance.approval import RANKS, route
from villagedesk.attendance.ladder import (
    FAULTS,
    SPANS,
    LadderRow,
    approval_faults,
    approvers_from,
    ladder_faults,
    ladder_rows,
    ladders_from,
)
from villagedesk.attendance.profile import Approval, LeaveRules
from villagedesk.services.attendance import profiles

SHIPPED = {profile.name: profile for profile in profiles.shipped()}


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_rules_stand_in_rows_without_a_fault_and_come_back_whole(name: str) -> None:
    profile = SHIPPED[name]
    rows = ladder_rows(profile.ladders)
    assert rows and ladder_faults(rows) == () and approval_faults(profile.leave.approvals) == ()
    assert ladders_from(rows) == profile.ladders


LATE = LadderRow("迟到", 1, "批评教育")


@pytest.mark.parametrize(
    ("rows", "row", "name", "says"),
    [
        ((replace(LATE, fault="旷工", to_minutes=30),), 0, "to_minutes", "不按分钟"),
        ((replace(LATE, over_minutes=30, to_minutes=30),), 0, "to_minutes", "大于 30"),
        ((LATE, replace(LATE, consequence="警告")), 1, "times", "重复"),
        (
            (replace(LATE, to_minutes=30), replace(LATE, over_minutes=20, to_minutes=60)),
            1,
            "over_minutes",
            "重叠",
        ),
    ],
    ids=[
        "absence has no minutes",
        "minutes that end where they begin",
        "the same time twice",
        "minutes that two ladders count",
    ],
)
def test_rows_of_ladders_that_cannot_be(rows: tuple[LadderRow, ...], row: int, name: str, says: str) -> None:
    [fault] = ladder_faults(rows)
    assert (fault.row, fault.name) == (row, name) and says in fault.says


def test_minutes_that_follow_each_other_do_not_overlap() -> None:
    assert ladder_faults((replace(LATE, to_minutes=30), replace(LATE, over_minutes=30, to_minutes=60))) == ()
    assert ladder_faults((LATE, replace(LATE, span="year"))) == ()


@pytest.mark.parametrize(
    ("rows", "row", "name", "says"),
    [
        ((Approval(("书记",), over_days=3, to_days=2),), 0, "to_days", "大于 3"),
        ((Approval(("书记", "镇长", "书记")),), 0, "approvers", "两遍"),
        ((Approval(("书记",)), Approval(("镇长",), over_days=3)), 1, "ranks", "第 1 行已经包括"),
        (
            (
                Approval(("书记",), to_days=1),
                Approval(("镇长",), over_days=1, to_days=3),
                Approval(("片长",), to_days=2),
            ),
            2,
            "ranks",
            "第 1、2 行",
        ),
    ],
    ids=["days that end before they begin", "an approver twice", "a row behind one for all", "a row behind two others"],
)
def test_rows_of_approvals_that_cannot_be(rows: tuple[Approval, ...], row: int, name: str, says: str) -> None:
    fault = approval_faults(rows)[0]
    assert (fault.row, fault.name) == (row, name) and says in fault.says


def test_a_row_about_leaving_the_area_is_reached_even_behind_one_that_does_not_ask() -> None:
    assert approval_faults((Approval(("书记",)), Approval(("镇长",), leaving=True))) == ()


def test_approvers_are_read_with_any_mark_between_them() -> None:
    assert approvers_from("挂村领导、镇长") == approvers_from("挂村领导 → 镇长") == ("挂村领导", "镇长")


STEPS = st.builds(
    Approval,
    approvers=st.just(("书记",)),
    ranks=st.sets(st.sampled_from(RANKS)).map(lambda ranks: tuple(sorted(ranks))),
    over_days=st.integers(0, 4).map(float),
    to_days=st.integers(0, 6).map(float),
    leaving=st.sampled_from((None, True, False)),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(STEPS, min_size=1, max_size=5))
def test_a_row_without_a_fault_is_the_way_of_some_leave(steps: list[Approval]) -> None:
    named = [replace(step, approvers=(f"第{i}行",)) for i, step in enumerate(steps)]
    at_fault = {fault.row for fault in approval_faults(named)}
    rules = LeaveRules(approvals=tuple(named))
    ways = {
        route(rules, rank, half / 4, leaving).approvers[0]
        for rank in RANKS
        for half in range(1, 50)
        for leaving in (True, False)
    }
    for i in range(len(named)):
        assert (f"第{i}行" in ways) == (i not in at_fault), (i, named[i])


ROWS = st.builds(
    LadderRow,
    fault=st.sampled_from(FAULTS),
    times=st.integers(1, 5),
    consequence=st.sampled_from(("批评", "警告")),
    span=st.sampled_from(SPANS),
    points=st.sampled_from((0.0, 2.0)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ROWS, max_size=6, unique_by=lambda row: (row.ladder, row.times)))
def test_rows_gathered_into_ladders_lose_nothing(rows: list[LadderRow]) -> None:
    assert ladder_faults(rows) == ()
    assert sorted(ladder_rows(ladders_from(rows)), key=repr) == sorted(rows, key=repr)
