"""Planning in stages: holes, fairness, least change, comfort; each keeps what the ones before it reached."""

from __future__ import annotations

from dataclasses import dataclass, replace

from villagedesk.planner.barter import barter
from villagedesk.planner.build import Key, board, closeness, comfort, keep_apart, keep_fair, measured
from villagedesk.planner.reached import WORST, Reached, full, holes_of, missing, moves, stand
from villagedesk.planner.search import APART, COVER, NEAR, QUICK, SPREAD, Clock, Found, Ladder, Tell, hint, search
from villagedesk.roster.model.parts import Model

ROUNDS = 32
"""Rounds of barter before the whole is searched for something fairer."""

LARGE = 2000
"""From so many cells on, the search for fairness starts from the plan in hand; on less that only narrows it."""


@dataclass(frozen=True)
class Solved:
    """A plan as chosen cells, whether holes and fairness are proven best, how far from the bound, and solve seconds."""

    cells: tuple[Key, ...]
    optimal: bool
    gap: float
    seconds: float


def solve(model: Model, tell: Tell) -> Solved:
    """The best plan within the model's effort; the same model gives the same plan."""
    clock = Clock(model, tell)
    none = (0,) * len(model.places)
    open_ = False
    if not model.keep:
        perfect, open_ = _attempt(clock, QUICK, comfortable=True)
        if perfect is not None:
            return Solved(_spread(clock, perfect.cells), True, 0.0, clock.solving)
    if _lacking(clock):
        return _by_stages(clock)
    if model.keep:
        again = _again(clock, none)
        if again is not None:
            return again
    fair, unsure = _attempt(clock, QUICK, comfortable=False)
    if fair is None and unsure:
        fair, _ = _attempt(clock, clock.finding(), comfortable=False)
    if fair is None:
        near = _near(clock, none)
        if near is None:
            return _by_stages(clock)
        reached = Reached(none)
        cells, reached, proof = _fairest(clock, reached, barter(clock, reached, near.cells, ROUNDS))
        return _polish(clock, reached, cells, proof)
    if open_:
        perfect, _ = _attempt(clock, clock.finding(), comfortable=True)
        if perfect is not None:
            return Solved(_spread(clock, perfect.cells), True, 0.0, clock.solving)
    return _polish(clock, Reached(none, worst=0, misses=0), fair.cells, (True, 0.0))


def _lacking(clock: Clock) -> bool:
    """Whether it is certain that something stays empty, fairness left aside."""
    clock.say("cover")
    found, open_ = search(clock, full(clock.model), COVER, "cover")
    return found is None and not open_


def _near(clock: Clock, none: tuple[int, ...]) -> Found | None:
    """A plan that fills everything with loads a little outside their fair ranges, or None when none is found soon."""
    for room in (1, 2, 4, 8):
        clock.say("near")
        made = full(clock.model)
        keep_fair(made, clock.model, none, room)
        found, _ = search(clock, made, NEAR, "near")
        if found is not None:
            return found
    return None


def _attempt(clock: Clock, ladder: Ladder, *, comfortable: bool) -> tuple[Found | None, bool]:
    """A plan that misses nothing or None, and whether there may be one all the same."""
    stage = "perfect" if comfortable else "fair"
    clock.say(stage)
    made = full(clock.model)
    keep_fair(made, clock.model, [0] * len(clock.model.places))
    if comfortable:
        comfort(made, clock.model, hard=True)
    return search(clock, made, ladder, stage)


def _spread(clock: Clock, cells: tuple[Key, ...]) -> tuple[Key, ...]:
    """A plan that misses nothing, its duties further apart where that gives up nothing else."""
    model = clock.model
    for whole, ladder in ((True, APART), (False, SPREAD)):
        made = full(model)
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
    there = stand(clock.model, reached)
    there.made.cp.minimize(moves(there.made, clock.model))
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
    made.cp.minimize(missing(made))
    least, _ = search(clock, made, clock.filling(), "holes")
    if least is None:
        pins = tuple((s, p) for s, place in enumerate(model.places) for p in place.pins)
        return Solved(pins, False, 1.0, clock.solving)
    holes = holes_of(model, least.cells)
    cells = barter(clock, Reached(holes, least.value, settled=True), least.cells, ROUNDS)
    reached = Reached(holes, least.value)
    cells, reached, fair = _fairest(clock, reached, barter(clock, reached, cells, ROUNDS // 3))
    gap = max(fair[1], _gap(least.value, least.bound))
    return _polish(clock, reached, cells, (fair[0] and least.proven, gap))


def _fairest(
    clock: Clock, reached: Reached, cells: tuple[Key, ...], share: float = 1.0
) -> tuple[tuple[Key, ...], Reached, tuple[bool, float]]:
    """The fairest plan: the worst load as near to fair as can be, then all of them; with the proof for both."""
    there = stand(clock.model, reached)
    there.made.cp.minimize(there.worst)
    if reached.missing or reached.room or len(there.made.cells) > LARGE:
        hint(there.made, cells)
    ladder = clock.proving(share / 2) if reached.missing else clock.improving(share)
    first, _ = search(clock, there.made, ladder, "fairness")
    best = first.cells if first else cells
    worst, misses = measured(clock.model, reached.holes, best)
    reached = replace(reached, worst=worst)
    there = stand(clock.model, reached)
    there.made.cp.minimize(there.misses)
    hint(there.made, best)
    ladder = clock.proving(share / 4) if reached.missing else (("linear", clock.model.effort * share / 2),)
    even, _ = search(clock, there.made, ladder, "fairness")
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
        there = stand(clock.model, loose)
        there.made.cp.minimize(moves(there.made, clock.model))
        hint(there.made, clock.model.keep)
        least, _ = search(clock, there.made, clock.improving(1), "change")
        if least is not None:
            proof = (proof[0] and least.proven, max(proof[1], _gap(least.value, least.bound)))
            cells, reached, _ = _fairest(clock, replace(loose, moved=least.value), least.cells, share=1 / 4)
    return _comfort(clock, reached, cells, proof)


def _comfort(clock: Clock, reached: Reached, cells: tuple[Key, ...], proof: tuple[bool, float]) -> Solved:
    there = stand(clock.model, reached)
    there.made.cp.minimize(4 * comfort(there.made, clock.model, hard=False) + closeness(there.made, clock.model))
    hint(there.made, cells)
    ladder = clock.proving(1 / 4) if reached.missing else clock.improving(1 / 4)
    found, _ = search(clock, there.made, ladder, "comfort")
    return Solved((found.cells if found else cells), proof[0], proof[1], clock.solving)


def _gap(value: float, bound: float) -> float:
    return max(0.0, (value - bound) / max(1.0, abs(value)))
