"""Where everything stands inside one day of the month grid, in pixels from the day's corner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from villagedesk.papers.roster.posted import short_marks
from villagedesk.roster.shift import Duty
from villagedesk.ui.look.look import Look
from villagedesk.ui.roster.sheet import Cell, Place, Sheet, Spot

_TIGHT = 0.875
DOTS = 24
"""Pixels that the dots behind the last name of another month's day take."""
MANY = 3
"""From more than so many people on, a place that calls everybody is set as one word."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to paint: kind name, all, hole, tag (of a shift), gone (taken off since publication) or
    unplanned (a day of a month that nobody has planned yet)."""

    kind: str
    text: str
    rect: QRectF
    spot: Spot
    cell: Cell | None = None
    strong: bool = False


def item_font(look: Look, kind: str, strong: bool, zoom: float) -> QFont:
    """The font of an item; `zoom` enlarges names where the days are large."""
    if kind == "tag":
        return look.font("small", standard_px=12 * zoom)
    if kind in ("gone", "hole", "unplanned"):
        return look.font("small", standard_px=13 * zoom)
    return look.font("strong", standard_px=17 * zoom) if strong else look.font("body", standard_px=15 * zoom)


def split_mark(text: str) -> tuple[str, str]:
    """A name, and what only tells two people of one name apart: `张建国` and `（书记）`."""
    name, mark, rest = text.partition("（")
    return name, mark + rest


class DayLayout:
    """Lays out one day: the leader in bold, the others flowing, every shift but the led one with its tag before."""

    def __init__(self, look: Look, sheet: Sheet, width: float, zoom: float = 1.0, *, tight: bool = False) -> None:
        self._look, self._width, self._zoom = look, width, zoom
        self._tight = tight
        """Lines closer together, where the weeks would otherwise not all be seen."""
        self._unplanned = sheet.view.state == "空"
        self._leaders = sheet.leaders
        self._marks = short_marks(sheet.view.label.values())
        self._places: dict[date, list[Place]] = defaultdict(list)
        for place in sheet.view.places:
            self._places[place.date].append(place)
        self._around: dict[date, list[Duty]] = defaultdict(list)
        for duty in sorted(sheet.around, key=lambda one: one.post not in self._leaders):
            self._around[duty.date].append(duty)
        self._strong = QFontMetricsF(item_font(look, "name", True, zoom))
        self._body = QFontMetricsF(item_font(look, "name", False, zoom))
        self._small = QFontMetricsF(item_font(look, "gone", False, zoom))
        self._tag = QFontMetricsF(item_font(look, "tag", False, zoom))
        self._items: list[Item] = []
        self._pad = look.px(8)
        self._x, self._y, self._line = float(self._pad), 0.0, 0.0

    def lay(self, day: date, told: str = "") -> tuple[list[Item], float]:
        """The items of a day and the height that they need; `told` is a word that the day's head says already."""
        self._begin()
        places = self._places[day]
        if places and self._unplanned:
            self._put("unplanned", "未排班", Spot(day))
            places = []
        shifts = list(dict.fromkeys(place.shift for place in places))
        plain = self._plain_shift(places, shifts)
        for shift in shifts:
            group = [place for place in places if place.shift == shift]
            self._break()
            if shift not in (plain, told):
                self._put("tag", shift, Spot(day, shift))
            for place in group:
                self._place(place, place.post in self._leaders)
        self._break()
        return self._items, self._y + self._look.px(2 if self._tight else 6)

    def lay_around(self, day: date) -> tuple[list[Item], float]:
        """The items of a day of another month: names only."""
        self._begin()
        for duty in self._around[day]:
            strong = duty.post in self._leaders
            self._put("around", duty.person, Spot(day), strong=strong)
            if strong:
                self._break()
        self._break()
        # What belongs to another month never makes a week higher.
        return self._items, float(self._look.px((70 if self._tight else 78) * self._zoom))

    def _begin(self) -> None:
        self._items, self._line = [], 0.0
        self._x, self._y = float(self._pad), float(self._look.px(26 if self._tight else 29))

    def _plain_shift(self, places: Sequence[Place], shifts: Sequence[str]) -> str:
        """The shift of a day that needs no tag: its only one, or the only one that is led."""
        led = [shift for shift in shifts if any(p.shift == shift and p.post in self._leaders for p in places)]
        return led[0] if len(led) == 1 else shifts[0] if len(shifts) == 1 else ""

    def _place(self, place: Place, strong: bool) -> None:
        spot = Spot(place.date, place.shift, place.post)
        if place.whole and len(place.cells) > MANY:
            self._put("all", f"全体 {len(place.cells)} 人", Spot(place.date))
        else:
            for cell in place.cells:
                self._put("name", cell.person, Spot(*spot.at, cell.person), cell=cell, strong=strong)
        for name in place.gone:
            self._put("gone", name, spot)
        if place.missing:
            self._put("hole", f"缺{place.post} 为什么？" if strong else f"缺 {place.missing} 人 为什么？", spot)
        if strong:
            self._break()

    def _put(self, kind: str, text: str, spot: Spot, *, cell: Cell | None = None, strong: bool = False) -> None:
        look = self._look
        small = kind in ("tag", "gone", "hole", "unplanned")
        metrics = self._tag if kind == "tag" else self._small if small else self._strong if strong else self._body
        high = look.px((25 if strong else 24) * self._zoom * (_TIGHT if self._tight else 1))
        marks = look.px(14) if cell and (cell.pinned or cell.breaches or cell.changed) else 0
        if kind in ("name", "around"):
            text = self._marks.get(text, text)
        name, mark = split_mark(text) if kind in ("name", "around") else (text, "")
        wide = (
            metrics.horizontalAdvance(name)
            + self._small.horizontalAdvance(mark)
            + look.px(16 if kind == "hole" else 2 if kind == "tag" else 4)
            + marks
        )
        wide = min(wide, self._width - 2 * self._pad + look.px(4))
        if self._x + wide > self._width - self._pad + look.px(4) and self._x > self._pad:
            self._break()
        rect = QRectF(self._x - look.px(2), self._y, wide, high)
        self._items.append(Item(kind, text, rect, spot, cell, strong))
        self._x += wide + look.px(5 if kind == "tag" else 7)
        self._line = max(self._line, high)

    def _break(self) -> None:
        self._y += self._line
        self._x, self._line = float(self._pad), 0.0


def within(items: Sequence[Item], high: float) -> list[Item]:
    """The items of another month's day that a week of this height shows, with dots where some are left out."""
    seen = [item for item in items if item.rect.bottom() <= high]
    if seen and len(seen) < len(items):
        seen[-1] = replace(seen[-1], text=f"{seen[-1].text} …", rect=seen[-1].rect.adjusted(0, 0, DOTS, 0))
    return seen


def week_heights(needed: Sequence[float], room: float, least: float) -> list[float]:
    """Heights of the weeks: what they need, and the room that is left shared evenly."""
    heights = [max(one, least) for one in needed]
    spare = room - sum(heights)
    return [one + max(spare, 0) / len(heights) for one in heights]
