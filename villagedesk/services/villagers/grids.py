"""Grids on two levels, who does what in them, their households, and how far the walk has come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.errors import Mistake
from villagedesk.services.office import Office, fact
from villagedesk.store.books import lists
from villagedesk.store.books import villagers as rows
from villagedesk.store.books.villagers import Grid, Household, Role

ROLES = ("网格长", "网格指导员", "网格员", "信息员", "微网格长", "警务员", "法务员")
USUAL_HOUSEHOLDS = {"村": (100, 200), "社区": (300, 500)}


@dataclass(frozen=True, slots=True)
class GridSheet:
    """A grid with its roles, its households, and a hint when their number is unusual."""

    grid: Grid
    roles: tuple[Role, ...]
    households: int
    hint: str


def known_grids(office: Office) -> tuple[Grid, ...]:
    """Every grid in use."""
    return tuple(rows.grids(office.store))


def grid_sheets(office: Office) -> tuple[GridSheet, ...]:
    """All grids with their people and counts, by number."""
    roles = rows.roles(office.store)
    counts = rows.household_counts(office.store)
    kind = "社区" if fact(office, "village").endswith("社区") else "村"
    low, high = USUAL_HOUSEHOLDS[kind]
    found: list[GridSheet] = []
    for grid in rows.grids(office.store):
        number = grid.households or counts.get(grid.id, 0)
        unusual = grid.parent is None and number and not low <= number <= high
        hint = f"{number} 户，{kind}网格一般为 {low}–{high} 户" if unusual else ""
        found.append(GridSheet(grid, tuple(role for role in roles if role.grid == grid.id), number, hint))
    return tuple(found)


def add_grid(office: Office, number: str, name: str, parent: int | None = None, households: int = 0) -> Result[Grid]:
    """Add a grid, or a micro grid under `parent`."""
    if not number.strip() or not name.strip():
        raise Mistake("请填写网格编号和名称。", "number")
    existing = rows.grids(office.store)
    if any(grid.number == number.strip() for grid in existing):
        raise Mistake(f"网格编号“{number}”已经有了，请换一个。", "number")
    above = next((grid for grid in existing if grid.id == parent), None)
    if above is not None and above.parent is not None:
        raise Mistake("微网格下面不能再分网格，只有两级。", "parent")
    row = {"number": number.strip(), "name": name.strip(), "parent": parent, "households": households}
    with office.change("添加网格") as change:
        key = change.insert("grids", row)

    def undo(later: Office) -> Changes:
        with later.change("撤销添加网格") as change:
            change.erase("grids", key, "撤销")
        return Changes(Area.REGISTERS, f"已撤销添加网格“{name}”。", lambda again: add_grid(again, **row).changes)

    return Result(Grid(**row, id=key), Changes(Area.REGISTERS, f"已添加网格“{name}”。", undo))


def set_roles(office: Office, grid: int, roles: Sequence[tuple[str, str, str]]) -> Changes:
    """Write who does what in a grid anew: (role, name, phone)."""
    held = [old for old in rows.roles(office.store) if old.grid == grid]
    with office.change("修改网格人员") as change:
        for old in held:
            change.remove("grid_roles", old.id, "重新填写")
        for role, name, phone in roles:
            if role not in ROLES:
                raise Mistake(f"没有“{role}”这个网格身份，可选：{'、'.join(ROLES)}。", "role")
            change.insert("grid_roles", {"grid": grid, "role": role, "name": name, "phone": phone})
    before = [(old.role, old.name, old.phone) for old in held]
    return Changes(Area.REGISTERS, "已保存网格人员。", lambda later: set_roles(later, grid, before))


def add_households(office: Office, households: Sequence[Household]) -> Result[tuple[int, ...]]:
    """Add households at once and return their ids."""
    with office.change("登记户") as change:
        keys = tuple(
            change.insert(
                "households",
                {
                    "number": house.number,
                    "head": house.head,
                    "address": house.address,
                    "grid": house.grid,
                    "members": house.members,
                    "tags": house.tags,
                },
            )
            for house in households
        )
    undo = _taken_out("households", keys, "登记户")
    return Result(keys, Changes(Area.REGISTERS, f"已登记 {len(keys)} 户。", undo))


def _taken_out(table: str, keys: Sequence[int], what: str) -> Callable[[Office], Changes]:
    """Takes rows out again; its own undo puts them back."""

    def undo(office: Office) -> Changes:
        with office.change(f"撤销{what}") as change:
            for key in keys:
                change.remove(table, key, "撤销")
        return Changes(Area.REGISTERS, f"已撤销{what}。", redo)

    def redo(office: Office) -> Changes:
        with office.change(what) as change:
            for key in keys:
                change.restore(table, key)
        return Changes(Area.REGISTERS, f"已重新{what}。", undo)

    return undo


@dataclass(frozen=True, slots=True)
class Walk:
    """How far a round of visits has come: households seen of all, and those still to see."""

    seen: int
    all: int
    to_see: tuple[Household, ...]

    @property
    def says(self) -> str:
        """已走访 128/504 户."""
        return f"已走访 {self.seen}/{self.all} 户"


def walk_progress(office: Office, first: date, last: date, grid: int | None = None, book: str = "walk") -> Walk:
    """Which households had a visit from `first` to `last`."""
    houses = rows.households(office.store, grid)
    seen = lists.households_seen(office.store, book, first, last)
    left = tuple(house for house in houses if house.id not in seen)
    return Walk(len(houses) - len(left), len(houses), left)
