"""The office's cameras: name and address, added, changed and taken away."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from villagedesk.base.fields import Field
from villagedesk.services.signs import checks
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FormDialog
from villagedesk.ui.page import row_of
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.text import Text

_CAMERA = (
    Field("name", "名称", required=True, help="例如：便民大厅。"),
    Field("url", "地址", required=True, help="rtsp:// 或 http:// 开头，见摄像头的说明书。"),
)
Camera = tuple[str, str]


class CamerasDialog(QDialog):
    """A short list; no camera is an ordinary state and is said as such."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("摄像头")
        self._desk = desk
        self._known: tuple[Camera, ...] = ()
        self.table = RowsView(
            desk,
            "checks.cameras",
            (
                Column("name", "名称", lambda c: c[0], width=8, bold=True),
                Column("url", "地址", lambda c: c[1], width=0, muted=True),
            ),
        )
        self.table.hint = "没有登记摄像头；电话和到场查岗照常"
        self.table.opened.connect(lambda _row: self.edit())
        card = Card(padding=1)
        card.body.addWidget(self.table)
        self.edit_button = self._button("修改", self.edit)
        self.remove_button = self._button("删除", self.remove)
        add = self._button("登记摄像头", self.add)
        add.setProperty("role", "primary")
        add.setEnabled(not desk.readonly)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(12)
        box.addWidget(Text("摄像头", "title"))
        box.addWidget(card, 1)
        box.addLayout(row_of(add, self.edit_button, self.remove_button, 1, self._button("关闭", self.accept)))
        self.resize(desk.look.room(760, 420))
        self.refresh()

    def refresh(self) -> None:
        """Ask for the list."""
        self._desk.ops.query(checks.cameras, self._show, key="checks.cameras")

    def add(self) -> None:
        """Add a camera."""
        self._ask(None)

    def edit(self) -> None:
        """Change the one in front."""
        if (one := self.table.current_row()) is not None:
            self._ask(one)

    def remove(self) -> None:
        """Take the one in front off the list; what it showed stays with its checks."""
        one = self.table.current_row()
        if one is not None:
            rest = [camera for camera in self._known if camera != one]
            self._desk.ops.change(lambda office: checks.set_cameras(office, rest), self._done)

    def _ask(self, before: Camera | None) -> None:
        known = self._known

        def save(said: dict[str, Any]) -> Any:
            fresh = (said["name"], said["url"])
            wanted = [fresh if camera == before else camera for camera in known]
            return lambda office: checks.set_cameras(office, wanted if before else [*known, fresh])

        values = {"name": before[0], "url": before[1]} if before else {}
        dialog = FormDialog(self._desk, self, "修改摄像头" if before else "登记摄像头", _CAMERA, save, values)
        dialog.saved.connect(self._done)
        dialog.open()

    def _done(self, _value: object) -> None:
        self.refresh()
        self.changed.emit()

    def _show(self, known: tuple[Camera, ...]) -> None:
        self._known = known
        self.table.set_rows(known)
        if known:
            self.table.select(lambda _c: True)
        for button in (self.edit_button, self.remove_button):
            button.setEnabled(bool(known) and not self._desk.readonly)

    def _button(self, text: str, run: Any) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: run())
        return button
