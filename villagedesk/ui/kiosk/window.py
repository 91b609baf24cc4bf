"""签到台: a full-screen window of big names for a second screen or the front desk."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from villagedesk.base.changes import Area, Changes
from villagedesk.services.office import Office, fact
from villagedesk.services.signs import desk as use
from villagedesk.services.signs.desk import Tile
from villagedesk.ui.desk import Desk
from villagedesk.ui.kiosk.head import WallHead
from villagedesk.ui.kiosk.pad import SignPad
from villagedesk.ui.kiosk.tile import NameTile
from villagedesk.ui.kiosk.wall import Wall
from villagedesk.ui.widgets.states import EmptyState
from villagedesk.ui.widgets.text import Text


@dataclass(frozen=True, slots=True)
class _Answer:
    village: str
    tiles: tuple[Tile, ...]
    needs_pin: bool


def _ask(office: Office) -> _Answer:
    return _Answer(fact(office, "village"), use.tiles(office), bool(fact(office, "desk_pin", True)))


class KioskWindow(QWidget):
    """Tiles at the left, the number pad at the right; refreshed each minute and after every sign."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._answer = _Answer("", (), True)
        self.setWindowTitle("签到台")
        self.setProperty("role", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.head = WallHead(desk, "签到台", self)
        self.head.minute.connect(lambda _now: self.refresh())
        self.summary = Text("", "heading")
        self.grid = QGridLayout()
        self.grid.setSpacing(16)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.wall = Wall(desk.look, self.grid, (208, 140))
        self._tiles: dict[int, NameTile] = {}
        names = QWidget()
        names.setLayout(self.grid)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        self._scroll = scroll
        scroll.viewport().installEventFilter(self)
        scroll.setWidget(names)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pad = SignPad(desk)
        self.pad.setFixedWidth(desk.look.px(372))
        self.pad.signed.connect(self.refresh)
        self.pad.left.connect(self._unmark)
        left = QVBoxLayout()
        left.setSpacing(16)
        left.addWidget(self.summary)
        left.addWidget(scroll, 1)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addLayout(left, 1)
        row.addWidget(self.pad)
        box = QVBoxLayout(self)
        box.setContentsMargins(32, 24, 32, 24)
        box.setSpacing(16)
        box.addWidget(self.head)
        box.addLayout(row, 1)
        desk.ops.changed.connect(self._changed)
        self.refresh()

    def refresh(self) -> None:
        """Ask who serves today and who has signed."""
        self._desk.ops.query(_ask, self._show, key="kiosk")

    def choose(self, person: int) -> None:
        """Ask this person for the PIN."""
        tile = next((t for t in self._answer.tiles if t.person == person), None)
        if tile is not None:
            self.pad.show_person(tile, needs_pin=self._answer.needs_pin)
            for key, button in self._tiles.items():
                button.setChecked(key == person)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; digits go to the pad."""
        if event.key() == Qt.Key.Key_Escape and self.pad.idle:
            self.close()
        elif not self.pad.idle:
            self.pad.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lay the tiles out anew when their room has changed."""
        if event.type() == QEvent.Type.Resize:
            self._lay_out()
        return super().eventFilter(watched, event)

    def _changed(self, changes: Changes) -> None:
        if changes.touched & (Area.PUNCHES | Area.PEOPLE | Area.ROSTER | Area.OPTIONS):
            self.refresh()

    def _show(self, answer: _Answer) -> None:
        self._answer = answer
        self.head.village.setText(answer.village)
        there = sum(tile.state == "已签到" for tile in answer.tiles)
        duty = sum(bool(tile.duty) for tile in answer.tiles)
        late = sum(bool(tile.duty) and tile.state == "未签到" for tile in answer.tiles)
        words = [
            f"今天当班 {duty} 人" if duty else "今天没有排班",
            f"已签到 {there} 人",
            f"当班未签 {late} 人" if late else "",
        ]
        self.summary.setText("　".join(filter(None, words)))
        self.wall.clear()
        self._tiles = {}
        for tile in answer.tiles:
            button = NameTile(self._desk.look, tile)
            button.clicked.connect(lambda _checked=False, person=tile.person: self.choose(person))
            self._tiles[tile.person] = button
        self._lay_out()

    def _lay_out(self) -> None:
        if not self._tiles:
            if not self.grid.count() and self._answer.village:
                self.grid.addWidget(
                    EmptyState(self._desk.look, "users", "还没有人员", "先在“人员”页添加干部，这里就会有他们的名字。")
                )
            return
        self.wall.lay_out(list(self._tiles.values()), self._scroll.viewport().size())

    def _unmark(self) -> None:
        for button in self._tiles.values():
            button.setChecked(False)
