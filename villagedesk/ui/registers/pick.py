"""Picking any entry of a book: by its number, a name, pinyin initials or a phone's tail."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from villagedesk.registers.definition import Register
from villagedesk.registers.entry import Entry, matter_of, title_of
from villagedesk.services.office import Office
from villagedesk.services.registers import lists
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import row_of
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.controls import SearchEdit
from villagedesk.ui.widgets.text import Text

_MOST = 100


class PickDialog(QDialog):
    """A search box over the entries of one book; `then` gets the one that was picked."""

    def __init__(
        self, desk: Desk, parent: QWidget, register: Register, title: str, then: Callable[[Entry], object]
    ) -> None:
        super().__init__(parent)
        self._desk, self._register, self._then = desk, register, then
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(title)
        self.resize(desk.look.room(720, 520))
        self.search = SearchEdit(desk.look, "编号、姓名、拼音首字母、电话尾号…")
        self.search.asked.connect(lambda _text: self._ask())
        self.search.installEventFilter(self)
        columns = (
            Column[Entry]("number", "编号", lambda e: e.number, width=9, muted=True),
            Column[Entry]("day", "日期", lambda e: e.day.isoformat(), width=6),
            Column[Entry]("title", "谁", lambda e: title_of(register, e.facts), width=7, bold=True),
            Column[Entry]("text", "什么事", lambda e: matter_of(register, e.facts), width=0),
            Column[Entry]("state", "状态", lambda e: e.state, width=5, chip=True),
        )
        self.table = RowsView(desk, f"registers.pick.{register.id}", columns)
        self.table.hint = "没有找到；换个字再试。"
        self.table.opened.connect(self._pick)
        card = Card(padding=1)
        card.body.addWidget(self.table)
        cancel, take = QPushButton("取消"), QPushButton("就是这一条")
        take.setProperty("role", "primary")
        for button in (cancel, take):
            button.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        take.clicked.connect(lambda: self._pick(self.table.current_row()))
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(10)
        box.addWidget(Text(title, "heading"))
        box.addWidget(self.search)
        box.addWidget(card, 1)
        box.addLayout(row_of(1, cancel, take))
        self._ask()

    def _ask(self) -> None:
        book, words = self._register.id, self.search.text().strip()

        def ask(office: Office) -> list[Entry]:
            return lists.open_list(office, book, words=words).page(0, _MOST)

        self._desk.ops.query(ask, self._show, key="registers-pick")

    def _show(self, found: list[Entry]) -> None:
        self.table.set_rows(found, keep=lambda entry: entry.id)
        if found:
            first = found[0].id
            self.table.select(lambda entry: entry.id == first)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys of the search box walk through the list, Enter picks."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.table.setFocus()
                return False
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._pick(self.table.current_row())
                return True
        return super().eventFilter(watched, event)

    def _pick(self, entry: Entry | None) -> None:
        if entry is not None:
            self.accept()
            self._then(entry)
