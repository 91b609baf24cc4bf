"""An hour of a real morning by keyboard only, and what the log and the month's figures say of it afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from tests.ui.keyboard import ALT, CTRL, SHIFT, Clerk
from villagedesk.base.clock import clock_at
from villagedesk.registers.entry import Entry
from villagedesk.services import office as offices
from villagedesk.services.office import Office
from villagedesk.services.registers import books, entries, links, lists, stats
from villagedesk.services.registers.duty import duty_person
from villagedesk.services.villagers.villagers import add_villager, recognise
from villagedesk.store.books import entries as shelf
from villagedesk.ui.forms.form import FormDialog
from villagedesk.ui.frame.window import Window

NOW = datetime(2026, 11, 20, 9, 30)
KNOWN = (
    ("道路积水，要求疏通排水沟。", "dl"),
    ("邻居半夜放音响，影响休息。", "ll"),
    ("询问低保年审要交哪些材料。", "sb"),
    ("路灯坏了三天，要求修好。", "sd"),
    ("宅基地边界与邻居有争执。", "fw"),
)


@pytest.fixture
def office(tmp_path: Path, demo_file: Path) -> Iterator[Office]:
    """The demonstration office on a Friday at half past nine, somebody on duty."""
    file = tmp_path / "桃源村.vdesk"
    copyfile(demo_file, file)
    made = offices.open_office(file, clock=clock_at(NOW))
    yield made
    made.close()


@pytest.fixture
def clerk(open_window: Callable[..., Window]) -> Clerk:
    found = Clerk(open_window("today"))
    found.settle()
    return found


def newest(office: Office, book: str, count: int = 1) -> list[Entry]:
    found = lists.open_list(office, book)
    return sorted(found.page(0, found.count), key=lambda entry: -entry.id)[:count]


def known_initials(office: Office, count: int) -> list[tuple[str, str]]:
    """Initials that mean one villager with a phone, and who that is."""
    found: dict[str, str] = {}
    for row in office.store.rows("select name, initials from villagers where phone <> '' and removed is null"):
        offers = recognise(office, row["initials"])
        if len(offers) == 1 and len(row["initials"]) == 3:
            found[row["initials"]] = row["name"]
    return sorted(found.items())[:count]


def visit(clerk: Clerk, who: str, topic: str, request: str) -> None:
    """A known visitor: who, what kind, what; the last Enter saves."""
    clerk.press(Qt.Key.Key_F2)
    clerk.letters(who)
    clerk.enter()
    clerk.letters(topic)
    clerk.enter()
    clerk.words(request)
    clerk.enter()


def test_a_known_visitor_needs_three_fields_and_one_key_saves(office: Office, clerk: Clerk) -> None:
    ((who, name),) = known_initials(office, 1)
    before = lists.open_list(office, "visit").count
    clerk.press(Qt.Key.Key_F2)
    clerk.keys = 0
    clerk.letters(who)
    clerk.enter()
    clerk.letters("ll")
    clerk.enter()
    clerk.words("邻居半夜放音响，影响休息。")
    assert clerk.keys == len(who) + len("ll") + 2, "three fields are typed, Enter leads from one to the next"
    assert lists.open_list(office, "visit").count == before
    clerk.enter()
    assert lists.open_list(office, "visit").count == before + 1, "one key saves"
    (entry,) = newest(office, "visit")
    facts = entry.facts
    assert (facts["visitor"], facts["topic"], facts["people"]) == (name, "邻里关系", 1)
    assert facts["phone"] and facts["received_by"] == duty_person(office, NOW)
    table = clerk.page.table
    assert table is not None and table.hasFocus(), "the list is there again"
    assert str(table.window_model.index(0, 0).data()) == entry.number.replace("第", "").replace("号", "")


def test_enter_faster_than_the_list_of_visitors_still_takes_the_right_one(office: Office, clerk: Clerk) -> None:
    ((who, name),) = known_initials(office, 1)
    clerk.press(Qt.Key.Key_F2)
    target = clerk.target()
    for letter in who:
        QTest.keyClick(target, Qt.Key(ord(letter.upper())))
    QTest.keyClick(target, Qt.Key.Key_Return)
    clerk.settle()
    sheet = clerk.page.panel.sheet
    assert sheet is not None
    assert sheet.form.editors["visitor"].read() == name and sheet.form.editors["phone"].read()
    assert QApplication.focusWidget() is sheet.form.editors["topic"].widget


def test_a_new_visitor_is_asked_for_the_phone_too(office: Office, clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_F2)
    clerk.words("𠮷田“小”梅😀")
    clerk.enter()
    clerk.letters("sb")
    clerk.enter()
    clerk.letters("13800001234")
    clerk.enter()
    clerk.words("询问养老金认证。")
    clerk.enter()
    (entry,) = newest(office, "visit")
    assert entry.facts["visitor"] == "𠮷田“小”梅😀" and entry.facts["phone"] == "13800001234"


def test_an_hour_of_a_morning_by_keyboard_only(office: Office, clerk: Clerk) -> None:
    people = known_initials(office, 12)
    assert len(people) == 12
    month = "2026-11"
    before = stats.report_columns(office, month)
    cases = int(office.store.value("select count(*) from links where to_kind = 'mediation'") or 0)
    for n, (who, _name) in enumerate(people):
        request, topic = KNOWN[n % len(KNOWN)]
        visit(clerk, who, topic, request)
    group, *_ = newest(office, "visit")
    topics = [entry.facts["topic"] for entry in newest(office, "visit", 5)]
    assert topics == ["邻里关系", "道路排水", "房屋宅基地", "水电路灯", "社保医保"]
    clerk.enter()
    clerk.enter()
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.letters("6")
    clerk.press(Qt.Key.Key_S, CTRL)
    assert entries.existing(office, group.id).facts["people"] == 6

    clerk.press(Qt.Key.Key_0, ALT)
    clerk.press(Qt.Key.Key_Down)
    clerk.enter()
    clerk.press(Qt.Key.Key_S, CTRL)
    (carried,) = newest(office, "matter")
    for who, _name in people[:3]:
        clerk.press(Qt.Key.Key_F3)
        clerk.letters(who)
        clerk.enter()
        clerk.press(Qt.Key.Key_S, CTRL)

    dispute = newest(office, "visit", 11)[-1]
    clerk.press(Qt.Key.Key_K, CTRL)
    clerk.words(dispute.number)
    QTest.qWait(160)
    clerk.settle()
    clerk.enter()
    shown = clerk.page.panel.shown
    assert shown is not None and shown.id == dispute.id
    clerk.press(Qt.Key.Key_0, ALT)
    clerk.press(Qt.Key.Key_Up)
    clerk.enter()
    assert clerk.window.page.name == "mediation"

    log = _hand_over(office, clerk)
    assert [one.number for one in links.links_of(office, "visit", group.id)] == [carried.number]
    assert [one.number for one in links.links_of(office, "matter", carried.id)] == [group.number]
    assert entries.existing(office, group.id).state == "转办"
    assert int(office.store.value("select count(*) from links where to_kind = 'mediation'") or 0) == cases + 1
    assert links.links_of(office, "visit", dispute.id)[0].book == "调解案件"
    for _who, name in people:
        assert name in str(log.facts["visits"])
    assert "6人" in str(log.facts["visits"]) and log.facts["matters"] and log.facts["disputes"]
    after = stats.report_columns(office, month)
    assert (after["接待群众_人次"] or 0) - (before["接待群众_人次"] or 0) == 12 + 5
    assert (after["办理事项_件次"] or 0) - (before["办理事项_件次"] or 0) == 4
    figure = stats.book_figures(office, books.register_of(office, "visit"), month)
    assert [one.heading for one in figure.figures] == ["接待群众（人次）", "接待批次（件）", "来访答复率（%）"]


def _hand_over(office: Office, clerk: Clerk) -> Entry:
    """F5 opens the day's log; it is drawn again from the books, saved, and handed over with both names."""
    clerk.press(Qt.Key.Key_F5)
    page = clerk.page
    assert page.book == "log"
    clerk.reach(page.panel._redraw)
    clerk.press(Qt.Key.Key_Space)
    clerk.press(Qt.Key.Key_S, CTRL)
    log = shelf.entry_on(office.store, "log", NOW.date())
    assert log is not None
    assert log.state == "在写"
    clerk.press(Qt.Key.Key_1, ALT)
    dialog = next(d for d in clerk.window.findChildren(FormDialog) if d.isVisible())
    box = dialog.form.editors["taken_over_by"].widget
    assert isinstance(box, QComboBox)
    names = [box.itemText(i) for i in range(1, box.count())]
    giver = str(dialog.form.editors["handed_over_by"].read())
    clerk.press(Qt.Key.Key_Tab)
    clerk.words(next(name for name in names if name != giver))
    clerk.press(Qt.Key.Key_S, CTRL)
    log = entries.existing(office, log.id)
    assert log.state == "已交班" and log.facts["handed_over_by"] == giver
    return log


def test_tab_into_the_list_leaves_the_new_form_where_it_is(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_F5)
    panel, table = clerk.page.panel, clerk.page.table
    assert table is not None and panel.shown is None and panel.isVisible()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    clerk.settle()
    assert panel.shown is None and panel.book == "log"
    clerk.press(Qt.Key.Key_Down)
    assert panel.shown is not None


def test_shift_tab_goes_back_to_change_the_number_of_people(office: Office, clerk: Clerk) -> None:
    ((who, _name),) = known_initials(office, 1)
    clerk.press(Qt.Key.Key_F2)
    clerk.letters(who)
    clerk.enter()
    clerk.press(Qt.Key.Key_Tab, SHIFT)
    clerk.letters("5")
    clerk.press(Qt.Key.Key_S, CTRL)
    sheet = clerk.page.panel.sheet
    assert sheet is not None
    marked = [name for name, error in sheet.form._errors.items() if not error.isHidden()]
    assert marked == ["request"] and sheet.form.editors["people"].read() == "5"


def test_a_full_name_that_one_villager_bears_is_that_villager(office: Office, clerk: Clerk) -> None:
    ((_who, name),) = known_initials(office, 1)
    clerk.press(Qt.Key.Key_F2)
    clerk.words(name)
    clerk.enter()
    sheet = clerk.page.panel.sheet
    assert sheet is not None and sheet.form.editors["phone"].read()
    assert QApplication.focusWidget() is sheet.form.editors["topic"].widget


def test_of_two_of_one_name_none_is_taken_unasked(office: Office, clerk: Clerk) -> None:
    for phone in ("13800000001", "13800000002"):
        add_villager(office, {"name": "欧阳双双", "phone": phone})
    clerk.press(Qt.Key.Key_F2)
    clerk.words("欧阳双双")
    clerk.enter()
    sheet = clerk.page.panel.sheet
    assert sheet is not None and sheet.form.editors["visitor"].read() == "欧阳双双"
    assert not sheet.form.editors["phone"].read()
    clerk.press(Qt.Key.Key_Tab, SHIFT)
    clerk.press(Qt.Key.Key_Tab, SHIFT)
    clerk.words("欧阳双双")
    QTest.qWait(160)
    clerk.settle()
    clerk.press(Qt.Key.Key_Down)
    clerk.enter()
    assert sheet.form.editors["phone"].read() in ("13800000001", "13800000002")
