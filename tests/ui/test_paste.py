"""Ctrl+V on a page: rows copied in a spreadsheet go where a dropped table would go, with the same preview."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from villagedesk.services import calendar, people
from villagedesk.services.office import Office
from villagedesk.ui.frame.window import Window
from villagedesk.ui.people.importing import StaffImportDialog
from villagedesk.ui.punches.dialog import ImportDialog
from villagedesk.ui.registers.define.importing import ImportBookDialog
from villagedesk.ui.tables.pasting import PasteDialog, as_file

STAFF = "姓名\t职务\t联系电话\n赵小一\t党支部书记\t13805770001\n钱小二\t文书\t13805770002\n\t委员\t13805770003\n"
VISITS = "时间\t来访人\t诉求\n2026-11-20 09:00\t林阿婆\t养老金认证不会操作\n2026-13-45 09:00\t陈大伯\t问路\n"
PUNCHES = "工号\t姓名\t时间\n1\t赵小一\t2026-11-20 08:25:00\n1\t赵小一\t2026-11-20 17:35:00\n"
DAYS = "日期\t种类\t名称\n2027-05-01\t放假\t劳动节\n2027-02-30\t放假\t没有这天\n"


def paste(window: Window, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    window.desk.ops.settle()


def front(window: Window, kind: type[Any]) -> Any:
    (found,) = [one for one in window.page.findChildren(kind) if one.isVisible()]
    return found


def test_staff_rows_are_previewed_and_taken(open_window: Callable[..., Window], office: Office) -> None:
    window = open_window("people")
    paste(window, STAFF)
    dialog = front(window, StaffImportDialog)
    assert dialog.preview is not None and "导入 2 人" in dialog.store_button.text()
    assert any(row.says for row in dialog.outcome._rows)
    dialog.store()
    window.desk.ops.settle()
    assert [person.name for person in people.people(office)] == ["赵小一", "钱小二"]


def test_rows_of_a_book_are_previewed_with_their_rejects(open_window: Callable[..., Window]) -> None:
    window = open_window("registers")
    window.go("registers", "visit")
    window.desk.ops.settle()
    paste(window, VISITS)
    dialog = front(window, ImportBookDialog)
    assert dialog._preview is not None
    assert (len(dialog._preview.good), len(dialog._preview.problems)) == (1, 1)
    dialog.reject()


def test_punches_are_previewed(open_window: Callable[..., Window]) -> None:
    window = open_window("attendance")
    paste(window, PUNCHES)
    dialog = front(window, ImportDialog)
    assert dialog.stack.currentWidget() is dialog.preview
    dialog.reject()
    window.desk.ops.settle()


def test_days_of_the_calendar_are_previewed_and_taken(open_window: Callable[..., Window], office: Office) -> None:
    window = open_window("settings")
    paste(window, DAYS)
    dialog = front(window, PasteDialog)
    assert dialog.pasted is not None and dialog.button.text() == "采用 1 行" and len(dialog.pasted.rejected) == 1
    dialog.write()
    window.desk.ops.settle()
    assert [mark.name for mark in calendar.hand_days(office).values()] == ["劳动节"]


@pytest.mark.parametrize("page", ["today", "reports"])
def test_a_page_without_such_rows_says_where_they_go(open_window: Callable[..., Window], page: str) -> None:
    window = open_window(page)
    paste(window, STAFF)
    assert window.line.isVisible() and "粘贴" in window.line.words.text()


def test_an_empty_clipboard_is_explained(open_window: Callable[..., Window]) -> None:
    window = open_window("people")
    paste(window, "只是一个词")
    assert "先在 Excel、WPS 里选中几行" in window.line.words.text()


def test_a_field_keeps_its_own_paste(open_window: Callable[..., Window]) -> None:
    window = open_window("people")
    search = next(edit for edit in window.page.findChildren(QLineEdit) if edit.isVisible())
    search.setFocus()
    QGuiApplication.clipboard().setText(STAFF)
    QTest.keyClick(search, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    window.desk.ops.settle()
    assert "赵小一" in search.text() and not window.page.findChildren(StaffImportDialog)


def test_cells_with_tabs_and_quotes_come_through() -> None:
    file = as_file('姓名\t备注\n赵小一\t"两行\n文字"\n')
    assert file.read_text("utf-8-sig").splitlines() == ["姓名,备注", '赵小一,"两行', '文字"']
