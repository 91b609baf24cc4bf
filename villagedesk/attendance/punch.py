"""A punch as a machine wrote it, and a punch that belongs to a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class RawPunch:
    """One row of a machine file: badge as text without padding, moment to the second, what else it said.

    `line` counts from 1 and `offset` is the byte offset in the file (-1 where the format has none);
    `state` is "in", "out" or "" (the machine's key, unreliable); `name` is the name the file gives, if any.
    """

    badge: str
    at: datetime
    line: int = 0
    offset: int = -1
    state: str = ""
    verify: str = ""
    name: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Punch:
    """A moment at which a person (by label) was at a machine or signed at the desk.

    `source` is "machine", "desk" (签到台), "clerk" (代签) or "correction" (补签).
    """

    person: str
    at: datetime
    state: str = ""
    source: str = "machine"
    device: str = ""
