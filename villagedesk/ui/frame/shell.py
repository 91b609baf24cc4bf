"""The window before its office: rail, room for a page and status line, painted while the file is still shut."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QByteArray, QCoreApplication, QRect, QSize, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPaintEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from villagedesk.ui.frame.process import seconds_since_start
from villagedesk.ui.frame.rail import Rail
from villagedesk.ui.frame.status import Status
from villagedesk.ui.look.fitting import FRAME
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.messages import MessageLine, ProgressStrip
from villagedesk.ui.pages import PAGES, PageEntry
from villagedesk.ui.widgets.text import Text


class Shell(QWidget):
    """What the window is made of, without anything that needs an office."""

    def __init__(self, look: Look, memory: Memory) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setProperty("f1", True)  # its own F1 opens the manual at the page in front
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self.look = look
        self.memory = memory
        self._painted_once = False
        self._empty: QWidget | None = None
        self.first_paint = 0.0
        """Seconds from the beginning of the process until the window was first painted."""
        self.line = MessageLine(self)
        self.rail = Rail(look, PAGES)
        self.stack = QStackedWidget()
        self.status = Status(look, memory)
        self.strip = ProgressStrip()
        self._lay_out()
        look.changed.connect(self.line.place)
        self._come_back()

    def _lay_out(self) -> None:
        self._banner = QFrame()
        self._banner.setProperty("role", "banner")
        banner_row = QHBoxLayout(self._banner)
        banner_row.setContentsMargins(24, 6, 24, 6)
        self._banner_words = Text("", wrap=True)
        banner_row.addWidget(self._banner_words)
        self._banner.hide()
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

    def show_empty(self, page: PageEntry, file: Path) -> None:
        """Show and paint the window with the title of a page that is still to come, so that nobody waits before it."""
        self.setWindowTitle(f"{page.title} — {file.name}")
        self.status.show_file(file)
        self.rail.mark(page.name)
        self._empty = Empty(page.title)
        self.stack.addWidget(self._empty)
        self.show()
        self.paint_now()

    def forget_empty(self) -> None:
        """Take the empty place away once a page stands there."""
        if self._empty is not None:
            self.stack.removeWidget(self._empty)
            self._empty.deleteLater()
            self._empty = None

    def paint_now(self) -> None:
        """Paint at once and note when that was, the first time."""
        end = time.monotonic() + 0.3
        while not self._painted_once and time.monotonic() < end:
            QCoreApplication.processEvents()
        self.first_paint = self.first_paint or seconds_since_start()

    def _come_back(self) -> None:
        place = self.memory.get("window.place", "")
        if not place or not self.restoreGeometry(QByteArray.fromBase64(place.encode())):
            screen = QGuiApplication.primaryScreen().availableGeometry()
            self.resize(QSize(1366, 768).boundedTo(screen.size() - FRAME))
            if screen.width() <= 1400:
                self.setWindowState(Qt.WindowState.WindowMaximized)
        elif self.isFullScreen():  # left in full screen it would come back without a bar to close it by
            self.setWindowState(Qt.WindowState.WindowMaximized)
        elif not self.isMaximized():
            self.setGeometry(on_screen(self.geometry(), (self.screen() or QGuiApplication.primaryScreen())))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Note the first painting."""
        super().paintEvent(event)
        self._painted_once = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the message line at the foot."""
        super().resizeEvent(event)
        self.line.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the place."""
        self.memory.put("window.place", bytes(self.saveGeometry().toBase64().data()).decode())
        super().closeEvent(event)


def on_screen(place: QRect, screen: QScreen) -> QRect:
    """A place for a window that lies on the screen with its frame: smaller or moved where it must be."""
    free = screen.availableGeometry()
    size = place.size().boundedTo(free.size() - FRAME)
    left = min(max(place.left(), free.left()), free.right() - size.width())
    top = min(max(place.top(), free.top() + FRAME.height() // 2), free.bottom() - size.height())
    return QRect(left, top, size.width(), size.height())


class Empty(QWidget):
    """The place of a page until its office is open: the title where the page will have it."""

    def __init__(self, title: str) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 12, 24, 16)
        box.addWidget(Text(title, "title"), 0, Qt.AlignmentFlag.AlignTop)
