"""What one book of the office is: its fields, numbering, states, steps, deadlines, list and statistics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from villagedesk.base.fields import Field, Kind

LOOSE = "loose_files"
"""The place of files that belong to no field of their book."""
FILES = (Kind.FILE, Kind.PICTURE)
Plain = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a book asks: a declared field and what only a book knows about it.

    `required_at` names the states that need it; `choices` is a list of words or the name of an office list;
    `default` may be `now`, `today`, `on_duty` or `user`; `not_after` and `not_before` name another field, `now` or
    `today`; `differs_from` names fields whose people may not stand here (recusal); `fills` says which facts of a
    known villager fill which other fields (`{phone = "phone"}`: villager's fact → field of this book);
    `mask` is one of the words of `masks.MASKS`; `hidden` retires a field without losing what it holds;
    for pictures and files `max` is how many the field takes.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    required_at: tuple[str, ...] = ()
    default: Plain = None
    choices: tuple[str, ...] | str = ()
    unit: str = ""
    min: float | None = None
    max: float | None = None
    multiple_of: float | None = None
    not_after: str = ""
    not_before: str = ""
    differs_from: tuple[str, ...] = ()
    many: bool = False
    mask: str = ""
    fills: dict[str, str] = field(default_factory=dict[str, str])
    aliases: tuple[str, ...] = ()
    width_mm: float = 24.0
    help: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """One state of an entry; `links_to` names the books that an entry may become there; `colour` is a status role."""

    name: str
    start: bool = False
    end: bool = False
    links_to: tuple[str, ...] = ()
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A way from some states to another: what it asks and which posts may take it (empty: everybody)."""

    to: str
    from_: tuple[str, ...] = field(default=(), metadata={"key": "from"})
    asks: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A clock from a date field that stops at the states of `until`; count days, working days or hours.

    Hours run from a moment, day and night, and end at a moment (紧急 2 小时响应).
    """

    name: str
    from_: str = field(metadata={"key": "from"})
    days: int | None = None
    working_days: int | None = None
    hours: int | None = None
    until: tuple[str, ...] = ()
    escalates_to: str = ""
    where: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Listing:
    """Which columns the table shows, what search looks into, and which fields filter."""

    columns: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rate:
    """A share in percent: entries in the states `of` over those in `over` (`all` for every entry)."""

    of: tuple[str, ...] | str
    over: tuple[str, ...] | str = "all"


@dataclass(frozen=True, slots=True)
class Statistic:
    """One figure of a book under its own name and unit: a sum, a count or a rate, split by `by`."""

    label: str
    unit: str
    sum: str = ""
    count: bool = False
    distinct: str = ""
    rate: Rate | None = None
    by: tuple[str, ...] = ()
    where: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Posted:
    """What may be posted on a wall: never, or with these fields masked."""

    never: bool = False
    mask: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Carry:
    """Which facts go along when an entry becomes an entry of book `to`: field there → field here."""

    to: str
    facts: dict[str, str] = field(default_factory=dict[str, str])
    state: str = ""


@dataclass(frozen=True, slots=True)
class Draw:
    """A field of a day's log written from the entries of another book on that day, one line each."""

    into: str
    book: str
    line: str
    where: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Ledger:
    """A running balance per villager: `field` counts, negative where `direction` is one of `minus`."""

    field: str
    direction: str
    minus: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column of the month report fed by a statistic of this book."""

    column: str
    statistic: str


@dataclass(frozen=True, slots=True)
class Register:
    """One book of the office, as its definition file says it.

    `unit` is what one entry counts; `counts` names the field that holds how many; `category`, `person`,
    `villager` and `dated` name the fields that statistics, history and the list's order go by (found by kind
    where the file is silent); `text` is the definition file itself.
    """

    id: str
    title: str
    number: str
    unit: str
    fields: tuple[Item, ...] = field(metadata={"key": "field"})
    states: tuple[State, ...] = field(default=(), metadata={"key": "state"})
    steps: tuple[Step, ...] = field(default=(), metadata={"key": "step"})
    deadlines: tuple[Deadline, ...] = field(default=(), metadata={"key": "deadline"})
    statistics: tuple[Statistic, ...] = field(default=(), metadata={"key": "statistic"})
    carries: tuple[Carry, ...] = field(default=(), metadata={"key": "carry"})
    draws: tuple[Draw, ...] = field(default=(), metadata={"key": "draw"})
    report: tuple[ReportColumn, ...] = ()
    list: Listing = Listing()
    posted: Posted = Posted()
    ledger: Ledger | None = None
    counts: str = ""
    category: str = ""
    person: str = ""
    villager: str = ""
    grid: str = ""
    dated: str = ""
    order: int = 100
    short: str = ""
    papers: tuple[str, ...] = ()
    empty_prints: str = ""
    one_a_day: bool = False
    text: str = ""

    @property
    def start(self) -> str:
        """The state in which an entry begins."""
        return next((state.name for state in self.states if state.start), self.states[0].name)

    @property
    def ends(self) -> frozenset[str]:
        """The states in which nothing more is to be done."""
        return frozenset(state.name for state in self.states if state.end)

    @property
    def shown(self) -> tuple[Item, ...]:
        """The fields a form shows, without the retired ones."""
        return tuple(item for item in self.fields if not item.hidden)

    @property
    def slots(self) -> tuple[Item, ...]:
        """The fields that hold pictures or files; a book without a field for files has one for loose ones."""
        found = tuple(item for item in self.shown if item.kind in FILES)
        if any(item.kind is Kind.FILE for item in found):
            return found
        return (*found, Item(LOOSE, "其他附件" if found else "附件", Kind.FILE))

    def slot_of(self, field: str) -> str:
        """Where a file of that field is shown: there, else among the files."""
        names = {item.name: item.kind for item in self.slots}
        return field if field in names else next(name for name, kind in names.items() if kind is Kind.FILE)

    def item(self, name: str) -> Item | None:
        """The field of that name, retired or not."""
        return next((item for item in self.fields if item.name == name), None)

    def state(self, name: str) -> State | None:
        """The state of that name."""
        return next((state for state in self.states if state.name == name), None)

    def steps_from(self, state: str) -> tuple[Step, ...]:
        """The steps that may be taken from a state, in the order of the file."""
        return tuple(step for step in self.steps if state in step.from_ or (not step.from_ and step.to != state))


ChoiceLists = Mapping[str, tuple[str, ...]]


def choices_of(item: Item, lists: ChoiceLists) -> tuple[str, ...]:
    """The words a field may hold: its own, or those of the office list it names."""
    return lists.get(item.choices, ()) if isinstance(item.choices, str) else item.choices


def declared(item: Item, lists: ChoiceLists, *, required: bool | None = None) -> Field:
    """The field as form, table, import and command line know it."""
    return Field(
        item.name,
        item.label,
        item.kind,
        required=item.required if required is None else required,
        default=item.default,
        choices=choices_of(item, lists),
        unit=item.unit,
        min=item.min,
        max=item.max,
        aliases=item.aliases,
        width_mm=item.width_mm,
        help=item.help,
    )


def completed(register: Register) -> Register:
    """The register with its silent roles found by kind, and one state where the file names none."""

    def first(*kinds: Kind) -> str:
        return next((item.name for item in register.fields if item.kind in kinds and not item.hidden), "")

    roles: dict[str, Any] = {
        "states": register.states or (State("登记", start=True, end=True),),
        "dated": register.dated or first(Kind.MOMENT, Kind.DATE),
        "person": register.person or first(Kind.PERSON),
        "villager": register.villager or first(Kind.VILLAGER),
        "grid": register.grid or first(Kind.GRID),
        "category": register.category or first(Kind.CHOICE),
        "short": register.short or register.title,
    }
    return replace(register, **roles)
