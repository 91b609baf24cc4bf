"""Everything the form asks of the office at once, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from villagedesk.registers.definition import Register
from villagedesk.registers.entry import Entry, Taken
from villagedesk.services import people
from villagedesk.services.office import Office
from villagedesk.services.registers import entries
from villagedesk.services.registers.books import choice_lists, register_of
from villagedesk.services.registers.exchange.attachments import Attachment, attachments_of
from villagedesk.services.registers.links import Linked, links_of, targets_of
from villagedesk.services.villagers.grids import known_grids
from villagedesk.services.villagers.history import Repeat, repeats

Lists = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words that the form's editors offer."""

    lists: Lists
    people: tuple[str, ...]
    grids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """One entry with its way, its links, its files, and how often this villager came."""

    register: Register
    entry: Entry
    taken: tuple[Taken, ...]
    links: tuple[Linked, ...]
    targets: tuple[tuple[str, str], ...]
    files: tuple[Attachment, ...]
    repeat: Repeat | None
    around: Surroundings


@dataclass(frozen=True, slots=True)
class NewForm:
    """A new form with its words."""

    blank: entries.Blank
    around: Surroundings
    of: int = 0
    """The entry that this one comes from; 0: from nowhere."""


def surroundings(office: Office) -> Surroundings:
    """The lists, the serving people and the grids of now."""
    names = people.labels(office)
    today = office.clock().date()
    serving = tuple(names[person.id] for person in people.serving(office, today))
    grids = tuple(grid.name for grid in known_grids(office))
    return Surroundings(choice_lists(office), serving, grids)


def detail(office: Office, key: int) -> Detail:
    """One entry with everything around it."""
    entry = entries.existing(office, key)
    register = register_of(office, entry.book)
    name = str(entry.facts.get(register.villager) or "") if register.villager else ""
    phone = str(entry.facts.get("phone") or "")
    repeat = repeats(office, entry.book, name, phone, entry.category, entry.id) if name else None
    return Detail(
        register,
        entry,
        entries.steps_of(office, key),
        links_of(office, entry.book, key),
        targets_of(office, entry),
        attachments_of(office, entry.book, key),
        repeat,
        surroundings(office),
    )


def new_form(office: Office, book: str) -> NewForm:
    """A new form of a book."""
    return NewForm(entries.blank(office, book), surroundings(office))
