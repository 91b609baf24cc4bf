"""What a list shows: states as chips, category, grid and person by choice, this month or all time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QSizePolicy, QWidget

from villagedesk.registers.definition import ChoiceLists, Register, choices_of
from villagedesk.services.registers.lists import Sift, month_span
from villagedesk.ui.desk import Desk
from villagedesk.ui.widgets.flow import FlowLayout

_SPANS = (("", "全部时间"), ("month", "本月"), ("last", "上月"), ("year", "今年"))


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
        self._span = self._box("时间", [word for _, word in _SPANS])
        self._category = self._box("类别", [])
        self._grid = self._box("网格", [])
        self._person = self._box("经办人", [])
        self._states: dict[str, QPushButton] = {}
        self._clear = QPushButton("清除筛选")
        self._clear.setProperty("role", "link")
        self._clear.clicked.connect(self.clear)
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
        self._show_states(register, () if not same else self._on())

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
        for box in (self._span, self._category, self._grid, self._person):
            box.setCurrentIndex(0)
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
        )
        self._clear.setVisible(sift != Sift(sift.book))
        return sift

    def _days(self) -> tuple[date | None, date | None]:
        today = self._desk.today()
        match _SPANS[self._span.currentIndex()][0]:
            case "month":
                return month_span(f"{today:%Y-%m}")
            case "last":
                before = date.fromordinal(today.replace(day=1).toordinal() - 1)
                return month_span(f"{before:%Y-%m}")
            case "year":
                return month_span(f"{today:%Y}")
            case _:
                return None, None
