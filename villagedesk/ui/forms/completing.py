"""The list under a line edit goes with its text, however the text came."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCompleter, QLineEdit


class FollowsText(QObject):
    """Closes a completer's list when several characters came at once: what is pasted is whole, and was not typed."""

    def __init__(self, edit: QLineEdit, completer: QCompleter) -> None:
        super().__init__(edit)
        self._completer = completer
        self._before = len(edit.text())
        edit.textChanged.connect(self._changed)

    def _changed(self, text: str) -> None:
        step, self._before = len(text) - self._before, len(text)
        popup = self._completer.popup()
        if abs(step) > 1 and popup is not None and popup.isVisible():
            popup.hide()
            self._completer.setCompletionPrefix((self._completer.splitPath(text) or [text])[-1])
