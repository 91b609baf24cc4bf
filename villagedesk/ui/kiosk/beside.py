"""Cards beside the names on the wall: today's duty, tomorrow's, and who is away until when."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from villagedesk.services.signs.board import Place
from villagedesk.services.signs.today import Around, Watch
from villagedesk.ui.kiosk.place import back_words
from villagedesk.ui.look.look import Look
from villagedesk.ui.widgets.card import Card, clear_layout
from villagedesk.ui.widgets.text import Elided, Text

HIGH = 780
"""Pixels of a screen's height at the standard text size from which there is room for today's duty in large words."""
WATCHES, AWAY = 3, 4
"""Rows that a card shows at most; more are counted in its last line."""


class Beside(QWidget):
    """Three cards, side by side at the foot of a wide wall or one below the other in a column."""

    def __init__(self, look: Look, *, upright: bool) -> None:
        super().__init__()
        self._upright = upright
        self._anyone_away = False
        self._large = look.room(9999, 9999).height() >= look.px(HIGH)
        self.cards = (Card("今天值班", spacing=6), Card("外出", spacing=6), Card("明天值班", spacing=6))
        box: QVBoxLayout | QHBoxLayout = QVBoxLayout(self) if upright else QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        for card in self.cards:
            box.addWidget(card, 0 if upright else 1)
        if upright:
            box.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """In a column it never makes the window higher than the screen."""
        return QSize(0, 0) if self._upright else super().minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """What stands in a card asks for more once it has its fonts: fit again."""
        known = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return known

    def _fit(self) -> None:
        """In a low column only the cards that fit are shown, the first ones first."""
        left, closed = self.height(), False
        for card in self.cards if self._upright else ():
            wanted = card is not self.cards[1] or self._anyone_away
            left -= (card.sizeHint().height() + 16) * wanted
            closed = closed or left < -16
            card.setVisible(wanted and not closed)

    def show_around(self, around: Around) -> None:
        """Fill the cards anew; in a column a card with nothing to say makes room."""
        today, away, tomorrow = self.cards
        for card in self.cards:
            clear_layout(card.body)
        self._watches(today, around.today, "今天没有排班")
        self._away(away, around.away)
        self._watches(tomorrow, around.tomorrow, "明天没有排班")
        away.heading.setText(f"外出、请假 {len(around.away)} 人" if around.away else "外出、请假")
        self._anyone_away = bool(around.away)
        for card in self.cards:
            card.body.addStretch(1)
        self._fit()

    def _watches(self, card: Card, watches: Sequence[Watch], none: str) -> None:
        for one in watches[:WATCHES]:
            card.body.addWidget(Elided(f"{one.shift}　{one.hours}", "aside" if self._large else "muted"))
            card.body.addWidget(Elided(one.names, "title" if self._large else "heading"))
        if len(watches) > WATCHES:
            card.body.addWidget(Text(f"还有 {len(watches) - WATCHES} 班", "muted"))
        if not watches:
            card.body.addWidget(Text(none, "muted"))

    def _away(self, card: Card, away: Sequence[Place]) -> None:
        for one in away[:AWAY]:
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(Text(one.label, "title" if self._large else "heading"))
            words = "　".join(filter(None, (one.state, back_words(one), one.note)))
            row.addWidget(Elided(words, "accent" if one.overdue else "aside" if self._large else "body"), 1)
            card.body.addLayout(row)
        if len(away) > AWAY:
            card.body.addWidget(Text(f"还有 {len(away) - AWAY} 人", "muted"))
        if not away:
            card.body.addWidget(Text("没有人外出", "muted"))
