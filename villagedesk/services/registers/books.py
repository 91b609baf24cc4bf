"""Which books the office keeps: the shipped ones and its own, each in the version it has now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Kind
from villagedesk.base.paths import resource
from villagedesk.registers.checking import Desk
from villagedesk.registers.definition import Register
from villagedesk.registers.reading import read_lists, read_register
from villagedesk.services import people
from villagedesk.services.office import Office, fact, set_facts
from villagedesk.store.books import entries as rows
from villagedesk.store.books import villagers
from villagedesk.store.file.audit import Change

_ALIKE = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.CHOICE, Kind.VILLAGER, Kind.PERSON, Kind.PHONE, Kind.GRID})


@dataclass(frozen=True, slots=True)
class BookCount:
    """A book and how much is in it: entries altogether, and entries and amount of the asked month."""

    register: Register
    entries: int
    month_entries: int
    month_amount: float


@cache
def _shipped_texts() -> tuple[tuple[str, str], ...]:
    folder = resource("registers")
    return tuple((f.name, f.read_text("utf-8")) for f in sorted(folder.glob("*.toml")) if f.name != "lists.toml")


@cache
def _shipped_lists() -> tuple[tuple[str, tuple[str, ...]], ...]:
    text = resource("registers", "lists.toml").read_text("utf-8")
    return tuple(read_lists(text, "lists.toml").items())


@cache
def _parsed(text: str, file: str, lists: tuple[tuple[str, tuple[str, ...]], ...]) -> Register:
    return read_register(text, file, dict(lists))


def choice_lists(office: Office) -> dict[str, tuple[str, ...]]:
    """The lists of words by name, as the office changed them."""
    return {**dict(_shipped_lists()), **rows.choice_lists(office.store)}


def registers(office: Office) -> dict[str, Register]:
    """Every book the office keeps, by id, in the order of the page."""
    lists = tuple(choice_lists(office).items())
    texts = {file.removesuffix(".toml"): (file, text) for file, text in _shipped_texts()}
    texts |= {own.book: (f"{own.book}.toml", own.text) for own in rows.definitions(office.store) if own.own}
    found = [_parsed(text, file, lists) for file, text in texts.values()]
    closed = set(fact(office, "closed_books", []))
    kept = [register for register in found if register.id not in closed]
    return {register.id: register for register in sorted(kept, key=lambda r: (r.order, r.id))}


def register_of(office: Office, book: str) -> Register:
    """The book of that id or title; `Mistake` naming the books there are."""
    known = registers(office)
    found = known.get(book) or next((r for r in known.values() if book in (r.title, r.short)), None)
    if found is None:
        names = "、".join(f"{r.id}（{r.title}）" for r in known.values())
        raise Mistake(f"没有台账“{book}”，现有：{names}。", "book")
    return found


def register_then(office: Office, version: int) -> Register | None:
    """The book as it was defined when an entry of that version was written."""
    stored = rows.definition(office.store, version)
    return _parsed(stored.text, f"{stored.book}.toml", tuple(choice_lists(office).items())) if stored else None


def version_for(office: Office, change: Change, register: Register) -> int:
    """The id of the stored definition that equals the present one, stored now if need be."""
    for stored in rows.definitions(office.store):
        if stored.book == register.id:
            if stored.text == register.text:
                return stored.id
            return rows.keep_definition(change, register.id, register.title, register.text, own=stored.own)
    return rows.keep_definition(change, register.id, register.title, register.text, own=False)


def counts(office: Office, month: date) -> tuple[BookCount, ...]:
    """Every book with its entries, and those of the month of that day."""
    first = month.replace(day=1)
    last = date(first.year + first.month // 12, first.month % 12 + 1, 1).toordinal() - 1
    monthly = rows.book_counts(office.store, first, date.fromordinal(last))
    totals = rows.totals(office.store)
    return tuple(
        BookCount(register, totals.get(name, 0), *monthly.get(name, (0, 0.0)))
        for name, register in registers(office).items()
    )


def desk_of(office: Office) -> Desk:
    """What checks need to know of the office now."""
    names = frozenset(people.labels(office).values())
    grids = frozenset(grid.name for grid in villagers.grids(office.store))
    return Desk(office.clock(), choice_lists(office), names or None, grids or None)


def save_definition(office: Office, text: str, file: str = "新台账.toml") -> Result[Register]:
    """Add a book of the office or change one; what entries hold can not be dropped.

    Raises `Mistake` with file, line and reason.
    """
    register = read_register(text, file, choice_lists(office))
    known = {item.book: item for item in rows.definitions(office.store)}
    shipped = {name.removesuffix(".toml") for name, _ in _shipped_texts()}
    old = registers(office).get(register.id)
    if old is not None:
        _keeps_what_is_filled(office, old, register)
    with office.change("修改台账定义" if old else "添加台账") as change:
        if register.id not in known or known[register.id].text != text or not known[register.id].own:
            if old and register.id in shipped and register.id not in known:
                rows.keep_definition(change, old.id, old.title, old.text, own=False)
            rows.keep_definition(change, register.id, register.title, text, own=True)
    says = f"已添加台账“{register.title}”。"
    if old is not None:
        says = f"已保存台账“{register.title}”的定义，原有记录照原样保留。"
    undo = None if old is None else lambda later, before=old.text: save_definition(later, before, file).changes
    return Result(register, Changes(Area.REGISTERS, says, undo))


def used_count(office: Office, book: str, key: str, name: str) -> int:
    """How many entries of a book hold something in a field (`key` = fields) or stand in a state (states)."""
    if key == "states":
        return rows.state_count(office.store, book, name)
    return rows.filled_count(office.store, book, name)


def _keeps_what_is_filled(office: Office, old: Register, new: Register) -> None:
    for item in old.fields:
        now = new.item(item.name)
        changed = now is not None and now.kind is not item.kind and not {now.kind, item.kind} <= _ALIKE
        if now is None or changed:
            count = rows.filled_count(office.store, old.id, item.name)
            if count:
                what = "删掉了" if now is None else "改了种类的"
                says = (
                    f"{what}栏目“{item.label}”（{item.name}）已有 {count} 条记录填过，没有保存；"
                    "不再使用请在该栏目下写 hidden = true，内容会保留。"
                )
                raise Mistake(says, item.name)
    for state in rows.states_used(office.store, old.id) - {state.name for state in new.states}:
        raise Mistake(f"删掉的状态“{state}”还有记录在用，没有保存；请先把这些记录改到别的状态。", "state")


def set_choice_list(office: Office, name: str, words: tuple[str, ...]) -> Changes:
    """Change one list of words; entries keep the words they were written with."""
    before = choice_lists(office)
    if name not in before:
        raise Mistake(f"没有名叫“{name}”的选项表，现有：{'、'.join(before)}。", "name")
    clean = tuple(dict.fromkeys(word.strip() for word in words if word.strip()))
    if not clean:
        raise Mistake("选项表至少要有一项。", "words")
    with office.change("修改选项表") as change:
        rows.keep_choice_list(office.store, change, name, clean)
    return Changes(Area.REGISTERS, "已保存选项表。", lambda later: set_choice_list(later, name, before[name]))


def close_book(office: Office, book: str, *, closed: bool = True) -> Changes:
    """Take a book off the page (its entries stay) or bring it back."""
    before = list(fact(office, "closed_books", []))
    now = sorted({*before, book} if closed else set(before) - {book})
    set_facts(office, {"closed_books": now})
    says = "已收起这本台账，记录保留。" if closed else "已放回这本台账。"
    return Changes(Area.REGISTERS, says, lambda later: close_book(later, book, closed=not closed))


def described(register: Register, lists: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """A book in plain values: its fields, states and steps, for machines and for import."""
    return {
        "id": register.id,
        "title": register.title,
        "unit": register.unit,
        "number": register.number,
        "fields": [
            {
                "name": item.name,
                "label": item.label,
                "kind": item.kind.value,
                "required": item.required,
                "required_at": list(item.required_at),
                "default": item.default,
                "choices": list(lists.get(item.choices, ()) if isinstance(item.choices, str) else item.choices),
                "unit": item.unit,
            }
            for item in register.shown
        ],
        "states": [
            {"name": s.name, "start": s.start, "end": s.end, "links_to": list(s.links_to)} for s in register.states
        ],
        "steps": [{"from": list(s.from_), "to": s.to, "asks": list(s.asks), "by": list(s.by)} for s in register.steps],
    }
