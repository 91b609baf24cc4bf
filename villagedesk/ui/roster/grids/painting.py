"""How a day of the month grid is painted."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from villagedesk.calendar.day import Day, DayKind
from villagedesk.ui.look.look import Look
from villagedesk.ui.look.marks import paint_today
from villagedesk.ui.roster.grids.layout import Item, item_font, split_mark

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTER = Qt.AlignmentFlag.AlignCenter


class DayPainter:
    """Paints days, names, holes and frames with the tokens of the look."""

    def __init__(self, painter: QPainter, look: Look, zoom: float = 1.0) -> None:
        self._painter, self._look, self._zoom = painter, look, zoom

    def weekday(self, rect: QRectF, word: str, weekend: bool) -> None:
        """The name of a weekday over its column."""
        self._painter.setFont(self._look.font("strong", standard_px=14))
        self._painter.setPen(self._look.color("accent" if weekend else "muted"))
        self._painter.drawText(rect, _CENTER, word)

    def day(self, rect: QRectF, day: Day, *, own: bool, today: bool) -> None:
        """Ground, grid line, number, lunar date and the chip of a special day."""
        painter, look = self._painter, self._look
        free = not day.kind.works
        painter.fillRect(rect, look.color("weekend" if free else "surface"))
        painter.setPen(QPen(look.color("grid"), 1))
        painter.drawRect(rect)
        head = QRectF(rect.left() + look.px(8), rect.top() + look.px(4), rect.width() - look.px(14), look.px(23))
        left = self._number(head, day, own=own, today=today, free=free)
        chip = self._chip_of(day)
        room = head.right() - left
        if chip and own:
            wide = self._chip(QRectF(head.right() - room, head.top(), room, head.height()), *chip)
            room -= wide
        painter.setFont(look.font("small", standard_px=12.5))
        painter.setPen(look.color("faint"))
        lunar = day.term or (day.lunar[:-2] if day.lunar.endswith("初一") else day.lunar[-2:])
        if painter.fontMetrics().horizontalAdvance(lunar) < room - 4:
            painter.drawText(QRectF(left, head.top(), room, head.height()), _LEFT, lunar)

    def _number(self, head: QRectF, day: Day, *, own: bool, today: bool, free: bool) -> float:
        """The day's number, in a red disc today; where the lunar date may begin."""
        painter, look = self._painter, self._look
        painter.setFont(look.font("small", standard_px=14, bold=today))
        text = str(day.date.day)
        wide = painter.fontMetrics().horizontalAdvance(text)
        if today:
            middle = QPointF(head.left() - look.px(3) + look.px(22) / 2, head.center().y())
            return paint_today(painter, look, middle, text).right() + look.px(6)
        painter.setPen(look.color("faint" if not own else "accent" if free else "ink2"))
        painter.drawText(head, _LEFT, text)
        return head.left() + wide + look.px(9)

    def _chip_of(self, day: Day) -> tuple[str, str] | None:
        if day.kind == DayKind.MAKE_UP_WORKDAY:
            return "调休上班", "warn"
        if day.name and day.kind in (DayKind.STATUTORY_HOLIDAY, DayKind.HOLIDAY_REST):
            return day.name + ("" if day.kind == DayKind.STATUTORY_HOLIDAY else " 休"), "accent"
        if day.collective:
            return day.collective, "leave"
        if day.special:
            return day.special, "warn"
        return None

    def _chip(self, room: QRectF, text: str, tone: str) -> float:
        painter, look = self._painter, self._look
        painter.setFont(look.font("small", standard_px=12))
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room.width() - look.px(10)))
        wide = metrics.horizontalAdvance(shown) + look.px(10)
        chip = QRectF(room.right() - wide, room.top() + look.px(2), wide, look.px(19))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color(f"{tone}_soft"))
        painter.drawRoundedRect(chip, 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(look.color(tone))
        painter.drawText(chip, _CENTER, shown)
        return wide + look.px(4)

    def item(self, item: Item, *, chosen: bool, over: bool) -> None:
        """A name, a hole, a shift's tag or a name taken off."""
        painter, look = self._painter, self._look
        inner = item.rect.adjusted(look.px(2), 0, 0, 0)
        if item.kind == "hole":
            self._hole(item, over=over or chosen)
            return
        wrong = item.cell is not None and bool(item.cell.breaches)
        if chosen or over or wrong:
            painter.setPen(Qt.PenStyle.NoPen)
            ground = "accent_soft" if chosen else "warn_soft" if wrong else "hover"
            painter.setBrush(look.color(ground))
            painter.drawRoundedRect(item.rect.adjusted(-look.px(2), 1, look.px(2), -1), 4, 4)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        font = item_font(look, item.kind, item.strong, self._zoom)
        font.setStrikeOut(item.kind == "gone")
        font.setUnderline(item.cell is not None and item.cell.changed)
        painter.setFont(font)
        role = {"tag": "muted", "gone": "muted", "around": "faint", "unplanned": "faint"}.get(
            item.kind, "ink" if item.strong else "ink2"
        )
        painter.setPen(look.color("accent" if chosen else "warn" if wrong else role))
        name, mark = split_mark(item.text) if item.kind in ("name", "around") else (item.text, "")
        text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(inner.width()) + 1)
        painter.drawText(inner, _LEFT, text)
        if mark:
            after = inner.adjusted(painter.fontMetrics().horizontalAdvance(text), 0, 0, 0)
            painter.setFont(item_font(look, "gone", False, self._zoom))
            painter.setPen(look.color("muted"))
            shown = painter.fontMetrics().elidedText(mark, Qt.TextElideMode.ElideRight, int(after.width()) + 1)
            painter.drawText(after, _LEFT, shown)
        self._marks(item)

    def _marks(self, item: Item) -> None:
        """A pin for a pinned name, a sign for a broken rule, a dot for a change since publication."""
        cell = item.cell
        if cell is None or not (cell.pinned or cell.breaches or cell.changed):
            return
        look, size = self._look, self._look.px(12)
        name, role = (
            ("triangle-alert", "warn") if cell.breaches else ("pin", "muted") if cell.pinned else ("pencil", "info")
        )
        place = QPointF(item.rect.right() - size, item.rect.center().y() - size / 2)
        self._painter.drawPixmap(place.toPoint(), look.icon(name, role, 12).pixmap(size, size))

    def _hole(self, item: Item, *, over: bool) -> None:
        painter, look = self._painter, self._look
        painter.setPen(QPen(look.color("accent"), 1) if over else Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent_soft"))
        painter.drawRoundedRect(item.rect.adjusted(0, 1.5, 0, -1.5), 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(look.color("accent"))
        painter.setFont(item_font(look, "hole", False, self._zoom))
        inner = item.rect.adjusted(look.px(6), 0, -look.px(2), 0)
        text = painter.fontMetrics().elidedText(item.text, Qt.TextElideMode.ElideRight, int(inner.width()) + 1)
        painter.drawText(inner, _LEFT, text)

    def frame(self, rect: QRectF, *, focused: bool) -> None:
        """The frame of the chosen day."""
        self._painter.setPen(QPen(self._look.color("accent"), 2 if focused else 1.4))
        self._painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def aim(self, rect: QRectF, *, fine: bool) -> None:
        """The place under a dragged name: green where it fits, red where a rule would be broken."""
        role = "ok" if fine else "accent"
        color = self._look.color(f"{role}_soft")
        color.setAlpha(60)
        self._painter.setBrush(color)
        self._painter.setPen(QPen(self._look.color(role), 2, Qt.PenStyle.DashLine))
        self._painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 4, 4)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
