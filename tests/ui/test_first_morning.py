"""The first morning: from the first screen to the first posted table in under forty strokes and three minutes."""

from __future__ import annotations

import time
from pathlib import Path

import openpyxl
import pytest
from pypinyin import lazy_pinyin
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from villagedesk.base import paths
from villagedesk.services import office as offices
from villagedesk.services import people as staff
from villagedesk.ui.frame.opening import Opening
from villagedesk.ui.frame.window import Window
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.preview.dialog import PreviewDialog
from villagedesk.ui.widgets.drop import DropZone
from villagedesk.ui.wizard.people import PeopleStep
from villagedesk.ui.wizard.posted import PostedStep
from villagedesk.ui.wizard.window import WizardWindow

SECONDS_PER_STROKE = 1.5
"""A slow typist of fifty who looks for each key; the machine's own time is measured and added."""


class Hands:
    """Does what a person does, through the window's own events, and counts every key and click."""

    def __init__(self) -> None:
        self.count = 0

    def chinese(self, words: str) -> None:
        """Chinese by an input method: the letters of its pinyin and one key for the choice, into the field in front."""
        self.count += sum(len(syllable) for syllable in lazy_pinyin(words)) + 1
        field = QApplication.focusWidget()
        assert field is not None
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(field, event)

    def key(self, key: Qt.Key) -> None:
        """One key, to whatever has the focus."""
        self.count += 1
        field = QApplication.focusWidget()
        assert field is not None
        QTest.keyClick(field, key)

    def click(self, button: QWidget) -> None:
        """One click on what is shown and may be clicked."""
        self.count += 1
        assert button.isVisible() and button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def drag(self, zone: DropZone, file: Path) -> None:
        """A file dragged from its folder: press and let go."""
        self.count += 2
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        nothing = Qt.KeyboardModifier.NoModifier
        at, copies, button = QPointF(QPoint(5, 5)), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        assert zone.acceptDrops()
        zone.dropEvent(QDropEvent(at, copies, data, button, nothing))


def staff_list(demo_file: Path, file: Path) -> int:
    """The staff list of the demonstration village as its clerk would have it in Excel; how many people."""
    office = offices.open_office(demo_file, readonly=True)
    people = [person for person in staff.people(office) if not person.left_on]
    badges = {badge.person: badge.number for badge in staff.badges(office)}
    office.close()
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(("桃源村花名册",))
    sheet.append(("序号", "姓  名", "职务", "联系电话", "考勤号"))
    for number, person in enumerate(people, 1):
        sheet.append((number, person.name, "、".join(person.posts), person.phone, badges.get(person.id, "")))
    book.save(file)
    return len(people)


def test_the_first_table_hangs_after_fewer_than_forty_strokes(
    look: Look, qtbot: QtBot, demo_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = staff_list(demo_file, tmp_path / "花名册.xlsx")
    monkeypatch.setattr(paths, "default_office", lambda: tmp_path / "office.vdesk")
    monkeypatch.setattr(paths, "config_dir", lambda: tmp_path)
    began, hands = time.monotonic(), Hands()
    opening = Opening(look, Memory(tmp_path / "window.json"))
    opening.open(tmp_path / "none.vdesk", named=False)
    hands.click(named(opening.front(), "新建办公室"))
    (wizard,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, WizardWindow) and w.isVisible()]
    wizard.activateWindow()
    assert QTest.qWaitForWindowActive(wizard)
    hands.chinese("桃源村")
    hands.key(Qt.Key.Key_Return)
    hands.chinese("锦湖街道")
    hands.click(wizard.forward)
    settle(wizard)
    assert isinstance(wizard.step, PeopleStep)
    (zone,) = wizard.step.findChildren(DropZone)
    hands.drag(zone, tmp_path / "花名册.xlsx")
    settle(wizard)
    assert wizard.step.preview is not None, wizard.step.intake.error.text()
    assert len(wizard.step.preview.rows) == known
    for _step in ("人员", "班次"):
        hands.click(wizard.forward)
        settle(wizard)
    assert isinstance(wizard.step, PostedStep)
    settle(wizard)
    assert "没有空缺" in wizard.step.says.text() and wizard.step.document.pageCount() == 1
    hands.click(named(wizard, "打印或另存…"))
    settle(wizard)
    (preview,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, PreviewDialog) and w.isVisible()]
    assert preview.document.pageCount() == 1
    preview.close()
    hands.click(wizard.forward)
    window = opening.front()
    assert isinstance(window, Window) and window.desk.office.store.path == tmp_path / "office.vdesk"
    machine = time.monotonic() - began
    window.desk.ops.settle()
    window.close()
    opening.close()
    assert hands.count < 40, hands.count
    assert machine + hands.count * SECONDS_PER_STROKE < 180, machine


def named(window: QWidget, words: str) -> QPushButton:
    """The button with these words."""
    (found,) = [button for button in window.findChildren(QPushButton) if button.text().strip() == words]
    return found


def settle(wizard: WizardWindow) -> None:
    """Let everything that was asked be answered."""
    for _ in range(4):
        QApplication.processEvents()
        if wizard.desk is not None:
            wizard.desk.ops.settle()
