"""The roster page: planned, dragged, checked, pinned, asked to swap, published, undone, in a real window."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from villagedesk.base.errors import Mistake
from villagedesk.services.demo import people as demo_people
from villagedesk.services.office import Office
from villagedesk.services.roster import month as months
from villagedesk.services.roster import pattern, planning
from villagedesk.services.roster.edit import cells, swaps
from villagedesk.ui.frame.window import Window
from villagedesk.ui.messages import Question
from villagedesk.ui.roster.dialogs.requests import RequestDialog
from villagedesk.ui.roster.page import RosterPage
from villagedesk.ui.roster.sheet import Spot

Open = Callable[..., Window]
MONTH = "2026-12"


@pytest.fixture
def planned(office: Office) -> Office:
    demo_people.furnish(office, "桃源村", random.Random(1), date(2026, 11, 21))
    pattern.apply_preset(office, "weekday")
    planning.plan_months(office, MONTH)
    return office


@pytest.fixture
def page(planned: Office, open_window: Open) -> Iterator[RosterPage]:
    window = open_window("roster", MONTH)
    assert isinstance(window.page, RosterPage)
    yield window.page


def names_on(office: Office, day: int, post: str) -> list[str]:
    view = months.month(office, MONTH)
    return [
        cell.person for place in view.places if place.date.day == day and place.post == post for cell in place.cells
    ]


def spot_of(page: RosterPage, day: int, post: str, nth: int = 0) -> Spot:
    assert page.sheet is not None
    place = next(p for p in page.sheet.view.places if p.date.day == day and p.post == post)
    return Spot(place.date, place.shift, place.post, place.cells[nth].person)


def one_who_never_leads(page: RosterPage) -> Spot:
    """A sitting duty, not on the 17th, of somebody who holds no leader duty."""
    assert page.sheet is not None
    places = page.sheet.view.places
    leaders = {cell.person for place in places if place.post == "带班" for cell in place.cells}
    return next(
        Spot(place.date, place.shift, place.post, cell.person)
        for place in places
        if place.post == "坐班" and place.date.day != 17
        for cell in place.cells
        if cell.person not in leaders
    )


def drag(qtbot: QtBot, page: RosterPage, source: Spot, aim: Spot) -> None:
    grid = page.month_grid
    start, end = (grid.rect_of(spot).center().toPoint() for spot in (source, aim))
    qtbot.mousePress(grid, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 6):
        qtbot.mouseMove(grid, start + (end - start) * step / 5)
    qtbot.mouseMove(grid, end + QPoint(1, 0))
    qtbot.mouseRelease(grid, Qt.MouseButton.LeftButton, pos=end)
    page.desk.ops.settle()


def asked() -> Question:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, Question) and w.isVisible())


def fitting_swap(page: RosterPage, office: Office) -> tuple[Spot, Spot]:
    """Two duties of one post whose people may swap without breaking a rule."""
    view = months.month(office, MONTH)
    spots = [Spot(p.date, p.shift, p.post, c.person) for p in view.places if p.post == "坐班" for c in p.cells]
    for one in spots:
        for other in spots:
            if one.person == other.person or (other.date - one.date).days <= 3:
                continue
            with suppress(Mistake):
                if not cells.weigh_move(office, one.source, other.at, instead=other.person):
                    return one, other
    raise AssertionError("no swap fits")


def test_the_month_stands_on_the_grid(page: RosterPage) -> None:
    assert page.header.title.text() == "2026年12月"
    assert page.header.chip.text() == "草稿"
    spot = spot_of(page, 17, "带班")
    assert page.month_grid.spot_at(page.month_grid.rect_of(spot).center()) == spot


def test_dragging_a_name_on_another_swaps_both_and_ctrl_z_takes_it_back(
    page: RosterPage, planned: Office, qtbot: QtBot
) -> None:
    one, other = fitting_swap(page, planned)
    drag(qtbot, page, one, other)
    assert other.person in names_on(planned, one.date.day, "坐班")
    assert one.person in names_on(planned, other.date.day, "坐班")
    page.desk.ops.undo()
    page.desk.ops.settle()
    assert one.person in names_on(planned, one.date.day, "坐班")


def test_a_drop_that_breaks_a_rule_names_it_and_waits_for_a_reason(
    page: RosterPage, planned: Office, qtbot: QtBot
) -> None:
    leader, member = spot_of(page, 17, "带班"), one_who_never_leads(page)
    drag(qtbot, page, member, leader)
    question = asked()
    assert question.windowTitle() == "这样排违反规定"
    assert leader.person in names_on(planned, 17, "带班")
    edit = question.findChild(QPlainTextEdit)
    assert isinstance(edit, QPlainTextEdit)
    edit.setPlainText("书记开会，临时顶班")
    yes = next(b for b in question.findChildren(QPushButton) if b.text() == "照排")
    yes.click()
    page.desk.ops.settle()
    assert member.person in names_on(planned, 17, "带班")


def test_a_name_can_be_taken_and_dropped_by_keyboard(page: RosterPage, planned: Office, qtbot: QtBot) -> None:
    one, other = fitting_swap(page, planned)
    grid = page.month_grid
    grid.choose(one)
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    grid.choose(other)
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    page.desk.ops.settle()
    assert one.person in names_on(planned, other.date.day, "坐班")


def test_a_hole_says_why_and_a_click_on_a_name_fills_it(page: RosterPage, planned: Office) -> None:
    spot = spot_of(page, 17, "坐班")
    page.moves.clear(spot)
    page.desk.ops.settle()
    assert "1 处缺人" in page.header.facts.text()
    page.month_grid.choose(Spot(*spot.at))
    page.desk.ops.settle()
    page.spot.wanted.emit(Spot(*spot.at), spot.person)
    page.desk.ops.settle()
    assert spot.person in names_on(planned, 17, "坐班")


def test_planning_again_keeps_a_pinned_name(page: RosterPage, planned: Office) -> None:
    spot = spot_of(page, 17, "坐班")
    page.moves.pin(spot, True)
    page.desk.ops.settle()
    page.works.plan(fresh=True)
    page.desk.ops.settle()
    assert spot.person in names_on(planned, 17, "坐班")


def test_a_swap_is_asked_for_and_agreed(page: RosterPage, planned: Office) -> None:
    one, other = fitting_swap(page, planned)
    page.works.ask_swap(one, "换班")
    form = next(w for w in QApplication.topLevelWidgets() if isinstance(w, RequestDialog))
    key = next(words for words, spot in form._others.items() if spot == other)
    form.form.show_values({"other": key, "reason": "家里有事"})
    form.submit()
    page.desk.ops.settle()
    request = swaps.requests(planned)[0]
    assert (request.asker, request.taker, request.state) == (one.person, other.person, "待审批")
    page.works.show_requests()
    page.desk.ops.settle()
    page.desk.ops.change(lambda office: swaps.decide(office, request.id, True))
    page.desk.ops.settle()
    assert one.person in names_on(planned, other.date.day, "坐班")


def test_publishing_gives_a_revision_and_a_change_marks_it(page: RosterPage, planned: Office) -> None:
    page.works.publish()
    question = asked()
    next(b for b in question.findChildren(QPushButton) if b.text() == "公示").click()
    page.desk.ops.settle()
    assert page.header.chip.text() == "已公示 第 1 版"
    page.moves.clear(spot_of(page, 17, "坐班"))
    page.desk.ops.settle()
    assert page.header.chip.text().startswith("公示后有改动")


def test_an_office_without_people_says_what_comes_first(office: Office, open_window: Open) -> None:
    page = open_window("roster", MONTH).page
    assert "先有人，才能排班" in [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_a_month_nobody_planned_is_quiet_and_has_one_call(page: RosterPage, planned: Office) -> None:
    page.open("2027-03")
    page.desk.ops.settle()
    assert page.call.isVisible() and page.call.button.isVisible()
    assert "还没有排班" in page.call.words.text()
    kinds = {item.kind for _, day, items in page.month_grid._cells if day.date.month == 3 for item in items}
    assert kinds == {"unplanned"}
    page.call.button.click()
    page.desk.ops.settle()
    assert months.month(planned, "2027-03").state == "草稿"
    assert not page.call.button.isVisible()


def test_the_word_beside_the_pointer_is_never_cut(page: RosterPage, qtbot: QtBot) -> None:
    grid = page.month_grid
    last = max((rect for rect, _, _ in grid._cells), key=lambda rect: rect.right())
    spot = spot_of(page, 17, "坐班")
    grid.drag.begin(spot, grid.rect_of(spot).center().toPoint())
    grid.drag.follow(last.center().toPoint(), Spot(spot.date))
    grid.drag.show_verdict("与12月16日“坐班”之间休息不足11小时；本周已值六次，超过了限制" * 3, fine=False)
    ghost = grid.drag._ghost
    assert grid.visibleRegion().boundingRect().contains(ghost.geometry())
    assert ghost.text().endswith("…")
    grid.drag.end()
