"""What the street knows after reading the villages' packs: rows, who is missing or late, scores, totals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from villagedesk.papers.street.facts import NAMES, MonthFacts, whole

SUMS = ("接待群众_人次", "办理事项_件次", "调处纠纷_件")
RATES = ("答复率", "解决率", "调解成功率")


@dataclass(frozen=True, slots=True)
class Point:
    """One line of the street's point scheme: a figure in percent (or 按时报送) and how many points it carries."""

    name: str
    weight: float


SCHEME = (Point("到岗率", 40), Point("答复率", 15), Point("解决率", 15), Point("调解成功率", 10), Point("按时报送", 20))


@dataclass(frozen=True, slots=True)
class VillageRow:
    """One village of the month: its facts, what is proved, when it was made, where its file lies."""

    facts: MonthFacts
    state: str
    says: str = ""
    late: bool = False
    file: str = ""
    cells: tuple[str, ...] = ()
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Fault:
    """A file that was put aside, with the reason in words."""

    file: str
    says: str
    village: str = ""
    month: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """The street's month: villages counted, those put beside, missing ones, older revisions, files with faults."""

    street: str
    month: str
    rows: tuple[VillageRow, ...] = ()
    altered: tuple[VillageRow, ...] = ()
    missing: tuple[str, ...] = ()
    superseded: tuple[VillageRow, ...] = ()
    faults: tuple[Fault, ...] = ()
    scheme: tuple[Point, ...] = SCHEME

    @property
    def late(self) -> tuple[str, ...]:
        """The villages that reported after their day."""
        return tuple(row.facts.village for row in self.rows if row.late)

    @property
    def totals(self) -> dict[str, float | None]:
        """Sums of counts and the rates of the sums, never means of rates."""
        return totals(row.facts for row in self.rows)

    def score(self, row: VillageRow) -> float | None:
        """The points of one village out of 100; a figure that the village has nothing for does not weigh."""
        reached = weight = 0.0
        for point in self.scheme:
            value = 100.0 if point.name == "按时报送" and not row.late else _percent(row, point.name)
            if value is not None:
                reached += point.weight * min(value, 100.0) / 100
                weight += point.weight
        return round(100 * reached / weight, 1) if weight else None

    @property
    def ranking(self) -> tuple[tuple[int, VillageRow, float | None], ...]:
        """Villages by points, equal points sharing a place."""
        scored = sorted(((row, self.score(row)) for row in self.rows), key=lambda pair: -(pair[1] or 0))
        found: list[tuple[int, VillageRow, float | None]] = []
        for number, (row, score) in enumerate(scored, 1):
            place = found[-1][0] if found and found[-1][2] == score else number
            found.append((place, row, score))
        return tuple(found)


def _percent(row: VillageRow, name: str) -> float | None:
    if name == "按时报送":
        return 0.0
    if name == "到岗率":
        return row.facts.attendance_rate
    return row.facts.value(name)


def totals(facts: Iterable[MonthFacts]) -> dict[str, float | None]:
    """The six figures of several villages together."""
    everybody = list(facts)
    found: dict[str, float | None] = {}
    for name in NAMES:
        figures = [each.figure(name) for each in everybody]
        if name in SUMS:
            found[name] = whole(sum(figure.value or 0 for figure in figures))
            continue
        of, over = sum(figure.of for figure in figures), sum(figure.over for figure in figures)
        found[name] = round(100 * of / over, 1) if over else None
    return found


def attendance_rate(facts: Iterable[MonthFacts]) -> float | None:
    """Half days present of half days due over several villages."""
    everybody = list(facts)
    due = sum(each.due for each in everybody)
    return round(100 * sum(each.present for each in everybody) / due, 1) if due else None


def changes(facts: MonthFacts) -> Mapping[str, tuple[float | None, float | None, float | None]]:
    """This month, last month and the same month of last year by figure."""
    return {figure.name: (figure.value, figure.last_month, figure.last_year) for figure in facts.figures}
