"""Shift+F10 opens the menu of what is in front in every window; on Linux, Qt itself knows only the menu key."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget


class MenuKey(QObject):
    """Gives the key to the window and to every dialog that is shown."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._bind(window)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusWindowChanged.connect(self._look_around)

    def _look_around(self, *_window: object) -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible() and not widget.property("menu-key"):
                self._bind(widget)

    def _bind(self, window: QWidget) -> None:
        window.setProperty("menu-key", True)
        key = QShortcut(QKeySequence("Shift+F10"), window)
        key.activated.connect(open_menu)


def open_menu() -> None:
    """Ask the widget that has the focus for its menu, at its cursor or chosen row."""
    widget = QApplication.focusWidget()
    if widget is None:
        return
    where = widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    at = where.center() if isinstance(where, QRect) and where.isValid() else QPoint(8, 8)
    reason = QContextMenuEvent.Reason.Keyboard
    QCoreApplication.sendEvent(widget, QContextMenuEvent(reason, at, widget.mapToGlobal(at)))
