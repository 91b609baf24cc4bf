"""Which punch counts for which sign, and the hours between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from villagedesk.attendance.judge.rule import ShiftRule
from villagedesk.attendance.judge.slot import Fact


class Span(NamedTuple):
    """The hours of one period that are due: its `number` from 1, and the cells that its two signs fill.

    `free_in` and `free_out` say that the sign there falls into work elsewhere and is not asked for.
    """

    number: int
    first_cell: int
    last_cell: int
    begin: int
    end: int
    free_in: bool = False
    free_out: bool = False


class Period(NamedTuple):
    """What was signed in one span: the counting punches, and the seconds beyond the hours where grace is passed."""

    span: Span
    first: Fact | None
    last: Fact | None
    late: int
    early: int


def select(span: Span, facts: Sequence[Fact], rule: ShiftRule) -> Period:
    """The rule of the self-service clocks for one period and the punches of its zone.

    For each sign the earliest normal punch counts; where none is normal the nearest, which may be neither
    the punch of the other sign nor one that is only normal for the other sign. A single punch that is
    normal for neither goes to the nearer sign.
    """
    begin, end = span.begin, span.end
    normal_in, normal_out = begin + rule.late_grace_minutes * 60, end - rule.early_grace_minutes * 60
    first = next((fact for fact in facts if fact.at <= normal_in), None)
    last = next((fact for fact in facts if fact.at >= normal_out and fact is not first), None)
    between = [fact for fact in facts if begin < fact.at < end and fact is not first and fact is not last]
    if first is None and last is None and len(between) == 1:
        alone = between[0]
        nearer_start = alone.at - begin <= end - alone.at
        first, last = (alone, None) if nearer_start else (None, alone)
    else:
        if first is None:
            first = next((fact for fact in between if last is None or fact.at < last.at), None)
        if last is None:
            last = next((f for f in reversed(between) if f is not first and (first is None or f.at > first.at)), None)
    late = max(0, first.at - begin) if first is not None and first.at > normal_in else 0
    early = max(0, end - last.at) if last is not None and last.at < normal_out else 0
    return Period(span, first, last, late, early)


def zones(spans: Sequence[Span], facts: Sequence[Fact]) -> list[list[Fact]]:
    """The punches of each period: the gap between two periods is split at its midpoint, which belongs to the later."""
    found: list[list[Fact]] = [[] for _ in spans]
    edges = [(spans[i].end + spans[i + 1].begin) / 2 for i in range(len(spans) - 1)]
    for fact in facts:
        found[sum(1 for edge in edges if fact.at >= edge)].append(fact)
    return found


def by_state(facts: Sequence[Fact]) -> tuple[Fact | None, Fact | None]:
    """The first `in` and the last `out` after it, as the person pressed them on the machine."""
    first = next((fact for fact in facts if fact.state == "in"), None)
    last = next((fact for fact in reversed(facts) if fact.state == "out"), None)
    if first is not None and last is not None and last.at <= first.at:
        last = None
    return first, last


def worked(facts: Sequence[Fact], rule: ShiftRule, by_keys: bool) -> int:
    """Seconds of work: last − first, or the sum of in–out pairs."""
    if by_keys:
        if rule.hours == "every_pair":
            return _state_pairs(facts)
        first, last = by_state(facts)
        return last.at - first.at if first is not None and last is not None else 0
    if rule.hours == "every_pair":
        return sum(out.at - into.at for into, out in zip(facts[::2], facts[1::2], strict=False))
    return facts[-1].at - facts[0].at if len(facts) >= 2 else 0


def _state_pairs(facts: Sequence[Fact]) -> int:
    total, opened = 0, None
    for fact in facts:
        if fact.state == "in" and opened is None:
            opened = fact.at
        elif fact.state == "out" and opened is not None:
            total += fact.at - opened
            opened = None
    return total


def rounded_hours(seconds: int, rule: ShiftRule) -> float:
    """Hours to four places; with `round_minutes` whole units only, one more from the cutoff on."""
    unit = rule.round_minutes * 60
    if unit:
        count, rest = divmod(seconds, unit)
        cutoff = rule.round_cutoff_minutes * 60
        seconds = unit * (count + (1 if cutoff and rest >= cutoff else 0))
    return round(seconds / 3600, 4)
