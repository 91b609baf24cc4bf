"""What the calendar and the people table share: choosing, menus, and dragging a name with the mouse."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from villagedesk.ui.look.look import Look
from villagedesk.ui.roster.grids.dragging import Dragging
from villagedesk.ui.roster.sheet import Sheet, Spot
from villagedesk.ui.widgets.states import Patience


class Grid(QWidget):
    """`chosen` carries a spot, `asked` a spot and where its menu belongs, `hovering` and `dropped` source and aim."""

    chosen = Signal(object)
    asked = Signal(object, QPoint)
    hovering = Signal(object, object)
    dropped = Signal(object, object)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.look = look
        self.sheet: Sheet | None = None
        self.today = date.min
        self.current = Spot(date.min)
        self.over: Spot | None = None
        self.drag = Dragging(self, look)
        self.patience = Patience(self, look)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)

    def spot_at(self, where: QPointF) -> Spot | None:
        """What is under a point."""
        raise NotImplementedError

    def rect_of(self, spot: Spot) -> QRectF:
        """Where a spot stands."""
        raise NotImplementedError

    def choose(self, spot: Spot) -> None:
        """Mark a spot and say so."""
        self.current = spot
        self.setAccessibleDescription(spot.words)
        self.update()
        self.chosen.emit(spot)

    def ask_menu(self) -> None:
        """Ask for the menu of the marked spot, as the keyboard does."""
        if self.current.date != date.min:
            self.asked.emit(self.current, self.mapToGlobal(self.rect_of(self.current).bottomLeft().toPoint()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose, and begin a drag on a name."""
        spot = self.spot_at(event.position())
        if spot is not None and event.button() == Qt.MouseButton.LeftButton:
            self.choose(spot)
            if spot.person and spot.post:
                self.drag.begin(spot, event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow a drag, or mark what is under the mouse."""
        spot = self.spot_at(event.position())
        if self.drag.follow(event.position().toPoint(), spot):
            if self.drag.aim is not None and self.drag.turned:
                self.hovering.emit(self.drag.source, self.drag.aim)
            self.update()
        elif spot != self.over:
            self.over = spot
            hand = spot is not None and bool(spot.post)
            self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the name go."""
        source, aim = self.drag.end()
        self.update()
        if source is not None and aim is not None and source != aim:
            self.dropped.emit(source, aim)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens the menu of what is under it."""
        self.drag.end()
        if (spot := self.spot_at(event.position())) is not None:
            self.asked.emit(spot, event.globalPosition().toPoint())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of a name, a hole or a day; by a key, of what is marked."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.ask_menu()
            return
        spot = self.spot_at(QPointF(event.pos()))
        if spot is not None:
            self.choose(spot)
            self.asked.emit(spot, event.globalPos())
