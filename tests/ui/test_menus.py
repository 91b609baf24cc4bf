"""The menu of what is chosen comes by the keyboard in every grid and table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QTableView
from pytestqt.qtbot import QtBot

from villagedesk.services.office import Office
from villagedesk.ui.attendance.page import AttendancePage
from villagedesk.ui.attendance.sheet.layout import Spot
from villagedesk.ui.frame.window import Window
from villagedesk.ui.roster.page import RosterPage

Open = Callable[..., Window]
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def office(lived_office: Office) -> Office:
    """The lived-in office."""
    return lived_office


def menu_now(qtbot: QtBot) -> list[str]:
    widget = QApplication.focusWidget()
    assert widget is not None
    qtbot.keyClick(widget, Qt.Key.Key_F10, SHIFT)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text() for action in menu.actions() if action.text()]
    menu.close()
    return words


@pytest.mark.parametrize("page", ["registers", "people", "mediation"])
def test_shift_f10_opens_the_menu_of_the_chosen_row(open_window: Open, qtbot: QtBot, page: str) -> None:
    window = open_window(page)
    if page == "mediation":
        window.page.show_view("list")  # type: ignore[attr-defined]
        window.desk.ops.settle()
    table = max((one for one in window.page.findChildren(QTableView) if one.isVisible()), key=lambda t: t.width())
    table.selectRow(1)
    window.desk.ops.settle()
    window.activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    assert any(words.startswith("复制") for words in menu_now(qtbot))


def test_in_the_month_grid_it_is_the_menu_of_the_marked_name(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("roster", "2026-11-25")
    page = window.page
    assert isinstance(page, RosterPage)
    grid = page.month_grid
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert menu_now(qtbot)


def test_in_the_month_sheet_it_offers_leave_and_copying(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("attendance", "2026-11")
    page = window.page
    assert isinstance(page, AttendancePage) and page.grid.sheet is not None
    page.grid.choose(Spot(page.grid.sheet.rows[0].member.person, date(2026, 11, 18)))
    page.grid.setFocus()
    words = menu_now(qtbot)
    assert "请假" in words and "补签" in words and any(word.startswith("复制") for word in words)
