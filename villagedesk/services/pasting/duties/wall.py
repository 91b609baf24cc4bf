"""Weeks of days as they hang on the wall."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from villagedesk.services.pasting.dates import read_day
from villagedesk.services.pasting.duties.block import Block, Known, Lines, Wish, cell_of
from villagedesk.services.pasting.duties.names import names_in

_NUMBERED = re.compile(r"(\d{1,2})(?!\d)\s*[日号]?")
_ANYBODY = ("名单",)
"""The word for a name under a day that names no post."""


def read_calendar(rows: Lines, known: Known) -> Block:
    """Weeks of days as they hang on the wall: a day's number on top of its cell or of its column, names below."""
    block = Block("月历")
    days: dict[int, date] = {}
    held: dict[tuple[date, tuple[str, ...]], tuple[int, list[str]]] = {}
    together = any(_NUMBERED.match(cell) and "\n" in cell for _line, cells in rows for cell in cells)
    begun = False
    for line, cells in rows:
        numbers = {column: found[1] for column, cell in enumerate(cells) if (found := _NUMBERED.match(cell))}
        begun = begun or "1" in numbers.values()
        if numbers:
            days = _week(numbers, max(days.values(), default=None), known) if begun else {}
        elif together:
            days = {}  # what stands below the last week is no duty
        for column, day in days.items():
            for part in cell_of(cells, column).split("\n")[1 if column in numbers else 0 :]:
                names, words = _parts(part, known)
                if names:
                    held.setdefault((day, words or _ANYBODY), (line, []))[1].extend(names)
    for (day, words), (line, names) in held.items():
        block.wishes.append(Wish(line, day, words, tuple(dict.fromkeys(names)), "、".join(names)))
    return block


def _week(numbers: Mapping[int, str], before: date | None, known: Known) -> dict[int, date]:
    """The days of a row of numbers that are of this month: not those before the first and after the last."""
    found: dict[int, date] = {}
    for column, number in sorted(numbers.items()):
        day = read_day(number, known.month)
        if day is not None and (day.day == 1 if before is None else day > before):
            found[column] = before = day
    return found


def _parts(text: str, known: Known) -> tuple[list[str], tuple[str, ...]]:
    """The names of a line and the words of posts and shifts among them; a line without a known name has none."""
    tokens = [token for token in re.split(r"[\s、,，;；:：/]+", text) if token]
    words = tuple(token for token in tokens if token in known.words)
    names = names_in(" ".join(token for token in tokens if token not in known.words), known)
    return ([] if not any(name in known.people for name in names) else list(names)), words
