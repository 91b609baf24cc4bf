"""The people of the office: enter, edit, order, badges, terms, leaving and coming back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.errors import Mistake
from villagedesk.base.fields import check
from villagedesk.people import person as persons
from villagedesk.people import staff
from villagedesk.people.badges import clean_badge, overlap, span_text
from villagedesk.people.person import Badge, Person
from villagedesk.people.posts import DUTY_POSTS, POSTS
from villagedesk.services.office import Office, fact, set_facts
from villagedesk.store import people as shelf
from villagedesk.store.people import Term

_NAMES = {item.name for item in fields(Person)} - {"id", "seniority"}


def people(office: Office) -> tuple[Person, ...]:
    """Everybody who serves or served, in seniority order."""
    return office.store.kept("people", lambda: shelf.people(office.store))


def serving(office: Office, day: date) -> tuple[Person, ...]:
    """Those who belong to the office on that day, in seniority order."""
    return tuple(person for person in people(office) if person.serves(day))


def labels(office: Office) -> dict[int, str]:
    """A unique name for every person ever entered, by id; the border between the store and the rooms above.

    Those entered by mistake and removed never make others be told apart.
    """
    return dict(office.store.kept("labels", lambda: _labels(office)))


def _labels(office: Office) -> dict[int, str]:
    found = persons.labels(people(office))
    taken = set(found.values())
    for person in shelf.people(office.store, removed=True):
        if person.id not in found:
            label = person.name if person.name not in taken else f"{person.name}（已删除 {person.id}）"
            found[person.id] = label
            taken.add(label)
    return found


def person_named(office: Office, label: str) -> Person:
    """The person of that label or, when only one has it, that name; `Mistake` when nobody or several."""
    names = labels(office)
    everybody = people(office)
    found = [p for p in everybody if names[p.id] == label] or [p for p in everybody if p.name == label]
    if not found:
        raise Mistake(f"没有叫“{label}”的人员，请核对姓名。", "person")
    if len(found) > 1:
        options = "、".join(names[p.id] for p in found)
        raise Mistake(f"叫“{label}”的有 {len(found)} 人，请写明是哪一位：{options}。", "person")
    return found[0]


def badges(office: Office) -> tuple[Badge, ...]:
    """Every badge number with its person and dates, by number and time."""
    return office.store.kept("badges", lambda: shelf.badges(office.store))


def terms(office: Office, person: int) -> tuple[Term, ...]:
    """The terms a person served before the present one, oldest first."""
    return shelf.terms(office.store, person)


def posts(office: Office) -> tuple[str, ...]:
    """The office's list of posts, in the order it is offered."""
    return tuple(fact(office, "posts", POSTS))


def duty_posts(office: Office) -> tuple[str, ...]:
    """The office's list of posts of duty."""
    return tuple(fact(office, "duty_posts", DUTY_POSTS))


def set_posts(office: Office, names: Sequence[str]) -> Changes:
    """Replace the list of posts; persons keep the posts they hold."""
    return _set_list(office, "posts", names, "职务")


def set_duty_posts(office: Office, names: Sequence[str]) -> Changes:
    """Replace the list of posts of duty; a post somebody may stand or a shift needs stays valid there."""
    return _set_list(office, "duty_posts", names, "值班岗位")


def _set_list(office: Office, key: str, names: Sequence[str], label: str) -> Changes:
    cleaned = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    if not cleaned:
        raise Mistake(f"{label}至少要留一项。", key)
    changes = set_facts(office, {key: cleaned})
    return Changes(changes.touched | Area.PEOPLE, f"已保存{label} {len(cleaned)} 项。", changes.undo)


def add_person(office: Office, values: Mapping[str, Any], badge: str = "") -> Result[int]:
    """Enter one person at the end of the order, with a badge number for all machines when given."""
    person = Person(**_checked(values))
    with office.change("添加人员") as change:
        last = office.store.value("select coalesce(max(seniority), 0) from person where removed is null")
        key = shelf.insert_person(change, replace(person, seniority=last + 1))
        if number := clean_badge(badge):
            fresh = Badge(number, key, from_on=_free_from(office, number))
            _refuse_taken(office, fresh)
            shelf.insert_badge(change, fresh)
    says = f"已添加{person.name}。"
    return Result(key, Changes(Area.PEOPLE, says, lambda later: remove_person(later, key, "撤销添加")))


def edit_person(office: Office, key: int, values: Mapping[str, Any]) -> Changes:
    """Change some attributes of a person; undo puts the old ones back."""
    before = _found(office, key)
    kept = {item.name: getattr(before, item.name) for item in fields(Person) if item.name in _NAMES}
    wanted = _checked(kept | dict(values))
    changed = {name: value for name, value in wanted.items() if name in _NAMES and value != kept[name]}
    if not changed:
        return Changes(Area.NOTHING, f"{before.name}没有改动。")
    with office.change("修改人员") as change:
        shelf.update_person(change, key, changed)
    old = {name: kept[name] for name in changed}
    return Changes(Area.PEOPLE, f"已保存{wanted['name']}。", lambda later: edit_person(later, key, old))


def remove_person(office: Office, key: int, reason: str) -> Changes:
    """Take out somebody who was entered by mistake; those who served leave with `leave` instead."""
    person = _found(office, key)
    held = [badge for badge in badges(office) if badge.person == key]
    with office.change("删除人员") as change:
        change.remove("person", key, reason)
        for badge in held:
            change.remove("badge", badge.id, reason)

    def undo(later: Office) -> Changes:
        for badge in held:
            _refuse_taken(later, badge)
        with later.change("恢复人员") as change:
            change.restore("person", key)
            for badge in held:
                change.restore("badge", badge.id)
        return Changes(Area.PEOPLE, f"已恢复{person.name}。")

    return Changes(Area.PEOPLE, f"已删除{person.name}。", undo)


def leave(office: Office, key: int, on: date, reason: str = "离任") -> Changes:
    """Somebody leaves: `on` is the last day; open badges end that day so that the numbers may be re-used."""
    person = _found(office, key)
    if person.joined_on and on < person.joined_on:
        raise Mistake(f"{person.name} {person.joined_on} 才到任，离任日期不能更早。", "left_on")
    cut = [b for b in badges(office) if b.person == key and (b.to_on is None or b.to_on > on)]
    with office.change("办理离任") as change:
        shelf.update_person(change, key, {"left_on": on}, reason)
        for badge in cut:
            if badge.from_on and badge.from_on > on:
                change.remove("badge", badge.id, reason)
            else:
                shelf.update_badge(change, replace(badge, to_on=on), reason)

    def undo(later: Office) -> Changes:
        return _take_back_leaving(later, person, cut)

    return Changes(Area.PEOPLE | Area.ROSTER, f"{person.name}离任，最后一天 {on}；历史记录都保留。", undo)


def _take_back_leaving(office: Office, person: Person, cut: Sequence[Badge]) -> Changes:
    for badge in cut:
        _refuse_taken(office, badge)
    with office.change("撤销离任") as change:
        shelf.update_person(change, person.id, {"left_on": person.left_on})
        for badge in cut:
            change.restore("badge", badge.id)
            shelf.update_badge(change, badge)
    return Changes(Area.PEOPLE | Area.ROSTER, f"{person.name}仍然在任。")


def come_back(office: Office, key: int) -> Changes:
    """A leaver serves again; the badge number is given anew, as it may mean somebody else by now."""
    person = _found(office, key)
    with office.change("恢复在任") as change:
        shelf.update_person(change, key, {"left_on": None})
    left = person.left_on
    return Changes(
        Area.PEOPLE | Area.ROSTER,
        f"{person.name}恢复在任，请重新登记考勤号。",
        (lambda later: leave(later, key, left)) if left else None,
    )


def reorder(office: Office, keys: Sequence[int]) -> Changes:
    """Put the people in a new order of seniority; those not named follow in their old order."""
    before = [person.id for person in people(office)]
    known = set(before)
    order = [key for key in dict.fromkeys(keys) if key in known]
    order += [key for key in before if key not in set(order)]
    with office.change("调整排序") as change:
        for place, key in enumerate(order, 1):
            shelf.update_person(change, key, {"seniority": place})
    return Changes(Area.PEOPLE, "已调整排序，各种表册都按新的顺序。", lambda later: reorder(later, before))


def set_badge(office: Office, badge: Badge) -> Result[int]:
    """Give a person a number, or change one given before; refused while it means somebody else."""
    badge = replace(badge, number=clean_badge(badge.number), device=badge.device.strip())
    person = _found(office, badge.person)
    if not badge.number:
        raise Mistake("请填写考勤号；不知道的先不登记。", "number")
    if badge.from_on and badge.to_on and badge.to_on < badge.from_on:
        raise Mistake("考勤号的截止日期早于启用日期，请核对。", "to_on")
    _refuse_taken(office, badge)
    before = next((b for b in badges(office) if b.id == badge.id), None) if badge.id else None
    with office.change("登记考勤号") as change:
        if before:
            shelf.update_badge(change, badge)
            key = badge.id
        else:
            key = shelf.insert_badge(change, badge)

    def undo(later: Office) -> Changes:
        return set_badge(later, before).changes if before else remove_badge(later, key, "撤销登记")

    says = f"{person.name}的考勤号 {badge.number} 已登记（{span_text(badge)}）。"
    return Result(key, Changes(Area.PEOPLE | Area.PUNCHES, says, undo))


def remove_badge(office: Office, key: int, reason: str = "登记有误") -> Changes:
    """Take back a number that was given by mistake; one that is no longer used gets an end date instead."""
    with office.change("删除考勤号") as change:
        change.remove("badge", key, reason)

    def undo(later: Office) -> Changes:
        with later.change("恢复考勤号") as change:
            change.restore("badge", key)
        return Changes(Area.PEOPLE | Area.PUNCHES, "已恢复考勤号。")

    return Changes(Area.PEOPLE | Area.PUNCHES, "已删除考勤号。", undo)


def start_term(office: Office, key: int, from_on: date, to_on: date | None, promised_days: int) -> Changes:
    """A new term of office with its promised days; the present one goes into the history."""
    person = _found(office, key)
    if to_on and to_on < from_on:
        raise Mistake("任期的结束日期早于开始日期，请核对。", "term_to_on")
    fresh = {"term_from_on": from_on, "term_to_on": to_on, "promised_days": promised_days}
    before = {name: getattr(person, name) for name in fresh}
    served = any(before.values())
    with office.change("登记新任期") as change:
        kept = 0
        if served:
            ended = before["term_to_on"] or from_on - timedelta(days=1)
            old = Term(key, before["term_from_on"], ended, before["promised_days"], person.posts)
            kept = shelf.insert_term(change, old)
        shelf.update_person(change, key, fresh)

    def undo(later: Office) -> Changes:
        with later.change("撤销新任期") as change:
            shelf.update_person(change, key, before)
            if kept:
                change.remove("term", kept, "撤销新任期")
        return Changes(Area.PEOPLE, f"{person.name}的任期已恢复原样。")

    return Changes(Area.PEOPLE, f"{person.name}新任期从 {from_on} 起，承诺坐班 {promised_days} 天。", undo)


def _found(office: Office, key: int) -> Person:
    person = shelf.person(office.store, key)
    if person is None:
        raise Mistake("这位人员已经不在名单里，请按 Ctrl+R 重新读取后再试。")
    return person


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values for a `Person` checked by the declared fields; unknown names are refused."""
    wanted = dict(values)
    if extra := wanted.keys() - _NAMES:
        raise Mistake(f"不认识的名称：{'、'.join(sorted(extra))}；请检查拼写。")
    for field in staff.FIELDS:
        if field.name in wanted and field.name in _NAMES:
            value = check(field, wanted[field.name])
            wanted[field.name] = staff.empty(field) if value is None else value
    if not wanted.get("name"):
        raise Mistake("“姓名”不能为空。", "name")
    for first, last, says in (
        ("joined_on", "left_on", "离任日期早于到任日期，请核对。"),
        ("term_from_on", "term_to_on", "任期的结束日期早于开始日期，请核对。"),
    ):
        if wanted.get(first) and wanted.get(last) and wanted[last] < wanted[first]:
            raise Mistake(says, last)
    return wanted


def _refuse_taken(office: Office, badge: Badge) -> None:
    clash = next(
        (b for b in badges(office) if b.id != badge.id and b.person != badge.person and overlap(b, badge)), None
    )
    if clash is None:
        return
    names = labels(office)
    mine = names.get(badge.person, "新添加的人员")
    raise Mistake(
        f"考勤号 {badge.number} 已经是{names[clash.person]}的（{span_text(clash)}），不能同时给{mine}；"
        f"请换一个号，或者先给{names[clash.person]}的号填上截止日期。",
        "number",
    )


def _free_from(office: Office, number: str) -> date | None:
    """The day after the last holder gave the number back; None when nobody had it or somebody still has."""
    ends = [badge.to_on for badge in badges(office) if badge.number == number]
    closed = [day for day in ends if day]
    return max(closed) + timedelta(days=1) if closed and len(closed) == len(ends) else None
