"""Charts drawn with the window's own painter: bars per row, bars per month, a line over the year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QRegion,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from villagedesk.ui.actions import Action, action_menu
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
_LOW, _FULL = 20, 26
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_CENTER = Qt.AlignmentFlag.AlignCenter


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


class Chart(QWidget):
    """What charts share: one value is marked, by the mouse over it or by the arrow keys, and said in words."""

    def __init__(self, look: Look, unit: str) -> None:
        super().__init__()
        self._look, self._unit = look, unit
        self._marked = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def count(self) -> int:
        """How many values there are to walk over."""
        raise NotImplementedError

    def words(self, index: int) -> str:
        """One value in words, with its unit."""
        raise NotImplementedError

    def index_at(self, where: QPointF) -> int:
        """The value under a point."""
        raise NotImplementedError

    def corner_of(self, index: int) -> QPoint:
        """Where the words about a value belong."""
        raise NotImplementedError

    def mark(self, index: int, at: QPoint | None = None) -> None:
        """Mark a value and say it; outside the values nothing is marked."""
        found = index if 0 <= index < self.count() else -1
        if found != self._marked:
            self._marked = found
            self.update()
        text = self.words(found) if found >= 0 else ""
        self.setAccessibleDescription(text)
        if not text:
            QToolTip.hideText()
        else:
            QToolTip.showText(at or self.mapToGlobal(self.corner_of(found)), text, self)

    def paint_ring(self, painter: QPainter) -> None:
        """The ring of the focus."""
        if self.hasFocus():
            painter.setPen(QPen(self._look.color("focus"), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the value under the mouse."""
        self.mark(self.index_at(event.position()), event.globalPosition().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse went away."""
        self.mark(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk over the values, Home and End go to the first and last, Escape lets go."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        last = self.count() - 1
        if event.modifiers() == Qt.KeyboardModifier.NoModifier and last >= 0 and key in steps:
            self.mark(min(max(self._marked + steps[key], 0), last))
        elif key == Qt.Key.Key_Home:
            self.mark(0)
        elif key == Qt.Key.Key_End:
            self.mark(last)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_picture()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The chart as a picture, or its figures as a table."""
        ways = (
            Action("copy-picture", "复制为图片（Ctrl+C）", self.copy_picture, icon="image"),
            Action("copy-figures", "复制数字", self.copy_figures, icon="copy"),
        )
        action_menu(self._look, ways, self).popup(event.globalPos())

    def copy_picture(self) -> None:
        """Put the chart on the clipboard as a picture, nothing in it marked."""
        self.mark(-1)
        ground = QPixmap(self.size() * self.devicePixelRatio())
        ground.setDevicePixelRatio(self.devicePixelRatio())
        ground.fill(self._look.color("surface"))
        self.render(ground, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
        QGuiApplication.clipboard().setPixmap(ground)
        QToolTip.showText(self.mapToGlobal(QPoint(8, 8)), "已复制为图片，可以粘贴到文档里。", self)

    def copy_figures(self) -> None:
        """Put the figures on the clipboard, a line each."""
        QGuiApplication.clipboard().setText("\n".join(self.words(index) for index in range(self.count())))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring shows where the keys go."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is marked any more."""
        super().focusOutEvent(event)
        self.mark(-1)
        self.update()


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
