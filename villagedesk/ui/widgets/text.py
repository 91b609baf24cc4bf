"""Words on the window: texts by role and small chips by tone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget


class Text(QLabel):
    """A label with a role of the style sheet: such as title, heading, body, muted or small."""

    def __init__(self, text: str = "", role: str = "body", *, wrap: bool = False) -> None:
        super().__init__(text)
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)

    def set_role(self, role: str) -> None:
        """Take another role."""
        if self.property("role") != role:
            self.setProperty("role", role)
            repolish(self)


class Chip(QLabel):
    """A small coloured word; `tone` is plain, accent, ok, warn, bad, info or leave."""

    def __init__(self, text: str = "", tone: str = "plain") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.show_text(text, tone)

    def show_text(self, text: str, tone: str = "plain") -> None:
        """Change word and tone."""
        self.setText(text)
        if self.property("chip") != tone:
            self.setProperty("chip", tone)
            repolish(self)


class Line(QFrame):
    """A thin line between rows, or between columns when `upright`."""

    def __init__(self, *, upright: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "vline" if upright else "line")


def repolish(widget: QWidget) -> None:
    """Let the style sheet look at changed properties."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
