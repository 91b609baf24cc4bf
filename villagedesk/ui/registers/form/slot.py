"""The place of a picture or file field: dropped, pasted or chosen; seen small, opened by the system, taken off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QObject, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QIcon,
    QImage,
    QImageReader,
    QImageWriter,
    QKeyEvent,
    QKeySequence,
    QPixmap,
)
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from villagedesk.base.errors import Trouble
from villagedesk.base.fields import Field, Kind
from villagedesk.services.office import Office
from villagedesk.services.registers.exchange.attachments import (
    PICTURES,
    Attachment,
    Staged,
    attach_staged,
    move_attachment,
    path_of,
    remove_attachment,
    stage_bytes,
    stage_file,
)
from villagedesk.ui.actions import Action, action_menu
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.editors import Editor
from villagedesk.ui.forms.form import FieldForm
from villagedesk.ui.messages import choose_files
from villagedesk.ui.widgets.card import clear_layout
from villagedesk.ui.widgets.flow import FlowLayout
from villagedesk.ui.widgets.text import repolish

_SIDE = 44
_KINDS = "图片 (*.jpg *.jpeg *.png *.bmp *.gif *.webp *.heic *.tif *.tiff)"


@dataclass(frozen=True, slots=True)
class Held:
    """A file that a slot shows: hanging on an entry already (`id`), or still only in the form (0)."""

    name: str
    digest: str
    size: int
    id: int = 0

    @property
    def picture(self) -> bool:
        """Whether it can be shown as a picture."""
        return Path(self.name).suffix.lower() in PICTURES


class FileSlot(QFrame):
    """The files of one field; `edited` tells of files put into a form, `changed` of files hung on an entry,
    `refused` carries what could not be done."""

    edited = Signal()
    changed = Signal()
    refused = Signal(object)

    def __init__(self, desk: Desk, field: Field) -> None:
        super().__init__()
        self._desk, self.field = desk, field
        self._held: list[Held] = []
        self._thing: tuple[str, int] = ("", 0)
        self._others: tuple[tuple[str, str], ...] = ()
        self._keys = _PasteKey(self, self.paste)
        self.setAcceptDrops(True)
        self.setProperty("takes", "files")
        self.setAccessibleName(field.label)
        what = "图片" if field.kind is Kind.PICTURE else "文件"
        self.add_button = self._quiet(f" 添加{what}", "paperclip", self._choose)
        self.add_button.setToolTip(f"选{what}，或把{what}拖到这里")
        paste = self._quiet(" 粘贴", "clipboard-paste", self.paste)
        paste.setToolTip("粘贴复制的图片或文件（Ctrl+V）")
        paste.setAccessibleName(f"粘贴到“{field.label}”")
        self.add_button.setAccessibleName(f"添加到“{field.label}”")
        self._pictures = QWidget()
        self._flow = FlowLayout(self._pictures)
        self._pictures.hide()
        buttons = QWidget()
        row = FlowLayout(buttons)
        row.addWidget(self.add_button)
        row.addWidget(paste)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self._pictures)
        box.addWidget(buttons)
        self.setFocusProxy(self.add_button)

    def _quiet(self, text: str, icon: str, run: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setIcon(self._desk.look.icon(icon))
        button.setProperty("role", "quiet")
        button.setAutoDefault(False)
        button.setEnabled(not self._desk.readonly)
        button.clicked.connect(run)
        button.installEventFilter(self._keys)
        return button

    def read(self) -> tuple[dict[str, Any], ...] | None:
        """What was put into the form and hangs on nothing yet, and what hangs already."""
        return tuple(_plain(one) for one in self._held) or None

    def show_value(self, value: Any) -> None:
        """Show the files of a form that is not saved yet."""
        self._thing = ("", 0)
        parts: Sequence[Any] = value if isinstance(value, list | tuple) else ()
        self._show([Held(p["name"], p["digest"], int(p["size"]), int(p.get("id", 0))) for p in parts])

    def show_files(
        self, thing: tuple[str, int], files: Sequence[Attachment], others: tuple[tuple[str, str], ...]
    ) -> None:
        """Show the files that hang on an entry; `others` are the (field, label) where one can be moved to."""
        self._thing, self._others = thing, others
        self._show([Held(file.name, file.digest, file.size, file.id) for file in files])

    def _show(self, held: list[Held]) -> None:
        self._held = held
        clear_layout(self._flow)
        for one in held:
            self._flow.addWidget(self._tile(one))
        self._pictures.setVisible(bool(held))

    def _tile(self, one: Held) -> QPushButton:
        button = QPushButton(f" {_short(one.name)}　{_size(one.size)}")
        button.setIcon(self._desk.look.icon("image" if one.picture else "file-text"))
        button.setProperty("role", "quiet")
        button.setAutoDefault(False)
        button.setToolTip(one.name)
        button.setAccessibleName(f"{self.field.label} {one.name}")
        actions = [Action("open", "打开", lambda: self._open(one), icon="external-link")]
        if one.id and self._thing[1]:
            actions += [self._moving(one, *other) for other in self._others]
        if self._thing[1] or not one.id:
            actions.append(Action("remove", "移除", lambda: self._remove(one), icon="trash-2", writes=True))
        button.installEventFilter(self._keys)
        button.setMenu(action_menu(self._desk.look, tuple(actions), button, readonly=self._desk.readonly))
        if one.picture:
            self._desk.ops.query(lambda office: _thumbnail(office, one, self._desk.look.px(_SIDE)), _Onto(button))
        return button

    def _moving(self, one: Held, field: str, label: str) -> Action:
        def run() -> None:
            self._desk.ops.change(
                lambda office: move_attachment(office, one.id, field), self._was_changed, self.refused.emit
            )

        return Action(f"move-{field}", f"移到“{label}”", run, icon="image", writes=True)

    def _was_changed(self, _done: object) -> None:
        self.changed.emit()

    def _open(self, one: Held) -> None:
        self._desk.ops.query(
            lambda office: path_of(office, one.digest, one.name, one.size), _open_outside, self.refused.emit
        )

    def _remove(self, one: Held) -> None:
        if one.id:
            self._desk.ops.change(
                lambda office: remove_attachment(office, one.id), self._was_changed, self.refused.emit
            )
        else:
            self._show([other for other in self._held if other is not one])
            self.edited.emit()
        self.add_button.setFocus()

    def _choose(self) -> None:
        kinds = _KINDS if self.field.kind is Kind.PICTURE else "所有文件 (*)"
        self.take(choose_files(self, self._desk.memory, f"添加到“{self.field.label}”", kinds, many=True))

    def take(self, files: Sequence[Path]) -> None:
        """Take files, one by one; each that cannot be taken is answered at this field."""
        kind, name = self.field.kind, self.field.name
        for file in files:
            self._take(lambda office, file=file: stage_file(office, file, kind, name))

    def paste(self) -> None:
        """Take a picture or files from the clipboard."""
        mime = QGuiApplication.clipboard().mimeData()
        if mime.hasUrls():
            self.take([Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()])
        elif mime.hasImage():
            data = _png(QImage(mime.imageData()))
            kind, field = self.field.kind, self.field.name
            name = f"粘贴的图片{len(self._held) + 1}.png"
            self._take(lambda office: stage_bytes(office, name, data, kind, field))
        else:
            self._desk.say("剪贴板里没有图片或文件；请先截图或复制，再粘贴。", "warn")

    def _take(self, stage: Callable[[Office], Staged]) -> None:
        if self._desk.readonly:
            self._desk.say(self._desk.readonly, "warn")
            return
        (kind, key), field = self._thing, self.field.name
        if key:
            self._desk.ops.change(
                lambda office: attach_staged(office, kind, key, stage(office), field),
                self._was_changed,
                self.refused.emit,
            )
        else:
            self._desk.ops.query(stage, self._hold, self.refused.emit)

    def _hold(self, file: Staged) -> None:
        if all(one.digest != file.digest for one in self._held):
            self._show([*self._held, Held(file.name, file.digest, file.size)])
        self.edited.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be let go here."""
        if event.mimeData().hasUrls() and not self._desk.readonly:
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
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _show_over(self, over: bool) -> None:
        self.setProperty("role", "drop" if over else "bare")
        self.setProperty("over", over)
        repolish(self)


class SlotForm(FieldForm):
    """A form whose picture and file fields are slots; mistakes of a slot come back to it."""

    def make_editor(self, field: Field, people: Sequence[str], grids: Sequence[str]) -> Editor:
        """A slot for pictures and files, else the usual editor."""
        if field.kind not in (Kind.PICTURE, Kind.FILE):
            return super().make_editor(field, people, grids)
        slot = FileSlot(self._desk, field)
        slot.setObjectName(field.name)
        editor = Editor(slot, slot.read, slot.show_value)
        slot.edited.connect(editor.edited)
        slot.refused.connect(self.show_mistake)
        return editor

    @property
    def slots(self) -> dict[str, FileSlot]:
        """The slots by field."""
        return {name: e.widget for name, e in self.editors.items() if isinstance(e.widget, FileSlot)}


class _PasteKey(QObject):
    """Ctrl+V on any button of a slot pastes there, before the page takes it for rows of a spreadsheet."""

    def __init__(self, parent: QWidget, run: Callable[[], None]) -> None:
        super().__init__(parent)
        self._run = run

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim the key, then use it."""
        if isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Paste):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._run()
                return True
        return super().eventFilter(watched, event)


class _Onto:
    """Puts a thumbnail onto a button that may be gone by then."""

    def __init__(self, button: QPushButton) -> None:
        self._button: QPushButton | None = button
        button.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._button = None

    def __call__(self, image: QImage | None) -> None:
        if self._button is not None and image is not None:
            self._button.setIcon(QIcon(QPixmap.fromImage(image)))
            self._button.setIconSize(QSize(image.width(), image.height()))
            self._button.setMinimumHeight(image.height() + 8)


def _plain(one: Held) -> dict[str, Any]:
    plain: dict[str, Any] = {"name": one.name, "digest": one.digest, "size": one.size}
    return {**plain, "id": one.id} if one.id else plain


def _thumbnail(office: Office, one: Held, side: int) -> QImage | None:
    try:
        path = path_of(office, one.digest, one.name, one.size)
    except Trouble:
        return None  # said when somebody opens it
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    whole = reader.size()
    if whole.isValid():
        reader.setScaledSize(whole.scaled(side * 2, side, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())


def _open_outside(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _short(name: str) -> str:
    return name if len(name) <= 16 else f"{name[:9]}…{name[-6:]}"


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(size // 1000, 1)} KB"
