"""A long day condensed: every page, search, months, themes, dialogs and previews again and again in one window."""

from __future__ import annotations

import gc
import shutil
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog

from villagedesk.base.clock import clock_at
from villagedesk.services import office as offices
from villagedesk.ui.frame.process import resident_mb
from villagedesk.ui.frame.window import Window
from villagedesk.ui.guide.search import SearchBox
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.pages import PAGES
from villagedesk.ui.preview.open import preview_paper
from villagedesk.ui.roster.page import RosterPage

PASSES = 3


@pytest.fixture
def window(demo_file: Path, look: Look, tmp_path: Path) -> Iterator[Window]:
    file = tmp_path / "桃源村.vdesk"
    shutil.copy(demo_file, file)
    office = offices.open_office(file, clock=clock_at(datetime(2026, 11, 20, 9, 40)))
    made = Window.on(office, look, Memory(tmp_path / "window.json"))
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


def let_go() -> None:
    """Delete what asked to be deleted, as the event loop does."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    gc.collect()


def close_dialogs(window: Window) -> None:
    for made in QApplication.topLevelWidgets():
        if isinstance(made, QDialog) and made.isVisible():
            made.close()
    window.desk.ops.settle()
    let_go()


def one_pass(window: Window) -> dict[str, float]:
    """Everything once; the seconds that each page took."""
    ops, took = window.desk.ops, dict[str, float]()
    for page in PAGES:
        begin = time.perf_counter()
        window.go(page.name)
        ops.settle()
        window.grab()
        took[page.name] = time.perf_counter() - begin
    for month in ("2026-10", "2026-12", "2026-11"):
        window.go("roster", month)
        window.go("attendance", month)
        ops.settle()
    for text in ("zyf", "张", "排水", "11月20日"):
        window.search()
        box = next(w for w in QApplication.topLevelWidgets() if isinstance(w, SearchBox) and w.isVisible())
        box.ask(text)
        ops.settle()
        box.close()
    ops.change(lambda office: offices.set_facts(office, {"duty_phone": "0577-00001234"}))
    ops.settle()
    ops.undo()
    ops.settle()
    window.go("roster", "2026-11")
    page = window.page
    assert isinstance(page, RosterPage)
    page.works.show_requests()
    page.works.edit_shifts()
    ops.settle()
    close_dialogs(window)
    preview_paper(window.desk, window, "值班公示表", "2026-11")
    ops.settle()
    close_dialogs(window)
    for theme, size in (("dark", "large"), ("light", "standard")):
        window.desk.look.choose(theme=theme, size=size)
        ops.settle()
    window.help()
    window.sides.show("help").close()
    let_go()
    return took


def test_after_a_long_day_memory_and_speed_are_as_in_the_morning(window: Window) -> None:
    one_pass(window)
    first = one_pass(window)
    before = resident_mb()
    for _ in range(PASSES):
        last = one_pass(window)
    assert resident_mb() <= before * 1.2
    slower = {page: (first[page], last[page]) for page in last if last[page] > max(2 * first[page], 0.3)}
    assert not slower
