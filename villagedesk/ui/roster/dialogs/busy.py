"""Days on which somebody is known to be away, entered here so that planning goes around them."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from villagedesk.base.fields import Field, Kind
from villagedesk.roster.case import Away
from villagedesk.services.roster import away
from villagedesk.ui.actions import Action, action_button
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FormDialog
from villagedesk.ui.pages import load
from villagedesk.ui.roster.sheet import Sheet
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.text import Text

Row = tuple[str, Away]


class BusyDialog(QDialog):
    """Everybody's days away in the month: leave, errands, and what is entered here."""

    def __init__(self, desk: Desk, parent: QWidget, sheet: Sheet) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("不在岗登记")
        self.resize(desk.look.room(620, 520))
        self._desk, self._sheet = desk, sheet
        self._ids = {sheet.view.label[person.id]: person.id for person in sheet.view.people}
        self.table = RowsView(
            desk,
            "roster.busy",
            (
                Column[Row](
                    "day", "日期", lambda r: r[1].date, lambda r: f"{r[1].date.month}月{r[1].date.day}日", width=6
                ),
                Column[Row]("part", "时段", lambda r: r[1].part or "全天", width=4, muted=True),
                Column[Row]("person", "姓名", lambda r: r[0], bold=True, width=6),
                Column[Row]("reason", "原因", lambda r: r[1].reason, width=0),
            ),
        )
        self.table.hint = "这个月还没有人登记不在岗"
        self.table.takes = self.paste
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(12)
        box.addWidget(Text("这个月谁哪天不在岗", "heading"))
        box.addWidget(
            Text("请假、公出批准后自动列在这里；开会、培训等提前知道的，在这里登记，排班会避开。", "muted", wrap=True)
        )
        card = Card(padding=1)
        card.body.addWidget(self.table)
        box.addWidget(card, 1)
        add = Action("add", "登记不在岗", self._add, icon="plus", role="primary", writes=True)
        box.addWidget(action_button(desk.look, add, readonly=desk.readonly), 0, Qt.AlignmentFlag.AlignRight)
        desk.ops.changed.connect(self._ask)
        self._ask()

    def _ask(self, _changes: object = None) -> None:
        first, last = self._sheet.view.days[0].date, self._sheet.view.days[-1].date
        self._desk.ops.query(lambda office: away.unavailable(office, first, last), self._show, key="roster.busy")

    def _show(self, found: dict[int, tuple[Away, ...]]) -> None:
        names = {key: label for label, key in self._ids.items()}
        rows: list[Row] = [(names[key], one) for key, aways in found.items() if key in names for one in aways]
        self.table.set_rows(sorted(rows, key=lambda row: row[1].date))

    def _add(self) -> None:
        fields = (
            Field("person", "姓名", Kind.CHOICE, required=True, choices=tuple(self._ids)),
            Field("part", "时段", Kind.CHOICE, choices=("全天", "上午", "下午"), default="全天"),
            Field("first_on", "从", Kind.DATE, required=True, default=self._sheet.view.days[0].date),
            Field("last_on", "到", Kind.DATE, required=True, default=self._sheet.view.days[0].date),
            Field("reason", "原因", required=True),
        )
        FormDialog(self._desk, self, "登记不在岗", fields, self._write).open()

    def paste(self, text: str) -> None:
        """Preview days away copied in a spreadsheet."""
        kind = load("villagedesk.services.pasting.lists.away:busy_kind")(self._sheet.view.month)
        load("villagedesk.ui.tables.pasting:paste_kind")(self._desk, self, "粘贴不在岗", kind, text)

    def _write(self, values: dict[str, Any]) -> Any:
        first: date = values["first_on"]
        last: date = values["last_on"]
        person = self._ids[values["person"]]
        part = "" if values["part"] == "全天" else values["part"]
        return lambda office: away.add_busy(office, person, first, last, values["reason"], part)
