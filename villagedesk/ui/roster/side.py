"""The side of the roster page: fairness over everybody, and all about the chosen place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from villagedesk.papers.roster.posted import short_marks
from villagedesk.services.roster.edit.replacement import Substitute, replace
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import line_of
from villagedesk.ui.roster.sheet import Sheet, Spot, bucket_kinds, cell_at, counts_by_kind, place_at
from villagedesk.ui.widgets.card import Card, clear_layout
from villagedesk.ui.widgets.charts.bars import BarRow, BarRows
from villagedesk.ui.widgets.controls import ClickRow
from villagedesk.ui.widgets.text import Text

NARROW = 14
"""Characters that fit into a line of the side."""


class FairnessCard(Card):
    """How much everybody has stood of each kind of day, carried over counts included."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("公平（含往月累计）")
        self._bars = BarRows(desk.look, (), "次")
        self._words = Text("", "small", wrap=True)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._bars)
        self.body.addWidget(self._scroll)
        self.body.addWidget(self._words)
        self._look, self._room = desk.look, 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def fit(self, room: int) -> None:
        """Take no more than half of a page that is `room` high, and less of a low one: who can stand in comes first."""
        self._room = room
        most = max(self._look.px(270), room // 2 - self._look.px(120))
        self._scroll.setFixedHeight(min(self._bars.sizeHint().height(), most))

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the ledger of a month."""
        ledger = sheet.fairness
        kinds = bucket_kinds(ledger)
        names = short_marks(ledger.people)
        self._bars.show_rows([BarRow(names[who], counts_by_kind(ledger, who, kinds)) for who in ledger.people], kinds)
        self.fit(self._room)
        widest = sorted(ledger.spread.items(), key=lambda item: -item[1])
        self._words.setText(f"最多差 {widest[0][1]:g}（{widest[0][0]}）" if widest else "还没有排班")


class SpotCard(Card):
    """The chosen name, hole or day: what it is, what is wrong, and who could stand there, best first."""

    wanted = Signal(object, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__("所选")
        self._desk = desk
        self._spot: Spot | None = None
        self._soon = QTimer(self, singleShot=True, interval=90)
        self._soon.timeout.connect(self._ask)
        self._unasked = False
        self._sheet: Sheet | None = None
        inner = QWidget()
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(2)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(scroll, 1)
        self.show_hint()

    def show_hint(self) -> None:
        """What can be done here, while nothing is chosen."""
        self.heading.setText("怎么用")
        self._clear()
        for words in (
            "点人名：看谁能替换，点一下就换。",
            "拖人名：放到别的人名上对换，放到缺人处补上；违反规定会说明，可写理由照排。",
            "右键：钉住、清除、申请换班。",
            "方向键走动，空格拿起和放下，Ctrl+Z 撤销。",
        ):
            self._list.addWidget(Text(words, "muted", wrap=True))
        self._list.addStretch(1)

    def show_spot(self, sheet: Sheet, spot: Spot) -> None:
        """Show all about a spot and ask who could stand there."""
        self._sheet, self._spot = sheet, spot
        if not spot.post:
            self._show_day(sheet, spot.date)
            return
        self._clear()
        self.heading.setText(spot.words)
        for words, role in self._facts(sheet, spot):
            self._list.addWidget(Text(words, role, wrap=True))
        waiting = Text("正在比较人选…", "muted")
        self._list.addWidget(waiting)
        self._list.addStretch(1)
        self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Coming back, ask what was not asked any more."""
        super().showEvent(event)
        if self._unasked:
            self._soon.start()

    def _ask(self) -> None:
        """Ask who could stand at the spot, once the walking has come to rest and the page is still in front."""
        self._unasked = not self.isVisible()
        if (spot := self._spot) is not None and spot.post and not self._unasked:
            self._desk.ops.query(
                lambda office: (spot, replace(office, spot.date, spot.shift, spot.person, spot.post)),
                self._show_people,
                key="spot",
            )

    def _facts(self, sheet: Sheet, spot: Spot) -> list[tuple[str, str]]:
        place = place_at(sheet.view, spot.at)
        facts = [(line_of(spot.shift, place.hours), "muted")] if place else []
        cell = cell_at(sheet.view, spot)
        if cell is None:
            return facts
        mine = [p.date for p in sheet.view.places for c in p.cells if c.person == spot.person]
        before = [day for day in mine if day < spot.date]
        since = f"，上次 {before[-1].day} 日" if before else ""
        facts.append((f"本月第 {mine.index(spot.date) + 1} 次{since}", "muted"))
        facts += [("△ " + words, "error") for words in cell.breaches]
        if cell.accepted:
            facts.append((f"已说明理由：{cell.accepted}", "small"))
        if cell.pinned:
            facts.append(("已钉住，重排时不动。", "small"))
        return facts

    def _show_people(self, answer: tuple[Spot, tuple[Substitute, ...]]) -> None:
        spot, people = answer
        if self._sheet is None or spot != self._spot:
            return
        self._clear()
        for words, role in self._facts(self._sheet, spot):
            self._list.addWidget(Text(words, role, wrap=True))
        fits = [one for one in people if one.fits]
        title = "可替换：" if spot.person else "可补上："
        if not fits:
            title = "没有合适的人，各人的原因：" if spot.person else "为什么缺人，各人的原因："
        self._list.addWidget(Text(title, "strong"))
        self._people(fits, spot, "ink")
        others = [one for one in people if not one.fits]
        if fits and others:
            self._list.addWidget(Text("不合适：", "strong"))
        self._people(others, spot, "muted")
        self._list.addStretch(1)

    def _people(self, people: Sequence[Substitute], spot: Spot, role: str) -> None:
        for one in people:
            row = ClickRow(f"换成{one.person}：{one.says}")
            row.setEnabled(not self._desk.readonly)
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(Text(one.person, "strong" if one.fits else "muted"))
            words.addWidget(Text(in_lines(one.says), "small"))
            row.setToolTip(one.says)
            row.row.addLayout(words, 1)
            row.clicked.connect(lambda _checked=False, who=one.person: self.wanted.emit(spot, who))
            self._list.addWidget(row)

    def _show_day(self, sheet: Sheet, day: date) -> None:
        self._clear()
        self.heading.setText(Spot(day).words)
        found = next(one for one in sheet.view.days if one.date == day)
        words = line_of(
            found.kind.label,
            found.name,
            f"农历{found.lunar}" if found.lunar else "",
            found.term,
            found.collective,
            found.special,
        )
        self._list.addWidget(Text(words, "muted", wrap=True))
        told = ""
        for place in sheet.view.places:
            if place.date == day:
                names = "、".join(cell.person for cell in place.cells)
                names = names or ("未排班" if sheet.view.state == "空" else "缺人")
                if (shift := line_of(place.shift, place.hours)) != told:
                    self._list.addWidget(Text(shift, "small"))
                told = shift
                self._list.addWidget(Text(f"{place.post}　{names}", wrap=True))
        self._list.addStretch(1)

    def _clear(self) -> None:
        clear_layout(self._list)


def in_lines(says: str) -> str:
    """A reason in short lines for a narrow column: one for each part, broken at a comma where it is long."""
    lines: list[str] = []
    for part in says.split("；"):
        head, comma, tail = part.rpartition("，")
        lines += [head + comma, tail] if comma and len(part) > NARROW else [part]
    return "\n".join(lines)
