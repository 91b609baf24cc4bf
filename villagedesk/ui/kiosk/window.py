"""签到台: a full-screen window of big names for a second screen or the front desk."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from villagedesk.base.changes import Area
from villagedesk.services.office import Office, fact
from villagedesk.services.signs import desk as use
from villagedesk.services.signs.desk import Tile
from villagedesk.services.signs.today import Around, around
from villagedesk.ui.desk import Desk
from villagedesk.ui.kiosk.beside import Beside
from villagedesk.ui.kiosk.pad import SignPad
from villagedesk.ui.kiosk.stage import Stage
from villagedesk.ui.kiosk.tile import NameTile
from villagedesk.ui.widgets.text import Text


@dataclass(frozen=True, slots=True)
class _Answer:
    village: str
    tiles: tuple[Tile, ...]
    needs_pin: bool
    around: Around


def _ask(office: Office) -> _Answer:
    return _Answer(fact(office, "village"), use.tiles(office), bool(fact(office, "desk_pin", True)), around(office))


ROOM = 860
"""Pixels of a screen at the standard text size that names and number pad need side by side."""


class KioskWindow(Stage):
    """Tiles at the left, the number pad at the right; refreshed each minute and after every sign."""

    watches = Area.PUNCHES | Area.PEOPLE | Area.ROSTER | Area.OPTIONS
    empty = "先在“人员”页添加干部，这里就会有他们的名字。"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "签到台", (208, 140))
        self._answer = _Answer("", (), True, Around())
        self.setWindowTitle("签到台")
        self.summary = Text("", "heading", wrap=True)
        self.pad = SignPad(desk)
        self.pad.signed.connect(self.refresh)
        self.pad.left.connect(self._left)
        self.names = QWidget()
        left = QVBoxLayout(self.names)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(16)
        left.addWidget(self.summary)
        left.addWidget(self.room, 1)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self.names, 1)
        row.addWidget(self._right())
        self._small = desk.look.room(9999, 9999).width() < desk.look.px(ROOM)
        box = QVBoxLayout(self)
        box.setContentsMargins(32, 24, 32, 24)
        box.setSpacing(16)
        box.addWidget(self.head)
        box.addLayout(row, 1)
        if self._small:
            self.pad.places.lie_low(desk.look.px(38))
        self._take_turns()
        self.refresh()

    def _right(self) -> QWidget:
        """The number pad, and while it rests who stands today, who is away and who stands tomorrow."""
        right = QWidget()
        self.beside = Beside(self._desk.look, upright=True)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.pad)
        column.addWidget(self.beside, 1)
        return right

    def _left(self) -> None:
        self.mark(0)
        self._take_turns()

    def _take_turns(self) -> None:
        """On a small screen either the names are shown, or the number pad of the one who was chosen."""
        idle = self.pad.idle
        self.pad.setVisible(not (self._small and idle))
        self.names.setVisible(not (self._small and not idle))
        self.beside.setVisible(idle and not self._small)
        self.head.setVisible(self.names.isVisibleTo(self))
        if not self._small:
            self.pad.setFixedWidth(self._desk.look.px(372))

    def refresh(self) -> None:
        """Ask who serves today and who has signed."""
        self._desk.ops.query(_ask, self._show, key="kiosk")

    def choose(self, person: int) -> None:
        """Ask this person for the PIN."""
        tile = next((t for t in self._answer.tiles if t.person == person), None)
        if tile is not None:
            self.pad.show_person(tile, needs_pin=self._answer.needs_pin)
            self.mark(person)
            self._take_turns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; digits go to the pad."""
        if event.key() == Qt.Key.Key_Escape and self.pad.idle:
            self.close()
        elif not self.pad.idle:
            self.pad.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def _show(self, answer: _Answer) -> None:
        self._answer = answer
        self.beside.show_around(answer.around)
        there = sum(tile.state == "已签到" for tile in answer.tiles)
        duty = sum(bool(tile.duty) for tile in answer.tiles)
        late = sum(bool(tile.duty) and tile.state == "未签到" for tile in answer.tiles)
        words = [
            f"今天当班 {duty} 人" if duty else "今天没有排班",
            f"已签到 {there} 人",
            f"当班未签 {late} 人" if late else "",
        ]
        self.summary.setText("　".join(filter(None, words)))
        tiles: dict[int, NameTile] = {}
        for tile in answer.tiles:
            button = NameTile(self._desk.look, tile)
            button.clicked.connect(lambda _checked=False, person=tile.person: self.choose(person))
            tiles[tile.person] = button
        self.show_tiles(answer.village, tiles)
        self.mark(self.pad.person)
