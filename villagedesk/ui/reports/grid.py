"""A sheet of a workbook drawn as it lies: widths, heights, merged cells and texts; nothing can be typed into it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QTableWidget, QTableWidgetItem

from villagedesk.ui.desk import Desk
from villagedesk.ui.tables.copying import GridCopy


class SheetGrid(QTableWidget):
    """The cells of one sheet; `painted` may be overridden by who shows more than the texts."""

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self.desk = desk
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setWordWrap(True)
        GridCopy(desk, self, self.cells, menu=True)

    def show_sheet(self, picture: Any) -> None:
        """Draw one sheet."""
        look = self.desk.look
        self.setUpdatesEnabled(False)
        self.clear()
        self.clearSpans()
        self.setRowCount(len(picture.heights))
        self.setColumnCount(len(picture.widths))
        self.setHorizontalHeaderLabels([letters_of(i) for i in range(len(picture.widths))])
        for column, width in enumerate(picture.widths):
            self.setColumnWidth(column, max(look.px(int(width * 1.3)), 40))
        for row, height in enumerate(picture.heights):
            self.setRowHeight(row, max(look.px(height), 30))
        for spot in picture.spots:
            if spot.across > 1 or spot.down > 1:
                self.setSpan(spot.row - 1, spot.column - 1, spot.down, spot.across)
            if spot.text or spot.formula or spot.bold:
                self.paint_spot(spot, spot.text)
            else:
                self._place(spot, QTableWidgetItem())
        self.setUpdatesEnabled(True)

    def cells(self) -> list[list[str]]:
        """The texts as rows of cells, the first row its headings."""
        rows = [[self._text(row, column) for column in range(self.columnCount())] for row in range(self.rowCount())]
        return [row for row in rows if any(row)]

    def _text(self, row: int, column: int) -> str:
        found = self.item(row, column)
        return found.text() if found is not None else ""

    def paint_spot(self, spot: Any, text: str, *, marked: bool = False, quiet: bool = False) -> None:
        """Write one cell: as it is, marked in the accent colour, or quietly."""
        look = self.desk.look
        item = QTableWidgetItem(text)
        item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        if spot.bold:
            font = look.font("body", bold=True)
            item.setFont(font)
        if marked:
            item.setBackground(QBrush(QColor(look.color("accent_soft"))))
            item.setForeground(QBrush(QColor(look.color("accent"))))
        elif quiet:
            item.setForeground(QBrush(QColor(look.color("muted"))))
        item.setToolTip(f"{spot.place} {spot.text}")
        self._place(spot, item)

    def _place(self, spot: Any, item: QTableWidgetItem) -> None:
        item.setData(Qt.ItemDataRole.UserRole, spot)
        self.setItem(spot.row - 1, spot.column - 1, item)


def roomy(names: QListWidget, desk: Desk) -> None:
    """Give the lines of a list the height that their look needs."""
    for row in range(names.count()):
        names.item(row).setSizeHint(QSize(0, desk.look.px(36)))


def letters_of(index: int) -> str:
    """`A` for column 0, `AB` for column 27."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
