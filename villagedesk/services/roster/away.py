"""Who cannot stand duty when: leave, errands, days told to the roster, and days outside service; and wishes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Literal

from villagedesk.attendance.explanation import LEAVE_KINDS
from villagedesk.attendance.explanation import Away as Absence
from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.errors import Mistake
from villagedesk.people.person import Person
from villagedesk.roster.case import Away
from villagedesk.services.attendance.known import known_absences
from villagedesk.services.office import Office
from villagedesk.services.people import labels, people
from villagedesk.store import roster as shelf
from villagedesk.store.roster import Busy

_TOUCHED = Area.ROSTER | Area.EXPLANATIONS


def unavailable(office: Office, first: date, last: date) -> dict[int, tuple[Away, ...]]:
    """The days away of everybody between two days, by person id."""
    found: dict[int, list[Away]] = {}
    for person in people(office):
        found[person.id] = _out_of_service(person, first, last)
    for one in shelf.busy(office.store, first, last):
        found.setdefault(one.person, []).extend(_days(one, first, last))
    ids = {label: key for key, label in labels(office).items()}
    for absence in known_absences(office, first, last):
        found.setdefault(ids[absence.person], []).extend(_half_days(absence, first, last))
    return {key: tuple(aways) for key, aways in found.items() if aways}


def busy(office: Office, first: date, last: date) -> tuple[Busy, ...]:
    """The days away that were told to the roster itself."""
    return shelf.busy(office.store, first, last)


def add_busy(
    office: Office, person: int, first: date, last: date, reason: str, part: Literal["", "上午", "下午"] = ""
) -> Result[int]:
    """Note that somebody cannot stand duty from one day to another, both included."""
    if last < first:
        raise Mistake(f"结束日期 {last} 早于开始日期 {first}；请改正。", "last")
    if not reason.strip():
        raise Mistake("请写明不能值班的原因（请假、公出、培训…）。", "reason")
    with office.change("登记不能值班的日子") as change:
        key = shelf.insert_busy(change, Busy(person, first, last, reason.strip(), part))
    return Result(key, Changes(_TOUCHED, "已登记；重新排班时会避开这些日子。", lambda later: remove_busy(later, key)))


def remove_busy(office: Office, key: int, reason: str = "撤销") -> Changes:
    """Take a note of days away back."""
    with office.change("删除不能值班的日子") as change:
        change.remove("busy", key, reason)
    return Changes(_TOUCHED, "已删除。", lambda later: _restore_busy(later, key))


def wishes(office: Office) -> dict[int, dict[str, Any]]:
    """Fixed weekdays, likes and dislikes by person id."""
    return shelf.wishes(office.store)


def set_wish(
    office: Office,
    person: int,
    *,
    fixed_weekdays: Mapping[str, Sequence[int]] | None = None,
    likes: Sequence[int] = (),
    dislikes: Sequence[int] = (),
) -> Changes:
    """Set the fixed weekdays by post and the liked and disliked weekdays of one person."""
    fixed = {post: sorted(set(days)) for post, days in (fixed_weekdays or {}).items() if days}
    for day in (*likes, *dislikes, *(one for days in fixed.values() for one in days)):
        if not 1 <= day <= 7:
            raise Mistake(f"星期应在 1 到 7 之间，现在是 {day}。", "weekday")
    body = {"fixed_weekdays": fixed, "likes": sorted(set(likes)), "dislikes": sorted(set(dislikes))}
    before = wishes(office).get(person, {})
    with office.change("修改值班意愿") as change:
        shelf.put_wish(change, office.store, person, body)
    return Changes(Area.ROSTER, "已保存；下次排班时照此安排。", lambda later: set_wish(later, person, **before))


def _restore_busy(office: Office, key: int) -> Changes:
    with office.change("恢复不能值班的日子") as change:
        change.restore("busy", key)
    return Changes(_TOUCHED, "已恢复。")


def _out_of_service(person: Person, first: date, last: date) -> list[Away]:
    found: list[Away] = []
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        if not person.serves(day):
            before = person.joined_on is not None and day < person.joined_on
            found.append(Away(day, "", "尚未到任" if before else "已离任"))
    return found


def _half_days(absence: Absence, first: date, last: date) -> list[Away]:
    """The days of a leave or errand, each once, with the half of the day where it is only half of one."""
    words = f"请{absence.kind}" if absence.kind in LEAVE_KINDS and absence.kind.endswith("假") else absence.kind
    halves: dict[date, list[int]] = {}
    for number in range(absence.first.number, absence.last.number + 1):
        halves.setdefault(date.fromordinal(number // 2), []).append(number % 2)
    found: list[Away] = []
    for day, parts in halves.items():
        part: Literal["", "上午", "下午"] = "" if len(parts) == 2 else "下午" if parts[0] else "上午"
        if first <= day <= last:
            found.append(Away(day, part, words))
    return found


def _days(one: Busy, first: date, last: date) -> list[Away]:
    start, end = max(first, one.from_on), min(last, one.to_on)
    part: Literal["", "上午", "下午"] = one.part if one.part == "上午" or one.part == "下午" else ""
    return [Away(start + timedelta(days=n), part, one.reason) for n in range((end - start).days + 1)]
