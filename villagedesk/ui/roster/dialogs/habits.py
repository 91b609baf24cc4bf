"""The half-year view: who never swaps, who always has the same weekday, the known signs of invented records."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from villagedesk.calendar.wording import WEEKDAYS
from villagedesk.roster.changes.habits import Habit
from villagedesk.services.roster.habits import half_year
from villagedesk.ui.desk import Desk
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.controls import month_words
from villagedesk.ui.widgets.text import Text

COLUMNS = (
    Column[Habit]("person", "姓名", lambda h: h.person, bold=True, width=6),
    Column[Habit]("duties", "值班次数", lambda h: h.duties, width=5, right=True),
    Column[Habit]("swaps", "换过班", lambda h: h.swaps, width=4.5, right=True),
    Column[Habit](
        "weekday",
        "最常在",
        lambda h: h.weekday,
        lambda h: f"周{WEEKDAYS[h.weekday - 1]}" if h.weekday else "",
        width=4.5,
    ),
    Column[Habit]("share", "所占", lambda h: h.weekday_share, lambda h: f"{h.weekday_share:.0%}", width=4, right=True),
    Column[Habit](
        "says", "看一看", lambda h: h.says, width=0, tone=lambda h: "warn" if h.says and not h.fixed else "muted"
    ),
)


class HabitsDialog(QDialog):
    """Six months up to the one that is shown, person by person."""

    def __init__(self, desk: Desk, parent: QWidget, month: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("半年回看")
        self.resize(desk.look.room(820, 560))
        self.table = RowsView(desk, "roster.habits", COLUMNS)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(12)
        box.addWidget(Text(f"到{month_words(month)}为止的六个月", "heading"))
        words = "从来不换班、总在同一个星期几的记录，检查时容易被当成补造的；确实是固定的，请在“人员”里写明固定日。"
        box.addWidget(Text(words, "muted", wrap=True))
        card = Card(padding=1)
        card.body.addWidget(self.table)
        box.addWidget(card, 1)
        close = QPushButton("关闭")
        close.clicked.connect(self.reject)
        box.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        desk.ops.query(lambda office: half_year(office, month), self._show)

    def _show(self, habits: tuple[Habit, ...]) -> None:
        self.table.set_rows(habits)
