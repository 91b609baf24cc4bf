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
from villagedesk.mediation.steps import checked
from villagedesk.services.mediation import cases, settings
from villagedesk.services.office import Office
from villagedesk.store.cases import rounds as shelf

_FIND_NAMES = {f.name for f in fields(Find)} - {"id", "noted_at"}
ROUND_FIELDS: tuple[Field, ...] = (
    Field("area", "排查区域", default="全村", help="全村，或者某几个组、网格、单位。"),
    Field("staff", "排查人员", help="用顿号隔开，主责人写在前面。"),
    Field("due_on", "报送截止", Kind.DATE),
)
SPECIAL_FIELDS: tuple[Field, ...] = (
    Field("occasion", "什么时期", required=True, help="例如：春节前、全国两会、汛期。"),
    Field("from_on", "开始日期", Kind.DATE, required=True),
    Field("to_on", "结束日期", Kind.DATE, required=True),
    *ROUND_FIELDS,
)


def rounds(office: Office, first: date, last: date) -> tuple[Round, ...]:
    """The rounds that end within a span, newest first."""
    return shelf.rounds(office.store, first, last)


def open_round(office: Office, rhythm: Rhythm, day: date | None = None, **facts: str) -> Result[Round]:
    """The round of a rhythm in which a day lies, made when it is not there yet; facts: area, staff, occasion."""
    day = day or office.clock().date()
    if rhythm is Rhythm.SPECIAL:
        return Result(_special_at(office, day), Changes(Area.NOTHING))
    made = screening.round_of(rhythm, day, settings.cutoff(office))
    known = shelf.round_at(office.store, rhythm, made.from_on)
    if known:
        return Result(known, Changes(Area.NOTHING, f"{known.name}（{known.from_on} 至 {known.to_on}）已经开始了。"))
    unknown = set(facts) - {"area", "staff", "occasion"}
    if unknown:
        raise Mistake(f"不认识的名称“{'、'.join(sorted(unknown))}”。", min(unknown))
    return _begin(office, replace(made, **facts))


def _special_at(office: Office, day: date) -> Round:
    known = shelf.special_at(office.store, day)
    if known is None:
        raise Mistake(f"{day} 不在任何一个特殊时期里；先写明是什么时期、从哪天到哪天，再登记。", "occasion")
    return known


def open_special(office: Office, values: Mapping[str, Any]) -> Result[Round]:
    """Begin the screening of a special period: occasion, from_on, to_on and, if wanted, due_on, area, staff."""
    given = checked(SPECIAL_FIELDS, values)
    first, last = date.fromisoformat(given["from_on"]), date.fromisoformat(given["to_on"])
    due = date.fromisoformat(given["due_on"]) if given.get("due_on") else None
    made = screening.special_round(given["occasion"], first, last, due)
    known = shelf.round_at(office.store, Rhythm.SPECIAL, first)
    if known and known.occasion == made.occasion:
        return Result(known, Changes(Area.NOTHING, f"{known.name}已经开始了。"))
    return _begin(office, replace(made, area=given.get("area") or "全村", staff=str(given.get("staff") or "")))


def edit_round(office: Office, key: int, values: Mapping[str, Any]) -> Changes:
    """Change the area and the people of a round, and the last day to report it."""
    before = round_with(office, key)
    given = checked(ROUND_FIELDS, values, defaults=False)
    due = date.fromisoformat(given["due_on"]) if given.get("due_on") else before.due_on
    if due < before.from_on:
        raise Mistake(f"报送截止 {due} 早于开始日期 {before.from_on}，请检查。", "due_on")
    row = {"area": given.get("area", before.area), "staff": given.get("staff", before.staff), "due_on": due.isoformat()}
    old = {"area": before.area, "staff": before.staff, "due_on": before.due_on.isoformat()}
    with office.change("修改排查轮次") as change:
        change.update("screening_round", key, row)
    return Changes(Area.CASES, f"{before.name}已保存。", lambda later: edit_round(later, key, old))


def remove_round(office: Office, key: int, reason: str) -> Changes:
    """Take a round begun by mistake away; refused when something was found in it or it was reported."""
    made = round_with(office, key)
    if made.finds or made.reported_on:
        raise Mistake("这一轮已经有排查事项或者已经报送，不能删除。", "round")
    with office.change("删除排查轮次") as change:
        change.remove("screening_round", key, reason)
    return Changes(Area.CASES, f"{made.name}已删除。", lambda later: _restore(later, key))


def _restore(office: Office, key: int) -> Changes:
    with office.change("恢复排查轮次") as change:
        change.restore("screening_round", key)
    return Changes(Area.CASES, "这一轮排查已恢复。")


def _begin(office: Office, made: Round) -> Result[Round]:
    with office.change("开始矛盾纠纷排查") as change:
        key = shelf.add_round(change, made)
    says = f"{made.name}已开始（{made.from_on} 至 {made.to_on}），{made.due_on} 前报送，已列入到期。"
    undo = Changes(Area.CASES, says, lambda later: remove_round(later, key, "撤销开始"))
    return Result(replace(made, id=key), undo)


def due_rounds(office: Office) -> tuple[Round, ...]:
    """Every round that still has to be reported, due first in front: those begun, and those that should have begun.

    A rhythm is expected to go on once it was begun; nothing is expected while nobody screens.
    """
    today, cutoff = office.clock().date(), settings.cutoff(office)
    found = list(shelf.unreported(office.store))
    for rhythm in (Rhythm.MONTHLY, Rhythm.HALF_MONTHLY):
        found += screening.expected(rhythm, shelf.latest_round(office.store, rhythm), today, cutoff)
    now = screening.round_of(Rhythm.MONTHLY, today, cutoff)
    missing = shelf.round_at(office.store, Rhythm.MONTHLY, now.from_on) is None
    if missing and shelf.any_round(office.store) and now not in found:
        found.append(now)
    return tuple(sorted(found, key=lambda made: (made.due_on, made.from_on)))


def running_rounds(office: Office) -> tuple[Round, ...]:
    """The begun rounds in which a find of today may be written, the present monthly one always among them."""
    today = office.clock().date()
    open_round(office, Rhythm.MONTHLY)
    span = rounds(office, today, today + timedelta(days=screening.LONGEST_DAYS + 31))
    late = [made for made in shelf.unreported(office.store) if made.to_on < today]
    return tuple([made for made in span if made.from_on <= today] + late)


def unsettled(office: Office) -> tuple[tuple[Round, Find], ...]:
    """Every find that is not settled yet, or serious and not told to the justice office."""
    return tuple(
        (made, find)
        for made in shelf.with_open_finds(office.store)
        for find in made.finds
        if find.open or find.unreported
    )


def save_find(office: Office, of: int, values: Mapping[str, Any], key: int = 0) -> Result[Find]:
    """Write one find of a round, new or changed; a round already reported is to be reported again for a new one."""
    made = round_with(office, of)
    if unknown := set(values) - _FIND_NAMES:
        raise Mistake(
            f"不认识的名称“{'、'.join(sorted(unknown))}”；可以写：{'、'.join(sorted(_FIND_NAMES))}。", min(unknown)
        )
    now = office.clock()
    before = next((f for f in made.finds if f.id == key), None)
    base: dict[str, Any] = (
        plain.write(before)
        if before
        else {"found_on": max(made.from_on, min(now.date(), made.to_on)), "noted_at": moment_text(now)}
    )
    base.pop("id", None)
    reported = _moment(values.get("reported_at", base.get("reported_at")))
    find = plain.read(Find, {**base, **values, "reported_at": reported})
    find = replace(find, id=key, category=ministry(find.category, settings.categories(office)))
    screening.check_find(find, made, now)
    with office.change("登记排查的矛盾纠纷") as change:
        key = shelf.save_find(change, of, find)
        if before is None and made.reported_on is not None:
            change.update("screening_round", of, {"reported_on": None})
    saved = replace(find, id=key)
    undo = None if before else lambda later: _drop_find(later, key, made.reported_on)
    return Result(saved, Changes(Area.CASES, _find_says(saved, made, new=before is None), undo))


def _find_says(find: Find, made: Round, *, new: bool) -> str:
    says = ["排查事项已保存。"]
    if find.unreported:
        says.append(f"重大矛盾要在 {screening.SERIOUS_HOURS} 小时内报司法所，已列入到期；报了以后填“上报时间”。")
    if new and made.reported_on is not None:
        says.append(f"这一轮 {made.reported_on} 已经报过，新增的要再报一次。")
    return "".join(says)


def _drop_find(office: Office, key: int, reported_on: date | None) -> Changes:
    with office.change("撤销登记排查事项") as change:
        change.remove("screening_find", key, "撤销")
        if reported_on is not None:
            of = shelf.round_of_find(office.store, key)
            change.update("screening_round", of, {"reported_on": reported_on.isoformat()})
    return Changes(Area.CASES, "排查事项已撤销。")


def tell_serious(office: Office, of: int, key: int) -> Result[Find]:
    """Note that a serious find was told to the justice office just now."""
    return save_find(office, of, {"reported_at": moment_text(office.clock())}, key)


def _moment(value: Any) -> str:
    read = check(Field("reported_at", "上报时间", Kind.MOMENT), value)
    return moment_text(read) if read else ""


def report_round(office: Office, of: int, on: date | None = None) -> Result[str]:
    """Mark a round as reported; the answer is the line for the street, a zero report when nothing was found."""
    made = round_with(office, of)
    today = office.clock().date()
    day = on or today
    if day > today:
        raise Mistake(f"报送日期 {day} 还没有到，请检查。", "on")
    if day < made.from_on:
        raise Mistake(f"报送日期 {day} 早于这一轮的开始 {made.from_on}，请检查。", "on")
    with office.change("报送矛盾纠纷排查") as change:
        change.update("screening_round", of, {"reported_on": day.isoformat()})
    line = screening.report_line(made)
    late = f"（晚于截止日 {made.due_on}）" if day > made.due_on else ""
    undo = Changes(Area.CASES, f"已报送{late}：{line}", lambda later: _unreport(later, of, made.reported_on))
    return Result(line, undo)


def _unreport(office: Office, of: int, before: date | None) -> Changes:
    with office.change("撤销报送矛盾纠纷排查") as change:
        change.update("screening_round", of, {"reported_on": before.isoformat() if before else None})
    return Changes(Area.CASES, "报送已撤销。")


def case_of_find(office: Office, of: int, key: int) -> Result[Case]:
    """Make a case on the committee's own initiative of a find, and link both."""
    find = next((f for f in round_with(office, of).finds if f.id == key), None)
    if find is None:
        raise Mistake("没有这条排查事项，可能已经删除；请按 Ctrl+R 重新读取。", "find")
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


def round_with(office: Office, key: int) -> Round:
    """The round of that id; `Mistake` when there is none."""
    made = shelf.round_with(office.store, key)
    if made is None:
        raise Mistake("没有这一轮排查，可能已经删除；请按 Ctrl+R 重新读取。", "round")
    return made
