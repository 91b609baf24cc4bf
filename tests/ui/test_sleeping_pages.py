"""A page behind the one in front sleeps through a change of theme or size, and looks right when it is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from villagedesk.ui.frame.window import Window
from villagedesk.ui.look.look import Look

Open = Callable[..., Window]


@pytest.fixture(autouse=True)
def light_again(look: Look) -> Iterator[None]:
    yield
    look.choose(theme="light", size="standard")


def colours(window: Window) -> dict[str, tuple[str, int]]:
    """Colour of the words and pixels of the font of everything with words on the page in front."""
    window.desk.ops.settle()
    found: dict[str, tuple[str, int]] = {}
    for kind in (QLabel, QPushButton):
        for widget in window.page.findChildren(kind):
            if widget.isVisible() and widget.text():
                ink = widget.palette().color(widget.foregroundRole()).name()
                found[f"{kind.__name__} {widget.text()}"] = (ink, widget.fontInfo().pixelSize())
    return found


@pytest.mark.parametrize("page", ["people", "settings", "mediation"])
def test_a_page_that_slept_looks_as_one_that_was_awake(open_window: Open, look: Look, page: str) -> None:
    window = open_window(page)
    before = colours(window)
    look.choose(theme="dark", size="large")
    awake = colours(window)
    look.choose(theme="light", size="standard")
    window.go("today")
    look.choose(theme="contrast", size="huge")
    look.choose(theme="dark", size="large")
    window.go(page)
    assert colours(window) == awake
    assert awake != before


def test_a_page_in_front_changes_at_once(open_window: Open, look: Look) -> None:
    window = open_window("people")
    before = colours(window)
    look.choose(theme="dark")
    after = colours(window)
    assert after.keys() == before.keys()
    assert all(after[words][0] != before[words][0] for words in before if "人员" in words)


def test_a_second_change_before_the_first_is_done_wins(open_window: Open, look: Look, qtbot: QtBot) -> None:
    window = open_window("people")
    changed: list[str] = []
    look.changed.connect(lambda: changed.append(f"{look.theme} {look.size}"))
    look.choose_softly(theme="dark")
    look.choose_softly(size="large")
    qtbot.waitUntil(lambda: bool(changed) and window.updatesEnabled(), timeout=5_000)
    qtbot.wait(20)
    assert changed == ["dark large"]
    softly = colours(window)
    look.choose(theme="light", size="standard")
    look.choose(theme="dark", size="large")
    assert colours(window) == softly
