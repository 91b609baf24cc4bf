"""A place to drop files on, or to click and choose them."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout

from villagedesk.ui.desk import Desk
from villagedesk.ui.messages import choose_files
from villagedesk.ui.widgets.text import Text, repolish


@runtime_checkable
class TakesFiles(Protocol):
    """A page with a use for files that fall anywhere on the window."""

    def take_files(self, files: list[Path]) -> None:
        """Do with them what the page is for."""
        ...


class DropZone(QFrame):
    """Drop files here or press the button; `dropped` carries the paths. `kinds` as in a file dialog."""

    dropped = Signal(list)

    def __init__(self, desk: Desk, text: str, kinds: str = "所有文件 (*)", *, many: bool = True) -> None:
        super().__init__()
        self._desk, self._kinds, self._many = desk, kinds, many
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)
        self.setProperty("takes", "files")
        self.setAccessibleName(text)
        picture = QLabel()
        picture.setPixmap(desk.look.icon("upload", "muted", 28).pixmap(28, 28))
        button = QPushButton("选择文件…")
        button.clicked.connect(self._choose)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        for widget in (picture, Text(text, "muted"), button):
            box.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that files may be let go here."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._show_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The files went away again."""
        self._show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files."""
        self._show_over(False)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.dropped.emit(files if self._many else files[:1])

    def _choose(self) -> None:
        if files := choose_files(self, self._desk.memory, "选择文件", self._kinds, many=self._many):
            self.dropped.emit(files)

    def _show_over(self, over: bool) -> None:
        self.setProperty("over", over)
        repolish(self)
