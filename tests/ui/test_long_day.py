"""A long day condensed: the clerk's round (see `day.py`) again and again in one window.

`python tests/long_day.py` lives thousands of steps of it in a real window on an office of ten years.
"""

from __future__ import annotations

import shutil
import statistics
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.day import Day, let_go
from villagedesk.base.clock import clock_at
from villagedesk.services import office as offices
from villagedesk.ui.frame.process import resident_mb
from villagedesk.ui.frame.window import Window
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory

WIDGETS = 60
"""How many more widgets may stand after another round: a dialog that stays has hundreds."""


@pytest.fixture
def window(demo_file: Path, look: Look, tmp_path: Path) -> Iterator[Window]:
    file = tmp_path / "桃源村.vdesk"
    shutil.copy(demo_file, file)
    office = offices.open_office(file, clock=clock_at(datetime(2026, 11, 20, 9, 40)))
    made = Window.on(office, look, Memory(tmp_path / "window.json"))
    crashed: list[Exception] = []
    made.desk.ops.crashed.connect(crashed.append)
    made.setWindowState(Qt.WindowState.WindowNoState)
    made.resize(1366, 768)
    made.show()
    made.start()
    made.desk.ops.settle()
    yield made
    look.choose(theme="light", size="standard")
    made.desk.ops.settle()
    made.close()
    made.deleteLater()
    office.close()
    assert not crashed


def test_after_a_long_day_memory_and_speed_are_as_in_the_morning(window: Window, tmp_path: Path) -> None:
    day = Day(window, tmp_path)
    day.one_pass()
    day.one_pass()
    let_go()
    before, widgets = resident_mb(), len(QApplication.allWidgets())
    day.one_pass()
    let_go()
    assert resident_mb() <= before * 1.2
    assert len(QApplication.allWidgets()) <= widgets + WIDGETS
    pages = {name: spent for name, spent in day.spent.items() if name.startswith(("页：", "重读：", "换月："))}
    early = {name: statistics.median(spent[: len(spent) * 2 // 3]) for name, spent in pages.items()}
    late = {name: statistics.median(spent[len(spent) * 2 // 3 :]) for name, spent in pages.items()}
    slower = {name: (early[name], late[name]) for name in pages if late[name] > max(2 * early[name], 0.3)}
    assert not slower
    assert day.steps > 700
