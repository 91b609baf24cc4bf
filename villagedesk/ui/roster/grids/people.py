"""The month as people by days: who stands when, over the same values and with the same drags as the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen

from villagedesk.calendar.day import Day
from villagedesk.calendar.wording import weekday_word
from villagedesk.papers.roster.posted import short_marks
from villagedesk.ui.look.look import Look
from villagedesk.ui.look.marks import paint_today
from villagedesk.ui.roster.grids.grid import Grid
from villagedesk.ui.roster.sheet import Cell, Place, Sheet, Spot

_CENTER = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def marks_of(places: Sequence[Place]) -> dict[str, str]:
    """One character for every word that tells duties apart: the posts, or the shifts where a month has several."""
    shifts = list(dict.fromkeys(place.shift for place in places))
    words = shifts if len(shifts) > 1 else list(dict.fromkeys(place.post for place in places))
    marks: dict[str, str] = {}
    for word in words:
        marks[word] = next((ch for ch in word if ch not in marks.values()), word[:1])
    return marks


class PeopleGrid(Grid):
    """Rows are people, columns days; signals as of the month grid."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "值班人员表")
        self._held: dict[tuple[str, date], list[tuple[Place, Cell]]] = {}
        self._marks: dict[str, str] = {}
        self._names: dict[str, str] = {}
        look.changed.connect(self.updateGeometry)

    def show_sheet(self, sheet: Sheet, today: date) -> None:
        """Show another month, or the same one after a change."""
        self.sheet, self.today = sheet, today
        self._held = {}
        self._marks = marks_of(sheet.view.places)
        self._names = short_marks(sheet.view.label.values())
        for place in sheet.view.places:
            for cell in place.cells:
                self._held.setdefault((cell.person, place.date), []).append((place, cell))
        self.setMinimumWidth(self._longest() + self.look.px(14) * len(self._days()) + self.look.px(46))
        self.setMinimumHeight(self._head() + self._row() * len(self._people()) + self.look.px(34))
        self.update()

    def sizeHint(self) -> QSize:
        """As large as there is room."""
        return QSize(900, 600)

    def _people(self) -> list[str]:
        if self.sheet is None:
            return []
        return [self.sheet.view.label[person.id] for person in self.sheet.view.people]

    def _days(self) -> tuple[Day, ...]:
        return self.sheet.view.days if self.sheet else ()

    def _head(self) -> int:
        return self.look.px(42)

    def _row(self) -> int:
        people = max(len(self._people()), 1)
        room = (self.height() - self._head() - self.look.px(34)) // people
        return max(min(room, self.look.px(56)), self.look.px(30))

    def _left(self) -> int:
        """As wide as the longest name, within reason; posts stand behind names that leave room."""
        room = self.look.px(122) if self.width() > self.look.px(640) else 0
        if self.sheet is not None and self.width() > self.look.px(880):
            small = QFontMetrics(self.look.font("small"))
            post = max((small.horizontalAdvance(person.post) for person in self.sheet.view.people), default=0)
            room = max(room, min(self._longest() + post + self.look.px(12), self.width() // 5))
            return max(room, min(self._longest(), self.look.px(190)))
        return min(max(self._longest(), room), self.look.px(190))

    def _longest(self) -> int:
        strong = QFontMetrics(self.look.font("strong"))
        return max((strong.horizontalAdvance(name) for name in self._names.values()), default=0) + self.look.px(20)

    def _wide(self) -> float:
        return (self.width() - self._left() - self.look.px(46)) / max(len(self._days()), 1)

    def rect_of(self, spot: Spot) -> QRectF:
        """Where a spot stands."""
        people, days = self._people(), [day.date for day in self._days()]
        if spot.date not in days or spot.person not in people:
            return QRectF()
        left = self._left() + days.index(spot.date) * self._wide()
        return QRectF(left, self._head() + people.index(spot.person) * self._row(), self._wide(), self._row())

    def spot_at(self, where: QPointF) -> Spot | None:
        """The person and day under a point, with the duty if there is one."""
        people, days = self._people(), self._days()
        row, column = int((where.y() - self._head()) // self._row()), int((where.x() - self._left()) // self._wide())
        if not (0 <= row < len(people) and 0 <= column < len(days)) or where.y() < self._head():
            return None
        held = self._held.get((people[row], days[column].date))
        if held:
            place = held[0][0]
            return Spot(place.date, place.shift, place.post, people[row])
        return Spot(days[column].date, "", "", people[row])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Head, rows, marks and totals."""
        painter = QPainter(self)
        if self.sheet is None:
            self.patience.paint(painter)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_head(painter)
        for number, person in enumerate(self._people()):
            self._paint_row(painter, number, person)
        if self.current.person:
            painter.setPen(QPen(self.look.color("accent"), 2))
            painter.drawRect(self.rect_of(self.current).adjusted(1, 1, -1, -1))
        if self.drag.aim is not None:
            painter.setPen(QPen(self.look.color("ok" if self.drag.fine else "accent"), 2, Qt.PenStyle.DashLine))
            painter.drawRect(self.rect_of(self.drag.aim).adjusted(1, 1, -1, -1))
        self._paint_legend(painter)

    def _paint_head(self, painter: QPainter) -> None:
        look, head = self.look, self._head()
        bottom = head + self._row() * len(self._people())
        for number, day in enumerate(self._days()):
            left = self._left() + number * self._wide()
            free = not day.kind.works
            if free:
                painter.fillRect(QRectF(left, head, self._wide(), bottom - head), look.color("weekend"))
            painter.setPen(look.color("accent" if free else "muted"))
            today = day.date == self.today
            painter.setFont(look.font("small", bold=today))
            number = QRectF(left, 2, self._wide(), head / 2)
            if today:
                paint_today(painter, look, number.center(), str(day.date.day), 21)
                painter.setPen(look.color("accent"))
            else:
                painter.drawText(number, _CENTER, str(day.date.day))
            painter.setFont(look.font("small", standard_px=11.5))
            word = weekday_word(day.date)
            painter.drawText(QRectF(left, head / 2 - 2, self._wide(), head / 2), _CENTER, word)
            painter.setPen(look.color("grid"))
            painter.drawLine(QPointF(left, head), QPointF(left, bottom))
        painter.setPen(look.color("line"))
        for y in (head, bottom):
            painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
        painter.setPen(look.color("muted"))
        painter.setFont(look.font("small", bold=True))
        painter.drawText(QRectF(8, 0, self._left(), head), _LEFT, "姓名")
        painter.drawText(QRectF(self.width() - look.px(46), 0, look.px(46), head), _CENTER, "合计")

    def _paint_row(self, painter: QPainter, number: int, person: str) -> None:
        look, top, high = self.look, self._head() + number * self._row(), self._row()
        sheet = self.sheet
        assert sheet is not None
        painter.setPen(look.color("grid"))
        painter.drawLine(QPointF(0, top), QPointF(self.width(), top))
        painter.setPen(look.color("ink"))
        painter.setFont(look.font("strong"))
        name = self._names.get(person, person)
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, self._left() - 12)
        painter.drawText(QRectF(8, top, self._left() - 8, high), _LEFT, shown)
        name_wide = painter.fontMetrics().horizontalAdvance(shown)
        painter.setFont(look.font("small"))
        painter.setPen(look.color("muted"))
        room = self._left() - name_wide - 22
        if room > look.px(24):
            post = painter.fontMetrics().elidedText(sheet.view.people[number].post, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(14 + name_wide, top, room, high), _LEFT, post)
        total = 0
        for day in self._days():
            held = self._held.get((person, day.date), [])
            total += len(held)
            if held:
                self._paint_marks(painter, self.rect_of(Spot(day.date, "", "", person)), held)
        painter.setPen(look.color("ink"))
        painter.setFont(look.font("strong"))
        painter.drawText(QRectF(self.width() - look.px(46), top, look.px(40), high), _CENTER, str(total))

    def _paint_marks(self, painter: QPainter, rect: QRectF, held: list[tuple[Place, Cell]]) -> None:
        look = self.look
        sheet = self.sheet
        assert sheet is not None
        leads = any(place.post in sheet.leaders for place, _ in held)
        wrong = any(cell.breaches for _, cell in held)
        role = "warn" if wrong else "accent" if leads else "info"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color(f"{role}_soft"))
        high = min(rect.height() - 7, look.px(30))
        painter.drawRoundedRect(QRectF(rect.left() + 2, rect.center().y() - high / 2, rect.width() - 3, high), 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        text = "".join(
            dict.fromkeys(self._marks.get(place.shift) or self._marks.get(place.post, "") for place, _ in held)
        )
        painter.setPen(look.color(role))
        painter.setFont(look.font("strong" if leads else "body", standard_px=15 if len(text) == 1 else 11.5))
        painter.drawText(rect, _CENTER, text)

    def _paint_legend(self, painter: QPainter) -> None:
        text = (
            "　".join(f"{mark} {word}" for word, mark in self._marks.items())
            + "　　红底为带班；拖到另一行换人，拖到另一天换日子"
        )
        painter.setPen(self.look.color("muted"))
        painter.setFont(self.look.font("small"))
        top = self._head() + self._row() * len(self._people()) + 6
        painter.drawText(QRectF(8, top, self.width() - 16, self.look.px(24)), _LEFT, text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter opens the menu."""
        people = self._people()
        row = people.index(self.current.person) if self.current.person in people else 0
        moves = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        key = Qt.Key(event.key())
        if key in moves and people and self._days():
            first, last = self._days()[0].date, self._days()[-1].date
            day = min(
                max(self.current.date + timedelta(moves[key][1]) if self.current.date > first else first, first), last
            )
            person = people[min(max(row + moves[key][0], 0), len(people) - 1)]
            held = self._held.get((person, day))
            self.choose(Spot(day, held[0][0].shift, held[0][0].post, person) if held else Spot(day, "", "", person))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu):
            self.ask_menu()
        else:
            super().keyPressEvent(event)
