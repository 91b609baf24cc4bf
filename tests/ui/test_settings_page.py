"""The settings page: options, the year, local days, backups."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from villagedesk.calendar.day import DayKind
from villagedesk.services import calendar, upkeep
from villagedesk.services import office as offices
from villagedesk.services.mediation import settings as mediation
from villagedesk.services.office import Office
from villagedesk.services.options import option
from villagedesk.services.safety import copies
from villagedesk.services.signs.checks import cameras
from villagedesk.ui.forms.form import FormDialog
from villagedesk.ui.frame.window import Window
from villagedesk.ui.settings.backup.restoring import RestoreDialog
from villagedesk.ui.settings.backup.section import SafetySection
from villagedesk.ui.settings.calendar import CalendarSection
from villagedesk.ui.settings.cameras import CamerasSection
from villagedesk.ui.settings.facts import FactsSection
from villagedesk.ui.settings.history import HistorySection
from villagedesk.ui.settings.local import LocalSection
from villagedesk.ui.settings.looks import LooksSection
from villagedesk.ui.settings.mediation import MediationSection
from villagedesk.ui.settings.page import SECTIONS, SettingsPage

Open = Callable[..., Window]
Kind = TypeVar("Kind")


def section_of(window: Window, kind: type[Kind]) -> Kind:
    page = window.page
    assert isinstance(page, SettingsPage)
    page.show_section(next(i for i, one in enumerate(SECTIONS) if one is kind))
    window.desk.ops.settle()
    section = page.section
    assert isinstance(section, kind)
    return section


def test_options_are_shown_checked_and_stored(open_window: Open, office: Office) -> None:
    window = open_window("settings")
    facts = section_of(window, FactsSection)
    assert facts.forms[0].editors["village"].read() == "桃源村"
    facts.forms[1].editors["duty_phone"].show("0577-65550101")
    facts.forms[-1].editors["backups_kept"].show("5000")
    facts.save()
    window.desk.ops.settle()
    assert option(office, "duty_phone") == ""
    facts.forms[-1].editors["backups_kept"].show("12")
    facts.save()
    window.desk.ops.settle()
    assert (option(office, "duty_phone"), option(office, "backups_kept")) == ("0577-65550101", 12)


def test_the_year_says_whether_its_notice_is_out(open_window: Open, office: Office, tmp_path: Path) -> None:
    window = open_window("settings")
    year = section_of(window, CalendarSection)
    assert year.chip.text() == "放假通知已公布"
    year.step(1)
    window.desk.ops.settle()
    assert year.chip.text() == "未公布"
    file = tmp_path / "2027.json"
    file.write_text(
        json.dumps({"year": 2027, "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": True}]}), "utf-8"
    )
    assert isinstance(window.page, SettingsPage)
    window.page.take_files([file])
    window.desk.ops.settle()
    assert year.chip.text() == "放假通知已公布"
    assert calendar.published(office, 2027)


def test_a_day_is_chosen_by_key_and_set_by_hand(open_window: Open, office: Office, qtbot: QtBot) -> None:
    window = open_window("settings")
    year = section_of(window, CalendarSection)
    year.view.choose(date(2026, 11, 20))
    qtbot.keyClick(year.view, Qt.Key.Key_Right)
    assert year.view.current == date(2026, 11, 21)
    year.set_kind(DayKind.MAKE_UP_WORKDAY)
    window.desk.ops.settle()
    assert calendar.day(office, date(2026, 11, 21)).kind is DayKind.MAKE_UP_WORKDAY
    assert year._clear.isVisible()
    year.clear()
    window.desk.ops.settle()
    assert calendar.day(office, date(2026, 11, 21)).kind is DayKind.WEEKEND


def test_a_day_is_chosen_with_the_mouse(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("settings")
    view = section_of(window, CalendarSection).view
    where = view._rect_of(date(2026, 10, 1)).center().toPoint()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=where)
    assert view.current == date(2026, 10, 1)


def test_a_collective_day_is_entered_in_words(open_window: Open, office: Office) -> None:
    window = open_window("settings")
    local = section_of(window, LocalSection)
    local.edit_collective(None)
    QApplication.processEvents()
    dialog = next(d for d in window.findChildren(FormDialog) if d.isVisible())
    dialog.form.show_values({"name": "主题党日", "month_days": "5日，25", "moved": "提前到上一个工作日", "nth": "每周"})
    dialog.submit()
    window.desk.ops.settle()
    (rule,) = calendar.collective_days(office)
    assert (rule.month_days, rule.moved) == ((5, 25), "previous_workday")
    local.edit_collective(rule)
    QApplication.processEvents()
    again = next(d for d in window.findChildren(FormDialog) if d.isVisible() and d is not dialog)
    again.form.editors["month_days"].show("十五")
    again.submit()
    window.desk.ops.settle()
    assert again.isVisible() and "只写数字" in again.form._errors["month_days"].text()


def test_backup_now_check_and_restore(open_window: Open, office: Office) -> None:
    window = open_window("settings")
    safety = section_of(window, SafetySection)
    safety.backup()
    window.desk.ops.settle()
    (copy,) = safety.table.rows_model.rows
    calendar.set_day(office, date(2026, 11, 21), DayKind.WORKDAY)
    safety.check()
    window.desk.ops.settle()
    assert "没有发现问题" in safety.state.text()
    safety.restore(copy)
    window.desk.ops.settle()
    (asked,) = safety.findChildren(RestoreDialog)
    assert [deed.about for deed in asked.table.rows_model.rows] == ["2026-11-21"]
    asked.yes.click()
    window.desk.ops.settle()
    assert not calendar.hand_days(office)
    assert upkeep.check_office(office).sound


def test_a_damaged_backup_is_shown_as_such_and_cannot_be_restored(open_window: Open, office: Office) -> None:
    upkeep.backup_office(office)
    (copy,) = upkeep.copies(office)
    whole = copy.path.read_bytes()
    copy.path.write_bytes(whole[:5000] + b"x" * 9000 + whole[14000:])
    window = open_window("settings")
    safety = section_of(window, SafetySection)
    safety.refresh()
    window.desk.ops.settle()
    assert safety._verdict(copy) == "× 损坏"
    safety.restore(copy)
    window.desk.ops.settle()
    (asked,) = safety.findChildren(RestoreDialog)
    assert not asked.yes.isEnabled()


def test_a_backup_of_another_office_says_whose_it_is(office: Office, tmp_path: Path) -> None:
    other = offices.create_office(tmp_path / "李家村.vdesk", "李家村", "锦湖街道")
    foreign = upkeep.backup_office(other, tmp_path / "别村.vdesk")
    other.close()
    seen = copies.prospect(office, foreign)
    assert (seen.sound, seen.past, seen.village) == (True, False, "李家村")
    assert "李家村" in seen.says


def test_the_text_size_is_switched_at_once(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("settings")
    looks = section_of(window, LooksSection)
    looks.take_size("huge")
    assert window.desk.look.scale == 1.3
    looks.take_size("standard")
    assert window.desk.memory.get("size") == "standard"


def test_the_history_says_who_did_what(open_window: Open, office: Office) -> None:
    calendar.set_day(office, date(2026, 11, 21), DayKind.WORKDAY, "村庆")
    calendar.set_day(office, date(2026, 11, 21), DayKind.HOLIDAY_REST, "村庆")
    window = open_window("settings")
    history = section_of(window, HistorySection)
    newest = history.table.rows_model.rows[0]
    assert (newest.who, newest.what, newest.about) == ("文书", "修改日历", "村庆")
    assert newest.change == "工作日 → 假期休息"
    history.search.setText("没有这个词")
    history.refresh()
    window.desk.ops.settle()
    assert history.table.rows_model.rows == []


def test_the_name_of_the_clerk_is_remembered(open_window: Open) -> None:
    window = open_window("settings")
    looks = section_of(window, LooksSection)
    looks.user.setText("李某某")
    looks.take_user()
    assert window.desk.memory.get("user") == "李某某"


def test_the_mediation_committee_and_days_are_set_in_words(open_window: Open, office: Office) -> None:
    window = open_window("settings")
    section = section_of(window, MediationSection)
    people, days, _money, words = section.forms
    people.editors["committee"].show("张某国 主任\n李某英 女")
    section.save()
    window.desk.ops.settle()
    assert "2 名委员" in people._errors["committee"].text() and mediation.committee(office) == ()
    people.editors["committee"].show("张某国 主任\n李某英 女\n陈某福")
    days.editors["visit_days"].show("20")
    words.editors["categories"].show("坟山纠纷=山林土地")
    section.save()
    window.desk.ops.settle()
    assert [(m.name, m.woman, m.chair) for m in mediation.committee(office)][1] == ("李某英", True, False)
    assert mediation.terms(office).visit_days == 20
    window.desk.ops.undo()
    window.desk.ops.settle()
    assert mediation.committee(office) == () and mediation.terms(office).visit_days == 15


def test_an_own_word_must_mean_a_category_of_the_ministry(open_window: Open, office: Office) -> None:
    window = open_window("settings")
    section = section_of(window, MediationSection)
    section.forms[-1].editors["categories"].show("坟山纠纷=不知道")
    section.save()
    window.desk.ops.settle()
    assert "不是司法部统计表里的类型" in section.forms[-1]._errors["categories"].text()
    assert not mediation.categories(office)


def test_cameras_are_a_line_each(open_window: Open, office: Office) -> None:
    window = open_window("settings")
    section = section_of(window, CamerasSection)
    section.form.editors["cameras"].show("大厅")
    section.save()
    assert "第 1 行" in section.form._errors["cameras"].text()
    section.form.editors["cameras"].show("一楼 大厅 rtsp://192.168.1.20/1\n")
    section.save()
    window.desk.ops.settle()
    assert cameras(office) == (("一楼 大厅", "rtsp://192.168.1.20/1"),)
