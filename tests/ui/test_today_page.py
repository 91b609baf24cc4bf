"""Today: who stands and has signed, what is due, and the ways on from there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from villagedesk.base.clock import clock_at
from villagedesk.services import office as offices
from villagedesk.services.roster import duties
from villagedesk.ui.frame.window import Window
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.today.page import TodayPage
from villagedesk.ui.widgets.controls import ClickRow

NOW = datetime(2026, 11, 20, 9, 40)


@pytest.fixture
def window(demo_file: Path, look: Look, tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    office = offices.open_office(demo_file, clock=clock_at(NOW), readonly=True)
    made = Window.on(office, look, Memory(tmp_path / "window.json"))
    made.resize(1366, 768)
    made.show()
    made.start()
    made.desk.ops.settle()
    qtbot.waitUntil(lambda: made.page.findChild(ClickRow) is not None)
    made.desk.ops.settle()
    yield made
    made.close()
    office.close()


def words(window: Window) -> list[str]:
    return [label.text() for label in window.page.findChildren(QLabel) if label.isVisible()]


def test_it_names_who_stands_now_and_whether_they_signed(window: Window) -> None:
    shown = words(window)
    standing = duties.standing(window.desk.office, NOW)
    assert standing and all(one.person in shown for one in standing)
    assert any(text.startswith(("√", "×")) for text in shown)
    assert "11月20日 星期五" in shown


def test_what_is_overdue_opens_where_it_is_kept(window: Window) -> None:
    page = window.page
    assert isinstance(page, TodayPage)
    row = next(row for row in page.due.findChildren(ClickRow) if row.accessibleName().startswith("逾期"))
    row.click()
    window.desk.ops.settle()
    assert window.page.name in ("registers", "mediation")


def test_a_day_of_the_week_opens_in_the_roster(window: Window) -> None:
    page = window.page
    assert isinstance(page, TodayPage)
    page.desk.go("roster", "2026-11-25")
    window.desk.ops.settle()
    assert window.page.header.title.text() == "2026年11月"


def test_f4_begins_a_dispute(window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F4)
    window.desk.ops.settle()
    assert window.page.name == "mediation"
