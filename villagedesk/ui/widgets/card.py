"""A card: white ground, rounded border, an optional title with widgets at its right."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from villagedesk.ui.widgets.text import Text

FIRST = 2
"""Items in the top row of a card before anything stands beside its heading."""


class Card(QFrame):
    """A white card; add to `body`, change `heading`, put small widgets beside the heading with `add_beside`."""

    def __init__(self, heading: str = "", *, padding: int = 16, spacing: int = 8) -> None:
        super().__init__()
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
