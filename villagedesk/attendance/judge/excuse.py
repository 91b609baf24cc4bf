"""Hours that leave or an errand explains inside a duty: what they move, and which signs they make needless."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from villagedesk.attendance.explanation import Cover, status_of
from villagedesk.attendance.judge.rule import Part
from villagedesk.attendance.judge.verdict import Status


class Gap(NamedTuple):
    """An explained stretch of a duty in seconds, with its kind."""

    begin: int
    end: int
    kind: str

    @property
    def outside(self) -> bool:
        """Whether the person works elsewhere meanwhile, so that nobody can expect a sign."""
        return status_of(self.kind) in (Status.ERRAND, Status.FIELD)


def gaps(cover: Cover, begin: int, end: int) -> tuple[Gap, ...]:
    """The explained hours of a person that lie between two moments, clipped to them."""
    inside = ((max(a, begin), min(b, end), kind) for a, b, kind in cover.hours if a < end and b > begin)
    return tuple(Gap(*one) for one in dict.fromkeys(inside))


def starts(found: Sequence[Gap], begin: int) -> tuple[int, Gap | None]:
    """The moment from which somebody is due who was to begin at `begin`, and the gap that moved it last."""
    moved: Gap | None = None
    for gap in found:
        if gap.begin <= begin < gap.end:
            begin, moved = gap.end, gap
    return begin, moved


def ends(found: Sequence[Gap], end: int) -> tuple[int, Gap | None]:
    """The moment until which somebody is due who was to stay until `end`, and the gap that moved it last."""
    moved: Gap | None = None
    for gap in sorted(found, key=lambda one: one.end, reverse=True):
        if gap.begin < end <= gap.end:
            end, moved = gap.begin, gap
    return end, moved


def whole(found: Sequence[Gap], begin: int, end: int) -> str:
    """The kind that explains all the time between two moments; empty where some of it is left."""
    reached, _ = starts(found, begin)
    return next(gap.kind for gap in found if gap.begin <= begin < gap.end) if reached >= end else ""


def rest(found: Sequence[Gap], base: int, part: Part) -> Part:
    """A half day without the explained hours at its two ends."""
    begin, end = starts(found, base + part.begin)[0], ends(found, base + part.end)[0]
    return replace(part, begin=begin - base, end=end - base)


def beyond(found: Iterable[Gap], first: int, last: int) -> int:
    """Explained seconds before the first and after the last sign, which count towards the hours that are due."""
    return sum(max(0, min(gap.end, first) - gap.begin) + max(0, gap.end - max(gap.begin, last)) for gap in found)


def minutes(found: Iterable[Gap], base: int, due: Sequence[Part]) -> tuple[tuple[str, int], ...]:
    """Explained minutes inside the half days that stay due, by kind."""
    sums: dict[str, int] = {}
    for gap in found:
        inside = sum(max(0, min(gap.end, base + p.end) - max(gap.begin, base + p.begin)) for p in due)
        if inside:
            sums[gap.kind] = sums.get(gap.kind, 0) + inside // 60
    return tuple(sums.items())
