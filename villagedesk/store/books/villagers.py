"""Villagers, households and grids, and attachments and links, as rows of the office file."""

from __future__ import annotations

from dataclasses import dataclass

from villagedesk.store.file.audit import Change, Row
from villagedesk.store.file.store import Store


@dataclass(frozen=True, slots=True)
class Villager:
    """A person the office serves, as far as it needs to know."""

    name: str
    phone: str = ""
    id_number: str = ""
    sex: str = ""
    born_year: int | None = None
    address: str = ""
    household: int | None = None
    grid: int | None = None
    tags: str = ""
    note: str = ""
    initials: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid, or a micro grid under its `parent`; `households` is how many it should have."""

    number: str
    name: str
    parent: int | None = None
    households: int = 0
    id: int = 0


@dataclass(frozen=True, slots=True)
class Role:
    """Who does what in a grid: 网格长, 网格员, 信息员 …"""

    grid: int
    role: str
    name: str
    phone: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Household:
    """A household: its head, its place, how many members, and tags (独居老人, 低保户 …)."""

    head: str
    number: str = ""
    address: str = ""
    grid: int | None = None
    members: int = 0
    tags: str = ""
    id: int = 0


_VILLAGER = "id, name, phone, id_number, sex, born_year, address, household, grid, tags, note, initials"


def villager(store: Store, key: int) -> Villager | None:
    """The villager of that id."""
    row = store.one(f"select {_VILLAGER} from villagers where id = ?", [key])
    return Villager(**row) if row else None


def named(store: Store, name: str) -> list[Villager]:
    """Villagers of exactly that name."""
    rows = store.rows(f"select {_VILLAGER} from villagers where name = ? and removed is null", [name])
    return [Villager(**row) for row in rows]


def by_id_number(store: Store, number: str) -> Villager | None:
    """The villager with that citizen number."""
    row = store.one(f"select {_VILLAGER} from villagers where id_number = ? and removed is null", [number])
    return Villager(**row) if row else None


def like(store: Store, name: str, initials: str, tail: str, limit: int) -> list[Villager]:
    """Villagers whose name holds `name`, initials begin with `initials` or phone ends with `tail`; empty is off."""
    parts, params = [], []
    for column, value, form in (
        ("name", name, "%{}%"),
        ("initials", initials, "{}%"),
        ("phone", tail, "%{}"),
    ):
        if value:
            parts.append(f"{column} like ? escape '\\'")
            params.append(form.format(value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")))
    if not parts:
        return []
    rows = store.rows(
        f"select {_VILLAGER} from villagers where removed is null and ({' or '.join(parts)})"
        " order by length(name), id desc limit ?",
        [*params, limit],
    )
    return [Villager(**row) for row in rows]


def villagers_of(store: Store, household: int) -> list[Villager]:
    """The villagers of a household."""
    rows = store.rows(f"select {_VILLAGER} from villagers where household = ? and removed is null", [household])
    return [Villager(**row) for row in rows]


def names_of(store: Store, keys: set[int]) -> dict[int, str]:
    """Names by villager id."""
    found = ", ".join(str(int(key)) for key in keys)
    return {int(r[0]): str(r[1]) for r in store.tuples(f"select id, name from villagers where id in ({found})")}


def insert_villager(change: Change, new: Villager) -> int:
    """Store a new villager and return the id."""
    row = {name: getattr(new, name) for name in _VILLAGER.split(", ") if name != "id"}
    return change.insert("villagers", row)


def grids(store: Store) -> list[Grid]:
    """All grids, by number."""
    return [
        Grid(**row)
        for row in store.rows(
            "select id, number, name, parent, households from grids where removed is null order by number"
        )
    ]


def roles(store: Store) -> list[Role]:
    """Everybody's role in the grids."""
    rows = store.rows("select id, grid, role, name, phone from grid_roles where removed is null order by grid, id")
    return [Role(**row) for row in rows]


def households(store: Store, grid: int | None = None) -> list[Household]:
    """All households, or those of one grid."""
    where, params = (" and grid = ?", [grid]) if grid else ("", [])
    rows = store.rows(
        "select id, head, number, address, grid, members, tags from households where removed is null"
        + where
        + " order by grid, id",
        params,
    )
    return [Household(**row) for row in rows]


def household(store: Store, key: int) -> Household | None:
    """The household of that id."""
    row = store.one("select id, head, number, address, grid, members, tags from households where id = ?", [key])
    return Household(**row) if row else None


def household_counts(store: Store) -> dict[int, int]:
    """How many households each grid holds."""
    rows = store.tuples("select grid, count(*) from households where removed is null and grid is not null group by 1")
    return {int(r[0]): int(r[1]) for r in rows}


def links(store: Store, kind: str, key: int) -> list[Row]:
    """Links of one thing in both directions: id, from_kind, from_key, to_kind, to_key, created_at."""
    return store.rows(
        "select id, from_kind, from_key, to_kind, to_key, created_at from links where removed is null and"
        " ((from_kind = ? and from_key = ?) or (to_kind = ? and to_key = ?)) order by id",
        [kind, key, kind, key],
    )


def links_to(store: Store, kind: str, things: list[tuple[str, int]]) -> list[int]:
    """The keys of one kind that any of these things led to."""
    keys = ", ".join(str(int(key)) for _, key in things)
    wanted = set(things)
    rows = store.tuples(
        f"select from_kind, from_key, to_key from links where to_kind = ? and removed is null and from_key in ({keys})",
        [kind],
    )
    return [int(row[2]) for row in rows if (str(row[0]), int(row[1])) in wanted]


def attachments(store: Store, kind: str, key: int) -> list[Row]:
    """The files that hang on one thing: id, name, digest, size, created_at, field."""
    return store.rows(
        "select id, name, digest, size, created_at, field from attachments"
        " where removed is null and kind = ? and key = ? order by id",
        [kind, key],
    )


def attachment(store: Store, key: int) -> Row | None:
    """One file that hangs on a thing: kind, key, name, digest, size, field, removed."""
    return store.one("select kind, key, name, digest, size, field, removed from attachments where id = ?", [key])


def digests(store: Store) -> list[tuple[str, str, int]]:
    """Digest, name and size of every file that anything refers to."""
    rows = store.tuples("select digest, name, max(size) from attachments group by digest, name order by digest, name")
    return [(str(r[0]), str(r[1]), int(r[2])) for r in rows]
