"""Views, filters and parts of pages are where they were left after the program was closed and opened again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from villagedesk.services import people as staff
from villagedesk.services.office import Office
from villagedesk.services.registers import entries
from villagedesk.ui.attendance.page import AttendancePage
from villagedesk.ui.frame.window import Window
from villagedesk.ui.mediation.page import MediationPage
from villagedesk.ui.people.page import PeoplePage
from villagedesk.ui.registers.page import RegistersPage
from villagedesk.ui.settings.page import SettingsPage

Open = Callable[..., Window]


@pytest.mark.parametrize(
    ("page", "kind", "view"), [("attendance", AttendancePage, "told"), ("mediation", MediationPage, "list")]
)
def test_the_view_of_a_page_comes_back(
    open_window: Open, page: str, kind: type[AttendancePage | MediationPage], view: str
) -> None:
    window = open_window(page)
    assert isinstance(window.page, kind)
    window.page.show_view(view)
    window.close()
    again = open_window(page).page
    assert isinstance(again, kind) and again.view == view and again.views._buttons[view].isChecked()


def test_the_part_of_the_settings_comes_back(open_window: Open) -> None:
    window = open_window("settings")
    assert isinstance(window.page, SettingsPage)
    window.page.open("备份与检查")
    window.desk.ops.settle()
    window.close()
    again = open_window("settings").page
    assert isinstance(again, SettingsPage) and again.section.title == "备份与检查"


def test_those_who_left_stay_shown(open_window: Open) -> None:
    window = open_window("people")
    assert isinstance(window.page, PeoplePage)
    window.page.leavers._buttons["left"].click()
    window.close()
    again = open_window("people").page
    assert isinstance(again, PeoplePage) and again.leavers.on() == ("left",)


def test_the_filters_of_a_book_come_back_for_that_book_and_never_name_a_person(
    open_window: Open, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    staff.add_person(office, {"name": "张建国"})
    entries.add_entry(office, "visit", {"visitor": "吴六", "request": "问低保", "topic": "低保救助"})
    window = open_window("registers", "visit")
    page = window.page
    assert isinstance(page, RegistersPage)
    bar = page.filters
    state = next(iter(bar._states))
    bar._states[state].click()
    bar._span.setCurrentIndex(2)
    bar._span.activated.emit(2)
    bar._person.setCurrentIndex(bar._person.findText("张建国"))
    bar._person.activated.emit(1)
    window.desk.ops.settle()
    window.close()
    assert "张建国" not in (tmp_path / "window.json").read_text("utf-8")
    again = open_window("registers", "visit").page
    assert isinstance(again, RegistersPage)
    assert again.filters._span.currentIndex() == 2 and again.filters._states[state].isChecked()
    assert not again.filters._clear.isHidden()
    again.filters.clear()
    again.show_book("errand" if "errand" in again.filters._names.grids else "diary")
    again.desk.ops.settle()
    again.show_book("visit")
    again.desk.ops.settle()
    assert again.filters._span.currentIndex() == 0 and not again.filters._states[state].isChecked()
