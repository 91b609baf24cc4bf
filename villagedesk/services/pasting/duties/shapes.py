"""Which shape a pasted block of a roster has: whose name stands on which day, in any of the usual ways.

Dates down and posts across, posts down and dates across, people down and dates across with signs, or a list with one
duty in a row; without any dates the block begins at a day that was chosen.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from villagedesk.base.fields import Field, match_headings
from villagedesk.calendar.wording import day_words
from villagedesk.services.pasting.dates import read_day
from villagedesk.services.pasting.duties.across import read_across
from villagedesk.services.pasting.duties.block import Block, Known, Lines, Lost, cell_of
from villagedesk.services.pasting.duties.down import day_column, read_down
from villagedesk.services.pasting.duties.headings import ASIDE, LEAST_DAYS, WEEKDAY
from villagedesk.services.pasting.duties.names import add_wish, names_in
from villagedesk.services.pasting.duties.wall import read_calendar

_LIST = (
    Field("day", "日期", aliases=("日子", "值班日期", "时间")),
    Field("person", "姓名", aliases=("值班人", "值班人员", "人员", "人名")),
    Field("shift", "班次", aliases=("班",)),
    Field("post", "岗位", aliases=("岗", "职责", "类别")),
)
_LEAST_WEEKDAYS = 5
"""Weekdays that make a row the heading of a calendar."""
_HEADING_ROWS = 6
"""Rows at the top among which the headings may stand."""


def read_block(rows: Lines, known: Known) -> Block:
    """Recognise the shape of pasted cells and read every cell of it."""
    for at, (_line, cells) in enumerate(rows[:_HEADING_ROWS]):
        found = {f.name: column for column, f in match_headings(_LIST, cells).items()}
        others = [word for column, word in enumerate(cells) if word and column not in found.values()]
        if {"day", "person"} <= set(found) and all(ASIDE.match(word) for word in others):
            return _as_list(rows[at + 1 :], found, known)
        if sum(WEEKDAY.fullmatch(word) is not None for word in cells) >= _LEAST_WEEKDAYS:
            return read_calendar(rows[at + 1 :], known)
        days = {column: day for column, cell in enumerate(cells) if (day := read_day(cell, known.month))}
        if len(days) >= LEAST_DAYS or (days and 0 not in days and len(days) >= len([c for c in cells if c]) - 2 > 0):
            return read_across(rows[at + 1 :], days, known)
    column = day_column(rows, known)
    if column is not None:
        return read_down(rows, column, known)
    full = [cell for _line, cells in rows for cell in cells if cell]
    named = sum(any(name in known.people for name in names_in(cell, known)) for cell in full)
    return _without_days(rows, known) if named * 2 >= len(full) else Block("")


def _as_list(rows: Lines, at: Mapping[str, int], known: Known) -> Block:
    block = Block("一行一个班")
    last: date | None = None
    for line, cells in rows:
        text = "　".join(cell for cell in cells if cell)
        day = read_day(cell_of(cells, at["day"]), known.month) if cell_of(cells, at["day"]) else last
        if day is None:
            block.lost.append(Lost(line, f"“{cell_of(cells, at['day'])}”不是日历上有的日期。", text))
            continue
        last = day
        words = tuple(word for name in ("shift", "post") if name in at and (word := cell_of(cells, at[name])))
        add_wish(block, line, day, words, cell_of(cells, at["person"]), known)
    return block


def _without_days(rows: Lines, known: Known) -> Block:
    """Names alone: one row a day from the chosen day on, one column a place in order."""
    block = Block(f"没有日期，从 {day_words(known.begin)}起一行一天")
    for number, (line, cells) in enumerate(rows):
        day = known.begin + timedelta(days=number)
        for at, cell in enumerate(cells):
            if at < len(known.columns):
                add_wish(block, line, day, (known.columns[at],), cell, known)
            elif cell:
                block.lost.append(Lost(line, f"这个月只有 {len(known.columns)} 个岗位，多出来的一列没有地方放。", cell))
    return block
