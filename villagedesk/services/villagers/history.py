"""The whole history of a villager, a household, a grid or a member of the office, over all books."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from villagedesk.base.errors import Mistake
from villagedesk.registers.definition import Register
from villagedesk.registers.entry import Entry, matter_of, title_of
from villagedesk.services import people
from villagedesk.services.mediation import cases
from villagedesk.services.office import Office
from villagedesk.services.registers.books import register_of, registers
from villagedesk.services.villagers.villagers import resolve
from villagedesk.store.books import lists
from villagedesk.store.books import villagers as rows
from villagedesk.store.cases.dispute import Entry as Case
from villagedesk.store.cases.dispute import Query


@dataclass(frozen=True, slots=True)
class Past:
    """One entry, or one mediation case (`kind` mediation), in somebody's history, in words."""

    kind: str
    key: int
    day: str
    number: str
    book: str
    title: str
    text: str
    state: str


@dataclass(frozen=True, slots=True)
class History:
    """Everything about one villager, household, grid or person: a heading, facts, entries newest first, counts."""

    heading: str
    facts: tuple[str, ...]
    past: tuple[Past, ...]
    counts: tuple[tuple[str, int], ...]


def history(office: Office, of: str, key: int) -> History:
    """The history of a `villager`, `household`, `grid` or `person` by id."""
    known = registers(office)
    found = [entry for entry in lists.history(office.store, of, key) if entry.book in known]
    past = [_past(known[entry.book], entry) for entry in found]
    past += _cases(office, _names(office, of, key), found)
    past.sort(key=lambda one: (one.day, one.number), reverse=True)
    shorts = {register.title: register.short for register in known.values()}
    counts = Counter(shorts.get(one.book, one.book) for one in past)
    heading, facts = _HEADINGS[of](office, key)
    return History(heading, facts, tuple(past), tuple(counts.most_common()))


def _past(register: Register, entry: Entry) -> Past:
    title, text = title_of(register, entry.facts), matter_of(register, entry.facts)
    return Past(entry.book, entry.id, entry.day.isoformat(), entry.number, register.title, title, text, entry.state)


def _cases(office: Office, names: tuple[str, ...], past: Sequence[Entry]) -> list[Past]:
    """The mediation cases that these people are parties of, or that these entries became; only those one may see."""
    wanted = {
        case.id: case for name in names for case in cases.list_cases(office, Query(text=name)) if _is_party(name, case)
    }
    linked = rows.links_to(office.store, cases.KIND, [(entry.book, entry.id) for entry in past])
    if ids := tuple(set(linked) - set(wanted)):
        wanted |= {case.id: case for case in cases.list_cases(office, Query(ids=ids))}
    return [
        Past(cases.KIND, one.id, one.received_on, one.number, "调解案件", one.parties, one.title, one.stage)
        for one in wanted.values()
    ]


def _is_party(name: str, case: Case) -> bool:
    return name in re.split(r"[、，,；;\s]+", case.parties)


def _names(office: Office, of: str, key: int) -> tuple[str, ...]:
    if of == "villager":
        villager = rows.villager(office.store, key)
        return (villager.name,) if villager else ()
    if of == "household":
        return tuple(villager.name for villager in rows.villagers_of(office.store, key))
    return ()


def _villager(office: Office, key: int) -> tuple[str, tuple[str, ...]]:
    villager = rows.villager(office.store, key)
    if villager is None:
        raise Mistake("找不到这位村民，可能已经合并到别人名下；请重新查找。", "villager")
    house = rows.household(office.store, villager.household) if villager.household else None
    born = f"{villager.born_year} 年生" if villager.born_year else ""
    home = f"户主 {house.head}" if house else ""
    facts = (villager.sex, born, villager.phone, villager.address, home, villager.tags)
    return villager.name, tuple(fact for fact in facts if fact)


def _household(office: Office, key: int) -> tuple[str, tuple[str, ...]]:
    house = rows.household(office.store, key)
    if house is None:
        raise Mistake("找不到这一户，请核对网格和户。", "household")
    members = "、".join(villager.name for villager in rows.villagers_of(office.store, key))
    return f"{house.head}户", tuple(fact for fact in (house.address, members, house.tags) if fact)


def _grid(office: Office, key: int) -> tuple[str, tuple[str, ...]]:
    grid = next((grid for grid in rows.grids(office.store) if grid.id == key), None)
    if grid is None:
        raise Mistake("找不到这个网格，请在“网格和户”里核对。", "grid")
    roles = tuple(f"{role.role} {role.name} {role.phone}" for role in rows.roles(office.store) if role.grid == key)
    return grid.name, roles


def _person(office: Office, key: int) -> tuple[str, tuple[str, ...]]:
    person = next((person for person in people.people(office) if person.id == key), None)
    if person is None:
        raise Mistake("找不到这位人员，请在“人员”里核对。", "person")
    return people.labels(office)[key], tuple(fact for fact in (person.post, person.phone) if fact)


_HEADINGS: dict[str, Callable[[Office, int], tuple[str, tuple[str, ...]]]] = {
    "villager": _villager,
    "household": _household,
    "grid": _grid,
    "person": _person,
}


@dataclass(frozen=True, slots=True)
class Repeat:
    """How often somebody came this year, and how often for the same matter; the last time's request and answer."""

    villager: int
    times: int
    same: int
    last: Entry | None

    @property
    def says(self) -> str:
        """此人今年第 4 次来访，同一事由第 2 次."""
        if not self.times:
            return "今年第一次来"
        again = f"，同一类事由第 {self.same + 1} 次" if self.same else ""
        return f"此人今年第 {self.times + 1} 次{again}"


def repeats(office: Office, book: str, name: str, phone: str = "", category: str = "", but: int = 0) -> Repeat | None:
    """Whether a visitor came before this year (not counting entry `but`); None when the name is unknown."""
    register = register_of(office, book)
    villager = resolve(office.store, name, {"phone": phone})
    if villager is None:
        return None
    year = office.clock().year
    past = [
        e for e in lists.history(office.store, "villager", villager.id, 200) if e.book == register.id and e.id != but
    ]
    this_year = [entry for entry in past if entry.day.year == year]
    same = [entry for entry in this_year if category and entry.category == category]
    return Repeat(villager.id, len(this_year), len(same), past[0] if past else None)
