"""The print sheet: printer, pages, copies, sides and colours on one small sheet in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from villagedesk.base.errors import Mistake
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import row_of
from villagedesk.ui.preview.printing import Habit, habit_of
from villagedesk.ui.preview.ranges import pages_of
from villagedesk.ui.widgets.controls import mark_wrong
from villagedesk.ui.widgets.text import Text

ALL, HERE, THESE = "全部", "当前页", "这些页"
SIDES = (
    ("单面", QPrinter.DuplexMode.DuplexNone),
    ("双面，长边翻页（竖版用）", QPrinter.DuplexMode.DuplexLongSide),
    ("双面，短边翻页（横版用）", QPrinter.DuplexMode.DuplexShortSide),
)
MOST_COPIES = 99


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be printed and how: pages from 1, copies, and the habit that is kept for next time."""

    habit: Habit
    pages: tuple[int, ...]
    copies: int


class PrintSheet(QDialog):
    """Asks how to print `paper`; `chosen` carries the order. What was chosen last for this paper stands there."""

    chosen = Signal(object)
    system = Signal()

    def __init__(self, desk: Desk, parent: QWidget, paper: str, pages: tuple[int, int], printers: list[str]) -> None:
        super().__init__(parent)
        self.setWindowTitle("打印")
        self.setModal(True)
        self._count, self._here = pages
        habit = habit_of(desk.memory, paper)
        self.printer = QComboBox()
        self.printer.addItems(printers)
        self.printer.setCurrentText(habit.printer if habit.printer in printers else _usual(printers))
        self.printer.currentTextChanged.connect(self._ask_sides)
        self.which = QComboBox()
        self.which.addItems([f"{ALL}（{self._count} 页）", f"{HERE}（第 {self._here} 页）", THESE])
        self.which.currentIndexChanged.connect(self._choose_which)
        self.pages = QLineEdit()
        self.pages.setPlaceholderText("1,3-5")
        self.pages.textEdited.connect(self._type_pages)
        self.copies = QSpinBox()
        self.copies.setRange(1, MOST_COPIES)
        self.copies.setSuffix(" 份")
        self.sides = QComboBox()
        self.sides.addItems([words for words, _mode in SIDES])
        self.sides.setCurrentIndex(next(n for n, side in enumerate(SIDES) if side[1].value == habit.duplex))
        self.grey = QCheckBox("黑白")
        self.grey.setChecked(habit.grey)
        self.error = Text("", "error", wrap=True)
        self.says = Text("", "small", wrap=True)
        if habit.printer and habit.printer not in printers:
            self.says.setText(f"上次用的打印机“{habit.printer}”现在不在，请核对打印机。")
        self._lay_out()
        self._ask_sides()
        self.go.setFocus()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        rows = (
            ("打印机", self.printer),
            ("打哪几页", self.which),
            ("页码", self.pages),
            ("份数", self.copies),
            ("单面双面", self.sides),
            ("颜色", self.grey),
        )
        for number, (words, widget) in enumerate(rows):
            label = Text(words, "label")
            label.setBuddy(widget)
            widget.setAccessibleName(words if widget is not self.grey else "黑白打印")
            grid.addWidget(label, number, 0)
            grid.addWidget(widget, number, 1)
        grid.setColumnStretch(1, 1)
        more = self._button("打印机自己的设置…", "link", self._ask_system)
        self.go = self._button("打印", "primary", self.print_it)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        box.addWidget(Text("打印", "heading"))
        box.addLayout(grid)
        box.addWidget(self.error)
        box.addWidget(self.says)
        box.addLayout(row_of(more, 1, self._button("取消", "plain", self.reject), self.go))
        self.error.hide()
        self.says.setVisible(bool(self.says.text()))
        self.pages.returnPressed.connect(self.print_it)
        self.setMinimumWidth(460)

    def print_it(self) -> None:
        """Check the pages and give the order."""
        try:
            pages = self._pages()
        except Mistake as mistake:
            self.error.setText(mistake.says)
            self.error.show()
            mark_wrong(self.pages, True)
            self.pages.setFocus()
            return
        duplex = SIDES[self.sides.currentIndex()][1].value if self.sides.isEnabled() else 0
        habit = Habit(self.printer.currentText(), int(duplex), self.grey.isChecked())
        self.accept()
        self.chosen.emit(Order(habit, pages, self.copies.value()))

    def _pages(self) -> tuple[int, ...]:
        chosen = self.which.currentIndex()
        if chosen == 1:
            return (self._here,)
        if chosen == 2 and not self.pages.text().strip():
            raise Mistake("还没有写要打印哪几页；请写成 1,3-5 这样。", "pages")
        return pages_of(self.pages.text() if chosen == 2 else "", self._count)

    def _type_pages(self, text: str) -> None:
        """Whoever writes pages means these pages."""
        self.error.hide()
        mark_wrong(self.pages, False)
        self.which.setCurrentIndex(2 if text.strip() else 0)

    def _choose_which(self, chosen: int) -> None:
        self.error.hide()
        mark_wrong(self.pages, False)
        if chosen == 2:
            self.pages.setFocus()
        else:
            self.pages.clear()

    def _ask_sides(self) -> None:
        info = QPrinterInfo.printerInfo(self.printer.currentText())
        able = info.isNull() or len(info.supportedDuplexModes()) > 1
        self.sides.setEnabled(able)
        self.sides.setToolTip("" if able else "这台打印机不会自动打双面。")

    def _ask_system(self) -> None:
        self.reject()
        self.system.emit()

    def _button(self, text: str, role: str, run: object) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("role", role)
        button.setAutoDefault(False)
        button.clicked.connect(run)
        return button


def _usual(printers: list[str]) -> str:
    """The printer of the desktop, else the first."""
    usual = QPrinterInfo.defaultPrinterName()
    return usual if usual in printers else printers[0] if printers else ""
