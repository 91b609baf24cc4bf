"""Upright bars over months or categories, with a line of the year before."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)

from villagedesk.ui.look.look import Look
from villagedesk.ui.widgets.charts.chart import Chart

_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_CENTER = Qt.AlignmentFlag.AlignCenter


class Columns(Chart):
    """Upright bars over labels (months, categories) with an optional line of last year; value on hover."""

    def __init__(self, look: Look, unit: str = "") -> None:
        super().__init__(look, unit)
        self._labels: tuple[str, ...] = ()
        self._values: tuple[float, ...] = ()
        self._before: tuple[float, ...] = ()
        self.hint = "还没有数字，有了登记就会画出来"
        self._asked = False
        self.setMinimumHeight(look.px(140))

    def show_values(self, labels: Sequence[str], values: Sequence[float], before: Sequence[float] = ()) -> None:
        """Show other values; `before` draws a line to compare with."""
        self._labels, self._values, self._before = tuple(labels), tuple(values), tuple(before)
        self._asked = True
        self.setAccessibleName("；".join(f"{k} {v:g}{self._unit}" for k, v in zip(labels, values, strict=True)))
        self.update()

    def count(self) -> int:
        """The columns, when there is anything to say."""
        return len(self._values) if any(self._values) or any(self._before) else 0

    def words(self, index: int) -> str:
        """Label, value, and the year before."""
        before = f"（上年 {self._before[index]:g}{self._unit}）" if index < len(self._before) else ""
        return f"{self._labels[index]}：{self._values[index]:g}{self._unit}{before}"

    def index_at(self, where: QPointF) -> int:
        """The column at a place; nothing left of the first."""
        field = self._field()
        return int((where.x() - field.left()) // self._wide()) if where.x() >= field.left() else -1

    def corner_of(self, index: int) -> QPoint:
        """Beside the column's middle."""
        return QPoint(round(self._field().left() + (index + 0.5) * self._wide()), self.height() // 2)

    def _field(self) -> QRectF:
        """Where columns stand: below the figures, above the labels, right of the scale."""
        px = self._look.px
        left = px(36) if self.height() >= px(142) else 0
        return QRectF(left, px(24), max(self.width() - left, 1), max(self.height() - px(46), 1))

    def _wide(self) -> float:
        return self._field().width() / max(len(self._labels), 1)

    def _top(self) -> float:
        """The value at the top of the field."""
        if self._unit == "%":
            return 100.0
        return _round_up(max((*self._values, *self._before), default=0))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The scale, columns, numbers above and labels below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._look.font("small", standard_px=12.5))
        field, wide, top = self._field(), self._wide(), self._top()
        self._paint_scale(painter, field, top)
        if self._asked and not self.count():
            painter.setPen(self._look.color("muted"))
            painter.drawText(field, _CENTER, self.hint)
        figures = self._figures(painter.fontMetrics(), wide - 2)
        for index, (label, value) in enumerate(zip(self._labels, self._values, strict=True)):
            slot = QRectF(field.left() + index * wide, field.top(), wide, field.height())
            self._paint_column(painter, slot, value / top, index == self._marked)
            self._paint_figure(painter, slot, value / top, figures[index] if value else "")
            painter.setPen(self._look.color("ink" if index == self._marked else "muted"))
            painter.drawText(QRectF(slot.left(), slot.bottom() + 2, wide, 20), _CENTER, label)
        if any(self._before):
            points = [
                QPointF(field.left() + (i + 0.5) * wide, field.bottom() - field.height() * value / top)
                for i, value in enumerate(self._before)
            ]
            painter.setPen(QPen(self._look.color("bar2"), 2, Qt.PenStyle.DashLine))
            painter.drawPolyline(QPolygonF(points))
        self.paint_ring(painter)

    def _paint_column(self, painter: QPainter, slot: QRectF, share: float, marked: bool) -> None:
        thick = min(slot.width() * 0.56, self._look.px(40))
        bar = QRectF(slot.center().x() - thick / 2, slot.bottom() - slot.height() * share, thick, slot.height() * share)
        if marked:
            painter.fillRect(slot, self._look.color("hover"))
        painter.fillRect(bar, self._look.color("bar1"))

    def _figures(self, metrics: QFontMetrics, room: float) -> list[str]:
        """What stands over the columns: whole numbers where fractions have no room, or only the greatest."""
        for shown in ([f"{value:g}" for value in self._values], [f"{value:.0f}" for value in self._values]):
            if max((metrics.horizontalAdvance(text) for text in shown), default=0) <= room:
                return shown
        most = max(self._values, default=0)
        return [f"{value:.0f}" if value == most or i == self._marked else "" for i, value in enumerate(self._values)]

    def _paint_figure(self, painter: QPainter, slot: QRectF, share: float, text: str) -> None:
        """The value over its column, never crossed by a line of the scale."""
        if text:
            over = QRectF(slot.left(), slot.bottom() - slot.height() * share - 20, slot.width(), 18)
            wide = painter.fontMetrics().horizontalAdvance(text) + 6
            ground = QRectF(over.center().x() - wide / 2, over.top() + 2, wide, over.height() - 3)
            painter.fillRect(ground, self._look.color("surface"))
            painter.setPen(self._look.color("ink2"))
            painter.drawText(over, _CENTER, text)

    def _paint_scale(self, painter: QPainter, field: QRectF, top: float) -> None:
        """Four quiet lines with their values and the unit over them; the foot is the strongest."""
        look = self._look
        told = bool(self.count()) and field.height() >= look.px(96)
        for step in range(5 if told else 1):
            y = round(field.bottom() - field.height() * step / 4) + 0.5
            painter.setPen(QPen(look.color("control" if not step else "grid"), 1))
            painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))
            if told and not step % 2:
                painter.setPen(look.color("faint"))
                place = QRectF(0, y - 9, field.left() - 6, 18)
                painter.drawText(place, _MIDDLE | Qt.AlignmentFlag.AlignRight, f"{top * step / 4:g}")
        if told:
            painter.setPen(look.color("faint"))
            painter.drawText(QRectF(0, 0, field.left() + 20, field.top() - 9), _MIDDLE, self._unit)


def _round_up(value: float) -> float:
    """The next value that a person would write on a scale: 1, 2, 4, 6, 8 of each power of ten, in quarters."""
    if value <= 0:
        return 4.0
    power = 10 ** floor(log10(value))
    found = next(step * power for step in (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10) if step * power >= value)
    return max(found, 4.0)
