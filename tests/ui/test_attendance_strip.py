"""The year's strip: every word has a form of its own that a grey print keeps, and the keys go where the mouse goes."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from villagedesk.attendance.judge.verdict import Status
from villagedesk.ui.attendance.sheet.layout import Spot
from villagedesk.ui.attendance.sheet.signs import SignLegend, SignPainter
from villagedesk.ui.attendance.strip import KINDS, HeatStrip, StripLegend, paint_day
from villagedesk.ui.look.look import Look


def profile(status: Status) -> tuple[bool, ...]:
    """Which rows of a day of one colour for all are inked."""
    image = QImage(6, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        paint_day(painter, QColor("black"), QRectF(0, 0, 6, 20), status)
    return tuple(image.pixelColor(3, y).lightness() < 128 for y in range(20))


def test_every_word_keeps_its_form_without_colour() -> None:
    forms = {profile(status) for _, status, _ in KINDS}
    assert len(forms) == len(KINDS)
    assert {status for _, _, group in KINDS for status in group} == set(Status)


def test_the_legend_names_every_form(look: Look, qtbot: QtBot) -> None:
    legend = StripLegend(look)
    qtbot.addWidget(legend)
    assert all(word in legend.accessibleName() for word, _, _ in KINDS)


def test_arrows_walk_over_days_and_people_and_enter_opens(
    look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, *_rest: said.append(text))
    strip = HeatStrip(look)
    qtbot.addWidget(strip)
    days = {
        Spot("张某国", date(2026, 11, 3)): (Status.NORMAL, "坐班 正常"),
        Spot("张某国", date(2026, 11, 9)): (Status.LATE, "坐班 迟到"),
        Spot("李某英", date(2026, 11, 4)): (Status.LEAVE, "坐班 请假"),
    }
    strip.show_days(2026, ("张某国", "李某英"), days)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Down):
        qtbot.keyClick(strip, key)
    assert said == ["张某国 11月9日 坐班 迟到", "张某国 11月3日 坐班 正常", "李某英 11月4日 坐班 请假"]
    with qtbot.waitSignal(strip.chosen) as opened:
        qtbot.keyClick(strip, Qt.Key.Key_Return)
    assert opened.args == [Spot("李某英", date(2026, 11, 4))]


def test_usual_signs_are_drawn_and_others_written(look: Look) -> None:
    for sign in ("√", "○", "△", "×", "缺", "年"):
        image = QImage(40, 40, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        with QPainter(image) as painter:
            SignPainter(look.font("body"), 20).draw(painter, sign, 20, 20, QColor("black"))
        inked = [(x, y) for x in range(40) for y in range(40) if image.pixelColor(x, y).lightness() < 128]
        assert inked, sign
        assert abs(sum(x for x, _ in inked) / len(inked) - 20) < 5, f"{sign} stands in the middle"


def test_a_narrow_legend_has_more_lines(look: Look, qtbot: QtBot) -> None:
    legend = SignLegend(look)
    qtbot.addWidget(legend)
    legend.show_signs("上格上午", tuple((sign, "出勤的一天", "ok") for sign in "√○△×☆▲"))
    assert legend.heightForWidth(300) > legend.heightForWidth(1200)
