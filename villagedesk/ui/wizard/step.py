"""What one step of the wizard is, and what the steps share."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagedesk.base.errors import said
from villagedesk.ui.desk import Desk
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.widgets.text import Text


class Step(QWidget):
    """One step: `enter` when it comes to the front, `leave` when 下一步 is pressed; it answers with `done`.

    `ready` tells whether 下一步 may be pressed, and `next_word` what that button says.
    """

    done = Signal()
    ready_changed = Signal()
    title = ""
    hint = ""
    next_word = "下一步"

    def __init__(self, look: Look, memory: Memory) -> None:
        super().__init__()
        self.look, self.memory = look, memory
        self.desk: Desk | None = None
        self.ready = True
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(12)
        self.box.addWidget(Text(self.title, "heading"))
        self.box.addWidget(Text(self.hint, "muted", wrap=True))
        self.error = Text("", "error", wrap=True)
        self.error.hide()

    def enter(self, desk: Desk) -> None:
        """The step comes to the front, with the office once there is one."""
        self.desk = desk

    def leave(self) -> None:
        """下一步 was pressed; emit `done` when the step is finished."""
        self.done.emit()

    def refuse(self, error: Exception) -> None:
        """Say why the step cannot be finished."""
        self.error.setText(said(error))
        self.error.show()

    def set_ready(self, ready: bool) -> None:
        """Let 下一步 be pressed, or not."""
        self.ready = ready
        self.ready_changed.emit()


def file_for(village: str, default: Path) -> Path:
    """Where a new office goes: the default place when it is free, else beside it under the village's name."""
    if not default.exists():
        return default
    number = 1
    while (path := default.with_name(f"{village}{number if number > 1 else ''}.vdesk")).exists():
        number += 1
    return path
