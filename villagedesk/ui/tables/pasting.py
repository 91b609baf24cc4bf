"""Rows copied in Excel or WPS and pasted here: the cells of the clipboard, and a preview before anything is stored."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from villagedesk.base.changes import Changes
from villagedesk.services.office import Office
from villagedesk.services.pasting.rows import Pasted, Row
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import row_of
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.text import Text

NAME = "粘贴的内容.csv"
COLUMNS: tuple[Column[Row], ...] = (
    Column("line", "行", lambda row: row.line, width=2.6, right=True, muted=True),
    Column("says", "结果", lambda row: row.says or "可以采用", width=16, tone=lambda row: "bad" if row.says else "ok"),
    Column("text", "这一行", lambda row: row.text, width=0),
)


def text_on_clipboard() -> str:
    """The cells that were copied in a spreadsheet, as text; empty when there are none."""
    text = QGuiApplication.clipboard().text()
    return text if "\t" in text or "\n" in text.strip() else ""


def as_file(text: str) -> Path:
    """Pasted cells as a table file, for every import that reads files."""
    rows = csv.reader(io.StringIO(text), delimiter="\t")
    file = Path(tempfile.mkdtemp(prefix="villagedesk-")) / NAME
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows(rows)
    return file


class PasteDialog(QDialog):
    """What would be taken, row by row with every reason; nothing is stored before 采用 is pressed."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        title: str,
        read: Callable[[], Pasted],
        store: Callable[[Sequence[Row]], Callable[[Office], Changes]],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._desk, self._store = desk, store
        self.pasted: Pasted | None = None
        self._says = Text("", "body", wrap=True)
        self.table = RowsView(desk, "paste", COLUMNS)
        card = Card(padding=1)
        card.body.addWidget(self.table)
        cancel = QPushButton("取消")
        cancel.clicked.connect(self.reject)
        self.button = QPushButton("采用")
        self.button.setProperty("role", "primary")
        self.button.setEnabled(False)
        self.button.clicked.connect(self.write)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        box.addWidget(Text(title, "heading"))
        box.addWidget(self._says)
        box.addWidget(card, 1)
        box.addLayout(row_of(1, cancel, self.button))
        self.resize(desk.look.room(860, 560))
        desk.ops.query(lambda _office: read(), self._show, self._refused, key="paste")

    def _show(self, pasted: Pasted) -> None:
        self.pasted = pasted
        good, bad = len(pasted.good), len(pasted.rejected)
        unknown = f"“{'”“'.join(pasted.unknown)}”这几列用不上。" if pasted.unknown else ""
        rest = f"{bad} 行不能采用（原因在表里，改好可以再粘贴一次）。" if bad else ""
        self._says.setText(f"{good} 行可以采用。{rest}{unknown}")
        self.table.set_rows(sorted(pasted.rows, key=lambda row: (not row.says, row.line)))
        self.button.setText(f"采用 {good} 行")
        self.button.setEnabled(bool(good) and not self._desk.readonly)

    def _refused(self, error: Exception) -> None:
        self._says.setText(getattr(error, "says", str(error)))
        self._says.set_role("error")

    def write(self) -> None:
        """Store the good rows."""
        if self.pasted is not None:
            self.button.setEnabled(False)
            self._desk.ops.change(self._store(self.pasted.good), lambda _value: self.accept(), self._refused)
