"""Rows that are added, changed, put in order and taken away: a list above, the form of the row in front below."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from villagedesk.attendance.ladder import Fault
from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FieldForm
from villagedesk.ui.page import row_of
from villagedesk.ui.pages import load
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.text import Text


@dataclass(slots=True, eq=False)
class Draft:
    """A row under work: what stands in its form, checked or not, and whether something in it is wrong."""

    values: dict[str, Any] = field(default_factory=dict[str, Any])
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class RowKind:
    """What rows are edited: their name, form, columns, and what is wrong among checked rows."""

    name: str
    word: str
    fields: tuple[Field, ...]
    columns: tuple[Column[Draft], ...]
    faults: Callable[[Sequence[dict[str, Any]]], Sequence[Fault]]
    follow: Callable[[Mapping[str, Any]], dict[str, Any]]


class RowsEditor(QWidget):
    """Every change in the form is at once in the list; `read()` gives all rows, or None with the mistake shown."""

    edited = Signal()
    submitted = Signal()

    def __init__(self, desk: Desk, kind: RowKind) -> None:
        super().__init__()
        self._kind = kind
        self.rows: list[Draft] = []
        self._filling = False
        self.table = RowsView(desk, f"attendance.rules.{kind.name}", kind.columns)
        self.table.setSortingEnabled(False)
        self.table.hint = f"还没有{kind.word}；点“添加”"
        self.table.setMinimumHeight(desk.look.px(150))
        self.table.takes = self.paste
        self._desk = desk
        self.table.chosen.connect(self._show_row)
        self.form = FieldForm(desk, kind.fields, columns=3)
        self.form.edited.connect(self._take)
        self.form.submitted.connect(self.submitted)
        acts = (("添加", self.add), ("删除", self.remove), ("上移", self.up), ("下移", self.down))
        self.buttons = {word: self._button(word, run) for word, run in acts}
        self.count = Text("", "muted")
        card = Card(padding=1)
        card.body.addWidget(self.table)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(card, 1)
        box.addLayout(row_of(*self.buttons.values(), self.count, 1))
        box.addWidget(self.form)

    def show_rows(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Fill the list."""
        self.rows = [Draft(dict(row)) for row in rows]
        self._refill(self.rows[0] if self.rows else None)

    def read(self) -> list[dict[str, Any]] | None:
        """Checked values of every row; None after showing the first mistake in its row, at its field."""
        found: list[dict[str, Any]] = []
        for draft in self.rows:
            draft.wrong = False
            self._bring(draft)
            values = self.form.read()
            if values is None:
                draft.wrong = True
                return None
            found.append(values)
        for fault in self._kind.faults(found):
            self.rows[fault.row].wrong = True
            self._bring(self.rows[fault.row])
            self.form.show_mistake(Mistake(fault.says, fault.name))
            return None
        return found

    def add(self) -> None:
        """A new row after the one in front, begun from it."""
        here = self._here()
        draft = Draft(self._kind.follow(here.values if here else {}))
        self.rows.insert(self.rows.index(here) + 1 if here else len(self.rows), draft)
        self._refill(draft)
        self.form.focus_first()
        self.edited.emit()

    def paste(self, text: str) -> None:
        """Preview rows copied in a spreadsheet; the good ones stand at the end of the list, unsaved."""
        wanted = load("villagedesk.services.pasting.rows:Wanted")(f"粘贴{self._kind.word}", self._kind.fields)
        load("villagedesk.ui.tables.pasting:paste_rows")(self._desk, self, wanted, text, self.take_rows)

    def take_rows(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Put rows at the end."""
        drafts = [Draft(dict(row)) for row in rows]
        self.rows += drafts
        self._refill(drafts[-1])
        self.edited.emit()

    def remove(self) -> None:
        """Take the row in front away."""
        here = self._here()
        if here is None:
            return
        place = self.rows.index(here)
        self.rows.remove(here)
        self._refill(self.rows[min(place, len(self.rows) - 1)] if self.rows else None)
        self.edited.emit()

    def up(self) -> None:
        """The row in front before the one above it."""
        self._move(-1)

    def down(self) -> None:
        """The row in front after the one below it."""
        self._move(1)

    def _move(self, by: int) -> None:
        here = self._here()
        place = self.rows.index(here) + by if here else -1
        if here is not None and 0 <= place < len(self.rows):
            self.rows.remove(here)
            self.rows.insert(place, here)
            self._refill(here)
            self.edited.emit()

    def _here(self) -> Draft | None:
        return self.table.current_row()

    def _bring(self, draft: Draft) -> None:
        self.table.select(lambda row: row is draft)
        self._show_row(draft)

    def _refill(self, front: Draft | None) -> None:
        self.table.set_rows(self.rows)
        if front is not None:
            self.table.select(lambda row: row is front)
        self._show_row(front)

    def _show_row(self, draft: Draft | None) -> None:
        self._filling = True
        self.form.show_values(draft.values if draft else {})
        self._filling = False
        self.form.setEnabled(draft is not None)
        place = self.rows.index(draft) if draft in self.rows else -1
        self.buttons["删除"].setEnabled(draft is not None)
        self.buttons["上移"].setEnabled(place > 0)
        self.buttons["下移"].setEnabled(0 <= place < len(self.rows) - 1)
        self.count.setText(f"第 {place + 1} 行，共 {len(self.rows)} 行" if draft else "")

    def _take(self) -> None:
        here = self._here()
        if here is not None and not self._filling:
            here.values, here.wrong = self.form.typed(), False
            self.table.viewport().update()
            self.edited.emit()

    def _button(self, text: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: run())
        return button
