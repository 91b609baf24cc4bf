"""Importing the staff list: a file or pasted cells, then what would happen row by row, then storing it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from villagedesk.base.errors import said
from villagedesk.services.office import Office
from villagedesk.services.staff import intake as use
from villagedesk.services.staff.intake import StaffPreview
from villagedesk.ui.desk import Desk
from villagedesk.ui.messages import choose_target
from villagedesk.ui.page import row_of
from villagedesk.ui.pages import load
from villagedesk.ui.tables.taking import Offer, OfferTable, Shown, TakeDialog
from villagedesk.ui.widgets.drop import DropZone
from villagedesk.ui.widgets.text import Text

# The writer of workbooks is heavy and loaded when a template is saved.
_TEMPLATE = "villagedesk.services.staff.template:write_template"
KINDS = "表格 (*.xlsx *.xls *.ods *.csv *.txt);;所有文件 (*)"
_TONES = {use.NEW: "ok", use.UPDATED: "info", use.UNCHANGED: "plain"}


_TITLES = (("姓名", 5.0), ("职务", 11.0), ("电话", 7.0), ("考勤号", 4.0))


def offer_of(preview: StaffPreview) -> Offer:
    """The preview in the order of the list; questions stand beside their person."""
    lines = {row.line for row in preview.rows}
    rows = [
        Shown(
            row.line,
            use.RESULT_LABELS[row.result],
            _TONES[row.result],
            (row.person.name, "、".join(row.person.posts), row.person.phone, row.badge),
            says := "；".join((*row.changed, *row.questions)),
            asks=bool(says),
        )
        for row in preview.rows
    ]
    rows += [Shown(p.line, "没有采用", "bad", (), p.says, asks=True) for p in preview.rejected]
    rows += [
        Shown(n.line, "说明", "warn", (), n.says, asks=True)
        for n in preview.notes
        if n.line not in lines or "都叫" in n.says
    ]
    return Offer(
        f"{preview.source.removesuffix('.csv')}：{preview.says}",
        _TITLES,
        tuple(sorted(rows, key=lambda r: (r.line == 0, r.line))),
    )


class StaffIntake(QWidget):
    """Where a list comes in: drop a file, or paste cells. `previewed` carries what was read."""

    previewed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        zone = DropZone(desk, "把人员名单（xlsx、xls、csv）拖到这里", KINDS, many=False)
        zone.dropped.connect(lambda files: self.read_file(files[0]))
        self.paste = QPlainTextEdit()
        self.paste.setAccessibleName("粘贴或输入人员")
        self.paste.setPlaceholderText(
            "或者在表格里选中人员（连同表头）复制，粘贴在这里。\n"
            "也可以直接输入，一人一行：\n"
            "张三　书记　13800001111　1\n"
            "李四　文书　13800002222　2"
        )
        self.paste.setTabChangesFocus(True)
        self.error = Text("", "error", wrap=True)
        self.error.hide()
        template = QPushButton("另存空白模板…")
        template.setProperty("role", "link")
        template.clicked.connect(self._save_template)
        self.read_button = QPushButton("读取粘贴的内容")
        self.read_button.clicked.connect(self.read_text)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(zone)
        box.addWidget(self.paste, 1)
        box.addWidget(self.error)
        box.addLayout(row_of(template, 1, self.read_button))

    def read_file(self, file: Path) -> None:
        """Read a file and show what would happen."""
        self._ask(lambda office: use.preview_file(office, file))

    def read_text(self) -> None:
        """Read what was pasted or typed."""
        text = self.paste.toPlainText()
        self._ask(lambda office: use.preview_text(office, text))

    def _ask(self, act: Callable[[Office], StaffPreview]) -> None:
        self.error.hide()
        self._desk.ops.query(act, self.previewed.emit, self._refused, key="staff-preview")

    def _refused(self, error: Exception) -> None:
        self.error.setText(said(error))
        self.error.show()

    def _save_template(self) -> None:
        target = choose_target(self, self._desk.memory, "另存空白模板", "人员名单模板.xlsx", "表格 (*.xlsx)")
        if target:
            self._desk.ops.query(lambda _office: load(_TEMPLATE)(target), self._template_saved)

    def _template_saved(self, file: Path) -> None:
        self._desk.say(f"模板已存到“{file}”，填好后拖进来就能导入。")


class StaffPreviewTable(OfferTable):
    """What an import would do, row by row, with everything that is asked or refused."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "people.import")

    def show_preview(self, preview: StaffPreview) -> None:
        """Show what was read."""
        self.show_offer(offer_of(preview))


class StaffImportDialog(TakeDialog):
    """The import in two steps; nothing is stored before the second."""

    def __init__(self, desk: Desk, parent: QWidget, file: Path | None = None) -> None:
        self.preview: StaffPreview | None = None
        self.intake = StaffIntake(desk)
        super().__init__(desk, parent, "导入人员名单", "people.import", self.intake)
        self.intake.previewed.connect(self._show)
        if file:
            self.intake.read_file(file)

    def store(self) -> None:
        """Store what the preview shows and close."""
        preview = self.preview
        if preview is not None and self.store_button.isEnabled():
            self.store_button.setEnabled(False)
            self.desk.ops.change(
                lambda office: use.store_preview(office, preview), lambda _ids: self.accept(), self.refuse_store
            )

    def _show(self, preview: StaffPreview) -> None:
        self.preview = preview
        wanted = preview.count(use.NEW) + preview.count(use.UPDATED)
        words = f"导入 {wanted} 人" if wanted else "没有变化"
        self.show_offer(offer_of(preview), words, can=bool(wanted))
