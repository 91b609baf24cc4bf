"""Figures of a book: person-times, item-times and cases kept apart and named in every heading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from villagedesk.registers.definition import Register, Statistic


@dataclass(frozen=True, slots=True)
class Tally:
    """A group of entries counted together: which word, in which state, how many entries, what they sum to."""

    word: str
    state: str
    entries: int
    amount: float


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its heading with the unit, its value (None: nothing to divide), the same of last year."""

    label: str
    unit: str
    value: float | None
    last_year: float | None = None

    @property
    def heading(self) -> str:
        """接待群众（人次）."""
        return f"{self.label}（{self.unit}）"


@dataclass(frozen=True, slots=True)
class Split:
    """One figure split by category, grid, month, person or state: words and values, largest first."""

    label: str
    unit: str
    by: str
    parts: tuple[tuple[str, float], ...]


SPLIT_LABELS: Mapping[str, str] = {
    "category": "类别",
    "grid": "网格",
    "month": "月份",
    "person": "经办人",
    "state": "状态",
}


def split_label(register: Register, by: str) -> str:
    """What a figure is split by, in words: 类别, 月份, or the label of a field."""
    item = register.item(by)
    return SPLIT_LABELS.get(by) or (item.label if item else by)


def value_of(statistic: Statistic, tallies: Iterable[Tally]) -> float | None:
    """The value of a count, a sum over the counted field, or a rate in percent with one decimal."""
    rows = list(tallies)
    if statistic.rate is not None:
        over = sum(t.entries for t in rows if "all" in statistic.rate.over or t.state in statistic.rate.over)
        of = sum(t.entries for t in rows if t.state in statistic.rate.of)
        return round(100 * of / over, 1) if over else None
    total = sum(t.amount if statistic.sum else t.entries for t in rows)
    return neat(total)


def neat(number: float) -> float:
    """An int where the number is whole, else at most two decimals."""
    return int(number) if number == int(number) else round(number, 2)


def split(statistic: Statistic, by: str, tallies: Iterable[Tally]) -> Split:
    """One figure by word, largest first; months in their own order."""
    groups: dict[str, list[Tally]] = {}
    for tally in tallies:
        groups.setdefault(tally.word or "未填", []).append(tally)
    parts = [(word, value) for word, rows in groups.items() if (value := value_of(statistic, rows)) is not None]
    parts.sort(key=(lambda part: part[0]) if by == "month" else (lambda part: (-part[1], part[0])))  # type: ignore[return-value]
    return Split(statistic.label, statistic.unit, by, tuple(parts))


def statistics_of(register: Register) -> tuple[Statistic, ...]:
    """The statistics a book keeps; a plain count in its own unit where its file names none."""
    if register.statistics:
        return register.statistics
    return (Statistic(register.short, register.unit, count=True, by=("category", "grid", "month", "person")),)


def change_text(value: float | None, before: float | None, unit: str = "") -> str:
    """How a figure stands against the same month last year: 增 12（+8.3%）, 持平, 上年无; a rate in 个百分点."""
    if value is None or before is None:
        return "—"
    difference = neat(value - before)
    if not difference:
        return "持平"
    if unit != "%" and not before:
        return "上年无"
    if unit == "%":
        return f"{'增' if difference > 0 else '减'} {abs(round(difference, 1)):g} 个百分点"
    return f"{'增' if difference > 0 else '减'} {abs(difference):g}（{100 * (value - before) / before:+.1f}%）"
