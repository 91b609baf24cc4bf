"""Ctrl+V in the tables of forms and settings: a preview, then unsaved rows, or one write that one undo takes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from villagedesk.papers.street.scheme import Point
from villagedesk.services import calendar
from villagedesk.services.attendance import profiles
from villagedesk.services.mediation import settings
from villagedesk.services.office import Office
from villagedesk.services.villagers.grids import add_grid
from villagedesk.services.villagers.villagers import known_facts
from villagedesk.store.books import villagers as shelf
from villagedesk.ui.attendance.ruling.editor import RuleEditor
from villagedesk.ui.frame.window import Window
from villagedesk.ui.registers.define.grids import GridsDialog
from villagedesk.ui.registers.form.recognise import Recognition
from villagedesk.ui.reports.scheme import SchemeDialog
from villagedesk.ui.tables.pasting import PasteDialog
from villagedesk.ui.tables.view import RowsView

Open = Callable[..., Window]


def paste_on(table: RowsView, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def preview_in(parent: QWidget) -> PasteDialog:
    (found,) = [one for one in parent.findChildren(PasteDialog) if one.isVisible()]
    return found


def store(window: Window, dialog: PasteDialog) -> None:
    dialog.store()
    window.desk.ops.settle()


def test_a_ladder_takes_pasted_steps_unsaved(open_window: Open, office: Office) -> None:
    window = open_window("attendance")
    editor = RuleEditor(window.desk, window, profiles.versions(office)[-1].profile, date(2026, 12, 1))
    editor.show()
    edit = editor.approvals
    fields = {field.name: field.label for field in edit._kind.fields}
    before = len(edit.rows)
    first = edit.rows[0].values
    names = [name for name in fields if first.get(name) not in (None, "", ())]
    line = "\t".join(_word(first[name]) for name in names)
    paste_on(edit.table, "\t".join(fields[name] for name in names) + f"\n{line}\n")
    window.desk.ops.settle()
    dialog = preview_in(edit)
    assert dialog.store_button.text() == "采用 1 行", dialog.outcome.summary.text()
    store(window, dialog)
    assert len(edit.rows) == before + 1 and len(profiles.versions(office)) == 1
    assert [edit.rows[-1].values[name] for name in names] == [first[name] for name in names]


def _word(value: Any) -> str:
    return "、".join(value) if isinstance(value, tuple) else "是" if value is True else str(value)


def test_households_are_pasted_into_the_grid_in_front(open_window: Open, office: Office) -> None:
    grid = add_grid(office, "01", "东网格").value
    window = open_window("registers")
    dialog = GridsDialog(window.desk, window)
    dialog.show()
    window.desk.ops.settle()
    dialog.table.selectRow(0)
    paste_on(dialog.table, "户主\t住址\t人口\n甲某\t1号\t3\n乙某\t2号\t许多\n")
    window.desk.ops.settle()
    preview = preview_in(dialog)
    assert preview.windowTitle() == "粘贴户到东网格" and preview.store_button.text() == "采用 1 行"
    store(window, preview)
    assert [(house.head, house.grid) for house in shelf.households(office.store)] == [("甲某", grid.id)]
    paste_on(dialog.table, "编号\t名称\n02\t西网格\n")
    window.desk.ops.settle()
    assert preview_in(dialog).windowTitle() == "粘贴网格"
    dialog.reject()


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("名称\t每月几日\t遇休息日\n主题党日\t25\t照常\n坏的\t四十\t照常\n", lambda o: calendar.collective_days(o)),
        ("特殊时期\t从\t到\n森林防火\t2026-12-01\t2027-03-31\n", lambda o: calendar.special_periods(o)),
    ],
    ids=["collective days", "special periods"],
)
def test_local_days_are_pasted_where_they_are_shown(
    open_window: Open, office: Office, text: str, read: Callable[[Office], Any]
) -> None:
    window = open_window("settings", "集体日")
    page: Any = window.page
    page.take_rows(text)
    window.desk.ops.settle()
    dialog = preview_in(window.page)
    assert dialog.store_button.text() == "采用 1 行", [row.says for row in dialog.outcome._rows]
    store(window, dialog)
    assert len(read(office)) == 1
    window.desk.ops.undo()
    window.desk.ops.settle()
    assert not read(office)


def test_the_committee_is_filled_in_from_a_sheet_and_saved_by_hand(open_window: Open, office: Office) -> None:
    window = open_window("settings", "调解")
    window.desk.ops.settle()
    page: Any = window.page
    page.take_rows("序号\t姓名\t性别\t职务\n1\t张某国\t男\t主任\n2\t李某英\t女\t委员\n3\t王某\t男\t委员\n")
    assert "已填进“调解委员会”" in window.line.words.text()
    assert settings.committee(office) == ()
    page.section.save()
    window.desk.ops.settle()
    assert [(m.name, m.woman, m.chair) for m in settings.committee(office)] == [
        ("张某国", False, True),
        ("李某英", True, False),
        ("王某", False, False),
    ]


def test_points_are_copied_and_pasted_again(open_window: Open) -> None:
    window = open_window("reports")
    dialog = SchemeDialog(window.desk, window, (), (), "2026-11")
    dialog.show()
    dialog.show_points((Point("迟到", -1, 2, 10),))
    dialog._copies.copy_cells(dialog.cells())
    window.desk.ops.settle()
    dialog.paste()
    window.desk.ops.settle()
    store(window, preview_in(dialog))
    assert dialog.points() == (Point("迟到", -1, 2, 10), Point("迟到", -1, 2, 10))
    dialog.close()


def test_villages_of_a_street_are_pasted(open_window: Open) -> None:
    window = open_window("reports")
    page: Any = window.page
    page.show_side("street")
    window.desk.ops.settle()
    page.take_rows("序号\t村（社区）\n1\t甲村\n2\t乙村\n3\t甲村\n")
    window.desk.ops.settle()
    dialog = preview_in(window.page)
    assert dialog.store_button.text() == "采用 2 行"
    store(window, dialog)
    assert [line.village for line in page.street.lines] == ["甲村", "乙村"]


def test_a_pasted_name_opens_no_list_unless_several_bear_it(open_window: Open, office: Office) -> None:
    with office.change("试") as change:
        shelf.insert_villager(change, shelf.Villager("林阿婆", initials="lap"))
    window = open_window("registers")
    edit = QLineEdit(window)
    edit.show()
    edit.setFocus()
    recognition = Recognition(window.desk, edit, "test")
    QGuiApplication.clipboard().setText("林阿婆")
    QTest.keyClick(edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QTest.qWait(60)
    window.desk.ops.settle()
    assert edit.text() == "林阿婆" and not recognition.open_now
    assert known_facts(office, 1)
    edit.setText("")
    QTest.keyClicks(edit, "lap")
    QTest.qWait(60)
    window.desk.ops.settle()
    assert recognition.open_now
    edit.hide()
