"""A duty with its window, and which punch belongs to which duty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from villagedesk.attendance.judge.rule import ShiftRule, Timetable, midnight, timetable


class Fact(NamedTuple):
    """A punch in seconds: when, the machine's key, and where it comes from."""

    at: int
    state: str = ""
    source: str = "machine"


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """One person's duty of one day, in seconds; `off` are the half days (cells) that a holiday takes away.

    `window_to` is clipped where the next duty of the same person takes over.
    """

    person: str
    day: date
    table: Timetable
    base: int
    start: int
    end: int
    window_from: int
    window_to: int
    kind: str = ""
    off: frozenset[int] = frozenset()

    @property
    def rule(self) -> ShiftRule:
        """The rule of the slot's shift."""
        return self.table.rule


def make_slot(person: str, day: date, rule: ShiftRule, kind: str = "", off: frozenset[int] = frozenset()) -> Slot:
    """The slot of a duty that starts on `day`."""
    table = timetable(rule)
    base = midnight(day)
    return Slot(
        person,
        day,
        table,
        base,
        base + table.start,
        base + table.end,
        base + table.window_from,
        base + table.window_to,
        kind,
        off,
    )


def decided_from(slots: Sequence[Slot]) -> list[int]:
    """For each of one person's slots (sorted by start): the second after which no punch can still join it.

    That is the end of its window, or earlier where the next duty is nearer or its window takes over.
    """
    ends: list[int] = []
    for i, slot in enumerate(slots):
        until = slot.window_to
        following = slots[i + 1] if i + 1 < len(slots) else None
        if following is not None and following.start >= slot.end:
            middle = (slot.end + following.start) // 2
            until = min(until, max(middle, following.window_from))
        ends.append(until)
    return ends


def match(slots: Sequence[Slot], facts: Iterable[Fact]) -> tuple[list[list[Fact]], list[Fact], list[int]]:
    """Give each punch of one person to the duty whose start or end is nearest, among windows that contain it.

    `slots` are sorted by start, `facts` by moment. At equal distance a punch up to the common moment belongs
    to the earlier duty, one after it to the later. Answers the facts of each slot, the facts that belong to
    none, and for each fact in order the index of its slot (-1: none).
    """
    owned: list[list[Fact]] = [[] for _ in slots]
    stray: list[Fact] = []
    owners: list[int] = []
    latest = _running_latest(slots)
    first = 0
    for fact in facts:
        while first < len(slots) and latest[first] < fact.at:
            first += 1
        owner = _nearest(slots, first, fact.at)
        owners.append(owner)
        (stray if owner < 0 else owned[owner]).append(fact)
    return owned, stray, owners


def _running_latest(slots: Sequence[Slot]) -> list[int]:
    """For each place the end of the latest window up to there, so that old slots can be passed over."""
    latest: list[int] = []
    for slot in slots:
        latest.append(max(slot.window_to, latest[-1]) if latest else slot.window_to)
    return latest


def _nearest(slots: Sequence[Slot], first: int, at: int) -> int:
    best, best_distance, best_edge = -1, 0, 0
    for i in range(first, len(slots)):
        slot = slots[i]
        if slot.window_from > at:
            if slot.start > at + 2 * 86_400:
                break
            continue
        if slot.window_to < at:
            continue
        to_start, to_end = abs(at - slot.start), abs(at - slot.end)
        distance, edge = (to_start, slot.start) if to_start <= to_end else (to_end, slot.end)
        # a tie goes to the later duty only past the moment that both share
        later = distance == best_distance and best >= 0 and edge == best_edge and at > edge
        if best < 0 or distance < best_distance or later:
            best, best_distance, best_edge = i, distance, edge
    return best


def spaced(facts: Sequence[Fact], seconds: int, keys: bool = False) -> list[Fact]:
    """Facts without those that follow the last kept one by less than `seconds`.

    The same moment is one punch, unless `keys` count and the two were pressed with different ones.
    """
    kept: list[Fact] = []
    for fact in facts:
        far = not kept or fact.at - kept[-1].at >= max(seconds, 1)
        if far or (keys and not seconds and fact.state != kept[-1].state):
            kept.append(fact)
    return kept
