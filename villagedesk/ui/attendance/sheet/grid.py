"""The month sheet as a grid: people by days, one sign per half day; only what is seen is painted."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip

from villagedesk.attendance.month import MonthSheet, word
from villagedesk.calendar.wording import day_words
from villagedesk.ui.attendance.sheet.layout import Layout, Spot
from villagedesk.ui.attendance.sheet.paint import SheetPainter
from villagedesk.ui.look.look import Look
from villagedesk.ui.widgets.states import Patience


class SheetGrid(QAbstractScrollArea):
    """Rows are people, columns days; `chosen` comes when another cell is current, `opened` on Enter or double click."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._paints = SheetPainter(look)
        self._patience = Patience(self.viewport(), look)
        self.sheet: MonthSheet | None = None
        self.current: Spot | None = None
        self._hover: Spot | None = None
        self.setAccessibleName("考勤月表")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("role", "bare")
        self.viewport().setMouseTracking(True)
        self.viewport().installEventFilter(self)
        look.changed.connect(self._relook)

    def show_sheet(self, sheet: MonthSheet, today: date) -> None:
        """Show another month, or the same one after a change; the current cell stays where it can."""
        self.sheet, self._paints.today = sheet, today
        self._paints.take(sheet)
        people = {row.member.person for row in sheet.rows}
        if self.current and (self.current.person not in people or self.current.day not in sheet.days):
            self.current = None
        self._resize_bars()
        self.viewport().update()

    def layout_now(self) -> Layout | None:
        """Where everything stands now."""
        if self.sheet is None:
            return None
        size = self.viewport().size()
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return Layout(self.sheet, size.width(), size.height(), across, down, self._look.scale)

    def rect_of(self, spot: Spot) -> QRectF:
        """Where a spot stands in the viewport."""
        at = self.layout_now()
        return at.rect_of(spot) if at else QRectF()

    def _resize_bars(self) -> None:
        at = self.layout_now()
        if at is None:
            return
        across, down = at.overflow
        self.verticalScrollBar().setRange(0, down)
        self.verticalScrollBar().setPageStep(max(at.height - at.head, 1))
        self.verticalScrollBar().setSingleStep(at.high)
        self.horizontalScrollBar().setRange(0, across)
        self.horizontalScrollBar().setPageStep(max(at.right - at.name, 1))
        self.horizontalScrollBar().setSingleStep(round(at.wide))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        self._resize_bars()

    def sizeHint(self) -> QSize:
        """As large as there is room."""
        return QSize(1000, 500)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Paint anew: head, names and totals stay in place."""
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """What is in sight."""
        at = self.layout_now()
        if at is not None:
            self._paints.paint(QPainter(self.viewport()), at, (self.current, self._hover), self.hasFocus())
        else:
            self._patience.paint(QPainter(self.viewport()))

    def choose(self, spot: Spot) -> None:
        """Make a cell current and bring it into sight."""
        self.current = spot
        at = self.layout_now()
        if at is None:
            return
        rect, bar, side = at.rect_of(spot), self.verticalScrollBar(), self.horizontalScrollBar()
        if rect.top() < at.head:
            bar.setValue(round(bar.value() + rect.top() - at.head))
        elif rect.bottom() > at.height:
            bar.setValue(round(bar.value() + rect.bottom() - at.height + 1))
        if rect.left() < at.name:
            side.setValue(round(side.value() + rect.left() - at.name))
        elif rect.right() > at.right:
            side.setValue(round(side.value() + rect.right() - at.right))
        self.viewport().update()
        self.setAccessibleDescription(self._words(spot))
        self.chosen.emit(spot)

    def _spot_at(self, where: QPointF) -> Spot | None:
        at = self.layout_now()
        return at.spot_at(where) if at else None

    def _words(self, spot: Spot) -> str:
        row = self.sheet.row(spot.person) if self.sheet else None
        cell = row.cells.get(spot.day) if row else None
        return f"{spot.person} {day_words(spot.day)} {word(cell)}"

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hover, press and tips of the viewport."""
        if isinstance(event, QHelpEvent):
            spot = self._spot_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._tip(spot) if spot else "", self)
            return True
        if isinstance(event, QMouseEvent):
            spot = self._spot_at(event.position())
            if event.type() == QEvent.Type.MouseMove and spot != self._hover:
                self._hover = spot
                self.viewport().update()
            elif event.type() == QEvent.Type.MouseButtonPress and spot is not None:
                self.setFocus()
                self.choose(spot)
            elif event.type() == QEvent.Type.MouseButtonDblClick and spot is not None:
                self.opened.emit(spot)
        elif event.type() == QEvent.Type.Leave:
            self._hover = None
            self.viewport().update()
        return False

    def _tip(self, spot: Spot) -> str:
        row = self.sheet.row(spot.person) if self.sheet else None
        cell = row.cells.get(spot.day) if row else None
        reasons = [reason for verdict in cell.verdicts for reason in verdict.reasons] if cell else []
        return "\n".join([self._words(spot), *reasons])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk from cell to cell, Enter opens, Home and End go to the ends of the month."""
        if self.sheet is None or not self.sheet.rows:
            return
        key = Qt.Key(event.key())
        people = [row.member.person for row in self.sheet.rows]
        spot = self.current or Spot(people[0], self.sheet.days[0])
        row, column = people.index(spot.person), self.sheet.days.index(spot.day)
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Home: (0, -column),
            Qt.Key.Key_End: (0, len(self.sheet.days)),
        }
        if key in steps and not event.modifiers():
            down, across = steps[key] if self.current else (0, 0)
            row = min(max(row + down, 0), len(people) - 1)
            column = min(max(column + across, 0), len(self.sheet.days) - 1)
            self.choose(Spot(people[row], self.sheet.days[column]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current:
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def _relook(self) -> None:
        if self.sheet is not None:
            self._paints.take(self.sheet)
        self._resize_bars()
        self.viewport().update()
