"""The top of a full-screen window: what it is, whose it is, date and a clock that runs."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from villagedesk.calendar.wording import day_words, weekday_word
from villagedesk.ui.desk import Desk
from villagedesk.ui.widgets.text import Text

NARROW, SMALL = 760, 560
"""Pixels of a screen at the standard text size below which the day makes room, and the words become smaller."""


class WallHead(QWidget):
    """Title and village at the left, the clock at the right; `minute` is emitted when the minute changes."""

    minute = Signal(object)

    def __init__(self, desk: Desk, title: str, leave: QWidget) -> None:
        super().__init__()
        self._clock = desk.office.clock
        self._seen: datetime | None = None
        self.title = Text(title, "huge")
        self.village = Text("", "accent")
        self.day = Text("", "heading")
        self.time = Text("", "huge")
        close = QPushButton(desk.look.icon("x"), " 关闭 Esc")
        close.setProperty("role", "quiet")
        close.setAutoDefault(False)
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(leave.close)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.village)
        left.addWidget(self.title)
        room = desk.look.room(9999, 9999).width()
        if room < desk.look.px(NARROW):
            self.day.hide()
            close.setText("")
            close.setAccessibleName("关闭")
            close.setToolTip("关闭（Esc）")
        if room < desk.look.px(SMALL):
            self.title.set_role("title")
            self.time.set_role("title")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24 if self.day.isVisibleTo(self) else 12)
        row.addLayout(left)
        row.addStretch(1)
        row.addWidget(self.day)
        row.addWidget(self.time)
        row.addWidget(close)
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        self.tick()

    def tick(self) -> None:
        """Show the present time."""
        now = self._clock()
        self.time.setText(f"{now:%H:%M}")
        self.day.setText(f"{day_words(now)} 星期{weekday_word(now)}")
        minute = now.replace(second=0)
        if minute != self._seen:
            self._seen = minute
            self.minute.emit(now)
