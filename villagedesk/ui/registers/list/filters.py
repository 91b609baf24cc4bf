"""What a list shows: states as chips, category, grid and person by choice, this month or all time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QSizePolicy, QWidget

from villagedesk.base.fields import Kind
from villagedesk.registers.definition import ChoiceLists, Register, choices_of
from villagedesk.services.registers.lists import Sift, month_span
from villagedesk.ui.desk import Desk
from villagedesk.ui.widgets.flow import FlowLayout

_SPANS = (("", "全部时间"), ("day", "今天"), ("month", "本月"), ("last", "上月"), ("year", "今年"), ("before", "去年"))
_MONTHS = 12
VOIDED = "含作废"


@dataclass(frozen=True, slots=True)
class Names:
    """The people and grids a filter offers, by name."""

    people: dict[str, int]
    grids: dict[str, int]


class FilterBar(QWidget):
    """The filters of one book; `changed` tells that another list is wanted."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._register: Register | None = None
        self._names = Names({}, {})
        self._spans = [*_SPANS, *_earlier(desk.today())]
        self._span = self._box("时间", [word for _, word in self._spans])
        self._more: dict[str, QComboBox] = {}
        self._category = self._box("类别", [])
        self._grid = self._box("网格", [])
        self._person = self._box("经办人", [])
        self._states: dict[str, QPushButton] = {}
        self._clear = QPushButton("清除筛选")
        self._clear.setProperty("role", "link")
        self._clear.clicked.connect(self.clear)
        self._voided = QPushButton(VOIDED)
        self._voided.setCheckable(True)
        self._voided.setProperty("role", "chip")
        self._voided.setToolTip("作废的记录也显示，可以查看和恢复")
        self._voided.clicked.connect(lambda _checked=False: self.changed.emit())
        self.changed.connect(self._remember)
        self._row = FlowLayout(self)
        for widget in (self._span, self._category, self._grid, self._person, self._clear):
            self._row.addWidget(widget)
        rule = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        rule.setHeightForWidth(True)
        self.setSizePolicy(rule)

    def _box(self, name: str, words: list[str]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(f"筛选：{name}")
        box.setMaxVisibleItems(16)
        box.addItems(words)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(6)
        box.activated.connect(lambda _index: self.changed.emit())
        return box

    def show_book(self, register: Register, lists: ChoiceLists, names: Names) -> None:
        """Offer the filters of a book; those of the book before are let go."""
        same = self._register is not None and self._register.id == register.id
        self._register, self._names = register, names
        category = register.item(register.category)
        words = choices_of(category, lists) if category else ()
        label = category.label[-2:] if category else "类别"  # the row has room for two characters
        self._offer(self._category, f"全部{label}", words if register.category in register.list.filters else (), same)
        self._offer(self._grid, "全部网格", tuple(names.grids) if "grid" in register.list.filters else (), same)
        by_person = register.person in register.list.filters
        self._offer(self._person, "全部人员", tuple(names.people) if by_person else (), same)
        if not same:
            self._span.setCurrentIndex(0)
        self._offer_more(register, lists, same)
        self._show_states(register, () if not same else self._on())
        if not same:
            self._come_back(register)

    def _come_back(self, register: Register) -> None:
        """What the list of this book was sifted by last; whose matters were looked at is never kept on the computer."""
        kept: dict[str, Any] = self._desk.memory.get(f"filters.{register.id}", {})
        spans = [key for key, _words in self._spans]
        self._span.setCurrentIndex(spans.index(kept["span"]) if kept.get("span") in spans else 0)
        for name, box in self._kept_boxes():
            box.setCurrentIndex(max(box.findText(str(kept.get(name) or "")), 0) if kept.get(name) else 0)
        self._voided.setChecked(bool(kept.get("voided")))
        for name, button in self._states.items():
            button.setChecked(name in kept.get("states", ()))

    def _remember(self) -> None:
        if self._register is None:
            return
        kept: dict[str, Any] = {name: box.currentText() for name, box in self._kept_boxes() if box.currentIndex() > 0}
        kept |= {"span": self._spans[self._span.currentIndex()][0]} if self._span.currentIndex() > 0 else {}
        kept |= {"states": list(self._on())} if self._on() else {}
        kept |= {"voided": True} if self._voided.isChecked() else {}
        self._desk.memory.put(f"filters.{self._register.id}", kept)

    def _kept_boxes(self) -> tuple[tuple[str, QComboBox], ...]:
        return (("category", self._category), ("grid", self._grid), *self._more.items())

    def _offer_more(self, register: Register, lists: ChoiceLists, same: bool) -> None:
        """A box for every further choice that the definition filters by."""
        wanted = [
            item
            for name in register.list.filters
            if (item := register.item(name)) and item.kind is Kind.CHOICE and name != register.category
        ]
        for name in [name for name in self._more if name not in {item.name for item in wanted} or not same]:
            box = self._more.pop(name)
            self._row.removeWidget(box)
            box.deleteLater()
        for item in wanted:
            box = self._more.get(item.name)
            if box is None:
                box = self._more[item.name] = self._box(item.label, [])
                self._row.addWidget(box)
            label = item.label if len(item.label) <= 2 else item.label[-2:]  # as much as the row has room for
            self._offer(box, f"全部{label}", choices_of(item, lists), same)

    def _show_states(self, register: Register, on: tuple[str, ...]) -> None:
        for button in self._states.values():
            self._row.removeWidget(button)
            button.deleteLater()
        self._states = {}
        self._row.removeWidget(self._clear)
        for state in register.states if len(register.states) > 1 else ():
            button = QPushButton(state.name)
            button.setCheckable(True)
            button.setChecked(state.name in on)
            button.setProperty("role", "chip")
            button.setAccessibleName(f"筛选：{state.name}")
            button.clicked.connect(lambda _checked=False: self.changed.emit())
            self._row.addWidget(button)
            self._states[state.name] = button
        self._row.removeWidget(self._voided)
        self._row.addWidget(self._voided)
        self._row.addWidget(self._clear)
        self.updateGeometry()

    def _on(self) -> tuple[str, ...]:
        return tuple(name for name, button in self._states.items() if button.isChecked())

    def _offer(self, box: QComboBox, everything: str, words: tuple[str, ...], keep: bool) -> None:
        now = box.currentText() if keep and box.currentIndex() > 0 else ""
        box.clear()
        box.addItems([everything, *words])
        box.setCurrentIndex(max(box.findText(now), 0) if now else 0)
        box.setVisible(bool(words))

    def clear(self) -> None:
        """Show everything again."""
        for box in (self._span, self._category, self._grid, self._person, *self._more.values()):
            box.setCurrentIndex(0)
        self._voided.setChecked(False)
        for button in self._states.values():
            button.setChecked(False)
        self.changed.emit()

    def sift(self) -> Sift:
        """What is chosen, as a sift of the book."""
        register = self._register
        first, last = self._days()
        category = self._category.currentText() if self._category.currentIndex() > 0 else ""
        sift = Sift(
            register.id if register else "",
            first,
            last,
            states=self._on(),
            categories=(category,) if category else (),
            grid=self._names.grids.get(self._grid.currentText()) if self._grid.currentIndex() > 0 else None,
            person=self._names.people.get(self._person.currentText()) if self._person.currentIndex() > 0 else None,
            facts=tuple((name, box.currentText()) for name, box in self._more.items() if box.currentIndex() > 0),
            voided=self._voided.isChecked(),
        )
        self._clear.setVisible(sift != Sift(sift.book))
        return sift

    def _days(self) -> tuple[date | None, date | None]:
        today = self._desk.today()
        match self._spans[self._span.currentIndex()][0]:
            case "":
                return None, None
            case "day":
                return today, today
            case "month":
                return month_span(f"{today:%Y-%m}")
            case "last":
                before = date.fromordinal(today.replace(day=1).toordinal() - 1)
                return month_span(f"{before:%Y-%m}")
            case "year":
                return month_span(f"{today:%Y}")
            case "before":
                return month_span(str(today.year - 1))
            case period:
                return month_span(period)


def _earlier(today: date) -> list[tuple[str, str]]:
    """The months before the last one, a year back."""
    count = today.year * 12 + today.month - 1
    months = [divmod(count - back, 12) for back in range(2, _MONTHS + 2)]
    return [(f"{year}-{month + 1:02d}", f"{year}年{month + 1}月") for year, month in months]
