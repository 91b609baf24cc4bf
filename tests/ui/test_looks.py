"""Every page at every text size and theme: nothing cut, nothing over another, everything named, readable and helped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.looking import contrast, cut_texts, nameless, overlaps, visible
from villagedesk.base.clock import clock_at
from villagedesk.base.paths import resource
from villagedesk.services import office as offices
from villagedesk.services.office import Office
from villagedesk.ui.frame.window import Window
from villagedesk.ui.guide.manual import manual_pages
from villagedesk.ui.guide.search import SearchBox
from villagedesk.ui.guide.shortcuts import GROUPS
from villagedesk.ui.look.look import SIZES, THEMES, Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.page import Page
from villagedesk.ui.pages import PAGES, WINDOWS, load

NAMES = [page.name for page in PAGES]


@pytest.fixture(scope="module")
def furnished(demo_file: Path) -> Iterator[Office]:
    office = offices.open_office(demo_file, clock=clock_at(datetime(2026, 11, 20, 9, 40)))
    yield office
    office.close()


@pytest.fixture(scope="module")
def window(furnished: Office, look: Look, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    made = Window.on(furnished, look, Memory(tmp_path_factory.mktemp("记") / "window.json"))
    made.setWindowState(Qt.WindowState.WindowNoState)
    made.show()
    made.start()
    made.desk.ops.settle()
    yield made
    made.desk.ops.settle()
    look.choose(theme="light", size="standard")
    made.close()


def shown(window: Window, page: str, size: str = "standard", wide: int = 1366, high: int = 768) -> Window:
    if window.desk.look.size != size:
        window.desk.look.choose(size=size)
    window.resize(wide, high)
    window.go(page)
    window.desk.ops.settle()
    for _ in range(3):
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()
    window.grab()
    return window


@pytest.mark.parametrize("page", NAMES)
@pytest.mark.parametrize("size", [name for name, _, _ in SIZES])
def test_no_word_is_cut_and_nothing_overlaps(window: Window, page: str, size: str) -> None:
    shown(window, page, size)
    assert not cut_texts(window)
    assert not overlaps(window)


@pytest.mark.parametrize("page", NAMES)
def test_every_control_has_a_name(window: Window, page: str) -> None:
    assert not nameless(shown(window, page))


@pytest.mark.parametrize("page", NAMES)
def test_no_english_on_the_page(window: Window, page: str) -> None:
    known = r"Ctrl|Alt|Shift|Enter|Esc|F\d+|PDF|Excel|Word|WPS|USB|vdesk|TOML|zjg|CSV|xlsx|[A-Z]?\d+"
    shown(window, page)
    texts = [str(w.property("text")) for kind in (QLabel, QPushButton) for w in visible(window, kind)]
    english = [text for text in texts if re.search(r"[A-Za-z]{3,}", re.sub(known, "", text))]
    assert not english


@pytest.mark.parametrize("theme", [name for name, _ in THEMES])
def test_text_can_be_read_on_its_ground(qapp: object, theme: str) -> None:
    look = Look(theme)
    pairs = [
        (ink, ground) for ink in ("ink", "ink2", "muted") for ground in ("ground", "surface", "rail", "raised", "hover")
    ]
    pairs += [(tone, f"{tone}_soft") for tone in ("accent", "ok", "warn", "info", "leave")]
    pairs += [(tone, "surface") for tone in ("accent", "ok", "warn", "info", "leave")]
    pairs += [
        ("on_accent", "accent"),
        ("on_accent", "accent_hover"),
        ("ground", "ink"),
        ("ink", "weekend"),
        ("ink2", "weekend"),
    ]
    weak = {pair: round(contrast(*(look.color(role) for role in pair)), 2) for pair in pairs}
    assert not {pair: ratio for pair, ratio in weak.items() if ratio < 4.5}


def test_all_themes_have_the_same_roles() -> None:
    roles = {name: set(Look(name)._tokens) for name, _ in THEMES}
    assert roles["light"] == roles["dark"] == roles["contrast"]


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.title)
def test_every_page_has_its_help(entry: object) -> None:
    page: type[Page] = load(entry.place)  # type: ignore[attr-defined]
    assert resource("manual", f"{page.help or page.title}.md").is_file()


def test_every_icon_that_is_asked_for_is_shipped() -> None:
    source = "\n".join(
        path.read_text("utf-8") for path in Path(resource("theme")).parents[1].glob("villagedesk/ui/**/*.py")
    )
    asked = set(re.findall(r'icon="([a-z0-9-]+)"', source)) | set(re.findall(r'\.icon\(\s*"([a-z0-9-]+)"', source))
    missing = [name for name in asked if not (resource("icons") / f"{name}.svg").exists()]
    assert asked and not missing


def test_the_shortcut_sheet_names_every_key_of_the_window(window: Window) -> None:
    bound = {action.shortcut for action in window.keys if action.shortcut}
    listed = {key for _, keys in GROUPS for words, _ in keys for key in words.split(" / ")}
    assert bound <= listed


def test_every_side_window_opens(window: Window, qtbot: QtBot) -> None:
    for name in ("help", "shortcuts", "about", "kiosk", "board"):
        side = window.sides.show(name)
        window.desk.ops.settle()
        assert not nameless(side), name
        side.close()


def test_the_help_of_the_page_in_front_opens(window: Window) -> None:
    shown(window, "roster")
    window.help()
    side = window.sides.show("help")
    assert side.place == "值班表"
    side.close()


def test_windows_and_pages_are_where_the_table_says() -> None:
    for place in (*WINDOWS.values(), *(page.place for page in PAGES)):
        assert load(place)


@pytest.mark.parametrize(("name", "page"), [("kiosk", "签到台"), ("board", "去向牌"), ("checks", "查岗")])
def test_f1_in_a_side_window_opens_its_own_page(window: Window, name: str, page: str) -> None:
    side = window.sides.show(name)
    window.desk.ops.settle()
    assert QTest.qWaitForWindowActive(side)
    QTest.keyClick(side, Qt.Key.Key_F1)
    manual = window.sides.show("help")
    assert manual.place == page
    manual.close()
    side.close()


def test_every_page_of_the_manual_opens_and_its_pictures_fit(window: Window) -> None:
    manual = window.sides.show("help")
    for title in manual_pages():
        manual.show_page(title)
        QCoreApplication.processEvents()
        assert manual.text.toPlainText().strip(), title
        assert manual.text.horizontalScrollBar().maximum() == 0, title
    manual.close()


def test_the_search_box_says_when_nothing_is_found(window: Window) -> None:
    window.search()
    (box,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, SearchBox) and w.isVisible()]
    box.edit.setText("没有这个人")
    box.ask("没有这个人")
    window.desk.ops.settle()
    assert any("没有找到“没有这个人”" in label.text() for label in visible(box, QLabel))
    box.close()
