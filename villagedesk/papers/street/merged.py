"""What the street knows after reading the villages' packs: rows, who is missing or late, scores, totals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from villagedesk.papers.street.facts import NAMES, MonthFacts, whole
from villagedesk.papers.street.scheme import Scheme, Scored, scheme_for, score

SUMS = ("接待群众_人次", "办理事项_件次", "调处纠纷_件")
RATES = ("答复率", "解决率", "调解成功率")


@dataclass(frozen=True, slots=True)
class VillageRow:
    """One village of the month: its facts, what is proved, whether it came in time, where its file lies.

    `late` when the first sound pack of the month was made after the village's day; `came_late` when it was made by
    then and taken in afterwards; `corrected` when a later pack counts in its place. `received_at` is when the street
    took this one in (empty: not kept yet). `path` is the file itself, `link` what leads there from the consolidated
    workbook.
    """

    facts: MonthFacts
    state: str
    says: str = ""
    late: bool = False
    file: str = ""
    cells: tuple[str, ...] = ()
    counted: bool = True
    path: str = ""
    link: str = ""
    received_at: str = ""
    came_late: bool = False
    corrected: bool = False

    @property
    def timing(self) -> str:
        """Whether it came in time, in words."""
        word = "迟报" if self.late else "按时编制，过期收到" if self.came_late else "按时"
        return f"{word}，后有更正" if self.corrected else word


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
    schemes: tuple[Scheme, ...] = ()

    @property
    def late(self) -> tuple[str, ...]:
        """The villages whose first pack was made after their day."""
        return tuple(row.facts.village for row in self.rows if row.late)

    @property
    def totals(self) -> dict[str, float | None]:
        """Sums of counts and the rates of the sums, never means of rates."""
        return totals(row.facts for row in self.rows)

    def scheme_of(self, row: VillageRow) -> Scheme:
        """The version of the point scheme that holds for a village."""
        return scheme_for(self.schemes, row.facts.profile, self.month)

    def score(self, row: VillageRow) -> tuple[float | None, tuple[Scored, ...]]:
        """The points of one village, and what each line of its scheme brought."""
        return score(row.facts, self.scheme_of(row).points, late=row.late)

    @property
    def schemes_used(self) -> tuple[Scheme, ...]:
        """Every version that some village of the month is judged by."""
        return tuple(dict.fromkeys(self.scheme_of(row) for row in self.rows))

    @property
    def ranking(self) -> tuple[tuple[int, VillageRow, float | None], ...]:
        """Villages by points, equal points sharing a place."""
        scored = sorted(((row, self.score(row)[0]) for row in self.rows), key=lambda pair: -(pair[1] or 0))
        found: list[tuple[int, VillageRow, float | None]] = []
        for number, (row, points) in enumerate(scored, 1):
            place = found[-1][0] if found and found[-1][2] == points else number
            found.append((place, row, points))
        return tuple(found)


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
