"""Red flags before signing: the list, the evidence of the chosen one, and the clerk's remark on it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from villagedesk.services.attendance import flags
from villagedesk.services.attendance.flags import Raised
from villagedesk.ui import messages
from villagedesk.ui.desk import Desk
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card, clear_layout
from villagedesk.ui.widgets.flow import Beside
from villagedesk.ui.widgets.text import Text

_GRAVE = ("不存在的日期", "天数超过当月", "同日重复", "请假期间有打卡", "计补贴无凭据")


class FlagsDialog(QDialog):
    """A list at the left, evidence at the right; 看当天 goes to the day on the sheet."""

    def __init__(self, desk: Desk, parent: QWidget, month: str, go: Callable[[Raised], None]) -> None:
        super().__init__(parent)
        self.setWindowTitle("签字前的疑点")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._month, self._go = desk, month, go
        self.resize(desk.look.room(980, 560))
        self.title = Text(f"{month} 签字前的疑点", "heading")
        self.table = RowsView(
            desk,
            "attendance.flags",
            (
                Column("kind", "疑点", lambda r: r.flag.kind, width=10, tone=_tone, bold=True),
                Column("says", "情况", lambda r: r.flag.says, width=0),
                Column("remark", "说明", lambda r: r.remark or "未说明", width=7, muted=True),
            ),
        )
        self.table.chosen.connect(self._show_flag)
        self.table.opened.connect(lambda _row: self._remark())
        card = Card(padding=1)
        card.body.addWidget(self.table)
        self.side = Card("凭据")
        row = Beside(spacing=12)
        row.addWidget(card, 1)
        row.addWidget(self.side)
        row.keep(card, least=desk.look.px(360), high=desk.look.px(150))
        row.keep(self.side, wide=desk.look.px(300))
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        box.addWidget(self.title)
        box.addLayout(row, 1)
        box.addLayout(self._buttons())
        self.reload()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(Text("说明会印在《异常说明表》上；没有说明的，签字前请逐条核对。", "muted", wrap=True), 1)
        self._see = self._button(row, "看当天", "plain", self._see_day)
        self._explain = self._button(row, "写说明", "primary", self._remark)
        self._button(row, "关闭", "plain", self.accept)
        self._explain.setEnabled(not self._desk.readonly)
        return row

    def _button(self, row: QHBoxLayout, text: str, role: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("role", role)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: run())
        row.addWidget(button)
        return button

    def reload(self) -> None:
        """Ask the office for the flags as they stand now."""
        month = self._month
        self._desk.ops.query(lambda office: flags.red_flags(office, month), self._show, key="attendance-flags")

    def _show(self, found: tuple[Raised, ...]) -> None:
        open_now = sum(not one.remark for one in found)
        words = f"共 {len(found)} 条，{open_now} 条未说明" if found else "没有发现疑点"
        self.title.setText(f"{self._month} 签字前的疑点　{words}")
        self.table.set_rows(found, keep=lambda one: one.flag.key)
        if found and self.table.current_row() is None:
            self.table.selectRow(0)
        self._show_flag(self.table.current_row())

    def _show_flag(self, raised: Raised | None) -> None:
        clear_layout(self.side.body)
        self._see.setEnabled(raised is not None and raised.flag.day is not None)
        if raised is None:
            self.side.body.addWidget(Text("没有要核对的内容。", "muted", wrap=True))
            self.side.body.addStretch(1)
            return
        self.side.body.addWidget(Text(raised.flag.says, "strong", wrap=True))
        for line in raised.flag.evidence[:14]:
            self.side.body.addWidget(Text(line, "small", wrap=True))
        if raised.remark:
            self.side.body.addWidget(Text(f"说明：{raised.remark}", "body", wrap=True))
        self.side.body.addStretch(1)

    def _see_day(self) -> None:
        raised = self.table.current_row()
        if raised is not None:
            self.accept()
            self._go(raised)

    def _remark(self) -> None:
        raised: Raised | None = self.table.current_row()
        if raised is None or self._desk.readonly:
            return
        month, key = self._month, raised.flag.key

        def save(text: str) -> None:
            self._desk.ops.change(lambda office: flags.remark(office, month, key, text), lambda _done: self.reload())

        messages.ask_text(self, "写说明", raised.flag.says, save, start=raised.remark)


def _tone(raised: Raised) -> str:
    if raised.remark:
        return "muted"
    return "bad" if raised.flag.kind in _GRAVE else "warn"
