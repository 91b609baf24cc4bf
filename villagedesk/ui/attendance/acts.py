"""The dialogs by which a clerk explains a day: leave, errand, correction, amendment, signing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from villagedesk.base.errors import Mistake, Trouble
from villagedesk.base.fields import Field, Kind, check
from villagedesk.services.attendance import absences, corrections, signing
from villagedesk.services.attendance.absences import ERRAND_FIELDS, LEAVE_FIELDS, Preview
from villagedesk.services.attendance.corrections import CORRECTION_FIELDS
from villagedesk.services.attendance.evidence import DayEvidence
from villagedesk.services.attendance.signing import Drift
from villagedesk.services.office import Office
from villagedesk.ui import messages
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FormDialog
from villagedesk.ui.widgets.text import Text


def with_people(fields: Sequence[Field], people: Sequence[str]) -> tuple[Field, ...]:
    """The same fields with the office's people to choose from, so that a name cannot be mistyped."""
    found: list[Field] = []
    for field in fields:
        if field.kind is Kind.PERSON:
            field = Field(field.name, field.label, Kind.CHOICE, field.required, choices=tuple(people), help=field.help)
        found.append(field)
    return tuple(found)


class LeaveDialog(FormDialog):
    """请假: the form with the way of approval and every rule against it, asked anew while it is typed."""

    def __init__(self, desk: Desk, parent: QWidget, people: Sequence[str], values: Mapping[str, Any]) -> None:
        fields = with_people(LEAVE_FIELDS, people)
        super().__init__(desk, parent, "请假", fields, _save_leave, values)
        self._desk_of_form = desk
        self.way = Text("填好起止日期后，这里显示天数和审批人。", "muted", wrap=True)
        self.against = Text("", "error", wrap=True)
        self.against.hide()
        self.extra.addWidget(self.way)
        self.extra.addWidget(self.against)
        self.form.edited.connect(self.preview)
        self.preview()

    def preview(self) -> None:
        """Ask what the request comes to as it stands."""
        typed = dict(self.form.typed())
        try:
            days: dict[str, Any] = {name: date.fromisoformat(str(typed[name]).strip()) for name in ("from_on", "to_on")}
            days |= {f.name: check(f, typed[f.name]) for f in LEAVE_FIELDS if f.kind is Kind.TIME}
        except (ValueError, Mistake):
            return
        if not typed.get("person"):
            return
        values = {**typed, **days}
        self._desk_of_form.ops.query(lambda office: _preview(office, values), self._show, key="leave-preview")

    def _show(self, found: Preview | str) -> None:
        if isinstance(found, str):
            self.way.setText(found)
            return
        self.way.setText(f"共 {found.days:g} 天（本年已休 {found.taken:g} 天）。审批：{found.route.text}")
        self.against.setText("；".join(found.refusals))
        self.against.setVisible(bool(found.refusals))


def _preview(office: Office, values: Mapping[str, Any]) -> Preview | str:
    try:
        return absences.preview_leave(office, values)
    except (Mistake, Trouble) as error:
        return error.says


def _save_leave(values: dict[str, Any]) -> Callable[[Office], Any]:
    return lambda office: absences.request_leave(office, values)


def ask_leave(
    desk: Desk, parent: QWidget, people: Sequence[str], person: str = "", day: date | None = None
) -> FormDialog:
    """Open the form of a leave, filled in as far as known."""
    dialog = LeaveDialog(desk, parent, people, _start(person, day or desk.today(), "事假"))
    dialog.open()
    return dialog


def ask_errand(
    desk: Desk, parent: QWidget, people: Sequence[str], person: str = "", day: date | None = None
) -> FormDialog:
    """Open the form of an errand."""
    fields = with_people(ERRAND_FIELDS, people)
    dialog = FormDialog(
        desk,
        parent,
        "公出、下村登记",
        fields,
        lambda values: lambda office: absences.record_errand(office, values),
        {**_start(person, day or desk.today(), "下村"), "approver": "村党支部书记"},
    )
    dialog.open()
    return dialog


def _start(person: str, day: date | None, kind: str) -> dict[str, Any]:
    return {"person": person, "kind": kind, "from_on": day, "to_on": day, "from_half": "上午", "to_half": "下午"}


def ask_correction(desk: Desk, parent: QWidget, people: Sequence[str], found: DayEvidence | None = None) -> FormDialog:
    """Open the form of a correction; of a known day with the sign that is missing already filled in."""
    fields = with_people(CORRECTION_FIELDS, people)
    values: dict[str, Any] = {"person": found.person if found else ""}
    if found is not None:
        values["sign_at"] = missing_sign(found)
    dialog = FormDialog(
        desk,
        parent,
        "补签",
        fields,
        lambda given: lambda office: corrections.request_correction(office, given),
        values,
    )
    dialog.open()
    return dialog


def missing_sign(found: DayEvidence) -> datetime:
    """The hour of the sign that is missing: the end where the person signed in, else the beginning."""
    for verdict, band in zip(found.verdicts, found.bands, strict=False):
        signs = list((verdict.selected or {}).values())
        hours = [moment for period in band.periods for moment in period]
        if verdict.sign_in and verdict.sign_out and None in signs and len(hours) == len(signs):
            return hours[signs.index(None)]
        if verdict.sign_in is not None and verdict.sign_out is None:
            return band.end
        if verdict.sign_in is None:
            return band.start
    return (
        found.bands[0].end
        if found.bands
        else datetime.combine(found.day, datetime.min.time()).replace(hour=8, minute=30)
    )


def ask_amendment(desk: Desk, parent: QWidget, found: DayEvidence) -> None:
    """Ask why a signed day is to be read otherwise; first see whether anything would change."""
    month = f"{found.day:%Y-%m}"

    def offer(changed: tuple[Drift, ...]) -> None:
        mine = next((one for one in changed if one.person == found.person and one.day == found.day), None)
        if mine is None:
            desk.say("按现有的打卡和说明，这一天的判定没有变化；请先补签，或登记公出、请假，再点更正。", "warn")
            return
        text = f"签定时：{mine.signed}\n现有凭据：{mine.now}\n\n更正的原因会印在月报上："
        messages.ask_text(parent, "更正", text, _amend)

    def _amend(why: str) -> None:
        desk.ops.change(lambda office: signing.amend(office, month, found.person, found.day, why))

    desk.ops.query(lambda office: signing.drift(office, month), offer)


def ask_freeze(desk: Desk, parent: QWidget, month: str, missing: int, open_flags: int) -> None:
    """Ask before a month is signed, saying what is still open and how later changes are made."""
    left = [f"还有 {missing} 处缺卡没有补签"] if missing else []
    left += [f"还有 {open_flags} 条疑点没有说明"] if open_flags else []
    text = (
        "；".join(left) + "。\n\n" if left else ""
    ) + "签定以后，补签、请假不再改变这个月；确有差错只能登记“更正”，并印在月报上。"

    def freeze() -> None:
        desk.ops.change(lambda office: signing.freeze(office, month))

    messages.confirm(parent, f"签定 {month} 考勤月报", text, "签定", freeze)
