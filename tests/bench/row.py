"""One speed line: what we take, what the limit takes in the same run, and the ratio that is the goal."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A figure to print: medians of `ours` and `limit` in one run; `goal` bounds ours/limit or ours itself.

    Both callables return a figure (seconds, megabytes …) or measure themselves through `timed`.
    `limit` None means that the goal is absolute, in `unit`.
    """

    name: str
    ours: Callable[[], float]
    goal: float
    limit: Callable[[], float] | None = None
    unit: str = "s"
    runs: int = 5


def timed(work: Callable[[], object]) -> Callable[[], float]:
    """A figure in seconds for one call of `work`."""

    def once() -> float:
        begin = time.perf_counter()
        work()
        return time.perf_counter() - begin

    return once


@dataclass(frozen=True)
class Figure:
    """What one row came to."""

    name: str
    ours: float
    limit: float | None
    goal: float
    unit: str

    @property
    def ratio(self) -> float:
        """Ours over the limit, or ours itself where the goal is absolute."""
        return self.ours if self.limit is None else self.ours / self.limit

    @property
    def met(self) -> bool:
        """Whether the goal is met in this run."""
        return self.ratio <= self.goal


def measure(row: Row) -> Figure:
    """Medians of ours and of the limit, taken in turn so that a noisy machine hits both."""
    ours: list[float] = []
    limits: list[float] = []
    for _ in range(row.runs):
        ours.append(row.ours())
        if row.limit is not None:
            limits.append(row.limit())
    return Figure(row.name, statistics.median(ours), statistics.median(limits) if limits else None, row.goal, row.unit)
