"""The raw rows behind a person's day: what the machine wrote, in which file and line, and its clock's correction."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from villagedesk.calendar.wording import day_words
from villagedesk.services.people import person_named
from villagedesk.services.punches import facts
from villagedesk.services.punches.facts import Evidence
from villagedesk.ui.desk import Desk
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.text import Text


class RawDialog(QDialog):
    """A table of the machine's rows around a day; nothing here can be changed."""

    def __init__(self, desk: Desk, parent: QWidget, person: str, day: date) -> None:
        super().__init__(parent)
        self.setWindowTitle("原始打卡")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(desk.look.room(860, 440))
        self.table = RowsView(
            desk,
            "attendance.raw",
            (
                Column("at", "考勤用的时间", lambda e: f"{e.at:%Y-%m-%d %H:%M:%S}", width=11, bold=True),
                Column("raw", "机器写的时间", lambda e: f"{e.raw.at:%Y-%m-%d %H:%M:%S}", width=10),
                Column("shift", "校正", _shift_words, width=5, muted=True),
                Column("device", "考勤机", lambda e: e.device, width=7),
                Column("file", "文件", lambda e: e.file, width=0),
                Column("line", "行", lambda e: e.raw.line, width=4, right=True),
                Column("badge", "考勤号", lambda e: e.raw.badge, width=4),
            ),
        )
        card = Card(padding=1)
        card.body.addWidget(self.table)
        foot = QHBoxLayout()
        foot.addWidget(Text("前一天到后一天的原始记录，导入后不能改动；校正只影响判定。", "muted"), 1)
        close = QPushButton("关闭")
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        box.addWidget(Text(f"{person}　{day_words(day)}前后的原始打卡", "heading"))
        box.addWidget(card, 1)
        box.addLayout(foot)
        desk.ops.query(lambda office: facts.evidence(office, person_named(office, person).id, day), self._show)

    def _show(self, found: tuple[Evidence, ...]) -> None:
        self.table.set_rows(found)


def _shift_words(one: Evidence) -> str:
    return f"{one.shifted_seconds:+d} 秒" if one.shifted_seconds else "不用"
