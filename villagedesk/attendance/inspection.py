"""A plan of checks on duty (查岗): random, fair to everybody, and not to be foreseen by the checked."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

CHANNELS = ("电话", "视频", "到场")
_EDGE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Watch:
    """One person on one duty, from `start` to `end`, that may be checked."""

    person: int
    shift: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Planned:
    """A check to be made: on whom, on which duty, at which moment, by which channel."""

    person: int
    shift: str
    start: datetime
    end: datetime
    at: datetime
    channel: str


def draw(
    watches: Sequence[Watch], seed: str, per_person: int, extra: int, channels: Sequence[str] = CHANNELS
) -> tuple[Planned, ...]:
    """Checks in order of time: `per_person` for everybody who has that many duties, and `extra` more by lot.

    The fair share alone could be foreseen by counting; the extra checks fall on any duty, also one just checked
    person's next, so nobody is ever safe. The same watches and seed give the same plan.
    """
    lot = random.Random(seed)
    ordered = sorted(watches, key=lambda w: (w.start, w.shift, w.person))
    chosen: list[Watch] = []
    for person in sorted({watch.person for watch in ordered}):
        mine = [watch for watch in ordered if watch.person == person]
        chosen += lot.sample(mine, min(per_person, len(mine)))
    left = [watch for watch in ordered if watch not in set(chosen)]
    chosen += lot.sample(left, min(extra, len(left)))
    lot.shuffle(chosen)
    ways = _ways(lot, len(chosen), channels)
    found = [
        Planned(w.person, w.shift, w.start, w.end, _moment(lot, w), way) for w, way in zip(chosen, ways, strict=True)
    ]
    return tuple(sorted(found, key=lambda check: (check.at, check.person)))


def promise(seed: str, plan: str) -> str:
    """The digest that is shown when a plan is drawn, so that later anybody can see it was not changed."""
    return hashlib.sha256(f"{seed}\n{plan}".encode()).hexdigest()


def shares(plan: Sequence[Planned]) -> Counter[int]:
    """How many checks fall on each person."""
    return Counter(check.person for check in plan)


def _ways(lot: random.Random, count: int, channels: Sequence[str]) -> list[str]:
    """Every channel as often as the others, give or take one, in random order."""
    ways = [channels[i % len(channels)] for i in range(count)]
    lot.shuffle(ways)
    return ways


def _moment(lot: random.Random, watch: Watch) -> datetime:
    """Any minute of the duty but its very edges."""
    edge = _EDGE if watch.end - watch.start > 4 * _EDGE else timedelta(0)
    minutes = int((watch.end - watch.start - 2 * edge).total_seconds() // 60)
    return watch.start + edge + timedelta(minutes=lot.randint(0, max(0, minutes)))
