"""The way of a book as parts of its definition: states, steps and deadlines."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field, Kind
from villagedesk.registers.definition import Deadline, Register, State, Step
from villagedesk.registers.editing import drop_state, rename_state
from villagedesk.ui.registers.define.labels import item_labels, kept_order, split_words, state_names, word_of, words_of
from villagedesk.ui.registers.define.parts import Parts, Values, moving, put, without
from villagedesk.ui.registers.define.travels import Books, ways_on

_COLOURS = {"灰": "", "橙（待办）": "warn", "蓝（在办）": "info", "绿（办好）": "ok", "红（要紧）": "bad"}
_UNITS = {"天": "days", "工作日": "working_days", "小时": "hours"}
_DATES = (Kind.DATE, Kind.MOMENT)


def _state_cells(books: Books, register: Register) -> list[tuple[str, ...]]:
    targets = ways_on(books, register)
    return [
        (
            state.name,
            "从这里开始" if state.name == register.start else "办完" if state.end else "",
            word_of(_COLOURS, state.colour),
            "、".join(word_of(targets, target) for target in state.links_to),
        )
        for state in register.states
    ]


def _state_fields(books: Books, register: Register, _place: int | None) -> tuple[Field, ...]:
    return (
        Field("name", "状态名称", required=True),
        Field("colour", "颜色", Kind.CHOICE, choices=tuple(_COLOURS)),
        Field("start", "新登记从这里开始", Kind.YES),
        Field("end", "到这里就办完了", Kind.YES),
        Field("links_to", "这时可以转为", Kind.CHOICES, choices=tuple(ways_on(books, register))),
    )


def _state_values(books: Books, register: Register, place: int | None) -> Values:
    state = register.states[place] if place is not None else State("", colour="info")
    return {
        "name": state.name,
        "colour": word_of(_COLOURS, state.colour),
        "start": place is not None and state.name == register.start,
        "end": state.end,
        "links_to": words_of(ways_on(books, register), state.links_to),
    }


def _state_taken(books: Books, register: Register, place: int | None, typed: Values) -> Register:
    old = register.states[place] if place is not None else State("")
    if typed["name"] != old.name and typed["name"] in state_names(register):
        raise Mistake(f"已经有“{typed['name']}”这个状态了。", "name")
    if old.name and typed["name"] != old.name:
        register = rename_state(register, old.name, typed["name"])
    colour = _COLOURS.get(str(typed["colour"] or ""), "")
    ways = ways_on(books, register)
    targets = kept_order(old.links_to, (ways[word] for word in typed["links_to"] or ()), ways.values())
    state = State(typed["name"], bool(typed["start"]), bool(typed["end"]), targets, colour)
    states = put(register.states, place, state)
    if state.start:
        states = tuple(replace(other, start=other.name == state.name) for other in states)
    return replace(register, states=states)


def _state_dropped(register: Register, place: int) -> Register:
    if len(register.states) == 1:
        raise Mistake("一本台账至少要有一个状态。", "state")
    return drop_state(register, register.states[place].name)


def _step_cells(register: Register) -> list[tuple[str, ...]]:
    labels = item_labels(register)
    return [
        (
            step.to,
            "、".join(step.from_) or "任何状态",
            "、".join(words_of(labels, step.asks)),
            "、".join(step.by) or "谁都可以",
        )
        for step in register.steps
    ]


def _step_fields(register: Register, _place: int | None) -> tuple[Field, ...]:
    states = state_names(register)
    return (
        Field("to", "办到哪个状态", Kind.CHOICE, required=True, choices=states),
        Field("label", "按钮上的字（不填就是状态名）"),
        Field("from_", "从哪些状态（不选就是任何状态）", Kind.CHOICES, choices=states),
        Field("asks", "这一步要填的栏目", Kind.CHOICES, choices=tuple(item_labels(register))),
        Field("by", "谁可以办（不填谁都可以）", help="职务，用顿号隔开，如 书记、主任、带班。"),
    )


def _step_values(register: Register, place: int | None) -> Values:
    if place is None:
        return {"from_": (register.start,)}
    step = register.steps[place]
    asks = words_of(item_labels(register), step.asks)
    return {"to": step.to, "label": step.label, "from_": step.from_, "asks": asks, "by": "、".join(step.by)}


def _step_taken(register: Register, place: int | None, typed: Values) -> Register:
    labels = item_labels(register)
    old = register.steps[place].asks if place is not None else ()
    asks = kept_order(old, (labels[word] for word in typed["asks"] or ()), labels.values())
    step = Step(typed["to"], tuple(typed["from_"] or ()), asks, split_words(typed["by"]), str(typed["label"] or ""))
    if step.to in step.from_:
        raise Mistake(f"不能从“{step.to}”再到“{step.to}”。", "from_")
    return replace(register, steps=put(register.steps, place, step))


def _deadline_cells(register: Register) -> list[tuple[str, ...]]:
    labels = item_labels(register)
    found: list[tuple[str, ...]] = []
    for one in register.deadlines:
        where = "、".join(f"{word_of(labels, name)}为{word}" for name, word in one.where.items())
        begin = word_of(labels, one.from_)
        found.append((one.name, f"{begin}起 {_long(one)}", where, "、".join(one.until), one.escalates_to))
    return found


def _long(one: Deadline) -> str:
    return next(f"{count} {word}" for word, key in _UNITS.items() if (count := getattr(one, key)) is not None)


def _deadline_fields(register: Register, _place: int | None) -> tuple[Field, ...]:
    return (
        Field("name", "期限名称", required=True),
        Field("from_", "从哪个日期算起", Kind.CHOICE, required=True, choices=tuple(item_labels(register, _DATES))),
        Field("count", "多长", Kind.COUNT, required=True, min=0, help="0 就是那一天当天到期。"),
        Field("unit", "单位", Kind.CHOICE, required=True, choices=tuple(_UNITS), default="工作日"),
        Field("until", "到了这些状态就不再计时", Kind.CHOICES, choices=state_names(register)),
        Field("escalates_to", "逾期报给", help="如 书记、街道、警务、法务。"),
        Field("where", "只对某一栏", Kind.CHOICE, choices=tuple(item_labels(register)), help="不选就是所有记录。"),
        Field("word", "写着这个词的记录"),
    )


def _deadline_values(register: Register, place: int | None) -> Values:
    labels = item_labels(register)
    if place is None:
        ends = tuple(state.name for state in register.states if state.end)
        return {"from_": word_of(labels, register.dated), "unit": "工作日", "until": ends}
    one = register.deadlines[place]
    where = next(iter(one.where.items()), ("", ""))
    key = next(key for key in _UNITS.values() if getattr(one, key) is not None)
    return {
        "name": one.name,
        "from_": word_of(labels, one.from_),
        "count": getattr(one, key),
        "unit": word_of(_UNITS, key),
        "until": one.until,
        "escalates_to": one.escalates_to,
        "where": word_of(labels, where[0]) if where[0] else "",
        "word": where[1],
    }


def _deadline_taken(register: Register, place: int | None, typed: Values) -> Register:
    labels = item_labels(register)
    if bool(typed["where"]) != bool(typed["word"]):
        raise Mistake("“只对某一栏”和“写着这个词的记录”要一起填，或者都不填。", "word")
    where = {labels[typed["where"]]: str(typed["word"])} if typed["where"] else {}
    count: dict[str, Any] = {_UNITS[typed["unit"]]: typed["count"]}
    made = Deadline(typed["name"], labels[typed["from_"]], **count)
    made = replace(made, until=tuple(typed["until"] or ()), escalates_to=str(typed["escalates_to"] or ""), where=where)
    return replace(register, deadlines=put(register.deadlines, place, made))


def states(books: Books) -> Parts:
    """The states of a book; `books` are those that an entry may become an entry of."""
    return Parts(
        "states",
        "状态",
        (("状态", 8), ("", 6), ("颜色", 6), ("可以转为", 0)),
        partial(_state_cells, books),
        partial(_state_fields, books),
        partial(_state_values, books),
        partial(_state_taken, books),
        _state_dropped,
        moving("states"),
    )


STEPS = Parts(
    "steps",
    "步骤",
    (("办到", 7), ("从", 12), ("要填", 14), ("谁可以办", 0)),
    _step_cells,
    _step_fields,
    _step_values,
    _step_taken,
    without("steps"),
    moving("steps"),
)
DEADLINES = Parts(
    "deadlines",
    "期限",
    (("期限", 10), ("多长", 12), ("只对", 9), ("到这里停", 12), ("逾期报给", 0)),
    _deadline_cells,
    _deadline_fields,
    _deadline_values,
    _deadline_taken,
    without("deadlines"),
    moving("deadlines"),
)
