"""消息: what the window said today, the newest first, each with the way it offered."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout

from villagedesk.ui.desk import Desk
from villagedesk.ui.page import row_of
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.text import Text

_TONES = {"ok": "√ 办好", "warn": "△ 留意", "bad": "× 没办成"}
COLUMNS: tuple[Column[Any], ...] = (
    Column("at", "时间", lambda n: n.at, lambda n: f"{n.at:%H:%M:%S}", width=5, muted=True),
    Column("tone", "", lambda n: _TONES.get(n.tone, ""), width=5, chip=True, tone=lambda n: n.tone),
    Column("text", "消息", lambda n: n.text, width=0, tip=lambda n: n.text),
    Column("link", "可以", lambda n: n.link, width=5, tone=lambda _n: "info"),
)


class NoticesDialog(QDialog):
    """The list; Enter or a double click follows the link of a line."""

    def __init__(self, desk: Desk, notices: Any) -> None:
        super().__init__()
        self.setWindowTitle("消息")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(desk.look.room(820, 520))
        self._notices = notices
        self.table = RowsView(desk, "notices", COLUMNS)
        self.table.setAccessibleName("消息列表")
        self.table.hint = "这次打开程序以后还没有消息。"
        self.table.opened.connect(self._follow)
        card = Card(padding=1)
        card.body.addWidget(self.table)
        self.follow = self._button("照做 Enter", "primary", lambda: self._follow(self.table.current_row()))
        self.table.chosen.connect(lambda notice: self.follow.setEnabled(bool(notice and notice.run)))
        self.follow.setEnabled(False)
        forget = self._button("删掉这一条", "plain", self._forget)
        empty = self._button("全部删掉", "plain", lambda: notices.forget())
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        box.addWidget(Text("消息", "heading"))
        words = "这次打开程序以后说过的话，最近的在上面；“撤销”请用 Ctrl+Z。到期和待审批的事，“今日”页上随时都有。"
        box.addWidget(Text(words, "muted", wrap=True))
        box.addWidget(card, 1)
        box.addLayout(row_of(empty, forget, 1, self._button("关闭", "plain", self.close), self.follow))
        notices.changed.connect(self._show)
        self._show()
        notices.read()

    def _show(self) -> None:
        self.table.set_rows(self._notices.kept, keep=lambda notice: notice)

    def _follow(self, notice: Any) -> None:
        if notice is not None and notice.run is not None:
            self.close()
            notice.run()

    def _forget(self) -> None:
        if (notice := self.table.current_row()) is not None:
            self._notices.forget((notice,))

    def _button(self, text: str, role: str, run: Any) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("role", role)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: run())
        return button
