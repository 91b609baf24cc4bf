"""What waits half typed: when it is kept, under which name, and the line that says so over a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton

from villagedesk.services.halftyped import HalfTyped, drop_form, form_draft, keep_form
from villagedesk.ui.desk import Desk
from villagedesk.ui.widgets.text import Text

_QUIET_MS = 900


class Soon(QTimer):
    """Runs once within a second of being asked, however often it is asked, and when the window closes."""

    def __init__(self, desk: Desk, parent: QObject, run: Callable[[], object]) -> None:
        super().__init__(parent, singleShot=True, interval=_QUIET_MS)
        self.timeout.connect(run)
        desk.ops.closing.connect(run)

    def ask(self) -> None:
        """Run soon."""
        if not self.isActive():
            self.start()


class Waiting:
    """What waits in the office under a name; a read-only office keeps and forgets nothing."""

    def __init__(self, desk: Desk, name: str) -> None:
        self._desk, self._name = desk, name

    def ask(self, then: Callable[[HalfTyped | None], None]) -> None:
        """Ask for what waits."""
        name = self._name
        self._desk.ops.query(lambda office: form_draft(office, name), then)

    def keep(self, facts: Mapping[str, Any]) -> bool:
        """Let this wait instead; no facts let nothing wait. Whether it is kept."""
        name = self._name
        if not self._desk.readonly:
            self._desk.ops.change(lambda office: keep_form(office, name, facts))
        return not self._desk.readonly

    def drop(self) -> None:
        """Forget what waits."""
        name = self._name
        if not self._desk.readonly:
            self._desk.ops.change(lambda office: drop_form(office, name))

    def say(self, words: str) -> None:
        """Say that something waits, with the way to forget it."""
        self._desk.say(words, "warn", "丢弃", self.drop)


class DraftLine(QFrame):
    """Says that a form was filled with what was half typed; `thrown` comes when that is not wanted."""

    thrown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self._words = Text("", wrap=True)
        button = QPushButton("丢弃，重新填")
        button.setProperty("role", "link")
        button.setAutoDefault(False)
        button.clicked.connect(self.thrown)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        row.addWidget(self._words, 1)
        row.addWidget(button)
        self.hide()

    def show_words(self, text: str) -> None:
        """Say it."""
        self._words.setText(text)
        self.show()
        dialog = self.window()
        if isinstance(dialog, QDialog):
            room = dialog.screen().availableGeometry().height() - 60
            dialog.resize(dialog.width(), min(room, dialog.height() + self.sizeHint().height() + 8))
