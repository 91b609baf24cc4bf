"""The windows beside the main one: help, shortcuts, sign-in desk, whereabouts board."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from villagedesk.ui.desk import Desk
from villagedesk.ui.pages import WINDOWS, load

FULL_SCREEN = ("kiosk", "board")
HELP = {"kiosk": "签到台", "board": "去向牌", "checks": "查岗"}
"""The manual page of each side window that has one."""


class Sides:
    """Opens each side window once and closes them all with the main one."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._open: dict[str, QWidget] = {}

    def show(self, name: str) -> Any:
        """Show the side window of that name (see `pages.WINDOWS`), built now if it is not open."""
        if name not in self._open:
            side: QWidget = load(WINDOWS[name])(self._desk)
            side.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            side.destroyed.connect(lambda: self._open.pop(name, None))
            side.setProperty("help", HELP.get(name, ""))
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
