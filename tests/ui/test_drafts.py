"""What is half typed in any form waits: over another page, a closed window, a kill; and can be thrown away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from villagedesk.base.fields import Field, Kind
from villagedesk.services import office as offices
from villagedesk.services import people as staff
from villagedesk.services.halftyped import form_draft
from villagedesk.services.office import Office
from villagedesk.services.registers.drafts import drafts
from villagedesk.ui.forms.form import FieldForm, FormDialog
from villagedesk.ui.forms.keeping import name_of
from villagedesk.ui.forms.waiting import DraftLine
from villagedesk.ui.frame.window import Window
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.messages import Question, ask_text
from villagedesk.ui.people.page import PeoplePage

Open = Callable[..., Window]
FIELDS = (Field("phone", "值班电话"), Field("note", "说明", Kind.LONG_TEXT), Field("pin", "密码"))
NOW = datetime(2026, 11, 21, 9, 30)


def opened(window: Window, title: str = "试填", values: dict[str, str] | None = None) -> FormDialog:
    dialog = FormDialog(
        window.desk,
        window,
        title,
        FIELDS,
        lambda given: lambda office: offices.set_facts(office, {"duty_phone": given["phone"]}),
        values,
    )
    dialog.open()
    window.desk.ops.settle()
    return dialog


def type_in(qtbot: QtBot, form: FieldForm, name: str, text: str) -> None:
    widget = form.editors[name].widget
    widget.setFocus()
    qtbot.keyClicks(widget, text)


def typed(dialog: FormDialog, name: str = "phone") -> str:
    return str(dialog.form.editors[name].read())


def told(dialog: FormDialog) -> str:
    line = dialog.form.findChildren(DraftLine)[0]
    return line._words.text() if line.isVisible() else ""


def test_what_is_typed_waits_within_a_second_and_is_there_after_a_kill(
    open_window: Open, office: Office, qtbot: QtBot
) -> None:
    window = open_window("today")
    dialog = opened(window)
    type_in(qtbot, dialog.form, "phone", "13")
    name = name_of("试填", {}, NOW)
    qtbot.waitUntil(lambda: form_draft(office, name) is not None, timeout=3000)  # nothing else was done: as if killed
    found = form_draft(office, name)
    assert found is not None and found.facts == {"phone": "13"}
    dialog.form.dirty = False
    dialog.reject()


def test_a_cancelled_dialog_says_that_it_waits_and_opens_filled(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("today")
    dialog = opened(window)
    type_in(qtbot, dialog.form, "phone", "1390")
    type_in(qtbot, dialog.form, "note", "abc")
    dialog.reject()
    window.desk.ops.settle()
    assert window.line.words.text() == "没写完的“试填”留着，再打开时填回来。" and window.line.link.text() == "丢弃"
    again = opened(window)
    assert typed(again) == "1390" and typed(again, "note") == "abc"
    assert told(again) == "上次没写完的内容已经填回来（11月21日 09:30）。"
    again.reject()


def test_thrown_away_the_form_is_as_it_was(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("today")
    first = opened(window, values={"phone": "0577"})
    type_in(qtbot, first.form, "phone", "9")
    first.reject()
    window.desk.ops.settle()
    again = opened(window, values={"phone": "0577"})
    assert typed(again) != "0577"
    next(b for b in again.form.findChildren(QPushButton) if b.text() == "丢弃，重新填").click()
    window.desk.ops.settle()
    assert typed(again) == "0577" and told(again) == ""
    again.reject()
    third = opened(window, values={"phone": "0577"})
    assert typed(third) == "0577" and told(third) == ""
    third.reject()


def test_a_saved_form_leaves_nothing_waiting(open_window: Open, office: Office, qtbot: QtBot) -> None:
    window = open_window("today")
    dialog = opened(window)
    type_in(qtbot, dialog.form, "phone", "1390")
    dialog.reject()
    window.desk.ops.settle()
    again = opened(window)
    type_in(qtbot, again.form, "pin", "8848")
    again.submit()
    window.desk.ops.settle()
    assert offices.fact(office, "duty_phone") == "1390"
    assert form_draft(office, name_of("试填", {}, NOW)) is None


def test_a_secret_is_never_kept(open_window: Open, office: Office, qtbot: QtBot) -> None:
    window = open_window("today")
    dialog = opened(window)
    type_in(qtbot, dialog.form, "pin", "8848")
    dialog.reject()
    window.desk.ops.settle()
    assert form_draft(office, name_of("试填", {}, NOW)) is None


def test_forms_of_one_title_about_different_things_do_not_mix(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("today")
    dialog = opened(window, values={"phone": "张建国的"})
    type_in(qtbot, dialog.form, "note", "abc")
    dialog.reject()
    window.desk.ops.settle()
    other = opened(window, values={"phone": "李秀英的"})
    assert typed(other, "note") == "" and told(other) == ""
    other.reject()


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ({"on": NOW.date()}, {"on": datetime(2026, 11, 22).date()}, True),
        ({"on": datetime(2026, 11, 3).date()}, {"on": datetime(2026, 11, 4).date()}, False),
        ({"at": NOW}, {"at": datetime(2026, 11, 22, 8, 0)}, True),
        ({"who": "甲"}, {"who": "乙"}, False),
        ({"who": ""}, {}, True),
    ],
)
def test_a_form_opened_with_today_is_the_same_form_tomorrow(
    before: dict[str, object], after: dict[str, object], same: bool
) -> None:
    tomorrow = datetime(2026, 11, 22, 8, 5)
    assert (name_of("表", before, NOW) == name_of("表", after, tomorrow)) is same


def test_a_window_that_closes_keeps_what_was_typed_a_moment_ago(
    open_window: Open, office: Office, look: Look, qtbot: QtBot
) -> None:
    person = staff.add_person(office, {"name": "张建国"}).value
    window = open_window("people", str(person))
    page = window.page
    assert isinstance(page, PeoplePage)
    page.table.select(lambda row: row.person.id == person)
    window.desk.ops.settle()
    type_in(qtbot, page.panel.form, "phone", "1380000")
    window.close()
    again = open_window("people", str(person))
    page = again.page
    assert isinstance(page, PeoplePage)
    page.table.select(lambda row: row.person.id == person)
    again.desk.ops.settle()
    edit = page.panel.form.editors["phone"].widget
    assert isinstance(edit, QLineEdit) and edit.text() == "1380000"
    qtbot.keyClick(edit, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    again.desk.ops.settle()


def test_the_settings_wait_too(open_window: Open, office: Office, qtbot: QtBot) -> None:
    window = open_window("settings", "办公室")
    form = window.page.findChildren(FieldForm)[0]
    name = next(n for n, e in form.editors.items() if isinstance(e.widget, QLineEdit))
    before = form.editors[name].read()
    type_in(qtbot, form, name, "7")
    window.close()
    again = open_window("settings", "办公室")
    form = again.page.findChildren(FieldForm)[0]
    assert form.editors[name].read() != before and "7" in form.editors[name].read()


def test_forms_of_no_book_are_not_offered_as_entries(open_window: Open, office: Office, qtbot: QtBot) -> None:
    window = open_window("today")
    dialog = opened(window)
    type_in(qtbot, dialog.form, "phone", "1")
    dialog.reject()
    window.desk.ops.settle()
    assert drafts(office) == ()


def test_the_memory_of_the_computer_never_holds_what_was_typed(
    open_window: Open, qtbot: QtBot, tmp_path: object
) -> None:
    window = open_window("today")
    dialog = opened(window)
    type_in(qtbot, dialog.form, "phone", "13900001111")
    dialog.reject()
    window.desk.ops.settle()
    assert isinstance(window.memory, Memory) and "13900001111" not in repr(window.memory._values)


def test_a_sentence_asked_for_waits_after_escape_and_is_never_sent_empty(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("today")
    said: list[str] = []

    def asked() -> tuple[Question, QPlainTextEdit, QPushButton]:
        question = ask_text(window, "作废", "请写明原因：", said.append)
        send = next(b for b in question.findChildren(QPushButton) if b.text() == "确定")
        return question, question.findChildren(QPlainTextEdit)[0], send

    question, edit, send = asked()
    assert not send.isEnabled()
    qtbot.keyClicks(edit, "xie cuo le")
    question.reject()
    question, edit, send = asked()
    assert edit.toPlainText() == "xie cuo le"
    send.click()
    assert said == ["xie cuo le"]
    question, edit, send = asked()
    assert edit.toPlainText() == ""
    question.reject()
