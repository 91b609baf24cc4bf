"""Where everything of the month sheet stands: names at the left, days between, totals at the right, head above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF

from villagedesk.attendance.month import MonthSheet

TOTALS = (("实到", 52), ("迟", 34), ("缺", 34), ("假", 40))
_HEAD, _ROW, _LOW, _MOST, _NAME, _LEAST = 44, 44, 41, 60, 150, 23


@dataclass(frozen=True, slots=True)
class Spot:
    """One person's day."""

    person: str
    day: date


@dataclass(frozen=True, slots=True)
class Layout:
    """The lengths of a sheet in a viewport of `width` × `height`, scrolled by `across` and `down`, at a text scale."""

    sheet: MonthSheet
    width: int
    height: int
    across: int = 0
    down: int = 0
    scale: float = 1.0

    def px(self, standard: float) -> int:
        """A length at the text scale."""
        return round(standard * self.scale)

    @property
    def head(self) -> int:
        """Height of the head."""
        return self.px(_HEAD)

    @property
    def high(self) -> int:
        """Height of a row: a little more where there is room, a little less where all would just fit."""
        room = (self.height - self.head) // max(len(self.sheet.rows), 1)
        return min(room, self.px(_MOST)) if room >= self.px(_LOW) else self.px(_ROW)

    @property
    def name(self) -> int:
        """Width of the names; a wide sheet leaves their posts more room."""
        return max(self.px(_NAME), min(self.width // 8, self.px(190)))

    @property
    def sums(self) -> int:
        """Width of the totals."""
        return sum(self.px(wide) for _, wide in TOTALS)

    @property
    def right(self) -> int:
        """Where the totals begin."""
        return self.width - self.sums

    @property
    def wide(self) -> float:
        """Width of a day: the room shared out, but never too narrow to read."""
        return max((self.width - self.name - self.sums) / max(len(self.sheet.days), 1), self.px(_LEAST))

    @property
    def overflow(self) -> tuple[int, int]:
        """How much there is beyond the viewport, across and down."""
        across = self.name + len(self.sheet.days) * self.wide + self.sums - self.width
        down = self.head + len(self.sheet.rows) * self.high - self.height
        return max(round(across), 0), max(down + 1, 0)

    @property
    def seen(self) -> range:
        """The rows that are in sight."""
        last = (self.down + self.height - self.head) // self.high + 1
        return range(self.down // self.high, min(len(self.sheet.rows), last))

    def left(self, column: int) -> float:
        """Where a day begins."""
        return self.name + column * self.wide - self.across

    def top(self, row: int) -> int:
        """Where a row begins."""
        return self.head + row * self.high - self.down

    def spot_at(self, where: QPointF) -> Spot | None:
        """The person and day under a point."""
        if where.y() < self.head or where.x() < self.name or where.x() >= self.right:
            return None
        row = int((where.y() - self.head + self.down) // self.high)
        column = int((where.x() - self.name + self.across) // self.wide)
        if 0 <= row < len(self.sheet.rows) and 0 <= column < len(self.sheet.days):
            return Spot(self.sheet.rows[row].member.person, self.sheet.days[column])
        return None

    def rect_of(self, spot: Spot) -> QRectF:
        """Where a spot stands; empty when it is not on the sheet."""
        people = [row.member.person for row in self.sheet.rows]
        if spot.person not in people or spot.day not in self.sheet.days:
            return QRectF()
        column, row = self.sheet.days.index(spot.day), people.index(spot.person)
        return QRectF(self.left(column), self.top(row), self.wide, self.high)
