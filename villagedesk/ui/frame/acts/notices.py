"""Everything the window has said: shown where the person looks, kept for the day, found again under 消息."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from villagedesk.base.clock import Clock
from villagedesk.ui.messages import MessageLine, Question

KEPT = 200
_ASK_AGAIN = 1000
NARROW = 380
"""Pixels below which a dialog has no room for a sentence of its own."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence that was said: when, how grave, and where its link leads."""

    at: datetime
    text: str
    tone: str
    link: str = ""
    run: Callable[[], object] | None = None


class Notices(QObject):
    """Says sentences and keeps them; `changed` tells of a new one, `unread` counts warnings nobody has looked at."""

    changed = Signal()

    def __init__(self, line: MessageLine, clock: Clock, parent: QWidget) -> None:
        super().__init__(parent)
        self._line, self._clock, self._window = line, clock, parent
        self.kept: list[Notice] = []
        self.unread = 0
        self._waiting: list[Notice] = []
        self._later = QTimer(self, interval=_ASK_AGAIN)
        self._later.timeout.connect(self._say_waiting)

    def say(self, text: str, tone: str = "ok", link: str = "", run: Callable[[], object] | None = None) -> None:
        """Say one sentence at once; over an open dialog too, where the person looks."""
        back = link in ("撤销", "重做")  # followed later, it would take back something else
        self._keep(Notice(self._clock(), text, tone, "" if back else link, None if back else run))
        self._line.show_words(text, tone, link, run)
        front = QApplication.activeModalWidget() or self._beside()
        small = front is None or front.width() < NARROW
        if isinstance(front, QDialog) and front.isVisible() and not small and not isinstance(front, Question):
            line_on(front).show_words(text, tone, link, run)

    def _beside(self) -> QWidget | None:
        """The side window that stands before the main one, where a sentence on the main one would not be seen."""
        active = QApplication.activeWindow()
        if active is not None:
            return active if active is not self._window else None
        open_ = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
        return open_[-1] if len(open_) == 1 else None

    def remind(self, text: str, link: str = "", run: Callable[[], object] | None = None, tone: str = "warn") -> None:
        """Say something that can wait until what is being said was read."""
        self._waiting.append(Notice(self._clock(), text, tone, link, run))
        self._later.start()

    def read(self) -> None:
        """The person has looked at the list."""
        self.unread = 0
        self.changed.emit()

    def forget(self, gone: Sequence[Notice] = ()) -> None:
        """Take sentences off the list, all of them when none is named."""
        self.kept = [one for one in self.kept if one not in gone] if gone else []
        self.read()

    def _keep(self, notice: Notice) -> None:
        self.kept = [notice, *self.kept][:KEPT]
        self.unread += notice.tone != "ok"
        self.changed.emit()

    def _say_waiting(self) -> None:
        if not self._waiting:
            self._later.stop()
        elif not self._line.isVisible() and QApplication.activeModalWidget() is None:
            one = self._waiting.pop(0)
            self.say(one.text, one.tone, one.link, one.run)


def line_on(dialog: QWidget) -> MessageLine:
    """The message line of a dialog, made when something is first said over it."""
    lines = [line for line in dialog.findChildren(MessageLine) if line.parentWidget() is dialog]
    return lines[0] if lines else MessageLine(dialog)
