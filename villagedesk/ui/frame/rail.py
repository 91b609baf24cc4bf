"""The left rail: the pages by word and icon, the daily ones above, staff and settings below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from villagedesk.ui.look.look import Look
from villagedesk.ui.pages import PageEntry
from villagedesk.ui.widgets.text import Text


class Rail(QWidget):
    """The rail; `chosen` carries a page's name, `search` asks for the search box."""

    chosen = Signal(str)
    search = Signal()

    def __init__(self, look: Look, pages: Sequence[PageEntry]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self._entries = {page.name: page for page in pages}
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 1, 12)
        box.setSpacing(2)
        box.addWidget(Text("村务坐班台", "brand"))
        self._search = self._make("查找", "查找（Ctrl+K）")
        self._search.clicked.connect(self.search)
        daily = [page for page in pages if not page.at_foot]
        for page in daily:
            box.addWidget(self._page_button(page))
        box.addStretch(1)
        box.addWidget(self._search)
        for page in pages:
            if page.at_foot:
                box.addWidget(self._page_button(page))
        look.changed.connect(self._dress)
        self._dress()

    def mark(self, name: str) -> None:
        """Show which page is in front."""
        self._buttons[name].setChecked(True)
        self._dress()

    def _page_button(self, page: PageEntry) -> QPushButton:
        button = self._make(page.title, f"{page.title}（Ctrl+{list(self._entries).index(page.name) + 1}）")
        button.setCheckable(True)
        button.setObjectName(f"rail-{page.name}")
        self._group.addButton(button)
        self._buttons[page.name] = button
        button.clicked.connect(lambda _checked=False, name=page.name: self.chosen.emit(name))
        return button

    def _make(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(" " + text)
        button.setProperty("role", "rail")
        button.setToolTip(tip)
        button.setAccessibleName(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _dress(self) -> None:
        self.setFixedWidth(self._look.px(132))
        size = QSize(self._look.px(20), self._look.px(20))
        self._search.setIcon(self._look.icon("search", "muted", 20))
        self._search.setIconSize(size)
        for name, button in self._buttons.items():
            button.setIcon(self._look.icon(self._entries[name].icon, "accent" if button.isChecked() else "ink2", 20))
            button.setIconSize(size)
