"""Leave, errands and corrections of a month with their states: what waits for whom, and deciding it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagedesk.base.fields import Field, Kind
from villagedesk.services.attendance import absences, corrections, story
from villagedesk.services.attendance.absences import days_of, length_words
from villagedesk.services.attendance.month import span
from villagedesk.services.office import Office
from villagedesk.services.people import labels
from villagedesk.store.explanations import LEAVE, Absence, StoredCorrection
from villagedesk.ui import messages
from villagedesk.ui.actions import Action, action_button
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FormDialog
from villagedesk.ui.preview.open import preview_paper
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card, clear_layout
from villagedesk.ui.widgets.flow import FlowLayout
from villagedesk.ui.widgets.states import EmptyState
from villagedesk.ui.widgets.text import Text

_TONES = {"待审批": "warn", "待确认": "warn", "已批准": "ok", "已确认": "ok", "已销假": "plain", "不同意": "bad"}


@dataclass(frozen=True, slots=True)
class Told:
    """A row of the list: an absence or a correction, in the words of the table."""

    key: str
    sort: str
    person: str
    when: str
    days: str
    why: str
    state: str
    waits: str
    asked: str
    absence: Absence | None = None
    correction: StoredCorrection | None = None


def told(office: Office, month: str) -> tuple[Told, ...]:
    """Everything that was explained in a month, and whatever still waits; what waits comes first."""
    names = labels(office)
    first, last = span(month)
    away = {one.id: one for one in (*absences.waiting(office), *absences.absences(office, first, last))}
    signs = {
        one.id: one for one in (*corrections.waiting_corrections(office), *corrections.corrections(office, first, last))
    }
    rows = [_absence(office, one, names[one.person]) for one in away.values()]
    rows += [_correction(one, names[one.person]) for one in signs.values()]
    return tuple(sorted(rows, key=lambda row: (not row.waits, row.when), reverse=False))


def _absence(office: Office, one: Absence, person: str) -> Told:
    step = one.waiting_for
    return Told(
        f"away-{one.id}",
        one.kind,
        person,
        _span_words(one),
        length_words(days_of(office, one), one).removesuffix(" 天"),
        one.reason,
        one.state,
        step.approver if step else "",
        f"{one.asked_at:%m-%d %H:%M}",
        absence=one,
    )


def _span_words(one: Absence) -> str:
    if one.begins_at is not None and one.ends_at is not None:
        after = "%H:%M" if one.ends_at.date() == one.begins_at.date() else "%m-%d %H:%M"
        return f"{one.begins_at:%m-%d %H:%M}–{one.ends_at:{after}}"
    halves = ("上午", "下午")
    first, last = (f"{half.day:%m-%d} {halves[half.half]}" for half in (one.first, one.last))
    if one.first.day == one.last.day:
        return first if one.first.half == one.last.half else f"{one.first.day:%m-%d} 全天"
    return f"{first} – {last}"


def _correction(one: StoredCorrection, person: str) -> Told:
    waits = "村党支部书记" if one.state == "待确认" else ""
    when, asked = f"{one.sign_at:%m-%d %H:%M}", f"{one.asked_at:%m-%d %H:%M}"
    return Told(f"sign-{one.id}", "补签", person, when, "", one.why, one.state, waits, asked, correction=one)


class RequestsView(QWidget):
    """The list with its context menu; Enter on a waiting row asks for the decision."""

    def __init__(self, desk: Desk, start: tuple[Action, ...]) -> None:
        super().__init__()
        self._desk = desk
        self.table = RowsView(
            desk,
            "attendance.requests",
            (
                Column("sort", "类别", lambda r: r.sort, width=5, bold=True),
                Column("person", "姓名", lambda r: r.person, width=6),
                Column("when", "时间", lambda r: r.when, width=12),
                Column("days", "天数", lambda r: r.days, width=5, right=True),
                Column("why", "事由", lambda r: r.why, width=0),
                Column(
                    "state", "状态", lambda r: r.state, width=6, chip=True, tone=lambda r: _TONES.get(r.state, "plain")
                ),
                Column("waits", "等谁批", lambda r: r.waits, width=8, muted=True),
                Column("asked", "登记", lambda r: r.asked, width=8, muted=True),
            ),
        )
        self.table.actions_for = self.actions_for
        self.table.opened.connect(self.open_row)
        self.table.chosen.connect(self._show_acts)
        self._acts = FlowLayout(spacing=8)
        self._known: set[str] = set()
        self._card = Card(padding=1)
        self._card.body.addWidget(self.table)
        text = "请假、公出、下村、开会、培训、补签都在这里登记和审批；批准后考勤自动按它判定。"
        self._empty = EmptyState(desk.look, "inbox", "这个月还没有请假和补签", text, start)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        # above the list, where no message lies over them
        box.addLayout(self._acts)
        box.addWidget(self._card, 1)
        box.addWidget(self._empty, 1)

    def show_rows(self, rows: tuple[Told, ...]) -> None:
        """Show another month, or the same one; what was just entered stands in front."""
        fresh = {row.key for row in rows} - self._known
        entered = bool(self._known & {row.key for row in rows}) and len(fresh) == 1
        self._known = {row.key for row in rows}
        self.table.set_rows(rows, keep=lambda row: row.key)
        if entered:
            self.table.select(lambda row: row.key in fresh)
        self._card.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        if rows and self.table.current_row() is None:
            self.table.selectRow(0)
        self._show_acts(self.table.current_row() if rows else None)

    def _show_acts(self, row: Told | None) -> None:
        """What can be done with the row in front, as buttons over the list; the menu of the row offers the same."""
        clear_layout(self._acts)
        if row is None:
            return
        self._acts.addWidget(Text(f"{row.person}　{row.sort}　{row.when}", "muted"))
        for act in self.actions_for(row):
            role = "primary" if act.id == "agree" else act.role
            self._acts.addWidget(action_button(self._desk.look, replace(act, role=role), readonly=self._desk.readonly))

    def actions_for(self, row: Told) -> tuple[Action, ...]:
        """What can be done with a row in its state."""
        acts: list[Action] = []
        if row.waits:
            acts.append(Action("agree", f"{row.waits}同意", lambda: self._decide(row, True), icon="check", writes=True))
            acts.append(Action("refuse", "不同意…", lambda: self._refuse(row), icon="x", writes=True))
        one = row.absence
        if one is not None and one.state == "已批准" and one.sort == LEAVE:
            acts.append(Action("finish", "销假…", lambda: self._finish(one), icon="log-in", writes=True))
            acts.append(Action("extend", "续假…", lambda: self._extend(one), icon="calendar-plus", writes=True))
        if row.state not in ("已撤回", "不同意"):
            acts.append(Action("withdraw", "撤回…", lambda: self._withdraw(row), icon="undo-2", writes=True))
        acts.append(Action("story", "经过…", lambda: self._ask_story(row), icon="history"))
        paper, key = ("请假条", one.id) if one else ("补签单", row.correction.id if row.correction else 0)
        acts.append(
            Action("paper", f"打印{paper}", lambda: preview_paper(self._desk, self, paper, str(key)), icon="printer")
        )
        return tuple(acts)

    def open_row(self, row: Told) -> None:
        """Enter or double click: decide what waits, else show the paper."""
        if not row.waits:
            if (show := self.actions_for(row)[-1].run) is not None:
                show()
            return
        text = f"{row.person}　{row.sort}　{row.when}\n事由：{row.why}\n\n现在由{row.waits}决定。"
        messages.confirm(self, "审批", text, "同意", lambda: self._decide(row, True))

    def _decide(self, row: Told, agree: bool, note: str = "") -> None:
        if row.absence is not None:
            key = row.absence.id
            self._desk.ops.change(lambda office: absences.decide(office, key, agree, note))
        elif row.correction is not None:
            number = row.correction.id
            self._desk.ops.change(lambda office: corrections.decide_correction(office, number, agree, note))

    def _ask_story(self, row: Told) -> None:
        away, sign = row.absence, row.correction

        def lines(office: Office) -> tuple[str, ...]:
            if away is not None:
                return story.absence_story(office, away.id)
            return story.correction_story(office, sign.id) if sign is not None else ()

        title = f"{row.person}　{row.sort}　{row.when}"
        self._desk.ops.query(
            lines, lambda found: messages.Question(self, title, "\n".join(found), (("关闭", "primary", None),)).open()
        )

    def _refuse(self, row: Told) -> None:
        messages.ask_text(
            self, "不同意", f"为什么不同意{row.person}的{row.sort}：", lambda why: self._decide(row, False, why)
        )

    def _withdraw(self, row: Told) -> None:
        def withdraw(why: str) -> None:
            if row.absence is not None:
                key = row.absence.id
                self._desk.ops.change(lambda office: absences.withdraw(office, key, why))
            elif row.correction is not None:
                number = row.correction.id
                self._desk.ops.change(lambda office: corrections.withdraw_correction(office, number, why))

        messages.ask_text(self, "撤回", f"撤回{row.person}的{row.sort}，原因：", withdraw)

    def _finish(self, one: Absence) -> None:
        field = Field("back_at", "到岗时间", Kind.MOMENT, required=True)
        now = self._desk.office.clock()
        self._ask(
            "销假", (field,), {"back_at": now}, lambda v: lambda office: absences.finish(office, one.id, v["back_at"])
        )

    def _extend(self, one: Absence) -> None:
        fields = (
            Field("to_on", "续到哪天", Kind.DATE, required=True),
            Field("to_half", "到", Kind.CHOICE, choices=("上午", "下午"), default="下午"),
            Field("to_time", "到几点", Kind.TIME, help="按小时续的填钟点；续到半天的空着。"),
            Field("reason", "原因", Kind.TEXT),
        )

        def save(values: dict[str, Any]) -> Callable[[Office], Any]:
            to_on: date = values["to_on"]
            half, why, clock = values["to_half"] or "下午", values["reason"] or "", values["to_time"] or ""
            return lambda office: absences.extend(office, one.id, to_on, half, why, clock)

        self._ask("续假", fields, {"to_on": one.last.day}, save)

    def _ask(
        self, title: str, fields: tuple[Field, ...], values: dict[str, date | datetime], save: Callable[..., Any]
    ) -> None:
        FormDialog(self._desk, self, title, fields, save, values).open()
