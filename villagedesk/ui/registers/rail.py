"""The books at the left of the page, each with how much it holds this month."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from villagedesk.services.registers.books import BookCount
from villagedesk.ui.desk import Desk
from villagedesk.ui.widgets.text import Text

DUE = "due"
NARROW, ROOMY = 600, 1050
"""Pixels of a page at the standard text size below which the books are chosen in the header, and from which on
they stand beside list and form."""


class BookRail(QScrollArea):
    """A list of books; `chosen` carries the book's id, or `due` for the list of deadlines."""

    chosen = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._buttons: dict[str, QPushButton] = {}
        self._counts: dict[str, Text] = {}
        self._labels: dict[str, Text] = {}
        self._known: tuple[str, ...] = ()
        self.pick = QComboBox()
        self.pick.setAccessibleName("哪一本台账")
        self.pick.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.pick.activated.connect(lambda _index: self.chosen.emit(str(self.pick.currentData())))
        self.pick.hide()
        inner = QWidget()
        self._box = QVBoxLayout(inner)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("台账目录")
        self._size()
        desk.look.changed.connect(self._size)

    def _size(self) -> None:
        self.setFixedWidth(self._desk.look.px(164))

    def make_room(self, wide: int, *, form: bool) -> None:
        """In a page of that width: the list, or the box in the header; a form on a small screen needs its room."""
        narrow = wide < self._desk.look.px(NARROW)
        self.setVisible(not narrow and (not form or wide >= self._desk.look.px(ROOMY)))
        self.pick.setVisible(narrow)

    def show_books(self, counts: Sequence[BookCount], now: str, due: int) -> None:
        """Show the books with what they hold this month, and how many things are due."""
        ids = (DUE, *(count.register.id for count in counts))
        if ids != self._known:
            self._build(counts, ids)
        for count in counts:
            self._counts[count.register.id].setText(str(count.month_entries or ""))
        self._counts[DUE].setText(str(due or ""))
        self._counts[DUE].set_role("accent" if due else "muted")
        self.mark(now)

    def _build(self, counts: Sequence[BookCount], ids: tuple[str, ...]) -> None:
        while (item := self._box.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._buttons, self._counts, self._labels, self._known = {}, {}, {}, ids
        words = {DUE: "到期与逾期"} | {count.register.id: count.register.short for count in counts}
        self.pick.clear()
        for key in ids:
            self._add(key, words[key])
            self.pick.addItem(words[key], key)
        self._box.addStretch(1)

    def _add(self, key: str, word: str) -> None:
        button = QPushButton()
        button.setCheckable(True)
        button.setAutoExclusive(True)
        button.setProperty("role", "listrow")
        button.setAccessibleName(word)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setMinimumHeight(self._desk.look.px(34))
        row = QHBoxLayout(button)
        row.setContentsMargins(12, 0, 12, 0)
        label, number = Text(word, "body"), Text("", "muted")
        for text in (label, number):
            text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(label, 1)
        row.addWidget(number)
        button.clicked.connect(lambda: self.chosen.emit(key))
        self._buttons[key], self._counts[key], self._labels[key] = button, number, label
        self._box.addWidget(button)

    def mark(self, key: str) -> None:
        """Show which book is open."""
        for name, label in self._labels.items():
            label.set_role("accent" if name == key else "body")
        self.pick.setCurrentIndex(self.pick.findData(key))
        if key in self._buttons:
            self._buttons[key].setChecked(True)
            self.ensureWidgetVisible(self._buttons[key], 0, 0)
