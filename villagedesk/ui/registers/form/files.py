"""Attachments of an entry: dropped, pasted or chosen; opened by the system; taken off with undo."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from villagedesk.services.registers.exchange.attachments import (
    Attachment,
    attach_bytes,
    attach_file,
    file_of,
    mark_attachment,
    remove_attachment,
)
from villagedesk.ui.actions import Action, action_menu
from villagedesk.ui.desk import Desk
from villagedesk.ui.messages import choose_files
from villagedesk.ui.page import row_of
from villagedesk.ui.widgets.card import clear_layout
from villagedesk.ui.widgets.text import Text


class AttachmentStrip(QFrame):
    """The files of one entry or case; `changed` tells that there are others now."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._thing: tuple[str, int] = ("", 0)
        self.setAcceptDrops(True)
        self.setAccessibleName("附件")
        add = QPushButton(" 添加")
        add.setIcon(desk.look.icon("paperclip"))
        add.setProperty("role", "quiet")
        add.setToolTip("选文件、把文件拖到这里，或者复制图片后按“粘贴图片”")
        add.clicked.connect(self._choose)
        paste = QPushButton("粘贴图片")
        paste.setProperty("role", "quiet")
        paste.clicked.connect(self.paste)
        for button in (add, paste):
            button.setEnabled(not desk.readonly)
        self._files = QVBoxLayout()
        self._files.setSpacing(0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addLayout(row_of(Text("附件", "label"), 1, paste, add))
        box.addLayout(self._files)

    def show_files(self, kind: str, key: int, files: tuple[Attachment, ...], places: tuple[str, ...] = ()) -> None:
        """Show the files of another thing; `places` are the labels a file can be marked with (处理前照片)."""
        self._thing = (kind, key)
        clear_layout(self._files)
        for file in files:
            button = QPushButton(f" {file.name}　{_size(file.size)}")
            button.setIcon(self._desk.look.icon("image" if file.picture else "file-text"))
            button.setProperty("role", "quiet")
            button.setAccessibleName(f"附件 {file.name}")
            menu = action_menu(
                self._desk.look,
                (
                    Action("open", "打开", lambda file=file: self._open(file), icon="external-link"),
                    *(self._marking(file, place) for place in places),
                    Action("remove", "移除", lambda file=file: self._remove(file), icon="trash-2", writes=True),
                ),
                button,
                readonly=self._desk.readonly,
            )
            button.setMenu(menu)
            self._files.addWidget(button)

    def _marking(self, file: Attachment, place: str) -> Action:
        def run() -> None:
            self._desk.ops.change(
                lambda office: mark_attachment(office, file, place), lambda _done: self.changed.emit()
            )

        return Action(f"mark-{place}", f"标为“{place}”", run, icon="image", writes=True)

    def _open(self, file: Attachment) -> None:
        self._desk.ops.query(lambda office: file_of(office, file), _open_outside)

    def _remove(self, file: Attachment) -> None:
        self._desk.ops.change(lambda office: remove_attachment(office, file.id), lambda _done: self.changed.emit())

    def _choose(self) -> None:
        self.add_files(choose_files(self, self._desk.memory, "添加附件", "所有文件 (*)", many=True))

    def add_files(self, files: list[Path]) -> None:
        """Hang files on the entry, one by one; each that cannot be taken is answered in words."""
        kind, key = self._thing
        if not key:
            self._desk.say("请先保存这条记录，再添加附件。", "warn")
            return
        for file in files:
            self._desk.ops.change(
                lambda office, file=file: attach_file(office, kind, key, file), lambda _done: self.changed.emit()
            )

    def paste(self) -> None:
        """Take a picture or files from the clipboard."""
        mime = QGuiApplication.clipboard().mimeData()
        kind, key = self._thing
        if mime.hasUrls():
            self.add_files([Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()])
        elif mime.hasImage() and key:
            image = QImage(mime.imageData())
            buffer = QBuffer()
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            image.save(buffer, b"PNG")
            data = bytes(buffer.data().data())
            self._desk.ops.change(
                lambda office: attach_bytes(office, kind, key, "粘贴的图片.png", data),
                lambda _done: self.changed.emit(),
            )
        else:
            self._desk.say("剪贴板里没有图片或文件；请先截图或复制，再粘贴。", "warn")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be let go here."""
        if event.mimeData().hasUrls() and self._thing[1]:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files."""
        event.acceptProposedAction()
        self.add_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])


def _open_outside(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(size // 1000, 1)} KB"
