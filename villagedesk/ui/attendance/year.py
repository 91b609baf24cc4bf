"""The year at a glance: a strip of days for everybody, and who was on time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from villagedesk.attendance.conduct import Punctuality, punctuality
from villagedesk.attendance.judge.verdict import GRAVITY, Status, Verdict
from villagedesk.services.attendance.month import promises, verdicts_between
from villagedesk.services.office import Office
from villagedesk.services.people import labels, people
from villagedesk.ui.attendance.sheet.layout import Spot
from villagedesk.ui.attendance.sheet.paint import TONES
from villagedesk.ui.desk import Desk
from villagedesk.ui.look.look import Look
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.charts import BarRow, BarRows, Columns
from villagedesk.ui.widgets.text import Text


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


_ROW = 16


class HeatStrip(QWidget):
    """A row for each person, a narrow column for each day of the year, coloured by its word; a click opens the day."""

    chosen = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._year: Year | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("全年考勤热力图")

    def show_year(self, year: Year) -> None:
        """Show another year."""
        self._year = year
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A row for each person below the months."""
        rows = len(self._year.people) if self._year else 0
        return QSize(800, self._look.px(24) + self._look.px(_ROW) * rows + self._look.px(4))

    def minimumSizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(400, self.sizeHint().height())

    def _name(self) -> int:
        """Room for the longest name, which may carry the post that tells two people of one name apart."""
        metrics = QFontMetrics(self._look.font("small"))
        widest = (
            max((metrics.horizontalAdvance(person) for person in self._year.people), default=0) if self._year else 0
        )
        return min(max(widest + self._look.px(12), self._look.px(76)), self._look.px(190))

    def _wide(self) -> float:
        return (self.width() - self._name()) / 366

    def paintEvent(self, event: QPaintEvent) -> None:
        """Months, names and days."""
        if self._year is None:
            return
        painter = QPainter(self)
        look, high, top = self._look, self._look.px(_ROW), self._look.px(24)
        first = date(self._year.year, 1, 1)
        painter.setFont(look.font("small", standard_px=12))
        painter.setPen(look.color("muted"))
        for month in range(1, 13):
            x = self._name() + (date(self._year.year, month, 1) - first).days * self._wide()
            painter.drawText(QRectF(x, 0, 60, top), Qt.AlignmentFlag.AlignVCenter, f"{month}月")
        painter.setFont(look.font("small"))
        painter.setPen(look.color("ink"))
        for row, person in enumerate(self._year.people):
            rect = QRectF(0, top + row * high, self._name(), high)
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, person)
        rows = {person: i for i, person in enumerate(self._year.people)}
        colors = {status: look.color(tone) for status, tone in TONES.items()}
        colors[Status.NORMAL] = look.color("ok")
        colors[Status.NORMAL].setAlpha(90)
        colors[Status.UNDECIDED] = look.color("grid")
        wide = max(self._wide() - 0.4, 1.0)
        for spot, (status, _) in self._year.days.items():
            x = self._name() + (spot.day - first).days * self._wide()
            painter.fillRect(QRectF(x, top + rows[spot.person] * high + 2, wide, high - 4), colors[status])

    def _spot_at(self, where: QPointF) -> Spot | None:
        if self._year is None or where.x() < self._name() or where.y() < self._look.px(24):
            return None
        row = int((where.y() - self._look.px(24)) // self._look.px(_ROW))
        day = date(self._year.year, 1, 1) + timedelta(days=int((where.x() - self._name()) / self._wide()))
        return Spot(self._year.people[row], day) if row < len(self._year.people) else None

    def event(self, event: QEvent) -> bool:
        """The day under the mouse in words."""
        if isinstance(event, QHelpEvent):
            spot = self._spot_at(QPointF(event.pos()))
            held = self._year.days.get(spot) if self._year and spot else None
            text = f"{spot.person} {spot.day.month}月{spot.day.day}日 {held[1]}" if spot and held else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the day that is clicked."""
        spot = self._spot_at(event.position())
        if spot is not None and self._year is not None and spot in self._year.days:
            self.chosen.emit(spot)


class YearView(QWidget):
    """The strip above, punctuality of each person and of the office month by month below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.strip = HeatStrip(desk.look)
        legend = "绿 正常　橙 迟到早退　红 缺卡旷工　紫 请假　蓝 公出补签　灰 未判定；点一天看凭据"
        strip_card = Card("全年考勤", padding=12)
        strip_card.add_beside(Text(legend, "small"))
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
        below = QHBoxLayout()
        below.setSpacing(16)
        for card in (left, self.promise, right):
            below.addWidget(card, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        box.addWidget(strip_card, 3)
        box.addLayout(below, 2)

    def show_year(self, year: Year) -> None:
        """Show another year."""
        self.strip.show_year(year)
        self.bars.show_rows(_by_person(year.months))
        self.kept.show_rows(_kept(year.promises))
        self.promise.setVisible(bool(year.promises))
        months = [f"{year.year}-{n:02d}" for n in range(1, 13)]
        shares = [_share([one for one in year.months if one.month == month]) for month in months]
        self.columns.show_values([str(n) for n in range(1, 13)], shares)


def _kept(promised: dict[str, tuple[int, float]]) -> list[BarRow]:
    """承诺 n 天, 实到 m 天: what is kept of the promise and what is still to come."""
    return [
        BarRow(person, (days, max(0.0, promise - days)), f"{person}：承诺 {promise} 天，任期内已到 {days:g} 天")
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
