"""The volume at the left: every sheet in binding order with its sign, and how complete it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from villagedesk.mediation.volume import Need, Place, State
from villagedesk.ui.desk import Desk
from villagedesk.ui.mediation.looks import place_sign
from villagedesk.ui.widgets.card import Card, clear_layout
from villagedesk.ui.widgets.text import Chip, Elided, Text


class VolumeList(Card):
    """The sheets of a volume; `chosen` carries the place, or None for the case itself; `wanted` comes with a click."""

    chosen = Signal(object)
    wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__("卷宗", padding=12)
        self._desk = desk
        self._now: tuple[str, int] | None = None
        self._buttons: list[tuple[QPushButton, Place | None]] = []
        self.complete = Chip("", "ok")
        self.add_beside(self.complete)
        inner = QWidget()
        self._rows = QVBoxLayout(inner)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)
        scroll = self._scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        scroll.setAccessibleName("卷宗目录")
        self.body.addWidget(scroll, 1)
        self.legend = Text("√ 已签　○ 待签　× 缺　－ 按需", "small", wrap=True)
        self.body.addWidget(self.legend)

    def show_places(self, places: Sequence[Place]) -> None:
        """Show the sheets and keep what was chosen and how far the list was scrolled."""
        bar = self._scroll.verticalScrollBar()
        stood = bar.value()
        clear_layout(self._rows)
        self._buttons = []
        self._add("案件与经过", "◆", "accent", None, "当事人、案情、办理经过")
        for place in places:
            sign, tone = place_sign(place)
            need = "" if place.need is Need.IF_ANY else place.need.value
            self._add(place.title, sign, tone, place, f"{place.title}：{need}{'，' if need else ''}{place.state.value}")
        self._rows.addStretch(1)
        missing = [place.title for place in places if place.lacking]
        unsigned = sum(place.state is State.WRITTEN for place in places)
        words = f"缺 {len(missing)} 件" if missing else f"{unsigned} 件待签" if unsigned else "齐全"
        self.complete.show_text(words, "bad" if missing else "warn" if unsigned else "ok")
        self.complete.setToolTip("还缺：" + "、".join(missing) if missing else "必须有的文书都在。")
        self._mark()
        QTimer.singleShot(0, self, lambda: bar.setValue(stood))  # the rows are laid out by then

    def _add(self, title: str, sign: str, tone: str, place: Place | None, tip: str) -> None:
        button = _Row(self._desk.look.px(30))
        button.setAccessibleName(tip)
        button.setToolTip(tip)
        row = QHBoxLayout(button)
        row.setContentsMargins(6, 0, 6, 0)
        row.setSpacing(8)
        mark = Text(sign, "error" if tone == "bad" else "strong")
        mark.setFixedWidth(self._desk.look.px(16))
        row.addWidget(mark)
        row.addWidget(Elided(title, "muted" if place and place.state is State.ABSENT else "body"), 1)
        button.clicked.connect(lambda _checked=False: self._clicked(place))
        self._rows.addWidget(button)
        self._buttons.append((button, place))

    def _clicked(self, place: Place | None) -> None:
        self._mark()  # what was half typed may keep the present sheet in front
        self.wanted.emit(place)

    def choose(self, place: Place | None) -> None:
        """Choose a place as if it were clicked."""
        self._now = (place.sheet.value, place.step) if place else None
        self._mark()
        self.chosen.emit(place)

    def current(self, places: Sequence[Place]) -> Place | None:
        """The chosen place among the present ones."""
        return next((p for p in places if (p.sheet.value, p.step) == self._now), None)

    def _mark(self) -> None:
        for button, place in self._buttons:
            button.setChecked(((place.sheet.value, place.step) if place else None) == self._now)


class _Row(QPushButton):
    """One line of the volume, lower than a button."""

    def __init__(self, high: int) -> None:
        super().__init__()
        self._high = high
        self.setProperty("role", "listrow")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One line of text."""
        return QSize(0, self._high)
