"""Charts drawn with the window's own painter: bars per row, bars per month, a line over the year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from villagedesk.ui.look.look import Look

BARS = ("bar1", "bar2", "bar3", "bar4", "bar5")
HATCHES = (
    Qt.BrushStyle.NoBrush,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.DiagCrossPattern,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.VerPattern,
)
"""What lies over each colour, so that the parts of a bar differ in a grey print and for eyes that see no red."""


@dataclass(frozen=True, slots=True)
class BarRow:
    """One labelled row of stacked bars; `hint` is shown on hover, `dim` greys it."""

    label: str
    parts: tuple[float, ...]
    hint: str = ""
    dim: bool = False

    @property
    def total(self) -> float:
        """What stands at the right."""
        return sum(self.parts)


class BarRows(QWidget):
    """Stacked bars, one row per label, the total at the right: fairness, visits by category."""

    def __init__(self, look: Look, kinds: Sequence[str] = (), unit: str = "") -> None:
        super().__init__()
        self._look, self._kinds, self._unit = look, tuple(kinds), unit
        self._rows: tuple[BarRow, ...] = ()
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_rows(self, rows: Sequence[BarRow], kinds: Sequence[str] = ()) -> None:
        """Show other rows."""
        self._rows = tuple(rows)
        self._kinds = tuple(kinds) or self._kinds
        self.setAccessibleName("；".join(f"{row.label} {row.total:g}{self._unit}" for row in rows))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A row is 20 px high, the legend one row more."""
        return QSize(self._look.px(190), self._look.px(20) * (len(self._rows) + (1 if self._kinds else 0)))

    def minimumSizeHint(self) -> QSize:
        """As high as the rows."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Labels, bars, totals and the legend."""
        painter = QPainter(self)
        painter.setFont(self._look.font("small"))
        metrics = painter.fontMetrics()
        high = self._look.px(20)
        label_wide = min(
            max((metrics.horizontalAdvance(row.label) for row in self._rows), default=0), self.width() // 2
        )
        totals = [f"{row.total:g}{self._unit}" for row in self._rows]
        number_wide = max((metrics.horizontalAdvance(total) for total in totals), default=0) + 4
        most = max((row.total for row in self._rows), default=0) or 1
        room = self.width() - label_wide - number_wide - 12
        for index, row in enumerate(self._rows):
            top = index * high
            painter.setPen(self._look.color("faint" if row.dim else "ink"))
            label = metrics.elidedText(row.label, Qt.TextElideMode.ElideRight, label_wide)
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, top, label_wide, high), middle, label)
            painter.drawText(
                QRectF(self.width() - number_wide, top, number_wide, high),
                middle | Qt.AlignmentFlag.AlignRight,
                totals[index],
            )
            left = label_wide + 12.0
            for number, part in enumerate(row.parts):
                wide = part / most * room
                self._paint_part(painter, QRectF(left, top + high * 0.28, max(wide - 1, 0), high * 0.44), number)
                left += wide
        self._paint_legend(painter, len(self._rows) * high, high)

    def _paint_part(self, painter: QPainter, rect: QRectF, number: int) -> None:
        """One part of a bar: its colour under its hatching."""
        painter.fillRect(rect, self._look.color(BARS[number % len(BARS)]))
        if rect.width() > 1 and number % len(BARS):
            over = self._look.color("surface")
            over.setAlpha(150)
            painter.fillRect(rect, QBrush(over, HATCHES[number % len(HATCHES)]))

    def _paint_legend(self, painter: QPainter, top: int, high: int) -> None:
        left = 0.0
        painter.setFont(self._look.font("small", standard_px=12.5))
        for number, kind in enumerate(self._kinds):
            self._paint_part(painter, QRectF(left, top + high / 2 - 5, 10, 10), number)
            painter.setPen(self._look.color("muted"))
            wide = painter.fontMetrics().horizontalAdvance(kind)
            painter.drawText(QRectF(left + 14, top, wide + 4, high), Qt.AlignmentFlag.AlignVCenter, kind)
            left += wide + 26

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the numbers of the row under the mouse."""
        index = int(event.position().y()) // self._look.px(20)
        if 0 <= index < len(self._rows):
            row = self._rows[index]
            parts = "、".join(f"{k} {p:g}{self._unit}" for k, p in zip(self._kinds, row.parts, strict=False))
            words = parts or f"{row.total:g}{self._unit}"
            QToolTip.showText(event.globalPosition().toPoint(), row.hint or f"{row.label}：{words}", self)


class Columns(QWidget):
    """Upright bars over labels (months, categories) with an optional line of last year; value on hover."""

    def __init__(self, look: Look, unit: str = "") -> None:
        super().__init__()
        self._look, self._unit = look, unit
        self._labels: tuple[str, ...] = ()
        self._values: tuple[float, ...] = ()
        self._before: tuple[float, ...] = ()
        self.hint = "还没有数字，有了登记就会画出来"
        self.setMouseTracking(True)
        self.setMinimumHeight(look.px(140))

    def show_values(self, labels: Sequence[str], values: Sequence[float], before: Sequence[float] = ()) -> None:
        """Show other values; `before` draws a line to compare with."""
        self._labels, self._values, self._before = tuple(labels), tuple(values), tuple(before)
        self.setAccessibleName("；".join(f"{k} {v:g}{self._unit}" for k, v in zip(labels, values, strict=True)))
        self.update()

    def _field(self) -> tuple[float, float, float]:
        """Width of one column, top and foot of the field."""
        return self.width() / max(len(self._labels), 1), self._look.px(22), self.height() - self._look.px(22)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Columns, numbers above and labels below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._look.font("small", standard_px=12.5))
        wide, top, foot = self._field()
        most = max((*self._values, *self._before), default=0) or 1
        painter.setPen(QPen(self._look.color("line"), 1))
        painter.drawLine(QPointF(0, foot), QPointF(self.width(), foot))
        if not any(self._values) and not any(self._before):
            painter.setPen(self._look.color("muted"))
            painter.drawText(QRectF(0, top, self.width(), foot - top), Qt.AlignmentFlag.AlignCenter, self.hint)
        center = Qt.AlignmentFlag.AlignCenter
        for index, (label, value) in enumerate(zip(self._labels, self._values, strict=True)):
            high = (foot - top) * value / most
            left = index * wide
            bar = QRectF(left + wide * 0.22, foot - high, wide * 0.56, high)
            painter.fillRect(bar, self._look.color("bar1"))
            painter.setPen(self._look.color("ink2"))
            painter.drawText(QRectF(left, foot - high - 20, wide, 18), center, f"{value:g}" if value else "")
            painter.setPen(self._look.color("muted"))
            painter.drawText(QRectF(left, foot + 2, wide, 20), center, label)
        if self._before:
            painter.setPen(QPen(self._look.color("bar2"), 2, Qt.PenStyle.DashLine))
            points = [
                QPointF((i + 0.5) * wide, foot - (foot - top) * value / most) for i, value in enumerate(self._before)
            ]
            painter.drawPolyline(QPolygonF(points))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the value under the mouse."""
        wide, _, _ = self._field()
        index = int(event.position().x() / wide) if wide else -1
        if 0 <= index < len(self._values):
            before = f"（上年 {self._before[index]:g}）" if index < len(self._before) else ""
            text = f"{self._labels[index]}：{self._values[index]:g}{self._unit}{before}"
            QToolTip.showText(event.globalPosition().toPoint(), text, self)
