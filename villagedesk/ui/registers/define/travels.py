"""What travels between books as parts of a definition: what goes along to another book, and what a log gathers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field, Kind
from villagedesk.registers.definition import FILES, Carry, Draw, Item, Register
from villagedesk.registers.drawing import alike, fits, likely
from villagedesk.ui.registers.define.labels import item_labels, word_of
from villagedesk.ui.registers.define.parts import Parts, Values, moving, put, without

Books = Callable[[], Mapping[str, Register]]
"""The books of the office by id, as far as they are known by now."""

CASE = Register(
    "mediation",
    "调解案件",
    "",
    "件",
    (
        Item("applicant", "申请人", Kind.VILLAGER),
        Item("phone", "电话", Kind.PHONE),
        Item("id_number", "身份证号", Kind.ID_NUMBER),
        Item("address", "地址"),
        Item("content", "纠纷内容", Kind.LONG_TEXT),
        Item("people", "涉及人数", Kind.COUNT),
        Item("grid", "网格", Kind.GRID),
    ),
    villager="applicant",
    grid="grid",
)
"""A case as far as facts go along into it, and as far as a log tells of it."""
_ALWAYS = {"时间": "time", "编号": "number", "状态": "state"}
_THERE = "there_"
"""Before the name of a field of the other book, in the form of what goes along."""


def others(books: Books, register: Register) -> dict[str, Register]:
    """Every other book by title, and the cases."""
    found = [book for book in books().values() if book.id != register.id]
    return {book.title: book for book in (*found, CASE)}


def ways_on(books: Books, register: Register) -> dict[str, str]:
    """The ids of what an entry may become, by title."""
    return {title: book.id for title, book in others(books, register).items()}


def _target(books: Books, key: str) -> Register | None:
    return CASE if key == CASE.id else books().get(key)


def _title(books: Books, key: str) -> str:
    target = _target(books, key)
    return target.title if target else key


def _carry_cells(books: Books, register: Register) -> list[tuple[str, ...]]:
    labels, found = item_labels(register), list[tuple[str, ...]]()
    for carry in register.carries:
        target = _target(books, carry.to)
        there = item_labels(target) if target else {}
        pairs = (f"{word_of(there, name)} ← {word_of(labels, here)}" for name, here in carry.facts.items())
        found.append((_title(books, carry.to), "；".join(pairs) or "只带名称相同的栏目"))
    return found


def _carry_fields(books: Books, register: Register, place: int | None) -> tuple[Field, ...]:
    if place is None:
        done = {carry.to for carry in register.carries}
        choices = tuple(title for title, book in others(books, register).items() if book.id not in done)
        says = "先按栏目名称配好，再用“修改”一栏一栏地定。转办的按钮由“状态”里的“这时可以转为”决定。"
        return (Field("to", "转为哪一本", Kind.CHOICE, required=True, choices=choices, help=says),)
    target = _target(books, register.carries[place].to)
    return tuple(
        Field(_THERE + there.name, label, Kind.CHOICE, choices=tuple(_sources(register, there)))
        for there in (target.shown if target else ())
        for label in (word_of(item_labels(target), there.name) if target else "",)
        if _sources(register, there)
    )


def _sources(register: Register, there: Item) -> dict[str, str]:
    """The fields here that may fill a field there, by their labels."""
    fitting = {item.name for item in register.shown if fits(there, item)}
    return {label: name for label, name in item_labels(register).items() if name in fitting}


def _alike(register: Register, target: Register | None) -> dict[str, str]:
    """The fields that go along without being named and have a place in the form."""
    if target is None or target is CASE:
        return {}
    pairs = ((name, target.item(name), register.item(name)) for name in alike(register, target))
    return {name: name for name, there, here in pairs if there and here and fits(there, here)}


def _carry_values(books: Books, register: Register, place: int | None) -> Values:
    if place is None:
        return {}
    labels, carry = item_labels(register), register.carries[place]
    facts = {**_alike(register, _target(books, carry.to)), **carry.facts}
    return {_THERE + there: word_of(labels, here) for there, here in facts.items()}


def _carry_taken(books: Books, register: Register, place: int | None, typed: Values) -> Register:
    if place is None:
        target = others(books, register)[typed["to"]]
        return replace(register, carries=(*register.carries, Carry(target.id, likely(register, target))))
    old, labels = register.carries[place], item_labels(register)
    asked = {name.removeprefix(_THERE): labels.get(str(word or ""), "") for name, word in typed.items()}
    own = _alike(register, _target(books, old.to))
    if always := next((there for there in asked if there in own and not asked[there]), None):
        raise Mistake("这一栏两边是同一栏，总会带过去；可以换成别的栏目，不能不带。", _THERE + always)
    kept = {there: here for there, here in old.facts.items() if there not in asked}
    facts = {**kept, **{there: here for there, here in asked.items() if here and own.get(there) != here}}
    return replace(register, carries=put(register.carries, place, replace(old, facts=facts)))


def _shown_line(source: Register, line: str) -> str:
    """The form of a line as a person writes it, with the labels of the fields."""
    words = {name: label for label, name in {**item_labels(source), **_ALWAYS}.items()}
    return re.sub(r"\{(\w+)\}", lambda found: "{" + words.get(found[1], found[1]) + "}", line)


def _kept_line(source: Register, line: str) -> str:
    """The form of a line as the definition has it; `Mistake` for a place that means nothing."""
    names = {**item_labels(source), **_ALWAYS}
    known = set(names.values())

    def name(found: re.Match[str]) -> str:
        word = found[1].strip()
        if word not in names and word not in known:
            raise Mistake(f"“{source.title}”没有“{word}”这一栏；可以写：{_offered(source)}。", "line")
        return "{" + names.get(word, word) + "}"

    return re.sub(r"\{([^{}]*)\}", name, line)


def _offered(source: Register) -> str:
    labels = [
        label for label, name in item_labels(source).items() if getattr(source.item(name), "kind", None) not in FILES
    ]
    return "".join(f"{{{word}}}" for word in (*_ALWAYS, *labels))


def _first_line(source: Register) -> str:
    """A line to begin with: when, who, what about."""
    about = next((item.name for item in source.shown if item.kind is Kind.LONG_TEXT), "")
    parts = ["{time}" if source.dated else "{number}", f"{{{source.villager}}}" if source.villager else ""]
    return " ".join(part for part in parts if part) + (f"：{{{about}}}" if about else "") + "（{state}）"


def _draw_cells(books: Books, register: Register) -> list[tuple[str, ...]]:
    labels, found = item_labels(register), list[tuple[str, ...]]()
    for draw in register.draws:
        source = _target(books, draw.book)
        line = _shown_line(source, draw.line) if source and source is not CASE else "{编号} {案由}"
        found.append((word_of(labels, draw.into), _title(books, draw.book), line))
    return found


def _draw_fields(books: Books, register: Register, place: int | None) -> tuple[Field, ...]:
    long = tuple(item_labels(register, (Kind.LONG_TEXT, Kind.TEXT)))
    into = Field("into", "写进这一栏", Kind.CHOICE, required=True, choices=long)
    if place is None:
        says = "当天这一本里的记录一条写一行；确定以后用“修改”定每行写什么。"
        titles = tuple(others(books, register))
        return into, Field("book", "从哪一本汇集", Kind.CHOICE, required=True, choices=titles, help=says)
    source = _target(books, register.draws[place].book)
    if source is None or source is CASE:
        return (into,)
    choices = tuple(item_labels(source, (Kind.CHOICE, Kind.TEXT)))
    return (
        into,
        Field("line", "每一条写成", Kind.LONG_TEXT, required=True, help=f"可以写：{_offered(source)}"),
        Field("where", "只取某一栏", Kind.CHOICE, choices=choices, help="不选就全部取来。"),
        Field("word", "写着这个词的"),
    )


def _draw_values(books: Books, register: Register, place: int | None) -> Values:
    if place is None:
        return {}
    draw = register.draws[place]
    found: Values = {"into": word_of(item_labels(register), draw.into)}
    source = _target(books, draw.book)
    if source is None or source is CASE:
        return found
    where = next(iter(draw.where.items()), ("", ""))
    named = word_of(item_labels(source), where[0]) if where[0] else ""
    return found | {"line": _shown_line(source, draw.line), "where": named, "word": where[1]}


def _draw_taken(books: Books, register: Register, place: int | None, typed: Values) -> Register:
    into = item_labels(register)[typed["into"]]
    if place is None:
        source = others(books, register)[typed["book"]]
        line = "{number} {title}（{state}）" if source is CASE else _first_line(source)
        return replace(register, draws=(*register.draws, Draw(into, source.id, line)))
    draw = replace(register.draws[place], into=into)
    source = _target(books, draw.book)
    if "line" in typed and source is not None:
        if bool(typed["where"]) != bool(typed["word"]):
            raise Mistake("“只取某一栏”和“写着这个词的”要一起填，或者都不填。", "word")
        where = {item_labels(source)[typed["where"]]: str(typed["word"])} if typed["where"] else {}
        draw = replace(draw, line=_kept_line(source, str(typed["line"])), where=where)
    return replace(register, draws=put(register.draws, place, draw))


def carries(books: Books) -> Parts:
    """What goes along when an entry becomes an entry of another book."""
    return Parts(
        "carries",
        "转办去向",
        (("转为", 12), ("带过去的内容（那边 ← 这边）", 0)),
        partial(_carry_cells, books),
        partial(_carry_fields, books),
        partial(_carry_values, books),
        partial(_carry_taken, books),
        without("carries"),
        moving("carries"),
    )


def draws(books: Books) -> Parts:
    """What a day's log gathers from other books."""
    return Parts(
        "draws",
        "汇集来源",
        (("写进", 10), ("从哪一本", 10), ("每一条写成", 0)),
        partial(_draw_cells, books),
        partial(_draw_fields, books),
        partial(_draw_values, books),
        partial(_draw_taken, books),
        without("draws"),
        moving("draws"),
    )
