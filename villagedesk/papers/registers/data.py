"""What the papers of the books are made of, already in words and masked where asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of a list: its words, its width and whether it takes what is left."""

    label: str
    width_mm: float = 24.0
    wide: bool = False
    right: bool = False


@dataclass(frozen=True, slots=True)
class ListData:
    """A book, or what a filter left of it, as rows of words; `unit` stands in the foot with its total."""

    title: str
    period: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: str
    masked: bool


@dataclass(frozen=True, slots=True)
class RecordData:
    """One entry: its number, its fields in order, its way through the states, and its pictures' names."""

    title: str
    number: str
    state: str
    facts: tuple[tuple[str, str, bool], ...]
    """Label, text, and whether it needs the whole width."""
    steps: tuple[tuple[str, str, str], ...]
    signatures: tuple[str, ...]
    masked: bool
    pictures: tuple[tuple[str, Path], ...] = ()
    """Caption and file of what can be printed."""


@dataclass(frozen=True, slots=True)
class LogData:
    """A day's log: the head facts, the sections in their order with 无 for nothing, and who signed."""

    day: str
    weekday: str
    weather: str
    leader: str
    staff: str
    hours: str
    sections: tuple[tuple[str, str], ...]
    handed_over_by: str
    taken_over_by: str
    handed_over: str
    number: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of a book: its heading with the unit, this period, the same of last year, the change in words."""

    book: str
    heading: str
    value: str
    last_year: str
    change: str


@dataclass(frozen=True, slots=True)
class FigureSplit:
    """One figure split by category, grid or person: words and values."""

    title: str
    unit: str
    parts: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class StatsData:
    """The figures of a month or a year over all books."""

    period: str
    figures: tuple[FigureRow, ...]
    splits: tuple[FigureSplit, ...]


@dataclass(frozen=True, slots=True)
class MissingData:
    """What is missing for a matter, told once."""

    number: str
    day: str
    applicant: str
    matter: str
    missing: str
    agent: str


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """One household's points or hours."""

    name: str
    earned: float
    spent: float
    left: float


@dataclass(frozen=True, slots=True)
class WalkRow:
    """One household still to visit."""

    grid: str
    head: str
    address: str
    members: int
    tags: str
