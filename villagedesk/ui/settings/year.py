"""The year as twelve small months, every day in the colour of its kind."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from villagedesk.calendar.day import Day, DayKind
from villagedesk.calendar.wording import WEEKDAYS, weekday_word
from villagedesk.ui.look.look import Look

KIND_ROLES = {
    DayKind.STATUTORY_HOLIDAY: ("accent", "on_accent"),
    DayKind.HOLIDAY_REST: ("accent_soft", "accent"),
    DayKind.MAKE_UP_WORKDAY: ("info_soft", "info"),
    DayKind.WEEKEND: ("weekend", "muted"),
    DayKind.WORKDAY: ("surface", "ink"),
}
_CELL_WIDE, _CELL_HIGH = 22, 19
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


def day_words(day: Day) -> str:
    """One day in one line: 2026年10月1日 星期四 八月廿一 法定节假日 国庆节."""
    on = day.date
    week = weekday_word(on)
    words = (f"{on.year}年{on.month}月{on.day}日 星期{week}", day.lunar, day.term, day.kind.label, day.name)
    return " ".join(part for part in (*words, day.collective, day.special) if part)


class YearView(QWidget):
    """A year of days; `chosen` carries the day that is clicked or reached with the arrow keys."""

    chosen = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._days: dict[date, Day] = {}
        self._hand: set[date] = set()
        self._year = 0
        self.current: date | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("年历")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_days(self, days: Sequence[Day], hand: set[date]) -> None:
        """Show a year."""
        self._days = {day.date: day for day in days}
        self._year = days[0].date.year
        self._hand = hand
        if self.current is None or self.current.year != self._year:
            self.current = next((d for d in self._days if d.month == 1 and d.day == 1), None)
        self.update()

    def choose(self, day: date) -> None:
        """Bring a day to the front."""
        if day in self._days:
            self.current = day
            self.setAccessibleDescription(day_words(self._days[day]))
            self.update()
            self.chosen.emit(self._days[day])

    def sizeHint(self) -> QSize:
        """Room for as many months side by side as the width allows."""
        return QSize(self._look.px(640), self._height_for(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow view stands higher, with fewer months in a row."""
        super().resizeEvent(event)
        self.setMinimumHeight(self._height_for(self.width()))

    @property
    def _across(self) -> int:
        """How many months stand side by side: four where the numbers have room, else three or two."""
        gap = self._look.px(16)
        fitting = (self.width() + gap) // (7 * self._look.px(_CELL_WIDE) + gap)
        return 4 if fitting >= 4 else 3 if fitting == 3 else 2

    def _height_for(self, _width: int) -> int:
        rows = 12 // self._across
        return rows * 8 * self._look.px(_CELL_HIGH) + (rows - 1) * self._look.px(16)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Twelve months with their days."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for month in range(1, 13):
            self._paint_month(painter, month)

    def _paint_month(self, painter: QPainter, month: int) -> None:
        look, box = self._look, self._month_box(month)
        painter.setFont(look.font("strong"))
        painter.setPen(look.color("ink"))
        head = QRectF(box.left(), box.top(), box.width(), box.height() / 8)
        painter.drawText(head, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, f"{month}月")
        painter.setFont(look.font("small", standard_px=11))
        painter.setPen(look.color("muted"))
        for column, word in enumerate(WEEKDAYS):
            painter.drawText(self._cell(box, column, 0), Qt.AlignmentFlag.AlignCenter, word)
        for number in range(1, calendar.monthrange(self._year, month)[1] + 1 if self._year else 1):
            day = self._days.get(date(self._year, month, number))
            if day:
                self._paint_day(painter, day, self._rect_of(day.date))

    def _paint_day(self, painter: QPainter, day: Day, rect: QRectF) -> None:
        look = self._look
        ground, ink = KIND_ROLES[day.kind]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color(ground))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 4, 4)
        painter.setPen(look.color(ink))
        painter.setFont(look.font("small", bold=day.kind is not DayKind.WORKDAY and day.kind is not DayKind.WEEKEND))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(day.date.day))
        if day.collective or day.special:
            painter.setBrush(look.color("leave" if day.special else "ok"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(QPointF(rect.right() - 5, rect.top() + 5), 2.5, 2.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if day.date in self._hand:
            painter.setPen(QPen(look.color("warn"), 1.5, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 4, 4)
        if day.date == self.current:
            painter.setPen(QPen(look.color("focus"), 2))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 4, 4)

    def _month_box(self, month: int) -> QRectF:
        gap, across = self._look.px(16), self._across
        down = 12 // across
        wide = (self.width() - (across - 1) * gap) / across
        high = (self.height() - (down - 1) * gap) / down
        row, column = divmod(month - 1, across)
        return QRectF(column * (wide + gap), row * (high + gap), wide, high)

    def _cell(self, box: QRectF, column: int, row: int) -> QRectF:
        wide, high = box.width() / 7, box.height() / 8
        return QRectF(box.left() + column * wide, box.top() + (row + 1) * high, wide, high)

    def _rect_of(self, day: date) -> QRectF:
        first = day.replace(day=1).weekday()
        row, column = divmod(first + day.day - 1, 7)
        return self._cell(self._month_box(day.month), column, row + 1)

    def place_of(self, day: date) -> QPoint:
        """The middle of a day's cell."""
        return self._rect_of(day).center().toPoint()

    def _day_at(self, where: QPointF) -> Day | None:
        return next((day for day in self._days.values() if self._rect_of(day.date).contains(where)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses the day."""
        if day := self._day_at(event.position()):
            self.choose(day.date)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from day to day."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step and self.current:
            self.choose(self.current + timedelta(days=step))
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """The tip of a day says everything about it."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self._day_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), day_words(day) if day else "", self)
            return True
        return super().event(event)
