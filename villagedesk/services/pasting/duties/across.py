"""Days in the heading row: below are people with signs, or posts with names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from villagedesk.services.pasting.clipboard import Cells
from villagedesk.services.pasting.dates import read_day
from villagedesk.services.pasting.duties.block import Block, Known, Lines, Lost, Wish, cell_of
from villagedesk.services.pasting.duties.headings import LEAST_DAYS, SUMS, WEEKDAY
from villagedesk.services.pasting.duties.names import NOTHING, add_wish, person_in

_TICKS = ("√", "✓", "✔", "1", "●", "■", "值", "值班", "班", "○")
_LONGEST_NAME = 6
"""Characters that a name has at most."""


def read_across(rows: Lines, days: Mapping[int, date], known: Known) -> Block:
    """Days stand in the heading row: below are people with signs, or posts with names."""
    first = min(days)
    heads = [[cell for cell in cells[:first] if cell] for _line, cells in rows]
    of_people = sum(any(person_in(cell, known) for cell in head) for head in heads)
    if of_people * 2 >= sum(bool(head) for head in heads) or not any(heads):
        return _people_down(rows, days, first, known)
    block = Block("每列一天")
    for (line, cells), head in zip(rows, heads, strict=True):
        again = {column: day for column, cell in enumerate(cells) if (day := read_day(cell, known.month))}
        if len(again) >= LEAST_DAYS or (again and len(again) >= len([cell for cell in cells if cell]) - 1):
            days = again
        elif head and not WEEKDAY.fullmatch(head[-1]):
            for column, day in days.items():
                add_wish(block, line, day, tuple(head), cell_of(cells, column), known)
    return block


def _people_down(rows: Lines, days: Mapping[int, date], first: int, known: Known) -> Block:
    block = Block("一行一个人")
    held: dict[tuple[date, str], tuple[int, list[str]]] = {}
    for line, cells in rows:
        head = [cell for cell in cells[:first] if cell]
        person = next((name for cell in (*head, " ".join(head)) if (name := person_in(cell, known))), None)
        if person is None:
            signed = sum(bool(_marked(cell_of(cells, column), known)) for column in days)
            if signed and head and head[0] not in SUMS and len(head[0]) <= _LONGEST_NAME and not _weekdays(cells):
                block.lost.append(
                    Lost(line, f"没有叫“{head[0]}”的值班人员，请核对姓名。", "　".join(c for c in cells if c))
                )
            continue
        for column, day in days.items():
            for word in _marked(cell_of(cells, column), known):
                held.setdefault((day, word), (line, []))[1].append(person)
    for (day, word), (line, names) in held.items():
        block.wishes.append(Wish(line, day, (word,) if word else (), tuple(names), "、".join(names)))
    return block


def _marked(cell: str, known: Known) -> list[str]:
    """The words of the duties that a sign stands for, as written or letter by letter; an empty word is any duty."""
    text = "".join(cell.split())
    letters = {word[0] for word in known.words}
    if text in NOTHING or text == "○":
        return []
    if text in known.words:
        return [text]
    if all(mark in letters for mark in text):
        return list(dict.fromkeys(text))
    return [""] if text in _TICKS else [text]


def _weekdays(cells: Cells) -> bool:
    return sum(cell.strip("周星期") in "一二三四五六日天" for cell in cells if cell) > len(cells) // 2
