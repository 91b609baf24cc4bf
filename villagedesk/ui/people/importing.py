"""Importing the staff list: a file or pasted cells, then what would happen row by row, then storing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from villagedesk.services.office import Office
from villagedesk.services.staff import intake as use
from villagedesk.services.staff.intake import StaffPreview
from villagedesk.ui.desk import Desk
from villagedesk.ui.messages import choose_target
from villagedesk.ui.page import row_of
from villagedesk.ui.pages import load
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.controls import FilterChips
from villagedesk.ui.widgets.drop import DropZone
from villagedesk.ui.widgets.text import Text

# The writer of workbooks is heavy and loaded when a template is saved.
_TEMPLATE = "villagedesk.services.staff.template:write_template"
KINDS = "表格 (*.xlsx *.xls *.ods *.csv *.txt);;所有文件 (*)"
_TONES = {use.NEW: "ok", use.UPDATED: "info", use.UNCHANGED: "plain", "rejected": "bad", "note": "warn"}
_WORDS = {**use.RESULT_LABELS, "rejected": "没有采用", "note": "说明"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of the preview table: a person, a rejected line or a note."""

    line: int
    result: str
    name: str
    post: str
    phone: str
    badge: str
    says: str


def shown_rows(preview: StaffPreview) -> list[Shown]:
    """The preview as table rows, in the order of the list; questions stand beside their person."""
    lines = {row.line for row in preview.rows}
    rows = [
        Shown(
            row.line,
            row.result,
            row.person.name,
            "、".join(row.person.posts),
            row.person.phone,
            row.badge,
            "；".join((*row.changed, *row.questions)),
        )
        for row in preview.rows
    ]
    rows += [Shown(p.line, "rejected", "", "", "", "", p.says) for p in preview.rejected]
    rows += [
        Shown(n.line, "note", "", "", "", "", n.says) for n in preview.notes if n.line not in lines or "都叫" in n.says
    ]
    return sorted(rows, key=lambda row: (row.line == 0, row.line))


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
        self.error.setText(getattr(error, "says", str(error)))
        self.error.show()

    def _save_template(self) -> None:
        target = choose_target(self, self._desk.memory, "另存空白模板", "人员名单模板.xlsx", "表格 (*.xlsx)")
        if target:
            self._desk.ops.query(lambda _office: load(_TEMPLATE)(target), self._template_saved)

    def _template_saved(self, file: Path) -> None:
        self._desk.say(f"模板已存到“{file}”，填好后拖进来就能导入。")


class StaffPreviewTable(QWidget):
    """What an import would do, row by row, with everything that is asked or refused."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.summary = Text("", "heading")
        self._rows: list[Shown] = []
        self.asked_only = FilterChips((("asked", "只看有疑问的"),))
        self.asked_only.changed.connect(lambda _on: self._fill())
        self.full = Text("", "body", wrap=True)
        self.full.setMinimumHeight(desk.look.px(44))
        self.table = RowsView(
            desk,
            "people.import",
            (
                Column("line", "行", lambda r: r.line, lambda r: str(r.line or ""), width=2.5, right=True),
                Column(
                    "result", "结果", lambda r: _WORDS[r.result], width=5, chip=True, tone=lambda r: _TONES[r.result]
                ),
                Column("name", "姓名", lambda r: r.name, width=5, bold=True),
                Column("post", "职务", lambda r: r.post, width=11, muted=True),
                Column("phone", "电话", lambda r: r.phone, width=7),
                Column("badge", "考勤号", lambda r: r.badge, width=4, right=True),
                Column("says", "变化和疑问", lambda r: r.says, width=0),
            ),
        )
        card = Card(padding=1)
        card.body.addWidget(self.table)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addLayout(row_of(self.summary, 1, self.asked_only))
        box.addWidget(card, 1)
        box.addWidget(self.full)
        self.table.chosen.connect(self._show_full)

    def show_preview(self, preview: StaffPreview) -> None:
        """Show what was read."""
        self.summary.setText(f"{preview.source}：{preview.says}")
        self._rows = shown_rows(preview)
        asked = sum(bool(row.says) for row in self._rows)
        self.asked_only.show_choices((("asked", f"只看有疑问的 {asked}"),))
        self._fill()

    def _fill(self) -> None:
        wanted = [row for row in self._rows if row.says or not self.asked_only.on()]
        self.table.set_rows(wanted)
        if not self.table.select(lambda row: bool(row.says)):
            self.full.setText("没有疑问，可以直接导入。")

    def _show_full(self, row: Shown | None) -> None:
        if row is not None:
            self.full.setText(row.says or "这一行没有疑问。")


class StaffImportDialog(QDialog):
    """The import in two steps; nothing is stored before the second."""

    def __init__(self, desk: Desk, parent: QWidget, file: Path | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("导入人员名单")
        self._desk = desk
        self.preview: StaffPreview | None = None
        self.intake = StaffIntake(desk)
        self.intake.previewed.connect(self._show)
        self.outcome = StaffPreviewTable(desk)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.intake)
        self.stack.addWidget(self.outcome)
        self._back = self._button("返回", "plain", self._go_back)
        self.store_button = self._button("导入", "primary", self.store)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(16)
        box.addWidget(Text("导入人员名单", "heading"))
        box.addWidget(self.stack, 1)
        box.addLayout(row_of(self._back, 1, self._button("取消", "plain", self.reject), self.store_button))
        self.resize(desk.look.room(1120, 640))
        self._go_back()
        if file:
            self.intake.read_file(file)

    def store(self) -> None:
        """Store what the preview shows and close."""
        preview = self.preview
        if preview is not None and self.store_button.isEnabled():
            self.store_button.setEnabled(False)
            self._desk.ops.change(lambda office: use.store_preview(office, preview), self._stored, self._refused)

    def _stored(self, _ids: Any) -> None:
        self.accept()

    def _refused(self, error: Exception) -> None:
        self.store_button.setEnabled(True)
        self._desk.say(getattr(error, "says", str(error)), "bad")

    def _show(self, preview: StaffPreview) -> None:
        self.preview = preview
        self.outcome.show_preview(preview)
        self.stack.setCurrentWidget(self.outcome)
        wanted = preview.count(use.NEW) + preview.count(use.UPDATED)
        self.store_button.setText(f"导入 {wanted} 人" if wanted else "没有变化")
        self.store_button.setEnabled(bool(wanted) and not self._desk.readonly)
        self.store_button.show()
        self._back.show()

    def _go_back(self) -> None:
        self.stack.setCurrentWidget(self.intake)
        self.store_button.hide()
        self._back.hide()

    def _button(self, text: str, role: str, run: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("role", role)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: run())
        return button
