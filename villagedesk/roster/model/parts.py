"""The rules of a case as plain data for a solver: places, limits, shares and everything together."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A slot for the solver: how many, who may (person indexes), who is pinned; `whole` slots are filled as far as
    the rules allow and their gaps are no holes."""

    need: int
    who: tuple[int, ...]
    pins: tuple[int, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` days with a duty among groups of slots (one group a day), for each of some people. With `each`
    every duty counts, not every day."""

    people: tuple[int, ...]
    days: tuple[tuple[int, ...], ...]
    most: int
    each: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """A fairness bucket: slots with their weight, and for each person what counts already and the most on top."""

    bucket: str
    slots: tuple[tuple[int, int], ...]
    people: tuple[tuple[int, int, int], ...]
    given: int = 0


@dataclass(frozen=True, slots=True)
class Model:
    """Everything the planning process is told.

    `cliques` are sets of slots of which a person may hold one; `pairs` are two slots a person may not hold both;
    `apart` are (a, b, slots): at most one duty between the two people. `fixed` (slot, person) should hold;
    `keep` (slot, person) is the earlier draft; `spaced` (person, window slots, most) should hold no more duties, nor
    should `close` windows, which count less;
    `wishes` (slot, person, cost). `totals` are people who share the same buckets and should come out level, with
    what they carry over. `effort` is deterministic time; `seconds` a wall clock limit or 0.
    """

    people: int
    places: tuple[Place, ...]
    cliques: tuple[tuple[int, ...], ...] = ()
    pairs: tuple[tuple[int, int], ...] = ()
    limits: tuple[Limit, ...] = ()
    apart: tuple[tuple[int, int, tuple[int, ...]], ...] = ()
    shares: tuple[Share, ...] = ()
    totals: tuple[tuple[tuple[int, int], ...], ...] = ()
    fixed: tuple[tuple[int, int], ...] = ()
    keep: tuple[tuple[int, int], ...] = ()
    spaced: tuple[tuple[int, tuple[int, ...], int], ...] = ()
    close: tuple[tuple[int, tuple[int, ...], int], ...] = ()
    wishes: tuple[tuple[int, int, int], ...] = ()
    effort: float = 2.0
    seconds: float = 0.0
