"""Signing a month: afterwards it changes only through a recorded correction that prints as 更正."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from villagedesk.attendance.judge.kept import verdict_values
from villagedesk.attendance.judge.verdict import Verdict
from villagedesk.attendance.month import MonthSheet, cell, word
from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.errors import Mistake
from villagedesk.services.attendance.facts import facts
from villagedesk.services.attendance.month import frozen_body, month, settled, sheet_of, span
from villagedesk.services.office import Office
from villagedesk.services.people import person_named
from villagedesk.store import attendance as shelf
from villagedesk.store.attendance import StoredAmendment

_TOUCHED = Area.ATTENDANCE | Area.REPORTS


@dataclass(frozen=True, slots=True)
class Drift:
    """A day of a signed month that present facts would judge otherwise: what is signed and what they say."""

    person: str
    day: date
    signed: str
    now: str
    reasons: tuple[str, ...]


def freeze(office: Office, name: str, signer: str = "") -> Changes:
    """Sign a month; `Mistake` while days are undecided or it is signed already."""
    sheet = month(office, name)
    if sheet.frozen_at is not None:
        raise Mistake(f"{name} 的考勤月报 {sheet.frozen_at:%m-%d} 已经由{sheet.frozen_by}签定。", "month")
    if not any(row.verdicts for row in sheet.rows):
        raise Mistake(f"{name} 还没有排班，没有可以签定的考勤。", "month")
    if sheet.undecided_days:
        raise Mistake(f"还有 {sheet.undecided_days} 天没有判定，请先导入考勤机数据再签定。", "month")
    who = signer.strip() or office.user
    with office.change("签定考勤月报") as change:
        key = shelf.insert_frozen(change, name, office.clock(), who, frozen_body(sheet))
    open_signs = f"；还有 {sheet.missing} 处缺卡没有补签" if sheet.missing else ""
    says = f"{name} 考勤月报已由{who}签定，以后的改动都要登记更正{open_signs}。"
    return Changes(_TOUCHED, says, lambda later: _unfreeze(later, key, name))


def _unfreeze(office: Office, key: int, name: str) -> Changes:
    if shelf.amendments(office.store, name):
        raise Mistake(f"{name} 签定后已经有更正，不能再撤销签定。", "month")
    with office.change("撤销签定") as change:
        change.remove("frozen_month", key, "刚签定就撤销")
    return Changes(_TOUCHED, f"{name} 的签定已撤销。")


def drift(office: Office, name: str) -> tuple[Drift, ...]:
    """The days of a signed month that would be judged otherwise by what is known now."""
    signed = month(office, name)
    if signed.frozen_at is None:
        return ()
    present = sheet_of(office, facts(office, *span(name)))
    found: list[Drift] = []
    for row in present.rows:
        held = signed.row(row.member.person)
        for day in sorted({*row.cells, *(held.cells if held else ())}):
            now = row.cells.get(day)
            was = held.cells.get(day) if held else None
            if word(now) != word(was):
                reasons = tuple(r for v in (now.verdicts if now else ()) for r in v.reasons)
                found.append(Drift(row.member.person, day, word(was), word(now), reasons))
    return tuple(found)


def amend(office: Office, name: str, person: str, day: date, why: str) -> Result[int]:
    """Record that a signed day is to be read as present facts judge it; the reason prints with it."""
    if not why.strip():
        raise Mistake("请写明更正的原因，会印在月报上。", "why")
    sheet = month(office, name)
    if sheet.frozen_at is None:
        raise Mistake(f"{name} 还没有签定，直接补签或登记请假就行，不用更正。", "month")
    found = next((one for one in drift(office, name) if one.person == person and one.day == day), None)
    if found is None:
        raise Mistake(f"{person} {day} 按现有的打卡和说明判定没有变化；请先补签，或登记公出、请假，再更正。", "day")
    verdicts = _now(office, person, day)
    now = word(cell(day, verdicts)) if verdicts else "无班"
    one = StoredAmendment(
        month=name,
        person=person_named(office, person).id,
        day=day,
        was=_signed_word(sheet, person, day),
        now=now,
        body=verdict_values(verdicts),
        why=why.strip(),
        made_at=office.clock(),
        made_by=office.user,
    )
    with office.change("更正考勤月报") as change:
        key = shelf.insert_amendment(change, one)
    says = f"已更正{person} {day}：{one.was} → {one.now}。"
    return Result(key, Changes(_TOUCHED, says, lambda later: _withdraw(later, key)))


def _withdraw(office: Office, key: int) -> Changes:
    with office.change("撤销更正") as change:
        change.remove("amendment", key, "刚更正就撤销")
    return Changes(_TOUCHED, "更正已撤销。")


def _now(office: Office, person: str, day: date) -> Sequence[Verdict]:
    return settled(office, [v for v in facts(office, day, day).verdicts if v.person == person])


def _signed_word(sheet: MonthSheet, person: str, day: date) -> str:
    row = sheet.row(person)
    return word(row.cells.get(day) if row else None)
