"""The offices that were open lately: opened again, or taken off the list; one that is gone is grey and says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.page import row_of
from villagedesk.ui.widgets.text import Text

KEPT = 8
_NAME = "recent"


def recent(memory: Memory) -> list[Path]:
    """The office files that were open lately, the last one first."""
    return [Path(name) for name in memory.get(_NAME, [])]


def remember_office(memory: Memory, file: Path) -> None:
    """Put an office at the head of the list."""
    names = [str(file), *(str(path) for path in recent(memory))]
    memory.put(_NAME, list(dict.fromkeys(names))[:KEPT])


def forget_office(memory: Memory, file: Path) -> None:
    """Take an office off the list; its file stays where it is."""
    memory.put(_NAME, [str(path) for path in recent(memory) if path != file])


class RecentDialog(QDialog):
    """The list; Enter or a double click opens, Delete takes off the list."""

    def __init__(self, look: Look, parent: QWidget, memory: Memory, here: Path | None, then: Callable[[Path], object]):
        super().__init__(parent)
        self.setWindowTitle("最近的办公文件")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.resize(look.room(640, 400))
        self._look, self._memory, self._here, self._then = look, memory, here, then
        self.list = QListWidget()
        self.list.setAccessibleName("最近的办公文件")
        self.list.setSpacing(4)
        self.list.itemActivated.connect(self.open_chosen)
        self.list.currentRowChanged.connect(self._offer)
        self._open = self._button("打开", "primary", self.open_chosen)
        self._away = self._button("从列表去掉", "plain", self.drop_chosen)
        self._gone = self._button("去掉找不到的", "plain", self.drop_missing)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        box.addWidget(Text("最近的办公文件", "heading"))
        box.addWidget(self.list, 1)
        box.addWidget(
            Text(
                "从列表去掉，文件本身不会动。灰色的现在找不到：优盘没插，或者文件改了名、挪了地方。", "small", wrap=True
            )
        )
        box.addLayout(row_of(self._away, self._gone, 1, self._button("取消", "plain", self.reject), self._open))
        self._fill()

    def open_chosen(self, *_item: object) -> None:
        """Open the office in front."""
        file = self._file()
        if file is not None and self._open.isEnabled():
            self.accept()
            self._then(file)

    def drop_chosen(self) -> None:
        """Take the office in front off the list."""
        if (file := self._file()) is not None:
            forget_office(self._memory, file)
            self._fill()

    def drop_missing(self) -> None:
        """Take every office that is not found off the list."""
        for file in recent(self._memory):
            if not file.is_file():
                forget_office(self._memory, file)
        self._fill()

    def _fill(self) -> None:
        row = max(self.list.currentRow(), 0)
        self.list.clear()
        for file in recent(self._memory):
            state = "（现在开着）" if file == self._here else "" if file.is_file() else "（找不到）"
            item = QListWidgetItem(f"{file.stem}{state}\n{file.parent}")
            item.setData(Qt.ItemDataRole.UserRole, str(file))
            item.setToolTip(str(file))
            item.setIcon(self._look.icon("door-open" if not state else "history", "ink2" if not state else "faint"))
            if not file.is_file():
                item.setForeground(self._look.color("muted"))
            self.list.addItem(item)
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self._gone.setEnabled(any(not file.is_file() for file in recent(self._memory)))
        self._offer()

    def _file(self) -> Path | None:
        item = self.list.currentItem()
        return Path(item.data(Qt.ItemDataRole.UserRole)) if item else None

    def _offer(self, *_row: object) -> None:
        file = self._file()
        self._away.setEnabled(file is not None)
        self._open.setEnabled(file is not None and file != self._here and file.is_file())

    def _button(self, text: str, role: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("role", role)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: run())
        return button
