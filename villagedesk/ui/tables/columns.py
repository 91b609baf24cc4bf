"""A table is a list of columns over rows of plain values; there is one list model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from villagedesk.base.document import plain_text
from villagedesk.ui.widgets.text import tip_of

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

TONE = Qt.ItemDataRole.UserRole + 1
CHIP = Qt.ItemDataRole.UserRole + 2
BOLD = Qt.ItemDataRole.UserRole + 3
MUTED = Qt.ItemDataRole.UserRole + 4


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: `value` is sorted by, `text` is shown (default: the value as the office writes it).

    `width` is in Chinese characters (0: takes what is left); `tone` colours the text, or the chip when
    `chip`; `right` sets numbers to the right.
    """

    name: str
    title: str
    value: Callable[[Row], Any]
    text: Callable[[Row], str] | None = None
    width: float = 6
    right: bool = False
    bold: bool = False
    muted: bool = False
    chip: bool = False
    tone: Callable[[Row], str] | None = None
    tip: Callable[[Row], str] | None = None
    hidden: bool = False


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows under columns, sortable; the rows themselves are any values."""

    def __init__(self, columns: Sequence[Column[Row]]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.rows: list[Row] = []
        self._order: tuple[int, bool] | None = None
        self._given: tuple[Row, ...] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows, in the order that was chosen."""
        self.beginResetModel()
        self.rows = list(rows)
        self._given = tuple(rows)
        if self._order is not None:
            self._sort(*self._order)
        self.endResetModel()

    def row(self, index: Index) -> Row | None:
        """The row at an index."""
        return self.rows[index.row()] if index.isValid() and index.row() < len(self.rows) else None

    def row_at(self, place: int) -> Row | None:
        """The row at a place."""
        return self.rows[place] if place < len(self.rows) else None

    def text(self, row: Row, column: Column[Row]) -> str:
        """What a cell shows."""
        if column.text is not None:
            return column.text(row)
        value = column.value(row)
        if isinstance(value, tuple | list):
            return "、".join(str(part) for part in value)
        return plain_text(value)

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Column titles."""
        if orientation == Qt.Orientation.Horizontal and section < len(self.columns):
            column = self.columns[section]
            if role == Qt.ItemDataRole.DisplayRole:
                return column.title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the view asks of one cell."""
        row, column = self.rows[index.row()], self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.text(row, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return (
                    Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
                ) | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ToolTipRole:
                return tip_of(column.tip(row) if column.tip else self.text(row, column))
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.title}：{self.text(row, column)}"
            case _:
                return self._mark(row, column, role)

    def _mark(self, row: Row, column: Column[Row], role: int) -> Any:
        if role == TONE:
            return column.tone(row) if column.tone else ""
        return {CHIP: column.chip, BOLD: column.bold, MUTED: column.muted}.get(role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, empty values last; by none, the rows stand as they were given."""
        self.layoutAboutToBeChanged.emit()
        if 0 <= column < len(self.columns):
            self._order = (column, order == Qt.SortOrder.DescendingOrder)
            self._sort(*self._order)
        else:
            self._order, self.rows = None, list(self._given)
        self.layoutChanged.emit()

    def _sort(self, number: int, down: bool) -> None:
        value = self.columns[number].value
        full = [row for row in self.rows if value(row) not in (None, "")]
        empty = [row for row in self.rows if value(row) in (None, "")]
        try:
            full.sort(key=value, reverse=down)
        except TypeError:
            full.sort(key=lambda row: str(value(row)), reverse=down)
        self.rows = full + empty
