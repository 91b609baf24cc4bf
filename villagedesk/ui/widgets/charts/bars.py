"""Stacked bars, one row per label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy

from villagedesk.ui.look.look import Look
from villagedesk.ui.widgets.charts.chart import Chart

BARS = ("bar1", "bar2", "bar3", "bar4", "bar5")
HATCHES = (
    Qt.BrushStyle.NoBrush,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.DiagCrossPattern,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.VerPattern,
)
"""What lies over each colour, so that the parts of a bar differ in a grey print and for eyes that see no red."""
_LOW, _FULL = 20, 26
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class BarRow:
    """One labelled row of stacked bars; `hint` is shown on hover, `said` stands at the right for the total."""

    label: str
    parts: tuple[float, ...]
    hint: str = ""
    dim: bool = False
    said: str = ""

    @property
    def total(self) -> float:
        """What stands at the right."""
        return sum(self.parts)


class BarRows(Chart):
    """Stacked bars, one row per label, the total at the right: fairness, visits by category."""

    def __init__(self, look: Look, kinds: Sequence[str] = (), unit: str = "") -> None:
        super().__init__(look, unit)
        self._kinds = tuple(kinds)
        self._rows: tuple[BarRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        look.changed.connect(self.updateGeometry)

    def show_rows(self, rows: Sequence[BarRow], kinds: Sequence[str] = ()) -> None:
        """Show other rows."""
        self._rows = tuple(rows)
        self._kinds = tuple(kinds) or self._kinds
        self.setAccessibleName("；".join(f"{row.label} {row.said or f'{row.total:g}{self._unit}'}" for row in rows))
        self.updateGeometry()
        self.update()

    def count(self) -> int:
        """The rows."""
        return len(self._rows)

    def words(self, index: int) -> str:
        """The row's own hint, or each kind with its number."""
        row = self._rows[index]
        parts = "、".join(f"{k} {p:g}{self._unit}" for k, p in zip(self._kinds, row.parts, strict=False))
        return row.hint or f"{row.label}：{parts or f'{row.total:g}{self._unit}'}"

    def index_at(self, where: QPointF) -> int:
        """The row at a height."""
        return int(where.y() // self._pitch())

    def corner_of(self, index: int) -> QPoint:
        """Below the bar's beginning."""
        return QPoint(self.width() // 3, round((index + 0.5) * self._pitch()))

    def _lines(self) -> int:
        return len(self._rows) + (1 if self._kinds else 0)

    def _pitch(self) -> float:
        """The height of a row: generous where there is room."""
        room = self.height() / max(self._lines(), 1)
        return min(max(room, self._look.px(_LOW)), self._look.px(_FULL))

    def sizeHint(self) -> QSize:
        """Generous rows, the legend one row more."""
        return QSize(self._look.px(190), self._look.px(_FULL) * self._lines())

    def minimumSizeHint(self) -> QSize:
        """Rows that can just be read."""
        return QSize(self._look.px(190), self._look.px(_LOW) * self._lines())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Labels, bars, totals and the legend."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._look.font("small"))
        metrics = painter.fontMetrics()
        high = self._pitch()
        label_wide = min(
            max((metrics.horizontalAdvance(row.label) for row in self._rows), default=0), self.width() // 2
        )
        totals = [row.said or f"{row.total:g}{self._unit}" for row in self._rows]
        number_wide = max((metrics.horizontalAdvance(total) for total in totals), default=0) + 4
        most = max((row.total for row in self._rows), default=0) or 1
        room = self.width() - label_wide - number_wide - 20
        for index, row in enumerate(self._rows):
            top = index * high
            if index == self._marked:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._look.color("hover"))
                painter.drawRoundedRect(QRectF(0, top, self.width(), high), 4, 4)
            painter.setPen(self._look.color("faint" if row.dim else "ink"))
            label = metrics.elidedText(row.label, Qt.TextElideMode.ElideRight, label_wide)
            painter.drawText(QRectF(0, top, label_wide, high), _MIDDLE, label)
            number = QRectF(self.width() - number_wide, top, number_wide, high)
            painter.drawText(number, _MIDDLE | Qt.AlignmentFlag.AlignRight, totals[index])
            thick = round(high * 0.42)
            self._paint_bar(painter, row, QRectF(label_wide + 12, round(top + (high - thick) / 2), room, thick), most)
        self._paint_legend(painter, len(self._rows) * high, high)
        self.paint_ring(painter)

    def _paint_bar(self, painter: QPainter, row: BarRow, room: QRectF, most: float) -> None:
        left = room.left()
        for number, part in enumerate(row.parts):
            wide = part / most * room.width()
            paint_part(painter, self._look, QRectF(left, room.top(), max(wide - 1, 0), room.height()), number)
            left += wide

    def _paint_legend(self, painter: QPainter, top: float, high: float) -> None:
        left = 0.0
        painter.setFont(self._look.font("small", standard_px=12.5))
        for number, kind in enumerate(self._kinds):
            paint_part(painter, self._look, QRectF(left, round(top + high / 2 - 5), 10, 10), number)
            painter.setPen(self._look.color("muted"))
            wide = painter.fontMetrics().horizontalAdvance(kind)
            painter.drawText(QRectF(left + 16, top, wide + 4, high), _MIDDLE, kind)
            left += wide + 28


def paint_part(painter: QPainter, look: Look, rect: QRectF, number: int) -> None:
    """One part of a bar: its colour under its hatching."""
    painter.fillRect(rect, look.color(BARS[number % len(BARS)]))
    if rect.width() > 1 and number % len(BARS):
        over = look.color("surface")
        over.setAlpha(150)
        painter.fillRect(rect, QBrush(over, HATCHES[number % len(HATCHES)]))
