"""Which columns a table shows, in which order and sorted by what: chosen at its heading, remembered, and put back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QTableView

from villagedesk.ui.memory import Memory

ASCENDING, DESCENDING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class ColumnChoice(QObject):
    """The menu of a table's heading; `titles` are (name, title), `remember` and `forget` keep widths and order.

    What the table is sorted by is remembered by the column's name; a third click on the heading forgets it.
    """

    def __init__(
        self,
        view: QTableView,
        memory: tuple[Memory, str],
        titles: list[tuple[str, str]],
        remember: Callable[[], None],
        forget: Callable[[], None],
    ) -> None:
        super().__init__(view)
        self._view, self._titles = view, titles
        self._memory, name = memory
        self._key = f"sort.{name}"
        self._remember, self._forget = remember, forget
        header = view.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda where: self.menu().popup(header.mapToGlobal(where)))
        self._sort_again()
        header.sortIndicatorChanged.connect(self._sorted)

    def menu(self) -> QMenu:
        """Every column to tick, and the way back to how the table was made."""
        menu = QMenu(self._view)
        shown = [number for number in range(len(self._titles)) if not self._view.isColumnHidden(number)]
        for number, (_name, title) in enumerate(self._titles):
            entry = QAction(title or "记号", menu)
            entry.setCheckable(True)
            entry.setChecked(number in shown)
            entry.setEnabled(shown != [number])  # the last one stays, or there would be no heading to come back by
            entry.toggled.connect(lambda on, number=number: self.show_column(number, on))
            menu.addAction(entry)
        menu.addSeparator()
        back = QAction("恢复默认的列", menu)
        back.triggered.connect(lambda _checked=False: self.put_back())
        menu.addAction(back)
        return menu

    def pop(self) -> None:
        """The same menu, asked for by the keyboard."""
        self.menu().popup(self._view.mapToGlobal(QPoint(24, 24)))

    def show_column(self, number: int, on: bool) -> None:
        """Show or hide a column, and remember it."""
        self._view.setColumnHidden(number, not on)
        self._remember()

    def put_back(self) -> None:
        """Columns, widths, order and sorting as the table was made."""
        header = self._view.horizontalHeader()
        for number in range(header.count()):
            header.moveSection(header.visualIndex(number), number)
        header.setSortIndicator(-1, ASCENDING)
        self._memory.put(self._key, [])
        self._forget()

    def _sort_again(self) -> None:
        kept: Any = self._memory.get(self._key, [])
        names = [name for name, _title in self._titles]
        if len(kept) == 2 and kept[0] in names:
            self._view.sortByColumn(names.index(kept[0]), DESCENDING if kept[1] else ASCENDING)

    def _sorted(self, number: int, order: Qt.SortOrder) -> None:
        known = 0 <= number < len(self._titles)
        self._memory.put(self._key, [self._titles[number][0], order == DESCENDING] if known else [])
