"""A table whose rows can be dragged to another place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication

from villagedesk.ui.desk import Desk
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView


class OrderedRows(RowsView):
    """Rows in an order of their own; `moved` carries the row that was dragged and the place it should take."""

    moved = Signal(object, int)

    def __init__(self, desk: Desk, name: str, columns: Sequence[Column[Any]]) -> None:
        super().__init__(desk, name, columns)
        self._look = desk.look
        self.may_move = True
        self._pressed: QPoint | None = None
        self._from = -1
        self._gap = -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note where a drag may begin."""
        super().mousePressEvent(event)
        sorted_by = self.horizontalHeader().sortIndicatorSection()
        if event.button() == Qt.MouseButton.LeftButton and self.may_move and sorted_by < 0:
            self._pressed = event.position().toPoint()
            self._from = self.rowAt(self._pressed.y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """While a row is dragged, show the gap it would take."""
        where = event.position().toPoint()
        if self._pressed is None or self._from < 0:
            super().mouseMoveEvent(event)
            return
        far = (where - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._gap < 0 and not far:
            return
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._gap = self._gap_at(where.y())
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the row go."""
        gap, start = self._gap, self._from
        self._pressed, self._from, self._gap = None, -1, -1
        self.unsetCursor()
        self.viewport().update()
        if gap < 0:
            super().mouseReleaseEvent(event)
            return
        place = gap - 1 if gap > start else gap
        if place != start:
            self.moved.emit(self.rows_model.rows[start], place)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The table, and over it the line where a dragged row would go."""
        super().paintEvent(event)
        if self._gap < 0:
            return
        last = self.rows_model.rowCount() - 1
        y = (
            self.rowViewportPosition(self._gap)
            if self._gap <= last
            else self.rowViewportPosition(last) + self.rowHeight(last)
        )
        painter = QPainter(self.viewport())
        painter.setPen(QPen(self._look.color("accent"), 2))
        painter.drawLine(0, y, self.viewport().width(), y)
        painter.end()

    def _gap_at(self, y: int) -> int:
        row = self.rowAt(y)
        if row < 0:
            return self.rows_model.rowCount() if y > 0 else 0
        return row + (y > self.rowViewportPosition(row) + self.rowHeight(row) / 2)
