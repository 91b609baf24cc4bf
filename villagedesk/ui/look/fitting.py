"""Windows on small or much enlarged screens: what does not fit scrolls instead of leaving the screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog, QScrollArea, QVBoxLayout, QWidget

FRAME = QSize(12, 44)
"""What the desktop needs around a window for its title and edges."""


class Fitting(QObject):
    """Looks at the windows whenever another one comes to the front."""

    def __init__(self, app: QApplication, ask_help: Callable[[str], object]) -> None:
        super().__init__(app)
        self._ask_help = ask_help
        app.focusWindowChanged.connect(self.look_around)

    def look_around(self, *_window: object) -> None:
        """Fit every shown window that needs more than its screen has."""
        for widget in QApplication.topLevelWidgets():
            kind = widget.windowType() in (Qt.WindowType.Window, Qt.WindowType.Dialog)
            if kind and widget.isVisible() and not isinstance(widget, QFileDialog):
                fit(widget)
                self._help_key(widget)

    def _help_key(self, window: QWidget) -> None:
        """F1 opens the manual from every dialog and side window too; the main window has its own."""
        if window.objectName() != "window" and not window.property("f1"):
            window.setProperty("f1", True)
            key = QShortcut(QKeySequence("F1"), window)
            key.activated.connect(lambda: self._ask_help(str(window.property("help") or "")))


def fit(dialog: QWidget, room: QSize | None = None) -> None:
    """Let the content of a dialog scroll when it needs more than the screen has, and keep it on the screen.

    A window named `window` scrolls its own inner parts and knows its own size.
    """
    screen = dialog.screen() or QGuiApplication.primaryScreen()
    free = screen.availableGeometry()
    room = room or free.size() - FRAME
    layout = dialog.layout()
    if layout is None or dialog.objectName() == "window":
        return
    least = dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
    if layout.hasHeightForWidth():
        least.setHeight(max(least.height(), layout.totalMinimumHeightForWidth(min(dialog.width(), room.width()))))
    if least.width() > room.width() or least.height() > room.height():
        inner = QWidget()
        inner.setLayout(layout)
        dialog.setMinimumSize(0, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        outer = QVBoxLayout(dialog)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        outer.activate()
    elif least.height() > dialog.height():
        dialog.resize(dialog.width(), least.height())
    if dialog.width() > room.width() or dialog.height() > room.height():
        dialog.resize(dialog.size().boundedTo(room))
        dialog.move(max(dialog.x(), free.left()), max(free.top(), min(dialog.y(), free.bottom() - dialog.height())))
