"""A dialog in which a larger thing is built part by part: what stands in it is kept and shown when it opens again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QBoxLayout, QDialog

from villagedesk.base.errors import Mistake
from villagedesk.services.halftyped import HalfTyped
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.waiting import DraftLine, Waiting

_EVERY_MS = 1500
Work = dict[str, Any]


class WorkKeeper(QObject):
    """Keeps what `now` gives (plain values) whenever it has changed; `take` shows kept values again.

    `begin` is called once the dialog is filled; until then nothing is kept.
    """

    def __init__(self, desk: Desk, dialog: QDialog, name: str, now: Callable[[], Work]) -> None:
        super().__init__(dialog)
        self._desk, self._dialog, self._now = desk, dialog, now
        self._waiting = Waiting(desk, name)
        self._take: Callable[[Mapping[str, Any]], None] = lambda _work: None
        self._start: Work | None = None
        self._kept: Work | None = None
        self._line = DraftLine()
        self._line.thrown.connect(self._throw_away)
        layout = dialog.layout()
        if isinstance(layout, QBoxLayout):
            layout.insertWidget(0, self._line)
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.keep)
        desk.ops.closing.connect(self.keep)
        dialog.accepted.connect(self.forget)
        dialog.rejected.connect(self._left)

    def begin(self, take: Callable[[Mapping[str, Any]], None]) -> None:
        """The dialog stands filled: what is changed from now on is kept, what waited is shown by `take`."""
        self._take = take
        self._start = self._kept = self._now()
        self._waiting.ask(self._offer)
        if not self._desk.readonly:
            self._timer.start()

    def keep(self) -> bool:
        """Keep what stands there now; whether it differs from how the dialog was opened."""
        if self._start is None or self._desk.readonly:
            return False
        now = self._now()
        if now != self._kept:
            self._kept = now
            self._waiting.keep({} if now == self._start else now)
        return now != self._start

    def forget(self) -> None:
        """It was stored where it belongs."""
        self._timer.stop()
        self._start = None
        self._waiting.drop()

    def _left(self) -> None:
        """The dialog was closed without saving: say that the work waits."""
        self._timer.stop()
        if self.keep():
            self._waiting.say(f"没有保存的“{self._dialog.windowTitle()}”留着，再打开时接着改。")

    def _offer(self, found: HalfTyped | None) -> None:
        if found is None or self._start is None or self._now() != self._start:
            return
        try:
            self._take(found.facts)
        except (Mistake, KeyError, TypeError, ValueError):
            return  # it was kept by an older version: the dialog stays as it was opened
        self._kept = self._now()
        self._line.show_words(f"上次没有保存的改动已经接上（{found.moment}）。")

    def _throw_away(self) -> None:
        if self._start is not None:
            self._take(self._start)
            self._kept = self._start
            self._line.hide()
            self._waiting.drop()
