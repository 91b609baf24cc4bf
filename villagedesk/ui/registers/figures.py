"""The figures of a book: each under its own unit beside last year, split into bars and months."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from villagedesk.registers.definition import Register
from villagedesk.registers.statistics import Figure, Split, change_text, split_label
from villagedesk.services.office import Office
from villagedesk.services.registers.books import register_of
from villagedesk.services.registers.lists import month_span
from villagedesk.services.registers.stats import Balance, BookFigures, balances, book_figures
from villagedesk.services.villagers.grids import Walk, walk_progress
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import row_of
from villagedesk.ui.widgets.card import Card, clear_layout
from villagedesk.ui.widgets.charts.bars import BarRow, BarRows
from villagedesk.ui.widgets.charts.columns import Columns
from villagedesk.ui.widgets.controls import MonthStepper, Segments, month_words
from villagedesk.ui.widgets.flow import Tiles
from villagedesk.ui.widgets.text import Text, figure_column

_MOST = 12


@dataclass(frozen=True, slots=True)
class Counted:
    """The figures of a book, its months this year and last, and its balances if it keeps a ledger."""

    figures: BookFigures
    year: BookFigures
    before: BookFigures
    balances: tuple[Balance, ...]
    walk: Walk | None = None


def counted(office: Office, book: str, period: str) -> Counted:
    """What the view shows of a book in a month or a year."""
    register = register_of(office, book)
    year = int(period[:4])
    return Counted(
        book_figures(office, register, period),
        book_figures(office, register, str(year)),
        book_figures(office, register, str(year - 1)),
        balances(office, book) if register.ledger else (),
        walk_progress(office, *month_span(period)) if book == "walk" else None,
    )


class FigureView(QWidget):
    """The figures of one book for a month or a year; `printed` carries the period."""

    printed = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._book, self._whole_year = "", False
        self.stepper = MonthStepper(desk.look, f"{desk.today():%Y-%m}")
        self.stepper.stepped.connect(lambda _month: self.refresh())
        self._words = Text("", "heading")
        self._kind = Segments((("month", "按月"), ("year", "按年")))
        self._kind.chosen.connect(self._choose)
        self._box = QVBoxLayout()
        self._box.setSpacing(16)
        self._box.setContentsMargins(0, 0, 4, 0)
        inner = QWidget()
        inner.setLayout(self._box)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addLayout(row_of(self.stepper, self._words, 1, self._kind))
        outer.addWidget(scroll, 1)

    @property
    def period(self) -> str:
        """The month or the year that is shown."""
        return self.stepper.month[:4] if self._whole_year else self.stepper.month

    def show_book(self, book: str) -> None:
        """Count another book."""
        self._book = book
        self.refresh()

    def _choose(self, kind: str) -> None:
        self._whole_year = kind == "year"
        self.refresh()

    def refresh(self) -> None:
        """Count anew."""
        book, period = self._book, self.period
        self._words.setText(f"{period}年" if self._whole_year else month_words(period))
        if book:
            self._desk.ops.query(lambda office: counted(office, book, period), self._show, key="register-figures")

    def _show(self, found: Counted) -> None:
        clear_layout(self._box)
        self._box.addWidget(self._tiles(found.figures))
        if found.walk is not None and found.walk.all:
            self._box.addWidget(Text(f"{found.walk.says}，还有 {len(found.walk.to_see)} 户（打印—走访清单）", "strong"))
        charts = [self._months(found)]
        charts += [
            self._bars(found.figures.register, split)
            for split in found.figures.splits
            if split.by != "month" and split.unit != "%"
        ]
        if found.balances:
            charts.append(self._balances(found.figures.register, found.balances))
        holder = QWidget()
        tiles = Tiles(holder, spacing=16)
        for card in charts:
            if card is not None:
                card.setMinimumWidth(self._desk.look.px(300))
                tiles.addWidget(card)
        self._box.addWidget(holder)
        self._box.addStretch(1)

    def _tiles(self, figures: BookFigures) -> QWidget:
        holder = QWidget()
        row = Tiles(holder, spacing=16)
        for figure in figures.figures:
            row.addWidget(self._tile(figure))
        return holder

    def _tile(self, figure: Figure) -> Card:
        card = Card()
        card.body.setSpacing(2)
        sign = "%" if figure.unit == "%" else ""
        value = "—" if figure.value is None else f"{figure.value:g}{sign}"
        before = "—" if figure.last_year is None else f"{figure.last_year:g}{sign}"
        unit = figure.unit if figure.value is not None and figure.unit != "%" else ""
        heading = figure.heading.removesuffix(f"（{figure.unit}）")
        note = f"上年同期 {before}　{change_text(figure.value, figure.last_year, figure.unit)}"
        card.body.addLayout(figure_column(heading, value, unit, note))
        return card

    def _months(self, found: Counted) -> Card | None:
        split = next((s for s in found.year.splits if s.by == "month" and s.unit != "%"), None)
        if split is None:
            return None
        year = int(self.period[:4])
        last = next((s for s in found.before.splits if s.by == "month" and s.label == split.label), None)
        card = Card(f"{split.label}（{split.unit}）逐月，线为上年")
        chart = Columns(self._desk.look, split.unit)
        chart.setMinimumHeight(self._desk.look.px(190))
        labels = [f"{month}月" for month in range(1, 13)]
        values = _by_month(split, year)
        before = _by_month(last, year - 1) if last and last.parts else []
        chart.show_values(labels, values, before)
        card.body.addWidget(chart, 1)
        return card

    def _bars(self, register: Register, split: Split) -> Card | None:
        if not split.parts:
            return None
        card = Card(f"{split.label}（{split.unit}）按{split_label(register, split.by)}")
        bars = BarRows(self._desk.look, unit=split.unit)
        rows = [BarRow(word, (value,), f"{word}：{value:g}{split.unit}") for word, value in split.parts[:_MOST]]
        bars.show_rows(rows)
        card.body.addWidget(bars)
        card.body.addStretch(1)
        return card

    def _balances(self, register: Register, found: tuple[Balance, ...]) -> Card:
        item = register.item(register.ledger.field) if register.ledger else None
        unit = item.unit if item else ""
        card = Card(f"结余（{unit}），共 {len(found)} 户")
        bars = BarRows(self._desk.look, unit=unit)
        bars.show_rows(
            [
                BarRow(b.name, (b.left,), f"{b.name}：得 {b.earned:g}，用 {b.spent:g}，余 {b.left:g}")
                for b in found[:_MOST]
            ]
        )
        card.body.addWidget(bars)
        card.body.addStretch(1)
        return card


def _by_month(split: Split, year: int) -> list[float]:
    known = dict(split.parts)
    return [known.get(f"{year}-{month:02d}", 0.0) for month in range(1, 13)]
