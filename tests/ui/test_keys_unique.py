"""No two keys of a window that work at the same time are the same: Qt would then do neither."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QWidget

from villagedesk.services.office import Office
from villagedesk.ui.frame.window import Window
from villagedesk.ui.pages import PAGES

WINDOW = Qt.ShortcutContext.WindowShortcut


@pytest.fixture
def office(lived_office: Office) -> Office:
    """The lived-in office."""
    return lived_office


def keys_of(window: QWidget) -> Counter[str]:
    """Every key that works anywhere in a window as it is shown now."""
    found: Counter[str] = Counter()
    for widget in (window, *window.findChildren(QWidget)):
        if not (widget.isVisible() and widget.isEnabled() and widget.window() is window):
            continue
        own = [a for a in widget.actions() if isinstance(a, QAction) and a.isEnabled()]
        found.update(a.shortcut().toString() for a in own if a.shortcutContext() is WINDOW)
        shortcuts = widget.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly)
        found.update(s.key().toString() for s in shortcuts if s.isEnabled() and s.context() is WINDOW)
    del found[""]
    return found


@pytest.mark.parametrize("page", [page.name for page in PAGES])
def test_no_key_means_two_things_at_once(open_window: Callable[..., Window], page: str) -> None:
    window = open_window(page)
    assert keys_of(window)["Ctrl+K"] == 1
    assert {key: count for key, count in keys_of(window).items() if count > 1} == {}


@pytest.mark.parametrize("target", ["来访+", "办件+", "值班日志+"])
def test_nor_while_a_form_is_open(open_window: Callable[..., Window], target: str) -> None:
    window = open_window("registers", target)
    assert {key: count for key, count in keys_of(window).items() if count > 1} == {}


@pytest.mark.parametrize(
    ("page", "view"),
    [
        *(("attendance", view) for view in ("sheet", "told", "year")),
        *(("mediation", view) for view in ("board", "list", "rounds", "figures")),
        *(("roster", view) for view in ("month", "people")),
        *(("registers", view) for view in ("list", "figures")),
    ],
)
def test_nor_in_any_view_of_a_page(open_window: Callable[..., Window], page: str, view: str) -> None:
    window = open_window(page)
    window.page.show_view(view)  # type: ignore[attr-defined]
    window.desk.ops.settle()
    assert {key: count for key, count in keys_of(window).items() if count > 1} == {}
