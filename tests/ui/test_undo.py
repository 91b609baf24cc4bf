"""Ctrl+Z everywhere: the text first, then the office; what cannot be taken back is said and never jumped over."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from villagedesk.base.changes import Area, Changes
from villagedesk.services import office as offices
from villagedesk.services.office import Office
from villagedesk.ui.frame.acts.undoing import NOTHING_AGAIN, NOTHING_LEFT
from villagedesk.ui.frame.window import Window

Open = Callable[..., Window]
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PHONE = "0577-00001234"


def phone(office: Office) -> str:
    return offices.fact(office, "duty_phone", "") or ""


def write(window: Window) -> None:
    window.desk.ops.change(lambda office: offices.set_facts(office, {"duty_phone": PHONE}))
    window.desk.ops.settle()


def press(qtbot: QtBot, window: Window, *, again: bool = False) -> str:
    qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Z, CTRL | SHIFT if again else CTRL)
    window.desk.ops.settle()
    return window.line.words.text()


def test_ctrl_z_takes_back_and_ctrl_shift_z_does_it_again(open_window: Open, office: Office, qtbot: QtBot) -> None:
    window = open_window("today")
    write(window)
    press(qtbot, window)
    assert phone(office) == ""
    press(qtbot, window, again=True)
    assert phone(office) == PHONE
    press(qtbot, window)
    assert phone(office) == ""


def test_with_nothing_to_take_back_the_key_says_so(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("today")
    assert press(qtbot, window) == NOTHING_LEFT
    assert press(qtbot, window, again=True) == NOTHING_AGAIN


def test_a_write_that_cannot_be_taken_back_is_not_jumped_over(open_window: Open, office: Office, qtbot: QtBot) -> None:
    window = open_window("today")
    write(window)
    window.desk.ops.change(lambda _office: Changes(Area.PUNCHES, "已导入 12 条打卡。"))
    window.desk.ops.settle()
    said = press(qtbot, window)
    assert said == "刚才这一步不能撤销：已导入 12 条打卡。再按一次 Ctrl+Z，撤销它前面的一步。"
    assert phone(office) == PHONE
    press(qtbot, window)
    assert phone(office) == ""


def test_in_a_text_the_text_goes_back_first_and_then_the_office(
    open_window: Open, office: Office, qtbot: QtBot
) -> None:
    window = open_window("people")
    write(window)
    edit = window.page.findChildren(QLineEdit)[0]
    edit.setFocus()
    qtbot.keyClicks(edit, "zjg")
    press(qtbot, window)
    assert edit.text() == ""
    assert phone(office) == PHONE
    press(qtbot, window)
    assert phone(office) == ""


def test_a_dialog_takes_back_only_what_was_written_since_it_opened(
    open_window: Open, office: Office, qtbot: QtBot
) -> None:
    window = open_window("today")
    write(window)
    dialog = QDialog(window)
    QVBoxLayout(dialog).addWidget(edit := QLineEdit())
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: bool(dialog.property("undoes")) and QApplication.activeWindow() is dialog)
    edit.setFocus()
    press(qtbot, window)
    assert phone(office) == PHONE
    window.desk.ops.change(lambda office: offices.set_facts(office, {"duty_phone": "0577-00009999"}))
    window.desk.ops.settle()
    press(qtbot, window)
    assert phone(office) == PHONE
    dialog.close()
