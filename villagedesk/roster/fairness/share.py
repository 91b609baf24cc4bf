"""Everybody's fair share of a bucket: water poured on unequal ground, under unequal ceilings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ground:
    """Where one person stands before the shares are dealt: `base` is what counts already (carried over and pinned),
    `most` what the person could take on top."""

    base: int
    most: int


def shares(grounds: Sequence[Ground], demand: int) -> tuple[tuple[int, int], ...]:
    """For each person the lowest and highest fair load in the end, `base` included.

    `demand` units are dealt so that the loads are as level as the ground allows: two people with room differ by one
    at most. Where duties weigh several units the range may be out of reach; it is then what to come closest to.
    """
    if not grounds:
        return ()
    level = _level(grounds, demand)
    even = _filled(grounds, level) == demand
    low = [min(g.base + g.most, max(g.base, level)) for g in grounds]
    top = level if even else level + 1
    high = [min(g.base + g.most, max(g.base, top)) for g in grounds]
    return tuple(zip(low, high, strict=True))


def _filled(grounds: Sequence[Ground], level: int) -> int:
    return sum(min(g.most, max(0, level - g.base)) for g in grounds)


def _level(grounds: Sequence[Ground], demand: int) -> int:
    low = min(g.base for g in grounds)
    high = max(g.base for g in grounds) + demand + 1
    while low < high:
        middle = (low + high + 1) // 2
        if _filled(grounds, middle) <= demand:
            low = middle
        else:
            high = middle - 1
    return low
