"""A strip of days for everybody over a year: each word has its colour and its own form, so that print can be read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from villagedesk.attendance.judge.verdict import Status
from villagedesk.calendar.wording import day_words
from villagedesk.ui.attendance.legend import Legend
from villagedesk.ui.attendance.sheet.layout import Spot
from villagedesk.ui.attendance.sheet.paint import TONES
from villagedesk.ui.look.look import Look

KINDS: tuple[tuple[str, Status, tuple[Status, ...]], ...] = (
    ("正常", Status.NORMAL, (Status.NORMAL,)),
    ("迟到、早退", Status.LATE, (Status.LATE, Status.EARLY)),
    ("缺卡、旷工", Status.MISSING, (Status.MISSING, Status.ABSENT)),
    ("请假、调休", Status.LEAVE, (Status.LEAVE, Status.REST)),
    ("公出、补签", Status.ERRAND, (Status.ERRAND, Status.FIELD, Status.CORRECTED)),
    ("未判定", Status.UNDECIDED, (Status.UNDECIDED,)),
)
"""What the strip tells apart: the word, the status whose colour it has, the statuses it stands for."""
_PARTS: dict[Status, tuple[tuple[float, float], ...]] = {
    status: parts
    for (_, _, group), parts in zip(
        KINDS,
        (
            ((0.34, 0.66),),  # a short bar in the middle
            ((0.5, 1.0),),  # the lower half
            ((0.0, 1.0),),  # from top to bottom
            ((0.0, 0.5),),  # the upper half
            ((0.0, 0.2), (0.4, 0.6), (0.8, 1.0)),  # a broken bar
            ((0.45, 0.55),),  # a dot
        ),
        strict=True,
    )
    for status in group
}
_ROW, _MOST, _HEAD = 15, 28, 26

Days = dict[Spot, tuple[Status, str]]


def day_color(look: Look, status: Status) -> QColor:
    """The colour of a word."""
    return look.color("muted" if status is Status.UNDECIDED else TONES[status])


def paint_day(painter: QPainter, color: QColor, rect: QRectF, status: Status) -> None:
    """One day: its colour in the form of its word."""
    for upper, lower in _PARTS[status]:
        top = rect.top() + rect.height() * upper
        painter.fillRect(QRectF(rect.left(), top, rect.width(), max(rect.height() * (lower - upper), 1.0)), color)


class HeatStrip(QWidget):
    """A row for each person, a narrow column for each day of the year; a click or Enter opens the day."""

    chosen = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._year = 0
        self._people: tuple[str, ...] = ()
        self._days: Days = {}
        self._current: Spot | None = None
        self._rows: dict[str, int] = {}
        self._name = 0
        look.changed.connect(self._measure)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName("全年考勤")

    def show_days(self, year: int, people: Sequence[str], days: Days) -> None:
        """Show another year."""
        self._year, self._people, self._days = year, tuple(people), days
        self._rows = {person: row for row, person in enumerate(people)}
        self._measure()
        if self._current not in days:
            self._current = None
        self.updateGeometry()
        self.update()

    def cells(self) -> list[list[str]]:
        """A row for each person, a column for each day of which something is known, to be copied."""
        days = sorted({spot.day for spot in self._days})
        rows = [["姓名", *(day.isoformat() for day in days)]]
        for person in self._people:
            found = [self._days.get(Spot(person, day)) for day in days]
            rows.append([person, *(str(one[0]) if one else "" for one in found)])
        return rows

    def sizeHint(self) -> QSize:
        """A generous row for each person below the months."""
        return QSize(800, self._look.px(_HEAD) + self._look.px(_MOST) * len(self._people) + 2)

    def minimumSizeHint(self) -> QSize:
        """As high as its rows at the least."""
        return QSize(400, self._look.px(_HEAD) + self._look.px(_ROW) * len(self._people) + 2)

    def _high(self) -> int:
        room = (self.height() - self._look.px(_HEAD) - 2) // max(len(self._people), 1)
        return min(max(room, self._look.px(_ROW)), self._look.px(_MOST))

    def _measure(self) -> None:
        """Room for the longest name, which may carry the post that tells two people of one name apart."""
        metrics = QFontMetrics(self._look.font("small"))
        widest = max((metrics.horizontalAdvance(person) for person in self._people), default=0)
        self._name = min(max(widest + self._look.px(12), self._look.px(76)), self._look.px(190))

    def _wide(self) -> float:
        return (self.width() - self._name - 1) / 366

    def _left(self, day: date) -> float:
        return self._name + (day - date(self._year, 1, 1)).days * self._wide()

    def _rect(self, spot: Spot) -> QRectF:
        top = self._look.px(_HEAD) + self._rows[spot.person] * self._high()
        return QRectF(self._left(spot.day), top + 2.5, max(self._wide() - 0.5, 1.5), self._high() - 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Months, names and days."""
        if not self._year:
            return
        painter = QPainter(self)
        self._paint_ground(painter)
        colors = {status: day_color(self._look, status) for status in Status}
        for spot, (status, _) in self._days.items():
            paint_day(painter, colors[status], self._rect(spot), status)
        if self._current is not None:
            painter.setPen(QPen(self._look.color("ink" if self.hasFocus() else "muted"), 1))
            painter.drawRect(self._rect(self._current).adjusted(-2.5, -2.5, 2, 2))

    def _paint_ground(self, painter: QPainter) -> None:
        look, high, head = self._look, self._high(), self._look.px(_HEAD)
        bottom = head + high * len(self._people)
        painter.setFont(look.font("small", standard_px=12))
        for month in range(1, 14):
            x = round(self._left(date(self._year + (month > 12), (month - 1) % 12 + 1, 1))) + 0.5
            painter.setPen(look.color("line"))
            painter.drawLine(QPointF(x, head - 4), QPointF(x, bottom))
            if month <= 12:
                painter.setPen(look.color("muted"))
                painter.drawText(QRectF(x + 4, 0, 60, head - 4), Qt.AlignmentFlag.AlignVCenter, f"{month}月")
        painter.setFont(look.font("small"))
        for row, person in enumerate(self._people):
            top = head + row * high
            painter.setPen(look.color("grid"))
            painter.drawLine(QPointF(0, top + 0.5), QPointF(self.width(), top + 0.5))
            painter.setPen(look.color("ink"))
            painter.drawText(QRectF(0, top, self._name, high), Qt.AlignmentFlag.AlignVCenter, person)

    def _spot_at(self, where: QPointF) -> Spot | None:
        """The day under a point, or the nearest beside it: a day is only a few dots wide."""
        row = int((where.y() - self._look.px(_HEAD)) // self._high())
        if not self._year or where.x() < self._name or not 0 <= row < len(self._people):
            return None
        first = date(self._year, 1, 1) + timedelta(days=int((where.x() - self._name) / self._wide()))
        near = (Spot(self._people[row], first + timedelta(days=off)) for off in (0, -1, 1))
        return next((spot for spot in near if spot in self._days), None)

    def _words(self, spot: Spot) -> str:
        return f"{spot.person} {day_words(spot.day)} {self._days[spot][1]}"

    def event(self, event: QEvent) -> bool:
        """The day under the mouse in words."""
        if isinstance(event, QHelpEvent):
            spot = self._spot_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._words(spot) if spot else "", self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what can be opened."""
        hand = self._spot_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the day that is clicked."""
        if (spot := self._spot_at(event.position())) is not None:
            self._current = spot
            self.chosen.emit(spot)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame shows where the keys are."""
        super().focusInEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right walk over a person's days, up and down over people, Enter opens the day."""
        key = Qt.Key(event.key())
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if key in steps and self._days and not event.modifiers():
            self._walk(steps[key], rows=key in (Qt.Key.Key_Up, Qt.Key.Key_Down))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current is not None:
            self.chosen.emit(self._current)
        else:
            super().keyPressEvent(event)

    def _walk(self, step: int, *, rows: bool) -> None:
        if self._current is None:
            self._current = max(self._days, key=lambda spot: (spot.day, -self._people.index(spot.person)))
        elif rows:
            held = [person for person in self._people if any(spot.person == person for spot in self._days)]
            person = held[min(max(held.index(self._current.person) + step, 0), len(held) - 1)]
            own, day = [spot for spot in self._days if spot.person == person], self._current.day
            self._current = min(own, key=lambda spot: (abs((spot.day - day).days), spot.day))
        else:
            mine = sorted(spot.day for spot in self._days if spot.person == self._current.person)
            place = min(max(mine.index(self._current.day) + step, 0), len(mine) - 1)
            self._current = Spot(self._current.person, mine[place])
        self.setAccessibleDescription(self._words(self._current))
        QToolTip.showText(
            self.mapToGlobal(self._rect(self._current).bottomLeft().toPoint()), self._words(self._current)
        )
        self.update()


class StripLegend(Legend):
    """The forms of the strip with their words."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)  # all the room beside the heading
        self.setSizePolicy(policy)
        self.show_words("", [word for word, _, _ in KINDS])

    def paint_drawing(self, painter: QPainter, index: int, room: QRectF) -> None:
        """One day of the kind, a little wider than in the strip."""
        high = self.look.px(14)
        day = QRectF(room.center().x() - self.look.px(3), room.center().y() - high / 2, self.look.px(6), high)
        paint_day(painter, day_color(self.look, KINDS[index][1]), day, KINDS[index][1])
