"""Changing the lists of words that books choose from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from villagedesk.services.registers.books import choice_lists, set_choice_list
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import row_of
from villagedesk.ui.widgets.text import Text

LIST_NAMES = {
    "topics": "事由类别",
    "matters": "办件事项",
    "home_services": "老年人上门代办",
    "sources": "来源",
    "weather": "天气",
    "urgency": "紧急程度",
    "satisfaction": "满意度",
    "sexes": "性别",
}


class WordsDialog(QDialog):
    """One list at a time, one word a line."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._lists: dict[str, tuple[str, ...]] = {}
        self.setWindowTitle("选项表")
        self.resize(desk.look.room(420, 520))
        self.which = QComboBox()
        self.which.setAccessibleName("哪一张选项表")
        self.which.activated.connect(lambda _index: self._show_words())
        self.words = QPlainTextEdit()
        self.words.setAccessibleName("选项，一行一个")
        cancel, save = QPushButton("关闭"), QPushButton("保存")
        save.setProperty("role", "primary")
        save.setEnabled(not desk.readonly)
        cancel.clicked.connect(self.reject)
        save.clicked.connect(self.save)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(10)
        box.addWidget(self.which)
        box.addWidget(Text("一行一个；改了以后，原有记录仍按当时写的显示。", "muted", wrap=True))
        box.addWidget(self.words, 1)
        box.addLayout(row_of(1, cancel, save))
        desk.ops.query(choice_lists, self._show)

    def _show(self, found: dict[str, tuple[str, ...]]) -> None:
        now = self.which.currentData()
        self._lists = found
        self.which.clear()
        for name in found:
            self.which.addItem(LIST_NAMES.get(name, name), name)
        self.which.setCurrentIndex(max(self.which.findData(now), 0))
        self._show_words()

    def _show_words(self) -> None:
        self.words.setPlainText("\n".join(self._lists.get(str(self.which.currentData()), ())))

    def save(self) -> None:
        """Keep the list that is shown."""
        name = str(self.which.currentData())
        words = tuple(self.words.toPlainText().splitlines())
        self._desk.ops.change(
            lambda office: set_choice_list(office, name, words),
            lambda _done: self._desk.ops.query(choice_lists, self._show),
        )
