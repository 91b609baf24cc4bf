"""A choice is reached by typing pinyin initials, without the mouse."""

from __future__ import annotations

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from villagedesk.ui.forms.editors import ChoiceBox


def test_initials_go_to_the_word(qtbot: QtBot) -> None:
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.addItems(["其他", "邻里关系", "房屋宅基地", "低保救助"])
    QTest.keyClicks(box, "fwz")
    assert box.currentText() == "房屋宅基地"
    QTest.keyClicks(box, "!")
    box.setCurrentIndex(0)
    assert box.currentText() == "其他"


def test_letters_of_no_word_change_nothing(qtbot: QtBot) -> None:
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.addItems(["其他", "邻里关系"])
    QTest.keyClicks(box, "xx9")
    assert box.currentText() in ("其他", "邻里关系")
