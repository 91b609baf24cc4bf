"""What the files are and what they would come to, before anything is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from villagedesk.services.punches.imports import Asked, Imported
from villagedesk.services.punches.trial import Tried
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import row_of
from villagedesk.ui.punches.questions import Questions
from villagedesk.ui.punches.rejected import RejectedTable
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.text import Text

_TONES = {"ready": "ok", "nothing": "plain", "known": "plain", "question": "warn", "refused": "bad"}
_WORDS = {
    "ready": "可以导入",
    "nothing": "没有新的",
    "known": "已导入过",
    "question": "要问一句",
    "refused": "不能导入",
}
_ASKED = {"date_order": "看不出月和日谁在前", "year": "没有写年份", "columns": "要说明哪一列是什么"}


def span(account: Imported) -> str:
    """`2026-10-01 至 2026-11-20`."""
    return f"{account.first[:10]} 至 {account.last[:10]}" if account.first and account.last else "—"


def file_columns() -> tuple[Column[Tried], ...]:
    """The columns of the table of files."""

    def number(name: str) -> Column[Tried]:
        words = {"read": "读到", "new": "新增", "duplicate": "重复", "unknown_badge": "未匹配"}
        return Column(
            name, words[name], lambda t: getattr(t.account, name) if t.account else None, width=3.5, right=True
        )

    return (
        Column("file", "文件", lambda t: t.path.name, width=11, bold=True),
        Column("state", "结果", lambda t: _WORDS[t.state], width=5, chip=True, tone=lambda t: _TONES[t.state]),
        Column("title", "认出是", lambda t: t.account.title if t.account else "", width=10, muted=True),
        Column("device", "机器", lambda t: t.account.device if t.account else "", width=6),
        number("read"),
        number("new"),
        number("duplicate"),
        Column(
            "rejected",
            "拒收",
            lambda t: len(t.account.rejected) if t.account else None,
            width=3.5,
            right=True,
            tone=lambda t: "bad" if t.account and t.account.rejected else "",
        ),
        number("unknown_badge"),
        Column(
            "span",
            "时间",
            lambda t: span(t.account) if t.account else _ASKED.get(t.question, t.says),
            width=0,
            muted=True,
        ),
    )


class FilesPreview(QWidget):
    """The files with their accounts; `retry` carries what the user said about each file."""

    retry = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._asked: dict[Path, Asked] = {}
        self.summary = Text("", "heading", wrap=True)
        self.table = RowsView(desk, "punches.files", file_columns())
        self.table.setMinimumHeight(desk.look.px(120))
        self.table.chosen.connect(self._show_file)
        self.device = QComboBox()
        self.device.setEditable(True)
        self.device.setMinimumWidth(desk.look.px(160))
        self.device.setAccessibleName("存到哪台机器名下")
        self.device.textActivated.connect(lambda _text: self._rename())
        edit = self.device.lineEdit()
        if edit is not None:
            edit.editingFinished.connect(self._rename)
        self.questions = Questions(desk)
        self.questions.answered.connect(self._answered)
        self.rejected = RejectedTable(desk)
        files = Card(padding=1)
        files.body.addWidget(self.table)
        self._bottom = Card("拒收的行")
        self._bottom.body.addWidget(self.rejected)
        self.refusal = Text("", "body", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addLayout(_line(self.summary, self.device))
        box.addWidget(files, 2)
        box.addWidget(self.refusal)
        box.addWidget(self.questions, 3)
        box.addWidget(self._bottom, 3)

    def show_files(self, tried: Sequence[Tried], asked: Mapping[Path, Asked], machines: Sequence[str]) -> None:
        """Show what was tried and what was said about it so far."""
        self._asked = dict(asked)
        ready = [t.account for t in tried if t.account]
        new = sum(a.new for a in ready)
        bad = sum(len(a.rejected) for a in ready)
        asking = sum(t.state == "question" for t in tried)
        words = [
            f"{len(tried)} 个文件，新打卡 {new} 条",
            f"拒收 {bad} 行" if bad else "",
            f"{asking} 个要问一句" if asking else "",
        ]
        self.summary.setText("，".join(filter(None, words)) + "。还没有存；存下的原始打卡是考勤的凭据，只增不删。")
        self.device.clear()
        self.device.addItems(list(dict.fromkeys((*machines, *(a.device for a in ready)))))
        self.table.set_rows(tried)
        if not self.table.select(lambda t: t.state == "question") and not self.table.select(
            lambda t: bool(t.account and t.account.rejected)
        ):
            self.table.select(lambda _t: True)

    def _show_file(self, tried: Tried | None) -> None:
        if tried is None:
            return
        self.questions.ask(tried, self._asked.get(tried.path, Asked()))
        rejected = tried.account.rejected if tried.account else ()
        self.rejected.show_problems(rejected)
        self._bottom.setVisible(bool(rejected))
        self.refusal.setText(tried.says if tried.state == "refused" else "")
        self.refusal.setVisible(tried.state == "refused")
        # the question below has taken some of the table's height
        QTimer.singleShot(0, self.table, lambda: self.table.scrollTo(self.table.currentIndex()))
        self.device.setEnabled(tried.account is not None)
        if tried.account:
            self.device.setEditText(tried.account.device)

    def _answered(self, asked: Asked) -> None:
        tried = self.table.current_row()
        self.retry.emit(self._asked | {tried.path: asked})

    def _rename(self) -> None:
        tried: Tried | None = self.table.current_row()
        name = self.device.currentText().strip()
        if tried is None or tried.account is None or not name or name == tried.account.device:
            return
        said = replace(self._asked.get(tried.path, Asked()), device=name)
        self.retry.emit(self._asked | {tried.path: said})


def _line(summary: QWidget, device: QWidget) -> QHBoxLayout:
    row = row_of(Text("机器", "label"), device)
    row.insertWidget(0, summary, 1)
    return row
