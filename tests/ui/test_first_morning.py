"""The first morning: from a new office to the first posted table in under forty strokes and three minutes."""

from __future__ import annotations

import time
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from villagedesk.base import paths
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.widgets.drop import DropZone
from villagedesk.ui.wizard.people import PeopleStep
from villagedesk.ui.wizard.posted import PostedStep
from villagedesk.ui.wizard.window import WizardWindow

HEAD = ("姓  名", "党内职务", "村委会职务", "联系电话", "考勤号")
STAFF = (
    ("张某国", "党支部书记", "村委会主任", 13805770001, "000000001"),
    ("李某英", "党支部副书记", None, 13805770002, "2"),
    ("吴某平", "支部委员", "村委会副主任", "138-0577-0003", "3"),
    ("王某梅", None, "村委会委员", 13805770004, "7"),
    ("陈某福", "支部委员", None, 13805770005, "15"),
    ("赵某根", None, "村委会委员", 13805770006, "16"),
    ("周某兰", None, "文书", 13805770007, "17"),
    ("何某强", None, "网格长", 13805770008, "18"),
    ("郭某民", None, "网格长", 13805770009, "19"),
    ("林某花", None, "网格长", 13805770010, "20"),
    ("张某国", None, "后备干部", 13805770011, "22"),
    ("驻村干部 朱某兰", None, None, 13805770012, "30"),
)


class Strokes:
    """Counts what the hands do."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.count = 0

    def typed(self, field: QWidget, text: str) -> None:
        """Chinese typed with an input method: a stroke for each character at least, two to be fair."""
        self.count += 2 * len(text)
        assert isinstance(field, QLineEdit)
        field.setText(text)

    def click(self, button: QPushButton) -> None:
        """One click."""
        self.count += 1
        self._qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def drop(self, zone: DropZone, file: Path) -> None:
        """One file dragged in."""
        self.count += 1
        zone.dropped.emit([file])


def test_the_first_table_hangs_after_fewer_than_forty_strokes(
    look: Look, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("桃源村花名册",), HEAD, *STAFF):
        sheet.append(row)
    book.save(tmp_path / "名单.xlsx")
    monkeypatch.setattr(paths, "default_office", lambda: tmp_path / "office.vdesk")
    begin, hands, opened = time.monotonic(), Strokes(qtbot), []
    wizard = WizardWindow(look, Memory(tmp_path / "window.json"), opened.append)
    wizard.show()
    hands.typed(wizard.village.form.editors["village"].widget, "桃源村")
    hands.typed(wizard.village.form.editors["street"].widget, "锦湖街道")
    hands.click(wizard.forward)
    settle(wizard)
    assert isinstance(wizard.step, PeopleStep)
    (zone,) = wizard.step.findChildren(DropZone)
    hands.drop(zone, tmp_path / "名单.xlsx")
    settle(wizard)
    for _step in ("人员", "班次"):
        hands.click(wizard.forward)
        settle(wizard)
    assert isinstance(wizard.step, PostedStep)
    settle(wizard)
    assert "没有空缺" in wizard.step.says.text() and wizard.step.document.pageCount() == 1
    hands.click(wizard.forward)
    assert opened == [tmp_path / "office.vdesk"]
    assert hands.count < 40 and time.monotonic() - begin < 180
    wizard.deleteLater()


def settle(wizard: WizardWindow) -> None:
    """Let everything that was asked be answered."""
    for _ in range(3):
        QApplication.processEvents()
        if wizard.desk is not None:
            wizard.desk.ops.settle()
