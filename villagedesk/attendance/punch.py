"""A punch that belongs to a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


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
