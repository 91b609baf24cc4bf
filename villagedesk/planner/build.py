"""A roster model as a CP-SAT model: hard rules as constraints, everything else as counted misses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from villagedesk.roster.fairness.share import Ground, shares
from villagedesk.roster.model.parts import Limit, Model, Share

Key = tuple[int, int]
Window = tuple[int, tuple[int, ...], int]


@dataclass(frozen=True)
class Board:
    """The solver's model with its cells and the counted misses of each kind of wish."""

    cp: cp_model.CpModel
    cells: dict[Key, Any]
    holes: list[Any]
    fixed: list[Any]
    gaps: list[Any]


def board(model: Model, *, whole: bool) -> Board:
    """Cells and hard rules; with `whole` nothing may be missing, else holes are counted."""
    cp = cp_model.CpModel()
    cells = {(s, p): cp.new_bool_var("") for s, place in enumerate(model.places) for p in place.who}
    holes: list[Any] = []
    gaps: list[Any] = []
    for s, place in enumerate(model.places):
        filled = [cells[s, p] for p in place.who]
        for p in place.pins:
            cp.add(cells[s, p] == 1)
        if place.whole:
            gaps += [_gap(cp, model, cells, s, p, whole) for p in place.who]
        elif whole:
            cp.add(cp_model.LinearExpr.sum(filled) == place.need)
        else:
            hole = cp.new_int_var(0, place.need, "")
            cp.add(sum(filled) + hole == place.need)
            holes.append(hole)
    made = Board(cp, cells, holes, [1 - cells[k] for k in model.fixed if k in cells], gaps)
    _add_conflicts(model, made)
    together = {frozenset(part) for part in model.cliques}
    alone: dict[tuple[int, ...], bool] = {}
    for limit in model.limits:
        one_each = [len(day) == 1 or _exclusive(day, together, alone) for day in limit.days]
        for person in limit.people:
            _add_limit(model, made, limit, person, one_each)
    for a, b, slots in model.apart:
        _at_most(model, made, [(s, p) for s in slots for p in (a, b)], 1)
    return made


def _gap(cp: cp_model.CpModel, model: Model, cells: dict[Key, Any], slot: int, person: int, whole: bool) -> Any:
    """Whether somebody is neither on a whole-office duty nor on another one that excuses from it."""
    other = {a if b == slot else b for a, b in model.pairs if slot in (a, b)}
    there = [cells[s, person] for s in (slot, *sorted(other)) if (s, person) in cells]
    if whole:
        cp.add_bool_or(there)
        return 0
    gap = cp.new_bool_var("")
    cp.add_bool_or([*there, gap])
    return gap


def _pinned(model: Model, keys: Iterable[Key]) -> int:
    places = model.places
    return sum(1 for s, p in keys if places[s].pins and p in places[s].pins)


def _at_most(model: Model, made: Board, keys: Sequence[Key], most: int) -> None:
    """A limit that pinned cells may pass, and then nothing may be added to them."""
    present = [key for key in keys if key in made.cells]
    most = max(most, _pinned(model, present))
    if len(present) <= most:
        return
    cells = [made.cells[key] for key in present]
    if most == 1:
        made.cp.add_at_most_one(cells)
    else:
        made.cp.add(cp_model.LinearExpr.sum(cells) <= most)


def _add_conflicts(model: Model, made: Board) -> None:
    for p in range(model.people):
        for clique in model.cliques:
            _at_most(model, made, [(s, p) for s in clique], 1)
        for a, b in model.pairs:
            _at_most(model, made, [(a, p), (b, p)], 1)


def _add_limit(model: Model, made: Board, limit: Limit, person: int, one_each: Sequence[bool]) -> None:
    """`one_each` tells for each day whether the person can hold one of its slots only."""
    if limit.each:
        _at_most(model, made, [(s, person) for day in limit.days for s in day], limit.most)
        return
    fixed = sum(1 for day in limit.days if _pinned(model, [(s, person) for s in day]))
    worked: list[Any] = []
    for day, one in zip(limit.days, one_each, strict=True):
        cells = [made.cells[s, person] for s in day]
        worked += cells if one else [_any(made.cp, cells)]
    made.cp.add(cp_model.LinearExpr.sum(worked) <= max(limit.most, fixed))


def _exclusive(day: Sequence[int], together: set[frozenset[int]], known: dict[tuple[int, ...], bool]) -> bool:
    """Whether a person can hold one slot of the day only; answers are kept in `known`."""
    key = tuple(day)
    if key not in known:
        slots = frozenset(key)
        known[key] = any(slots <= part for part in together)
    return known[key]


def _any(cp: cp_model.CpModel, cells: Sequence[Any]) -> Any:
    worked = cp.new_bool_var("")
    for cell in cells:
        cp.add_implication(cell, worked)
    return worked


def targets(share: Share, missing: int) -> list[tuple[int, int, int]]:
    """(person, lowest, highest) fair load of a bucket when `missing` of its weight stays empty."""
    step = max((weight for _, weight in share.slots), default=1)
    uniform = all(weight == step for _, weight in share.slots)
    unit = step if uniform and step and all(start % step == 0 for _, start, _ in share.people) else 1
    grounds = [Ground(start // unit, most // unit) for _, start, most in share.people]
    found = shares(grounds, max(0, missing) // unit)
    return [(p, low * unit, high * unit) for (p, _, _), (low, high) in zip(share.people, found, strict=True)]


def demand(model: Model, share: Share, holes: Sequence[int]) -> int:
    """The weight of a bucket that is dealt out: all needs less pins, holes and what goes to fixed people."""
    slots = {s for s, _ in share.slots}
    fixed = {p for s, p in model.fixed if s in slots}
    total = -sum(weight * sum(1 for p in model.places[s].pins if p not in fixed) for s, weight in share.slots)
    return total + sum(w * (model.places[s].need - holes[s]) for s, w in share.slots) - share.given


def loads(made: Board, share: Share, model: Model) -> dict[int, Any]:
    """The load of everybody in the bucket as an expression: what is carried over and what the cells add."""
    found: dict[int, Any] = {}
    for p, start, _ in share.people:
        pins = sum(w for s, w in share.slots if p in model.places[s].pins)
        terms = [w * made.cells[s, p] for s, w in share.slots if (s, p) in made.cells]
        found[p] = start - pins + sum(terms)
    return found


def keep_fair(made: Board, model: Model, holes: Sequence[int], room: int = 0) -> None:
    """Keep every load in its fair range, `room` wider on both sides."""
    for share in model.shares:
        load = loads(made, share, model)
        for p, low, high in targets(share, demand(model, share, holes)):
            made.cp.add_linear_constraint(load[p], low - room, high + room)


def unfairness(made: Board, model: Model, holes: Sequence[int]) -> tuple[Any, Any]:
    """How far the worst loads of the buckets leave their fair ranges, added up, and how far all loads do."""
    worst: list[Any] = []
    misses: list[Any] = []
    for share in model.shares:
        load = loads(made, share, model)
        ranges = targets(share, demand(model, share, holes))
        if ranges:
            _add_misses(made.cp, share, load, ranges, (worst, misses))
    return sum(worst), sum(misses)


def measured(model: Model, holes: Sequence[int], cells: Sequence[Key]) -> tuple[int, int]:
    """What `unfairness` comes to for a plan."""
    worst = misses = 0
    for share in model.shares:
        found = stray(model, share, holes, cells)
        worst += max((over for _, over, _ in found), default=0) + max((under for _, _, under in found), default=0)
        misses += sum(over + under for _, over, under in found)
    return worst, misses


def stray(model: Model, share: Share, holes: Sequence[int], cells: Sequence[Key]) -> list[tuple[int, int, int]]:
    """(person, above, below): how far everybody's load in the bucket leaves its fair range under a plan."""
    held = set(cells)
    found: list[tuple[int, int, int]] = []
    ranges = targets(share, demand(model, share, holes))
    for (p, start, _), (_, low, high) in zip(share.people, ranges, strict=True):
        load = start + sum(w for s, w in share.slots if (s, p) in held and p not in model.places[s].pins)
        found.append((p, max(0, load - high), max(0, low - load)))
    return found


def _add_misses(
    cp: cp_model.CpModel,
    share: Share,
    load: dict[int, Any],
    ranges: list[tuple[int, int, int]],
    found: tuple[list[Any], list[Any]],
) -> None:
    reach = sum(weight for _, weight in share.slots) + max(abs(start) for _, start, _ in share.people) + 1
    over_worst, under_worst = cp.new_int_var(0, reach, ""), cp.new_int_var(0, reach, "")
    found[0].extend((over_worst, under_worst))
    for p, low, high in ranges:
        over, under = cp.new_int_var(0, reach, ""), cp.new_int_var(0, reach, "")
        cp.add(load[p] - over <= high)
        cp.add(load[p] + under >= low)
        cp.add(over <= over_worst)
        cp.add(under <= under_worst)
        found[1].extend((over, under))


def comfort(made: Board, model: Model, *, hard: bool) -> Any:
    """Level totals, distance between duties and wishes; with `hard` all of them, else the cost of the misses."""
    cost: list[Any] = []
    everything = sorted({(s, w) for share in model.shares for s, w in share.slots})
    for group in model.totals:
        cost += _level(made, model, group, everything, hard)
    if hard:
        keep_apart(made, model, model.spaced)
    else:
        cost += [2 * miss for miss in _crowded(made, model.spaced)]
    wishes = [(made.cells[s, p], c) for s, p, c in model.wishes if p not in model.places[s].pins]
    if hard:
        for cell, _ in wishes:
            made.cp.add(cell == 0)
    return sum(cost) + sum(c * cell for cell, c in wishes)


def keep_apart(made: Board, model: Model, windows: Sequence[Window]) -> None:
    """Keep the duties of everybody within what each window allows; pinned cells may pass it."""
    for p, window, most in windows:
        _at_most(model, made, [(s, p) for s in window], most)


def closeness(made: Board, model: Model) -> Any:
    """How many duties stand closer than they need to."""
    return sum(_crowded(made, model.close))


def _crowded(made: Board, windows: Sequence[Window]) -> list[Any]:
    """What is too much in each window."""
    found: list[Any] = []
    for p, window, most in windows:
        cells = [made.cells[s, p] for s in window if (s, p) in made.cells]
        if len(cells) > most:
            miss = made.cp.new_int_var(0, len(cells), "")
            made.cp.add(sum(cells) - miss <= most)
            found.append(miss)
    return found


def _level(
    made: Board, model: Model, group: Sequence[tuple[int, int]], everything: Sequence[Key], hard: bool
) -> list[Any]:
    top = sum(w for _, w in everything) + max(start for _, start in group)
    level = made.cp.new_int_var(min(0, *(start for _, start in group)), top, "")
    slack = 0 if hard else made.cp.new_int_var(0, top, "")
    for p, start in group:
        pins = sum(w for s, w in everything if p in model.places[s].pins)
        total = start - pins + sum(w * made.cells[s, p] for s, w in everything if (s, p) in made.cells)
        made.cp.add(total >= level)
        made.cp.add(total - slack <= level + 1)
    return [] if hard else [6 * slack]
