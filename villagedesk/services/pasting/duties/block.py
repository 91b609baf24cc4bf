"""A block of a roster copied from a spreadsheet: what it is read against, and whom it wants on which day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from villagedesk.services.pasting.clipboard import Cells

Lines = Sequence[tuple[int, Cells]]


@dataclass(frozen=True, slots=True)
class Wish:
    """One pasted place: its line, its day, which words name the place, and who should stand there."""

    line: int
    day: date
    words: tuple[str, ...]
    names: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Lost:
    """A pasted line or cell that means no place, with the reason."""

    line: int
    says: str
    text: str


@dataclass(slots=True)
class Block:
    """What a block came to; `shape` says in words how it was read."""

    shape: str
    wishes: list[Wish] = field(default_factory=list[Wish])
    lost: list[Lost] = field(default_factory=list[Lost])


@dataclass(frozen=True, slots=True)
class Known:
    """What a block is read against: the month, the people, the words of posts and shifts; without dates from `begin`.

    `columns` are the words of the places across, for a block without headings.
    """

    month: str
    people: Sequence[str]
    words: Sequence[str]
    begin: date
    columns: Sequence[str] = ()


def cell_of(cells: Cells, at: int) -> str:
    """The words in a column, nothing where the row is shorter."""
    return cells[at].strip() if at < len(cells) else ""
