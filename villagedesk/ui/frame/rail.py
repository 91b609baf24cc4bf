"""The left rail: the pages by word and icon, the daily ones above, staff and settings below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from villagedesk.ui.look.look import Look
from villagedesk.ui.pages import PageEntry
from villagedesk.ui.widgets.text import Text, repolish

NARROW, FLAT, LOW = 960, 520, 460
"""Width and heights of the window, at the standard text size, below which the rail takes less room."""


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
        self._shape = (False, False, False)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 1, 12)
        box.setSpacing(2)
        self._box = box
        self._brand = Text("村务坐班台", "brand")
        box.addWidget(self._brand)
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
        look.changed.connect(self._relook)
        self._dress()

    def showEvent(self, event: QShowEvent) -> None:
        """Watch how large the window is."""
        super().showEvent(event)
        self.window().installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit into a window of another size."""
        if event.type() == QEvent.Type.Resize and watched is self.window():
            self._fit()
        return False

    def _fit(self) -> None:
        """Pictures without words in a narrow window, smaller rows and no name in a low one."""
        look, window = self._look, self.window()
        shape = (window.width() < look.px(NARROW), window.height() < look.px(FLAT), window.height() < look.px(LOW))
        if shape == self._shape:
            return
        self._shape = shape
        narrow, flat, low = shape
        self._brand.setVisible(not flat and not narrow)
        self._box.setContentsMargins(0, 4 if flat or narrow else 0, 1, 2 if flat else 12)
        self._box.setSpacing(0 if flat else 2)
        for button in (self._search, *self._buttons.values()):
            button.setText("" if narrow else f" {button.accessibleName()}")
            button.setProperty("low", low)
            repolish(button)
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

    def _relook(self) -> None:
        self._fit()
        self._dress()

    def _dress(self) -> None:
        self.setFixedWidth(self._look.px(58 if self._shape[0] else 132))
        size = QSize(self._look.px(20), self._look.px(20))
        self._search.setIcon(self._look.icon("search", "muted", 20))
        self._search.setIconSize(size)
        for name, button in self._buttons.items():
            button.setIcon(self._look.icon(self._entries[name].icon, "accent" if button.isChecked() else "ink2", 20))
            button.setIconSize(size)
