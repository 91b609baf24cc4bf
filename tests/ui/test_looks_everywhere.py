"""Every page, dialog, side window, step and message on a real screen size: at the largest text, and at 200 %."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QCalendarWidget,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.looking import cut_texts, english, faint_texts, faults, hidden_parts, nameless, overlaps
from tests.ui.stage import file_dialog
from villagedesk.ui.forms.editors import DateBox
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("screen", "theme", "size"),
    [("1366x768@1", "dark", "huge"), ("1366x768@1.5", "contrast", "large"), ("1366x768@2", "light", "huge")],
    ids=["the largest text in the dark theme", "large text on a small screen", "the largest text, twice as large"],
)
def test_nothing_is_cut_anywhere(demo_file: Path, tmp_path: Path, screen: str, theme: str, size: str) -> None:
    command = [sys.executable, str(ROOT / "tests" / "shots.py"), "--check", "--office", str(demo_file)]
    command += ["--out", str(tmp_path), "--screen", screen, "--theme", theme, "--size", size]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    assert "nothing is cut" in done.stdout
    (seen,) = tmp_path.glob("*/seen.txt")
    assert dialog_classes() - set(seen.read_text("utf-8").split()) - set(ELSEWHERE) == set()


def dialog_classes() -> set[str]:
    """The names of all dialogs of the program."""
    return {
        node.name
        for file in (ROOT / "villagedesk" / "ui").rglob("*.py")
        for node in ast.parse(file.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef) and any("Dialog" in ast.unparse(base) for base in node.bases)
    }


# Dialogs that the walk does not reach from the demonstration office, each with the test that looks at it.
ELSEWHERE = {
    "MarkingDialog": "test_reports_page",
    "SheetDialog": "the ground of MarkingDialog and of the dialogs of the reports",
    "PackDialog": "test_reports_page",
    "TakeDialog": "the ground of the dialogs that take pasted or imported rows",
    "RestoreDialog": "test_settings_page",
    "StepDialog": "test_registers_page",
}


@pytest.fixture
def poor(look: Look, qtbot: QtBot) -> QWidget:
    """A window with every fault that is looked for."""
    window = QWidget()
    window.resize(400, 300)
    cut = QLabel("这一句话比它的地方长得多", window)
    cut.setGeometry(10, 10, 40, 20)
    for left in (10, 30):
        QPushButton("确定", window).setGeometry(left, 60, 80, 30)
    QLineEdit(window).setGeometry(10, 120, 80, 30)
    QPushButton("Cancel", window).setGeometry(10, 160, 80, 30)
    faint = QLabel("看不清", window)
    faint.setStyleSheet("color: #cccccc; background: #ffffff")
    faint.setGeometry(10, 220, 80, 30)
    inner = QWidget(window)
    inner.setGeometry(200, 200, 60, 20)
    box = QVBoxLayout(inner)
    box.addWidget(QPushButton("出了框"))
    qtbot.addWidget(window)
    window.show()
    return window


def test_each_fault_would_be_found(poor: QWidget) -> None:
    QVBoxLayout(poor)
    assert any("地方长得多" in fault for fault in cut_texts(poor))
    assert any("overlaps" in fault for fault in overlaps(poor))
    assert nameless(poor)
    assert english(poor) == ["Cancel"]
    assert [fault for fault in faint_texts(poor) if "看不清" in fault]
    assert hidden_parts(poor)
    assert any("on a screen" in fault for fault in faults(poor, (300, 200)))


def test_qt_s_own_menus_and_file_dialogs_are_chinese(look: Look, qtbot: QtBot, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    edit = QLineEdit(parent)
    menu: QMenu = edit.createStandardContextMenu()
    assert not [action.text() for action in menu.actions() if action.text() and not _chinese(action.text())]
    (dialog,) = file_dialog(parent, Memory(tmp_path / "window.json"))
    words = [str(w.property("text") or "") for w in dialog.findChildren(QPushButton) + dialog.findChildren(QLabel)]
    assert words and not [word for word in words if word.strip("：: ") and not _chinese(word)]
    dialog.close()
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.close()


def _chinese(words: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in words)


def test_qt_s_own_dialogs_are_chinese(look: Look, qtbot: QtBot) -> None:
    buttons = QMessageBox.StandardButton
    every = buttons.Yes | buttons.No | buttons.Save | buttons.Cancel | buttons.Discard | buttons.Apply | buttons.Help
    printer = QPrinter()
    for made in (QPrintDialog(printer), QMessageBox(QMessageBox.Icon.Question, "问", "？", every)):
        qtbot.addWidget(made)
        made.show()
        assert english(made) == []
        made.close()


def test_the_calendar_of_a_date_field_begins_on_monday_with_whole_weekdays(look: Look, qtbot: QtBot) -> None:
    box = DateBox(look)
    qtbot.addWidget(box)
    box.line.setText("2026-11-21")
    box.show()
    (pick,) = box.findChildren(QPushButton)
    pick.click()
    (calendar,) = [found for found in box.findChildren(QCalendarWidget) if found.isVisible()]
    model = calendar.findChild(QTableView).model()
    days = [model.data(model.index(0, column)) for column in range(7)]
    assert days == list("一二三四五六日") and english(calendar) == []
    calendar.clicked.emit(QDate(2026, 11, 30))
    assert box.line.text() == "2026-11-30"
