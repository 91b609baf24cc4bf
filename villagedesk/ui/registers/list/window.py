"""A table over a book of any length: only the rows in sight are fetched, and kept for a while."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from villagedesk.registers.entry import Entry
from villagedesk.registers.searching import marks
from villagedesk.services.registers.lists import BookList
from villagedesk.ui.desk import Desk
from villagedesk.ui.look.look import Look
from villagedesk.ui.tables.columns import BOLD, CHIP, MUTED, TONE, Column, Index, RowsModel
from villagedesk.ui.tables.view import RowsDelegate, RowsView, chosen_places

PAGE = 64
_KEPT_PAGES = 24
_WAITING = "…"


class WindowModel(RowsModel[Entry]):
    """Rows of a `BookList`, fetched page by page through the desk's one door; a row on its way shows …."""

    def __init__(self, desk: Desk, columns: Sequence[Column[Entry]]) -> None:
        super().__init__(columns)
        self._desk = desk
        self._list: BookList | None = None
        self._count = 0
        self._pages: OrderedDict[int, list[Entry]] = OrderedDict()
        self._asked: set[int] = set()
        self._wanted: list[int] = []
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._ask)
        self.on_page: Callable[[int], None] = lambda _page: None

    def show_list(self, found: BookList, first: list[Entry]) -> None:
        """Show another list whose first page is known."""
        self.beginResetModel()
        self._list, self._count = found, found.count
        self._pages.clear()
        self._asked.clear()
        self._wanted.clear()
        if first:
            self._pages[0] = first
        self.endResetModel()

    def entry(self, place: int) -> Entry | None:
        """The entry at a place if it is here; asks for it otherwise."""
        page = self._pages.get(place // PAGE)
        if page is not None:
            self._pages.move_to_end(place // PAGE)
            return page[place % PAGE] if place % PAGE < len(page) else None
        self._want(place // PAGE)
        return None

    def _want(self, page: int) -> None:
        if page not in self._asked and page not in self._wanted:
            self._wanted.append(page)
            self._timer.start()

    def _ask(self) -> None:
        found = self._list
        for page in self._wanted[-3:]:
            if found is not None:
                self._asked.add(page)
                self._desk.ops.query(
                    lambda _office, page=page, found=found: found.page(page * PAGE, PAGE),
                    lambda rows, page=page, found=found: self._take(found, page, rows),
                )
        self._wanted.clear()

    def _take(self, found: BookList, page: int, rows: list[Entry]) -> None:
        self._asked.discard(page)
        if found is not self._list:
            return
        self._pages[page] = rows
        while len(self._pages) > _KEPT_PAGES:
            self._pages.popitem(last=False)
        last = min((page + 1) * PAGE, self._count) - 1
        self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, len(self.columns) - 1))
        self.on_page(page)

    def row_at(self, place: int) -> Entry | None:
        """The entry at a place, if it is here."""
        return self.entry(place) if place < self._count else None

    def row(self, index: Index) -> Entry | None:
        """The entry at an index, if it is here."""
        return self.entry(index.row()) if index.isValid() and index.row() < self._count else None

    def rowCount(self, parent: Index | None = None) -> int:
        """How many entries the list has."""
        return 0 if parent is not None and parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the view asks of one cell; a dot line while its page is on the way."""
        entry, column = self.entry(index.row()), self.columns[index.column()]
        if entry is not None:
            return self._cell(entry, column, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return _WAITING if index.column() == 0 else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return {MUTED: True, TONE: "", CHIP: False, BOLD: False}.get(role)

    def _cell(self, entry: Entry, column: Column[Entry], role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(entry, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(entry) if column.tip else self.text(entry, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}：{self.text(entry, column)}"
        return self._mark(entry, column, role)

    @property
    def shown(self) -> BookList | None:
        """The list that is shown."""
        return self._list

    def known(self) -> list[Entry]:
        """The entries that are here, in order."""
        return [entry for page in sorted(self._pages) for entry in self._pages[page]]

    def place_of(self, key: int) -> int | None:
        """Where an entry stands among the pages that are here."""
        for page, rows in self._pages.items():
            for i, entry in enumerate(rows):
                if entry.id == key:
                    return page * PAGE + i
        return None


class MarkingDelegate(RowsDelegate):
    """Marks the typed words under the text of a cell."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._own_look = look
        self.words = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A soft ground under each hit, then the cell as ever."""
        text = str(index.data() or "") if self.words and not index.data(CHIP) else ""
        if text and (places := marks(text, self.words)):
            look = self._own_look
            painter.save()
            painter.setFont(look.font("strong" if index.data(BOLD) else "body"))
            metrics = painter.fontMetrics()
            rect = QRectF(option.rect)
            middle, high = rect.center().y(), look.px(24)
            for start, end in places:
                left = rect.left() + look.px(8) + metrics.horizontalAdvance(text[:start])
                wide = metrics.horizontalAdvance(text[start:end])
                if left + wide < rect.right():
                    painter.fillRect(QRectF(left, middle - high / 2, wide, high), look.color("warn_soft"))
            painter.restore()
        super().paint(painter, option, index)


class EntryTable(RowsView):
    """The table of a book over a `WindowModel`; the order is the book's own, newest first."""

    def __init__(self, desk: Desk, name: str, columns: Sequence[Column[Entry]]) -> None:
        super().__init__(desk, name, columns)
        self.hint = ""
        self.setSortingEnabled(False)
        self.horizontalHeader().setSortIndicatorShown(False)
        self.window_model = WindowModel(desk, columns)
        self.rows_model = self.window_model
        self.setModel(self.window_model)
        self._size()
        self._come_back()
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self._came(now))
        self.clicked.connect(self._came)  # the mouse selects only after the row became the current one
        self.window_model.on_page = self._page_came
        self._waiting = -1
        self.marking = MarkingDelegate(desk.look, self)
        self.setItemDelegate(self.marking)
        self.kept: frozenset[str] = frozenset()
        """The columns that stay when the form stands beside the table; empty: all."""

    def show_list(self, found: BookList, first: list[Entry], keep: int = 0) -> None:
        """Show a list; the entry `keep` comes to the front if it is on the first page."""
        before = self.verticalScrollBar().value()
        self.window_model.show_list(found, first)
        place = self.window_model.place_of(keep) if keep else None
        if place is not None:
            self.go_to(place)
        else:
            self.verticalScrollBar().setValue(min(before, self.verticalScrollBar().maximum()))

    def show_narrow(self, narrow: bool) -> None:
        """Leave phones and people to the form while it stands beside the table."""
        for number, column in enumerate(self.window_model.columns):
            if self.kept and column.name not in self.kept:
                self.setColumnHidden(number, narrow)
        self.fit_rest()

    def go_to(self, place: int) -> None:
        """Bring a place to the front."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        index = self.window_model.index(place, 0)
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def _came(self, index: Index) -> None:
        if not self.selectionModel().isSelected(index):
            return  # Tab came into the list, nobody chose a row
        entry = self.window_model.row(index)
        self._waiting = -1 if entry is not None else index.row()
        if entry is not None:
            self.chosen.emit(entry)

    def _page_came(self, page: int) -> None:
        if self._waiting >= 0 and self._waiting // PAGE == page:
            place, self._waiting = self._waiting, -1
            if (entry := self.window_model.entry(place)) is not None:
                self.chosen.emit(entry)

    def select(self, wanted: Any) -> bool:
        """Bring the first entry that is here and for which `wanted` holds to the front."""
        for entry in self.window_model.known():
            place = self.window_model.place_of(entry.id)
            if wanted(entry) and place is not None:
                self.go_to(place)
                return True
        return False

    def copy(self, *, head: bool = True, everything: bool = False, only: int = -1) -> None:
        """Copy the selected entries, or the whole list; those that were never in sight are asked for first."""
        found = self.window_model.shown
        places = chosen_places(self)
        if everything or not places:
            places = list(range(self.window_model.rowCount()))
        if found is None or not places:
            return
        first, count = places[0], places[-1] - places[0] + 1

        def ask(_office: object) -> list[Entry]:
            rows = found.page(first, count)
            return [rows[place - first] for place in places if place - first < len(rows)]

        self._desk.ops.query(ask, lambda rows: self.copy_rows(rows, head=head, only=only), key="registers-copy")
