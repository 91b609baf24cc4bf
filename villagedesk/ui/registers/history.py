"""The whole history of a villager, a household or a grid over all books, in a dialog."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from villagedesk.services.registers.links import CASE
from villagedesk.services.villagers.history import History, Past, history
from villagedesk.services.villagers.villagers import FIELDS, correct_villager, person_facts
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FormDialog
from villagedesk.ui.page import row_of
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.text import Text

COLUMNS: tuple[Column[Past], ...] = (
    Column("day", "日期", lambda p: p.day, width=6),
    Column("book", "台账", lambda p: p.book, width=6.4, muted=True),
    Column("number", "编号", lambda p: p.number, width=9, muted=True),
    Column("title", "谁", lambda p: p.title, width=5.4, bold=True),
    Column("text", "什么事", lambda p: p.text, width=0),
    Column("state", "状态", lambda p: p.state, width=5, chip=True),
)


class HistoryDialog(QDialog):
    """Everything about one villager, household, grid or person; `opened` carries the line that was followed."""

    opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, of: str, key: int) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("往来记录")
        self.resize(desk.look.room(920, 560))
        self.heading, self._facts, self._counts = (
            Text("", "heading"),
            Text("", "muted", wrap=True),
            Text("", "body", wrap=True),
        )
        self.table = RowsView(desk, "registers.history", COLUMNS)
        self.table.opened.connect(self._open)
        card = Card(padding=1)
        card.body.addWidget(self.table)
        self._of, self._key, self._desk = of, key, desk
        correct = QPushButton("修改资料")
        correct.setVisible(of == "villager")
        correct.setEnabled(not desk.readonly)
        correct.clicked.connect(self._correct)
        close = QPushButton("关闭")
        close.clicked.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(10)
        box.addWidget(self.heading)
        box.addWidget(self._facts)
        box.addWidget(self._counts)
        box.addWidget(card, 1)
        box.addLayout(row_of(correct, 1, close))
        self._ask()

    def _ask(self, _done: object = None) -> None:
        of, key = self._of, self._key
        self._desk.ops.query(lambda office: history(office, of, key), self._show)

    def _correct(self) -> None:
        key = self._key
        self._desk.ops.query(lambda office: person_facts(office, key), self._correct_form)

    def _correct_form(self, values: dict[str, Any]) -> None:
        key = self._key
        dialog = FormDialog(
            self._desk,
            self,
            "修改村民资料",
            FIELDS,
            lambda typed: lambda office: correct_villager(office, key, typed),
            values,
        )
        dialog.saved.connect(self._ask)
        dialog.open()

    def _show(self, found: History) -> None:
        self.heading.setText(found.heading)
        self._facts.setText("　".join(found.facts))
        counts = "，".join(f"{word} {number} 条" for word, number in found.counts)
        self._counts.setText(counts or "还没有记录。")
        self.table.set_rows(found.past)
        self.table.setFocus()

    def _open(self, past: Past) -> None:
        if past.kind == CASE:
            self._desk.go("mediation", past.number)
        else:
            self._desk.go("registers", f"{past.kind}/{past.key}")
        self.opened.emit(past)
        self.accept()
