"""Rows copied in Excel or WPS and pasted here: the cells of the clipboard, and a preview before anything is stored."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from villagedesk.base.changes import Area, Changes
from villagedesk.base.errors import Mistake
from villagedesk.services import passing
from villagedesk.services.office import Office
from villagedesk.services.pasting.clipboard import cells_of, has_merged_cells, text_of_html
from villagedesk.services.pasting.kinds import RowKind, read_kind, store_kind
from villagedesk.services.pasting.rows import Pasted, Row, Wanted, read_rows
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import row_of
from villagedesk.ui.tables.taking import Guess, Offer, Shown, TakeDialog, titles_of
from villagedesk.ui.widgets.text import Text

_LARGE = 150_000
"""Characters up to which a paste is looked at in the window's own thread."""
_SEEN = 5
"""Fields that have room beside the reasons."""
Read = Callable[[Office, Mapping[int, str] | None], Pasted]
Store = Callable[[Office, Sequence[Row], str], Changes]


def text_on_clipboard() -> str:
    """The cells that were copied in a spreadsheet, as text; empty when there are none."""
    mime = QGuiApplication.clipboard().mimeData()
    if mime is None or not mime.hasText():
        return ""
    text = mime.text()
    if len(text) < _LARGE // 5 and mime.hasHtml() and has_merged_cells(html := mime.html()) and len(html) < _LARGE:
        return text_of_html(html)
    return text if "\t" in text or "\n" in text.strip() else ""


def as_file(text: str) -> Path:
    """Pasted cells as a table file, for every import that reads files."""
    file = passing.folder() / passing.PASTED
    if len(text) > _LARGE:
        file.write_text(text, encoding="utf-8-sig")
        return file
    try:
        rows = [list(cells) for _line, cells in cells_of(text)]
    except Mistake:
        file.write_text(text, encoding="utf-8-sig")
        return file
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows(rows)
    return file


def offer_of(pasted: Pasted) -> Offer:
    """Pasted rows as a preview: the refused first, then those that ask, then the good ones."""
    good, asked, bad = len(pasted.good), len(pasted.asked), len(pasted.rejected)
    says = [f"{good} 行可以采用"]
    says += [f"{asked} 行不合规定（写明理由才采用）"] if asked else []
    says += [f"{bad} 行不能采用（原因在表里，改好可以再粘贴一次）"] if bad else []
    held = pasted.held[:_SEEN]
    rows = sorted(pasted.rows, key=lambda row: (not row.says, not row.asks, row.line))
    shown = tuple(_shown(row, tuple(_word(row.values.get(field.name)) for field in held)) for row in rows)
    guess = None
    if pasted.mapping is not None:
        guess = Guess(pasted.headings, pasted.mapping, pasted.fields, pasted.headed and not pasted.lacking)
    return Offer("，".join(says) + "。", titles_of(held), shown, guess)


def _shown(row: Row, cells: tuple[str, ...]) -> Shown:
    if row.says:
        return Shown(row.line, "不能采用", "bad", cells, row.says, asks=True)
    if row.asks:
        return Shown(row.line, "要写理由", "warn", cells, row.note, asks=True)
    return Shown(row.line, "可以采用", "ok", cells, row.note)


def _word(value: Any) -> str:
    if isinstance(value, tuple | list):
        return "、".join(str(part) for part in value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return "" if value is None else "是" if value is True else "否" if value is False else str(value)


class PasteDialog(TakeDialog):
    """What would be taken, row by row with every reason; nothing is stored before 采用 is pressed."""

    def __init__(self, desk: Desk, parent: QWidget, title: str, read: Read, store: Store) -> None:
        super().__init__(desk, parent, title, "paste")
        self._read, self._store = read, store
        self.pasted: Pasted | None = None
        self.reason = QLineEdit()
        self.reason.setAccessibleName("照样采用的理由")
        self.reason.setPlaceholderText("写明理由，不合规定的行也采用；理由记入操作记录")
        self.reason.textChanged.connect(lambda _text: self._count())
        self._reason_row = QWidget()
        line = row_of(Text("照样采用的理由", "label"), self.reason)
        line.setContentsMargins(0, 0, 0, 0)
        self._reason_row.setLayout(line)
        self._reason_row.hide()
        self.middle.addWidget(self._reason_row)
        self.read()

    def read(self, mapping: Mapping[int, str] | None = None) -> None:
        """Read the pasted rows beside the window."""

        def ask(office: Office) -> tuple[Pasted, Offer]:
            found = self._read(office, mapping)
            return found, offer_of(found)

        self.desk.ops.query(ask, lambda found: self._show(*found), self.refuse, key="paste")

    def _show(self, pasted: Pasted, offer: Offer) -> None:
        self.pasted = pasted
        self.show_offer(offer, "采用", can=bool(pasted.good))
        self._reason_row.setVisible(bool(pasted.asked))
        self._count()

    @property
    def chosen(self) -> tuple[Row, ...]:
        """The rows that would be stored as things stand."""
        if self.pasted is None:
            return ()
        return self.pasted.good + (self.pasted.asked if self.reason.text().strip() else ())

    def _count(self) -> None:
        count = len(self.chosen)
        self.store_button.setText(f"采用 {count} 行" if count else "没有可以采用的行")
        self.store_button.setEnabled(bool(count) and not self.desk.readonly)

    def store(self) -> None:
        """Store the rows that can be."""
        rows, reason = self.chosen, self.reason.text().strip()
        if rows and self.store_button.isEnabled():
            self.store_button.setEnabled(False)
            self.desk.ops.change(
                lambda office: self._store(office, rows, reason), lambda _value: self.accept(), self.refuse_store
            )


def paste_kind(desk: Desk, parent: QWidget, title: str, kind: RowKind, text: str) -> PasteDialog:
    """Preview pasted rows of a kind that the office stores."""
    dialog = PasteDialog(
        desk,
        parent,
        title,
        lambda office, mapping: read_kind(office, kind, text, mapping),
        lambda office, rows, reason: store_kind(office, kind, rows, reason),
    )
    dialog.open()
    return dialog


def paste_rows(
    desk: Desk, parent: QWidget, wanted: Wanted, text: str, take: Callable[[list[dict[str, Any]]], object]
) -> PasteDialog:
    """Preview pasted rows of a table in a form; `take` gets the values of the good ones, nothing is stored yet."""

    def read(_office: Office, mapping: Mapping[int, str] | None) -> Pasted:
        return read_rows(text, wanted.fields, wanted.judge, mapping)

    def keep(_office: Office, _rows: Sequence[Row], _reason: str) -> Changes:
        return Changes(Area.NOTHING)

    dialog = PasteDialog(desk, parent, wanted.title, read, keep)
    dialog.accepted.connect(lambda: take([dict(row.values) for row in dialog.chosen]))
    dialog.open()
    return dialog
