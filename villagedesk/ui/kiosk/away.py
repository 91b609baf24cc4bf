"""The bar at the foot of the board: eight states, and for those away the expected return and a word on why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from villagedesk.base.errors import said
from villagedesk.services.signs.board import AWAY, STATES, Place
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import row_of
from villagedesk.ui.widgets.card import Card, clear_layout
from villagedesk.ui.widgets.flow import FlowLayout
from villagedesk.ui.widgets.text import Text


class AwayBar(Card):
    """`stated` carries state, expected return and note; `left` lets the person go unchanged."""

    stated = Signal(str, object, str)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(padding=12)
        self._desk = desk
        self._state = ""
        self.who = Text("", "big")
        self.error = Text("", "error", wrap=True)
        self.note = QLineEdit()
        self.note.setPlaceholderText("去哪里、做什么（可以不写）")
        self.note.setAccessibleName("去向说明")
        self.buttons = FlowLayout(spacing=8)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.who)
        row.addLayout(self.buttons, 1)
        box = QVBoxLayout()
        box.addLayout(row)
        self._notes = QWidget()
        self._notes.setLayout(row_of(Text("说明", "label"), self.note))
        box.addWidget(self._notes)
        box.addWidget(self.error)
        self.body.addLayout(box)
        self.hide()

    def show_person(self, place: Place | None) -> None:
        """Offer the states to the person in front; nobody hides the bar."""
        self.setVisible(place is not None)
        self.error.hide()
        self._notes.hide()
        self._state = ""
        if place is None:
            return
        self.who.setText(place.label)
        clear_layout(self.buttons)
        for number, state in enumerate(STATES, 1):
            self._add(f"{number} {state}", lambda state=state: self._pressed(state), now=state == place.state)
        self._add("返回", self.left.emit, role="quiet")

    def ask_return(self, state: str) -> None:
        """Ask when the person will be back."""
        self._state = state
        clear_layout(self.buttons)
        self.buttons.addWidget(Text(f"{state}，预计什么时候回来？", "strong"))
        for word, moment in _returns(self._desk.office.clock()):
            self._add(word, lambda moment=moment: self.stated.emit(self._state, moment, self.note.text()))
        self._add("返回", self.left.emit, role="quiet")
        self.note.clear()
        self._notes.show()
        self.note.setFocus()

    def show_error(self, error: Exception) -> None:
        """Say why it could not be."""
        self.error.setText(said(error))
        self.error.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back without a change."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _pressed(self, state: str) -> None:
        if state in AWAY:
            self.ask_return(state)
        else:
            self.stated.emit(state, None, "")

    def _add(self, text: str, run: Callable[[], object], role: str = "plain", *, now: bool = False) -> None:
        button = QPushButton(text)
        button.setProperty("role", "primary" if now else role)
        button.setAutoDefault(False)
        button.setMinimumHeight(self._desk.look.px(48))
        button.clicked.connect(lambda _checked=False: run())
        self.buttons.addWidget(button)


def _returns(now: datetime) -> list[tuple[str, datetime | None]]:
    """The usual answers, the nearest first; hours of today that have passed are not offered."""
    found: list[tuple[str, datetime | None]] = [
        ("1 小时", now + timedelta(hours=1)),
        ("2 小时", now + timedelta(hours=2)),
    ]
    for word, hour in (("中午 12:00", time(12)), ("下班 17:30", time(17, 30))):
        moment = datetime.combine(now.date(), hour)
        if moment > now + timedelta(minutes=10):
            found.append((word, moment))
    tomorrow = datetime.combine(now.date() + timedelta(days=1), time(8, 30))
    return [*found, ("明天上班", tomorrow), ("说不准", None)]
