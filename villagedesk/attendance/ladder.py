"""Ladders of consequence and approvals as single rows, one step each, and what cannot stand in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from villagedesk.attendance.approval import RANKS, step_for
from villagedesk.attendance.profile import Approval, Ladder, Step

FAULTS = ("迟到", "早退", "缺卡", "旷工")
_TIMED = ("迟到", "早退")
SPANS = ("month", "year")


@dataclass(frozen=True, slots=True)
class LadderRow:
    """One step of a ladder with the ladder it stands on."""

    fault: str
    times: int
    consequence: str
    span: str = "month"
    over_minutes: int = 0
    to_minutes: int = 0
    points: float = 0.0
    money: float = 0.0

    @property
    def ladder(self) -> tuple[str, str, int, int]:
        """What makes steps one ladder: fault, span and minutes."""
        return self.fault, self.span, self.over_minutes, self.to_minutes


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row: which one (from 0), at the field of which `name`, and why."""

    row: int
    name: str
    says: str


def ladder_rows(ladders: Sequence[Ladder]) -> tuple[LadderRow, ...]:
    """Every step of every ladder as a row, in their order."""
    return tuple(
        LadderRow(
            one.fault, step.times, step.consequence, one.span, one.over_minutes, one.to_minutes, step.points, step.money
        )
        for one in ladders
        for step in one.steps
    )


def ladders_from(rows: Sequence[LadderRow]) -> tuple[Ladder, ...]:
    """Rows gathered into ladders, in the order in which each first appears; steps by their number of times."""
    found: dict[tuple[str, str, int, int], list[Step]] = {}
    for row in rows:
        found.setdefault(row.ladder, []).append(Step(row.times, row.consequence, row.points, row.money))
    return tuple(
        Ladder(fault, span, over, to, tuple(sorted(steps, key=lambda step: step.times)))
        for (fault, span, over, to), steps in found.items()
    )


def ladder_faults(rows: Sequence[LadderRow]) -> tuple[Fault, ...]:
    """What is wrong in the rows of ladders: minutes without sense, the same step twice, minutes that overlap."""
    found: list[Fault] = []
    for i, row in enumerate(rows):
        if row.fault not in _TIMED and (row.over_minutes or row.to_minutes):
            found.append(
                Fault(i, "over_minutes" if row.over_minutes else "to_minutes", f"{row.fault}不按分钟分档，请填 0。")
            )
        elif row.to_minutes and row.to_minutes <= row.over_minutes:
            found.append(Fault(i, "to_minutes", f"“到几分钟”要大于 {row.over_minutes}，0 表示不限。"))
        same = next((j for j in range(i) if rows[j].ladder == row.ladder and rows[j].times == row.times), None)
        if same is not None:
            found.append(Fault(i, "times", f"和第 {same + 1} 行重复：同一档的第 {row.times} 次写了两遍。"))
        crossing = next((j for j in range(i) if _overlap(rows[j], row)), None)
        if crossing is not None:
            says = f"分钟数和第 {crossing + 1} 行的重叠，同一次{row.fault}会算两回；请接着前一档写。"
            found.append(Fault(i, "over_minutes", says))
    return tuple(found)


def _overlap(one: LadderRow, other: LadderRow) -> bool:
    """Whether two different ladders of a fault would both count the same minutes."""
    if one.ladder == other.ladder or (one.fault, one.span) != (other.fault, other.span):
        return False
    ends = [row.to_minutes or 10**6 for row in (one, other)]
    return max(one.over_minutes, other.over_minutes) < min(ends)


def approvers_from(text: str) -> tuple[str, ...]:
    """Approvers in order out of `挂村领导、镇长` or `挂村领导 → 镇长`."""
    return tuple(word for word in re.split(r"[、，,；;→\s]+|->", text.strip()) if word)


def approval_faults(rows: Sequence[Approval]) -> tuple[Fault, ...]:
    """What is wrong in the rows of approvals: days without sense, an approver twice, a row that is never reached."""
    found: list[Fault] = []
    for i, row in enumerate(rows):
        if row.to_days and row.to_days <= row.over_days:
            found.append(Fault(i, "to_days", f"“到几天以内”要大于 {row.over_days:g}，0 表示不限。"))
        if len(set(row.approvers)) < len(row.approvers):
            found.append(Fault(i, "approvers", "同一个人写了两遍，请只留一个。"))
        elif (hiding := _hiding(rows, i)) is not None:
            says = f"第 {hiding} 行已经包括了这一行，永远轮不到它；请改天数，或删掉一行。"
            found.append(Fault(i, "ranks", says))
    return tuple(found)


def _hiding(rows: Sequence[Approval], place: int) -> str | None:
    """The rows (counted from 1) that take every leave which would fit the row at `place`; None where it has its own."""
    row = rows[place]
    edges = {edge for one in rows for edge in (one.over_days, one.to_days)} | {row.over_days, row.over_days + 1}
    days = [edge + step for edge in edges for step in (0.0, 0.25)]
    fitting = [day for day in days if day > row.over_days and (not row.to_days or day <= row.to_days)]
    leaving = (True, False) if row.leaving is None else (row.leaving,)
    taken = {step_for(rows, rank, day, away) for rank in row.ranks or RANKS for day in fitting for away in leaving}
    return None if place in taken else "、".join(str(one + 1) for one in sorted(x for x in taken if x is not None))
