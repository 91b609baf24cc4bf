"""Charts: units beside the figures, words under the mouse, parts that differ without colour, a sentence when empty."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget
from pytestqt.qtbot import QtBot

from villagedesk.ui.look.look import Look
from villagedesk.ui.widgets.charts.bars import BARS, HATCHES, BarRow, BarRows
from villagedesk.ui.widgets.charts.columns import Columns


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What tips say."""
    words: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, _widget: words.append(text))
    return words


def hover(chart: QWidget, x: float, y: float) -> None:
    """The mouse over a point of a chart."""
    at = QPointF(x, y)
    button = Qt.MouseButton.NoButton
    chart.mouseMoveEvent(
        QMouseEvent(QMouseEvent.Type.MouseMove, at, at, button, button, Qt.KeyboardModifier.NoModifier)
    )


def test_a_row_says_its_parts_with_their_unit(look: Look, qtbot: QtBot, said: list[str]) -> None:
    chart = BarRows(look, ("工作日", "周末"), "次")
    qtbot.addWidget(chart)
    chart.show_rows([BarRow("张某国", (6, 2)), BarRow("李某英", (5, 3))])
    hover(chart, 10, 5)
    assert said == ["张某国：工作日 6次、周末 2次"]
    assert "李某英 8次" in chart.accessibleName()


def test_a_row_of_one_part_says_its_figure(look: Look, qtbot: QtBot, said: list[str]) -> None:
    chart = BarRows(look, (), "%")
    qtbot.addWidget(chart)
    chart.show_rows([BarRow("张某国", (96.5,))])
    hover(chart, 10, 5)
    assert said == ["张某国：96.5%"]


def test_a_column_says_its_figure_and_that_of_last_year(look: Look, qtbot: QtBot, said: list[str]) -> None:
    chart = Columns(look, "人次")
    qtbot.addWidget(chart)
    chart.resize(240, 160)
    chart.show_values(["1月", "2月"], [186, 172], [150, 160])
    hover(chart, 200, 50)
    assert said == ["2月：172人次（上年 160人次）"]


def test_the_parts_of_a_bar_differ_in_a_grey_print(look: Look, qtbot: QtBot) -> None:
    chart = BarRows(look, tuple("甲乙丙丁戊"), "次")
    qtbot.addWidget(chart)
    chart.show_rows([BarRow("张某国", (10, 10, 10, 10, 10))])
    chart.resize(700, 60)
    grey = chart.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    row = [grey.pixelColor(x, 10).red() for x in range(90, 620)]
    parts = [row[i * len(row) // 5 + 10 : (i + 1) * len(row) // 5 - 10] for i in range(5)]
    patterns = {tuple(sorted(set(part))) for part in parts}
    assert len(patterns) >= 4 and len(set(HATCHES)) == len(BARS)


def test_an_empty_chart_says_what_it_waits_for(look: Look, qtbot: QtBot) -> None:
    chart = Columns(look, "人次")
    qtbot.addWidget(chart)
    chart.resize(400, 200)
    chart.show_values(["1月", "2月"], [0, 0])
    blank = QColor(look.token("muted")).rgb()
    image = chart.grab().toImage()
    inked = sum(image.pixelColor(x, y).rgb() == blank for x in range(60, 340) for y in range(60, 140))
    assert inked > 20


def test_the_arrow_keys_say_what_the_mouse_says(look: Look, qtbot: QtBot, said: list[str]) -> None:
    chart = Columns(look, "件")
    qtbot.addWidget(chart)
    chart.show_values(["1月", "2月", "3月"], [8, 3, 5])
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_End):
        qtbot.keyClick(chart, key)
    assert said == ["1月：8件", "2月：3件", "1月：8件", "3月：5件"]
    assert chart.accessibleDescription() == "3月：5件"


def test_shares_stand_on_a_scale_of_a_hundred(look: Look, qtbot: QtBot) -> None:
    chart = Columns(look, "%")
    qtbot.addWidget(chart)
    chart.resize(300, 200)
    chart.show_values(["1月"], [50])
    colour = QColor(look.color("bar1")).rgb()
    shot = chart.grab().toImage()
    filled = sum(shot.pixel(168, y) == colour for y in range(200))
    assert abs(filled - (200 - look.px(46)) / 2) <= 2


def test_figures_over_narrow_columns_never_run_into_each_other(look: Look, qtbot: QtBot) -> None:
    chart = Columns(look, "%")
    qtbot.addWidget(chart)
    chart.show_values([str(n) for n in range(1, 13)], [90.2, 92, 89.8, 91.2, *[0] * 8])
    metrics = chart.fontMetrics()
    assert chart._figures(metrics, metrics.horizontalAdvance("90.2"))[:2] == ["90.2", "92"]
    assert chart._figures(metrics, metrics.horizontalAdvance("92"))[:2] == ["90", "92"]
    assert [text for text in chart._figures(metrics, 1) if text] == ["92"]
