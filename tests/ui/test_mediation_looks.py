"""Every view of the page of mediation at three text sizes: no word cut, nothing over another, every control named."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog

from tests.ui.looking import cut_texts, nameless, overlaps
from villagedesk.base.clock import clock_at
from villagedesk.mediation.case import Stage
from villagedesk.mediation.volume import Sheet
from villagedesk.services import office as offices
from villagedesk.services.demo import mediation, people
from villagedesk.services.mediation import cases
from villagedesk.services.office import Office
from villagedesk.ui.frame.window import Window
from villagedesk.ui.look.look import SIZES, Look
from villagedesk.ui.mediation.page import MediationPage
from villagedesk.ui.memory import Memory

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    file = tmp_path_factory.mktemp("演示") / "桃源村.vdesk"
    clock = clock_at(datetime(2026, 11, 20, 9, 40))
    office = offices.create_office(file, "桃源村", "锦湖街道", clock=clock)
    people.furnish(office, "桃源村", random.Random(1), TODAY)
    mediation.furnish(office, "桃源村", random.Random(2), TODAY)
    yield office
    office.close()


@pytest.fixture(scope="module")
def window(furnished: Office, look: Look, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    made = Window.on(furnished, look, Memory(tmp_path_factory.mktemp("记") / "window.json"), "mediation")
    made.show()
    made.start()
    settle(made)
    yield made
    settle(made)
    look.choose(theme="light", size="standard")
    made.close()


def settle(window: Window) -> None:
    for _ in range(3):
        window.desk.ops.settle()
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()


def page_of(window: Window) -> MediationPage:
    assert isinstance(window.page, MediationPage)
    return window.page


def at_case(number: int, act: Callable[[MediationPage], None] | None = None) -> Callable[[Window, Office], None]:
    def go(window: Window, office: Office) -> None:
        page = page_of(window)
        page.open_case(cases.find_id(office, number))
        settle(window)
        if act:
            act(page)

    return go


def at_view(view: str) -> Callable[[Window, Office], None]:
    return lambda window, _office: page_of(window).show_view(view)


def sheet(wanted: Sheet) -> Callable[[MediationPage], None]:
    def choose(page: MediationPage) -> None:
        assert page.stack.case.opened is not None
        page.stack.case.volume.choose(next(p for p in page.stack.case.opened.places if p.sheet is wanted))

    return choose


VIEWS: dict[str, Callable[[Window, Office], None]] = {
    "board": at_view("board"),
    "list": at_view("list"),
    "rounds": at_view("rounds"),
    "figures": at_view("figures"),
    "case_with_clocks": at_case(4),
    "case_closed": at_case(2),
    "form_with_words": at_case(1, sheet(Sheet.SESSION)),
    "scan": at_case(1, sheet(Sheet.AGREEMENT)),
    "original": at_case(1, sheet(Sheet.IDENTITY)),
    "contents": at_case(1, sheet(Sheet.CONTENTS)),
    "step_form": at_case(6, lambda page: page.stack.case.take(Stage.WRITTEN)),
    "party_form": at_case(6, lambda page: page.stack.case.edit_party(0)),
    "mediators_form": at_case(6, lambda page: page.stack.case.edit("mediators")),
    "clock_form": at_case(6, lambda page: page.stack.case.move_clock("调解期限", "延长")),
}


@pytest.mark.parametrize("size", [name for name, _, _ in SIZES])
@pytest.mark.parametrize("view", VIEWS)
def test_no_word_is_cut_and_nothing_overlaps(window: Window, furnished: Office, view: str, size: str) -> None:
    if window.desk.look.size != size:
        window.desk.look.choose(size=size)
        settle(window)
    window.resize(1366, 768)
    VIEWS[view](window, furnished)
    settle(window)
    window.grab()
    assert window.width() == 1366
    assert cut_texts(window) == []
    assert overlaps(window) == []
    assert nameless(window) == []


def test_the_form_of_a_new_case_shows_whole_words(window: Window) -> None:
    page = page_of(window)
    page.show_view("board")
    page.add()
    settle(window)
    dialog = page.findChild(QDialog)
    assert dialog is not None
    assert cut_texts(dialog) == []
    assert nameless(dialog) == []
    dialog.reject()
    settle(window)


def test_the_manual_has_a_page_for_it() -> None:
    manual = Path(__file__).parents[2] / "resources" / "manual" / "调解.md"
    assert manual.read_text("utf-8").startswith("# 调解")
