"""Marking a street's template: the sheet as a picture whose cells are clicked, and the name that fills each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QListWidget,
    QPushButton,
    QWidget,
)

from villagedesk.ui.desk import Desk
from villagedesk.ui.page import row_of
from villagedesk.ui.reports.dialogs import SheetDialog
from villagedesk.ui.reports.grid import SheetGrid, roomy
from villagedesk.ui.widgets.text import Text


class MarkingDialog(SheetDialog):
    """Click a cell at the left, choose what fills it at the right; `keep` gets the name and the marks."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        pictures: Sequence[Any],
        names: Sequence[str],
        marks: Mapping[str, str],
    ) -> None:
        super().__init__(parent, "标记街道模板", (1180, 680))
        self._desk, self._pictures = desk, pictures
        self.marks = dict(marks)
        self.keep: Callable[[str, dict[str, str]], object] | None = None
        found = f"已按表头认出 {len(marks)} 处，请核对；" if marks else ""
        words = f"{found}点一格，再在右边选它填什么；带“人员.”的会从这一格往下逐行填。已有的公式、合并和格式都会保留。"
        self.body.addWidget(Text(words, "muted", wrap=True))
        self.sheet = QComboBox()
        self.sheet.setAccessibleName("工作表")
        self.sheet.addItems([picture.name for picture in pictures])
        self.sheet.currentIndexChanged.connect(self.show_sheet)
        self.name = QLineEdit()
        self.name.setPlaceholderText("给模板起个名字，如 街道月报")
        self.name.setAccessibleName("模板名称")
        self.body.addLayout(row_of(Text("工作表"), self.sheet, Text("名称"), self.name, 1))
        self.grid = SheetGrid(desk, "模板")
        self.grid.currentCellChanged.connect(lambda *_cells: self._show_choice())
        self.names = QListWidget()
        self.names.setAccessibleName("可填的内容")
        self.names.setFixedWidth(desk.look.px(240))
        self.names.addItems(["（不填）", *names])
        roomy(self.names, desk)
        self.names.itemClicked.connect(lambda item: self.mark("" if item.text() == "（不填）" else item.text()))
        middle = row_of(self.grid, self.names, spacing=12)
        middle.setStretch(0, 1)
        self.body.addLayout(middle, 1)
        save = QPushButton("保存模板")
        save.setProperty("role", "primary")
        save.setAutoDefault(False)
        save.clicked.connect(self._save)
        self.foot.addWidget(save)
        self.show_sheet(0)

    def show_sheet(self, index: int) -> None:
        """Paint one sheet with its widths, merged cells and marks."""
        picture = self._pictures[index]
        self.grid.show_sheet(picture)
        for spot in picture.spots:
            if spot.formula or f"{spot.sheet}!{spot.place}" in self.marks:
                self._paint(spot)

    def _paint(self, spot: Any) -> None:
        mark = self.marks.get(f"{spot.sheet}!{spot.place}", "")
        shown = "ƒ" if spot.formula else spot.text
        head, dot, tail = mark.partition(".")
        text = (f"↓{tail}" if dot else head) or shown
        self.grid.paint_spot(spot, text, marked=bool(mark), quiet=spot.formula)
        item = self.grid.item(spot.row - 1, spot.column - 1)
        if mark and item is not None:
            item.setToolTip(f"{spot.place} {spot.text} 填“{mark}”")

    def mark(self, name: str) -> None:
        """Fill the chosen cell with a name, or with nothing."""
        item = self.grid.currentItem()
        spot = item.data(Qt.ItemDataRole.UserRole) if item else None
        if spot is None:
            return
        place = f"{spot.sheet}!{spot.place}"
        if name and spot.formula:
            self._desk.say("这一格是公式，会自己算出结果，不用填。", "warn")
            return
        if name:
            self.marks[place] = name
        else:
            self.marks.pop(place, None)
        self._paint(spot)
        self.grid.setCurrentCell(spot.row - 1, spot.column - 1)

    def _show_choice(self) -> None:
        item = self.grid.currentItem()
        spot = item.data(Qt.ItemDataRole.UserRole) if item else None
        name = self.marks.get(f"{spot.sheet}!{spot.place}", "（不填）") if spot else ""
        found = self.names.findItems(name, Qt.MatchFlag.MatchExactly)
        if found:
            self.names.setCurrentItem(found[0])
            self.names.scrollToItem(found[0])

    def _save(self) -> None:
        if not self.name.text().strip():
            self.name.setFocus()
            self._desk.say("请给模板起个名字。", "warn")
            return
        if self.keep is not None:
            self.keep(self.name.text().strip(), dict(self.marks))
