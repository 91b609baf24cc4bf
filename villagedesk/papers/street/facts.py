"""What a month's report states: figures, people and exceptions of one village, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

NAMES = ("接待群众_人次", "办理事项_件次", "调处纠纷_件", "答复率", "解决率", "调解成功率")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the month: `of` and `over` are the parts of a rate in percent, both 0 for a count."""

    name: str
    value: float | None
    of: float = 0
    over: float = 0
    last_month: float | None = None
    last_year: float | None = None

    @property
    def label(self) -> str:
        """接待群众."""
        return self.name.partition("_")[0]

    @property
    def unit(self) -> str:
        """人次, or % for a rate."""
        return self.name.partition("_")[2] or "%"

    @property
    def is_rate(self) -> bool:
        """Whether the figure is a share in percent."""
        return self.unit == "%"


@dataclass(frozen=True, slots=True)
class PersonMonth:
    """One person's month: half days due and present, times late, half days absent, duties by kind of day."""

    person: str
    post: str = ""
    due: float = 0
    present: float = 0
    late: int = 0
    early: int = 0
    missing: int = 0
    absent: float = 0
    leave: float = 0
    errand: float = 0
    duty_workday: float = 0
    duty_weekend: float = 0
    duty_holiday: float = 0
    points: float = 0
    promised: float = 0
    kept: float = 0

    @property
    def rate(self) -> float | None:
        """Half days present (errands count as present) of half days due, in percent."""
        return round(100 * min(self.present + self.errand, self.due) / self.due, 1) if self.due else None


@dataclass(frozen=True, slots=True)
class Exceptional:
    """One day of one person that needs a word: what happened and how it was explained (empty: not yet)."""

    day: str
    person: str
    what: str
    explained: str = ""


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """One village's month, sealed into its pack; `masked` says that persons outside the office are not shown.

    `profile` is the rule profile that the village judged its attendance by.
    """

    village: str
    month: str
    street: str = ""
    revision: int = 1
    made_at: str = ""
    program: str = ""
    masked: bool = True
    figures: tuple[Figure, ...] = ()
    people: tuple[PersonMonth, ...] = ()
    exceptions: tuple[Exceptional, ...] = ()
    checks: int = 0
    checks_away: int = 0
    open_deadlines: int = 0
    notes: tuple[str, ...] = ()
    profile: str = ""

    def value(self, name: str) -> float | None:
        """The value of a figure by name; None when the report has no such figure."""
        return next((figure.value for figure in self.figures if figure.name == name), None)

    def figure(self, name: str) -> Figure:
        """The figure of that name, empty when the report has none."""
        return next((figure for figure in self.figures if figure.name == name), Figure(name, None))

    @property
    def totals(self) -> dict[str, float | None]:
        """The six figures that every street asks for, by name."""
        return {name: whole(self.value(name)) for name in NAMES}

    @property
    def due(self) -> float:
        """Half days due of everybody."""
        return sum(person.due for person in self.people)

    @property
    def present(self) -> float:
        """Half days present of everybody, errands included."""
        return sum(min(person.present + person.errand, person.due) for person in self.people)

    @property
    def attendance_rate(self) -> float | None:
        """Half days present of half days due, in percent."""
        return round(100 * self.present / self.due, 1) if self.due else None


def whole(value: float | None) -> float | None:
    """An int where the number is whole, so that counts read as counts."""
    return int(value) if value is not None and value == int(value) else value


def month_words(month: str) -> str:
    """`2026 年 11 月` for 2026-11."""
    year, number = month.split("-")
    return f"{int(year)} 年 {int(number)} 月"


def shown(value: float | None, unit: str = "") -> str:
    """A figure as people read it: 12, 93.3%, — when there is nothing to divide."""
    if value is None:
        return "—"
    return f"{value:g}%" if unit == "%" else f"{value:g}"


def compared(value: float | None, before: float | None, unit: str) -> str:
    """增 12, 减 3, 持平, — ; rates in percentage points."""
    if value is None or before is None:
        return "—"
    difference = round(value - before, 1)
    if not difference:
        return "持平"
    points = " 个百分点" if unit == "%" else ""
    return f"{'增' if difference > 0 else '减'} {abs(difference):g}{points}"
