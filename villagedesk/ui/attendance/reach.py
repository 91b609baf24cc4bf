"""数据截至: how far each machine reaches, and the clerk's word on when its file was taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from villagedesk.base.fields import Field, Kind
from villagedesk.services.attendance import reach
from villagedesk.services.attendance.reach import Reach
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FieldForm
from villagedesk.ui.page import row_of
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.text import Text

_TAKEN = Field(
    "taken_at",
    "这份文件是什么时候从机器里拷出来的",
    Kind.MOMENT,
    required=True,
    help="拷出来以后打的卡不在文件里；不知道就不用填。",
)
_WHY = (
    "机器的文件只写到最后一次打卡。后面没人打卡，还是后来又打了卡没拷进来，文件自己说不清，所以最后一班先不判定。"
    "知道文件是几点拷的，在下面写上，那以前结束的班次就能判定；不写，程序什么也不猜。"
)


class ReachDialog(QDialog):
    """The machines with 数据截至, the furthest behind in front, and the moment its file was taken."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("数据截至")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self.table = RowsView(
            desk,
            "attendance.reach",
            (
                Column[Reach]("name", "考勤机", lambda r: r.name, width=7, bold=True),
                Column[Reach]("until", "数据截至", lambda r: _moment(r.until), width=9),
                Column[Reach]("said", "文件拷出", lambda r: _moment(r.said_at) or "没有说", width=9, muted=True),
                Column[Reach]("at", "导入", lambda r: _moment(r.imported_at), width=9, muted=True),
                Column[Reach]("file", "最近的文件", lambda r: r.file_name, width=0, muted=True),
            ),
        )
        self.table.hint = "还没有导入过考勤机的文件"
        self.table.chosen.connect(self._show_one)
        self.form = FieldForm(desk, (_TAKEN,), columns=1)
        self.form.submitted.connect(self.save)
        self.says = Text("", "muted", wrap=True)
        self.save_button = self._button("确认 Ctrl+S", "primary", self.save)
        card = Card(padding=1)
        card.body.addWidget(self.table)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        box.addWidget(Text("数据截至", "heading"))
        box.addWidget(Text(_WHY, "muted", wrap=True))
        box.addWidget(card, 1)
        box.addWidget(self.says)
        box.addWidget(self.form)
        box.addLayout(row_of(1, self._button("关闭", "plain", self.accept), self.save_button))
        self.resize(desk.look.room(820, 520))
        self.refresh()

    def refresh(self) -> None:
        """Ask how far the machines reach now."""
        self._desk.ops.query(reach.reaches, self._show, key="attendance-reach")

    def save(self) -> None:
        """Write down when the file of the machine in front was taken."""
        one: Reach | None = self.table.current_row()
        values = self.form.read()
        if one is None or values is None or not self.save_button.isEnabled():
            return
        machine, taken_at = one.machine, values["taken_at"]
        self._desk.ops.change(
            lambda office: reach.confirm(office, machine, taken_at),
            lambda _done: self.refresh(),
            self.form.show_mistake,
        )

    def _show(self, found: tuple[Reach, ...]) -> None:
        self.table.set_rows(found, keep=lambda one: one.machine)
        if found and self.table.current_row() is None:
            self.table.selectRow(0)
        self._show_one(self.table.current_row())

    def _show_one(self, one: Reach | None) -> None:
        self.save_button.setEnabled(one is not None and not self._desk.readonly)
        self.form.setEnabled(one is not None)
        if one is None:
            self.says.setText("")
            return
        last = f"最晚一次打卡 {_moment(one.last_at)}，" if one.last_at else ""
        self.says.setText(f"{one.name}：{last}{_moment(one.imported_at)} 导入；拷出的时间在这两个时间之间。")
        if not self.form.dirty:
            self.form.show_values({"taken_at": one.said_at})

    def _button(self, text: str, role: str, run: Callable[[], Any]) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("role", role)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: run())
        return button


class ReachLine(QWidget):
    """After an import: up to when the facts are known now, and the door to say when the file was taken."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.says = Text("", wrap=True)
        button = QPushButton("文件几点拷的…")
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: self._ask())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        row = row_of(self.says, button)
        row.setStretch(0, 1)
        box.addLayout(row)
        self.hide()

    def refresh(self) -> None:
        """Ask how far the machines reach now."""
        self._desk.ops.query(reach.reaches, self._show, key="punches.reach")

    def _show(self, found: tuple[Reach, ...]) -> None:
        known = [one for one in found if one.until]
        self.setVisible(bool(known))
        words = "；".join(f"{one.name} {_moment(one.until)}" for one in known)
        self.says.setText(f"数据截至：{words}。在这以后结束的班次先不判定。")

    def _ask(self) -> None:
        dialog = ReachDialog(self._desk, self)
        dialog.finished.connect(lambda _code: self.refresh())
        dialog.open()


def _moment(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else ""
