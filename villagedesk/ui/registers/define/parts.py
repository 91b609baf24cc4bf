"""One kind of part of a definition as a table: add, change, take out, move; each part has a small form."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field
from villagedesk.registers.definition import ChoiceLists, Register
from villagedesk.registers.reading import read_register
from villagedesk.registers.writing import definition_text
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FormDialog
from villagedesk.ui.pages import load
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One part as a line of the table: its place and its words."""

    place: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """How one kind of part is shown and changed.

    `cells` gives the words of every part; `fields` and `values` the form of the part at a place (None: a new one);
    `taken` the book with what was typed there; `dropped` the book without it; `moved` the book with it shifted.
    """

    key: str
    word: str
    headings: tuple[tuple[str, float], ...]
    cells: Callable[[Register], list[tuple[str, ...]]]
    fields: Callable[[Register, int | None], tuple[Field, ...]]
    values: Callable[[Register, int | None], Values]
    taken: Callable[[Register, int | None, Values], Register]
    dropped: Callable[[Register, int], Register]
    moved: Callable[[Register, int, int], Register]


def shifted(parts: Sequence[Any], place: int, by: int) -> tuple[Any, ...]:
    """The parts with one moved up or down; the same where there is no room."""
    if not 0 <= place + by < len(parts):
        return tuple(parts)
    found = list(parts)
    found.insert(place + by, found.pop(place))
    return tuple(found)


def without(key: str) -> Callable[[Register, int], Register]:
    """How one part is taken out of those that the book keeps under a name."""

    def dropped(register: Register, place: int) -> Register:
        parts = getattr(register, key)
        return replace(register, **{key: (*parts[:place], *parts[place + 1 :])})

    return dropped


def moving(key: str) -> Callable[[Register, int, int], Register]:
    """How one part is moved among those that the book keeps under a name."""

    def moved(register: Register, place: int, by: int) -> Register:
        return replace(register, **{key: shifted(getattr(register, key), place, by)})

    return moved


def put(parts: Sequence[Any], place: int | None, part: Any) -> tuple[Any, ...]:
    """The parts with one changed, or with a new one at the end."""
    return (*parts, part) if place is None else (*parts[:place], part, *parts[place + 1 :])


def checked(register: Register, lists: ChoiceLists) -> Register:
    """The book as it would be read back; `Mistake` with the reason alone, there is no line to look at here."""
    try:
        return read_register(definition_text(register), "", lists)
    except Mistake as mistake:
        raise Mistake(re.sub(r"^台账定义“”[^：]*：", "", mistake.says)) from None


class PartForm(FormDialog):
    """The form of one part; nothing is written before the whole book is saved."""

    def __init__(self, desk: Desk, parent: QWidget, title: str, fields: Sequence[Field], values: Values) -> None:
        super().__init__(desk, parent, title, fields, _no_write, values)
        self.save_button.setText("确定 Ctrl+S")
        self.then: Callable[[Values], None] = lambda _values: None

    def submit(self) -> None:
        """Hand the typed values on; what is refused stays in the form."""
        typed = self.form.read()
        if typed is None:
            return
        try:
            self.then(typed)
        except Mistake as mistake:
            field = mistake.field if mistake.field in self.form.editors else self.form.fields[0].name
            self.form.show_mistake(Mistake(mistake.says, field))
            return
        self.accept()


def _no_write(_values: Values) -> Any:
    raise AssertionError("a part is written with its book")


class PartsView(QWidget):
    """The table of one kind of part with its acts; `changed` carries the book as it is now,
    `dropping` the place of a part that is to go."""

    changed = Signal(object)
    dropping = Signal(int)

    def __init__(self, desk: Desk, parts: Parts, lists: Callable[[], ChoiceLists]) -> None:
        super().__init__()
        self._desk, self.parts, self._lists = desk, parts, lists
        self._register: Register | None = None
        last = len(parts.headings) - 1
        columns = [
            Column[Row](f"c{i}", title, lambda row, i=i: row.cells[i], width=width if i < last else 0, bold=not i)
            for i, (title, width) in enumerate(parts.headings)
        ]
        self.table = RowsView(desk, f"registers.define.{parts.key}", columns)
        self.table.setSortingEnabled(False)
        self.table.hint = f"还没有{parts.word}。"
        self.table.opened.connect(self.edit)
        self.table.takes = self.paste
        card = Card(padding=1)
        card.body.addWidget(self.table)
        acts: tuple[tuple[str, Callable[[], object]], ...] = (
            (f"添加{parts.word}", self.add),
            ("修改", lambda: self.edit(self.table.current_row())),
            ("删除", self.drop),
            ("上移", lambda: self.shift(-1)),
            ("下移", lambda: self.shift(1)),
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        for text, run in acts:
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, run=run: run())
            row.addWidget(button)
        row.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(row)
        box.addWidget(card, 1)

    def show_book(self, register: Register) -> None:
        """Show the parts of a book."""
        self._register = register
        rows = [Row(i, cells) for i, cells in enumerate(self.parts.cells(register))]
        self.table.set_rows(rows, keep=lambda row: row.place)

    def add(self) -> None:
        """Add a part."""
        self._form(None)

    def edit(self, row: Row | None) -> None:
        """Change a part."""
        if row is not None:
            self._form(row.place)

    def _form(self, place: int | None) -> None:
        register = self._register
        if register is None:
            return
        title = f"添加{self.parts.word}" if place is None else f"修改{self.parts.word}"
        fields, values = self.parts.fields(register, place), self.parts.values(register, place)
        dialog = PartForm(self._desk, self, title, fields, values)
        dialog.then = lambda typed: self._take(place, typed)
        dialog.open()

    def _take(self, place: int | None, typed: Values) -> None:
        if self._register is not None:
            made = self.parts.taken(self._register, place, typed)
            checked(made, self._lists())
            self.changed.emit(made)

    def paste(self, text: str) -> None:
        """Preview parts copied in a spreadsheet; the good ones are added one after another, unsaved."""
        if self._register is None:
            return
        read = load("villagedesk.ui.tables.pasting:paste_rows")
        fields = self.parts.fields(self._register, None)
        wanted = load("villagedesk.services.pasting.rows:Wanted")(f"粘贴{self.parts.word}", fields, self._judge())
        read(self._desk, self, wanted, text, self.take_rows)

    def _judge(self) -> Callable[[Values], None]:
        """Refuses a pasted part that the book would not have, those before it being in it already."""
        held = [self._register]

        def judge(values: Values) -> None:
            if held[0] is not None:
                made = self.parts.taken(held[0], None, values)
                checked(made, self._lists())
                held[0] = made

        return judge

    def take_rows(self, rows: Sequence[Values]) -> None:
        """Add parts at the end."""
        for row in rows:
            self._take(None, row)

    def drop(self) -> None:
        """Take the part in front out."""
        row = self.table.current_row()
        if row is not None:
            self.dropping.emit(row.place)

    def shift(self, by: int) -> None:
        """Move the part in front up or down."""
        row = self.table.current_row()
        if row is None or self._register is None:
            return
        self.changed.emit(self.parts.moved(self._register, row.place, by))
        self.table.select(lambda other: other.place == row.place + by)
