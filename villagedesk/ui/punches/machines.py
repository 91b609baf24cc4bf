"""Machines and their clocks: names, 数据截至, and spans of drift."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from villagedesk.base.fields import Field, Kind
from villagedesk.services.punches import machines
from villagedesk.services.punches.machines import Standing, span_words
from villagedesk.store.punches import Offset
from villagedesk.ui.attendance.reach import ReachDialog
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FormDialog
from villagedesk.ui.page import row_of
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.text import Text

_MACHINE = (
    Field("name", "名称", required=True, help="例如：大门、便民大厅。"),
    Field("address", "网络地址", help="能联网的机器填，例如 192.168.1.201:4370。"),
    Field("retired", "已停用", Kind.YES, help="停用的机器不再影响“数据截至”。"),
    Field("note", "备注", Kind.LONG_TEXT),
)
_OFFSET = (
    Field("from_at", "从", Kind.MOMENT, required=True, help="按机器自己的钟。"),
    Field("to_at", "到", Kind.MOMENT, help="不填表示一直到现在。"),
    Field("way", "机器的钟", Kind.CHOICE, required=True, choices=("慢", "快"), default="慢"),
    Field("minutes", "分钟", Kind.COUNT, default=0, min=0, max=576000, unit="分"),
    Field("seconds", "秒", Kind.COUNT, default=0, min=0, max=59, unit="秒"),
    Field("note", "说明", Kind.TEXT),
)


class MachinesDialog(QDialog):
    """The machines above, the clock corrections of the one in front below."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("考勤机和时钟")
        self._desk = desk
        self.table = RowsView(desk, "punches.machines", _columns())
        self.table.hint = "导入第一个文件后，这里会有考勤机"
        self.table.chosen.connect(self._show_offsets)
        self.table.opened.connect(lambda _row: self.edit())
        self.offsets = RowsView(
            desk,
            "punches.offsets",
            (
                Column("from", "从", lambda o: o.from_at, width=9),
                Column(
                    "to", "到", lambda o: o.to_at, lambda o: f"{o.to_at:%Y-%m-%d %H:%M}" if o.to_at else "现在", width=9
                ),
                Column("seconds", "机器的钟", lambda o: o.seconds, _drift_words, width=10),
                Column("note", "说明", lambda o: o.note, width=0, muted=True),
            ),
        )
        self.offsets.hint = "这台机器的钟没有校正过"
        self.edit_button = self._button("改名称和备注", self.edit)
        self.add_button = self._button("登记时钟校正", self.add_offset)
        self.remove_button = self._button("删除选中的校正", self.remove_offset)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(12)
        box.addWidget(Text("考勤机和时钟", "title"))
        box.addWidget(self._card("", self.table), 3)
        box.addWidget(self._card("时钟校正（只用于判定，原始打卡不改）", self.offsets), 2)
        self.taken_button = self._button("数据截至…", lambda: ReachDialog(desk, self).open())
        acts = (self.edit_button, self.add_button, self.remove_button, self.taken_button)
        box.addLayout(row_of(*acts, 1, self._button("关闭", self.accept)))
        self.resize(desk.look.room(940, 600))
        self.refresh()

    def refresh(self) -> None:
        """Ask for the machines."""
        self._desk.ops.query(machines.machines, self._show, key="punches.machines")

    def edit(self) -> None:
        """Edit the machine in front."""
        one: Standing | None = self.table.current_row()
        if one is None:
            return
        values = {name: getattr(one.machine, name) for name in ("name", "address", "retired", "note")}
        dialog = FormDialog(
            self._desk,
            self,
            "考勤机",
            _MACHINE,
            lambda said: lambda office: machines.edit_machine(office, one.machine.id, _filled(said)),
            values,
        )
        dialog.saved.connect(lambda _value: self.refresh())
        dialog.open()

    def add_offset(self) -> None:
        """Write down that the clock of the machine in front was wrong for a time."""
        one: Standing | None = self.table.current_row()
        if one is None:
            return
        key = one.machine.id
        dialog = FormDialog(
            self._desk,
            self,
            f"{one.machine.name}的时钟校正",
            _OFFSET,
            lambda said: (
                lambda office: machines.set_offset(office, key, said["from_at"], said["to_at"], *_seconds(said))
            ),
            {"from_at": datetime.combine(self._desk.today(), datetime.min.time())},
        )
        dialog.saved.connect(lambda _value: self.refresh())
        dialog.open()

    def remove_offset(self) -> None:
        """Take the correction in front away."""
        offset: Offset | None = self.offsets.current_row()
        if offset is not None:
            key = offset.id
            self._desk.ops.change(lambda office: machines.remove_offset(office, key), lambda _c: self.refresh())

    def _show(self, found: tuple[Standing, ...]) -> None:
        self.table.set_rows(found, keep=lambda s: s.machine.id)
        if self.table.current_row() is None:
            self.table.select(lambda _s: True)
        else:
            self._show_offsets(self.table.current_row())
        for button in (self.edit_button, self.add_button, self.remove_button):
            button.setEnabled(bool(found) and not self._desk.readonly)

    def _show_offsets(self, one: Standing | None) -> None:
        self.offsets.set_rows(one.offsets if one else ())

    def _card(self, title: str, widget: QWidget) -> Card:
        card = Card(title, padding=8 if title else 1)
        card.body.addWidget(widget)
        return card

    def _button(self, text: str, run: Any) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: run())
        return button


def _drift_words(offset: Offset) -> str:
    return f"{'慢' if offset.seconds > 0 else '快'} {span_words(abs(offset.seconds))}"


def _filled(said: dict[str, Any]) -> dict[str, Any]:
    return {name: (bool(value) if name == "retired" else value or "") for name, value in said.items()}


def _seconds(said: dict[str, Any]) -> tuple[int, str]:
    total = int(said["minutes"] or 0) * 60 + int(said["seconds"] or 0)
    return (total if said["way"] == "慢" else -total), said["note"] or ""


def _columns() -> tuple[Column[Standing], ...]:
    return (
        Column("name", "考勤机", lambda s: s.machine.name, width=8, bold=True),
        Column("until", "数据截至", lambda s: s.until, width=9),
        Column("layout", "文件种类", lambda s: s.layout, width=9, muted=True),
        Column("address", "网络地址", lambda s: s.machine.address, width=9, muted=True),
        Column(
            "retired",
            "状态",
            lambda s: "停用" if s.machine.retired else "在用",
            width=4,
            chip=True,
            tone=lambda s: "plain" if s.machine.retired else "ok",
        ),
        Column("note", "备注", lambda s: s.machine.note, width=0, muted=True),
    )
