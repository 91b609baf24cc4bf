"""The clocks at the top of a case: name, last day, days left, and what may be done to each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from villagedesk.mediation.case import Act
from villagedesk.mediation.clocks import CONFIRMATION, Clock, Mark
from villagedesk.ui.desk import Desk
from villagedesk.ui.mediation.looks import clock_tone, clock_words
from villagedesk.ui.widgets.card import Card, clear_layout
from villagedesk.ui.widgets.flow import Tiles
from villagedesk.ui.widgets.text import Chip, Elided, Text

GAP = 24


class ClockStrip(Card):
    """One column a clock; `move_wanted` carries the clock's name and the act (暂停, 恢复, 延长)."""

    move_wanted = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(padding=8)
        self._desk = desk
        self._row = Tiles(spacing=GAP)
        self._columns: list[QWidget] = []
        self.body.addLayout(self._row)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line before every column but the first of a row."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self._desk.look.color("grid"))
        for column in self._columns:
            if column.x() > self._columns[0].x():
                left = column.x() - GAP // 2
                painter.drawLine(left, column.y(), left, column.geometry().bottom())
        painter.end()

    def show_clocks(self, clocks: Sequence[Clock]) -> None:
        """Show the clocks that have been started."""
        clear_layout(self._row)
        self._columns = []
        if not clocks:
            self._row.addWidget(Text("受理以后开始计算调解期限。", "muted"))
        for clock in clocks:
            holder = QWidget()
            self._columns.append(holder)
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addLayout(self._column(clock))
            source = Elided(clock.source, "small")
            source.setToolTip(_tip(clock))
            column.addWidget(source)
            self._row.addWidget(holder)

    def _column(self, clock: Clock) -> QHBoxLayout:
        names = QVBoxLayout()
        names.setSpacing(0)
        over = clock.mark in (Mark.DONE, Mark.LAPSED)
        tip = _tip(clock)
        below = f"{clock.due_on:%m-%d}　{clock_words(clock)}" if over else f"到 {clock.due_on}"
        for words, role in ((clock.name, "strong"), (below, "small")):
            text = Text(words, role)
            text.setToolTip(tip)
            names.addWidget(text)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addLayout(names)
        if not over:
            chip = Chip(clock_words(clock), clock_tone(clock))
            chip.setToolTip(tip)
            row.addWidget(chip)
        if clock.name != CONFIRMATION and not over:
            row.addWidget(self._button(clock))
        row.addStretch(1)
        return row

    def _button(self, clock: Clock) -> QPushButton:
        button = QPushButton("变动")
        button.setProperty("role", "link")
        button.setAccessibleName(f"{clock.name}：暂停、恢复或延长")
        button.setToolTip("暂停、恢复或延长，要写明双方同意的情况和理由")
        menu = QMenu(button)
        acts = (Act.RESTART, Act.EXTEND) if clock.mark is Mark.STOPPED else (Act.EXTEND, Act.STOP)
        for act in acts:
            menu.addAction(act.value, lambda act=act: self.move_wanted.emit(clock.name, act.value))
        button.setMenu(menu)
        button.setEnabled(not self._desk.readonly)
        return button


def _tip(clock: Clock) -> str:
    note = f"\n{clock.note}" if clock.note else ""
    return f"来源：{clock.source}\n从 {clock.started_on} 起算，到 {clock.due_on}{note}"
