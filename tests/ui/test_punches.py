"""Bringing punches in through the window: files, questions, columns, results, badges, machines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from villagedesk.services import people
from villagedesk.services.office import Office
from villagedesk.services.punches import badges, machines
from villagedesk.ui.frame.window import Window
from villagedesk.ui.punches.dialog import ImportDialog
from villagedesk.ui.punches.machines import MachinesDialog
from villagedesk.ui.punches.matching import MatchingDialog
from villagedesk.ui.punches.rejected import RejectedDialog

Open = Callable[..., Window]


def log(folder: Path, name: str = "1_attlog.dat", badge: int = 7) -> Path:
    start = datetime(2026, 10, 1, 8)
    lines = [f"{badge:>9}\t{start + timedelta(hours=9 * n)}\t1\t0\t1\t0\n" for n in range(20)]
    (folder / name).write_text("".join([*lines, "rubbish\n", "        7\t2047-02-30 08:00:00\t1\t0\t1\t0\n"]), "utf-8")
    return folder / name


@pytest.fixture
def dialog(open_window: Open, qtbot: QtBot) -> ImportDialog:
    window = open_window("people")
    made = ImportDialog(window.desk, window)
    qtbot.addWidget(made)
    made.show()
    made._desk.ops.settle()
    return made


def settle(dialog: ImportDialog) -> None:
    dialog._desk.ops.settle()


def test_a_file_is_tried_shown_and_stored_only_on_the_button(dialog: ImportDialog, office: Office, tmp_path: Path):
    dialog.read([log(tmp_path)])
    settle(dialog)
    assert dialog.stack.currentWidget() is dialog.preview
    says = "1 个文件，新打卡 20 条，拒收 2 行。还没有存；存下的原始打卡是考勤的凭据，只增不删。"
    assert dialog.preview.summary.text() == says
    assert office.store.value("select count(*) from punch") == 0
    assert [row.line for row in dialog.preview.rejected.table.rows_model.rows] == [21, 22]
    assert dialog._buttons["store"].text() == "导入 20 条"
    dialog.store()
    settle(dialog)
    assert dialog.stack.currentWidget() is dialog.outcome
    assert [number.text() for number, _ in dialog.outcome._figures.values()] == ["22", "20", "0", "2"]
    assert "1 个考勤号还不知道是谁" in dialog.outcome.unknown.text()
    assert office.store.value("select count(*) from punch") == 20


def test_a_file_known_already_says_that_there_is_nothing_new(dialog: ImportDialog, tmp_path: Path):
    (tmp_path / "a").mkdir()
    file = tmp_path / "a" / "1.dat"
    file.write_text("        7\t2026-10-01 08:00:00\t1\t0\t1\t0\n", "utf-8")
    for _ in range(2):
        dialog.read([file])
        settle(dialog)
        state = dialog.preview.table.rows_model.rows[0].state
        dialog.store()
        settle(dialog)
    assert state == "known"


def test_an_undecidable_date_is_asked_in_two_buttons(dialog: ImportDialog, tmp_path: Path):
    file = tmp_path / "AGL_001.TXT"
    file.write_text("No\tTMNo\tEnNo\tName\tINOUT\tMode\tDateTime\n1\t1\t5\t\t0\t1\t03/05/2026 08:00:00\n", "utf-8")
    dialog.read([file])
    settle(dialog)
    assert dialog.preview.table.rows_model.rows[0].state == "question"
    assert dialog.preview.questions.isVisible()
    assert not dialog._buttons["store"].isEnabled()
    words = [label.text() for label in dialog.preview.questions.findChildren(QLabel)]
    assert any("2026年5月3日" in word for word in words) and any("2026年3月5日" in word for word in words), words
    dialog.preview.questions._answer(date_order="dmy")
    settle(dialog)
    account = dialog.preview.table.rows_model.rows[0].account
    assert account.first == "2026-05-03 08:00:00"


def test_the_columns_of_an_unknown_table_are_asked_once(dialog: ImportDialog, office: Office, tmp_path: Path):
    file = tmp_path / "a.csv"
    file.write_text("谁,何时,何地\n7,2026-11-02 07:58,大门\n8,2026-11-02 08:00,大门\n", "utf-8")
    dialog.read([file])
    settle(dialog)
    assert dialog.preview.table.rows_model.rows[0].question == "columns"
    dialog.preview.questions._answer(columns={"badge": "1", "moment": "2"})
    settle(dialog)
    dialog.store()
    settle(dialog)
    assert machines.machines(office)[0].machine.columns == {"badge": "1", "moment": "2"}
    (tmp_path / "b.csv").write_text("谁,何时,何地\n7,2026-11-03 07:58,大门\n9,2026-11-03 07:59,大门\n", "utf-8")
    dialog.read([tmp_path / "b.csv"])
    settle(dialog)
    assert dialog.preview.table.rows_model.rows[0].state == "ready"


def test_what_is_no_punch_file_is_refused_beside_good_ones(dialog: ImportDialog, office: Office, tmp_path: Path):
    notes = tmp_path / "会议.txt"
    notes.write_text("会议记录", "utf-8")
    dialog.read([log(tmp_path), notes])
    settle(dialog)
    states = [row.state for row in dialog.preview.table.rows_model.rows]
    assert states == ["ready", "refused"]
    dialog.store()
    settle(dialog)
    assert office.store.value("select count(*) from punch") == 20


def test_another_machine_can_be_named_before_storing(dialog: ImportDialog, office: Office, tmp_path: Path):
    dialog.read([log(tmp_path)])
    settle(dialog)
    dialog.preview.device.setEditText("便民大厅")
    dialog.preview._rename()
    settle(dialog)
    dialog.store()
    settle(dialog)
    assert [one.machine.name for one in machines.machines(office)] == ["便民大厅"]


def test_a_terminal_that_is_not_there_is_said_under_the_address(dialog: ImportDialog):
    dialog.pull("", "")
    assert "不是考勤机地址" in dialog.intake.error.text()
    dialog.pull("127.0.0.1", "abc")
    assert "只能是数字" in dialog.intake.error.text()


def test_badges_are_matched_one_by_one_and_by_name(open_window: Open, office: Office, qtbot: QtBot, tmp_path: Path):
    window = open_window("people")
    zhang = people.add_person(office, {"name": "张建国"}).value
    people.add_person(office, {"name": "李秀英"})
    (tmp_path / "x.csv").write_text(
        "姓名,工号,打卡时间\n张建国,7,2026-11-02 07:58\n陌生人,9,2026-11-02 07:58\n陌生人,9,2026-11-02 17:58\n", "utf-8"
    )
    dialog = ImportDialog(window.desk, window, [tmp_path / "x.csv"])
    qtbot.addWidget(dialog)
    settle(dialog)
    dialog.store()
    settle(dialog)
    matching = MatchingDialog(window.desk, window)
    qtbot.addWidget(matching)
    window.desk.ops.settle()
    assert [one.badge for one in matching.table.rows_model.rows] == ["7", "9"]
    matching.assign_guesses()
    window.desk.ops.settle()
    assert [one.badge for one in badges.unknown_badges(office)] == ["9"]
    matching.table.select(lambda one: one.badge == "9")
    matching.person.setCurrentIndex(matching.person.findText("李秀英"))
    matching.assign()
    window.desk.ops.settle()
    assert badges.unknown_badges(office) == ()
    assert zhang


def test_the_machines_show_their_end_of_data_and_take_a_correction(
    open_window: Open, office: Office, qtbot: QtBot, tmp_path: Path
):
    window = open_window("people")
    dialog = ImportDialog(window.desk, window, [log(tmp_path)])
    qtbot.addWidget(dialog)
    settle(dialog)
    dialog.store()
    settle(dialog)
    shown = MachinesDialog(window.desk, window)
    qtbot.addWidget(shown)
    window.desk.ops.settle()
    (row,) = shown.table.rows_model.rows
    assert str(row.until) == "2026-10-08 11:00:00"
    machines.set_offset(office, row.machine.id, datetime(2026, 10, 1), None, 185)
    shown.refresh()
    window.desk.ops.settle()
    assert shown.offsets.rows_model.text(
        row.offsets or shown.offsets.rows_model.rows[0], shown.offsets.rows_model.columns[2]
    )


def test_the_rejected_lines_of_a_file_imported_before_can_be_seen_again(dialog: ImportDialog, tmp_path: Path):
    dialog.read([log(tmp_path)])
    settle(dialog)
    dialog.store()
    settle(dialog)
    dialog._go_back()
    settle(dialog)
    (file,) = dialog.intake.recent.rows_model.rows
    assert (file["fresh"], file["rejected"]) == (20, 2)
    dialog.intake.recent.opened.emit(file)
    settle(dialog)
    (shown,) = dialog.intake.findChildren(RejectedDialog)
    assert [problem.line for problem in shown.table.table.rows_model.rows] == [21, 22]
    shown.close()
