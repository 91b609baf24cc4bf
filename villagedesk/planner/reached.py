"""What the stages of a plan have reached, and a board on which none of it is given up again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from villagedesk.planner.build import Board, Key, board, keep_fair, unfairness
from villagedesk.roster.model.parts import Model

WORST = 20
"""How many small misses a step of the worst miss is worth, in the gap that is told."""


@dataclass(frozen=True)
class Reached:
    """What later stages must not give up again: holes by slot with their cost, unfairness (worst, all), moves.

    `settled` leaves the holes on their slots; `room` lets every load leave its fair range by one.
    """

    holes: tuple[int, ...]
    missing: int = 0
    settled: bool = False
    worst: int | None = None
    misses: int | None = None
    moved: int | None = None
    room: bool = False


@dataclass(frozen=True)
class Stand:
    """A board that keeps what was reached, with the expressions a stage may lower."""

    made: Board
    worst: Any
    misses: Any


def stand(model: Model, reached: Reached) -> Stand:
    """A board that keeps what was reached."""
    if reached.missing:
        made = board(model, whole=False)
        made.cp.add(missing(made) <= reached.missing)
    else:
        made = full(model)
    if reached.settled:
        counts = [reached.holes[s] for s, place in enumerate(model.places) if not place.whole]
        for one, count in zip(made.holes, counts, strict=True):
            made.cp.add(one == count)
    if reached.room:
        keep_fair(made, model, reached.holes, room=1)
    if reached.moved is not None:
        made.cp.add(moves(made, model) <= reached.moved)
    if reached.worst == 0 and reached.misses == 0:
        keep_fair(made, model, reached.holes)
        return Stand(made, 0, 0)
    worst, misses = unfairness(made, model, reached.holes)
    if reached.worst is not None:
        made.cp.add(worst <= reached.worst)
    if reached.misses is not None:
        made.cp.add(misses <= reached.misses)
    return Stand(made, worst, misses)


def full(model: Model) -> Board:
    """A board on which nothing may be missing."""
    made = board(model, whole=True)
    for miss in made.fixed:
        made.cp.add(miss == 0)
    return made


def missing(made: Board) -> Any:
    """What stays empty, as a cost: holes first, then fixed weekdays, then gaps of whole-office duties."""
    return 1000 * sum(made.holes) + 30 * sum(made.fixed) + sum(made.gaps)


def moves(made: Board, model: Model) -> Any:
    """How many cells of the earlier draft are given up."""
    return sum(1 - made.cells[key] for key in model.keep if key in made.cells)


def holes_of(model: Model, cells: Sequence[Key]) -> tuple[int, ...]:
    """How many are missing in each slot."""
    filled = [0] * len(model.places)
    for s, _ in cells:
        filled[s] += 1
    return tuple(0 if place.whole else place.need - filled[s] for s, place in enumerate(model.places))


def cost(reached: Reached) -> float:
    """How unfair it is in one number; without end while that was not measured."""
    if reached.worst is None or reached.misses is None:
        return float("inf")
    return WORST * reached.worst + reached.misses
