"""Planning in stages: holes, fairness, least change, comfort; each keeps what the ones before it reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from villagedesk.planner.build import Board, Key, board, closeness, comfort, keep_apart, keep_fair, measured, unfairness
from villagedesk.planner.search import APART, NEAR, QUICK, SPREAD, Clock, Found, Ladder, Tell, hint, search
from villagedesk.roster.model import Model

WORST = 20
"""How many small misses a step of the worst miss is worth, in the gap that is told."""


LARGE = 2000
"""From so many cells on, the search for fairness starts from the plan in hand; on less that only narrows it."""


@dataclass(frozen=True)
class Solved:
    """A plan as chosen cells, whether holes and fairness are proven best, how far from the bound, and solve seconds."""

    cells: tuple[Key, ...]
    optimal: bool
    gap: float
    seconds: float


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


def solve(model: Model, tell: Tell) -> Solved:
    """The best plan within the model's effort; the same model gives the same plan."""
    clock = Clock(model, tell)
    none = (0,) * len(model.places)
    open_ = False
    if model.keep:
        again = _again(clock, none)
        if again is not None:
            return again
    else:
        perfect, open_ = _attempt(clock, QUICK, comfortable=True)
        if perfect is not None:
            return Solved(_spread(clock, perfect.cells), True, 0.0, clock.solving)
    fair, unsure = _attempt(clock, QUICK, comfortable=False)
    if fair is None and unsure:
        fair, _ = _attempt(clock, clock.finding(), comfortable=False)
    if fair is None:
        near = _near(clock, none)
        if near is None:
            return _by_stages(clock)
        cells, reached, proof = _fairest(clock, Reached(none), near.cells)
        return _polish(clock, reached, cells, proof)
    if open_:
        perfect, _ = _attempt(clock, clock.finding(), comfortable=True)
        if perfect is not None:
            return Solved(_spread(clock, perfect.cells), True, 0.0, clock.solving)
    return _polish(clock, Reached(none, worst=0, misses=0), fair.cells, (True, 0.0))


def _near(clock: Clock, none: tuple[int, ...]) -> Found | None:
    """A plan that fills everything with loads a little outside their fair ranges, or None when none is found soon."""
    for room in (1, 2, 4, 8):
        clock.say("near")
        made = _full(clock.model)
        keep_fair(made, clock.model, none, room)
        found, _ = search(clock, made, NEAR, "near")
        if found is not None:
            return found
    return None


def _attempt(clock: Clock, ladder: Ladder, *, comfortable: bool) -> tuple[Found | None, bool]:
    """A plan that misses nothing or None, and whether there may be one all the same."""
    stage = "perfect" if comfortable else "fair"
    clock.say(stage)
    made = _full(clock.model)
    keep_fair(made, clock.model, [0] * len(clock.model.places))
    if comfortable:
        comfort(made, clock.model, hard=True)
    return search(clock, made, ladder, stage)


def _spread(clock: Clock, cells: tuple[Key, ...]) -> tuple[Key, ...]:
    """A plan that misses nothing, its duties further apart where that gives up nothing else."""
    model = clock.model
    for whole, ladder in ((True, APART), (False, SPREAD)):
        made = _full(model)
        keep_fair(made, model, [0] * len(model.places))
        comfort(made, model, hard=True)
        if whole:
            keep_apart(made, model, model.close)
        else:
            made.cp.minimize(closeness(made, model))
            hint(made, cells)
        found, _ = search(clock, made, ladder, "comfort")
        if found is not None:
            return found.cells
    return cells


def _again(clock: Clock, none: tuple[int, ...]) -> Solved | None:
    """A re-plan that moves as few people as possible while every load stays within one of fair, then evens out
    as far as that many moves allow; None when no such plan fills everything."""
    clock.say("change")
    reached = Reached(none, room=True)
    there = _stand(clock.model, reached)
    there.made.cp.minimize(_moves(there.made, clock.model))
    hint(there.made, clock.model.keep)
    found, _ = search(clock, there.made, clock.improving(1), "change")
    if found is None:
        return None
    reached = replace(reached, moved=found.value)
    proof = (found.proven, _gap(found.value, found.bound))
    cells, reached, _ = _fairest(clock, reached, found.cells, share=1 / 4)
    return _comfort(clock, reached, cells, proof)


def _by_stages(clock: Clock) -> Solved:
    """The fewest holes first, then the fairest plan for them, then comfort."""
    model = clock.model
    made = board(model, whole=False)
    made.cp.minimize(_missing(made))
    least, _ = search(clock, made, clock.filling(), "holes")
    if least is None:
        pins = tuple((s, p) for s, place in enumerate(model.places) for p in place.pins)
        return Solved(pins, False, 1.0, clock.solving)
    holes = _holes(model, least.cells)
    reached = Reached(holes, least.value, settled=any(holes))
    cells, reached, fair = _fairest(clock, reached, least.cells)
    if reached.settled:
        freer, better, proof = _fairest(clock, Reached(holes, least.value), cells, share=1 / 4)
        if _cost(better) < _cost(reached):
            cells, reached, fair = freer, better, proof
    gap = max(fair[1], _gap(least.value, least.bound))
    return _polish(clock, replace(reached, settled=False), cells, (fair[0] and least.proven, gap))


def _fairest(
    clock: Clock, reached: Reached, cells: tuple[Key, ...], share: float = 1.0
) -> tuple[tuple[Key, ...], Reached, tuple[bool, float]]:
    """The fairest plan: the worst load as near to fair as can be, then all of them; with the proof for both."""
    there = _stand(clock.model, reached)
    there.made.cp.minimize(there.worst)
    if reached.missing or reached.room or len(there.made.cells) > LARGE:
        hint(there.made, cells)
    first, _ = search(clock, there.made, clock.improving(share), "fairness")
    best = first.cells if first else cells
    worst, misses = measured(clock.model, reached.holes, best)
    reached = replace(reached, worst=worst)
    there = _stand(clock.model, reached)
    there.made.cp.minimize(there.misses)
    hint(there.made, best)
    even, _ = search(clock, there.made, (("linear", clock.model.effort * share / 2),), "fairness")
    if even is not None:
        best, misses = even.cells, even.value
    bound = WORST * (first.bound if first else 0) + (even.bound if even else 0)
    proven = first is not None and first.proven and even is not None and even.proven
    return best, replace(reached, misses=misses), (proven, _gap(WORST * worst + misses, bound))


def _polish(clock: Clock, reached: Reached, cells: tuple[Key, ...], proof: tuple[bool, float]) -> Solved:
    """Least change from the earlier draft while every kind of duty is within one of as fair as it could be, then
    evened out as far as that many moves allow; then comfort, without giving up holes or fairness."""
    if clock.model.keep:
        loose = replace(reached, worst=(reached.worst or 0) + len(clock.model.shares), misses=None)
        there = _stand(clock.model, loose)
        there.made.cp.minimize(_moves(there.made, clock.model))
        hint(there.made, clock.model.keep)
        least, _ = search(clock, there.made, clock.improving(1), "change")
        if least is not None:
            proof = (proof[0] and least.proven, max(proof[1], _gap(least.value, least.bound)))
            cells, reached, _ = _fairest(clock, replace(loose, moved=least.value), least.cells, share=1 / 4)
    return _comfort(clock, reached, cells, proof)


def _comfort(clock: Clock, reached: Reached, cells: tuple[Key, ...], proof: tuple[bool, float]) -> Solved:
    there = _stand(clock.model, reached)
    there.made.cp.minimize(4 * comfort(there.made, clock.model, hard=False) + closeness(there.made, clock.model))
    hint(there.made, cells)
    found, _ = search(clock, there.made, clock.improving(1 / 4), "comfort")
    return Solved((found.cells if found else cells), proof[0], proof[1], clock.solving)


def _stand(model: Model, reached: Reached) -> Stand:
    if reached.missing:
        made = board(model, whole=False)
        made.cp.add(_missing(made) <= reached.missing)
    else:
        made = _full(model)
    if reached.settled:
        counts = [reached.holes[s] for s, place in enumerate(model.places) if not place.whole]
        for one, count in zip(made.holes, counts, strict=True):
            made.cp.add(one == count)
    if reached.room:
        keep_fair(made, model, reached.holes, room=1)
    if reached.moved is not None:
        made.cp.add(_moves(made, model) <= reached.moved)
    if reached.worst == 0 and reached.misses == 0:
        keep_fair(made, model, reached.holes)
        return Stand(made, 0, 0)
    worst, misses = unfairness(made, model, reached.holes)
    if reached.worst is not None:
        made.cp.add(worst <= reached.worst)
    if reached.misses is not None:
        made.cp.add(misses <= reached.misses)
    return Stand(made, worst, misses)


def _full(model: Model) -> Board:
    """A board on which nothing may be missing."""
    made = board(model, whole=True)
    for miss in made.fixed:
        made.cp.add(miss == 0)
    return made


def _missing(made: Board) -> Any:
    return 1000 * sum(made.holes) + 30 * sum(made.fixed) + sum(made.gaps)


def _moves(made: Board, model: Model) -> Any:
    return sum(1 - made.cells[key] for key in model.keep if key in made.cells)


def _holes(model: Model, cells: Sequence[Key]) -> tuple[int, ...]:
    filled = [0] * len(model.places)
    for s, _ in cells:
        filled[s] += 1
    return tuple(0 if place.whole else place.need - filled[s] for s, place in enumerate(model.places))


def _cost(reached: Reached) -> float:
    if reached.worst is None or reached.misses is None:
        return float("inf")
    return WORST * reached.worst + reached.misses


def _gap(value: float, bound: float) -> float:
    return max(0.0, (value - bound) / max(1.0, abs(value)))
