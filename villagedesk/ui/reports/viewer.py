"""A village's own workbook as it was sent: every sheet at a click, and the way to open it in a spreadsheet program."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QListWidget, QPushButton, QWidget

from villagedesk.papers.street.merged import VillageRow
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import row_of
from villagedesk.ui.reports.dialogs import SheetDialog
from villagedesk.ui.reports.grid import SheetGrid, roomy
from villagedesk.ui.widgets.text import Text


class PackDialog(SheetDialog):
    """The sheets of one file at the left, the chosen one at the right."""

    def __init__(self, desk: Desk, parent: QWidget, title: str, row: VillageRow, pictures: Sequence[Any]) -> None:
        super().__init__(parent, title, (1200, 700))
        self._pictures, self._changed = pictures, frozenset(row.cells)
        says = row.says + ("改动过的格子用底色标出。" if any("!" in place for place in row.cells) else "")
        self.body.addWidget(Text(says, "muted", wrap=True))
        self.names = QListWidget()
        self.names.setAccessibleName("工作表")
        self.names.setFixedWidth(desk.look.px(170))
        self.names.addItems([picture.name for picture in pictures])
        roomy(self.names, desk)
        self.grid = SheetGrid(desk, "原表")
        middle = row_of(self.names, self.grid, spacing=12)
        middle.setStretch(1, 1)
        self.body.addLayout(middle, 1)
        self.names.currentRowChanged.connect(self.show_sheet)
        first = next((i for i, one in enumerate(pictures) if self._changed_in(one)), min(1, len(pictures) - 1))
        self.names.setCurrentRow(first)

    def _changed_in(self, picture: Any) -> list[Any]:
        return [spot for spot in picture.spots if f"{spot.sheet}!{spot.place}" in self._changed]

    def show_sheet(self, number: int) -> None:
        """Show one sheet, what was altered since it was sealed marked."""
        picture = self._pictures[number]
        self.grid.show_sheet(picture)
        altered = self._changed_in(picture)
        for spot in altered:
            self.grid.paint_spot(spot, spot.text, marked=True)
        if altered:
            self.grid.setCurrentCell(altered[0].row - 1, altered[0].column - 1)

    def offer_file(self, desk: Desk, path: str) -> None:
        """A button that opens the file itself."""
        button = QPushButton("用表格软件打开")
        button.setAutoDefault(False)

        def run() -> None:
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(path)):
                desk.say(f"没有能打开“{Path(path).name}”的表格软件；可以在这里看。", "warn")

        button.clicked.connect(run)
        self.foot.addWidget(button)
