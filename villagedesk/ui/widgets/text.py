"""Words on the window: texts by role and small chips by tone."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from villagedesk.ui.widgets.wording import spoken

_BREAKS = "，。；：、！？　 "


class Text(QLabel):
    """A label with a role of the style sheet: such as title, heading, body, muted or small."""

    def __init__(self, text: str = "", role: str = "body", *, wrap: bool = False) -> None:
        super().__init__(spoken(text))
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)

    def setText(self, text: str) -> None:
        """Take other words; dates in them are said as an office says them."""
        super().setText(spoken(text))

    def set_role(self, role: str) -> None:
        """Take another role."""
        if self.property("role") != role:
            self.setProperty("role", role)
            repolish(self)


class Elided(Text):
    """One line that ends in … where there is no room for all of it, and says all of it as a tip."""

    def __init__(self, text: str = "", role: str = "body") -> None:
        super().__init__("", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Take other words."""
        super().setText(text)
        self.setToolTip(tip_of(self.text()))

    def minimumSizeHint(self) -> QSize:
        """As narrow as need be."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """As much of the words as there is room for."""
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.style().drawItemText(
            painter, self.rect(), int(self.alignment()), self.palette(), self.isEnabled(), shown, self.foregroundRole()
        )


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


def figure_column(label: str, figure: str, unit: str = "", *notes: str) -> QVBoxLayout:
    """One figure as every page shows it: what it counts, the figure large with its unit, what it is compared with."""
    box = QVBoxLayout()
    box.setSpacing(0)
    line = QHBoxLayout()
    line.setSpacing(4)
    line.addWidget(Text(figure, "big"))
    line.addWidget(Text(unit, "small"), 1, Qt.AlignmentFlag.AlignBottom)
    box.addWidget(Text(label, "muted"))
    box.addLayout(line)
    for note in notes:
        box.addWidget(Text(note, "small"))
    box.addStretch(1)  # beside a figure with more notes it stays level with it
    return box


def tip_of(text: str, most: int = 32) -> str:
    """The same words in lines that fit on any screen; plain tips are never broken by themselves."""
    lines: list[str] = []
    for line in text.splitlines():
        rest = line
        while len(rest) > most:
            cut = next((n for n in range(most, most - 8, -1) if rest[n - 1] in _BREAKS), most)
            lines.append(rest[:cut].rstrip())
            rest = rest[cut:]
        lines.append(rest)
    return "\n".join(lines)


def repolish(widget: QWidget) -> None:
    """Let the style sheet look at changed properties."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
