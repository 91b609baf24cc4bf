"""Rounds of screening: open one, add what was found, report it (zero included), make a case of a find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

from villagedesk.base import plain
from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.clock import moment_text
from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field, Kind, check
from villagedesk.mediation import screening
from villagedesk.mediation.case import Case
from villagedesk.mediation.category import ministry
from villagedesk.mediation.screening import Find, Rhythm, Round
from villagedesk.services.mediation import cases, settings
from villagedesk.services.office import Office
from villagedesk.store.cases import rounds as shelf

_FIND_NAMES = {f.name for f in fields(Find)} - {"id"}


def rounds(office: Office, first: date, last: date) -> tuple[Round, ...]:
    """The rounds that end within a span, newest first."""
    return shelf.rounds(office.store, first, last)


def open_round(office: Office, rhythm: Rhythm, day: date | None = None, **facts: str) -> Result[Round]:
    """The round of a rhythm in which a day lies, made when it is not there yet; facts: area, staff, occasion."""
    day = day or office.clock().date()
    made = screening.round_of(rhythm, day, settings.cutoff(office))
    known = shelf.round_at(office.store, rhythm, made.from_on)
    if known:
        return Result(known, Changes(Area.NOTHING))
    unknown = set(facts) - {"area", "staff", "occasion"}
    if unknown:
        raise Mistake(f"不认识的名称“{'、'.join(sorted(unknown))}”。", min(unknown))
    made = replace(made, **facts)
    with office.change("开始矛盾纠纷排查") as change:
        key = shelf.add_round(change, made)
    says = f"{made.from_on} 至 {made.to_on} 的排查已开始，{made.due_on} 前报送。"
    return Result(replace(made, id=key), Changes(Area.CASES, says))


def due_round(office: Office) -> Round | None:
    """The monthly round that still has to be reported, the late one first; None while nobody screens."""
    today = office.clock().date()
    now = screening.round_of(Rhythm.MONTHLY, today, settings.cutoff(office))
    before = screening.round_of(Rhythm.MONTHLY, now.from_on - timedelta(days=1), settings.cutoff(office))
    if not shelf.any_round(office.store):
        return None
    for made in (before, now):
        known = shelf.round_at(office.store, Rhythm.MONTHLY, made.from_on)
        if known is None and made is before:
            continue
        if known is None or known.reported_on is None:
            return known or made
    return None


def save_find(office: Office, of: int, values: Mapping[str, Any], key: int = 0) -> Result[Find]:
    """Write one find of a round, new or changed; a serious one must say when it was reported."""
    made = _round(office, of)
    if unknown := set(values) - _FIND_NAMES:
        raise Mistake(
            f"不认识的名称“{'、'.join(sorted(unknown))}”；可以写：{'、'.join(sorted(_FIND_NAMES))}。", min(unknown)
        )
    before = next((f for f in made.finds if f.id == key), None)
    base: dict[str, Any] = plain.write(before) if before else {"found_on": office.clock().date()}
    base.pop("id", None)
    reported = _moment(values.get("reported_at", base.get("reported_at")))
    find = plain.read(Find, {**base, **values, "reported_at": reported})
    find = replace(find, id=key, category=ministry(find.category, settings.categories(office)))
    screening.check_find(find, office.clock())
    with office.change("登记排查的矛盾纠纷") as change:
        key = shelf.save_find(change, of, find)
    return Result(replace(find, id=key), Changes(Area.CASES, "排查事项已保存。"))


def _moment(value: Any) -> str:
    read = check(Field("reported_at", "上报时间", Kind.MOMENT), value)
    return moment_text(read) if read else ""


def report_round(office: Office, of: int, on: date | None = None) -> Result[str]:
    """Mark a round as reported; the answer is the line for the street, a zero report when nothing was found."""
    made = _round(office, of)
    day = on or office.clock().date()
    with office.change("报送矛盾纠纷排查") as change:
        change.update("screening_round", of, {"reported_on": day.isoformat()})
    line = screening.report_line(made)
    late = f"（晚于截止日 {made.due_on}）" if day > made.due_on else ""
    return Result(line, Changes(Area.CASES, f"已报送{late}：{line}"))


def case_of_find(office: Office, of: int, key: int) -> Result[Case]:
    """Make a case on the committee's own initiative of a find, and link both."""
    find = next((f for f in _round(office, of).finds if f.id == key), None)
    if find is None:
        raise Mistake("没有这条排查事项。", "find")
    if find.case:
        raise Mistake(f"这条已经转为{find.case}。", "find")
    names = [name for name in find.parties.replace("，", "、").split("、") if name.strip()]
    parties = [{"name": n.strip(), "side": "被申请人" if i else "申请人"} for i, n in enumerate(names)]
    made = cases.add_case(
        office,
        {
            "source": "调委会主动调解",
            "category": find.category,
            "summary": find.cause or find.matter,
            "people": find.people,
            "parties": parties,
        },
    )
    with office.change("排查事项转为调解案件") as change:
        shelf.save_find(change, of, replace(find, case=made.value.number))
    return made


def _round(office: Office, key: int) -> Round:
    made = shelf.round_with(office.store, key)
    if made is None:
        raise Mistake("没有这一轮排查。", "round")
    return made
