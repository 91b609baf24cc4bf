"""The manual beside the window: its contents and search at the left, the text at the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from villagedesk.ui.guide.contents import PLACE, Contents
from villagedesk.ui.guide.manual import Section, excerpt, find, manual_pages, read_page
from villagedesk.ui.guide.reading import ManualText
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.pages import load
from villagedesk.ui.widgets.controls import SearchEdit
from villagedesk.ui.widgets.text import Elided, Text

PRINTING = "villagedesk.ui.guide.printing:print_page"


class Holder(Protocol):
    """What the manual needs of a desk; before there is an office, the first screen and the wizard have it too."""

    @property
    def look(self) -> Look:
        """Colours, fonts and icons."""
        ...

    @property
    def memory(self) -> Memory:
        """What this computer remembers."""
        ...


class HelpWindow(QWidget):
    """A window with the pages and their sections at the left and the text at the right."""

    def __init__(self, desk: Holder) -> None:
        super().__init__()
        self._desk = desk
        self.setObjectName("window")
        self.setWindowTitle("使用说明")
        self.resize(desk.look.room(1000, 680))
        self.place = ""
        """Where it is open: a page, or page#heading."""
        self._trail: list[str] = []
        self._at = -1
        self.search = SearchEdit(desk.look, "查找说明")
        self.search.asked.connect(self._seek)
        self.search.returnPressed.connect(self._first_hit)
        self.contents = Contents(desk.look)
        self.hits = QListWidget()
        self.text = ManualText(desk.look)
        self.text.anchorClicked.connect(self._follow)
        self._title = Elided("", "cardtitle")
        self._left = QStackedWidget()
        self._fill_left()
        self._lay_out()
        self._bind_keys()
        desk.look.changed.connect(self._dress)

    def _fill_left(self) -> None:
        self.contents.chosen.connect(self.show_page)
        self.hits.setAccessibleName("查到的说明")
        self.hits.setWordWrap(True)
        self.hits.currentItemChanged.connect(lambda item, _before: self._chosen_hit(item))
        self._nothing = Text("", "muted", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._nothing.setContentsMargins(8, 8, 8, 8)
        for widget in (self.contents, self.hits, self._nothing):
            self._left.addWidget(widget)

    def _lay_out(self) -> None:
        look = self._desk.look
        self.back = self._button("后退", "chevron-left", self.go_back, "Alt+←")
        self.forward = self._button("前进", "chevron-right", self.go_forward, "Alt+→")
        self.print = self._button("打印这一页", "printer", self.print_page, "Ctrl+P")
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 0, 0, 0)
        for widget in (self.back, self.forward):
            bar.addWidget(widget)
        bar.addWidget(self._title, 1)
        bar.addWidget(self.print)
        right, left = QWidget(), QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(bar)
        column.addWidget(self.text, 1)
        side = QVBoxLayout(left)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self.search)
        side.addWidget(self._left, 1)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([look.px(230), look.px(770)])
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        box = QHBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        box.addWidget(split)

    def _button(self, words: str, icon: str, run: Callable[[], None], key: str) -> QPushButton:
        button = QPushButton(f" {words}")
        button.setProperty("role", "quiet")
        button.setIcon(self._desk.look.icon(icon))
        button.setProperty("icon", icon)
        button.setToolTip(f"{words}（{key}）")
        button.clicked.connect(lambda _checked=False: run())
        return button

    def _bind_keys(self) -> None:
        for key, run in (
            ("Alt+Left", self.go_back),
            ("Alt+Right", self.go_forward),
            ("Ctrl+P", self.print_page),
            ("Escape", self._leave),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(run)

    def show_page(self, place: str) -> None:
        """Open a page, or at a heading with `page#heading`; what is not in the manual leaves it where it is."""
        page = place.partition("#")[0]
        if page not in manual_pages():
            return
        del self._trail[self._at + 1 :]
        if not self._trail or self._trail[-1] != place:
            self._trail.append(place)
        self._at = len(self._trail) - 1
        self._show(place)

    def go_back(self) -> None:
        """To what was read before."""
        self._step(-1)

    def go_forward(self) -> None:
        """To what was read before going back."""
        self._step(1)

    def print_page(self) -> None:
        """Print the page that is open."""
        load(PRINTING)(self, self._desk.memory, self.place.partition("#")[0])

    def _step(self, by: int) -> None:
        if 0 <= self._at + by < len(self._trail):
            self._at += by
            self._show(self._trail[self._at])

    def _show(self, place: str) -> None:
        page, _, heading = place.partition("#")
        if page != self.place.partition("#")[0]:
            self.text.show_words(read_page(page))
        self.place = place
        self.text.go_to(heading)
        self.text.mark(tuple(self.search.text().split()))
        self._title.setText(place.replace("#", " › "))
        self.back.setEnabled(self._at > 0)
        self.forward.setEnabled(self._at + 1 < len(self._trail))
        self.contents.point_at(place)

    def _chosen_hit(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.show_page(str(item.data(PLACE)))

    def _seek(self, words: str) -> None:
        """List the sections where these words stand; without words, the contents."""
        found = find(words)
        self.hits.blockSignals(True)
        self.hits.clear()
        for section in found:
            self._list_hit(section, words)
        self.hits.blockSignals(False)
        self._nothing.setText(f"说明里没有“{words.strip()}”。换个说法再试，例如“补签”“打印”“备份”。")
        self._left.setCurrentWidget(self.hits if found else self._nothing if words.strip() else self.contents)
        self.text.mark(tuple(words.split()))

    def _list_hit(self, section: Section, words: str) -> None:
        name = f"{section.page} › {section.heading}" if section.heading else section.page
        item = QListWidgetItem(f"{name}\n{excerpt(section, words)}", self.hits)
        item.setData(PLACE, section.place)
        item.setSizeHint(QSize(0, self._desk.look.px(78)))

    def _first_hit(self) -> None:
        if self.hits.count():
            self._left.setCurrentWidget(self.hits)
            self.hits.setCurrentRow(0)
            self.hits.setFocus()

    def _leave(self) -> None:
        """Esc leaves the search first, then the manual."""
        if self.search.text():
            self.search.clear()
            self._seek("")
            self.contents.setFocus()
        else:
            self.close()

    def _dress(self) -> None:
        """Take on another theme or text size."""
        for button in (self.back, self.forward, self.print):
            button.setIcon(self._desk.look.icon(str(button.property("icon"))))
        self.contents.dress()

    def _follow(self, url: QUrl) -> None:
        page = url.fileName().removesuffix(".md") or self.place.partition("#")[0]
        heading = QUrl.fromPercentEncoding(url.fragment().encode())
        self.show_page(f"{page}#{heading}" if heading else page)
