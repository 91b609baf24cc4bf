"""The month as a calendar: days by weeks, names to click, drag and drop, painted by hand so that it opens at once."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent

from villagedesk.calendar.day import Day
from villagedesk.calendar.wording import WEEKDAYS
from villagedesk.ui.look.look import Look
from villagedesk.ui.roster.grids.grid import Grid
from villagedesk.ui.roster.grids.layout import DayLayout, Item, week_heights, within
from villagedesk.ui.roster.grids.painting import DayPainter
from villagedesk.ui.roster.sheet import Sheet, Spot


class MonthGrid(Grid):
    """The calendar of a month, painted by hand: see `Grid` for its signals."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "值班月历")
        self._cells: list[tuple[QRectF, Day, list[Item]]] = []
        look.changed.connect(self._arrange)

    def show_sheet(self, sheet: Sheet, today: date) -> None:
        """Show another month, or the same one after a change."""
        self.sheet, self.today = sheet, today
        self._arrange()

    def spot_at(self, where: QPointF) -> Spot | None:
        """The name, hole or day under a point."""
        for rect, day, items in self._cells:
            if rect.contains(where):
                inside = next((i for i in items if i.kind in ("name", "hole") and i.rect.contains(where)), None)
                return inside.spot if inside else Spot(day.date) if self._own(day) else None
        return None

    def rect_of(self, spot: Spot) -> QRectF:
        """Where a spot stands, for tests and menus."""
        for rect, day, items in self._cells:
            if day.date == spot.date:
                return next((item.rect for item in items if item.spot == spot and item.kind != "tag"), rect)
        return QRectF()

    def sizeHint(self) -> QSize:
        """As large as there is room."""
        return QSize(900, 640)

    def minimumSizeHint(self) -> QSize:
        """What the weeks need in height."""
        return QSize(self.look.px(560), int(self._needed()))

    def _zoom(self) -> float:
        """Names are set larger where the days have room for it."""
        return 1.2 if self.width() > self.look.px(1300) and self.height() > self.look.px(840) else 1.0

    def _own(self, day: Day) -> bool:
        return self.sheet is not None and f"{day.date:%Y-%m}" == self.sheet.view.month

    def _needed(self) -> float:
        return self.look.px(34) + sum(self._heights[0]) if self._cells else self.look.px(400)

    def _laid(self, wide: float, *, tight: bool) -> tuple[list[list[tuple[list[Item], float]]], list[float]]:
        """The items of every day, and the least height of every week."""
        sheet = self.sheet
        assert sheet is not None
        layout = DayLayout(self.look, sheet, wide, self._zoom(), tight=tight)
        laid = [
            [layout.lay(d.date, d.collective) if self._own(d) else layout.lay_around(d.date) for d in week]
            for week in sheet.weeks
        ]
        low = self.look.px(74 if tight else 84)
        return laid, [max(low, *(high for _, high in week)) for week in laid]

    def _arrange(self) -> None:
        """Lay out every day for the present width."""
        if self.sheet is None:
            return
        top = self.look.px(34)
        wide = (self.width() - 1) / 7
        holder = self.parentWidget()
        room = (holder.height() if holder is not None else self.height()) - top - 1
        laid, least = self._laid(wide, tight=False)
        if sum(least) > room:
            laid, least = self._laid(wide, tight=True)
        heights = week_heights(least, self.height() - top - 1, 0)
        self._heights = (least, heights)
        self._cells = []
        y = float(top)
        for week, days, high in zip(laid, self.sheet.weeks, heights, strict=True):
            for column, ((items, _), day) in enumerate(zip(week, days, strict=True)):
                rect = QRectF(column * wide, y, wide, high)
                shown = items if self._own(day) else within(items, high)
                moved = [
                    Item(i.kind, i.text, i.rect.translated(rect.topLeft()), i.spot, i.cell, i.strong) for i in shown
                ]
                self._cells.append((rect, day, moved))
            y += high
        self.setMinimumHeight(int(self._needed()))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Weekday names, then every day."""
        painter = QPainter(self)
        if self.sheet is None:
            self.patience.paint(painter)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        days = DayPainter(painter, self.look, self._zoom())
        wide = (self.width() - 1) / 7
        for column, word in enumerate(WEEKDAYS):
            days.weekday(QRectF(column * wide, 0, wide, self.look.px(34)), word, column > 4)
        for rect, day, items in self._cells:
            if event.rect().intersects(rect.toAlignedRect()):
                days.day(rect, day, own=self._own(day), today=day.date == self.today)
                for item in items:
                    days.item(
                        item, chosen=item.spot == self.current and bool(item.spot.post), over=item.spot == self.over
                    )
        for rect, day, _ in self._cells:
            if day.date == self.current.date and self._own(day):
                days.frame(rect, focused=self.hasFocus())
        if self.drag.aim is not None:
            days.aim(self.rect_of(self.drag.aim), fine=self.drag.fine)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk over days and names, Space takes and drops, Enter opens the menu, Escape lets go."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            self._walk(self.current.date + timedelta(steps[Qt.Key(event.key())]), 0)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._walk_names(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_Space and self.sheet is not None:
            if (taken := self.drag.take_or_drop(self.current)) is not None:
                self.dropped.emit(*taken)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu):
            self.ask_menu()
        elif event.key() == Qt.Key.Key_Escape and self.drag.source is not None:
            self.drag.end()
            self.update()
        else:
            super().keyPressEvent(event)

    def _names(self, day: date) -> list[Spot]:
        return [i.spot for _, d, items in self._cells if d.date == day for i in items if i.kind in ("name", "hole")]

    def _walk(self, day: date, name: int) -> None:
        own = [d.date for _, d, _ in self._cells if self._own(d)]
        if own:
            day = min(max(day, own[0]), own[-1])
            names = self._names(day)
            self.choose(names[name] if names else Spot(day))

    def _walk_names(self, step: int) -> None:
        names = self._names(self.current.date)
        here = names.index(self.current) if self.current in names else -1
        if names and 0 <= here + step < len(names):
            self.choose(names[here + step])
        else:
            self._walk(self.current.date + timedelta(7 * step), 0 if step > 0 else -1)
