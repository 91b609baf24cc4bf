"""What was left half typed: offered in a line over the list until it is taken up or thrown away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from villagedesk.services.registers.drafts import Draft, drafts, set_aside, throw_away
from villagedesk.ui.desk import Desk
from villagedesk.ui.widgets.text import Elided


class DraftOffer(QFrame):
    """The newest half-typed form with two answers; `taken` carries it. `typing` tells which entry is in the form."""

    taken = Signal(object)

    def __init__(self, desk: Desk, typing: Callable[[], int | None]) -> None:
        super().__init__()
        self._desk, self._typing = desk, typing
        self.waiting: tuple[Draft, ...] = ()
        self.setProperty("role", "banner")
        self.words = Elided("", "body")
        self.take_button = self._button("继续填写 Ctrl+J", self.take)
        self.drop_button = self._button("丢弃", self.throw_away)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.addWidget(self.words, 1)
        row.addWidget(self.take_button)
        row.addWidget(self.drop_button)
        self.hide()

    def bind(self, page: QWidget) -> None:
        """Let Ctrl+J take it up from anywhere on the page."""
        QShortcut(QKeySequence("Ctrl+J"), page).activated.connect(self.take)

    def _button(self, text: str, run: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(run)
        return button

    def begin(self) -> None:
        """Put what the last run of the program left apart from the next new form, then offer it."""
        if self._desk.readonly:
            return
        self._desk.ops.change(set_aside, lambda _done: self.ask())

    def ask(self) -> None:
        """Look what is waiting."""
        if not self._desk.readonly:
            self._desk.ops.query(drafts, self._show, key="registers-drafts")

    def _show(self, found: tuple[Draft, ...]) -> None:
        typing = self._typing()
        self.waiting = tuple(draft for draft in found if draft.entry != 0 and draft.entry != typing)
        self.setVisible(bool(self.waiting))
        if self.waiting:
            first = self.waiting[0]
            more = f"（共 {len(self.waiting)} 份）" if len(self.waiting) > 1 else ""
            about = f"：{first.about}" if first.about else ""
            says = f"没写完的“{first.title}”{about}　{first.saved_at[5:16]}{more}"
            self.words.setText(says)
            self.setAccessibleName(says)

    def take(self) -> None:
        """Take up the newest."""
        if self.waiting:
            self.taken.emit(self.waiting[0])

    def throw_away(self) -> None:
        """Throw the newest away; undo brings it back."""
        if self.waiting:
            draft = self.waiting[0]
            self._desk.ops.change(lambda office: throw_away(office, draft))
