"""Small screens and large text: parts go below one another, buttons stay in sight, nothing is out of reach."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.looking import long_tips, out_of_sight, sideways
from villagedesk.base.clock import clock_at
from villagedesk.services import office as offices
from villagedesk.ui.actions import Action, action_menu
from villagedesk.ui.desk import Desk
from villagedesk.ui.frame.window import Window
from villagedesk.ui.kiosk.window import KioskWindow
from villagedesk.ui.look.fitting import fit
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.page import Page
from villagedesk.ui.roster.page import RosterPage
from villagedesk.ui.settings.page import SettingsPage
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.flow import Beside, Tiles
from villagedesk.ui.widgets.text import Elided, tip_of


@pytest.fixture
def window(demo_file: Path, look: Look, tmp_path: Path) -> Iterator[Window]:
    """The window on a demonstration office of its own."""
    shutil.copy(demo_file, tmp_path / "桃源村.vdesk")
    office = offices.open_office(tmp_path / "桃源村.vdesk", clock=clock_at(datetime(2026, 11, 20, 9, 40)))
    made = Window.on(office, look, Memory(tmp_path / "window.json"), "roster")
    made.resize(1366, 768)
    made.show()
    made.start()
    made.desk.ops.settle()
    yield made
    made.desk.ops.settle()
    made.close()
    made.deleteLater()
    office.close()


def sized(window: Window, wide: int, high: int) -> Window:
    """The window at a size, laid out."""
    window.resize(wide, high)
    for _ in range(4):
        window.desk.ops.settle()
        QApplication.sendPostedEvents()
        QApplication.processEvents()
    return window


def at(window: Window, kind: type[Page]) -> Page:
    page = window.page
    assert isinstance(page, kind)
    return page


@pytest.mark.parametrize(("wide", "high"), [(1366, 768), (1366, 690)])
def test_a_month_of_six_weeks_is_seen_whole(window: Window, wide: int, high: int) -> None:
    window.go("roster", "2026-08")
    page = sized(window, wide, high).page
    assert isinstance(page, RosterPage)
    grid = page.month_grid
    holder = grid.parentWidget()
    assert grid.sheet is not None and holder is not None
    assert len(grid.sheet.weeks) == 6
    assert grid.height() <= holder.height()
    last = grid._cells[-1][0]
    assert last.bottom() <= holder.height()
    assert all(item.rect.bottom() <= rect.bottom() + 1 for rect, _, items in grid._cells for item in items)


def test_parts_go_below_one_another_where_they_would_be_squeezed_and_back(qtbot: QtBot, look: Look) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    row, main, side = Beside(holder), QLabel("主"), QLabel("旁")
    row.addWidget(main, 1)
    row.addWidget(side)
    row.keep(main, least=400, high=150)
    row.keep(side, wide=200, high=80)
    holder.resize(700, 500)
    holder.show()
    QApplication.processEvents()
    assert not row.stacked and side.width() == 200 and main.width() == 700 - 200 - 16
    holder.resize(500, 500)
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    assert row.stacked and side.width() == main.width() == 500
    assert side.y() >= main.height() >= 150
    holder.resize(630, 500)
    QApplication.processEvents()
    assert row.stacked  # a few pixels more are no reason to jump back
    holder.resize(700, 500)
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    assert not row.stacked and side.width() == 200


@pytest.mark.parametrize(("wide", "rows"), [(500, 1), (250, 2), (120, 4)])
def test_tiles_stand_in_rows_of_one_width(qtbot: QtBot, look: Look, wide: int, rows: int) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    tiles = Tiles(holder, spacing=10)
    made = [QLabel("格") for _ in range(4)]
    for label in made:
        label.setMinimumWidth(100)
        tiles.addWidget(label)
    holder.resize(wide, 200)
    holder.show()
    QApplication.processEvents()
    assert len({label.y() for label in made}) == rows
    assert len({label.width() for label in made}) == 1
    assert max(label.geometry().right() for label in made) < wide


def test_in_a_small_window_the_lesser_actions_are_in_the_menu_and_none_is_lost(window: Window) -> None:
    page = at(sized(window, 1366, 768), RosterPage)
    everything = {action.id for action in page.actions_now}
    assert {"print"} <= {button.objectName() for button in page.header._buttons}
    sized(window, 820, 400)
    shown = {button.objectName() for button in page.header._buttons}
    primary = next(action for action in page.actions_now if action.role == "primary")
    assert shown == {"more", primary.id}
    menu = page.header.button("more").menu()  # type: ignore[attr-defined]
    words = {entry.text() for entry in menu.actions()}
    assert {a.text for a in page.actions_now if a.id != "-" and a is not primary} <= words
    assert any(entry.menu() for entry in menu.actions())
    sized(window, 1366, 768)
    assert {button.objectName() for button in page.header._buttons} - {"more"} <= everything


def test_no_page_must_be_scrolled_sideways_in_a_small_window(window: Window) -> None:
    window.desk.look.choose(size="huge")
    try:
        for page in ("roster", "people", "settings", "mediation", "registers"):
            window.go(page)
            assert not sideways(sized(window, 700, 420)), page
    finally:
        window.desk.look.choose(size="standard")


def test_where_hardly_any_height_is_left_the_head_scrolls_away_with_the_body(window: Window) -> None:
    sized(window, 683, 384)
    bar = window.page.room.verticalScrollBar()
    assert window.page.room.isAncestorOf(window.page.header)
    bar.setValue(bar.maximum())
    assert window.page.header.mapTo(window.page, QPoint()).y() < 0
    sized(window, 1366, 768)
    assert not window.page.room.isAncestorOf(window.page.header)


def test_the_sections_of_the_settings_are_chosen_in_the_header_where_the_list_has_no_room(window: Window) -> None:
    window.go("settings")
    page = at(sized(window, 700, 420), SettingsPage)
    assert isinstance(page, SettingsPage)
    assert page.pick.isVisible() and not page._rail_scroll.isVisible()
    page.pick.setCurrentIndex(2)
    page.pick.activated.emit(2)
    assert page.section.title == page.pick.currentText()
    sized(window, 1366, 768)
    assert page._rail_scroll.isVisible() and not page.pick.isVisible()
    assert page._buttons[2].isChecked()


@pytest.fixture
def tall(qtbot: QtBot, look: Look) -> QDialog:
    """A dialog much higher than a small screen, its buttons in the last row."""
    dialog = QDialog()
    qtbot.addWidget(dialog)
    box = QVBoxLayout(dialog)
    for number in range(30):
        line = QLabel(f"第 {number} 行")
        line.setMinimumHeight(30)
        box.addWidget(line)
    foot = QHBoxLayout()
    foot.addStretch(1)
    for words, role in (("取消", "plain"), ("保存", "primary")):
        button = QPushButton(words)
        button.setProperty("role", role)
        foot.addWidget(button)
    box.addLayout(foot)
    return dialog


def test_a_dialog_higher_than_the_screen_scrolls_and_keeps_its_buttons_in_sight(tall: QDialog) -> None:
    fit(tall, QSize(600, 400))
    tall.show()
    QApplication.processEvents()
    assert tall.height() <= 400
    (scroll,) = tall.findChildren(QScrollArea)
    assert scroll.verticalScrollBar().maximum() > 0
    save = next(button for button in tall.findChildren(QPushButton) if button.text() == "保存")
    assert save.visibleRegion().boundingRect().height() == save.height()
    assert not out_of_sight(tall) and not sideways(tall)


def test_buttons_that_need_more_than_the_screen_go_on_in_a_second_line(tall: QDialog) -> None:
    (foot,) = tall.findChildren(QHBoxLayout)
    for number in range(8):
        foot.addWidget(QPushButton(f"第 {number} 个按钮"))
    fit(tall, QSize(400, 400))
    tall.show()
    QApplication.processEvents()
    buttons = tall.findChildren(QPushButton)
    frame = tall.rect()
    assert len({button.y() for button in buttons}) > 1
    assert all(frame.contains(button.geometry().translated(_moved(button, tall))) for button in buttons)


def _moved(widget: QWidget, window: QWidget) -> QPoint:
    return widget.mapTo(window, QPoint(0, 0)) - widget.pos()


def test_the_examiner_finds_what_scrolls_sideways_hides_its_button_or_has_too_long_a_tip(tall: QDialog) -> None:
    lines = tall.findChildren(QLabel)
    lines[0].setMinimumWidth(900)
    lines[1].setToolTip("太长的一句话" * 30)
    inner = QWidget()
    box = tall.layout()
    assert box is not None
    inner.setLayout(box)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setWidget(inner)
    QVBoxLayout(tall).addWidget(scroll)
    tall.resize(500, 300)
    tall.show()
    QApplication.processEvents()
    assert any("sideways" in fault for fault in sideways(tall))
    assert any("保存" in fault for fault in out_of_sight(tall))
    assert any("太长" in fault for fault in long_tips(tall, 683))


def test_a_tip_is_broken_into_lines_that_fit_any_screen(look: Look, qtbot: QtBot) -> None:
    words = "来〔2026〕第713号　沈平霞等2人：门前排水沟被邻居填平，雨天倒灌进屋，要求恢复。" * 2
    lines = tip_of(words).split("\n")
    assert max(len(line) for line in lines) <= 32
    assert "".join(lines).replace("　", "") == words.replace("　", "")
    assert tip_of("短的") == "短的"
    label = Elided(words)
    qtbot.addWidget(label)
    assert label.toolTip() == tip_of(label.text())


def test_a_menu_is_never_wider_than_the_screen(look: Look, qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    menu = action_menu(
        look, (Action("a", "很长很长的一项" * 40, lambda: None), Action("b", "短", lambda: None)), holder
    )
    assert menu.sizeHint().width() <= look.room(9999, 9999).width()
    assert menu.actions()[1].text() == "短"


def columns(second: float) -> tuple[Column[str], ...]:
    return (
        Column("name", "姓名", lambda row: row, width=6),
        Column("post", "职务", lambda row: row, width=second),
        Column("note", "备注", lambda row: row, width=0),
    )


def table(desk: Desk, second: float, qtbot: QtBot) -> RowsView:
    made = RowsView(desk, "试一试", columns(second))
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show()
    QApplication.processEvents()
    return made


def test_remembered_widths_stay_but_follow_a_newer_version_that_gives_a_column_more(
    window: Window, qtbot: QtBot
) -> None:
    first = table(window.desk, 8, qtbot)
    first.horizontalHeader().resizeSection(0, 200)
    first.horizontalHeader().resizeSection(1, 60)
    first.hide()
    again = table(window.desk, 8, qtbot).horizontalHeader()
    assert (again.sectionSize(0), again.sectionSize(1)) == (200, 60)
    newer = table(window.desk, 12, qtbot).horizontalHeader()
    assert (newer.sectionSize(0), newer.sectionSize(1)) == (200, window.desk.look.px(12 * 15 + 18))


def test_columns_of_another_version_do_not_confuse_a_table(window: Window, qtbot: QtBot) -> None:
    first = table(window.desk, 8, qtbot)
    first.horizontalHeader().resizeSection(0, 200)
    first.hide()
    other = RowsView(window.desk, "试一试", columns(8)[:2])
    qtbot.addWidget(other)
    assert other.horizontalHeader().sectionSize(0) == window.desk.look.px(6 * 15 + 18)


def test_on_a_small_screen_the_kiosk_shows_the_names_or_the_number_pad(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Look, "room", lambda _self, _wide, _high: QSize(683, 384))
    kiosk = KioskWindow(window.desk)
    qtbot.addWidget(kiosk)
    kiosk.resize(683, 384)
    kiosk.show()
    window.desk.ops.settle()
    assert kiosk.names.isVisible() and not kiosk.pad.isVisible()
    kiosk.choose(kiosk.people[0])
    QApplication.processEvents()
    assert kiosk.pad.isVisible() and not kiosk.names.isVisible() and not kiosk.head.isVisible()
    keys = [button for button in kiosk.pad.findChildren(QPushButton) if button.isVisible()]
    assert len(keys) >= 12
    assert all(kiosk.rect().contains(button.rect().translated(button.mapTo(kiosk, QPoint(0, 0)))) for button in keys)
    kiosk.pad.rest()
    assert kiosk.names.isVisible() and kiosk.head.isVisible() and not kiosk.pad.isVisible()


def test_parts_grow_with_the_text_size(qtbot: QtBot, look: Look) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    row, main, side = Beside(holder), QLabel("主"), QLabel("旁")
    for part in (main, side):
        row.addWidget(part)
    row.keep(main, least=200)
    row.keep(side, wide=look.px(200))
    holder.resize(700, 300)
    holder.show()
    QApplication.processEvents()
    try:
        look.choose(size="huge")
        QApplication.sendPostedEvents()
        QApplication.processEvents()
        holder.resize(701, 300)
        QApplication.processEvents()
        assert abs(side.width() - look.px(200)) <= 8
    finally:
        look.choose(size="standard")
