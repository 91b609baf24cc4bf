"""Everything due over all books and cases, overdue first, each line a way to its entry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from PySide6.QtCore import QObject, QTimer, Signal

from villagedesk.registers.deadlines import Due
from villagedesk.services.due.agenda import agenda
from villagedesk.ui.desk import Desk
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card

COLUMNS: tuple[Column[Due], ...] = (
    Column(
        "left",
        "期限",
        lambda d: d.due_at or datetime.combine(d.due_on, time(23, 59)),
        lambda d: d.words,
        width=7.4,
        chip=True,
        tone=lambda d: "bad" if d.overdue else "warn" if d.days_left <= 1 else "info",
    ),
    Column("due", "到期", lambda d: f"{d.due_at:%m-%d %H:%M}" if d.due_at else d.due_on.isoformat(), width=6),
    Column("key", "编号", lambda d: d.key, width=9, muted=True),
    Column("title", "事情", lambda d: d.title, width=0, bold=True),
    Column("name", "什么期限", lambda d: d.name, width=8),
    Column("state", "状态", lambda d: d.state, width=4.6),
    Column("person", "经办人", lambda d: d.person, width=5),
    Column("to", "逾期报", lambda d: d.escalates_to, width=4.6, muted=True),
)


class DueList(Card):
    """The list of what is due; `opened` carries the line that was chosen."""

    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(padding=1)
        self.table = RowsView(desk, "registers.due", COLUMNS)
        self.table.opened.connect(self.opened)
        self.body.addWidget(self.table)

    def show_due(self, found: Sequence[Due]) -> None:
        """Show what is due."""
        self.table.set_rows(found, keep=lambda due: (due.kind, due.key, due.name))


class Reminder(QObject):
    """Says what has become due while the program runs, and again when it is overdue; asks every five minutes."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._told: set[tuple[str, str, str, bool]] = set()
        self._timer = QTimer(self, interval=300_000)
        self._timer.timeout.connect(self.ask)
        self._timer.start()

    def ask(self) -> None:
        """Look for what is due today or overdue."""
        self._desk.ops.query(lambda office: agenda(office, 0), self.tell, key="registers-remind")

    def tell(self, found: Sequence[Due]) -> None:
        """Say what was not said yet."""
        due = [one for one in found if one.pressing]
        fresh = [one for one in due if _stage(one) not in self._told]
        self._told |= {_stage(one) for one in fresh}
        if fresh:
            first = fresh[0]
            more = f"等 {len(fresh)} 件" if len(fresh) > 1 else ""
            says = f"到期提醒：{first.key} {first.title[:20].rstrip('。，；')}（{first.name}，{first.words}）{more}。"
            self._desk.say(says, "warn", "查看", lambda: self._desk.go("registers", "due"))


def _stage(due: Due) -> tuple[str, str, str, bool]:
    return due.kind, due.key, due.name, due.overdue
