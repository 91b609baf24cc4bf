"""The main window: rail, pages, message line, progress and status, and the keys that work everywhere."""

from __future__ import annotations

import linecache
import time
from pathlib import Path

from PySide6.QtCore import QByteArray, QCoreApplication, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from villagedesk.base.changes import Area, Changes
from villagedesk.base.errors import Mistake
from villagedesk.services.office import Office
from villagedesk.ui.actions import bind_shortcut
from villagedesk.ui.desk import Desk
from villagedesk.ui.frame.keys import window_keys
from villagedesk.ui.frame.process import resident_mb, seconds_since_start
from villagedesk.ui.frame.rail import Rail
from villagedesk.ui.frame.sides import Sides
from villagedesk.ui.frame.status import Status
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.messages import MessageLine, ProgressStrip
from villagedesk.ui.ops import Ops
from villagedesk.ui.page import Page
from villagedesk.ui.pages import PAGES, WINDOWS, entry, load
from villagedesk.ui.widgets.text import Text


class Window(QWidget):
    """The one window of an open office; pages are built when they are first shown."""

    wants = Signal(str)
    """Asks for another office: a path, `choose` or `new`."""

    def __init__(self, office: Office, look: Look, memory: Memory, page: str = "today") -> None:
        super().__init__()
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self._painted_once = False
        self.first_paint = 0.0, 0.0
        """Seconds since the process began and megabytes held when the window was first painted."""
        self.line = MessageLine(self)
        self.desk = Desk(office, Ops(office), look, memory, self.line.show_words, self.go)
        self._pages: dict[str, Page] = {}
        self.sides = Sides(self.desk)
        self._first = page
        self._lay_out()
        self._connect()
        self._come_back()

    def _lay_out(self) -> None:
        self.rail = Rail(self.desk.look, PAGES)
        self.stack = QStackedWidget()
        self.status = Status(self.desk)
        self.strip = ProgressStrip()
        self._banner = QFrame()
        self._banner.setProperty("role", "banner")
        banner_row = QHBoxLayout(self._banner)
        banner_row.setContentsMargins(24, 6, 24, 6)
        self._banner_words = Text(self.desk.readonly, wrap=True)
        banner_row.addWidget(self._banner_words)
        self._banner.setVisible(bool(self.desk.readonly))
        right = QVBoxLayout()
        right.setSpacing(0)
        for widget in (self._banner, self.stack, self.strip):
            right.addWidget(widget, 1 if widget is self.stack else 0)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addLayout(right, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(middle, 1)
        outer.addWidget(self.status)

    def _connect(self) -> None:
        ops = self.desk.ops
        ops.changed.connect(self._broadcast)
        self.desk.look.changed.connect(self.line.place)
        ops.failed.connect(lambda error: self.desk.say(error.says, "warn" if isinstance(error, Mistake) else "bad"))
        ops.began.connect(self.strip.begin)
        ops.progressed.connect(self.strip.report)
        ops.ended.connect(self.strip.hide)
        self.rail.chosen.connect(self.go)
        self.rail.search.connect(self.search)
        self.keys = window_keys(self)
        for action in self.keys:
            bind_shortcut(self, action)

    def start(self) -> None:
        """Show the first page and ask for the status line."""
        self._bring(self._first)
        self.stack.setFocus()
        self._paint_first()
        self.refresh()

    def _paint_first(self) -> None:
        """Paint the window before anything is asked, so that no import of an answer holds it up."""
        end = time.monotonic() + 0.3
        while not self._painted_once and time.monotonic() < end:
            QCoreApplication.processEvents()
        linecache.clearcache()  # PySide6 has read the source of every module into it
        self.first_paint = seconds_since_start(), resident_mb()

    def go(self, page: str, target: str = "") -> None:
        """Show a page, built now if it is new, and hand it the target."""
        if page == "search":
            self.search()
            return
        shown = self._bring(page)
        if target:
            shown.open(target)
        self._freshen(shown)

    def _bring(self, page: str) -> Page:
        """Bring a page to the front, built now if it is new; a name that is none leaves the page in front."""
        found = entry(page)
        if found is None:
            return self.page
        if found.name not in self._pages:
            self._pages[found.name] = load(found.place)(self.desk)
            self.stack.addWidget(self._pages[found.name])
        shown = self._pages[found.name]
        self.rail.mark(found.name)
        self.stack.setCurrentWidget(shown)
        self.setWindowTitle(f"{found.title} — {self.desk.office.store.path.name}")
        return shown

    @property
    def page(self) -> Page:
        """The page in front."""
        shown = self.stack.currentWidget()
        assert isinstance(shown, Page)
        return shown

    def refresh(self) -> None:
        """Ask for everything on the page in front again."""
        self.page.stale = True
        self._freshen(self.page)
        self.status.refresh()

    def search(self) -> None:
        """Open the one search box."""
        box = load(WINDOWS["search"])(self.desk, self, (*self.page.actions_now, *self.keys))
        box.show_over(self)

    def help(self) -> None:
        """Open the manual at the page in front."""
        shown = self.sides.show("help")
        shown.show_page(self.page.help or self.page.title)

    def ask_office(self, wanted: str) -> None:
        """Ask for another office: `choose`, `new` or a path."""
        self.wants.emit(wanted)

    def _freshen(self, page: Page) -> None:
        if page.stale:
            page.stale = False
            page.refresh()

    def _broadcast(self, changes: Changes) -> None:
        for page in self._pages.values():
            if page.watches & changes.touched:
                page.stale = True
        self._freshen(self.page)
        if changes.touched & (Area.OFFICE | Area.PUNCHES | Area.OPTIONS):
            self.status.refresh()
        if changes.says:
            ops = self.desk.ops
            word, back = ("重做", ops.redo) if ops.undid else ("撤销", ops.undo)
            self.desk.say(changes.says, "ok", word if changes.undo else "", back if changes.undo else None)

    def _come_back(self) -> None:
        place = self.desk.memory.get("window.place", "")
        if not place or not self.restoreGeometry(QByteArray.fromBase64(place.encode())):
            screen = QGuiApplication.primaryScreen().availableGeometry()
            self.resize(min(1366, screen.width()), min(768, screen.height()))
            if screen.width() <= 1400:
                self.setWindowState(Qt.WindowState.WindowMaximized)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Note the first painting."""
        super().paintEvent(event)
        self._painted_once = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the message line at the foot."""
        super().resizeEvent(event)
        self.line.place()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A dropped office is opened; any other file goes to the page, or to the import of machine data."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if not files:
            return
        if files[0].suffix == ".vdesk":
            self.wants.emit(str(files[0]))
            return
        take = getattr(self.page, "take_files", None)
        if take is not None:
            take(files)
        else:
            self.go("attendance")
            self.page.open("import:" + "\n".join(str(file) for file in files))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the place, finish what was sent, close the side windows."""
        self.desk.memory.put("window.place", bytes(self.saveGeometry().toBase64().data()).decode())
        self.sides.close()
        self.desk.ops.stop()
        super().closeEvent(event)
