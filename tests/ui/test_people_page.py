"""The people page driven with mouse and keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from villagedesk.people.person import Badge
from villagedesk.services import people as use
from villagedesk.services.office import Office
from villagedesk.ui.forms.form import FormDialog
from villagedesk.ui.frame.window import Window
from villagedesk.ui.messages import Question
from villagedesk.ui.people.importing import StaffImportDialog
from villagedesk.ui.people.page import PeoplePage

Open = Callable[..., Window]


def staffed(office: Office, *names: str) -> None:
    for number, name in enumerate(names, 1):
        use.add_person(office, {"name": name, "posts": "委员", "duty_posts": "坐班"}, badge=str(number))


def page_of(window: Window) -> PeoplePage:
    assert isinstance(window.page, PeoplePage)
    return window.page


def shown(page: PeoplePage) -> list[str]:
    return [row.person.name for row in page.table.rows_model.rows]


def dialog_of(window: Window, kind: type[QDialog]) -> QDialog:
    QApplication.processEvents()
    return next(d for d in window.findChildren(kind) if d.isVisible())


def test_an_empty_office_is_told_what_belongs_here(open_window: Open) -> None:
    page = page_of(open_window("people"))
    assert page.stack.currentWidget() is page._empty


def test_the_first_person_stands_at_the_side(open_window: Open, office: Office) -> None:
    staffed(office, "甲某", "乙某")
    page = page_of(open_window("people"))
    assert shown(page) == ["甲某", "乙某"]
    assert page.panel.isVisible() and page.panel.form.editors["name"].read() == "甲某"


def test_ctrl_s_saves_the_side_form(open_window: Open, office: Office, qtbot: QtBot) -> None:
    staffed(office, "甲某")
    window = open_window("people")
    page = page_of(window)
    phone = page.panel.form.editors["phone"].widget
    phone.setFocus()
    qtbot.keyClicks(phone, "13800001111")
    qtbot.keyClick(phone, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    window.desk.ops.settle()
    assert use.people(office)[0].phone == "13800001111"
    assert use.people(office)[0].duty_posts == ("坐班",)
    window.desk.ops.undo()
    window.desk.ops.settle()
    assert use.people(office)[0].phone == ""


def test_a_wrong_phone_is_marked_at_its_field(open_window: Open, office: Office, qtbot: QtBot) -> None:
    staffed(office, "甲某")
    window = open_window("people")
    page = page_of(window)
    page.panel.form.editors["phone"].show("一二三")
    page.panel.save()
    window.desk.ops.settle()
    assert page.panel.form._errors["phone"].isVisible()
    assert use.people(office)[0].phone == ""


def test_a_dragged_row_takes_its_new_place(open_window: Open, office: Office, qtbot: QtBot) -> None:
    staffed(office, "甲某", "乙某", "丙某")
    window = open_window("people")
    page = page_of(window)
    table = page.table
    view = table.viewport()
    start = QPoint(60, table.rowViewportPosition(2) + 20)
    end = QPoint(60, table.rowViewportPosition(0) + 4)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 6):
        qtbot.mouseMove(view, start + (end - start) * step / 5)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    window.desk.ops.settle()
    assert [p.name for p in use.people(office)] == ["丙某", "甲某", "乙某"]


def test_alt_down_moves_the_person_one_place(open_window: Open, office: Office, qtbot: QtBot) -> None:
    staffed(office, "甲某", "乙某")
    window = open_window("people")
    page = page_of(window)
    page.table.setFocus()
    page._step(1)
    window.desk.ops.settle()
    assert [p.name for p in use.people(office)] == ["乙某", "甲某"]


def test_leavers_are_shown_on_demand(open_window: Open, office: Office, qtbot: QtBot) -> None:
    staffed(office, "甲某", "乙某")
    use.leave(office, use.people(office)[1].id, date(2026, 5, 31))
    page = page_of(open_window("people"))
    assert shown(page) == ["甲某"]
    qtbot.mouseClick(page.leavers._buttons["left"], Qt.MouseButton.LeftButton)
    assert shown(page) == ["甲某", "乙某"]


def test_typed_initials_find_a_person(open_window: Open, office: Office, qtbot: QtBot) -> None:
    staffed(office, "张建国", "李秀英")
    page = page_of(open_window("people"))
    qtbot.keyClicks(page.search, "lxy")
    qtbot.waitUntil(lambda: len(shown(page)) == 1, timeout=2000)
    assert shown(page) == ["李秀英"]


def test_a_taken_badge_is_refused_in_the_dialog(open_window: Open, office: Office) -> None:
    staffed(office, "甲某", "乙某")
    window = open_window("people")
    page = page_of(window)
    page.acts.edit_badge(None)
    dialog = dialog_of(window, FormDialog)
    assert isinstance(dialog, FormDialog)
    dialog.form.editors["number"].show("002")
    dialog.submit()
    window.desk.ops.settle()
    assert dialog.isVisible() and "乙某" in dialog.form._errors["number"].text()
    dialog.form.editors["number"].show("9")
    dialog.submit()
    window.desk.ops.settle()
    assert [b.number for b in use.badges(office) if b.person == use.people(office)[0].id] == ["1", "9"]


def test_a_pasted_list_is_previewed_and_then_stored(open_window: Open, office: Office) -> None:
    window = open_window("people")
    page = page_of(window)
    page.acts.import_list()
    dialog = dialog_of(window, StaffImportDialog)
    assert isinstance(dialog, StaffImportDialog)
    dialog.intake.paste.setPlainText("姓名\t职务\t考勤号\n甲某\t书记\t1\n乙某\t文书\t1")
    dialog.intake.read_text()
    window.desk.ops.settle()
    assert dialog.store_button.text() == "导入 1 人"
    assert use.people(office) == ()
    dialog.store()
    window.desk.ops.settle()
    assert [p.name for p in use.people(office)] == ["甲某"] and shown(page) == ["甲某"]


def test_a_file_that_is_no_list_is_said_in_the_dialog(open_window: Open, tmp_path: Path) -> None:
    window = open_window("people")
    file = tmp_path / "x.xlsx"
    file.write_text("<html></html>", "utf-8")
    page_of(window).take_files([file])
    window.desk.ops.settle()
    dialog = dialog_of(window, StaffImportDialog)
    assert isinstance(dialog, StaffImportDialog)
    assert dialog.intake.error.isVisible() and "网页" in dialog.intake.error.text()


def test_the_search_box_target_opens_a_leaver_too(open_window: Open, office: Office) -> None:
    staffed(office, "甲某", "乙某")
    key = use.people(office)[1].id
    use.leave(office, key, date(2026, 5, 31))
    use.set_badge(office, Badge("77", key, to_on=date(2026, 5, 31)))
    page = page_of(open_window("people", str(key)))
    assert page.panel.shown is not None and page.panel.shown.person.name == "乙某"


def test_ctrl_n_adds_somebody_and_shows_him(open_window: Open, office: Office) -> None:
    staffed(office, "甲某")
    window = open_window("people")
    page = page_of(window)
    page.acts.add()
    dialog = dialog_of(window, FormDialog)
    assert isinstance(dialog, FormDialog)
    for name, value in {"name": "乙某", "posts": "文书、报账员", "badge": "0012"}.items():
        dialog.form.editors[name].show(value)
    dialog.submit()
    window.desk.ops.settle()
    person = use.people(office)[1]
    assert (person.name, person.posts) == ("乙某", ("文书", "报账员"))
    assert page.panel.shown is not None and page.panel.shown.person.name == "乙某"


def test_somebody_leaves_on_a_day_and_comes_back(open_window: Open, office: Office) -> None:
    staffed(office, "甲某", "乙某")
    window = open_window("people")
    page = page_of(window)
    page.acts.leave()
    dialog = dialog_of(window, FormDialog)
    assert isinstance(dialog, FormDialog)
    dialog.form.editors["left_on"].show("2026-02-30")
    dialog.submit()
    assert dialog.form._errors["left_on"].isVisible()
    dialog.form.editors["left_on"].show("2026-10-31")
    dialog.submit()
    window.desk.ops.settle()
    assert use.people(office)[0].left_on == date(2026, 10, 31) and shown(page) == ["乙某"]
    page.open(str(use.people(office)[0].id))
    window.desk.ops.settle()
    page.acts.come_back()
    window.desk.ops.settle()
    assert shown(page) == ["甲某", "乙某"]


def test_a_new_term_stands_in_the_panel(open_window: Open, office: Office) -> None:
    staffed(office, "甲某")
    window = open_window("people")
    page = page_of(window)
    page.acts.start_term()
    dialog = dialog_of(window, FormDialog)
    assert isinstance(dialog, FormDialog)
    dialog.form.show_values({"term_from_on": date(2026, 3, 1), "promised_days": 600})
    dialog.submit()
    window.desk.ops.settle()
    assert "承诺坐班 600 天，到今天已值 0 天" in page.panel._term.text()


def test_the_lists_of_posts_are_edited_a_line_each(open_window: Open, office: Office) -> None:
    staffed(office, "甲某")
    window = open_window("people")
    page = page_of(window)
    page.acts.edit_duty_posts()
    window.desk.ops.settle()
    question = dialog_of(window, Question)
    edit = question.findChild(QPlainTextEdit)
    assert isinstance(edit, QPlainTextEdit)
    edit.setPlainText("带班\n坐班\n值班\n夜班")
    next(button for button in question.findChildren(QPushButton) if button.text() == "保存").click()
    window.desk.ops.settle()
    assert use.duty_posts(office) == ("带班", "坐班", "值班", "夜班")
    assert "夜班" in page.panel.duty._buttons


def test_a_mistaken_entry_is_removed_after_asking(open_window: Open, office: Office) -> None:
    staffed(office, "甲某", "乙某")
    window = open_window("people")
    page = page_of(window)
    page.acts.remove()
    question = dialog_of(window, Question)
    next(button for button in question.findChildren(QPushButton) if button.text() == "删除").click()
    window.desk.ops.settle()
    assert shown(page) == ["乙某"]
    window.desk.ops.undo()
    window.desk.ops.settle()
    assert shown(page) == ["甲某", "乙某"]


def test_going_to_another_person_keeps_what_was_typed(open_window: Open, office: Office, qtbot: QtBot) -> None:
    staffed(office, "甲某", "乙某")
    window = open_window("people")
    page = page_of(window)
    phone = page.panel.form.editors["phone"].widget
    qtbot.keyClicks(phone, "13800001111")
    page.table.select(lambda row: row.person.name == "乙某")
    window.desk.ops.settle()
    assert use.people(office)[0].phone == "13800001111"
    assert page.panel.shown is not None and page.panel.shown.person.name == "乙某"


def test_a_wrong_entry_keeps_the_person_in_front(open_window: Open, office: Office, qtbot: QtBot) -> None:
    staffed(office, "甲某", "乙某")
    window = open_window("people")
    page = page_of(window)
    qtbot.keyClicks(page.panel.form.editors["phone"].widget, "abc")
    page.table.select(lambda row: row.person.name == "乙某")
    window.desk.ops.settle()
    assert page.panel.shown is not None and page.panel.shown.person.name == "甲某"
    assert page.panel.form._errors["phone"].isVisible()


def test_the_clipboard_is_previewed_as_a_list(open_window: Open, office: Office) -> None:
    window = open_window("people")
    page = page_of(window)
    QApplication.clipboard().setText("姓名\t职务\n甲某\t文书\n")
    page.acts.paste_list()
    window.desk.ops.settle()
    dialog = dialog_of(window, StaffImportDialog)
    assert isinstance(dialog, StaffImportDialog) and dialog.store_button.text() == "导入 1 人"


def test_a_new_pin_is_checked(open_window: Open, office: Office) -> None:
    staffed(office, "甲某")
    window = open_window("people")
    page = page_of(window)
    page.acts.reset_pin()
    dialog = dialog_of(window, FormDialog)
    assert isinstance(dialog, FormDialog)
    dialog.form.editors["pin"].show("一")
    dialog.submit()
    window.desk.ops.settle()
    assert dialog.isVisible()
    dialog.form.editors["pin"].show("2580")
    dialog.submit()
    window.desk.ops.settle()
    assert office.store.value("select count(*) from pin") == 1


def test_posts_are_completed_behind_the_last_mark(open_window: Open, office: Office) -> None:
    staffed(office, "甲某")
    page = page_of(open_window("people"))
    completer = page.panel.completer
    line = page.panel.form.editors["posts"]
    line.show("委员、网格")
    completer.setCompletionPrefix(completer.splitPath("委员、网格")[0])
    offered: list[str] = []
    for row in range(completer.completionCount()):
        completer.setCurrentRow(row)
        offered.append(completer.currentCompletion())
    assert offered == ["委员、网格长", "委员、网格员"]


def test_what_the_office_refuses_stays_typed(open_window: Open, office: Office) -> None:
    staffed(office, "甲某")
    use.leave(office, use.people(office)[0].id, date(2026, 5, 31))
    window = open_window("people", str(use.people(office)[0].id))
    page = page_of(window)
    page.panel.form.editors["joined_on"].show("2026-10-01")
    page.panel.save()
    window.desk.ops.settle()
    assert "早于" in window.line.words.text() and page.panel.form.dirty
    assert use.people(office)[0].joined_on is None
