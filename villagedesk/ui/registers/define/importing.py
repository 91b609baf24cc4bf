"""Bringing in an Excel book: preview with every rejected row, columns mapped by hand where needed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QPushButton, QVBoxLayout, QWidget

from villagedesk.base.fields import Field
from villagedesk.registers.definition import Register
from villagedesk.services.office import Office
from villagedesk.services.registers.exchange.importing import Line, Preview, import_book, importable, preview_import
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import row_of
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.drop import DropZone
from villagedesk.ui.widgets.text import Text

COLUMNS: tuple[Column[Line], ...] = (
    Column("line", "行", lambda n: n.line, width=2.6, right=True, muted=True),
    Column("says", "结果", lambda n: n.says or "可以导入", width=13, tone=lambda n: "bad" if n.says else "ok"),
    Column("text", "这一行", lambda n: n.text, width=0),
)
_ACROSS = 4


class ImportBookDialog(QDialog):
    """Reads a file, shows what would come in, and writes it at once."""

    def __init__(self, desk: Desk, parent: QWidget, register: Register, file: Path | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._register, self._file = desk, register, file
        self._preview: Preview | None = None
        self._boxes: list[QComboBox] = []
        self.setWindowTitle("导入 Excel 台账")
        self.resize(desk.look.room(960, 620))
        self._drop = DropZone(
            desk, "把 Excel、WPS 表格或 CSV 拖到这里", "表格 (*.xlsx *.xls *.et *.ods *.csv)", many=False
        )
        self._drop.dropped.connect(lambda files: self.read(files[0]))
        self._says = Text("表头在前 12 行内、顺序不限；编号由本台账连续给出。", "muted", wrap=True)
        self._columns = QGridLayout()
        self._columns.setHorizontalSpacing(12)
        self.table = RowsView(desk, "registers.import", COLUMNS)
        card = Card(padding=1)
        card.body.addWidget(self.table)
        cancel = QPushButton("取消")
        cancel.clicked.connect(self.reject)
        self.button = QPushButton("导入")
        self.button.setProperty("role", "primary")
        self.button.setEnabled(False)
        self.button.clicked.connect(self.write)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        box.addWidget(Text(f"导入到“{register.title}”", "heading"))
        box.addWidget(self._drop)
        box.addWidget(self._says)
        box.addLayout(self._columns)
        box.addWidget(card, 1)
        box.addLayout(row_of(1, cancel, self.button))
        if file is not None:
            self.read(file)

    def read(self, file: Path, mapping: dict[int, str] | None = None) -> None:
        """Look into a file."""
        self._file = file
        book = self._register.id

        def ask(office: Office) -> tuple[Preview, tuple[Field, ...]]:
            return preview_import(office, book, file, mapping), importable(office, self._register)

        self._desk.ops.query(ask, lambda found: self._show(*found), self._refused, key="registers-import")

    def _refused(self, error: Exception) -> None:
        self._says.setText(getattr(error, "says", str(error)))
        self._says.set_role("error")
        self.button.setEnabled(False)

    def _show(self, preview: Preview, fields: tuple[Field, ...]) -> None:
        self._preview = preview
        self._drop.hide()
        good, bad = len(preview.good), len(preview.problems)
        self._says.set_role("body")
        self._says.setText(
            f"“{preview.sheet}”：{good} 行可以导入"
            + (f"，{bad} 行不能导入（原因在表里，改好文件可以再导一次）。" if bad else "。")
        )
        self.button.setText(f"导入 {good} 行")
        self.button.setEnabled(good > 0)
        self.table.set_rows(sorted(preview.lines, key=lambda line: (not line.says, line.line)))
        if len(self._boxes) != len(preview.headings):
            self._offer_columns(preview, fields)

    def _offer_columns(self, preview: Preview, fields: tuple[Field, ...]) -> None:
        self._boxes = []
        for i, heading in enumerate(preview.headings):
            box = QComboBox()
            box.addItem("不导入", "")
            for field in fields:
                box.addItem(field.label, field.name)
            box.setCurrentIndex(max(box.findData(preview.mapping.get(i, "")), 0))
            box.setAccessibleName(f"“{heading}”这一列是")
            box.activated.connect(lambda _index: self._remap())
            place = divmod(i, _ACROSS)
            label = Text(heading or f"第 {i + 1} 列", "label")
            self._columns.addLayout(row_of(label, box), place[0], place[1], Qt.AlignmentFlag.AlignLeft)
            self._boxes.append(box)

    def _remap(self) -> None:
        mapping = {i: str(box.currentData()) for i, box in enumerate(self._boxes) if box.currentData()}
        if self._file is not None:
            self.read(self._file, mapping)

    def write(self) -> None:
        """Write the good rows."""
        preview = self._preview
        if preview is not None:
            self._desk.ops.long("正在导入", lambda office, progress: import_book(office, preview, progress))
            self.accept()
