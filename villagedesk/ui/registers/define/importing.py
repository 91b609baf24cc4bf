"""Bringing in an Excel book: preview with every rejected row, columns mapped by hand where needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagedesk.base.fields import Field
from villagedesk.registers.definition import Register
from villagedesk.services.office import Office
from villagedesk.services.registers.exchange.importing import Line, Preview, import_book, importable, preview_import
from villagedesk.ui.desk import Desk
from villagedesk.ui.tables.taking import Guess, Offer, Shown, TakeDialog, titles_of
from villagedesk.ui.widgets.drop import DropZone
from villagedesk.ui.widgets.text import Text

_KINDS = "表格 (*.xlsx *.xls *.et *.ods *.csv)"
_SHOWN = 5
"""How many of a book's columns the preview shows."""


def offer_of(preview: Preview, fields: tuple[Field, ...]) -> Offer:
    """The rows of a book as a preview: the refused first."""
    known = {field.name: field for field in fields}
    held = [known[name] for _at, name in sorted(preview.mapping.items()) if name in known][:_SHOWN]
    rows = tuple(_shown(line, held) for line in sorted(preview.lines, key=lambda line: (not line.says, line.line)))
    good, bad = len(preview.good), len(preview.problems)
    says = f"“{preview.sheet.removesuffix('.csv')}”：{good} 行可以导入"
    says += f"，{bad} 行不能导入（原因在表里，改好文件可以再导一次）。" if bad else "。"
    used = set(preview.mapping)
    sure = all(at in used for at, word in enumerate(preview.headings) if word)
    guess = Guess(preview.headings, preview.mapping, fields, sure)
    return Offer(says, titles_of(held), rows, guess)


def _shown(line: Line, held: Sequence[Field]) -> Shown:
    cells = tuple(_word(line, field.name) for field in held)
    if line.says:
        return Shown(line.line, "不能导入", "bad", cells, line.says, asks=True)
    return Shown(line.line, "可以导入", "ok", cells)


def _word(line: Line, name: str) -> str:
    value = {"number": line.number, "state": line.state}.get(name) or line.facts.get(name)
    text = "、".join(map(str, value)) if isinstance(value, list | tuple) else "" if value is None else str(value)
    return text.removesuffix(":00") if len(text) == len("2026-11-21 08:30:00") else text


class ImportBookDialog(TakeDialog):
    """Reads a file, shows what would come in, and writes it at once."""

    def __init__(self, desk: Desk, parent: QWidget, register: Register, file: Path | None) -> None:
        self._register, self._file = register, file
        self._preview: Preview | None = None
        super().__init__(desk, parent, f"导入到“{register.title}”", "registers.import", self._place(desk))
        if file is not None:
            self._read(file, None)

    def _place(self, desk: Desk) -> QWidget:
        drop = DropZone(desk, "把 Excel、WPS 表格或 CSV 拖到这里", _KINDS, many=False)
        drop.dropped.connect(lambda files: self._read(files[0], None))
        place = QWidget()
        box = QVBoxLayout(place)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(drop)
        box.addWidget(Text("表头在前 12 行内、顺序不限；编号由本台账连续给出。", "muted", wrap=True))
        box.addStretch(1)
        return place

    def read(self, mapping: Mapping[int, str] | None = None) -> None:
        """Read the file anew with another mapping of its columns."""
        if self._file is not None:
            self._read(self._file, mapping)

    def _read(self, file: Path, mapping: Mapping[int, str] | None) -> None:
        self._file = file
        register = self._register

        def ask(office: Office) -> tuple[Preview, Offer]:
            found = preview_import(office, register.id, file, mapping)
            return found, offer_of(found, importable(office, register))

        self.desk.ops.query(ask, lambda found: self._show(*found), self.refuse, key="registers-import")

    def _show(self, preview: Preview, offer: Offer) -> None:
        self._preview = preview
        good = len(preview.good)
        words = f"导入 {good} 行" if good else "没有可以导入的行"
        self.show_offer(offer, words, can=good > 0)

    def store(self) -> None:
        """Write the good rows."""
        preview = self._preview
        if preview is not None:
            self.desk.ops.long("正在导入", lambda office, progress: import_book(office, preview, progress))
            self.accept()
