"""The question before a backup is restored: what it is, and everything that would be lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from villagedesk.services.history import Deed
from villagedesk.services.safety.copies import Prospect
from villagedesk.ui.desk import Desk
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.text import Text

COLUMNS = (
    Column[Deed]("at", "时间", lambda d: d.at, lambda d: d.at.strftime("%m-%d %H:%M"), width=7),
    Column[Deed]("who", "谁", lambda d: d.who, width=5, muted=True),
    Column[Deed]("what", "做了什么", lambda d: d.what, bold=True, width=12),
    Column[Deed]("about", "内容", lambda d: d.about, width=0, muted=True),
)


class RestoreDialog(QDialog):
    """Shows a prospect; 恢复 runs `restore`."""

    def __init__(self, desk: Desk, parent: QWidget, title: str, seen: Prospect, restore: Callable[[], object]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle("恢复备份")
        self._restore = restore
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(12)
        box.addWidget(Text(title, "heading"))
        words = Text(seen.says, wrap=True)
        words.setMinimumWidth(desk.look.px(440))
        box.addWidget(words)
        self.table = RowsView(desk, "settings.lost", COLUMNS)
        if seen.lost:
            self.resize(desk.look.room(720, 520))
            card = Card(padding=1)
            card.body.addWidget(self.table)
            box.addWidget(card, 1)
            self.table.set_rows(seen.lost)
        row = QHBoxLayout()
        row.addStretch(1)
        self.no = QPushButton("不恢复")
        self.no.clicked.connect(self.reject)
        self.yes = QPushButton("恢复")
        self.yes.setProperty("role", "danger")
        self.yes.setEnabled(seen.sound and not desk.readonly)
        self.yes.clicked.connect(self._go)
        row.addWidget(self.no)
        row.addWidget(self.yes)
        box.addLayout(row)

    def _go(self) -> None:
        self.accept()
        self._restore()
