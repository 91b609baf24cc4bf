"""Checking what was typed: every fault is answered at its field, and good values come back in plain form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, cast

from villagedesk.base import fields
from villagedesk.base.clock import moment_text
from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field, Kind
from villagedesk.registers.definition import FILES, ChoiceLists, Item, Register, choices_of, declared

_SLACK = timedelta(minutes=5)
_OLDEST = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Desk:
    """What a check needs to know of the office: the time, its lists, its people and grids.

    `people` are the labels a person field may hold and `grids` the names of grids (None: anything goes);
    `files` says how many files each field of the entry holds (None: not looked at, as in an import).
    """

    now: datetime
    lists: ChoiceLists
    people: frozenset[str] | None = None
    grids: frozenset[str] | None = None
    files: Mapping[str, int] | None = None


def examine(
    register: Register, facts: Mapping[str, Any], state: str, desk: Desk
) -> tuple[dict[str, Any], list[Mistake]]:
    """The facts in plain form and every mistake in them, in the order of the form.

    Facts of retired fields pass unchanged; a name that is no field is a mistake.
    """
    found: dict[str, Any] = {}
    faults: list[Mistake] = []
    known = {item.name: item for item in register.fields}
    for name in facts:
        if name not in known:
            labels = "、".join(f"{item.name}（{item.label}）" for item in register.shown)
            faults.append(Mistake(f"这本台账没有“{name}”这一项；有：{labels}。", name))
    for item in register.fields:
        try:
            value = _one(item, facts.get(item.name), state, desk)
        except Mistake as mistake:
            faults.append(mistake)
            continue
        if value is not None:
            found[item.name] = value
    broken = {fault.field for fault in faults}
    faults += [
        fault for item in register.fields if item.name not in broken for fault in _across(item, found, known, desk)
    ]
    order = list(known)
    faults.sort(key=lambda fault: order.index(fault.field) if fault.field in order else -1)
    return found, faults


def _one(item: Item, value: Any, state: str, desk: Desk) -> Any:
    if item.hidden:
        return value
    _fits_kind(item, value)
    required = item.required or state in item.required_at
    if item.kind in FILES:
        _enough_files(item, desk, required=required)
        return None
    field = declared(item, desk.lists, required=required)
    if item.many and item.kind in (Kind.PERSON, Kind.VILLAGER, Kind.TEXT):
        field = replace(field, kind=Kind.CHOICES, choices=())
    if isinstance(value, list | tuple):
        parts = cast("list[Any]", value)
        value = [part for each in parts if (part := fields.check(Field(item.name, item.label), each)) is not None]
    checked = fields.check(field, value)
    if checked is None:
        return None
    _known_word(item, checked, desk)
    if item.multiple_of and abs(checked / item.multiple_of - round(checked / item.multiple_of)) > 1e-9:
        raise Mistake(f"“{item.label}”以 {item.multiple_of:g}{item.unit}为最小单位。", item.name)
    return _plain(checked)


def _fits_kind(item: Item, value: Any) -> None:
    if item.kind in FILES:
        if value not in (None, "", [], ()):
            raise Mistake(f"“{item.label}”不能写成文字；请先登记，再把图片或文件拖到这条记录上。", item.name)
    elif isinstance(value, dict) or (
        isinstance(value, list | tuple) and not item.many and item.kind is not Kind.CHOICES
    ):
        raise Mistake(f"“{item.label}”只能写一个值，现在是一组。", item.name)


def _enough_files(item: Item, desk: Desk, *, required: bool) -> None:
    if desk.files is None:
        return
    what = "图片" if item.kind is Kind.PICTURE else "文件"
    if required and not desk.files.get(item.name):
        raise Mistake(f"“{item.label}”还没有{what}，请拖到这一栏、粘贴或选择。", item.name)
    if item.max is not None and desk.files.get(item.name, 0) > item.max:
        raise Mistake(f"“{item.label}”最多放 {item.max:g} 个{what}，请移除多余的。", item.name)


def _known_word(item: Item, value: Any, desk: Desk) -> None:
    words: list[str] = (
        [str(word) for word in cast("tuple[Any, ...]", value)] if isinstance(value, tuple) else [str(value)]
    )
    if item.kind is Kind.PERSON and desk.people is not None:
        for word in words:
            if word not in desk.people:
                raise Mistake(f"“{item.label}”写的“{word}”不在人员名单里，请从名单里选。", item.name)
    if item.kind is Kind.GRID and desk.grids is not None and words[0] not in desk.grids:
        raise Mistake(f"“{item.label}”没有“{words[0]}”这个网格，可选：{'、'.join(sorted(desk.grids))}。", item.name)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(cast("tuple[Any, ...]", value)) if isinstance(value, tuple) else value


def _across(item: Item, found: Mapping[str, Any], known: Mapping[str, Item], desk: Desk) -> list[Mistake]:
    value = found.get(item.name)
    if value is None or item.hidden:
        return []
    faults: list[Mistake] = []
    if item.kind in (Kind.DATE, Kind.MOMENT):
        faults += _order(item, str(value), found, known, desk)
    words = {str(word) for word in cast("list[Any]", value)} if isinstance(value, list) else {str(value)}
    for other in item.differs_from:
        theirs = found.get(other)
        there = {str(word) for word in cast("list[Any]", theirs)} if isinstance(theirs, list) else {str(theirs)}
        if both := words & there:
            says = f"“{item.label}”里的{'、'.join(sorted(both))}同时写在“{known[other].label}”里，应当回避，请换人。"
            faults.append(Mistake(says, item.name))
    return faults


def _order(item: Item, value: str, found: Mapping[str, Any], known: Mapping[str, Item], desk: Desk) -> list[Mistake]:
    if date.fromisoformat(value[:10]) < _OLDEST:
        return [Mistake(f"“{item.label}”的年份“{value[:4]}”太早，请核对。", item.name)]
    for bound, later in ((item.not_after, True), (item.not_before, False)):
        limit = _limit(bound, found, desk, later=later)
        if not limit:
            continue
        length = min(len(limit), len(value))
        mine, theirs = value[:length], limit[:length]
        if mine > theirs if later else mine < theirs:
            if bound in ("now", "today"):
                says = (
                    f"“{item.label}”（{value[:16]}）在将来，请核对日期。" if later else f"“{item.label}”不能早于今天。"
                )
            else:
                word = "晚于" if later else "早于"
                says = f"“{item.label}”（{value[:16]}）不能{word}“{known[bound].label}”（{limit[:16]}）。"
            return [Mistake(says, item.name)]
    return []


def _limit(bound: str, found: Mapping[str, Any], desk: Desk, *, later: bool) -> str:
    if bound == "now":
        return moment_text(desk.now + _SLACK if later else desk.now)
    if bound == "today":
        return desk.now.date().isoformat()
    return str(found.get(bound) or "") if bound else ""


def defaults(register: Register, desk: Desk, on_duty: str = "", user: str = "") -> dict[str, Any]:
    """What a new form shows before anybody types."""
    found: dict[str, Any] = {}
    for item in register.shown:
        match item.default:
            case None:
                continue
            case "now":
                found[item.name] = desk.now.strftime("%H:%M") if item.kind is Kind.TIME else moment_text(desk.now)
            case "today":
                found[item.name] = desk.now.date().isoformat()
            case "on_duty":
                if on_duty:
                    found[item.name] = on_duty
            case "user":
                if item.kind is not Kind.PERSON or desk.people is None or user in desk.people:
                    found[item.name] = user
            case value:
                found[item.name] = value
    return found


def allowed_step(register: Register, state: str, to: str, roles: frozenset[str]) -> None:
    """Let a step pass, or a `Mistake` that says which steps there are or who may take it."""
    steps = register.steps_from(state)
    step = next((step for step in steps if step.to == to), None)
    if register.state(to) is None:
        names = "、".join(state.name for state in register.states)
        raise Mistake(f"“{register.title}”没有“{to}”这个状态，有：{names}。", "state")
    if step is None:
        ways = "、".join(step.to for step in steps) or "没有下一步（已办结）"
        raise Mistake(f"现在是“{state}”，不能直接到“{to}”；可以到：{ways}。", "state")
    if step.by and roles and not roles & set(step.by):
        raise Mistake(f"“{to}”这一步要由{'、'.join(step.by)}来办。", "state")


def words_of(item: Item, lists: ChoiceLists) -> tuple[str, ...]:
    """The words a form offers for a field."""
    return choices_of(item, lists)
