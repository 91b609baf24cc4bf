"""The attendance page in a real window: the sheet, a cell's evidence, explaining it, signing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton

from villagedesk.base.clock import clock_at
from villagedesk.roster.reading import read_pattern
from villagedesk.services import people as staff
from villagedesk.services.attendance import absences, corrections, signing
from villagedesk.services.attendance import month as months
from villagedesk.services.punches import imports
from villagedesk.services.roster.pattern import save_pattern
from villagedesk.store import roster as shelf
from villagedesk.store.roster import StoredDuty
from villagedesk.ui.attendance.requests import Told
from villagedesk.ui.attendance.sheet.layout import Spot
from villagedesk.ui.attendance.trial import case_of

SHIFT = {"name": "坐班", "start": "08:30", "end": "17:30", "periods": [["08:30", "11:30"], ["14:00", "17:30"]]}


@pytest.fixture
def lived(office, tmp_path: Path):
    """Two people on duty on three days: one whole, one with a sign missing, one undecided."""
    keys = [staff.add_person(office, {"name": n}, badge=str(i)).value for i, n in enumerate(("张建国", "李秀英"), 1)]
    save_pattern(office, read_pattern({"shift": [SHIFT]}))
    days = [date(2026, 11, 17), date(2026, 11, 18), date(2026, 11, 24)]
    with office.change("排班") as change:
        shelf.add_duties(change, [StoredDuty(day, "坐班", "坐班", key) for day in days for key in keys])
    rows = ["17 08:20", "17 17:40", "18 08:52", "18 17:40"]
    lines = [f"        1\t2026-11-{row}:00\t1\t0\t1\t0" for row in rows]
    lines += [f"        2\t2026-11-{row}:00\t1\t0\t1\t0" for row in ("17 08:20", "19 08:20")]
    file = tmp_path / "1_attlog.dat"
    file.write_text("\n".join(lines), "ascii")
    imports.import_files(office, [file])
    return office


def dialog(window) -> QDialog:
    window.desk.ops.settle()
    return next(found for found in window.findChildren(QDialog) if found.isVisible())


def lines(panel) -> list[str]:
    return [
        panel.reasons.itemAt(i).widget().text()
        for i in range(panel.reasons.count())
        if panel.reasons.itemAt(i).widget()
    ]


def test_a_cell_shows_its_evidence_one_click_away(lived, open_window, qtbot):
    page = open_window("attendance").page
    assert page.header.title.text() == "2026年11月 考勤"
    assert "1 处缺卡待补" in page.facts.text()
    rect = page.grid.rect_of(Spot("张建国", date(2026, 11, 18))).center().toPoint()
    qtbot.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=rect)
    page.desk.ops.settle()
    assert page.evidence.isVisible()
    assert any("迟到 22 分钟" in line for line in lines(page.evidence))
    qtbot.keyClick(page.grid, Qt.Key.Key_Left)
    assert page.grid.current == Spot("张建国", date(2026, 11, 17))


def test_a_missing_sign_is_made_good_from_its_cell_and_taken_back(lived, open_window, qtbot):
    window = open_window("attendance")
    page = window.page
    page.grid.choose(Spot("李秀英", date(2026, 11, 17)))
    page.desk.ops.settle()
    page._asked("correct")
    form = dialog(window).form
    assert form.editors["sign_at"].read() == "2026-11-17 17:30"
    form.editors["why"].show("忘记签退")
    form.editors["exception"].show("书记同意")
    dialog(window).submit()
    page.desk.ops.settle()
    page.show_view("told")
    page.desk.ops.settle()
    row = page.requests.table.model().row(page.requests.table.model().index(0, 0))
    assert (row.sort, row.person, row.state) == ("补签", "李秀英", "待确认")
    agree = next(act for act in page.requests.actions_for(row) if act.id == "agree")
    agree.run()
    page.desk.ops.settle()
    found = months.month(lived, "2026-11").row("李秀英")
    assert found is not None and found.totals.missing == 0 and found.totals.corrected == 1
    window.desk.ops.undo()
    window.desk.ops.settle()
    assert months.month(lived, "2026-11").missing == 1


def test_a_leave_shows_its_way_of_approval_while_it_is_typed(lived, open_window):
    window = open_window("attendance")
    page = window.page
    page.grid.choose(Spot("李秀英", date(2026, 11, 24)))
    page.desk.ops.settle()
    page._asked("leave")
    form = dialog(window)
    window.desk.ops.settle()
    assert "村党支部书记" in form.way.text() and "1 天" in form.way.text()
    form.form.editors["reason"].show("家事")
    form.submit()
    window.desk.ops.settle()
    assert [one.kind for one in absences.waiting(lived)] == ["事假"]


def test_requests_of_every_state_are_painted(lived, open_window):
    day = {"from_on": date(2026, 11, 24), "to_on": date(2026, 11, 24), "reason": "家事"}
    early = replace(lived, clock=clock_at(datetime(2026, 11, 16, 9)))
    for number, person in enumerate(("张建国", "李秀英")):
        key = absences.request_leave(early, {"person": person, "kind": "事假", **day}).value
        absences.decide(early, key, bool(number))
    absences.finish(lived, key, datetime(2026, 11, 24, 8, 20))
    other = {**day, "from_on": date(2026, 11, 17), "to_on": date(2026, 11, 17)}
    errand = absences.record_errand(lived, {"person": "张建国", "kind": "下村", **other}).value
    absences.withdraw(lived, errand, "记错了")
    window = open_window("attendance")
    window.page.show_view("told")
    window.desk.ops.settle()
    assert not window.grab().isNull()
    model = window.page.requests.table.model()
    assert sorted(model.row(model.index(i, 0)).state for i in range(3)) == ["不同意", "已撤回", "已销假"]


def test_signing_is_refused_in_words_while_days_are_undecided(lived, open_window):
    window = open_window("attendance")
    page = window.page
    page._asked("freeze")
    question = dialog(window)
    next(b for b in question.findChildren(QPushButton) if b.text() == "签定").click()
    window.desk.ops.settle()
    assert months.month(lived, "2026-11").frozen_at is None


def test_the_example_is_judged_as_it_is_typed(open_window, lived):
    window = open_window("attendance")
    window.page._asked("trial")
    shown = dialog(window)
    shown.form.editors["punches"].show("08:20")
    shown.judge()
    body = shown.card.body
    words = [body.itemAt(i).widget().text() for i in range(body.count()) if body.itemAt(i).widget()]
    assert any("缺签退" in word for word in words)
    assert case_of({**shown.form.typed(), "leave": "上午"})["leaves"][0]["from"] == "2026-11-02 上午"


def test_a_day_and_a_month_can_be_opened_by_target(lived, open_window):
    window = open_window("attendance", "2026-10")
    assert window.page.header.title.text() == "2026年10月 考勤"
    window.go("attendance", "2026-11-18|张建国")
    window.desk.ops.settle()
    assert window.page.grid.current == Spot("张建国", date(2026, 11, 18))


def test_a_machine_ahead_of_the_clock_is_still_the_same_office(lived):
    later = replace(lived, clock=clock_at(datetime(2026, 12, 1, 9)))
    assert months.month(later, "2026-11").undecided_days == 1


def test_a_machine_file_given_to_the_page_opens_the_import(lived, open_window, tmp_path):
    window = open_window("attendance")
    window.go("attendance", f"import:{tmp_path / '1_attlog.dat'}")
    assert dialog(window).windowTitle() == "导入打卡"


def test_a_signed_day_is_amended_from_its_cell(lived, open_window, tmp_path):
    with lived.change("撤销排班") as change:
        shelf.drop_duties(change, shelf.duties(lived.store, date(2026, 11, 24), date(2026, 11, 24)))
    file = tmp_path / "2_attlog.dat"
    file.write_text("".join(f"        {n}\t2026-11-20 08:00:00\t1\t0\t1\t0\n" for n in (1, 2)), "ascii")
    imports.import_files(lived, [file])
    signing.freeze(lived, "2026-11", "张建国")
    window = open_window("attendance")
    page = window.page
    assert "已签定" in page.header.chip.text()
    page.grid.choose(Spot("李秀英", date(2026, 11, 17)))
    window.desk.ops.settle()
    sign = {"person": "李秀英", "sign_at": datetime(2026, 11, 17, 17, 35), "why": "停电", "exception": "书记同意"}
    corrections.request_correction(lived, sign, confirmed=True)
    page._asked("amend")
    question = dialog(window)
    edit = question.findChild(QPlainTextEdit)
    edit.setPlainText("停电，值班日志可以证明")
    next(b for b in question.findChildren(QPushButton) if b.text() == "确定").click()
    window.desk.ops.settle()
    sheet = months.month(lived, "2026-11")
    assert [one.why for one in sheet.amendments] == ["停电，值班日志可以证明"]
    assert sheet.missing == 0
    assert any("更正" in line for line in lines(page.evidence))


def test_red_flags_go_to_their_day_and_take_a_remark(lived, open_window):
    early = replace(lived, clock=clock_at(datetime(2026, 11, 16, 9)))
    day = {"from_on": date(2026, 11, 18), "to_on": date(2026, 11, 18), "reason": "家事"}
    key = absences.request_leave(early, {"person": "李秀英", "kind": "事假", **day}).value
    absences.decide(early, key, True)
    wanted = {
        "person": "张建国",
        "kind": "下村",
        "from_on": date(2026, 11, 10),
        "to_on": date(2026, 11, 10),
        "reason": "补录",
    }
    absences.record_errand(lived, wanted)
    window = open_window("attendance")
    window.page._asked("flags")
    shown = dialog(window)
    window.desk.ops.settle()
    assert shown.table.current_row().flag.kind == "事后很久才录入"
    shown._remark()
    question = next(found for found in shown.findChildren(QDialog) if found.isVisible())
    question.findChild(QPlainTextEdit).setPlainText("书记口头同意，当天没有来得及登记")
    next(b for b in question.findChildren(QPushButton) if b.text() == "确定").click()
    window.desk.ops.settle()
    assert "0 条未说明" in shown.title.text()
    shown._see_day()
    window.desk.ops.settle()
    assert window.page.grid.current == Spot("张建国", date(2026, 11, 10))


def test_what_was_just_entered_stands_in_front_of_the_requests(lived, open_window):
    window = open_window("attendance")
    view = window.page.requests
    rows = [
        Told(f"away-{n}", "事假", f"张{n}", "11-20 全天", "1", "看病", "待审批", "书记", "11-20 08:00") for n in (1, 2)
    ]
    view.show_rows(tuple(rows[:1]))
    assert view.table.current_row().key == "away-1"
    view.show_rows(tuple(reversed(rows)))
    assert view.table.current_row().key == "away-2"
