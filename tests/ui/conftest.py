"""A real window on a real office in a temporary folder, held at one moment."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from villagedesk.base.clock import clock_at
from villagedesk.services import office as offices
from villagedesk.services.demo import office as demo
from villagedesk.services.office import Office
from villagedesk.ui.frame.opening import Opening
from villagedesk.ui.frame.window import Window
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.start import make_app

NOW = datetime(2026, 11, 21, 9, 30)


@pytest.fixture(scope="session")
def look(qapp: object) -> Look:
    """The light look, applied once for all tests."""
    make_app()
    look = Look()
    look.apply()
    return look


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration office of 2026-11-20, furnished once for all tests; copy it before writing."""
    file = tmp_path_factory.mktemp("演示") / "桃源村.vdesk"
    demo.furnish_office(file, "桃源村", 1, date(2026, 11, 20))
    return file


def _shown() -> set[QWidget]:
    return {widget for widget in QApplication.topLevelWidgets() if widget.isVisible()}


@pytest.fixture(autouse=True)
def nothing_goes_on() -> Iterator[None]:
    """What a test left open is closed, or a dialog keeps the keys from the next test; a thread left is a fault."""
    before, shown = set(threading.enumerate()), _shown()
    yield
    for widget in _shown() - shown:
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [thread for thread in threading.enumerate() if thread.name == "office" and thread not in before]
    assert not left, "关上的窗口还留着线程"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An empty office of 桃源村, its clock at 2026-11-21 09:30."""
    made = offices.create_office(tmp_path / "桃源村.vdesk", "桃源村", "锦湖街道", clock=clock_at(NOW))
    yield made
    made.close()


@pytest.fixture
def lived_office(demo_file: Path, tmp_path: Path) -> Iterator[Office]:
    """The demonstration office, its own copy, its clock at 2026-11-20 09:30."""
    shutil.copytree(demo_file.parent, tmp_path, dirs_exist_ok=True)
    opened = offices.open_office(tmp_path / demo_file.name, clock=clock_at(datetime(2026, 11, 20, 9, 30)))
    yield opened
    opened.close()


@pytest.fixture
def opening(look: Look, tmp_path: Path, qtbot: QtBot) -> Iterator[Opening]:
    """The door by which offices are opened, nothing behind it yet; what it opens is closed afterwards."""
    made = Opening(look, Memory(tmp_path / "window.json"))
    yield made
    front = made.front()
    if isinstance(front, Window):
        front.desk.ops.settle()
    front.close()
    front.deleteLater()
    made.close()


@pytest.fixture
def open_window(office: Office, look: Look, qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Window]]:
    """Opens the main window on `office` at a page, settled; closes it afterwards."""
    opened: list[Window] = []
    caught: list[Exception] = []

    def open_at(page: str = "today", target: str = "") -> Window:
        window = Window.on(office, look, Memory(tmp_path / "window.json"), page)
        window.desk.ops.crashed.connect(caught.append)
        opened.append(window)
        window.resize(1366, 768)
        window.show()
        window.start()
        if target:
            window.go(page, target)
        window.desk.ops.settle()
        return window

    yield open_at
    for window in opened:
        window.desk.ops.settle()
        window.close()
        window.deleteLater()
    if caught:
        raise caught[0]
