"""Ctrl+K by keys alone, on the lived-in office: people, entries, cases, days, books, places, and what is not there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from villagedesk.services import people as staff
from villagedesk.services.office import Office
from villagedesk.ui.frame.window import Window
from villagedesk.ui.guide.search import KEYS, MANY, MOST, SearchBox

Open = Callable[..., Window]


@pytest.fixture
def office(lived_office: Office) -> Office:
    """The lived-in office."""
    return lived_office


def box_of(window: Window, qtbot: QtBot) -> SearchBox:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, SearchBox) and w.isVisible())


def found(window: Window, qtbot: QtBot, text: str) -> list[str]:
    box = box_of(window, qtbot)
    box.edit.setText(text)
    qtbot.wait(5)
    window.desk.ops.settle()
    lines = [f"{hit.kind}|{hit.text}" for hit in box._hits]
    box.close()
    return lines


def test_people_are_found_by_name_initials_and_the_tail_of_a_phone(
    open_window: Open, office: Office, qtbot: QtBot
) -> None:
    window = open_window("today")
    person = next(one for one in staff.people(office) if len(one.phone) == 11 and one.left_on is None)
    assert any(line.startswith(f"人员|{person.name}") for line in found(window, qtbot, person.name[1:]))
    assert any(person.name in line for line in found(window, qtbot, person.phone[-4:]))


def test_an_entry_and_a_case_are_found_by_their_numbers(open_window: Open, office: Office, qtbot: QtBot) -> None:
    window = open_window("today")
    entry = office.store.rows("select number from entries where book = 'visit' and removed is null limit 1")[0][
        "number"
    ]
    case = office.store.rows("select number from dispute where removed is null limit 1")[0]["number"]
    assert any(entry in line for line in found(window, qtbot, entry))
    assert any(line.startswith("调解|") and case in line for line in found(window, qtbot, case))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("下周三", "日期|11月25日 星期三 谁值班"),
        ("12月5日", "日期|12月5日 星期六 谁值班"),
        ("2026-12-05", "日期|12月5日 星期六 谁值班"),
        ("明天", "日期|11月21日 星期六 谁值班"),
        ("下个月", "月份|2026年12月 的月报"),
        ("来访", "台账|打开 群众来访接待"),
        ("节假日", "设置|设置：日历（节假日"),
        ("备份", "设置|设置：备份与检查"),
        ("签到台", "说明|使用说明：签到台"),
        ("快捷键", "Ctrl+/|快捷键一览"),
        ("cx", "Ctrl+Z|撤销"),
    ],
)
def test_days_books_settings_and_acts_are_found(open_window: Open, qtbot: QtBot, text: str, line: str) -> None:
    lines = found(open_window("today"), qtbot, text)
    assert any(one.startswith(line) for one in lines), lines


def test_a_line_is_chosen_and_opened_by_keys_alone(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("today")
    box = box_of(window, qtbot)
    qtbot.keyClicks(box.edit, "2026-12-05")
    qtbot.wait(5)
    window.desk.ops.settle()
    qtbot.keyClick(box.edit, Qt.Key.Key_Down)
    qtbot.keyClick(box.edit, Qt.Key.Key_Return)
    window.desk.ops.settle()
    assert window.page.name == "attendance"


def test_enter_pressed_before_the_answer_opens_the_answer_and_nothing_else(
    open_window: Open, office: Office, qtbot: QtBot
) -> None:
    window = open_window("settings")
    person = staff.people(office)[0]
    box = box_of(window, qtbot)
    box.edit.setText(person.name)
    qtbot.keyClick(box.edit, Qt.Key.Key_Return)
    assert window.page.name == "settings"
    window.desk.ops.settle()
    assert window.page.name == "people"


def test_too_many_lines_are_cut_and_it_says_so(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("today")
    box = box_of(window, qtbot)
    box.edit.setText("2026")
    qtbot.wait(5)
    window.desk.ops.settle()
    assert len(box._hits) == MOST and box._more.text() == MANY
    qtbot.keyClick(box.edit, Qt.Key.Key_PageDown)
    assert box.list.currentRow() == 8
    box.edit.setText("没有这样的事情的")
    qtbot.wait(5)
    window.desk.ops.settle()
    assert box._none.isVisible() and "没有找到“没有这样的事情的”" in box._none.text() and box._more.text() == KEYS
    box.close()


@pytest.mark.parametrize("page", ["registers", "people", "mediation"])
def test_ctrl_f_leads_into_the_search_of_the_page(open_window: Open, qtbot: QtBot, page: str) -> None:
    window = open_window(page)
    window.stack.setFocus()
    qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.page.search.hasFocus()  # type: ignore[attr-defined]
