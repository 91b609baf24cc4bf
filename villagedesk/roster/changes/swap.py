"""Swapping duties: what the plan looks like afterwards and which rules the exchange would break."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from villagedesk.roster.check import Breach, check
from villagedesk.roster.frame import Frame
from villagedesk.roster.shift import Duty


def exchanged(duties: Sequence[Duty], one: Duty, other: Duty) -> tuple[Duty, ...]:
    """The duties after two people have taken each other's place."""
    return tuple(
        replace(d, person=other.person) if d == one else replace(d, person=one.person) if d == other else d
        for d in duties
    )


def handed_over(duties: Sequence[Duty], one: Duty, taker: str) -> tuple[Duty, ...]:
    """The duties after somebody has taken over one duty."""
    return tuple(replace(d, person=taker) if d == one else d for d in duties)


def new_breaches(made: Frame, before: Sequence[Duty], after: Sequence[Duty]) -> tuple[Breach, ...]:
    """The rules that are broken after a change and were not before."""
    old = {(b.date, b.shift, b.post, b.person, b.rule) for b in check(made, before)}
    return tuple(
        b
        for b in check(made, after)
        if (b.date, b.shift, b.post, b.person, b.rule) not in old and b.rule not in ("short", "crowded")
    )
