"""The worker begins when the window has nothing to do, and never waits for long."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from villagedesk.ui.quiet import Quiet


@pytest.fixture
def quiet(qtbot: QtBot) -> Iterator[Quiet]:
    room = QObject()
    quiet = Quiet(room)
    qtbot.wait(10)
    yield quiet
    quiet.end()


def test_a_window_at_work_is_not_waited_for_for_ever(quiet: Quiet) -> None:
    assert quiet.wait() is False


def test_a_worker_learns_that_the_window_rests(quiet: Quiet, qtbot: QtBot) -> None:
    heard: list[bool] = []

    def listen() -> None:
        while not heard or not heard[-1]:
            heard.append(quiet.wait())

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    qtbot.waitUntil(lambda: not thread.is_alive())
    assert heard[-1] is True


def test_after_the_end_nobody_waits(quiet: Quiet) -> None:
    quiet.end()
    quiet.stir()
    assert quiet.wait() is True


def test_an_answer_on_its_way_is_waited_for(quiet: Quiet) -> None:
    quiet.stir()
    assert quiet.wait() is False
