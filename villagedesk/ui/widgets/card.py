"""A card: white ground, rounded border, an optional title with widgets at its right."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath, QRegion, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from villagedesk.ui.widgets.text import Text

RADIUS = 10
"""Of the corners of a card, as the style sheet has it."""
FIRST = 2
"""Items in the top row of a card before anything stands beside its heading."""


class Card(QFrame):
    """A white card; add to `body`, change `heading`, put small widgets beside the heading with `add_beside`."""

    def __init__(self, heading: str = "", *, padding: int = 16, spacing: int = 8) -> None:
        super().__init__()
        self._edge_to_edge = padding == 1 and not heading
        self.setProperty("role", "card")
        self.heading = Text(heading, "cardtitle")
        self._top = QHBoxLayout()
        self._top.addWidget(self.heading)
        self._top.addStretch(0)
        self.body = QVBoxLayout()
        self.body.setSpacing(spacing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(padding, padding, padding, padding)
        outer.setSpacing(spacing)
        if heading:
            outer.addLayout(self._top)
        outer.addLayout(self.body, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The one thing that reaches to the edges leaves the round corners to the card."""
        super().resizeEvent(event)
        if not self._edge_to_edge:
            return
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), RADIUS - 2, RADIUS - 2)
        shape = QRegion(path.toFillPolygon().toPolygon())
        for index in range(self.body.count()):
            item = self.body.itemAt(index)
            if item is not None and (widget := item.widget()) is not None:
                widget.setMask(shape.translated(-widget.pos())) if self.body.count() == 1 else widget.clearMask()

    def add_beside(self, widget: QWidget) -> None:
        """Put a small widget at the right of the heading."""
        grows = widget.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Ignored
        if self._top.count() == FIRST:
            self._top.setStretch(1, 0 if grows else 1)
        self._top.addWidget(widget, 1 if grows else 0)


def clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear_layout(inner)
