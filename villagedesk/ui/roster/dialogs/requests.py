"""Swaps and stand-ins: asking for one, and the list where the leader of the day agrees or refuses."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from villagedesk.base.changes import Result
from villagedesk.base.fields import Field, Kind
from villagedesk.calendar.wording import day_words, weekday_word
from villagedesk.services.office import Office
from villagedesk.services.roster.edit import swaps
from villagedesk.services.roster.edit.swaps import Slip
from villagedesk.ui.actions import Action, action_button
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FormDialog
from villagedesk.ui.messages import ask_text
from villagedesk.ui.preview.open import preview_paper
from villagedesk.ui.roster.sheet import Sheet, Spot
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.text import Text

_TONES = {"待审批": "warn", "已同意": "ok", "不同意": "bad", "已撤回": "plain"}


class RequestDialog(FormDialog):
    """Who asks is known from the cell; who takes, for which duty in exchange, and why, are filled in."""

    def __init__(self, desk: Desk, parent: QWidget, sheet: Sheet, spot: Spot, kind: str) -> None:
        self._spot = spot
        self._others = _other_duties(sheet, spot)
        taker = Field("taker", "谁来替", Kind.CHOICE, required=True, choices=_others_of(sheet, spot.person))
        other = Field("other", "和哪一班换", Kind.CHOICE, required=True, choices=tuple(self._others))
        reason = Field("reason", "事由", Kind.LONG_TEXT, required=True)
        fields = (other if kind == "换班" else taker, reason)
        super().__init__(desk, parent, f"申请{kind}：{spot.words}", fields, self._write)

    def _write(self, values: dict[str, Any]) -> Any:
        spot, other = self._spot, self._others.get(values.get("other", ""))
        taker = other.person if other else values["taker"]

        def act(office: Office) -> Result[int]:
            return swaps.ask(office, spot.person, spot.at, taker, values["reason"], other=other.at if other else None)

        return act


def _others_of(sheet: Sheet, person: str) -> tuple[str, ...]:
    labels = (sheet.view.label[one.id] for one in sheet.view.people)
    return tuple(label for label in labels if label != person)


def _other_duties(sheet: Sheet, spot: Spot) -> dict[str, Spot]:
    """The duties of others, those of the same post first: they are the ones usually given in return."""
    found: dict[str, Spot] = {}
    for place in sorted(sheet.view.places, key=lambda p: (p.post != spot.post, p.shift != spot.shift, p.date)):
        for cell in place.cells:
            if cell.person != spot.person and place.date != spot.date and not place.whole:
                one = Spot(place.date, place.shift, place.post, cell.person)
                duty = place.shift if place.shift == place.post else f"{place.shift} {place.post}"
                found[f"{cell.person}　{day_words(one.date)} 周{weekday_word(one.date)} {duty}"] = one
    return found


COLUMNS = (
    Column[Slip]("state", "状态", lambda s: s.state, width=4.5, chip=True, tone=lambda s: _TONES.get(s.state, "plain")),
    Column[Slip]("says", "申请", lambda s: s.says, width=0),
    Column[Slip]("reason", "事由", lambda s: s.reason, width=9, muted=True),
    Column[Slip]("asked_at", "提出", lambda s: s.asked_at, width=8.5, muted=True),
    Column[Slip]("by", "审批人", lambda s: s.decided_by or s.leader, width=8),
)


class RequestsDialog(QDialog):
    """All requests, the newest first; agreeing changes the roster and both ledgers."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("换班替班")
        self.resize(desk.look.room(900, 520))
        self._desk = desk
        self.table = RowsView(desk, "roster.requests", COLUMNS)
        self.table.hint = "还没有申请；在值班表上右键一个人名，选“申请换班”或“申请替班”"
        self.table.chosen.connect(lambda _slip: self._enable())
        self._says = Text("", "strong", wrap=True)
        self._weighed = Text("", "error", wrap=True)
        actions = (
            Action("slip", "换班单", self._print, icon="printer"),
            Action("back", "撤回", self._call_back, writes=True),
            Action("refuse", "不同意", lambda: self._decide(False), writes=True),
            Action("agree", "同意", lambda: self._decide(True), role="primary", writes=True),
        )
        self._buttons = {action.id: action_button(desk.look, action, readonly=desk.readonly) for action in actions}
        self._lay_out()
        desk.ops.changed.connect(self._ask)
        self._ask()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(12)
        card = Card(padding=1)
        card.body.addWidget(self.table)
        box.addWidget(Text("换班替班", "heading"))
        box.addWidget(card, 1)
        box.addWidget(self._says)
        box.addWidget(self._weighed)
        box.addWidget(Text("选中一份申请再审批；同意后值班表和两个人的次数都会跟着变。", "muted", wrap=True))
        row = QHBoxLayout()
        row.addStretch(1)
        for button in self._buttons.values():
            row.addWidget(button)
        box.addLayout(row)

    def _ask(self, _changes: object = None) -> None:
        self._desk.ops.query(lambda office: swaps.requests(office), self._show, key="roster.requests")

    def _show(self, slips: tuple[Slip, ...]) -> None:
        self.table.set_rows(slips, keep=lambda slip: slip.id)
        if not (self.table.current_row() or self.table.select(lambda slip: slip.state == "待审批")) and slips:
            self.table.selectRow(0)
        self._enable()

    def _enable(self) -> None:
        slip: Slip | None = self.table.current_row()
        waits = slip is not None and slip.state == "待审批" and not self._desk.readonly
        for name, button in self._buttons.items():
            button.setEnabled(slip is not None if name == "slip" else waits)
        self._says.setText(f"{slip.says}。事由：{slip.reason}" if slip else "")
        self._weighed.setText("")
        if slip is not None and slip.state == "待审批":
            key = slip.id
            self._desk.ops.query(
                lambda office: swaps.weigh_request(office, key), self._show_weighed, key="roster.weigh"
            )

    def _show_weighed(self, broken: tuple[str, ...]) -> None:
        self._weighed.setText("同意后不合规定：" + "；".join(broken) + "。" if broken else "")

    def _decide(self, agreed: bool) -> None:
        slip: Slip | None = self.table.current_row()
        if slip is None:
            return
        key = slip.id
        if agreed and not self._weighed.text():
            self._desk.ops.change(lambda office: swaps.decide(office, key, True))
            return
        ask_text(
            self,
            "同意" if agreed else "不同意",
            (self._weighed.text() or slip.says) + "\n请写明理由：",
            lambda note: self._desk.ops.change(lambda office: swaps.decide(office, key, agreed, note=note)),
        )

    def _call_back(self) -> None:
        slip: Slip | None = self.table.current_row()
        if slip is not None:
            key = slip.id
            self._desk.ops.change(lambda office: swaps.call_back(office, key))

    def _print(self) -> None:
        slip: Slip | None = self.table.current_row()
        if slip is not None:
            preview_paper(self._desk, self, "换班单", str(slip.id))
