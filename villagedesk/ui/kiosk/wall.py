"""Tiles over a whole screen: as many in a row as fit, as high as there is room, larger letters where they may be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QLabel, QLayout, QPushButton, QSizePolicy

from villagedesk.ui.look.look import Look
from villagedesk.ui.widgets.text import Text

_LARGE, _GIANT = 168, 232
"""Heights of a tile from which the larger and the largest letters stand in it."""
_HIGHEST = 330
_WIDER = 2.6
"""No tile is more times as wide as high than this."""


_ROLES: tuple[dict[str, str], ...] = (
    {},
    {"body": "heading", "strong": "heading"},
    {"body": "title", "strong": "title", "muted": "aside"},
)
"""Roles of the smaller words on a tile, and what they become in each step of the letters."""


class StateMark(QLabel):
    """A state in large letters on its soft colour."""

    def __init__(self, look: Look, text: str, tone: str) -> None:
        super().__init__(text)
        self._look = look
        self._tone = tone
        self._pixels = 17.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_step(self, step: int) -> None:
        """Use the letters of a step: plain, larger, largest."""
        self._pixels = (17.0, 24.0, 30.0)[step]
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """The text with room around it."""
        self.setFont(self._look.font("heading", standard_px=self._pixels))
        size = self.fontMetrics().size(0, self.text())
        return QSize(size.width() + self._look.px(24), size.height() + self._look.px(10))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Soft ground, strong letters."""
        plain = self._tone == "plain"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.color("hover" if plain else f"{self._tone}_soft"))
        painter.drawRoundedRect(self.rect(), 8, 8)
        painter.setPen(self._look.color("muted" if plain else self._tone))
        painter.setFont(self._look.font("heading", bold=not plain, standard_px=self._pixels))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()


class WallTile(QPushButton):
    """A tile with a name and a state, as high as the wall wants and in two sizes of letters."""

    def __init__(self, look: Look, name: str, mark: StateMark, wide: int) -> None:
        super().__init__()
        self.setProperty("role", "tile")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._look = look
        self._size = QSize(look.px(wide), look.px(132))
        self.name = Text(name, "big")
        self.mark = mark

    def set_room(self, height: int) -> None:
        """Take this height."""
        self._size.setHeight(height)
        self.updateGeometry()

    def take_step(self, step: int) -> None:
        """Take the letters of a step: plain, larger, largest."""
        self.name.set_role(("big", "huge", "giant")[step])
        for words in self.findChildren(Text):
            plain = str(words.property("plain") or words.property("role"))
            if words is not self.name:
                words.setProperty("plain", plain)
                words.set_role(_ROLES[step].get(plain, plain))
        self.mark.set_step(step)
        # before a tile is shown nothing tells its layouts of other letters
        for inner in self.findChildren(QLayout):
            inner.invalidate()

    def narrowest(self) -> int:
        """The least width of what stands in it."""
        return inner.minimumSize().width() if (inner := self.layout()) is not None else 0

    def needed(self, wide: int = 0) -> int:
        """The least height of what stands in it, for a width where one is given."""
        if (inner := self.layout()) is None:
            return 0
        return max(inner.minimumSize().height(), inner.totalMinimumHeightForWidth(wide) if wide else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tile, with a strong border when it is in front."""
        super().paintEvent(event)
        if self.isChecked():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._look.color("accent"), 3))
            painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 10, 10)
            painter.end()

    def hasHeightForWidth(self) -> bool:
        """The wall gives the height, however long the words are."""
        return False

    def sizeHint(self) -> QSize:
        """What the wall gave."""
        return self._size

    def minimumSizeHint(self) -> QSize:
        """Never smaller than what the wall gave."""
        return self._size


class Wall:
    """Lays tiles into a grid for a given room."""

    def __init__(self, look: Look, grid: QGridLayout, least: tuple[int, int]) -> None:
        self._look = look
        self._grid = grid
        self._least = least
        self.across = 1

    def clear(self) -> None:
        """Take every tile away."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def lay_out(self, tiles: Sequence[WallTile], room: QSize) -> None:
        """Place the tiles: rows and columns so that they fill the room without becoming lonely."""
        if not tiles:
            return
        look = self._look
        spacing = self._grid.verticalSpacing()
        for tile in tiles:
            tile.take_step(0)
        least = max(look.px(self._least[1]), *(tile.needed() for tile in tiles))
        self.across = max(1, min(len(tiles), room.width() // look.px(self._least[0])))
        tightest = max(self.across, room.width() // look.px(self._least[0] * 0.74))
        # narrower tiles before a bar to scroll with
        roomy = room.height() >= 2.5 * least
        while roomy and self._rows(tiles) * (least + spacing) > room.height() and self.across < tightest:
            self.across += 1
        self.across = self._fullest(len(tiles), room, least)
        rows = self._rows(tiles)
        self.across = -(-len(tiles) // rows)
        wide = room.width() // self.across - spacing
        height = max(least, min(look.px(_HIGHEST), room.height() // rows - spacing))
        height = max(height, self._choose_step(tiles, wide, height))
        for number, tile in enumerate(tiles):
            tile.set_room(height)
            self._grid.addWidget(tile, number // self.across, number % self.across)
        for row in range(30):
            # the style sheet gives buttons a small least height of their own, so the row holds the height
            self._grid.setRowMinimumHeight(row, height if row < rows else 0)
            self._grid.setRowStretch(row, 1 if row == rows else 0)
        for column in range(7):
            self._grid.setColumnStretch(column, 1 if column < self.across else 0)

    def _choose_step(self, tiles: Sequence[WallTile], wide: int, height: int) -> int:
        """Give every tile the largest letters that fit; the height that they need."""
        steps = sum(height >= self._look.px(high) for high in (_LARGE, _GIANT))
        needed = height
        for step in range(min(steps, 1) if wide < self._look.px(self._least[0] * 1.3) else steps, -1, -1):
            for tile in tiles:
                tile.take_step(step)
            needed = max(tile.needed(wide) for tile in tiles)
            if needed <= height and max(tile.narrowest() for tile in tiles) <= wide:
                break
        return needed

    def _fullest(self, count: int, room: QSize, least: int) -> int:
        """How many in a row leave the least of the room empty; as many as fit where the rows would be too low."""
        spacing, best, most = self._grid.verticalSpacing(), self.across, 0
        for across in range(self.across, 0, -1):
            rows = -(-count // across)
            high = min(room.height() // rows - spacing, self._look.px(_HIGHEST))
            wide = min(room.width() // across - spacing, int(high * _WIDER))
            if high < least:
                break
            if (filled := high * wide) > most:
                best, most = across, filled
        return best

    def _rows(self, tiles: Sequence[WallTile]) -> int:
        return -(-len(tiles) // self.across)
