"""What both full-screen windows stand on: the head with its clock, and tiles laid out anew for every room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from villagedesk.base.changes import Area, Changes
from villagedesk.ui.desk import Desk
from villagedesk.ui.kiosk.head import WallHead
from villagedesk.ui.kiosk.wall import Wall, WallTile
from villagedesk.ui.widgets.states import EmptyState

BAR = 24
"""Pixels that a bar to scroll with may take without the tiles being laid out anew under the hand."""


class Stage(QWidget):
    """A full-screen window of tiles, one a person; asks again each minute and when what it watches changes.

    Its heirs place `head` and `room`, answer `refresh` and hand their tiles to `show_tiles`.
    """

    watches = Area.PUNCHES | Area.PEOPLE | Area.ROSTER | Area.EXPLANATIONS | Area.OPTIONS
    empty = ""

    def __init__(self, desk: Desk, title: str, least: tuple[int, int]) -> None:
        super().__init__()
        self._desk = desk
        self._tiles: dict[int, WallTile] = {}
        self._known = False
        self._wide = 0
        self.setProperty("role", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.head = WallHead(desk, title, self)
        self.head.minute.connect(lambda _now: self.refresh())
        self.grid = QGridLayout()
        self.grid.setSpacing(16)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.wall = Wall(desk.look, self.grid, least)
        names = QWidget()
        names.setLayout(self.grid)
        self.room = QScrollArea()
        self.room.setWidgetResizable(True)
        self.room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.room.setWidget(names)
        self.room.viewport().installEventFilter(self)
        desk.ops.changed.connect(self._changed)
        desk.look.changed.connect(self._lay_out)

    def refresh(self) -> None:
        """Ask the office for what the tiles say."""
        raise NotImplementedError

    def show_tiles(self, village: str, tiles: Mapping[int, WallTile]) -> None:
        """Show these tiles, by person, in place of those before."""
        self._known = True
        self.head.village.setText(village)
        self.wall.clear()
        self._tiles = dict(tiles)
        self._lay_out()

    def mark(self, person: int) -> None:
        """Bring one person's tile to the front, or nobody's (0)."""
        for key, tile in self._tiles.items():
            tile.setChecked(key == person)

    @property
    def people(self) -> Sequence[int]:
        """The persons in the order of their tiles."""
        return list(self._tiles)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lay the tiles out anew when their room has changed."""
        if event.type() == QEvent.Type.Resize:
            self._take_room()
        return super().eventFilter(watched, event)

    def _take_room(self) -> None:
        """Lay the tiles out for another room; while somebody is asked no tile moves, only the asked one is in sight."""
        chosen = next((tile for tile in self._tiles.values() if tile.isChecked()), None)
        wide = self.room.viewport().width()
        if chosen is None or abs(wide - self._wide) > BAR:
            self._lay_out()
        if chosen is not None:
            QTimer.singleShot(0, chosen, lambda: self.room.ensureWidgetVisible(chosen))

    def _changed(self, changes: Changes) -> None:
        if changes.touched & self.watches:
            self.refresh()

    def _lay_out(self) -> None:
        self._wide = self.room.viewport().width()
        if self._tiles:
            self.wall.lay_out(list(self._tiles.values()), self.room.viewport().size())
        elif self._known and not self.grid.count():
            self.grid.addWidget(EmptyState(self._desk.look, "users", "还没有人员", self.empty))
