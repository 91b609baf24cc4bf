"""Exporting a list: which file, with or without masks; an unmasked one says what it is and is noted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QDialog, QPushButton, QRadioButton, QVBoxLayout, QWidget

from villagedesk.registers.definition import Register
from villagedesk.services.registers.exchange.exporting import export_list
from villagedesk.services.registers.lists import Sift
from villagedesk.ui.desk import Desk
from villagedesk.ui.messages import choose_target
from villagedesk.ui.page import row_of
from villagedesk.ui.widgets.text import Text


class ExportDialog(QDialog):
    """Asks how to export the list that is shown."""

    def __init__(self, desk: Desk, parent: QWidget, register: Register, sift: Sift, words: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._register, self._sift, self._words = desk, register, sift, words
        self.setWindowTitle("导出")
        self.masked = QRadioButton("遮盖个人信息（姓名、电话、证件号、住址）")
        self.full = QRadioButton("不遮盖：页上标明“内部资料　不得张贴”，并记入操作记录")
        group = QButtonGroup(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        box.addWidget(Text(f"导出“{register.title}”", "heading"))
        box.addWidget(Text("按现在的筛选和查找导出，打印栏目和登记册一样。", "muted"))
        for button in (self.masked, self.full):
            group.addButton(button)
            box.addWidget(button)
        self.masked.setChecked(True)
        if register.posted.never:
            box.addWidget(Text("这本台账的内容不得张贴公示。", "error"))
        cancel = QPushButton("取消")
        cancel.clicked.connect(self.reject)
        buttons = [QPushButton("Excel 表格"), QPushButton("PDF"), QPushButton("Word 文档")]
        for button, ending in zip(buttons, ("xlsx", "pdf", "docx"), strict=True):
            button.setAccessibleName(f"导出成 {button.text()}")
            button.clicked.connect(lambda _checked=False, ending=ending: self._export(ending))
        self.full.setEnabled(not desk.readonly)
        buttons[0].setProperty("role", "primary")
        box.addLayout(row_of(cancel, 1, *reversed(buttons)))

    def _export(self, ending: str) -> None:
        masked = self.masked.isChecked()
        name = f"{self._register.title}{'' if masked else '（内部）'}{self._desk.today()}.{ending}"
        path = choose_target(self, self._desk.memory, "导出", name, f"{ending} (*.{ending})")
        if path is None:
            return
        sift, words = self._sift, self._words
        self._desk.ops.long("正在导出", lambda office, _progress: export_list(office, sift, words, path, masked=masked))
        self.accept()
