"""The windows beside the main one: help, shortcuts, sign-in desk, whereabouts board."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from villagedesk.ui.desk import Desk
from villagedesk.ui.pages import WINDOWS, load

FULL_SCREEN = ("kiosk", "board")


class Sides:
    """Opens each side window once and closes them all with the main one."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._open: dict[str, QWidget] = {}

    def show(self, name: str, *more: object) -> Any:
        """Show the side window of that name (see `pages.WINDOWS`), built now, of `more` too, if it is not open."""
        if name not in self._open:
            side: QWidget = load(WINDOWS[name])(self._desk, *more)
            side.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            side.destroyed.connect(lambda: self._open.pop(name, None))
            self._open[name] = side
        side = self._open[name]
        if name in FULL_SCREEN and QGuiApplication.platformName() != "offscreen":
            side.showFullScreen()
        else:
            side.show()
        side.raise_()
        side.activateWindow()
        return side

    def close(self) -> None:
        """Close every side window."""
        for side in tuple(self._open.values()):
            side.close()
