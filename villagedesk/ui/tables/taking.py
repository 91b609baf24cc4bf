"""One dialog for everything that comes in as rows: what would be taken, line by line with every reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from villagedesk.base.errors import said
from villagedesk.base.fields import Field, Kind
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import row_of
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card, clear_layout
from villagedesk.ui.widgets.controls import FilterChips, StillBox
from villagedesk.ui.widgets.flow import Tiles
from villagedesk.ui.widgets.text import Text

_NOT_TAKEN = "不采用这一列"


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of a preview: its number, its outcome as a chip, its cells, and what is said about it.

    `asks` marks a line that somebody should look at.
    """

    line: int
    result: str
    tone: str
    cells: tuple[str, ...]
    says: str = ""
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Guess:
    """Which column was taken for which field: the words over the columns, the fields chosen, all that may be."""

    headings: tuple[str, ...]
    mapping: Mapping[int, str]
    fields: tuple[Field, ...]
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Offer:
    """A whole preview: one sentence, the titles of the cells with their widths, the lines, and the columns guessed."""

    says: str
    titles: tuple[tuple[str, float], ...]
    rows: tuple[Shown, ...]
    guess: Guess | None = None


_WIDE = {Kind.DATE: 6.5, Kind.MOMENT: 9.5, Kind.PHONE: 7.5, Kind.ID_NUMBER: 10.5, Kind.LONG_TEXT: 9.0, Kind.TIME: 4.0}
_NUMBERS = (Kind.COUNT, Kind.NUMBER, Kind.MONEY, Kind.HOURS, Kind.YES)


def titles_of(fields: Sequence[Field]) -> tuple[tuple[str, float], ...]:
    """The titles of these fields with the room that each wants."""
    return tuple((field.label, _WIDE.get(field.kind, 4.5 if field.kind in _NUMBERS else 6.5)) for field in fields)


class ColumnChooser(QWidget):
    """Which column is which field, folded away while it is plain; `chosen` carries the new mapping."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.boxes: list[QComboBox] = []
        self._key: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        self._says = Text("", "muted", wrap=True)
        self.fold = QPushButton("改列的对应…")
        self.fold.setProperty("role", "link")
        self.fold.setAutoDefault(False)
        self.fold.setCheckable(True)
        self._room = QWidget()
        self._cells = Tiles(self._room, spacing=12)
        self.fold.toggled.connect(self._room.setVisible)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        top = row_of(self._says, self.fold)
        top.setStretch(0, 1)
        box.addLayout(top)
        box.addWidget(self._room)
        self._room.hide()

    def show_guess(self, guess: Guess | None) -> None:
        """Show what the columns were taken for."""
        self.setVisible(guess is not None)
        if guess is None:
            return
        labels = {field.name: field.label for field in guess.fields}
        found = [labels[name] for _at, name in sorted(guess.mapping.items()) if name in labels]
        left = [word for at, word in enumerate(guess.headings) if word and at not in guess.mapping]
        unused = f"　用不上的列：{'、'.join(left)}" if left else ""
        self._says.setText(f"认出的列：{'、'.join(found) or '没有'}{unused}")
        key = (guess.headings, tuple(labels))
        if key != self._key:
            self._key = key
            self._offer(guess)
            self.fold.setChecked(not guess.sure)

    def _offer(self, guess: Guess) -> None:
        clear_layout(self._cells)
        self.boxes = []
        for i, heading in enumerate(guess.headings):
            box = StillBox()
            box.addItem(_NOT_TAKEN, "")
            for field in guess.fields:
                box.addItem(field.label, field.name)
            box.setCurrentIndex(max(box.findData(guess.mapping.get(i, "")), 0))
            box.setAccessibleName(f"“{heading}”这一列是")
            box.activated.connect(lambda _index: self.chosen.emit(self.mapping()))
            holder = QWidget()
            cell = QVBoxLayout(holder)
            cell.setContentsMargins(0, 0, 0, 0)
            cell.setSpacing(2)
            cell.addWidget(Text(heading or f"第 {i + 1} 列", "label"))
            cell.addWidget(box)
            self._cells.addWidget(holder)
            self.boxes.append(box)

    def mapping(self) -> dict[int, str]:
        """What is chosen now; a field chosen twice is of its first column."""
        found: dict[int, str] = {}
        for i, box in enumerate(self.boxes):
            name = str(box.currentData())
            if name and name not in found.values():
                found[i] = name
        return found


class OfferTable(QWidget):
    """What an import would do, row by row, with everything that is asked or refused; `remapped` asks to read anew."""

    remapped = Signal(object)

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self._desk, self._name = desk, name
        self._rows: tuple[Shown, ...] = ()
        self._titles: tuple[tuple[str, float], ...] = ()
        self.summary = Text("", "strong", wrap=True)
        self.asked_only = FilterChips((("asked", "只看有疑问的"),))
        self.asked_only.changed.connect(lambda _on: self._fill())
        self.chooser = ColumnChooser()
        self.chooser.chosen.connect(self.remapped)
        self.full = Text("", "body", wrap=True)
        self.full.setMinimumHeight(desk.look.px(44))
        self._card = Card(padding=1)
        self.table = self._make_table(())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        top = row_of(self.summary, self.asked_only)
        top.setStretch(0, 1)
        box.addLayout(top)
        box.addWidget(self.chooser)
        box.addWidget(self._card, 1)
        box.addWidget(self.full)
        self.chooser.hide()

    def _make_table(self, titles: Sequence[tuple[str, float]]) -> RowsView:
        columns: list[Column[Shown]] = [
            Column("line", "行", lambda r: r.line, lambda r: str(r.line or ""), width=2.5, right=True, muted=True),
            Column("result", "结果", lambda r: r.result, width=5, chip=True, tone=lambda r: r.tone),
        ]
        for at, (title, width) in enumerate(titles):
            columns.append(Column(f"c{at}", title, lambda r, at=at: _cell(r, at), width=width, bold=not at))
        says = Column[Shown]("says", "变化和原因", lambda r: r.says, width=0, tone=lambda r: _TONE_OF.get(r.tone, ""))
        table = RowsView(self._desk, f"{self._name}.{len(titles)}", (*columns, says))
        table.hint = "正在读取…"
        table.chosen.connect(self._show_full)
        self._card.body.addWidget(table)
        return table

    def show_offer(self, offer: Offer) -> None:
        """Show what was read."""
        self.summary.set_role("strong")
        self.summary.setText(offer.says)
        self._card.show()
        if offer.titles != self._titles:
            self._titles = offer.titles
            old, self.table = self.table, self._make_table(offer.titles)
            old.hide()
            old.deleteLater()
        self.table.hint = "没有可以采用的行"
        self._rows = offer.rows
        asked = sum(row.asks for row in self._rows)
        self.asked_only.show_choices((("asked", f"只看有疑问的 {asked}"),))
        self.asked_only.setVisible(0 < asked < len(self._rows))
        self.chooser.show_guess(offer.guess)
        self._fill()

    def refuse(self, says: str) -> None:
        """Say why nothing could be read."""
        self.summary.set_role("error")
        self.summary.setText(says)
        self._rows = ()
        self._fill()
        self.asked_only.hide()
        self._card.hide()
        self.full.setText("什么也没有采用；按上面说的办好以后，可以再来一次。")

    def _fill(self) -> None:
        only = bool(self.asked_only.on()) and not self.asked_only.isHidden()
        self.table.set_rows([row for row in self._rows if row.asks or not only])
        if not self.table.select(lambda row: row.asks):
            self.full.setText("没有疑问，可以直接采用。" if self._rows else "")

    def _show_full(self, row: Shown | None) -> None:
        if row is not None:
            self.full.setText(row.says or "这一行没有疑问。")


_TONE_OF = {"bad": "bad", "warn": "warn"}


def _cell(row: Shown, at: int) -> str:
    return row.cells[at] if at < len(row.cells) else ""


class TakeDialog(QDialog):
    """A source in front where there is one, then the preview; nothing is stored before the red button is pressed.

    `read` reads anew with another mapping of the columns; `store` is what the red button does.
    """

    def __init__(self, desk: Desk, parent: QWidget, title: str, name: str, source: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.desk = desk
        self.outcome = OfferTable(desk, name)
        self.outcome.remapped.connect(self.read)
        self.stack = QStackedWidget()
        self._source = source
        if source is not None:
            self.stack.addWidget(source)
        self.stack.addWidget(self.outcome)
        self._back = self.add_button("返回", "plain", self.go_back)
        self.store_button = self.add_button("采用", "primary", self.store)
        self.store_button.setEnabled(False)
        self.middle = QVBoxLayout()
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        box.addWidget(Text(title, "heading"))
        box.addWidget(self.stack, 1)
        box.addLayout(self.middle)
        box.addLayout(row_of(self._back, 1, self.add_button("取消", "plain", self.reject), self.store_button))
        self.resize(desk.look.room(1060, 640))
        self.go_back()

    @property
    def table(self) -> RowsView:
        """The lines of the preview."""
        return self.outcome.table

    def read(self, mapping: Mapping[int, str] | None = None) -> None:
        """Read what came in, with another mapping of its columns where one is given."""

    def store(self) -> None:
        """Store what the preview shows."""

    def show_offer(self, offer: Offer, words: str, *, can: bool) -> None:
        """Show what was read, and on the button what would be stored."""
        self.outcome.show_offer(offer)
        self.stack.setCurrentWidget(self.outcome)
        self.store_button.setText(words)
        self.store_button.setEnabled(can and not self.desk.readonly)
        self.store_button.show()
        self.table.setFocus()
        self._back.setVisible(self._source is not None)

    def refuse(self, error: Exception) -> None:
        """Say in the dialog why it cannot be read or stored."""
        self.outcome.refuse(said(error))
        self.stack.setCurrentWidget(self.outcome)
        self._back.setVisible(self._source is not None)
        self.store_button.setEnabled(False)

    def refuse_store(self, error: Exception) -> None:
        """What could not be stored stays in the dialog with the reason."""
        self.store_button.setEnabled(True)
        self.outcome.summary.set_role("error")
        self.outcome.summary.setText(said(error))

    def go_back(self) -> None:
        """Show where things come in again."""
        if self._source is not None:
            self.stack.setCurrentWidget(self._source)
            self.store_button.hide()
        self._back.hide()

    def add_button(self, text: str, role: str, run: Callable[[], object]) -> QPushButton:
        """A button of the foot."""
        button = QPushButton(text)
        button.setProperty("role", role)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: run())
        return button
