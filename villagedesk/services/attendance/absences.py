"""Leave and errands: ask, approve step by step, extend, come back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from villagedesk.attendance import approval
from villagedesk.attendance.approval import Route, Wish
from villagedesk.attendance.explanation import ERRAND_KINDS, LEAVE_KINDS, HalfDay, half_at, timed_away
from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field, Kind, check
from villagedesk.people.person import Person
from villagedesk.services import calendar
from villagedesk.services.attendance.profiles import profile_on
from villagedesk.services.office import Office
from villagedesk.services.people import labels, people, person_named
from villagedesk.store import attendance as signed
from villagedesk.store import explanations as shelf
from villagedesk.store.explanations import Absence, Step

_TOUCHED = Area.EXPLANATIONS | Area.ATTENDANCE | Area.ROSTER
_HALVES = ("上午", "下午")
_HALF = {"kind": Kind.CHOICE, "choices": _HALVES}

_SPAN = (
    Field("from_on", "从哪天", Kind.DATE, required=True),
    Field("from_half", "从", Kind.CHOICE, choices=_HALVES, default="上午"),
    Field("to_on", "到哪天", Kind.DATE, required=True),
    Field("to_half", "到", Kind.CHOICE, choices=_HALVES, default="下午"),
    Field("from_time", "从几点（不足半天才填）", Kind.TIME, help="不足半天的填钟点，例如 14:00；整半天的空着。"),
    Field("to_time", "到几点（不足半天才填）", Kind.TIME, help="例如 16:00；和“从几点”一起填。"),
)
HOURS_A_DAY = 8
LEAVE_FIELDS = (
    Field("person", "请假人", Kind.PERSON, required=True),
    Field("kind", "假别", Kind.CHOICE, required=True, choices=LEAVE_KINDS, default="事假"),
    *_SPAN,
    Field("reason", "事由", Kind.LONG_TEXT, required=True),
    Field("leaving", "离开本乡镇", Kind.YES, default=False, help="离开辖区的审批人可能不同。"),
    Field("place", "去往地点", Kind.TEXT),
    Field("contact", "联系电话", Kind.PHONE, help="请假期间保持开机。"),
    Field("substitute", "替班人", Kind.PERSON),
    Field("exception", "特殊说明", Kind.TEXT, help="超过规定或特殊时期仍要请假时，写明谁同意的和原因。"),
)
ERRAND_FIELDS = (
    Field("person", "外出人", Kind.PERSON, required=True),
    Field("kind", "类别", Kind.CHOICE, required=True, choices=ERRAND_KINDS, default="下村"),
    *_SPAN,
    Field("reason", "事由", Kind.LONG_TEXT, required=True, help="例如：到三组核查地质灾害点。"),
    Field("place", "地点", Kind.TEXT),
    Field("approver", "同意人", Kind.TEXT, default="村党支部书记", help="公务外出须经书记同意。"),
)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a request would come to before it is saved: days, the way of approval, and rules against it."""

    days: float
    route: Route
    refusals: tuple[str, ...]
    taken: float


def preview_leave(office: Office, values: Mapping[str, Any]) -> Preview:
    """Days, approvers and refusals of a leave as typed so far."""
    person = person_named(office, str(values["person"]))
    first, last, begin, end = _span(values)
    profile = profile_on(office, first.day)
    days = leave_days(office, first, last, begin, end)
    taken, of_kind = _taken(office, person.id, first.day.year, str(values["kind"]))
    special = next((d.special for d in calendar.days(office, first.day, last.day) if d.special), "")
    late = max(0, (office.clock().date() - first.day).days)
    wish = Wish(str(values["kind"]), days, taken, of_kind, special, late)
    way = approval.route(profile.leave, approval.rank(person.posts), days, bool(values.get("leaving")))
    return Preview(days, way, approval.refusals(profile.leave, wish), taken)


def request_leave(office: Office, values: Mapping[str, Any]) -> Result[int]:
    """Ask for leave: it goes to the approvers of the ladder in order; `Mistake` when a rule forbids it.

    With `exception` filled in the request goes on in spite of the rules, and says so.
    """
    wanted = {field.name: check(field, values.get(field.name, field.default)) for field in LEAVE_FIELDS}
    found = preview_leave(office, wanted)
    if found.refusals and not wanted["exception"]:
        raise Mistake("；".join(found.refusals) + "。确需请假的，请在“特殊说明”写明谁同意的。", "exception")
    note = f"特殊说明：{wanted['exception']}（{'；'.join(found.refusals)}）" if found.refusals else ""
    steps = tuple(Step(i, role) for i, role in enumerate(found.route.approvers, 1))
    one = _absence(office, wanted, shelf.LEAVE)
    one = replace(one, steps=steps, report_to=found.route.report_to, note=note)
    key = _store(office, one, "请假")
    says = f"{wanted['person']}{wanted['kind']} {length_words(found.days, one)}已登记，审批：{found.route.text}。"
    says += signed_hint(office, one.first.day, one.last.day)
    return Result(key, Changes(_TOUCHED, says, lambda later: withdraw(later, key, "撤销登记")))


def record_errand(office: Office, values: Mapping[str, Any]) -> Result[int]:
    """Note work elsewhere, agreed by whoever is named; it explains a missing sign at once."""
    wanted = {field.name: check(field, values.get(field.name, field.default)) for field in ERRAND_FIELDS}
    agreed = wanted["approver"] or "村党支部书记"
    step = Step(1, agreed, "同意", office.clock(), office.user)
    one = replace(_absence(office, wanted, shelf.ERRAND), state=shelf.APPROVED, steps=(step,))
    key = _store(office, one, "登记公出")
    says = f"{wanted['person']}{wanted['kind']}已登记：{one.words}。"
    says += signed_hint(office, one.first.day, one.last.day)
    return Result(key, Changes(_TOUCHED, says, lambda later: withdraw(later, key, "撤销登记")))


def _absence(office: Office, wanted: Mapping[str, Any], sort: str) -> Absence:
    first, last, begin, end = _span(wanted)
    helper = wanted.get("substitute")
    return Absence(
        person=person_named(office, wanted["person"]).id,
        sort=sort,
        kind=wanted["kind"],
        first=first,
        last=last,
        asked_at=office.clock(),
        asked_by=office.user,
        leaving=bool(wanted.get("leaving")),
        place=wanted.get("place") or "",
        reason=wanted["reason"],
        contact=wanted.get("contact") or "",
        substitute=person_named(office, helper).id if helper else None,
        begins_at=begin,
        ends_at=end,
    )


def _store(office: Office, one: Absence, what: str) -> int:
    if one.substitute == one.person:
        raise Mistake("替班人不能是本人，请选别人。", "substitute")
    for other in shelf.absences(office.store, one.first.day, one.last.day, one.person):
        if one.meets(other) and (other.in_force or other.state == shelf.WAITING) and other.id != one.extends:
            raise Mistake(f"这段时间已经登记了{other.kind}（{other.words}），请先核对。", "from_on")
    with office.change(what) as change:
        return shelf.insert_absence(change, one)


Span = tuple[HalfDay, HalfDay, datetime | None, datetime | None]


def _span(values: Mapping[str, Any]) -> Span:
    """The half days of a request and, where hours are given, the moments between them."""
    halves = {
        name: _HALVES.index(values.get(name) or default)
        for name, default in zip(("from_half", "to_half"), _HALVES, strict=True)
    }
    from_on, to_on = values["from_on"], values["to_on"]
    if not isinstance(from_on, date) or not isinstance(to_on, date):
        raise Mistake("请填写从哪天到哪天。", "from_on")
    first, last = HalfDay(from_on, halves["from_half"]), HalfDay(to_on, halves["to_half"])
    if last < first:
        raise Mistake(f"结束（{last}）早于开始（{first}），请核对。", "to_on")
    if last.number - first.number > 2 * 400:
        raise Mistake("一次请假超过一年，请核对日期。", "to_on")
    if not values.get("from_time") and not values.get("to_time"):
        return first, last, None, None
    begin, end = _moment(from_on, values, "from_time"), _moment(to_on, values, "to_time")
    if begin is None:
        raise Mistake("填了到几点，从几点也要填；整半天的两个都空着。", "from_time")
    if end is None:
        raise Mistake("填了从几点，到几点也要填；整半天的两个都空着。", "to_time")
    if end <= begin:
        raise Mistake(f"结束的钟点（{end:%H:%M}）不晚于开始（{begin:%H:%M}）；到次日的请改“到哪天”。", "to_time")
    hours = timed_away("", begin, end, "")
    return hours.first, hours.last, begin, end


def _moment(day: date, values: Mapping[str, Any], name: str) -> datetime | None:
    clock = values.get(name)
    if not clock:
        return None
    hour, minute = (int(part) for part in clock.split(":"))
    if hour * 60 + minute > 24 * 60:
        raise Mistake(f"“{clock}”不是钟点，最晚写 24:00。", name)
    return datetime.combine(day, time()) + timedelta(hours=hour, minutes=minute)


def length_words(days: float, one: Absence) -> str:
    """How long an absence is: in hours where it was asked by the hour within a day, else in days."""
    if one.begins_at is not None and one.ends_at is not None and one.begins_at.date() == one.ends_at.date():
        return f"{(one.ends_at - one.begins_at).total_seconds() / 3600:.3g} 小时"
    return f"{days:g} 天"


def days_of(office: Office, one: Absence) -> float:
    """Days of one leave or errand as it counts."""
    return leave_days(office, one.first, one.last, one.begins_at, one.ends_at)


def leave_days(
    office: Office, first: HalfDay, last: HalfDay, begin: datetime | None = None, end: datetime | None = None
) -> float:
    """Days of leave: half days on working days; where there is none, half days of the calendar.

    Hours within one day count as eighths of a day, and never as more than the half days they touch.
    """
    if begin is not None and end is not None and begin.date() == end.date():
        touched = (last.number - first.number + 1) / 2
        return min(round((end - begin).total_seconds() / 3600 / HOURS_A_DAY, 2), touched)
    working = {day.date for day in calendar.days(office, first.day, last.day) if day.kind.works}
    numbers = range(first.number, last.number + 1)
    counted = sum(date.fromordinal(number // 2) in working for number in numbers)
    return (counted or len(numbers)) / 2


def _taken(office: Office, person: int, year: int, kind: str) -> tuple[float, float]:
    """Days of leave of a person this year, of all kinds and of one."""
    total = of_kind = 0.0
    for one in shelf.absences(office.store, date(year, 1, 1), date(year, 12, 31), person):
        if one.sort == shelf.LEAVE and (one.in_force or one.state == shelf.WAITING):
            away = one.away("")
            some = away.last.number >= away.first.number
            days = leave_days(office, away.first, away.last, away.begin, away.end) if some else 0.0
            total += days
            of_kind += days if one.kind == kind else 0.0
    return total, of_kind


def signed_hint(office: Office, first: date, last: date) -> str:
    """What to say when an explanation touches a signed month: the sheet keeps still until it is amended."""
    months = [m for m in signed.frozen_months(office.store) if f"{first:%Y-%m}" <= m <= f"{last:%Y-%m}"]
    return f"{'、'.join(months)} 的月报已经签定，要再点“更正”才会改到月报上。" if months else ""


def decide(office: Office, key: int, agree: bool, note: str = "") -> Changes:
    """Write the decision of the approver whose turn it is; the last agreement puts the leave in force."""
    one = _found(office, key)
    step = one.waiting_for
    if step is None:
        raise Mistake(f"这份{one.kind}现在不在审批中（{one.state}）。")
    last = step.number == max(s.number for s in one.steps)
    state = one.state if agree and not last else (shelf.APPROVED if agree else shelf.REFUSED)
    with office.change("审批请假") as change:
        values = {"decision": "同意" if agree else "不同意", "decided_at": office.clock(), "decided_by": office.user}
        shelf.update_step(change, step.id, {**values, "note": note})
        shelf.update_absence(change, key, {"state": state}, note)
    who = labels(office)[one.person]
    waits = next((s.approver for s in one.steps if s.number == step.number + 1), "")
    says = f"{step.approver}{'同意' if agree else '不同意'}{who}的{one.kind}" + (
        f"，还要{waits}批。" if agree and waits else "。"
    )
    return Changes(_TOUCHED, says, lambda later: _undecide(later, key, step))


def _undecide(office: Office, key: int, step: Step) -> Changes:
    with office.change("撤销审批") as change:
        shelf.update_step(change, step.id, {"decision": "", "decided_at": None, "decided_by": "", "note": ""})
        shelf.update_absence(change, key, {"state": shelf.WAITING}, "撤销审批")
    return Changes(_TOUCHED, "审批已撤销。")


def withdraw(office: Office, key: int, reason: str) -> Changes:
    """Take a request back; it stays in the history with its reason."""
    one = _found(office, key)
    with office.change("撤回请假") as change:
        shelf.update_absence(change, key, {"state": shelf.WITHDRAWN, "note": reason}, reason)
    return Changes(_TOUCHED, f"{labels(office)[one.person]}的{one.kind}已撤回。", lambda later: _put_state(later, one))


def _put_state(office: Office, one: Absence) -> Changes:
    with office.change("恢复请假") as change:
        values = {"state": one.state, "note": one.note, "returned_half": one.returned_half}
        shelf.update_absence(change, one.id, {**values, "returned_at": one.returned_at})
    return Changes(_TOUCHED, f"{one.kind}已恢复为{one.state}。")


def finish(office: Office, key: int, back_at: datetime) -> Changes:
    """销假: the person is back; from that half day on the leave explains nothing any more."""
    one = _found(office, key)
    if one.state != shelf.APPROVED:
        raise Mistake(f"只有已批准的假才能销假，这份是“{one.state}”。")
    if back_at.date() < one.first.day:
        raise Mistake(f"回来的时间早于请假开始（{one.words}），没有休的假请撤回。", "back_at")
    half = 0 if back_at.hour < 12 else 1
    with office.change("销假") as change:
        values = {"state": shelf.RETURNED, "returned_at": back_at, "returned_half": half}
        shelf.update_absence(change, key, values)
    days = profile_on(office, one.last.day).leave.return_days
    late = (back_at.date() - one.last.day).days
    warn = f"比批准的时间晚 {late} 天，请办续假。" if late > max(days, 0) else ""
    says = f"{labels(office)[one.person]}已销假（{back_at:%m-%d %H:%M} 到岗）。{warn}"
    return Changes(_TOUCHED, says, lambda later: _put_state(later, one))


def extend(
    office: Office, key: int, to_on: date, to_half: str = "下午", reason: str = "", to_time: str = ""
) -> Result[int]:
    """续假: a further request that follows the first without a gap and goes its own way of approval."""
    one = _found(office, key)
    if not one.in_force:
        raise Mistake(f"只有已批准的假才能续假，这份是“{one.state}”。")
    following = one.last.number + 1
    first = HalfDay(date.fromordinal(following // 2), following % 2)
    from_time = f"{one.ends_at:%H:%M}" if one.ends_at and to_time else ""
    if one.ends_at is not None and from_time:
        first = half_at(one.ends_at)
    names = labels(office)
    values: dict[str, Any] = {
        "person": names[one.person],
        "kind": one.kind,
        "from_on": first.day,
        "from_half": _HALVES[first.half],
        "to_on": to_on,
        "to_half": to_half,
        "from_time": from_time,
        "to_time": to_time,
        "reason": reason or f"续假：{one.reason}",
        "leaving": one.leaving,
        "place": one.place,
        "contact": one.contact,
        "exception": "续假" if (office.clock().date() - first.day) > timedelta(0) else "",
    }
    return request_leave(office, values)


def _found(office: Office, key: int) -> Absence:
    one = shelf.absence(office.store, key)
    if one is None:
        raise Mistake(f"没有编号 {key} 的请假或公出，请核对。", "key")
    return one


def absences(office: Office, first: date, last: date, person: str = "") -> tuple[Absence, ...]:
    """Leave and errands of all states that touch the days from `first` to `last`."""
    who = person_named(office, person).id if person else None
    return shelf.absences(office.store, first, last, who)


def absence(office: Office, key: int) -> tuple[Absence, Person]:
    """One leave or errand and whose it is, for its paper and its form."""
    one = _found(office, key)
    return one, next(person for person in people(office) if person.id == one.person)


def waiting(office: Office) -> tuple[Absence, ...]:
    """Requests that wait for an approver, oldest first."""
    return shelf.waiting(office.store)
