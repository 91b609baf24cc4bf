"""What the window said is found again; what waits for somebody is said once, and again when it is new."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from villagedesk.services import office as offices
from villagedesk.services import people as staff
from villagedesk.services import upkeep
from villagedesk.services.attendance import absences
from villagedesk.services.due.standing import ask_standing
from villagedesk.services.office import Office
from villagedesk.store.file import backup
from villagedesk.ui.frame.acts.notices import line_on
from villagedesk.ui.frame.acts.watching import FAILED, Watching
from villagedesk.ui.frame.window import Window

Open = Callable[..., Window]


def says(office: Office) -> str:
    return "\n".join(one.says for one in ask_standing(office))


def test_a_warning_is_counted_until_the_list_is_opened_and_can_be_followed_from_it(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window("today")
    window.desk.say("第一件。", "warn", "查看", lambda: window.go("people"))
    window.desk.say("办好了。")
    assert window.status.bell.text() == "消息 1"
    window.status.bell.click()
    assert window.status.bell.text() == "消息"
    dialog = window.sides.show("notices", window.notices)
    assert [row.text for row in dialog.table.rows_model.rows] == ["办好了。", "第一件。"]
    dialog.table.select(lambda row: row.text == "第一件。")
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert window.page.name == "people"


def test_one_sentence_or_all_can_be_taken_off_the_list(open_window: Open) -> None:
    window = open_window("today")
    for words in ("甲。", "乙。", "丙。"):
        window.desk.say(words)
    window.notices.forget((window.notices.kept[1],))
    assert [one.text for one in window.notices.kept] == ["丙。", "甲。"]
    window.notices.forget()
    assert window.notices.kept == []


def test_an_old_undo_is_no_way_to_follow_later(open_window: Open) -> None:
    window = open_window("today")
    window.desk.ops.change(lambda office: offices.set_facts(office, {"duty_phone": "1"}))
    window.desk.ops.settle()
    assert window.line.link.text() == "撤销"
    assert window.notices.kept[0].run is None


def test_over_a_modal_dialog_the_sentence_is_said_on_the_dialog_too(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("today")
    dialog = QDialog(window)
    dialog.resize(600, 400)
    dialog.setModal(True)
    dialog.show()
    window.desk.say("这里说。", "warn")
    assert line_on(dialog).isVisible() and line_on(dialog).words.text() == "这里说。"
    dialog.close()


def test_a_reminder_waits_until_the_sentence_before_it_was_read(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("today")
    window.desk.say("先读这句。", "bad")
    window.notices.remind("再读这句。")
    window.notices._say_waiting()
    assert window.line.words.text() == "先读这句。"
    window.line.hide()
    window.notices._say_waiting()
    assert window.line.words.text() == "再读这句。"


def test_waiting_approvals_are_named_with_their_number(office: Office) -> None:
    key = staff.add_person(office, {"name": "张建国"}).value
    assert key and says(office) == ""
    day = date(2026, 11, 25)
    facts = {"person": "张建国", "kind": "事假", "from_on": day, "to_on": day, "from_half": "上午", "to_half": "下午"}
    absences.request_leave(office, {**facts, "reason": "家里有事"})
    assert "有等着审批的：请假 1 件。" in says(office)


def test_old_copies_and_a_missing_stick_are_said(office: Office, tmp_path: Path) -> None:
    before = office.clock() - timedelta(days=9)
    backup.rotate(office.store.db, office.store.path, before)
    assert "已经 9 天没有备份了" in says(office)
    upkeep.backup_office(office)
    assert says(office) == ""
    stick = tmp_path / "优盘"
    offices.set_facts(office, {"backup_folder": str(stick)})
    assert f"第二份备份的文件夹“{stick}”现在找不到" in says(office)
    stick.mkdir()
    backup.write(office.store.db, stick / f"桃源村-{before:%Y%m%d-%H%M%S}.vdesk")
    assert "上最近的备份是 9 天以前的" in says(office)


def test_a_disk_that_is_nearly_full_is_said(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    class Free:
        free = 20 * 1024 * 1024

    monkeypatch.setattr("villagedesk.services.due.standing.shutil.disk_usage", lambda _place: Free)
    assert "电脑的磁盘快满了，只剩 20 MB" in says(office)


def test_what_was_said_once_is_not_said_again_until_it_changes(open_window: Open, office: Office) -> None:
    window = open_window("today")
    watching = Watching(window.desk, window.notices)
    backup.rotate(office.store.db, office.store.path, office.clock() - timedelta(days=9))
    watching.tell(ask_standing(office))
    watching.tell(ask_standing(office))
    assert len(window.notices._waiting) == 1


def test_a_backup_that_failed_at_closing_is_said_at_the_next_opening(open_window: Open, office: Office) -> None:
    window = open_window("today")
    window.memory.put(FAILED, {"file": str(office.store.path), "says": "优盘满了。"})
    Watching(window.desk, window.notices).begin()
    assert window.notices._waiting[0].text == "上次关闭时没有备份成：优盘满了。"
    assert window.memory.get(FAILED) == {}
