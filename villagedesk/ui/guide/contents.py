"""The table of contents of the manual: pages, and the sections of each below it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from villagedesk.ui.guide.manual import manual_pages, sections
from villagedesk.ui.look.look import Look

PLACE = int(Qt.ItemDataRole.UserRole)


class Contents(QTreeWidget):
    """All pages; only the one that is open shows its sections. `chosen` carries a page or `page#heading`."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._items: dict[str, QTreeWidgetItem] = {}
        self._tops: list[QTreeWidgetItem] = []
        self.setHeaderHidden(True)
        self.setAccessibleName("说明目录")
        for page in manual_pages():
            top = QTreeWidgetItem(self, [page])
            self._tops.append(top)
            self._add(top, page)
            for section in sections(page):
                if section.heading:
                    self._add(QTreeWidgetItem(top, [section.heading]), section.place)
        self.dress()
        self.currentItemChanged.connect(lambda item, _before: self._tell(item))

    def point_at(self, place: str) -> None:
        """Show where it is open, without asking for it again."""
        item = self._items.get(place) or self._items[place.partition("#")[0]]
        opened = item.parent() or item
        for top in self._tops:
            top.setExpanded(top is opened)
        self.blockSignals(True)
        self.setCurrentItem(item)
        self.blockSignals(False)
        self.scrollToItem(item)

    def dress(self) -> None:
        """Rows as high as the text size asks."""
        self.setIndentation(self._look.px(14))
        for item in self._items.values():
            item.setSizeHint(0, QSize(0, self._look.px(34)))

    def _add(self, item: QTreeWidgetItem, place: str) -> None:
        item.setData(0, PLACE, place)
        item.setToolTip(0, item.text(0))
        self._items[place] = item

    def _tell(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(str(item.data(0, PLACE)))
