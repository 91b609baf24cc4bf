"""By keyboard alone: Tab reaches every control of every page, nothing holds it, and where it stands can be seen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QRadioButton, QScrollArea, QWidget

from tests.ui.looking import words_of
from villagedesk.base.clock import clock_at
from villagedesk.services import office as offices
from villagedesk.ui.frame.window import Window
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.pages import PAGES

MOST = 400


@pytest.fixture(scope="module")
def window(demo_file: Path, look: Look, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    office = offices.open_office(demo_file, clock=clock_at(datetime(2026, 11, 20, 9, 40)), readonly=True)
    made = Window.on(office, look, Memory(tmp_path_factory.mktemp("记") / "window.json"))
    made.setWindowState(Qt.WindowState.WindowNoState)
    made.resize(1366, 768)
    made.show()
    made.start()
    made.desk.ops.settle()
    yield made
    made.desk.ops.settle()
    made.close()
    office.close()


def walked(window: Window, key: Qt.Key) -> list[QWidget]:
    """Everything that the key brings the focus to, from the first control until it comes round."""
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    window.stack.setFocus()
    seen: list[QWidget] = []
    for _ in range(MOST):
        QTest.keyClick(QApplication.focusWidget() or window, key)
        here = QApplication.focusWidget()
        if here is None or (seen and here is seen[0]):
            return seen
        if here in seen:
            raise AssertionError(f"Tab goes round without the rest: {words_of(here)}")
        seen.append(here)
    raise AssertionError(f"Tab is held at {words_of(seen[-1])}")


def tab_stops(window: Window) -> list[QWidget]:
    """Every visible control of the page in front that Tab should reach; of a group of choices one is enough."""
    found: list[QWidget] = []
    for widget in window.page.findChildren(QWidget):
        reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        if not widget.isVisible() or not widget.isEnabled() or not reached or widget.focusProxy() is not None:
            continue
        if isinstance(widget, QScrollArea) or widget.objectName().startswith("qt_"):
            continue
        if isinstance(widget, QAbstractButton) and (isinstance(widget, QRadioButton) or widget.group()):
            continue
        found.append(widget)
    return found


@pytest.mark.parametrize("page", [page.name for page in PAGES])
def test_tab_reaches_every_control_and_is_never_held(window: Window, page: str) -> None:
    window.go(page)
    window.desk.ops.settle()
    QCoreApplication.processEvents()
    seen = walked(window, Qt.Key.Key_Tab)
    missing = [words_of(widget) for widget in tab_stops(window) if widget not in seen]
    assert not missing
    assert len(walked(window, Qt.Key.Key_Backtab)) == len(seen)


def into_view(widget: QWidget) -> None:
    """Scroll as Tab does."""
    area = widget.parentWidget()
    while area is not None:
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(widget)
        area = area.parentWidget()


@pytest.mark.parametrize("page", [page.name for page in PAGES])
def test_where_the_focus_stands_can_be_seen(window: Window, page: str) -> None:
    window.go(page)
    window.desk.ops.settle()
    QCoreApplication.processEvents()
    stops = [widget for widget in walked(window, Qt.Key.Key_Tab) if window.page.isAncestorOf(widget)]
    unseen = [words_of(widget) for widget in stops if not any(is_marked(window, widget) for _try in range(3))]
    assert not unseen


def is_marked(window: Window, widget: QWidget) -> bool:
    """Whether a picture of a control changes with the focus; what was asked meanwhile is shown first."""
    window.desk.ops.settle()
    QCoreApplication.processEvents()
    if not window.isActiveWindow():
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    into_view(widget)
    window.line.hide()
    QCoreApplication.processEvents()
    rect = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()).adjusted(-3, -3, 3, 3)
    focused = window.grab(rect).toImage()
    if type(widget).__name__.endswith("Grid"):
        QTest.keyClick(widget, Qt.Key.Key_Right)  # the cell in front is marked, and stays so
    else:
        window.stack.setFocus()
    QCoreApplication.processEvents()
    return window.grab(rect).toImage() != focused


def test_the_rail_is_one_stop_and_its_pages_open_by_arrow_and_space(window: Window) -> None:
    window.go("today")
    names = [widget.objectName() for widget in walked(window, Qt.Key.Key_Tab) if window.rail.isAncestorOf(widget)]
    assert [name for name in names if name] == ["rail-today"]
    opened: list[str] = []
    today = window.rail.findChild(QAbstractButton, "rail-today")
    assert isinstance(today, QAbstractButton)
    today.setFocus()
    for _page in PAGES[1:]:
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Down)
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Space)
        window.desk.ops.settle()
        opened.append(window.page.name)
    assert opened == [page.name for page in PAGES[1:]]
