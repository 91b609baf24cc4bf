"""Cards: what reaches to their edges leaves the round corners whole, at every size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from villagedesk.ui.look.look import Look
from villagedesk.ui.widgets.card import Card


def corners(widget: QWidget) -> list[int]:
    """The pixels of the four corners, eight by eight."""
    image: QImage = widget.grab().toImage()
    wide, high = image.width(), image.height()
    return [image.pixel(x, y) for x in (*range(8), *range(wide - 8, wide)) for y in (*range(8), *range(high - 8, high))]


@pytest.mark.parametrize("size", [QSize(200, 120), QSize(420, 300)])
def test_a_table_leaves_the_corners_of_its_card_whole(look: Look, qtbot: QtBot, size: QSize) -> None:
    look.apply()
    plain, full = Card(padding=1), Card(padding=1)
    table = QTableWidget()
    table.setFrameShape(QTableWidget.Shape.NoFrame)
    full.body.addWidget(table)
    for card in (plain, full):
        qtbot.addWidget(card)
        card.resize(90, 60)
        card.show()
        card.resize(size)
    assert corners(full) == corners(plain)
