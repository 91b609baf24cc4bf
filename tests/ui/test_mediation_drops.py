"""Files brought to a case by drag: pictures and PDFs go into the chosen sheet, others are refused in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.ui.drops import drop
from villagedesk.mediation.party import Member
from villagedesk.mediation.volume import Sheet
from villagedesk.services import people
from villagedesk.services.mediation import cases, settings, sheets
from villagedesk.services.office import Office
from villagedesk.ui.frame.window import Window
from villagedesk.ui.mediation.page import MediationPage

VALUES: dict[str, Any] = {
    "category": "邻里",
    "received_on": "2026-11-02",
    "summary": "围墙越过界石约三十厘米。",
    "parties": [{"name": "郑水根", "side": "申请人"}, {"name": "何金堂", "side": "被申请人"}],
    "mediators": ["李秀梅"],
}


@pytest.fixture
def case(office: Office, open_window: Callable[..., Window]) -> tuple[Window, MediationPage]:
    """The window with one case open."""
    number = cases.add_case(office, VALUES).value.number
    window = open_window("mediation", number)
    page = window.page
    assert isinstance(page, MediationPage)
    settle(window)
    assert page.stack.case.opened is not None
    return window, page


def settle(window: Window) -> None:
    for _ in range(3):
        window.desk.ops.settle()


def choose(window: Window, page: MediationPage, sheet: Sheet) -> None:
    assert page.stack.case.opened is not None
    page.stack.case.volume.choose(next(place for place in page.stack.case.opened.places if place.sheet is sheet))
    settle(window)


def photo(folder: Path, name: str = "身份证.jpg") -> Path:
    Image.new("RGB", (300, 200), (220, 220, 210)).save(folder / name)
    return folder / name


def pages(page: MediationPage, sheet: Sheet) -> int:
    """How many scanned pages a sheet of the case has."""
    assert page.stack.case.opened is not None
    office = page.desk.office
    return len(sheets.scans_at(office, cases.open_case(office, page.stack.case.opened.case.id), sheet, 0))


@pytest.mark.parametrize("over", ["page", "volume", "preview"])
def test_photographs_let_go_anywhere_on_the_case_go_into_the_chosen_sheet(
    case: tuple[Window, MediationPage], tmp_path: Path, over: str
) -> None:
    window, page = case
    choose(window, page, Sheet.IDENTITY)
    on = {"page": page, "volume": page.stack.case.volume, "preview": page.stack.case}[over]
    assert drop(window, [photo(tmp_path), photo(tmp_path, "户口簿.png")], on)
    settle(window)
    assert pages(page, Sheet.IDENTITY) == 2


def test_without_a_sheet_chosen_it_is_said_what_to_do(case: tuple[Window, MediationPage], tmp_path: Path) -> None:
    window, page = case
    page.stack.case.volume.choose(None)
    settle(window)
    drop(window, [photo(tmp_path)], page)
    settle(window)
    assert "点一种文书" in window.line.words.text() and pages(page, Sheet.IDENTITY) == 0


def test_a_program_in_the_dress_of_a_picture_is_refused(case: tuple[Window, MediationPage], tmp_path: Path) -> None:
    window, page = case
    choose(window, page, Sheet.IDENTITY)
    (tmp_path / "病毒.jpg").write_bytes(b"MZ\x90\0\x03")
    drop(window, [tmp_path / "病毒.jpg"], page)
    settle(window)
    assert pages(page, Sheet.IDENTITY) == 0 and "病毒.jpg" in window.line.words.text()


def test_where_no_committee_is_entered_it_is_said_and_one_click_leads_there(
    office: Office, open_window: Callable[..., Window]
) -> None:
    people.add_person(office, {"name": "李秀梅", "posts": ["调解主任"]})
    window = open_window("mediation")
    page = window.page
    assert isinstance(page, MediationPage)
    page._added(cases.add_case(office, VALUES).value)
    settle(window)
    assert "名单还没有登记" in window.line.words.text()
    window.line.link.click()
    settle(window)
    assert window.page.name == "settings"
    settings.set_committee(office, (Member("李秀梅", woman=True, chair=True), Member("王国平"), Member("赵明")))
    window.go("mediation")
    window.desk.say("别的话")
    page._added(cases.add_case(office, VALUES).value)
    settle(window)
    assert "名单" not in window.line.words.text()
