"""Figures over the books: of a month or a year, by category, grid, month and person, with last year beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from villagedesk.registers.definition import Register, Statistic
from villagedesk.registers.statistics import Figure, Split, Tally, split, statistics_of, value_of
from villagedesk.services import people
from villagedesk.services.office import Office
from villagedesk.services.registers.books import registers
from villagedesk.services.registers.lists import month_span
from villagedesk.store.books import lists as rows
from villagedesk.store.books import villagers

Span = tuple[date, date]

VISITORS = "接待群众_人次"
"""The month-report column of those who came to the office."""


@dataclass(frozen=True, slots=True)
class BookFigures:
    """The figures of one book over a span, and each of them split."""

    register: Register
    figures: tuple[Figure, ...]
    splits: tuple[Split, ...]


def figures(office: Office, period: str, *, splits: bool = True) -> tuple[BookFigures, ...]:
    """The figures of every book in a month `2026-11` or a year `2026`."""
    return tuple(book_figures(office, register, period, splits=splits) for register in registers(office).values())


def book_figures(office: Office, register: Register, period: str, *, splits: bool = True) -> BookFigures:
    """The figures of one book in a month or a year, with the same span of last year."""
    counter = _Counter(office, register)
    span = month_span(period)
    before = month_span(f"{int(period[:4]) - 1}{period[4:]}")
    chosen = statistics_of(register)
    found = tuple(Figure(s.label, s.unit, counter.value(s, span), counter.value(s, before)) for s in chosen)
    parts: tuple[Split, ...] = ()
    if splits:
        parts = tuple(counter.split(s, by, span) for s in chosen for by in _splits(s, period))
    return BookFigures(register, found, parts)


def _splits(statistic: Statistic, period: str) -> tuple[str, ...]:
    return tuple(by for by in statistic.by if by != "month" or len(period) == 4)


class _Counter:
    """Counts a book for several statistics, reading the same tallies only once."""

    def __init__(self, office: Office, register: Register) -> None:
        self._office = office
        self._register = register
        self._known: dict[tuple[object, ...], list[Tally]] = {}

    def value(self, statistic: Statistic, span: Span) -> float | None:
        """One figure over a span."""
        if statistic.distinct:
            return rows.distinct(self._office.store, self._register.id, span, statistic.distinct, **statistic.where)
        return value_of(statistic, self._tallies(statistic, "", span))

    def split(self, statistic: Statistic, by: str, span: Span) -> Split:
        """One figure by category, grid, month, person or state, in words."""
        return split(statistic, by, _worded(self._office, by, self._tallies(statistic, by, span)))

    def _tallies(self, statistic: Statistic, by: str, span: Span) -> list[Tally]:
        register = self._register
        counted = register.ledger.field if register.ledger else register.counts
        other = statistic.sum if statistic.sum and statistic.sum != counted else ""
        place = (by, span, other, tuple(statistic.where.items()))
        if place not in self._known:
            self._known[place] = rows.tallies(self._office.store, register.id, by, span, other, **statistic.where)
        return self._known[place]


def _worded(office: Office, by: str, tallies: list[Tally]) -> list[Tally]:
    if by == "person":
        names = {str(key): label for key, label in people.labels(office).items()}
    elif by == "grid":
        names = {str(grid.id): grid.name for grid in villagers.grids(office.store)}
    else:
        return tallies
    return [Tally(names.get(t.word, ""), t.state, t.entries, t.amount) for t in tallies]


def report_columns(office: Office, month: str) -> dict[str, float | None]:
    """The month-report columns that the books feed: 接待群众_人次, 办理事项_件次, 答复率, 解决率 …"""
    found: dict[str, float | None] = {}
    span = month_span(month)
    for register in registers(office).values():
        chosen = {statistic.label: statistic for statistic in statistics_of(register)}
        for column in register.report:
            found[column.column] = _Counter(office, register).value(chosen[column.statistic], span)
    return found


def twelve_months(office: Office, column: str, last: str) -> tuple[tuple[str, float], ...]:
    """One month-report column in the twelve months that end with `last`, each with its short name."""
    feeding = [
        (_Counter(office, register), statistic)
        for register in registers(office).values()
        for statistic in statistics_of(register)
        if any(one.column == column and one.statistic == statistic.label for one in register.report)
    ]
    ends = int(last[:4]) * 12 + int(last[5:]) - 1
    found: list[tuple[str, float]] = []
    for month in range(ends - 11, ends + 1):
        span = month_span(f"{month // 12:04d}-{month % 12 + 1:02d}")
        values = [counter.value(statistic, span) for counter, statistic in feeding]
        found.append((f"{month % 12 + 1}月", float(values[-1] or 0) if values else 0.0))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Balance:
    """What one villager earned, spent and has left in a ledger book."""

    name: str
    earned: float
    spent: float

    @property
    def left(self) -> float:
        """What is left."""
        return self.earned - self.spent


def balances(office: Office, book: str) -> tuple[Balance, ...]:
    """The balances of a ledger book (时间银行, 积分), largest earned first."""
    found = rows.balances(office.store, book)
    names = villagers.names_of(office.store, {row[0] for row in found})
    return tuple(Balance(names.get(key, ""), earned, spent) for key, earned, spent in found)
