"""The program is killed in the middle of a word; the next one offers what was typed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.ui.keyboard import CTRL, Clerk
from villagedesk.services import office as offices
from villagedesk.services.office import Office
from villagedesk.services.registers import drafts, entries, lists
from villagedesk.ui.frame.window import Window

TYPING = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from villagedesk.services import office as offices
from villagedesk.ui.frame.window import Window
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.start import make_app

make_app()
look = Look()
look.apply()
office = offices.open_office(Path(sys.argv[1]))
window = Window.on(office, look, Memory(Path(sys.argv[2])), "registers")
window.resize(1366, 768)
window.show()
window.start()
window.go("registers", "来访+")
for _ in range(6):
    window.desk.ops.settle()
    QApplication.processEvents()
form = window.page.panel.sheet.form
QTest.keyClicks(form.editors["visitor"].widget, "Zheng Shuigen")
form.editors["request"].widget.setPlainText("门前排水沟被填平")
QTest.qWait(1300)
window.desk.ops.settle()
QTest.keyClicks(form.editors["phone"].widget, "1")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_what_was_typed_outlives_the_program(
    office: Office, open_window: Callable[..., Window], tmp_path: Path
) -> None:
    file = tmp_path / "断电.vdesk"
    offices.create_office(file, "桃源村", "锦湖街道").close()
    command = [sys.executable, "-c", TYPING, str(file), str(tmp_path / "memory.json")]
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=env, capture_output=True, timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode("utf-8", "replace")[-2000:]
    after = offices.open_office(file)
    (kept,) = drafts.drafts(after)
    assert kept.facts["visitor"] == "Zheng Shuigen" and kept.facts["request"] == "门前排水沟被填平"
    assert lists.open_list(after, "visit").count == 0
    after.close()
    typed = {name: kept.facts[name] for name in ("visitor", "request", "topic")}
    drafts.keep_draft(office, kept.book, kept.entry, {**typed, "at": "2026-11-21 09:00"})
    clerk = Clerk(open_window("registers"))
    clerk.settle()
    assert clerk.page.offer.isVisible()
    clerk.press(Qt.Key.Key_J, CTRL)
    clerk.press(Qt.Key.Key_S, CTRL)
    (entry,) = lists.open_list(office, "visit").page(0, 2)
    assert entry.facts["visitor"] == "Zheng Shuigen" and not entries.steps_of(office, entry.id)
