"""The page of books as tests work on it: a visit typed, the list read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from villagedesk.ui.frame.window import Window
from villagedesk.ui.registers.page import RegistersPage

Open = Callable[..., Window]


VISIT: dict[str, Any] = {"visitor": "郑水根", "request": "排水沟被填平", "topic": "邻里关系", "phone": "15812342031"}


def page_of(window: Window) -> RegistersPage:
    assert isinstance(window.page, RegistersPage)
    return window.page


def settle(window: Window) -> None:
    window.activateWindow()
    for _ in range(4):
        window.desk.ops.settle()
        QApplication.processEvents()


def editor(page: RegistersPage, name: str) -> Any:
    assert page.panel.sheet is not None
    return page.panel.sheet.form.editors[name].widget


def shown(page: RegistersPage) -> list[list[str]]:
    model = page.table.window_model if page.table else None
    assert model is not None
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def in_front(window: Window, qtbot: QtBot) -> None:
    """Keys reach a window only once the platform has put it in front."""
    for _ in range(100):
        window.activateWindow()
        QApplication.processEvents()
        if window.isActiveWindow():
            return
        qtbot.wait(10)


def type_visit(qtbot: QtBot, window: Window, name: str, request: str) -> RegistersPage:
    window.go("registers", "来访+")
    settle(window)
    in_front(window, qtbot)
    page = page_of(window)
    qtbot.keyClicks(editor(page, "visitor"), name)
    long = editor(page, "request")
    assert isinstance(long, QPlainTextEdit)
    long.setFocus()
    qtbot.keyClicks(long, request)
    qtbot.keyClick(long, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    return page
