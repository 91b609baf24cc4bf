"""What a file cannot say by itself: the order of day and month, the year, the meaning of columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QPushButton, QSpinBox, QVBoxLayout, QWidget

from villagedesk.services.punches.imports import Asked, Columns
from villagedesk.services.punches.trial import Tried
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import row_of
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card, clear_layout
from villagedesk.ui.widgets.controls import StillBox
from villagedesk.ui.widgets.text import Text

_ROLES = (
    ("badge", "考勤号"),
    ("name", "姓名"),
    ("moment", "日期和时间"),
    ("date", "日期"),
    ("time", "时间"),
    ("state", "进出"),
)

_NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}")
_ORDERS = {"mdy": "月在前：03-05 是 3 月 5 日", "dmy": "日在前：03-05 是 5 月 3 日"}

_FORMS = (
    ("moment", re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[ T].*\d:\d{2}.*")),
    ("date", re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}.*")),
    ("time", re.compile(r"(?:\d{1,2}:\d{2}(?::\d{2})?\s*)+")),
    ("badge", re.compile(r"\w{0,3}\d{1,10}")),
)


class Questions(QWidget):
    """Asks about one file; `answered` carries the new wishes."""

    answered = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asked = Asked()
        self.card = Card("要先问一句")
        self.body = QVBoxLayout()
        self.card.body.addLayout(self.body)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.card)
        self.hide()

    def ask(self, tried: Tried, asked: Asked) -> None:
        """Show the question of a file, or nothing when it has none."""
        clear_layout(self.body)
        self._asked = asked
        self.setVisible(bool(tried.question))
        if tried.question == "date_order":
            self._ask_order(tried)
        elif tried.question == "year":
            self._ask_year(tried)
        elif tried.question == "columns" and tried.columns:
            self._ask_columns(tried.columns)

    def _ask_order(self, tried: Tried) -> None:
        self.body.addWidget(
            Text(f"“{tried.path.name}”里的日期看不出月和日谁在前。想一想文件里该是哪些天，再点对的那一个：", wrap=True)
        )
        for order, days in tried.orders:
            words = _ORDERS[order]
            choose = self._button(words, lambda order=order: self._answer(date_order=order))
            choose.setMinimumWidth(self._desk.look.px(220))
            self.body.addLayout(row_of(choose, Text(f"打卡在 {days}", "body"), 1))
        self.body.addStretch(1)

    def _ask_year(self, tried: Tried) -> None:
        self.body.addWidget(Text(f"“{tried.path.name}”里没有写年份，是哪一年的？", wrap=True))
        year = QSpinBox()
        year.setRange(2005, self._desk.today().year)
        year.setValue(self._desk.today().year)
        year.setAccessibleName("年份")
        self.body.addLayout(row_of(year, self._button("就是这一年", lambda: self._answer(year=year.value())), 1))
        self.body.addStretch(1)

    def _ask_columns(self, columns: Columns) -> None:
        self.body.addWidget(
            Text(f"“{columns.path.name}”的列看不懂，请说明哪一列是什么；这台机器以后会记住。", wrap=True)
        )
        picks = _Picks(columns.headings, columns.examples)
        table = RowsView(
            self._desk,
            "punches.columns",
            tuple(
                Column(f"c{i}", head or f"第 {i + 1} 列", lambda row, i=i: row[i] if i < len(row) else "", width=8)
                for i, head in enumerate(columns.headings)
            ),
        )
        table.set_rows(columns.examples)
        table.setMinimumHeight(self._desk.look.px(112))
        self.body.addWidget(table, 1)
        use = self._button("就这样读", lambda: self._answer(columns=picks.chosen()))
        use.setProperty("role", "primary")
        self.body.addLayout(row_of(picks, 1, use))

    def _answer(self, **said: object) -> None:
        values = {name: getattr(self._asked, name) for name in ("device", "year", "date_order", "columns")}
        self.answered.emit(Asked(**(values | said)))  # pyright: ignore[reportArgumentType]

    def _button(self, text: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: run())
        return button


class _Picks(QWidget):
    """One choice of a column for each thing that can be in a table."""

    def __init__(self, headings: Sequence[str], examples: Sequence[Sequence[str]]) -> None:
        super().__init__()
        guesses = _guesses(headings, examples)
        self._boxes: dict[str, QComboBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        for place, (name, word) in enumerate(_ROLES):
            box = StillBox()
            box.setMinimumWidth(132)
            box.setAccessibleName(word)
            box.addItem("（没有）", "")
            for number, head in enumerate(headings, 1):
                box.addItem(f"{number} {head}".strip(), str(number))
            box.setCurrentIndex(guesses.get(name, 0))
            self._boxes[name] = box
            grid.addWidget(Text(word, "label"), 0, place)
            grid.addWidget(box, 1, place)

    def chosen(self) -> dict[str, str]:
        """The columns that were chosen, by what they hold."""
        return {name: box.currentData() for name, box in self._boxes.items() if box.currentData()}


def _guesses(headings: Sequence[str], examples: Sequence[Sequence[str]]) -> dict[str, int]:
    """What each column may hold by its looks, to start from: moments, dates, clock times, short numbers."""
    found: dict[str, int] = {}
    for number in range(1, len(headings) + 1):
        cells = [row[number - 1] for row in examples if number <= len(row) and row[number - 1]]
        for name, form in _FORMS:
            if cells and name not in found and all(form.fullmatch(cell) for cell in cells):
                found[name] = number
                break
        if cells and "name" not in found and len(set(cells)) > 1 and all(_NAME.fullmatch(cell) for cell in cells):
            found["name"] = number
    if "moment" in found:
        found.pop("date", None)
        found.pop("time", None)
    return found
