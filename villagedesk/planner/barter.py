"""Fairness by barter: a few people trade their duties among themselves while everybody else's stay, again and again.

Where many cells must stay empty the whole model gives the solver no hold; four people at a time are solved at once.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

from villagedesk.planner.build import Board, Key, measured, stray
from villagedesk.planner.reached import WORST, Reached, stand
from villagedesk.planner.search import BARTER, SEED, Clock, hint, search

TRADERS = 4
PATIENCE = 10
"""Rounds without anything gained after which it ends."""


def barter(clock: Clock, reached: Reached, cells: tuple[Key, ...], rounds: int) -> tuple[Key, ...]:
    """A plan at least as fair as the one given that keeps what was reached; the same plan gives the same answer."""
    rng = random.Random(SEED)
    best, cost, idle = cells, _cost(clock, reached, cells), 0
    for _ in range(rounds):
        if not cost or idle >= PATIENCE or clock.over():
            break
        there = stand(clock.model, reached)
        there.made.cp.minimize(WORST * there.worst + there.misses)
        _freeze(there.made, best, _traders(clock, reached, best, rng))
        hint(there.made, best)
        found, _ = search(clock, there.made, BARTER, "fairness")
        better = _cost(clock, reached, found.cells) if found else cost
        idle = 0 if better < cost else idle + 1
        if found is not None and better < cost:
            best, cost = found.cells, better
    return best


def _cost(clock: Clock, reached: Reached, cells: Sequence[Key]) -> int:
    worst, misses = measured(clock.model, reached.holes, cells)
    return WORST * worst + misses


def _traders(clock: Clock, reached: Reached, cells: Sequence[Key], rng: random.Random) -> set[int]:
    """Half of them the people whose loads stray furthest, a little by chance; the others by chance alone."""
    model = clock.model
    far: Counter[int] = Counter()
    for share in model.shares:
        far.update({p: over + under for p, over, under in stray(model, share, reached.holes, cells)})
    order = sorted(range(model.people), key=lambda p: -(far[p] + 3 * rng.random()))
    first = order[: TRADERS // 2]
    rest = [p for p in range(model.people) if p not in first]
    return {*first, *rng.sample(rest, min(len(rest), TRADERS - len(first)))}


def _freeze(made: Board, cells: Sequence[Key], free: set[int]) -> None:
    held = set(cells)
    for (s, p), cell in made.cells.items():
        if p not in free:
            made.cp.add(cell == int((s, p) in held))
