"""The list of a book: searched, filtered, scrolled, what is due, and its figures."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.visits import VISIT, Open, page_of, settle, shown
from villagedesk.services.office import Office
from villagedesk.services.registers import entries
from villagedesk.ui.registers.list.due import Reminder
from villagedesk.ui.tables.view import LEAST_REST


def test_the_list_searches_and_filters(open_window: Open, qtbot: QtBot, office: Office) -> None:
    entries.add_entry(office, "visit", VISIT)
    entries.add_entry(office, "visit", {**VISIT, "visitor": "林阿婆", "topic": "社保医保", "phone": "13700009999"})
    window = open_window("registers")
    settle(window)
    page = page_of(window)
    assert len(shown(page)) == 2
    page.search.setText("lap")
    qtbot.wait(160)
    settle(window)
    assert [row[2] for row in shown(page)] == ["林阿婆"]
    page.search.clear()
    page.filters._category.setCurrentText("邻里关系")
    page.filters.changed.emit()
    settle(window)
    assert [row[2] for row in shown(page)] == ["郑水根"]
    page.filters.clear()
    settle(window)
    assert len(shown(page)) == 2


def test_a_million_rows_scroll_without_being_here(open_window: Open, office: Office) -> None:
    for n in range(150):
        entries.add_entry(office, "visit", {**VISIT, "request": f"第{n}件"})
    window = open_window("registers")
    settle(window)
    page = page_of(window)
    table = page.table
    assert table is not None and table.window_model.rowCount() == 150
    table.go_to(149)
    settle(window)
    QApplication.processEvents()
    settle(window)
    assert shown(page)[149][0] == "来〔2026〕1"


def test_figures_are_shown_under_their_units(open_window: Open, office: Office) -> None:
    entries.add_entry(office, "visit", {**VISIT, "people": 3})
    window = open_window("registers")
    settle(window)
    page = page_of(window)
    page.show_view("figures")
    settle(window)
    texts = [label.text() for label in page.figures.findChildren(QLabel)]
    assert {"接待群众", "3", "人次", "接待批次", "1", "件"} <= set(texts)


def test_everything_due_leads_to_its_entry(open_window: Open, office: Office) -> None:
    entries.add_entry(office, "visit", {**VISIT, "at": "2026-11-02 09:00"})
    window = open_window("registers", "due")
    settle(window)
    page = page_of(window)
    rows = page.due.table.rows_model.rows
    assert [row.days_left for row in rows] == [-12]
    page.acts.follow_due(rows[0])
    settle(window)
    assert page.book == "visit" and page.panel.number.text() == "来〔2026〕第1号"


def test_what_becomes_due_is_said_once(open_window: Open, office: Office) -> None:
    said: list[str] = []
    window = open_window("registers")
    settle(window)
    reminder = Reminder(replace(window.desk, say=lambda text, *_rest: said.append(text)), window)
    entries.add_entry(office, "visit", {**VISIT, "at": "2026-11-02 09:00"})
    for _ in range(2):
        reminder.ask()
        settle(window)
    assert len(said) == 1 and "来〔2026〕第1号" in said[0] and "排水沟" in said[0]


def test_what_is_due_is_said_when_the_program_opens_whatever_page_is_in_front(
    open_window: Open, office: Office
) -> None:
    entries.add_entry(office, "visit", {**VISIT, "at": "2026-11-02 09:00"})
    window = open_window("people")
    window._remind()
    settle(window)
    assert "来〔2026〕第1号" in window.line.words.text() and "逾期 12 天" in window.line.words.text()


def test_every_filter_of_the_definition_is_offered_and_voided_entries_are_found_again(
    open_window: Open, office: Office
) -> None:
    helped = entries.add_entry(office, "matter", {"applicant": "郑水根", "mode": "代办"}).value
    gone = entries.add_entry(office, "matter", {"applicant": "林阿婆", "mode": "直办"}).value
    entries.void_entry(office, gone.id, "重复登记")
    window = open_window("registers", "matter")
    settle(window)
    page = page_of(window)
    assert [row[2] for row in shown(page)] == ["郑水根"]
    page.filters._more["mode"].setCurrentText("直办")
    page.filters.changed.emit()
    settle(window)
    assert page.tables.currentWidget() is page.tables.nothing
    page.filters._voided.click()
    settle(window)
    assert [row[2] for row in shown(page)] == ["林阿婆"]
    page.tables.clearing.emit()
    settle(window)
    assert [row[2] for row in shown(page)] == ["郑水根"] and helped.number


def test_beside_the_form_every_column_that_is_left_is_in_sight(open_window: Open, office: Office) -> None:
    entry = entries.add_entry(office, "visit", {**VISIT, "request": "门前排水沟被邻居填平，雨天倒灌进屋" * 4}).value
    window = open_window("registers")
    settle(window)
    page = page_of(window)
    page.open(f"visit/{entry.id}")
    settle(window)
    table = page.table
    assert table is not None and page.panel.isVisible()
    header = table.horizontalHeader()
    rest = next(n for n, column in enumerate(table.window_model.columns) if column.name == "request")
    others = header.length() - header.sectionSize(rest)
    assert header.sectionSize(rest) == max(window.desk.look.px(LEAST_REST), table.viewport().width() - others)
