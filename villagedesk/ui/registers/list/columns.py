"""The columns of a book's table, from its definition."""

from __future__ import annotations

from datetime import date, timedelta

from villagedesk.base.fields import Kind
from villagedesk.registers.definition import Item, Register
from villagedesk.registers.entry import Entry, brief_number, fact_text, title_of
from villagedesk.registers.masks import mask_phone
from villagedesk.ui.tables.columns import Column

_WIDTHS = {
    Kind.MOMENT: 5.6,
    Kind.DATE: 5.6,
    Kind.VILLAGER: 5.6,
    Kind.PERSON: 4.6,
    Kind.PHONE: 6.4,
    Kind.COUNT: 3,
    Kind.HOURS: 3.4,
    Kind.CHOICE: 5.2,
    Kind.GRID: 5,
}
_RIGHT = (Kind.COUNT, Kind.NUMBER, Kind.MONEY, Kind.HOURS)


def columns_for(register: Register, today: date) -> tuple[Column[Entry], ...]:
    """The columns the definition lists; the one long text takes what is left."""
    names = register.list.columns or ("number", *(item.name for item in register.shown[:5]), "state")
    wide = _widest(register, names)
    found: list[Column[Entry]] = []
    for name in names:
        item = register.item(name)
        if name == "number":
            found.append(_number())
        elif name == "state":
            found.append(_state(register))
        elif name == "due":
            found.append(Column("due", "期限", lambda e: e.due_on.isoformat() if e.due_on else "", width=5.6))
        elif name == "day":
            found.append(Column("day", "日期", lambda e: e.day.isoformat(), width=5.6))
        elif item is not None:
            found.append(_column(register, item, today, 0 if name == wide else _WIDTHS.get(item.kind, 6)))
    return tuple(found)


def kept_beside_form(register: Register) -> frozenset[str]:
    """The columns that stay when the form takes half the room: what, when, who, about what, how far."""
    names = register.list.columns or tuple(item.name for item in register.shown[:5])
    return frozenset({"number", "state", register.dated, register.villager, _widest(register, names)})


def _number() -> Column[Entry]:
    return Column(
        "number",
        "编号",
        lambda e: e.number,
        lambda e: brief_number(e.number),
        width=7.4,
        muted=True,
        tip=lambda e: e.number,
    )


def _widest(register: Register, names: tuple[str, ...]) -> str:
    items = [item for name in names if (item := register.item(name))]
    for kind in (Kind.LONG_TEXT, Kind.TEXT, Kind.CHOICE, Kind.VILLAGER):
        for item in items:
            if item.kind is kind:
                return item.name
    return items[-1].name if items else ""


def _column(register: Register, item: Item, today: date, width: float) -> Column[Entry]:
    def text(entry: Entry) -> str:
        value = entry.facts.get(item.name)
        if item.name == register.villager:
            return title_of(register, entry.facts)
        if item.kind is Kind.MOMENT:
            return _when(str(value or ""), today)
        if item.kind is Kind.PHONE:
            return mask_phone(str(value)) if value else "—"
        return fact_text(item, value)

    return Column(
        item.name,
        _short(item.label),
        lambda entry: entry.facts.get(item.name),
        text,
        width=width,
        right=item.kind in _RIGHT,
        bold=item.name == register.villager,
        tip=lambda entry: fact_text(item, entry.facts.get(item.name)),
    )


def _short(label: str) -> str:
    return {"来访时间": "时间", "受理时间": "时间", "收集时间": "时间", "联系电话": "电话", "接待人": "接待"}.get(
        label, label
    )


def _when(text: str, today: date) -> str:
    """09:42 today, 昨 16:20 yesterday, else 11-18 16:20, with the year when it is another."""
    if len(text) < 16:
        return text
    day = date.fromisoformat(text[:10])
    if day == today:
        return text[11:16]
    if day == today - timedelta(days=1):
        return f"昨 {text[11:16]}"
    return text[5:16] if day.year == today.year else text[:10]


def _state(register: Register) -> Column[Entry]:
    tones = {state.name: state.colour or "plain" for state in register.states}

    def tone(entry: Entry) -> str:
        return "bad" if entry.removed else tones.get(entry.state, "plain")

    return Column(
        "state", "状态", lambda e: e.state, lambda e: "作废" if e.removed else e.state, width=5, chip=True, tone=tone
    )
