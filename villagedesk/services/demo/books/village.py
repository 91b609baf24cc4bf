"""The grids, households and villagers of the demonstration village."""

from __future__ import annotations

import random

from villagedesk.services.office import Office
from villagedesk.services.villagers import grids
from villagedesk.services.villagers.initials import initials
from villagedesk.services.villagers.villagers import thing_of
from villagedesk.store.books import search
from villagedesk.store.books import villagers as rows
from villagedesk.store.books.villagers import Household, Villager

HOUSEHOLDS = 504
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰国志春梅海燕红水根福生金龙月仙"
_TAGS = ("", "", "", "", "", "", "独居老人", "低保户", "党员", "退役军人", "残疾人家庭", "")


def settle(office: Office, rng: random.Random) -> None:
    """Three grids with two micro grids each, their people, 504 households, and a head in each."""
    keys: list[int] = []
    for i, name in enumerate(("第一网格", "第二网格", "第三网格"), 1):
        grid = grids.add_grid(office, f"{i:02d}", name, households=168).value
        keys.append(grid.id)
        for part in (1, 2):
            grids.add_grid(office, f"{i:02d}-{part}", f"{name}{part}号微网格", grid.id, 84)
        people = [("网格长", _name(rng)), ("网格员", _name(rng)), ("网格员", _name(rng)), ("信息员", _name(rng))]
        phones = [f"139{rng.randrange(10**8):08d}" for _ in people]
        grids.set_roles(office, grid.id, [(role, name, p) for (role, name), p in zip(people, phones, strict=True)])
    _houses(office, rng, keys)


def _houses(office: Office, rng: random.Random, keys: list[int]) -> None:
    """Every household with its head as a villager, in one write."""
    houses = [
        Household(
            head=_name(rng),
            number=f"{n + 1:03d}",
            address=f"{n % 9 + 1}组{n // 9 + 1}号",
            grid=keys[n * 3 // HOUSEHOLDS],
            members=rng.randrange(1, 7),
            tags=rng.choice(_TAGS),
        )
        for n in range(HOUSEHOLDS)
    ]
    ids = grids.add_households(office, houses).value
    with office.change("登记村民") as change:
        found: list[tuple[Villager, int]] = []
        for house, key in zip(houses, ids, strict=True):
            villager = Villager(
                house.head,
                f"13{rng.randrange(10**9):09d}",
                sex=rng.choice("男女"),
                born_year=rng.randrange(1938, 2000),
                address=house.address,
                household=key,
                grid=house.grid,
                tags=house.tags,
                initials=initials(house.head),
            )
            found.append((villager, rows.insert_villager(change, villager)))
        search.put_bulk(change, (search.row_of(thing_of(_with_id(v, key)), 1_000_000 + key) for v, key in found))


def _with_id(villager: Villager, key: int) -> Villager:
    return Villager(
        villager.name, villager.phone, address=villager.address, tags=villager.tags, initials=villager.initials, id=key
    )


def _name(rng: random.Random) -> str:
    return rng.choice(_SURNAMES) + rng.choice(_GIVEN) + (rng.choice(_GIVEN) if rng.random() < 0.8 else "")
