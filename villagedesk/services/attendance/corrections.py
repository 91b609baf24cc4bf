"""补签: forgotten signs asked to be made good, within the month's limit and the deadline."""

from __future__ import annotations

import calendar as months
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from villagedesk.attendance.judge.rule import stamp
from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field, Kind, check
from villagedesk.services import calendar
from villagedesk.services.attendance.absences import signed_hint
from villagedesk.services.attendance.facts import slots
from villagedesk.services.attendance.profiles import profile_on
from villagedesk.services.office import Office
from villagedesk.services.people import labels, person_named
from villagedesk.store import explanations as shelf
from villagedesk.store.explanations import StoredCorrection

_SAME_SIGN = timedelta(minutes=59)
_TOUCHED = Area.EXPLANATIONS | Area.ATTENDANCE

CORRECTION_FIELDS = (
    Field("person", "补签人", Kind.PERSON, required=True),
    Field("sign_at", "应签时间", Kind.MOMENT, required=True, help="本人实际到岗或离岗的时间。"),
    Field("why", "原因", Kind.LONG_TEXT, required=True, help="例如：考勤机停电、忘记签退。"),
    Field("witness", "证明人", Kind.TEXT, help="能证明当时在岗的人。"),
    Field("exception", "特殊说明", Kind.TEXT, help="超过次数或期限仍要补签时，写明谁同意的。"),
)


def month_span(day: date) -> tuple[datetime, datetime]:
    """First and last moment of a day's month."""
    last = months.monthrange(day.year, day.month)[1]
    return datetime.combine(day.replace(day=1), time()), datetime.combine(day.replace(day=last), time(23, 59, 59))


def used(office: Office, person: int, day: date) -> int:
    """How many corrections of a person count against the limit of that month."""
    found = shelf.corrections(office.store, *month_span(day), person)
    return sum(one.state in ("待确认", "已确认") for one in found)


def request_correction(office: Office, values: Mapping[str, Any], confirmed: bool = False) -> Result[int]:
    """Ask to make a forgotten sign good; `Mistake` over the monthly limit or after the deadline without 特殊说明."""
    wanted = {field.name: check(field, values.get(field.name, field.default)) for field in CORRECTION_FIELDS}
    person = person_named(office, wanted["person"])
    at: datetime = wanted["sign_at"]
    now = office.clock()
    if at > now:
        raise Mistake("应签时间还没有到，不能补签。", "sign_at")
    if not _on_duty(office, labels(office)[person.id], at):
        raise Mistake(
            f"{wanted['person']} {at:%m-%d %H:%M} 前后没有班次，补签不会起作用；请核对日期和时间。", "sign_at"
        )
    _not_twice(office, person.id, at)
    refusals = _refusals(office, person.id, at)
    if refusals and not wanted["exception"]:
        raise Mistake("；".join(refusals) + "。确需补签的，请在“特殊说明”写明谁同意的。", "exception")
    note = f"特殊说明：{wanted['exception']}（{'；'.join(refusals)}）" if refusals else ""
    one = StoredCorrection(
        person=person.id,
        sign_at=at,
        why=wanted["why"],
        witness=wanted["witness"] or "",
        state="已确认" if confirmed else "待确认",
        asked_at=now,
        asked_by=office.user,
        decided_at=now if confirmed else None,
        decided_by=office.user if confirmed else "",
        note=note,
    )
    with office.change("补签") as change:
        key = shelf.insert_correction(change, one)
    says = f"{wanted['person']} {at:%m-%d %H:%M} 的补签已登记" + ("并确认。" if confirmed else "，等待书记确认。")
    says += signed_hint(office, at.date(), at.date())
    return Result(key, Changes(_TOUCHED, says, lambda later: withdraw_correction(later, key, "撤销登记")))


def _not_twice(office: Office, person: int, at: datetime) -> None:
    """`Mistake` where a correction of about the same sign waits or counts already: it is one forgotten sign."""
    for one in shelf.corrections(office.store, at - _SAME_SIGN, at + _SAME_SIGN, person):
        if one.state in ("待确认", "已确认"):
            says = f"{one.sign_at:%m-%d %H:%M} 已经有一份补签（{one.state}），不用再登记；写错了的请先撤回。"
            raise Mistake(says, "sign_at")


def _on_duty(office: Office, label: str, at: datetime) -> bool:
    """Whether a sign at that moment falls into the window of a duty of the person."""
    stamped, day = stamp(at), at.date()
    near = slots(office, day - timedelta(days=2), day + timedelta(days=1))
    return any(slot.person == label and slot.window_from <= stamped <= slot.window_to for slot in near)


def _refusals(office: Office, person: int, at: datetime) -> list[str]:
    rules = profile_on(office, at.date()).correction
    found: list[str] = []
    count = used(office, person, at.date())
    if count >= rules.per_month:
        found.append(f"本月已补签 {count} 次，规定每月不超过 {rules.per_month} 次")
    late = calendar.working_days_between(office, at.date(), office.clock().date()) - 1
    if late > rules.within_workdays:
        found.append(f"已过 {late} 个工作日，规定 {rules.within_workdays} 个工作日内补签")
    return found


def decide_correction(office: Office, key: int, agree: bool, note: str = "") -> Changes:
    """Confirm or refuse a correction; a confirmed one counts as the sign that was forgotten."""
    one = _found(office, key)
    if one.state != "待确认":
        raise Mistake(f"这份补签已经处理过了（{one.state}），不用再办。")
    values = {"state": "已确认" if agree else "不同意", "decided_at": office.clock(), "decided_by": office.user}
    with office.change("确认补签") as change:
        shelf.update_correction(change, key, {**values, "note": "；".join(filter(None, (one.note, note)))})
    says = f"{labels(office)[one.person]} {one.sign_at:%m-%d %H:%M} 的补签{'已确认' if agree else '没有同意'}。"
    return Changes(_TOUCHED, says, lambda later: _put_back(later, one))


def withdraw_correction(office: Office, key: int, reason: str) -> Changes:
    """Take a correction back; it stays in the history with its reason."""
    one = _found(office, key)
    with office.change("撤回补签") as change:
        shelf.update_correction(change, key, {"state": "已撤回", "note": reason}, reason)
    return Changes(_TOUCHED, "补签已撤回。", lambda later: _put_back(later, one))


def _put_back(office: Office, one: StoredCorrection) -> Changes:
    values = {"state": one.state, "decided_at": one.decided_at, "decided_by": one.decided_by, "note": one.note}
    with office.change("恢复补签") as change:
        shelf.update_correction(change, one.id, values)
    return Changes(_TOUCHED, f"补签已恢复为{one.state}。")


def _found(office: Office, key: int) -> StoredCorrection:
    one = shelf.correction(office.store, key)
    if one is None:
        raise Mistake(f"没有编号 {key} 的补签，请核对。", "key")
    return one


def correction(office: Office, key: int) -> StoredCorrection:
    """One correction by id, for its paper."""
    return _found(office, key)


def corrections(office: Office, first: date, last: date) -> tuple[StoredCorrection, ...]:
    """Corrections of all states whose sign lies between two days."""
    end = datetime.combine(last, time(23, 59, 59))
    return shelf.corrections(office.store, datetime.combine(first, time()), end)


def waiting_corrections(office: Office) -> tuple[StoredCorrection, ...]:
    """Corrections that wait to be confirmed, oldest first."""
    return shelf.waiting_corrections(office.store)
