"""去向牌: a full-screen board of where everybody is, changed with one key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from villagedesk.services.office import Office, fact
from villagedesk.services.signs import board as use
from villagedesk.services.signs.board import AWAY, STATES, Place
from villagedesk.services.signs.today import Around, around
from villagedesk.ui.desk import Desk
from villagedesk.ui.kiosk.away import AwayBar
from villagedesk.ui.kiosk.beside import HIGH, Beside
from villagedesk.ui.kiosk.place import PlaceTile
from villagedesk.ui.kiosk.stage import Stage
from villagedesk.ui.widgets.text import Text

LOW = 480
"""Pixels of a screen's height at the standard text size below which the head makes room for the answers."""


@dataclass(frozen=True, slots=True)
class _Answer:
    village: str
    places: tuple[Place, ...]
    phone: str
    around: Around


def _ask(office: Office) -> _Answer:
    return _Answer(fact(office, "village"), use.board(office), fact(office, "supervision_phone"), around(office))


class BoardWindow(Stage):
    """Choose a person with the arrows or a click, press 1 to 8; being away asks for the expected return."""

    empty = "先在“人员”页添加干部，这里就会有他们的去向。"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "干部去向公示", (290, 132))
        self._answer = _Answer("", (), "", Around())
        self._chosen = 0
        self.setWindowTitle("去向牌")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.bar = AwayBar(desk)
        self.bar.stated.connect(self.set_state)
        self.bar.left.connect(lambda: self.choose(0))
        self._low = desk.look.room(9999, 9999).height() < desk.look.px(LOW)
        self.beside = Beside(desk.look, upright=False)
        self._high = desk.look.room(9999, 9999).height() >= desk.look.px(HIGH)
        self.beside.setVisible(self._high)
        self.foot = Text("", "muted", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(32, 24, 32, 16)
        box.setSpacing(16)
        box.addWidget(self.head)
        box.addWidget(self.room, 1)
        box.addWidget(self.beside)
        box.addWidget(self.bar)
        box.addWidget(self.foot)
        self.refresh()

    def refresh(self) -> None:
        """Ask where everybody is."""
        self._desk.ops.query(_ask, self._show, key="board")

    def choose(self, person: int) -> None:
        """Bring one person to the front, or nobody (0)."""
        self._chosen = person
        self.mark(person)
        place = next((p for p in self._answer.places if p.person == person), None)
        self.bar.show_person(place)
        self.beside.setVisible(self._high and place is None)
        self.foot.setVisible(place is None)
        self.head.setVisible(place is None or not self._low)
        self.setFocus()

    def set_state(self, state: str, back_at: datetime | None, note: str) -> None:
        """Say where the person in front is now."""
        place = next((p for p in self._answer.places if p.person == self._chosen), None)
        if place is None:
            return
        self._desk.ops.change(
            lambda office: use.set_state(office, place.person, state, note, back_at, by=place.label),
            lambda _key: self.choose(0),
            self.bar.show_error,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose, 1 to 8 say where, Esc lets go and then closes."""
        key, text = event.key(), event.text()
        if key == Qt.Key.Key_Escape:
            if self._chosen:
                self.choose(0)
            else:
                self.close()
        elif text.isdigit() and 1 <= int(text) <= len(STATES) and self._chosen:
            self.take(STATES[int(text) - 1])
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(key)
        else:
            super().keyPressEvent(event)

    def take(self, state: str) -> None:
        """One key for one state: at the post at once, away after the return is said."""
        if state in AWAY:
            self.bar.ask_return(state)
        else:
            self.set_state(state, None, "")

    def _step(self, key: int) -> None:
        order = list(self.people)
        if not order:
            return
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self.wall.across,
            Qt.Key.Key_Down: self.wall.across,
        }
        at = order.index(self._chosen) + steps[Qt.Key(key)] if self._chosen in order else 0
        self.choose(order[max(0, min(len(order) - 1, at))])

    def _show(self, answer: _Answer) -> None:
        self._answer = answer
        keys = "　".join(f"{number} {state}" for number, state in enumerate(STATES, 1))
        phone = f"　　信息不实请打监督电话 {answer.phone}" if answer.phone else ""
        self.beside.show_around(answer.around)
        self.foot.setText(f"点名字或按方向键，再按数字：{keys}{phone}")
        tiles: dict[int, PlaceTile] = {}
        for place in answer.places:
            tile = PlaceTile(self._desk.look, place)
            tile.setChecked(place.person == self._chosen)
            tile.clicked.connect(lambda _checked=False, person=place.person: self.choose(person))
            tiles[place.person] = tile
        self.show_tiles(answer.village, tiles)
