"""Painting the month sheet: signs in their colours, names and totals that stay in place, the head over all."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from villagedesk.attendance.judge.verdict import Status
from villagedesk.attendance.month import MonthSheet, Row
from villagedesk.calendar.wording import weekday_word
from villagedesk.ui.attendance.sheet.layout import TOTALS, Layout, Spot
from villagedesk.ui.attendance.sheet.signs import SignPainter
from villagedesk.ui.look.look import Look
from villagedesk.ui.look.marks import paint_today

TONES = {
    Status.NORMAL: "ok",
    Status.LATE: "warn",
    Status.EARLY: "warn",
    Status.MISSING: "accent",
    Status.ABSENT: "accent",
    Status.LEAVE: "leave",
    Status.REST: "leave",
    Status.ERRAND: "info",
    Status.FIELD: "info",
    Status.CORRECTED: "info",
    Status.UNDECIDED: "faint",
}
_CENTER = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

Sign = tuple[str, str]
"""What stands in a half and the colour role it has."""


def legend_of(sheet: MonthSheet) -> tuple[tuple[str, str, str], ...]:
    """Sign, word and colour role of everything that can stand in a cell."""
    roles = {str(getattr(sheet.profile.symbols, status.value)): tone for status, tone in TONES.items()}
    return tuple((sign, word, roles.get(sign, "leave")) for sign, word in sheet.profile.symbols.legend)


class SheetPainter:
    """Paints a sheet; signs and their text layouts are kept between paintings, which makes scrolling light."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self.today = date.min
        self._signs: list[list[tuple[Sign, Sign, bool] | None]] = []
        self._painters: dict[int, SignPainter] = {}

    def take(self, sheet: MonthSheet) -> None:
        """Get the signs of another sheet ready."""
        self._signs = [self._signs_of(sheet, row) for row in sheet.rows]
        self._painters.clear()

    def _signs_of(self, sheet: MonthSheet, row: Row) -> list[tuple[Sign, Sign, bool] | None]:
        sign = sheet.profile.symbols.of
        found: list[tuple[Sign, Sign, bool] | None] = []
        for day in sheet.days:
            cell = row.cells.get(day)
            if cell is None:
                found.append(None)
                continue
            pair = [(sign(half.status, half.kind), TONES[half.status]) if half else ("", "") for half in cell.halves]
            found.append((pair[0], pair[1], cell.corrected))
        return found

    def paint(self, painter: QPainter, at: Layout, marks: tuple[Spot | None, Spot | None], focused: bool) -> None:
        """Cells, then the frozen names, totals and head; `marks` are the current cell and the one under the mouse."""
        look = self._look
        colors = {tone: look.color(tone) for tone in set(TONES.values())}
        painter.fillRect(QRect(0, 0, at.width, at.height), look.color("surface"))
        self._paint_weekends(painter, at)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = round(min(at.high * 0.31, at.wide * 0.6))
        painter.setFont(look.font("body", standard_px=size / look.scale))
        signs = self._painters.setdefault(size, SignPainter(painter.font(), size * 0.86))
        for index in at.seen:
            self._paint_cells(painter, at, index, (signs, colors))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        current, hover = marks
        if hover is not None and hover != current:
            painter.setPen(QPen(look.color("control"), 1))
            painter.drawRect(at.rect_of(hover).adjusted(0.5, 0.5, -0.5, -0.5))
        if current is not None:
            painter.setPen(QPen(look.color("accent" if focused else "muted"), 2))
            painter.drawRect(at.rect_of(current).adjusted(1, 1, -1, -1))
        for index in at.seen:
            self._paint_sides(painter, at, at.sheet.rows[index], at.top(index), current)
        self._paint_head(painter, at)

    def _paint_weekends(self, painter: QPainter, at: Layout) -> None:
        bottom = at.top(at.seen.stop)
        for column, day in enumerate(at.sheet.days):
            left = at.left(column)
            if day in at.sheet.closed_days:
                painter.fillRect(QRectF(left, at.head, at.wide, bottom - at.head), self._look.color("weekend"))
            painter.setPen(self._look.color("grid"))
            painter.drawLine(QPointF(left, at.head), QPointF(left, bottom))

    def _paint_cells(
        self, painter: QPainter, at: Layout, index: int, ink: tuple[SignPainter, dict[str, QColor]]
    ) -> None:
        draw, colors = ink[0].draw, ink[1]
        top, half, wide, name, right, first = at.top(index), at.high / 2, at.wide, at.name, at.right, at.left(0)
        for column, signs in enumerate(self._signs[index]):
            left = first + column * wide
            if signs is None or left + wide < name or left > right:
                continue
            if signs[2]:
                painter.fillRect(QRectF(left + 1, top + 1, wide - 1, at.high - 1), self._look.color("accent_soft"))
            for which, (text, tone) in enumerate(signs[:2]):
                if text:
                    draw(painter, text, left + wide / 2, top + half * (which + 0.5) + (0.5 - which) * 4, colors[tone])
        painter.setPen(self._look.color("grid"))
        painter.drawLine(QPointF(0, top + at.high), QPointF(at.width, top + at.high))

    def _paint_sides(self, painter: QPainter, at: Layout, row: Row, top: int, current: Spot | None) -> None:
        look, high = self._look, at.high
        for left, wide in ((0, at.name), (at.right, at.sums)):
            painter.fillRect(QRect(left, top + 1, wide, high - 1), look.color("surface"))
        here = current is not None and current.person == row.member.person
        painter.setFont(look.font("strong"))
        painter.setPen(look.color("accent" if here else "ink"))
        painter.drawText(QRectF(look.px(12), top, at.name, high), _LEFT, row.member.person)
        wide = painter.fontMetrics().horizontalAdvance(row.member.person)
        painter.setFont(look.font("small"))
        painter.setPen(look.color("muted"))
        room = at.name - wide - look.px(24)
        post = painter.fontMetrics().elidedText(row.member.post, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(look.px(18) + wide, top, room, high), _LEFT, post)
        self._paint_totals(painter, at, row, top)
        painter.setPen(look.color("line"))
        for edge in (at.name, at.right):
            painter.drawLine(edge, top, edge, top + high)

    def _paint_totals(self, painter: QPainter, at: Layout, row: Row, top: int) -> None:
        totals = row.totals
        figures = (totals.present_days, totals.late, totals.missing + totals.absent_half_days / 2, totals.leave_days)
        painter.setFont(self._look.font("body"))
        left = at.right
        for (label, room), value in zip(TOTALS, figures, strict=True):
            painter.setPen(self._look.color("ink" if value else "faint"))
            text = f"{value:.1f}" if label == TOTALS[0][0] else f"{value:g}"
            painter.drawText(QRectF(left, top, at.px(room) - at.px(8), at.high), _RIGHT, text)
            left += at.px(room)

    def _paint_head(self, painter: QPainter, at: Layout) -> None:
        look, half, today = self._look, at.head / 2, self.today
        painter.fillRect(QRect(0, 0, at.width, at.head), look.color("surface"))
        for column, day in enumerate(at.sheet.days):
            left = at.left(column)
            if left + at.wide < at.name or left > at.right:
                continue
            closed = day in at.sheet.closed_days
            painter.setPen(look.color("accent" if closed or day == today else "ink2"))
            painter.setFont(look.font("small", standard_px=14, bold=day == today))
            number = QRectF(left, 3, at.wide, half)
            if day == today:
                paint_today(painter, look, number.center(), str(day.day), 21)
            else:
                painter.drawText(number, _CENTER, str(day.day))
            painter.setFont(look.font("small", standard_px=11.5))
            painter.setPen(look.color("accent" if closed or day == today else "muted"))
            painter.drawText(QRectF(left, half - 1, at.wide, half), _CENTER, weekday_word(day))
        for left, wide in ((0, at.name), (at.right, at.sums)):
            painter.fillRect(QRect(left, 0, wide, at.head), look.color("surface"))
        painter.setFont(look.font("small", bold=True))
        painter.setPen(look.color("muted"))
        painter.drawText(QRectF(look.px(12), 0, at.name, at.head), _LEFT, "姓名")
        left = at.right
        for label, room in TOTALS:
            painter.drawText(QRectF(left, 0, at.px(room) - at.px(8), at.head), _RIGHT, label)
            left += at.px(room)
        painter.setPen(look.color("line"))
        painter.drawLine(0, at.head, at.width, at.head)
