"""At rest the window loads the other pages' modules beside itself, and garbage dies in its own thread."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from villagedesk.services.office import Office
from villagedesk.ui.frame.rest import Rest
from villagedesk.ui.frame.window import Window
from villagedesk.ui.ops import Progress, Stopped
from villagedesk.ui.pages import AHEAD

OpenWindow = Callable[..., Window]

_LOADS = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from villagedesk.ui.frame.rest import Rest
app = QCoreApplication([])
rest = Rest(("villagedesk.ui.people.page:PeoplePage",))
rest.begin()
assert "villagedesk.ui.people.page" not in sys.modules
timer = QTimer()
timer.timeout.connect(lambda: rest.loading or app.quit())
timer.start(10)
app.exec()
rest.end()
print("villagedesk.ui.people.page" in sys.modules, any("Breath" in type(one).__name__ for one in sys.meta_path))
"""


def test_a_page_is_loaded_before_anybody_goes_there() -> None:
    done = subprocess.run([sys.executable, "-c", _LOADS], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False"]
    assert not done.stderr


def test_every_place_that_is_loaded_ahead_exists(qtbot: QtBot) -> None:
    rest = Rest(AHEAD)
    rest.begin()
    qtbot.waitUntil(lambda: not rest.loading, timeout=20_000)
    rest.end()
    assert all(place.split(":")[0] in sys.modules for place in AHEAD)


def test_widgets_in_a_cycle_die_in_the_thread_of_the_window(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window("today")
    died: list[int] = []

    class Cycle(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.me = self

        def __del__(self) -> None:
            died.append(threading.get_ident())

    assert not gc.isenabled()
    Cycle()
    window.desk.ops.query(lambda _office: [[n] for n in range(200_000)], lambda _rows: None)
    qtbot.waitUntil(lambda: bool(died), timeout=10_000)
    assert died == [threading.get_ident()]


def test_the_collector_is_given_back_when_the_window_closes(open_window: OpenWindow) -> None:
    window = open_window("today")
    window.close()
    assert gc.isenabled()


def test_a_closed_window_leaves_no_thread_and_hears_no_more_questions(open_window: OpenWindow, qtbot: QtBot) -> None:
    before = set(threading.enumerate())
    window = open_window("people")
    ops = window.desk.ops
    cancelled = threading.Event()

    def endless(_office: Office, progress: Progress) -> None:
        try:
            while True:
                progress(0)
                time.sleep(0.01)
        except Stopped:
            cancelled.set()
            raise

    ops.long("没完没了的事", endless)
    window.close()
    assert cancelled.is_set()
    answers: list[object] = []
    ops.query(lambda office: office.user, answers.append)
    ops.change(lambda office: office.user, answers.append)
    ops.aside(lambda office: office.user)
    qtbot.wait(50)
    assert answers == [] and set(threading.enumerate()) <= before


def test_an_answer_never_reaches_a_widget_that_is_gone(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window("people")
    gone, stays = QLabel("关了"), QLabel("还在")
    qtbot.addWidget(stays)
    ops = window.desk.ops
    for label in (gone, stays):
        ops.query(lambda office: office.user, label.setText)
        ops.query(lambda office: office.user, lambda user, label=label: label.setText(user))
        ops.query(lambda office: office.user, partial(QLabel.setText, label))
        ops.query(lambda office: office.user, _writing_to(label))
    shiboken6.delete(gone)
    ops.settle()
    assert stays.text() == "文书"


def _writing_to(label: QLabel) -> Callable[[str], None]:
    return lambda user: label.setText(user)
