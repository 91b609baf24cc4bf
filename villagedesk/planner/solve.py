"""Planning in stages: holes, fairness, least change, comfort; each keeps what the ones before it reached."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from villagedesk.planner.build import Board, Key, board, comfort, fairness
from villagedesk.roster.model import Model

Tell = Callable[[dict[str, Any]], None]
Ladder = tuple[tuple[str, float], ...]
"""Manners of searching one after the other, each with its deterministic effort."""
SEED = 20261
FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)
QUICK: Ladder = (("plain", 0.12),)


@dataclass(frozen=True)
class Solved:
    """A plan as chosen cells, whether holes and fairness are proven best, how far from the bound, and solve seconds."""

    cells: tuple[Key, ...]
    optimal: bool
    gap: float
    seconds: float


class _Clock:
    """Deterministic effort and wall clock left for one plan, and the voice that tells its progress."""

    def __init__(self, model: Model, tell: Tell) -> None:
        self.model = model
        self.tell = tell
        self.begun = time.perf_counter()
        self.solving = 0.0

    def left(self) -> float:
        """Wall clock seconds left, or a large number without a limit."""
        limit = self.model.seconds
        return max(0.05, limit - (time.perf_counter() - self.begun)) if limit else 3600.0

    def ladder(self, share: float) -> Ladder:
        """The manners for a hard question that may take a share of the model's effort."""
        effort = self.model.effort * share
        return (("linear", effort / 4), ("team", effort))

    def say(self, stage: str, **facts: Any) -> None:
        """One line of progress."""
        self.tell({"kind": "progress", "stage": stage, "seconds": round(time.perf_counter() - self.begun, 3), **facts})


class _Progress(cp_model.CpSolverSolutionCallback):
    """Tells every better plan as it is found."""

    def __init__(self, clock: _Clock, stage: str) -> None:
        super().__init__()
        self._clock = clock
        self._stage = stage

    def on_solution_callback(self) -> None:
        """Called by the solver for every better plan."""
        self._clock.say(self._stage, objective=self.objective_value, bound=self.best_objective_bound)


def solve(model: Model, tell: Tell) -> Solved:
    """The best plan within the model's effort; the same model gives the same plan."""
    clock = _Clock(model, tell)
    none = [0] * len(model.places)
    if model.keep:
        again = _again(clock, none)
        if again is not None:
            return again
        perfect, open_ = None, False
    else:
        perfect, open_ = _attempt(clock, comfortable=True, ladder=QUICK)
    if perfect is not None:
        return Solved(perfect, True, 0.0, clock.solving)
    fair, unsure = _attempt(clock, comfortable=False, ladder=QUICK)
    if fair is None and unsure:
        fair, _ = _attempt(clock, comfortable=False, ladder=clock.ladder(1 / 3))
    if fair is None:
        return _by_stages(clock)
    if open_:
        perfect, _ = _attempt(clock, comfortable=True, ladder=clock.ladder(1 / 3))
        if perfect is not None:
            return Solved(perfect, True, 0.0, clock.solving)
    return _polish(clock, none, fair, 0, (True, 0.0))


def _again(clock: _Clock, holes: Sequence[int]) -> Solved | None:
    """A re-plan that moves as few people as possible while every load stays within one of fair, then evens out
    as far as that many moves allow; None when no such plan fills everything."""
    model = clock.model
    clock.say("change")
    made = _full(model)
    fairness(made, model, holes, hard=True, room=1)
    made.cp.minimize(_moves(made, model))
    _hint(made, model.keep)
    status, solver = _run(clock, made, clock.ladder(1), "change")
    if status not in FOUND:
        return None
    cells, moved = _chosen(made, solver), round(solver.objective_value)
    proof = (status == cp_model.OPTIMAL, _gap(solver))
    for stage in ("fairness", "comfort"):
        made = _full(model)
        made.cp.add(_moves(made, model) <= moved)
        unfair = fairness(made, model, holes, hard=False)
        if stage == "fairness":
            made.cp.minimize(unfair)
        else:
            made.cp.add(unfair <= round(solver.objective_value))
            made.cp.minimize(comfort(made, model, hard=False))
        _hint(made, cells)
        status, better = _run(clock, made, clock.ladder(1 / 4), stage)
        if status not in FOUND:
            break
        cells, solver = _chosen(made, better), better
    return Solved(cells, proof[0], proof[1], clock.solving)


def _full(model: Model) -> Board:
    """A board on which nothing may be missing."""
    made = board(model, whole=True)
    for miss in made.fixed:
        made.cp.add(miss == 0)
    return made


def _attempt(clock: _Clock, *, comfortable: bool, ladder: Ladder) -> tuple[tuple[Key, ...] | None, bool]:
    """A plan that misses nothing or None, and whether there may be one all the same."""
    stage = "perfect" if comfortable else "fair"
    clock.say(stage)
    made = _full(clock.model)
    fairness(made, clock.model, [0] * len(clock.model.places), hard=True)
    if comfortable:
        comfort(made, clock.model, hard=True)
    status, solver = _run(clock, made, ladder, stage)
    found = status in FOUND
    return (_chosen(made, solver) if found else None), status == cp_model.UNKNOWN


def _by_stages(clock: _Clock) -> Solved:
    model = clock.model
    made = board(model, whole=False)
    made.cp.minimize(1000 * sum(made.holes) + 30 * sum(made.fixed) + sum(made.gaps))
    status, solver = _run(clock, made, clock.ladder(1 / 2), "holes")
    if status not in FOUND:
        pins = tuple((s, p) for s, place in enumerate(model.places) for p in place.pins)
        return Solved(pins, False, 1.0, clock.solving)
    proven = status == cp_model.OPTIMAL
    gap = _gap(solver)
    limit = round(solver.objective_value)
    cells = _chosen(made, solver)
    holes = _holes(model, cells)

    made = board(model, whole=False)
    made.cp.add(1000 * sum(made.holes) + 30 * sum(made.fixed) + sum(made.gaps) <= limit)
    cost = fairness(made, model, holes, hard=False)
    if not isinstance(cost, int):
        made.cp.minimize(cost)
    _hint(made, cells)
    status, solver = _run(clock, made, clock.ladder(1), "fairness")
    if status not in FOUND:
        return Solved(cells, False, max(gap, 1.0), clock.solving)
    cells = _chosen(made, solver)
    best = 0 if isinstance(cost, int) else round(solver.objective_value)
    proven = proven and status == cp_model.OPTIMAL
    return _polish(clock, holes, cells, best, (proven, max(gap, _gap(solver))), limit)


def _polish(
    clock: _Clock,
    holes: Sequence[int],
    cells: tuple[Key, ...],
    unfair: int,
    proof: tuple[bool, float],
    missing: int = 0,
) -> Solved:
    """Least change from the earlier draft, then comfort, without giving up holes or fairness."""
    model = clock.model
    moved: int | None = None
    if model.keep:
        made = _kept(model, holes, unfair, missing)
        made.cp.minimize(_moves(made, model))
        _hint(made, cells)
        status, solver = _run(clock, made, clock.ladder(1), "change")
        if status in FOUND:
            cells, moved = _chosen(made, solver), round(solver.objective_value)
    made = _kept(model, holes, unfair, missing)
    if moved is not None:
        made.cp.add(_moves(made, model) <= moved)
    cost = comfort(made, model, hard=False)
    if not isinstance(cost, int):
        made.cp.minimize(cost)
        _hint(made, cells)
        status, solver = _run(clock, made, clock.ladder(1 / 4), "comfort")
        if status in FOUND:
            cells = _chosen(made, solver)
    return Solved(cells, proof[0], proof[1], clock.solving)


def _kept(model: Model, holes: Sequence[int], unfair: int, missing: int) -> Board:
    if not missing and not unfair:
        made = _full(model)
        fairness(made, model, holes, hard=True)
        return made
    made = board(model, whole=False)
    made.cp.add(1000 * sum(made.holes) + 30 * sum(made.fixed) + sum(made.gaps) <= missing)
    made.cp.add(fairness(made, model, holes, hard=False) <= unfair)
    return made


def _moves(made: Board, model: Model) -> Any:
    return sum(1 - made.cells[key] for key in model.keep if key in made.cells)


def _holes(model: Model, cells: Sequence[Key]) -> list[int]:
    filled = [0] * len(model.places)
    for s, _ in cells:
        filled[s] += 1
    return [0 if place.whole else place.need - filled[s] for s, place in enumerate(model.places)]


def _hint(made: Board, cells: Sequence[Key]) -> None:
    chosen = set(cells)
    for key, cell in made.cells.items():
        made.cp.add_hint(cell, key in chosen)


def _chosen(made: Board, solver: cp_model.CpSolver) -> tuple[Key, ...]:
    return tuple(key for key, cell in made.cells.items() if solver.boolean_value(cell))


def _gap(solver: cp_model.CpSolver) -> float:
    value, bound = solver.objective_value, solver.best_objective_bound
    return max(0.0, (value - bound) / max(1.0, abs(value)))


def _run(clock: _Clock, made: Board, ladder: Ladder, stage: str) -> tuple[Any, cp_model.CpSolver]:
    """One question put to one searcher after the other until it is decided; each starts from what was found before."""
    best: tuple[Any, cp_model.CpSolver] | None = None
    for manner, effort in ladder:
        solver = _solver(manner, effort, clock.left())
        begin = time.perf_counter()
        status = solver.solve(made.cp, _Progress(clock, stage))
        clock.solving += time.perf_counter() - begin
        found = status in FOUND
        if best is None or found:
            best = (status, solver)
        if status in (cp_model.OPTIMAL, cp_model.INFEASIBLE):
            break
        if found:
            made.cp.clear_hints()
            _hint(made, _chosen(made, solver))
    assert best is not None
    return best


def _solver(manner: str, effort: float, seconds: float) -> cp_model.CpSolver:
    """A searcher: `plain` finds easy plans soonest, `linear` proves by linear bounds, a `team` takes turns at both."""
    solver = cp_model.CpSolver()
    settings = solver.parameters
    settings.num_workers = 8 if manner == "team" else 1
    if manner == "plain":
        settings.linearization_level = 0
        settings.cp_model_probing_level = 0
        settings.symmetry_level = 0
    elif manner == "linear":
        settings.linearization_level = 2
    else:
        settings.interleave_search = True
    settings.random_seed = SEED
    settings.max_deterministic_time = effort
    settings.max_time_in_seconds = seconds
    return solver
