"""A half-typed form is kept within a second, so that neither a crash nor another form sweeps it away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from villagedesk.base.changes import Area, Changes
from villagedesk.services.office import Office
from villagedesk.services.registers.drafts import keep_draft, set_aside
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.waiting import Soon

Typed = tuple[str, int, dict[str, Any]]
"""The book, the entry that is corrected (0: a new one) and what is typed."""


class Keeper(QObject):
    """Keeps what `typed` gives (None: nothing worth keeping); `left` tells that a form was put away half typed."""

    left = Signal()

    def __init__(self, desk: Desk, parent: QObject, typed: Callable[[], Typed | None]) -> None:
        super().__init__(parent)
        self._desk, self._typed = desk, typed
        self._soon = Soon(desk, self, self.keep)

    def soon(self) -> None:
        """Keep what is typed within a second, however long one types on."""
        self._soon.ask()

    def stop(self) -> None:
        """What is typed is being saved or was put away."""
        self._soon.stop()

    def keep(self) -> None:
        """Keep what is typed now."""
        typed = None if self._desk.readonly else self._typed()
        if typed is not None:
            book, key, facts = typed
            self._desk.ops.change(lambda office: keep_draft(office, book, key, facts))

    def put_away(self) -> None:
        """Keep what is typed, apart from the next new form."""
        self._soon.stop()
        typed = None if self._desk.readonly else self._typed()
        if typed is not None:
            self.keep()
            self._desk.ops.change(_nothing if typed[1] else set_aside, lambda _done: self.left.emit())


def _nothing(_office: Office) -> Changes:
    return Changes(Area.NOTHING)
