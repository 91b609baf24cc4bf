"""What a dispute of the demonstration village is told as: days after the request, step, words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from villagedesk.mediation.case import Stage

Told = tuple[int, Stage, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Story:
    """One dispute: how many days ago it came, its facts, its steps, and what was done to its clocks."""

    ago: int
    values: Mapping[str, Any]
    steps: tuple[Told, ...]
    holds: tuple[tuple[int, str, str, int, str], ...] = ()
    photographed: bool = False


def person(name: str, side: str, sex: str, age: int, group: str, **more: Any) -> dict[str, Any]:
    """A villager as a party, with a phone made from the name."""
    tail = sum(ord(c) for c in name) % 9000 + 1000
    return {
        "name": name,
        "side": side,
        "sex": sex,
        "age": age,
        "work": "务农",
        "phone": f"1390577{tail}",
        "address": f"{group}",
        **more,
    }


TOLD: Mapping[str, Any] = {"told_by": "{主持}"}
ACCEPT: Mapping[str, Any] = {"registrar": "{文书}"}
