"""Days in a column: the words over the other columns say which place each is."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from villagedesk.services.pasting.clipboard import Cells
from villagedesk.services.pasting.dates import read_day
from villagedesk.services.pasting.duties.block import Block, Known, Lines, Lost, cell_of
from villagedesk.services.pasting.duties.headings import ASIDE, SUMS
from villagedesk.services.pasting.duties.names import add_wish, person_in

_LONGEST_DAY = 16
"""Characters that a day has at most."""
_SHIFT_COLUMN = re.compile(r"班次|时间|时段")


def day_column(rows: Lines, known: Known) -> int | None:
    """The column in which most rows have a day; bare numbers count only where they go up and nothing says it better."""
    wide = max((len(cells) for _line, cells in rows), default=0)
    bare: int | None = None
    for column in range(min(wide, 3) if wide > 1 else 0):
        cells = [cell for _line, row in rows if (cell := cell_of(row, column)) and len(cell) <= _LONGEST_DAY]
        days = [(cell, day) for cell in cells if (day := read_day(cell, known.month))]
        if not days or len(days) * 2 < len(cells):
            continue
        if any(not cell.isdigit() or len(cell) > 2 for cell, _day in days):
            return column
        if bare is None and all(one[1] < other[1] for one, other in pairwise(days)):
            bare = column
    return bare


def read_down(rows: Lines, column: int, known: Known) -> Block:
    """Days stand in a column; the words over the other columns say which place each is."""
    block = Block("每行一天")
    begin = next(n for n, (_line, cells) in enumerate(rows) if read_day(cell_of(cells, column), known.month))
    wide = max(len(cells) for _line, cells in rows)
    heads = _heads(rows[:begin], column, wide, known)
    shift_at = next((place for place, words in heads.items() if _SHIFT_COLUMN.match(words[-1])), None)
    last: date | None = None
    for line, cells in rows[begin:]:
        word = cell_of(cells, column)
        day = read_day(word, known.month) if word else last
        if day is None:
            named = any(person_in(token, known) for cell in cells for token in cell.split())
            if word not in SUMS and (named or re.search(r"\d", word)) and len(word) <= _LONGEST_DAY:
                says = f"“{word}”不是日历上有的日期。" if word else "这一行前面没有日期。"
                block.lost.append(Lost(line, says, "　".join(cell for cell in cells if cell)))
            continue
        last = day
        own = re.split(r"[\s\d]", cell_of(cells, shift_at))[0] if shift_at is not None else ""
        for place, words in heads.items():
            if place != shift_at:
                add_wish(block, line, day, (own, *words) if own else words, cell_of(cells, place), known)
    return block


def _heads(rows: Lines, column: int, wide: int, known: Known) -> dict[int, tuple[str, ...]]:
    """Which words stand over each column of names; without headings the places of the month in order."""
    others = [at for at in range(wide) if at != column]
    named = [cells for _line, cells in rows if sum(bool(cell) for cell in cells) > 1]
    if not named:
        return {at: (word,) for at, word in zip([at for at in others if at > column], known.columns, strict=False)}
    found: dict[int, tuple[str, ...]] = {}
    over = _filled(named[-2], wide) if len(named) > 1 else [""] * wide
    for at in others:
        own = cell_of(named[-1], at)
        words = tuple(word for word in (over[at], own) if word)
        if words and not ASIDE.match(words[-1]):
            found[at] = words
    return found


def _filled(cells: Cells, wide: int) -> list[str]:
    """A row of headings in which a merged cell stands over all its columns."""
    found: list[str] = []
    for at in range(wide):
        found.append(cell_of(cells, at) or (found[-1] if found else ""))
    return found
