"""The year at a glance: a strip of days for everybody, and who was on time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from villagedesk.attendance.conduct import Punctuality, punctuality
from villagedesk.attendance.judge.verdict import GRAVITY, Status, Verdict
from villagedesk.services.attendance.month import promises, verdicts_between
from villagedesk.services.office import Office
from villagedesk.services.people import labels, people
from villagedesk.ui.attendance.sheet.layout import Spot
from villagedesk.ui.attendance.strip import HeatStrip, StripLegend
from villagedesk.ui.desk import Desk
from villagedesk.ui.tables.copying import GridCopy
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.charts.bars import BarRow, BarRows
from villagedesk.ui.widgets.charts.columns import Columns
from villagedesk.ui.widgets.flow import Beside


@dataclass(frozen=True, slots=True)
class Year:
    """What the view shows: the word of each person's day, and months on time."""

    year: int
    people: tuple[str, ...]
    days: dict[Spot, tuple[Status, str]]
    promises: dict[str, tuple[int, float]]
    months: tuple[Punctuality, ...]


def year_of(office: Office, year: int) -> Year:
    """Everything that was judged in a year, up to today."""
    first, last = date(year, 1, 1), min(date(year, 12, 31), office.clock().date())
    verdicts = verdicts_between(office, first, last) if first <= last else ()
    days: dict[Spot, tuple[Status, str]] = {}
    for verdict in verdicts:
        spot = Spot(verdict.person, verdict.date)
        if spot not in days or GRAVITY[verdict.status] < GRAVITY[days[spot][0]]:
            days[spot] = (verdict.status, _words(verdict))
    names, present = labels(office), {verdict.person for verdict in verdicts}
    order = tuple(names[p.id] for p in people(office) if names[p.id] in present)
    return Year(year, order, days, promises(office, max(first, last)), punctuality(verdicts))


def _words(verdict: Verdict) -> str:
    return f"{verdict.shift} {verdict.status}" + (f"：{verdict.reasons[0]}" if verdict.reasons else "")


class YearView(QWidget):
    """The strip above, punctuality of each person and of the office month by month below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.strip = HeatStrip(desk.look)
        GridCopy(desk, self.strip, self.strip.cells, menu=True)
        strip_card = Card("全年考勤（点一天看凭据）", padding=12)
        strip_card.add_beside(StripLegend(desk.look))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(self.strip)
        strip_card.body.addWidget(scroll, 1)
        self.bars = BarRows(desk.look, unit="%")
        self.columns = Columns(desk.look, "%")
        self.kept = BarRows(desk.look, ("已到", "还差"), unit="天")
        left, right = Card("各人准点率（%）"), Card("全办公室准点率（%），按月")
        self.promise = Card("换届承诺坐班（天）")
        self.promise.body.addWidget(self.kept)
        self.promise.body.addStretch(1)
        left.body.addWidget(self.bars)
        left.body.addStretch(1)
        right.body.addWidget(self.columns, 1)
        below = Beside()
        for card in (left, self.promise, right):
            below.addWidget(card, 1)
            below.keep(card, least=desk.look.px(230), high=desk.look.px(180))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        box.addWidget(strip_card, 4)
        box.addLayout(below, 3)

    def show_year(self, year: Year) -> None:
        """Show another year."""
        self.strip.show_days(year.year, year.people, year.days)
        self.bars.show_rows(_by_person(year.months))
        self.kept.show_rows(_kept(year.promises))
        self.promise.setVisible(bool(year.promises))
        months = [f"{year.year}-{n:02d}" for n in range(1, 13)]
        shares = [_share([one for one in year.months if one.month == month]) for month in months]
        self.columns.show_values([str(n) for n in range(1, 13)], shares)


def _kept(promised: dict[str, tuple[int, float]]) -> list[BarRow]:
    """承诺 n 天, 实到 m 天: what is kept of the promise and what is still to come."""
    return [
        BarRow(
            person,
            (days, max(0.0, promise - days)),
            f"{person}：承诺 {promise} 天，任期内已到 {days:g} 天",
            said=f"{days:g}/{promise} 天",
        )
        for person, (promise, days) in promised.items()
    ]


def _share(found: Sequence[Punctuality]) -> float:
    duties = sum(one.duties for one in found)
    return round(100 * sum(one.on_time for one in found) / duties, 1) if duties else 0.0


def _by_person(months: Sequence[Punctuality]) -> list[BarRow]:
    own: dict[str, list[Punctuality]] = defaultdict(list)
    for one in months:
        own[one.person].append(one)
    rows = [
        BarRow(
            person,
            (_share(found),),
            f"{person}：{sum(one.on_time for one in found)}/{sum(o.duties for o in found)} 个班次准点",
        )
        for person, found in own.items()
    ]
    return sorted(rows, key=lambda row: -row.total)
