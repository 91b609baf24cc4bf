"""Reminds of what waits, once each, when the window opens and every ten minutes after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from villagedesk.ui.desk import Desk
from villagedesk.ui.frame.acts.notices import Notices
from villagedesk.ui.pages import load

if TYPE_CHECKING:
    from villagedesk.services.due.standing import Standing

STANDING = "villagedesk.services.due.standing:ask_standing"
EVERY = 600_000
FAILED = "backup.failed"
"""Where this computer remembers a backup that failed while the office was closed: file and sentence."""


class Watching(QObject):
    """Asks what waits and reminds of what it has not spoken of yet."""

    def __init__(self, desk: Desk, notices: Notices) -> None:
        super().__init__(notices)
        self._desk, self._notices = desk, notices
        self._told: set[str] = set()
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.ask)
        self._timer.start()

    def begin(self) -> None:
        """The first look, and what went wrong when the office was closed last."""
        failed = self._desk.memory.get(FAILED, {})
        if failed.get("file") == str(self._desk.office.store.path):
            self._desk.memory.put(FAILED, {})
            says = f"上次关闭时没有备份成：{failed.get('says', '')}"
            self._notices.remind(says, "去备份", lambda: self._desk.go("settings", "备份与检查"), "bad")
        self.ask()

    def ask(self) -> None:
        """Look at what waits, beside the work."""
        self._desk.ops.query(lambda office: load(STANDING)(office), self.tell, lambda _error: None, key="standing")

    def tell(self, found: Sequence[Standing]) -> None:
        """Remind of what is new; what was settled may come again."""
        go = self._desk.go
        for one in found:
            if one.key not in self._told:
                self._notices.remind(one.says, "去看", lambda one=one: go(one.page, one.target), one.tone)
        self._told = {one.key for one in found}
