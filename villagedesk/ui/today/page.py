"""今日: who is on duty, who has signed, what is due, and how the month stands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from villagedesk.base.changes import Area
from villagedesk.calendar.wording import day_words, weekday_word
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import Page, line_of
from villagedesk.ui.pages import load
from villagedesk.ui.today.cards import DueCard, NumbersCard, StandsCard, VisitsCard, WeekCard
from villagedesk.ui.today.values import Rest, Standing
from villagedesk.ui.widgets.states import UprightScroll
from villagedesk.ui.widgets.text import Text

QUICK = (
    ("登记来访", "F2", "user-plus", "registers", "来访+"),
    ("登记办件", "F3", "file-plus", "registers", "办件+"),
    ("受理调解", "F4", "handshake", "mediation", "+"),
    ("写值班日志", "F5", "notebook-pen", "registers", "值班日志+"),
)

AFTER_PAINT = 40
"""Milliseconds after which the rest is asked for, so that its imports do not hold up the first painting."""
STANDING = "villagedesk.ui.today.standing:ask_standing"
LARGE = 1.2
NARROW = 1100
"""Pixels of width below which the right column goes below the left one."""
REST = "villagedesk.ui.today.facts:ask_rest"


class TodayPage(Page):
    """The first page of the day; it looks again every minute."""

    name = "today"
    title = "今日"
    watches = Area.EVERYTHING

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._search = QPushButton()
        self._search.setProperty("role", "search")
        self._search.setText(" 查找人、事、日期…")
        self._search.setAccessibleName("查找人、事、日期")
        self._search.setToolTip("查找（Ctrl+K）")
        self._search.clicked.connect(lambda _checked=False: desk.go("search"))
        self.header.add(self._search)
        self.stands, self.week = StandsCard(desk), WeekCard(desk)
        self.visits, self.numbers, self.due = VisitsCard(desk), NumbersCard(desk), DueCard(desk)
        cards = QWidget()
        column = QVBoxLayout(cards)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.stands)
        column.addWidget(self.week)
        column.addWidget(self.visits, 1)
        self._scroll = UprightScroll(cards)
        left = QVBoxLayout()
        left.setSpacing(16)
        left.addWidget(self._scroll, 1)
        left.addLayout(self._quick())
        right = QVBoxLayout()
        right.setSpacing(16)
        right.addWidget(self.numbers)
        right.addWidget(self.due, 1)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(16)
        self._sides.addLayout(left, 5)
        self._sides.addLayout(right, 4)
        self.body.addLayout(self._sides, 1)
        self._offered = False
        self._shown: dict[str, object] = {}
        self._minute = QTimer(self, interval=60_000)
        self._minute.timeout.connect(self._again)
        self._minute.start()
        self.restyle()

    def _quick(self) -> QGridLayout:
        row = self._tile_grid = QGridLayout()
        row.setSpacing(8)
        self._tiles: list[tuple[QPushButton, str]] = []
        for words, key, icon, page, target in QUICK:
            tile = QPushButton()
            tile.setProperty("role", "tile")
            tile.setAccessibleName(f"{words}（{key}）")
            tile.clicked.connect(lambda _checked=False, page=page, target=target: self.desk.go(page, target))
            inner = QHBoxLayout(tile)
            inner.setContentsMargins(12, 0, 12, 0)
            inner.setSpacing(8)
            picture = QLabel()
            picture.setObjectName("tile-icon")
            inner.addWidget(picture)
            inner.addWidget(Text(words), 1)
            hint = Text(key, "small")
            hint.setObjectName("tile-key")
            inner.addWidget(hint)
            row.addWidget(tile, 0, len(self._tiles))
            row.setColumnStretch(len(self._tiles), 1)
            self._tiles.append((tile, icon))
        return row

    def restyle(self) -> None:
        """Icons and sizes of the search box and the tiles."""
        look = self.desk.look
        self._search.setIcon(look.icon("search", "muted"))
        self._search.setFixedWidth(look.px(260))
        self._fit()
        for tile, icon in self._tiles:
            tile.setMinimumHeight(look.px(44))
            side = 12 if look.scale == 1 else 4
            if (inner := tile.layout()) is not None:
                inner.setContentsMargins(side, 0, side, 0)
                inner.setSpacing(8 if look.scale == 1 else 4)
            hint = tile.findChild(QLabel, "tile-key")
            if isinstance(hint, QLabel):
                hint.setVisible(look.scale < LARGE)
            picture = tile.findChild(QLabel, "tile-icon")
            if isinstance(picture, QLabel):
                picture.setPixmap(look.icon(icon, "accent").pixmap(look.px(18), look.px(18)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The year's picture stands only where there is room for it."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Decide once the fonts of what was just built are known."""
        QTimer.singleShot(0, self._fit_now)

    def _fit_now(self) -> None:
        inner = self._scroll.widget()
        assert inner is not None
        narrow = self.width() < NARROW
        ways = QBoxLayout.Direction
        self._sides.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        for number, (tile, _icon) in enumerate(self._tiles):
            self._tile_grid.addWidget(tile, number // 2 if narrow else 0, number % 2 if narrow else number)
            self._tile_grid.setColumnStretch(number, 1 if number < 2 or not narrow else 0)
        least = inner.minimumSizeHint()
        self._scroll.setMinimumHeight(min(least.height(), self.desk.look.px(420)) if narrow else 0)
        self.due.setMinimumHeight(self.desk.look.px(300) if narrow else 0)
        parts = (self.stands.minimumSizeHint(), self.week.sizeHint(), self.visits.minimumSizeHint())
        self.visits.setVisible(self._scroll.height() >= sum(part.height() for part in parts) + 2 * 16)

    def refresh(self) -> None:
        """Ask who stands, then for the rest, which reaches into every room and is loaded late."""
        self.desk.ops.query(lambda office: load(STANDING)(office), self._show, key="today")
        if self.settled:
            self._ask_rest()

    def _ask_rest(self) -> None:
        self.desk.ops.query(lambda office: load(REST)(office), self._show_rest, key="today.rest")

    def _again(self) -> None:
        window: QWidget = self.window()
        if self.isVisible() and not window.isMinimized():
            self.refresh()

    def _show(self, today: Standing) -> None:
        day = today.day
        title = f"{day_words(day.date)} 星期{weekday_word(day.date)}"
        lunar = f"农历{day.lunar}" if day.lunar else ""
        kind = day.name or ("" if day.kind.works else day.kind.label)
        self.header.show_title(title, line_of(lunar, day.term, kind, day.collective, day.special, today.village))
        if not self.settled:
            self._put(self.stands.show_stands, today.stands)
            QTimer.singleShot(AFTER_PAINT, self._ask_rest)
        self._put(self.week.show_week, today.week)
        self._fit()
        self.settled = True

    def _put(self, show: Callable[..., None], *values: object) -> None:
        """Show values on a card, unless they stand there already: every minute nothing is built anew for nothing."""
        now = (values, self.desk.look.theme, self.desk.look.size)
        if self._shown.get(show.__name__) != now:
            self._shown[show.__name__] = now
            show(*values)

    def _show_rest(self, rest: Rest) -> None:
        self._put(self.stands.show_stands, rest.stands)
        self._fit()
        self._put(self.numbers.show_numbers, rest.numbers)
        self._put(self.visits.show_visits, rest.visits)
        self._put(self.due.show_due, rest.due, rest.waiting, rest.half_typed)
        if rest.half_typed and not self._offered:
            self.desk.say(rest.half_typed, "warn", "继续填写", lambda: self.desk.go("registers", "half-typed"))
        self._offered = True
