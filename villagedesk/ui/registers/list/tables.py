"""The tables of the books, each made on its first visit, one in front."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget

from villagedesk.registers.definition import Register
from villagedesk.registers.entry import Entry
from villagedesk.services.registers.lists import BookList, Sift
from villagedesk.ui.actions import Action
from villagedesk.ui.desk import Desk
from villagedesk.ui.registers.list.columns import columns_for, kept_beside_form
from villagedesk.ui.registers.list.window import EntryTable
from villagedesk.ui.widgets.states import BusyState, EmptyState


class BookTables(QStackedWidget):
    """The table of the open book; `chosen` and `opened` carry an entry, `actions_for` gives a row's menu."""

    chosen = Signal(object)
    opened = Signal(object)
    starting = Signal()
    importing = Signal()
    clearing = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._tables: dict[str, EntryTable] = {}
        self.actions_for: object = None
        starts = (
            Action(
                "import", "导入 Excel…", self.importing.emit, icon="file-up", writes=True, enabled=not desk.readonly
            ),
            Action(
                "new", "登记第一条", self.starting.emit, "", "plus", "primary", writes=True, enabled=not desk.readonly
            ),
        )
        self.empty = EmptyState(
            desk.look, "book-open-text", "这里还没有记录", "登记第一条，或者把以前的 Excel 台账导进来。", starts
        )
        clear = (Action("clear", "显示全部", self.clearing.emit),)
        self.nothing = EmptyState(
            desk.look, "search", "没有找到", "这些筛选和字下面没有记录；换几个字，或者把筛选去掉再看。", clear
        )
        self.addWidget(BusyState())
        self.addWidget(self.empty)
        self.addWidget(self.nothing)

    def minimumSizeHint(self) -> QSize:
        """Little: a table can be read through a small hole."""
        return QSize(240, 160)

    def table(self, book: str) -> EntryTable | None:
        """The table of a book, if it was ever open."""
        return self._tables.get(book)

    def take_focus(self, book: str) -> None:
        """Let the keys go to the list of a book, without choosing what stands in it before it is read anew."""
        table = self._tables.get(book)
        if table is None:
            self.setFocus()
            return
        table.blockSignals(True)
        table.setFocus()
        table.blockSignals(False)

    def show_list(self, register: Register, found: BookList, first: list[Entry], keep: int, words: str) -> None:
        """Show a list of a book with the typed words marked; entry `keep` stays in front."""
        table = self._tables.get(register.id)
        if table is None or table.property("definition") != hash(register.text):
            table = self._make(register)
        table.marking.words = words
        table.blockSignals(True)
        table.show_list(found, first, keep)
        table.blockSignals(False)
        sifted = bool(words) or found.sift != Sift(register.id)
        self.setCurrentWidget(table if found.count else self.nothing if sifted else self.empty)

    def show_narrow(self, book: str, narrow: bool) -> None:
        """Make room for the form beside the table."""
        if table := self._tables.get(book):
            table.show_narrow(narrow)

    def _make(self, register: Register) -> EntryTable:
        old = self._tables.pop(register.id, None)
        if old is not None:
            self.removeWidget(old)
            old.deleteLater()
        table = EntryTable(self._desk, f"registers.{register.id}", columns_for(register, self._desk.today()))
        table.setProperty("definition", hash(register.text))
        table.kept = kept_beside_form(register)
        table.chosen.connect(self.chosen)
        table.opened.connect(self.opened)
        table.actions_for = self.actions_for
        self._tables[register.id] = table
        self.addWidget(table)
        return table
