"""The page of books: an entry typed, stepped on, carried on, and never lost."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QMenu, QPushButton
from pytest import MonkeyPatch
from pytestqt.qtbot import QtBot

from tests.ui.visits import VISIT, Open, editor, in_front, page_of, settle, shown, type_visit
from villagedesk.services import people as staff
from villagedesk.services.office import Office
from villagedesk.services.registers import books, drafts, entries, lists, stats
from villagedesk.ui.forms.form import FormDialog
from villagedesk.ui.registers import bookacts, steps
from villagedesk.ui.registers.define.book import BookDialog
from villagedesk.ui.registers.define.parts import PartForm
from villagedesk.ui.registers.form.recognise import Recognition


def test_an_empty_book_teaches(open_window: Open) -> None:
    window = open_window("registers")
    settle(window)
    assert page_of(window).tables.currentWidget() is page_of(window).tables.empty


def test_a_visit_is_typed_and_saved_with_one_key_and_the_list_is_there(
    open_window: Open, qtbot: QtBot, office: Office
) -> None:
    window = open_window("today")
    page = type_visit(qtbot, window, "Zheng", "pai shui gou")
    entry = lists.open_list(office, "visit").page(0, 1)[0]
    assert entry.facts["visitor"] == "Zheng" and entry.number == "来〔2026〕第1号"
    assert shown(page)[0][0] == "来〔2026〕1" and page.panel.number.text() == entry.number
    assert page.panel.shown is not None and page.panel.shown.id == entry.id


def test_a_known_visitor_fills_himself_in(open_window: Open, qtbot: QtBot, office: Office) -> None:
    entries.add_entry(office, "visit", {**VISIT, "address": "三组12号"})
    window = open_window("registers", "来访+")
    page = page_of(window)
    visitor = editor(page, "visitor")
    visitor.setFocus()
    qtbot.keyClicks(visitor, "zsg")
    qtbot.wait(150)
    settle(window)
    (recognition,) = visitor.findChildren(Recognition)
    assert [villager.name for villager, _ in recognition._offers] == ["郑水根"]
    recognition._picked(recognition._model.stringList()[0])
    settle(window)
    assert visitor.text() == "郑水根" and editor(page, "phone").text() == "15812342031"
    assert page.panel._again.text() == "此人今年第 2 次 ›"
    qtbot.keyClicks(editor(page, "request"), "again")
    page.panel.save()
    settle(window)
    again = lists.open_list(office, "visit").page(0, 1)[0]
    assert again.facts["address"] == "三组12号"


def test_a_pasted_name_and_enter_fill_a_known_visitor_in(open_window: Open, qtbot: QtBot, office: Office) -> None:
    entries.add_entry(office, "visit", VISIT)
    window = open_window("registers", "来访+")
    page = page_of(window)
    in_front(window, qtbot)
    visitor = editor(page, "visitor")
    visitor.setFocus()
    QApplication.clipboard().setText(VISIT["visitor"])
    qtbot.keyClick(visitor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.wait(100)
    settle(window)
    qtbot.keyClick(visitor, Qt.Key.Key_Return)
    qtbot.wait(20)
    settle(window)
    assert editor(page, "phone").text() == "15812342031"
    assert page.panel._again.text() == "此人今年第 2 次 ›" and page.panel._again.isVisible()


def test_one_click_shows_the_entry_and_closing_it_goes_back_to_the_list(
    open_window: Open, qtbot: QtBot, office: Office
) -> None:
    for name in ("郑水根", "林阿妹"):
        entries.add_entry(office, "visit", {**VISIT, "visitor": name, "phone": ""})
    window = open_window("registers", "来访")
    page = page_of(window)
    table = page.table
    assert table is not None and page.panel.shown is None
    for row in (1, 0, 0):
        place = table.visualRect(table.window_model.index(row, 2)).center()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        settle(window)
        entry = table.window_model.entry(row)
        assert entry is not None and page.panel.shown is not None and page.panel.shown.id == entry.id
        editor(page, "request").setFocus()
        page.panel.close_form()
        assert page.panel.shown is None and window.focusWidget() is table


def test_delete_in_the_list_and_the_menu_of_the_form_void_an_entry(
    open_window: Open, qtbot: QtBot, office: Office, monkeypatch: MonkeyPatch
) -> None:
    for name in ("郑水根", "林阿妹"):
        entries.add_entry(office, "visit", {**VISIT, "visitor": name, "phone": ""})
    monkeypatch.setattr(steps, "ask_text", lambda _on, _title, _text, then, yes="": then("登记重了"))
    window = open_window("registers", "来访")
    page = page_of(window)
    table = page.table
    assert table is not None
    table.go_to(0)
    settle(window)
    in_front(window, qtbot)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    settle(window)
    assert lists.open_list(office, "visit").count == 1
    table.go_to(0)
    settle(window)
    page.panel.more.click()
    (menu,) = page.panel.more.findChildren(QMenu)
    next(action for action in menu.actions() if action.text() == "作废…").trigger()
    menu.close()
    settle(window)
    assert lists.open_list(office, "visit").count == 0


def test_scrolling_a_form_changes_none_of_its_choices(open_window: Open, office: Office) -> None:
    page = page_of(open_window("registers", "来访+"))
    assert page.panel.sheet is not None
    boxes = page.panel.sheet.findChildren(QComboBox)
    before = [box.currentText() for box in boxes]
    for box in boxes:
        nowhere, down = QPointF(5, 5), QPoint(0, -120)
        keys, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
        turn = QWheelEvent(nowhere, nowhere, QPoint(), down, Qt.MouseButton.NoButton, keys, phase, False)
        QApplication.sendEvent(box, turn)
    assert boxes and [box.currentText() for box in boxes] == before


def test_a_mistake_is_shown_at_its_field_and_nothing_is_lost(open_window: Open, qtbot: QtBot, office: Office) -> None:
    window = open_window("registers", "来访+")
    page = page_of(window)
    qtbot.keyClicks(editor(page, "visitor"), "Lin")
    phone = editor(page, "phone")
    qtbot.keyClicks(phone, "abc")
    page.panel.save()
    settle(window)
    assert lists.open_list(office, "visit").count == 0
    sheet = page.panel.sheet
    assert sheet is not None
    marked = [name for name, error in sheet.form._errors.items() if not error.isHidden()]
    assert marked and editor(page, "visitor").text() == "Lin" and phone.text() == "abc"
    assert drafts.drafts(office)[0].facts["phone"] == "abc"


def test_a_half_typed_form_is_offered_again(open_window: Open, qtbot: QtBot, office: Office) -> None:
    drafts.keep_draft(office, "visit", 0, {"visitor": "郑水根", "request": "排水"})
    window = open_window("registers")
    settle(window)
    page = page_of(window)
    page.book_acts.take_up(drafts.drafts(office)[0])
    settle(window)
    assert editor(page, "visitor").text() == "郑水根" and page.panel.dirty


def test_a_form_half_typed_is_never_swept_away(open_window: Open, qtbot: QtBot, office: Office) -> None:
    window = open_window("registers", "来访+")
    page = page_of(window)
    qtbot.keyClicks(editor(page, "visitor"), "Lin")
    window.go("registers", "来访+")
    settle(window)
    assert editor(page, "visitor").text() == "Lin" and page.panel.dirty
    window.go("registers", "办件+")
    settle(window)
    assert page.book == "matter" and drafts.drafts(office)[0].facts["visitor"] == "Lin"


def test_a_step_asks_what_it_needs(open_window: Open, qtbot: QtBot, office: Office) -> None:
    entry = entries.add_entry(office, "visit", VISIT).value
    window = open_window("registers", f"visit/{entry.id}")
    settle(window)
    page = page_of(window)
    page.steps.take_step("答复")
    settle(window)
    dialog = next(d for d in window.findChildren(FormDialog) if d.isVisible())
    dialog.submit()
    settle(window)
    assert entries.existing(office, entry.id).state == "登记"
    dialog.form.editors["answer"].show("已答复")
    dialog.submit()
    settle(window)
    assert entries.existing(office, entry.id).state == "答复"
    assert page.panel.chip.text() == "答复"


def test_a_visit_becomes_a_matter_on_the_page(open_window: Open, office: Office) -> None:
    entry = entries.add_entry(office, "visit", VISIT).value
    window = open_window("registers", f"visit/{entry.number}")
    settle(window)
    page = page_of(window)
    page.steps.carry_on("matter")
    settle(window)
    assert page.book == "matter" and editor(page, "applicant").text() == "郑水根"
    page.panel.save()
    settle(window)
    assert lists.open_list(office, "matter").count == 1
    assert entries.existing(office, entry.id).state == "转办"
    links = [b.text() for b in page.panel.course.findChildren(QPushButton) if "来自" in b.text()]
    assert links and entry.number in links[0]


def test_a_visit_becomes_a_case(open_window: Open, office: Office) -> None:
    entry = entries.add_entry(office, "visit", VISIT).value
    window = open_window("registers", f"visit/{entry.id}")
    settle(window)
    page_of(window).steps.carry_on("mediation")
    settle(window)
    assert entries.existing(office, entry.id).state == "转办"
    assert office.store.value("select count(*) from links where to_kind = 'mediation'") == 1


def test_the_log_is_written_by_the_books(open_window: Open, office: Office) -> None:
    entries.add_entry(office, "visit", VISIT)
    window = open_window("registers", "值班日志+")
    settle(window)
    page = page_of(window)
    assert "排水沟被填平" in editor(page, "visits").toPlainText()
    page.panel.save()
    settle(window)
    window.go("registers", "值班日志+")
    settle(window)
    assert page.panel.shown is not None and page.panel.shown.number == "日〔2026〕第1号"


def test_an_office_adds_its_own_book_in_the_window(open_window: Open, office: Office) -> None:
    window = open_window("registers")
    settle(window)
    page = page_of(window)
    page.book_acts.add_book()
    settle(window)
    dialog = next(d for d in window.findChildren(BookDialog) if d.isVisible())
    dialog.head.editors["title"].show("农具借用")
    fields = dialog.parts["fields"]
    fields.add()
    part = fields.findChildren(PartForm)[-1]
    for name, value in {"label": "农具", "kind": "单选", "choices": "锄头\n喷雾器", "required": True}.items():
        part.form.editors[name].show(value)
    part.submit()
    dialog.save()
    settle(window)
    assert not any(one.isVisible() for one in window.findChildren(BookDialog))
    made = books.register_of(office, "农具借用")
    assert [item.label for item in made.fields] == ["日期", "内容", "农具"]
    page.open(made.id)
    settle(window)
    page.acts.start()
    settle(window)
    box = editor(page, made.fields[2].name)
    assert isinstance(box, QComboBox)
    box.setCurrentText("锄头")
    editor(page, "content").setPlainText("借一天")
    page.panel.save()
    settle(window)
    assert lists.open_list(office, made.id).count == 1


def test_a_dropped_file_hangs_on_the_entry(open_window: Open, office: Office, tmp_path: Path) -> None:
    entry = entries.add_entry(office, "visit", VISIT).value
    file = tmp_path / "现场.png"
    file.write_bytes(b"\x89PNG123")
    window = open_window("registers", f"visit/{entry.id}")
    settle(window)
    page = page_of(window)
    page.take_files([file])
    settle(window)
    settle(window)
    assert [b.text() for b in page.panel.findChildren(QPushButton) if "现场.png" in b.text()]


def test_a_morning_by_keyboard(open_window: Open, qtbot: QtBot, office: Office) -> None:
    for name in ("Li Xiuying", "Wang Xiaomei"):
        staff.add_person(office, {"name": name, "posts": "委员"})
    window = open_window("today")
    for n in range(12):
        type_visit(qtbot, window, f"Zheng {n % 5}", f"request {n}")
    assert lists.open_list(office, "visit").count == 12
    for n in range(4):
        window.go("registers", "办件+")
        settle(window)
        page = page_of(window)
        applicant = editor(page, "applicant")
        assert isinstance(applicant, QLineEdit)
        in_front(window, qtbot)
        applicant.setFocus()
        qtbot.keyClicks(applicant, f"Lin {n}")
        qtbot.keyClick(applicant, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        settle(window)
    assert lists.open_list(office, "matter").count == 4
    window.go("registers", "值班日志+")
    settle(window)
    page = page_of(window)
    assert editor(page, "visits").toPlainText().count("Zheng") == 12
    page.panel.save()
    settle(window)
    log = lists.open_list(office, "log").page(0, 1)[0]
    handed = {"handed_over_by": "Li Xiuying", "taken_over_by": "Wang Xiaomei", "handed_over": "2026-11-21 09:30"}
    entries.step_entry(office, log.id, "已交班", handed)
    figure = stats.book_figures(office, books.register_of(office, "visit"), "2026-11").figures[1]
    assert figure.value == 12
    assert not [d for d in window.findChildren(QDialog) if d.isVisible() and isinstance(d, FormDialog)]


def test_hours_are_counted_to_the_minute(open_window: Open, office: Office) -> None:
    facts = {"reporter": "郑水根", "place": "村口", "content": "电线落地", "urgency": "紧急", "at": "2026-11-21 08:10"}
    entry = entries.add_entry(office, "event", facts).value
    assert (entry.due_name, entry.due_at) == ("紧急2小时响应", "2026-11-21 10:10:00")
    window = open_window("registers", "due")
    settle(window)
    (row,) = page_of(window).due.table.rows_model.rows
    assert row.words == "还有 40 分" and row.pressing and not row.overdue


def test_ctrl_p_previews_the_book_of_the_month(
    open_window: Open, qtbot: QtBot, office: Office, monkeypatch: MonkeyPatch
) -> None:
    seen: list[tuple[str, str]] = []
    monkeypatch.setattr(bookacts, "preview_paper", lambda _desk, _on, paper, key: seen.append((paper, key)))
    window = open_window("registers", "来访")
    in_front(window, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert len(seen) == 1 and "2026-11" in seen[0][1]
