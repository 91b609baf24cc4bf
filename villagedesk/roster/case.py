"""A planning case: people, shifts, rules and days as plain values, complete in itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from villagedesk.roster.season import Season
from villagedesk.roster.shift import Duty, Shift


@dataclass(frozen=True, slots=True)
class Away:
    """A day, or half of it, on which somebody cannot stand duty, and why (请假, 公出, 未到任 …)."""

    date: date
    part: Literal["", "上午", "下午"] = ""
    reason: str = "请假"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be planned.

    `posts` are the posts of duty; `unavailable` the days away; `fixed_weekdays` binds a post to weekdays
    (1 Monday … 7 Sunday): the person stands it on those days and on no others. `history` holds the counts
    carried over by bucket; None while most others have one means a joiner, who starts at their mean.
    `likes` and `dislikes` are weekdays, honoured after fairness.
    """

    name: str
    posts: tuple[str, ...] = ()
    unavailable: tuple[Away | str, ...] = ()
    fixed_weekdays: Mapping[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]])
    history: Mapping[str, float] | None = None
    likes: tuple[int, ...] = ()
    dislikes: tuple[int, ...] = ()

    @property
    def aways(self) -> tuple[Away, ...]:
        """The days away, with bare dates (`2026-12-03` or `2026-12-03 上午`) read as leave."""
        return tuple(one if isinstance(one, Away) else away_from(one) for one in self.unavailable)


@dataclass(frozen=True, slots=True)
class Rules:
    """The limits nobody's plan may pass; None or an empty list means that there is no such rule.

    `apart` pairs never stand duty at the same time. `cover` pairs are A/B 角, never both away: they do not
    stand an overnight duty together, and who must cover an absent partner has no overnight duty the night before.
    """

    max_consecutive_days: int | None = None
    min_rest_hours: float | None = None
    max_per_week: int | None = None
    apart: tuple[tuple[str, ...], ...] = ()
    cover: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a plan from `first` to `last` (both included) depends on.

    `holidays` is None (the national calendar), a mapping of date to day kind, or days in holiday-cn form;
    `previous` are duties before or beside the plan that rest and runs look back on; `keep` is an earlier draft
    to stay close to; `pinned` cells stay as they are.
    """

    first: date = field(metadata={"key": "from"})
    last: date = field(metadata={"key": "to"})
    people: tuple[Candidate, ...] = ()
    shifts: tuple[Shift, ...] = ()
    rules: Rules = field(default_factory=Rules)
    pinned: tuple[Duty, ...] = ()
    holidays: Any = None
    seasons: tuple[Season, ...] = ()
    previous: tuple[Duty, ...] = ()
    keep: tuple[Duty, ...] = ()


def away_from(text: str) -> Away:
    """Read `2026-12-03` or `2026-12-03 上午`; ValueError for anything else."""
    day, _, part = text.strip().partition(" ")
    if part == "上午" or part == "下午" or part == "":
        return Away(date.fromisoformat(day), part)
    raise ValueError(text)
