"""The sign-in desk, the board of whereabouts and the window of checks, by keys and by clicks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from villagedesk.services import people
from villagedesk.services.office import Office, set_facts
from villagedesk.services.signs import board, checks, desk
from villagedesk.store.desk.checks import Draw
from villagedesk.ui.checks.record import CheckDialog
from villagedesk.ui.checks.window import ChecksWindow
from villagedesk.ui.forms.form import FormDialog
from villagedesk.ui.frame.window import Window
from villagedesk.ui.kiosk import clerk
from villagedesk.ui.kiosk.board import BoardWindow
from villagedesk.ui.kiosk.wall import StateMark, Wall, WallTile
from villagedesk.ui.kiosk.window import KioskWindow
from villagedesk.ui.look.look import Look
from villagedesk.ui.messages import MessageLine

Open = Callable[..., Window]


@pytest.fixture
def persons(office: Office) -> list[int]:
    return [
        people.add_person(office, {"name": name, "posts": ("委员",)}).value for name in ("张建国", "李秀英", "王芳")
    ]


def kiosk(window: Window, qtbot: QtBot) -> KioskWindow:
    made = KioskWindow(window.desk)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    window.desk.ops.settle()
    return made


def test_signing_in_with_the_keyboard(open_window: Open, office: Office, persons: list[int], qtbot: QtBot):
    desk.set_pin(office, persons[0], "2580")
    window = open_window("people")
    shown = kiosk(window, qtbot)
    assert "已签到 0 人" in shown.summary.text()
    qtbot.mouseClick(shown._tiles[persons[0]], Qt.MouseButton.LeftButton)
    assert shown.pad.name.text() == "张建国"
    qtbot.keyClicks(shown, "2580")
    assert shown.pad.dots.text() == "● ● ● ●"
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    window.desk.ops.settle()
    assert "签到成功" in shown.pad.says.text()
    assert "已签到 1 人" in shown.summary.text()
    shown.pad.rest()
    assert shown.pad.idle


def test_a_wrong_pin_is_said_and_can_be_typed_again(
    open_window: Open, office: Office, persons: list[int], qtbot: QtBot
):
    desk.set_pin(office, persons[0], "2580")
    window = open_window("people")
    shown = kiosk(window, qtbot)
    shown.choose(persons[0])
    qtbot.keyClicks(shown, "1357")
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    window.desk.ops.settle()
    assert shown.pad.says.text() == "密码不对，还可以试 4 次。"
    assert shown.pad.dots.text() == "○ ○ ○ ○"


def test_the_first_time_one_sets_a_pin_twice(open_window: Open, office: Office, persons: list[int], qtbot: QtBot):
    window = open_window("people")
    shown = kiosk(window, qtbot)
    shown.choose(persons[1])
    for typed in ("2580", "2581"):
        qtbot.keyClicks(shown, typed)
        qtbot.keyClick(shown, Qt.Key.Key_Return)
    assert "不一样" in shown.pad.says.text()
    for typed in ("2580", "2580"):
        qtbot.keyClicks(shown, typed)
        qtbot.keyClick(shown, Qt.Key.Key_Return)
    window.desk.ops.settle()
    assert "密码已设好" in shown.pad.says.text()
    qtbot.keyClicks(shown, "2580")
    shown.pad.send("in")
    window.desk.ops.settle()
    assert next(t for t in desk.tiles(office) if t.person == persons[1]).signed_in


def test_without_pins_a_name_and_a_button_are_enough(
    open_window: Open, office: Office, persons: list[int], qtbot: QtBot
):
    set_facts(office, {"desk_pin": False})
    window = open_window("people")
    shown = kiosk(window, qtbot)
    shown.choose(persons[2])
    assert not shown.pad.pad.isVisible()
    shown.pad.send("in")
    window.desk.ops.settle()
    assert "签到成功" in shown.pad.says.text()


def test_escape_lets_the_person_go_and_then_closes(open_window: Open, persons: list[int], qtbot: QtBot):
    window = open_window("people")
    shown = kiosk(window, qtbot)
    shown.choose(persons[0])
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert shown.pad.idle
    assert shown.isVisible()
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()


def test_an_office_without_people_says_what_belongs_here(open_window: Open, qtbot: QtBot):
    window = open_window("people")
    signs = kiosk(window, qtbot)
    shown = BoardWindow(window.desk)
    qtbot.addWidget(shown)
    shown.show()
    window.desk.ops.settle()
    for screen in (signs, shown):
        words = [label.text() for label in screen.findChildren(QLabel)]
        assert any("人员" in word and "添加" in word for word in words), words


def test_one_key_changes_where_somebody_is(open_window: Open, office: Office, persons: list[int], qtbot: QtBot):
    window = open_window("people")
    shown = BoardWindow(window.desk)
    qtbot.addWidget(shown)
    shown.resize(1366, 768)
    shown.show()
    window.desk.ops.settle()
    qtbot.keyClick(shown, Qt.Key.Key_Right)
    qtbot.keyClick(shown, Qt.Key.Key_Right)
    assert shown.bar.who.text() == "李秀英"
    qtbot.keyClick(shown, Qt.Key.Key_1)
    window.desk.ops.settle()
    assert next(p for p in board.board(office) if p.person == persons[1]).state == "在岗"
    shown.choose(persons[2])
    qtbot.keyClick(shown, Qt.Key.Key_3)
    assert not shown.bar._notes.isHidden()
    shown.bar.note.setText("三组")
    hours = next(b for b in shown.bar.findChildren(QPushButton) if b.text() == "2 小时")
    qtbot.mouseClick(hours, Qt.MouseButton.LeftButton)
    window.desk.ops.settle()
    place = next(p for p in board.board(office) if p.person == persons[2])
    assert (place.state, place.note, place.back_at) == ("下村", "三组", office.clock() + timedelta(hours=2))
    assert [moved.by for moved in board.log(office, office.clock().date(), office.clock().date())] == ["王芳", "李秀英"]


@pytest.fixture
def drawn(office: Office, persons: list[int]) -> Draw:
    plan = (
        f'[[{persons[0]}, "坐班", "2026-11-21 08:30:00", "2026-11-21 17:30:00", "2026-11-21 09:20:00", "电话"],'
        f' [{persons[1]}, "坐班", "2026-11-21 08:30:00", "2026-11-21 17:30:00", "2026-11-21 15:20:00", "到场"]]'
    )
    row = Draw(0, "2026-11", "seed", "promise", 1, 0, plan, datetime(2026, 11, 1))
    with office.change("抽取查岗计划") as change:
        checks.shelf.insert_draw(change, row)
    return row


@pytest.mark.usefixtures("drawn")
def test_only_the_check_that_is_due_is_shown_and_can_be_written_down(
    open_window: Open, office: Office, persons: list[int], qtbot: QtBot
):
    window = open_window("people")
    shown = ChecksWindow(window.desk, window)
    qtbot.addWidget(shown)
    shown.show()
    window.desk.ops.settle()
    assert shown._answer
    (due,) = shown._answer.due
    assert due.person == persons[0]
    assert "已到时间 1 次，查了 0 次" in shown.plan.text()
    dialog = CheckDialog(window.desk, shown, (due.person, due.label, due.shift, due.start), due, ())
    dialog.show()
    dialog.form.show_values({"channel": "电话", "finding": "无人接听", "checker": "督查办", "note": ""})
    dialog.submit()
    window.desk.ops.settle()
    shown.refresh()
    window.desk.ops.settle()
    assert shown._answer.due == ()
    (made,) = shown.table.rows_model.rows
    assert (made.person, made.finding, made.checker, made.bad) == ("张建国", "无人接听", "督查办", True)


def test_without_a_plan_the_window_offers_to_draw_one(open_window: Open, qtbot: QtBot):
    window = open_window("people")
    shown = ChecksWindow(window.desk, window)
    qtbot.addWidget(shown)
    shown.show()
    window.desk.ops.settle()
    assert shown._draw.isVisible()
    assert "抽签决定" in shown.plan.text()
    shown.check_now()


def test_the_clerk_signs_for_somebody_and_sets_a_forgotten_pin_anew(
    open_window: Open, office: Office, persons: list[int], qtbot: QtBot
):
    window = open_window("people")
    clerk.sign_for(window.desk, window)
    window.desk.ops.settle()
    dialog = window.findChild(FormDialog)
    said = {"person": "李秀英", "state": "签到", "at": office.clock() - timedelta(hours=1), "why": "手指受伤"}
    dialog.form.show_values(said)
    dialog.submit()
    window.desk.ops.settle()
    today = office.clock().date()
    (made,) = desk.signed_for(office, today, today)
    assert (made.label, made.state, made.why) == ("李秀英", "in", "手指受伤")
    clerk.reset_pin(window.desk, window)
    window.desk.ops.settle()
    dialog = next(d for d in window.findChildren(FormDialog) if "密码" in d.windowTitle())
    dialog.form.show_values({"person": "王芳", "pin": "2580"})
    dialog.submit()
    window.desk.ops.settle()
    assert next(t for t in desk.tiles(office) if t.label == "王芳").has_pin


def test_a_weak_pin_is_refused_before_it_is_typed_twice_and_the_name_stays_in_front(
    open_window: Open, persons: list[int], qtbot: QtBot
):
    window = open_window("people")
    shown = kiosk(window, qtbot)
    shown.choose(persons[0])
    for key in "1234":
        shown.pad.press(key)
    shown.pad.go_further()
    assert "太好猜" in shown.pad.says.text()
    for _ in range(2):
        for key in "2580":
            shown.pad.press(key)
        shown.pad.go_further()
    window.desk.ops.settle()
    assert "密码已设好" in shown.pad.says.text()
    assert shown.pad.change.text() == "改密码"
    shown.refresh()
    window.desk.ops.settle()
    assert shown._tiles[persons[0]].isChecked()


@pytest.mark.parametrize(("room", "across"), [((1440, 900), 4), ((900, 560), 4), ((1900, 500), 6)])
def test_the_tiles_leave_little_of_the_wall_empty(look: Look, room: tuple[int, int], across: int, qtbot: QtBot):
    holder = QWidget()
    qtbot.addWidget(holder)
    grid = QGridLayout(holder)
    grid.setSpacing(16)
    wall = Wall(look, grid, (208, 140))
    tiles = [WallTile(look, f"张{n}", StateMark(look, "在岗", "ok"), 150) for n in range(12)]
    wall.lay_out(tiles, QSize(*room))
    rows = -(-12 // wall.across)
    assert wall.across == across
    assert rows * (tiles[0].sizeHint().height() + 16) > room[1] * 0.9


def test_letters_are_never_larger_than_the_tile_is_wide(look: Look, qtbot: QtBot):
    holder = QWidget()
    qtbot.addWidget(holder)
    grid = QGridLayout(holder)
    tiles = [WallTile(look, "欧阳建国明德", StateMark(look, "在岗", "ok"), 150) for _ in range(4)]
    for tile in tiles:
        QHBoxLayout(tile).addWidget(tile.name)
    Wall(look, grid, (208, 140)).lay_out(tiles, QSize(900, 300))
    assert all(tile.narrowest() <= 900 // 4 for tile in tiles)


def test_beside_the_names_stand_todays_duty_and_who_is_away(
    open_window: Open, office: Office, persons: list[int], qtbot: QtBot
):
    board.set_state(office, persons[0], "下村", "三组", None, by="本人")
    shown = kiosk(open_window("people"), qtbot)
    words = [text.text() for text in shown.beside.findChildren(QLabel)]
    assert "今天没有排班" in words and "外出、请假 1 人" in words
    shown.choose(persons[0])
    assert not shown.beside.isVisible() and shown.pad.pad.isVisible()


def test_what_is_said_is_seen_over_the_window_of_checks(open_window: Open, qtbot: QtBot):
    window = open_window("people")
    shown = ChecksWindow(window.desk)
    qtbot.addWidget(shown)
    shown.show()
    shown.activateWindow()
    window.desk.ops.settle()
    shown.check_now()
    (line,) = shown.findChildren(MessageLine)
    assert line.isVisible() and "没有人当班" in line.words.text()
