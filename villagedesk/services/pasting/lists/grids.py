"""Households and grids, as rows to paste."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from villagedesk.base.changes import Result
from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field, Kind
from villagedesk.services.office import Office
from villagedesk.services.pasting.kinds import RowKind
from villagedesk.services.villagers.grids import add_grid, add_households
from villagedesk.store.books import villagers as shelf
from villagedesk.store.books.villagers import Household

HOUSE_COLUMNS = (
    Field("head", "户主", required=True, aliases=("户主姓名", "姓名")),
    Field("address", "住址", aliases=("地址", "家庭住址", "门牌")),
    Field("members", "人口", Kind.COUNT, min=0, max=60, unit="人", aliases=("人数", "家庭人口", "家庭人数")),
    Field("tags", "标签", aliases=("类别", "备注", "户类型")),
    Field("number", "户号", aliases=("户编号", "编号", "户口簿号")),
    Field("grid", "网格", aliases=("所属网格", "网格编号", "网格名称")),
)


def household_kind(grid: int | None = None) -> RowKind:
    """Households of a grid; a column 网格 goes before the grid that was chosen."""

    def write(office: Office, values: Mapping[str, Any]) -> Result[Any]:
        at = _grid(office, values.get("grid"), grid)
        head, address = str(values["head"]), values.get("address") or ""
        if any((one.head, one.address, one.grid) == (head, address, at) for one in shelf.households(office.store)):
            raise Mistake(f"{head}这一户（{address or '没有写住址'}）已经登记过，不再登记。", "head")
        number, tags = values.get("number") or "", values.get("tags") or ""
        return add_households(office, [Household(head, number, address, at, values.get("members") or 0, tags)])

    return RowKind("登记户", "户", HOUSE_COLUMNS, write)


def _grid(office: Office, word: Any, usual: int | None) -> int | None:
    if not word:
        return usual
    known = shelf.grids(office.store)
    found = next((one for one in known if str(word) in (one.number, one.name)), None)
    if found is None:
        raise Mistake(f"没有“{word}”这个网格，已有：{'、'.join(one.name for one in known[:8]) or '无'}。", "grid")
    return found.id


GRID_COLUMNS = (
    Field("number", "编号", required=True, aliases=("网格编号", "序号")),
    Field("name", "名称", required=True, aliases=("网格", "网格名称")),
    Field("households", "户数", Kind.COUNT, min=0, unit="户"),
)


def _add_grid(office: Office, values: Mapping[str, Any]) -> Result[Any]:
    above = re.fullmatch(r"(.+)[-－]\d+", str(values["number"]))
    parent = next((one.id for one in shelf.grids(office.store) if above and one.number == above[1]), None)
    return add_grid(office, values["number"], values["name"], parent, values.get("households") or 0)


GRIDS = RowKind("粘贴网格", "个", GRID_COLUMNS, _add_grid)
