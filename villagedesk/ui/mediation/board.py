"""The board: open cases as cards in lanes by stage, each with its nearest clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import zip_longest

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from villagedesk.store.cases.dispute import Entry
from villagedesk.ui.desk import Desk
from villagedesk.ui.mediation.looks import LANES, STAGE_TONES
from villagedesk.ui.slices import Slices
from villagedesk.ui.widgets.card import clear_layout
from villagedesk.ui.widgets.flow import Tiles
from villagedesk.ui.widgets.text import Chip, Elided, Text

_MOST = 60


class CaseCard(QPushButton):
    """One case on the board: who against whom, what about, stage and the nearest clock."""

    def __init__(self, desk: Desk, entry: Entry, today: str) -> None:
        super().__init__()
        self.setProperty("role", "tile")
        self.setAccessibleName(f"{entry.number} {entry.title} {entry.stage}")
        self.setToolTip(f"{entry.number}\n{entry.title}\n调解员：{entry.mediators}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._high = desk.look.px(92)
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 8, 8, 8)
        box.setSpacing(2)
        short = entry.number.split("人调字")[-1]
        for words, role in (
            (_names(entry), "strong"),
            (f"{entry.category}　{short}　{entry.mediators.split('、')[0]}", "small"),
        ):
            box.addWidget(Elided(words, role))
        chips = QHBoxLayout()
        chips.setSpacing(4)
        chips.addWidget(Chip(_short_stage(entry.stage), STAGE_TONES.get(entry.stage, "info")))
        if entry.next_due_on:
            over = entry.next_due_on < today
            chips.addWidget(Chip(("逾期" if over else "") + entry.next_due_on[5:], "bad" if over else "plain"))
        chips.addStretch(1)
        box.addLayout(chips)

    def showEvent(self, event: QShowEvent) -> None:
        """The style sheet gives every button a least height of its own; a card has its own."""
        self.setMinimumHeight(self._high)
        super().showEvent(event)

    def sizeHint(self) -> QSize:
        """Three lines high; as wide as its lane."""
        return QSize(0, self._high)


def _short_stage(stage: str) -> str:
    return stage.removeprefix("达成").removeprefix("司法")


def _names(entry: Entry) -> str:
    names = entry.parties.split("、") if entry.parties else [entry.title]
    return "、".join(name if len(name) <= 4 else name[:4] + "…" for name in names[:2])


LEAST_LANE = 150
"""Pixels of width below which the lanes stand in two rows."""


class Board(QWidget):
    """Lanes side by side; `opened` carries the id of the case that was clicked."""

    opened = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._slices = Slices(desk.ops, self, at_once=3 * len(LANES))
        self._shown: tuple[object, ...] = ()
        row = Tiles(self, spacing=8)
        self._lanes: list[tuple[Text, Text, QVBoxLayout]] = []
        for name, _ in LANES:
            lane = self._lane(name)
            lane.setMinimumWidth(max(LEAST_LANE, desk.look.px(140)))
            lane.setMinimumHeight(desk.look.px(220))
            row.addWidget(lane)

    def _lane(self, name: str) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "card")
        box = QVBoxLayout(frame)
        box.setContentsMargins(8, 10, 8, 8)
        box.setSpacing(8)
        top = QHBoxLayout()
        heading, count = Elided(name, "strong"), Text("0", "muted")
        top.addWidget(heading, 1)
        top.addWidget(count)
        box.addLayout(top)
        inner = QWidget()
        cards = QVBoxLayout(inner)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(8)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        scroll.setAccessibleName(name)
        box.addWidget(scroll, 1)
        self._lanes.append((heading, count, cards))
        return frame

    def show_cases(self, entries: Sequence[Entry], today: str) -> None:
        """Show these cases in their lanes, those on top first; nothing is made anew where nothing changed."""
        shown = (tuple(entries), today, self._desk.look.size)
        if shown == self._shown:
            return
        self._shown = shown
        lanes: list[list[Callable[[], None]]] = []
        for (_, stages), (_, count, cards) in zip(LANES, self._lanes, strict=True):
            clear_layout(cards)
            mine = [entry for entry in entries if entry.stage in stages]
            count.setText(str(len(mine)))
            steps = [partial(self._add, cards, entry, today) for entry in mine[:_MOST]]
            if len(mine) > _MOST:
                steps.append(partial(_add_rest, cards, len(mine) - _MOST))
            cards.addStretch(1)
            lanes.append(steps)
        self._slices.run(_by_rows(lanes))

    def _add(self, cards: QVBoxLayout, entry: Entry, today: str) -> None:
        card = CaseCard(self._desk, entry, today)
        card.clicked.connect(lambda _checked=False, key=entry.id: self.opened.emit(key))
        cards.insertWidget(cards.count() - 1, card)


def _add_rest(cards: QVBoxLayout, count: int) -> None:
    cards.insertWidget(cards.count() - 1, Text(f"还有 {count} 件，在列表里看", "small", wrap=True))


def _by_rows(lanes: Sequence[Sequence[Callable[[], None]]]) -> Iterator[Callable[[], None]]:
    """The first of every lane, then the second of every lane, and so on."""
    for row in zip_longest(*lanes):
        yield from (step for step in row if step is not None)
