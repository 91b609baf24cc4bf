"""A name on its way from one place to another, with what the rules say about it beside the pointer."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QWidget

from villagedesk.ui.look.look import Look
from villagedesk.ui.roster.sheet import Spot
from villagedesk.ui.widgets.text import Chip

FAR = 6


class Dragging:
    """Keeps the dragged name, the spot under it and the verdict on letting go there."""

    def __init__(self, grid: QWidget, look: Look) -> None:
        self._grid, self._look = grid, look
        self.source: Spot | None = None
        self.aim: Spot | None = None
        self.fine = True
        self.turned = False
        self._start = self._at = QPoint()
        self._moving = False
        self._ghost: QLabel = Chip("", "info")
        self._ghost.setParent(grid)
        self._ghost.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._ghost.hide()

    def begin(self, spot: Spot, where: QPoint) -> None:
        """The mouse went down on a name."""
        self.source, self.aim, self._start, self._moving = spot, None, where, False

    def follow(self, where: QPoint, under: Spot | None) -> bool:
        """The mouse moved; True while a name is being dragged."""
        if self.source is None:
            return False
        if not self._moving and (where - self._start).manhattanLength() < FAR:
            return False
        self._moving = True
        self.turned = under != self.aim
        self.aim = under
        if self.turned:
            self.show_verdict(self.source.person, fine=True)
        self._place(where)
        return True

    def show_verdict(self, text: str, *, fine: bool) -> None:
        """Say beside the pointer what letting go here would mean."""
        self.fine = fine
        if isinstance(self._ghost, Chip):
            room = self._grid.visibleRegion().boundingRect().width() - 40
            shown = self._ghost.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(room, 80))
            self._ghost.show_text(shown, "info" if fine else "bad")
        self._place(self._at)
        self._grid.update()

    def end(self) -> tuple[Spot | None, Spot | None]:
        """The mouse went up: where from and where to, nothing when it was a click."""
        result = (self.source, self.aim) if self._moving else (None, None)
        self.source, self.aim, self._moving = None, None, False
        self._ghost.hide()
        return result

    def take_or_drop(self, spot: Spot) -> tuple[Spot, Spot] | None:
        """The keyboard's way: the first call takes a name, the second lets it go."""
        if self.source is None:
            if spot.person:
                self.begin(spot, QPoint())
                self._moving = True
                self.aim = spot
            return None
        source, _ = self.end()
        return (source, spot) if source is not None and source != spot else None

    def _place(self, where: QPoint) -> None:
        """Beside the pointer, wholly inside what is seen of the grid."""
        self._at = where
        if not self._moving:
            return
        self._ghost.adjustSize()
        room = self._grid.visibleRegion().boundingRect()
        x = min(where.x() + 14, room.right() - self._ghost.width())
        y = min(where.y() + 16, room.bottom() - self._ghost.height())
        self._ghost.move(max(x, room.left()), max(y, room.top()))
        self._ghost.show()
        self._ghost.raise_()
