"""A block of a roster copied from a spreadsheet: whose name stands on which day, in any of the usual shapes.

Dates down and posts across, posts down and dates across, people down and dates across with signs, or a list with one
duty in a row; without any dates the block begins at a day that was chosen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from villagedesk.base.fields import Field, match_headings
from villagedesk.services.pasting.clipboard import Cells
from villagedesk.services.pasting.dates import read_day

Lines = Sequence[tuple[int, Cells]]
Post = tuple[str, str]
"""Shift and post."""
_LIST = (
    Field("day", "日期", aliases=("日子", "值班日期", "时间")),
    Field("person", "姓名", aliases=("值班人", "值班人员", "人员", "人名")),
    Field("shift", "班次", aliases=("班",)),
    Field("post", "岗位", aliases=("岗", "职责", "类别")),
)
_NOTHING = ("", "-", "—", "——", "/", "无", "缺", "缺人", "空", "休", "休息")
_TICKS = ("√", "✓", "✔", "1", "●", "■", "值", "值班", "班", "○")
_SUMS = ("合计", "总计", "小计", "备注", "天数", "次数")
_ASIDE = re.compile(r"星期|周次|备注|农历|序号|电话|联系|节日|编号")
_HEADS = 4
"""Rows at the top among which the headings may stand."""


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
    """What a block is read against: the month, the people, the marks of duties; without dates from `begin` on."""

    month: str
    people: Sequence[str]
    marks: Mapping[str, str]
    begin: date
    columns: Sequence[str] = ()
    """The words of the places across, for a block without headings."""


def read_block(rows: Lines, known: Known) -> Block:
    """Recognise the shape of pasted cells and read every cell of it."""
    for at, (_line, cells) in enumerate(rows[:_HEADS]):
        found = {f.name: column for column, f in match_headings(_LIST, cells).items()}
        others = [word for column, word in enumerate(cells) if word and column not in found.values()]
        if {"day", "person"} <= set(found) and all(_ASIDE.match(word) for word in others):
            return _as_list(rows[at + 1 :], found, known)
    for at, (_line, cells) in enumerate(rows[:_HEADS]):
        days = {column: day for column, cell in enumerate(cells) if (day := read_day(cell, known.month))}
        if len(days) >= 3 or (days and 0 not in days and len(days) >= len([c for c in cells if c]) - 2 > 0):
            return _across(rows[at + 1 :], days, known)
    column = _day_column(rows, known)
    return _down(rows, column, known) if column is not None else _without_days(rows, known)


def _as_list(rows: Lines, at: Mapping[str, int], known: Known) -> Block:
    block = Block("一行一个班")
    last: date | None = None
    for line, cells in rows:
        text = "　".join(cell for cell in cells if cell)
        day = read_day(_cell(cells, at["day"]), known.month) if _cell(cells, at["day"]) else last
        if day is None:
            block.lost.append(Lost(line, f"“{_cell(cells, at['day'])}”不是日历上有的日期。", text))
            continue
        last = day
        words = tuple(word for name in ("shift", "post") if name in at and (word := _cell(cells, at[name])))
        _wish(block, line, day, words, _cell(cells, at["person"]), known)
    return block


def _across(rows: Lines, days: Mapping[int, date], known: Known) -> Block:
    """Days stand in the heading row: below are people with signs, or posts with names."""
    first = min(days)
    heads = [" ".join(cell for cell in cells[:first] if cell) for _line, cells in rows]
    of_people = sum(_person_in(head, known) is not None for head in heads)
    if of_people * 2 >= sum(bool(head) for head in heads) or not any(heads):
        return _people_down(rows, days, first, known)
    block = Block("每列一天")
    for (line, cells), head in zip(rows, heads, strict=True):
        if head:
            for column, day in days.items():
                _wish(block, line, day, (head,), _cell(cells, column), known)
    return block


def _people_down(rows: Lines, days: Mapping[int, date], first: int, known: Known) -> Block:
    block = Block("一行一个人")
    held: dict[tuple[date, str], tuple[int, list[str]]] = {}
    for line, cells in rows:
        head = [cell for cell in cells[:first] if cell]
        person = next((name for cell in (*head, " ".join(head)) if (name := _person_in(cell, known))), None)
        if person is None:
            signed = any(_cell(cells, column) for column in days)
            if signed and head and head[0] not in _SUMS and not _weekdays(cells):
                block.lost.append(
                    Lost(line, f"没有叫“{head[0]}”的值班人员，请核对姓名。", "　".join(c for c in cells if c))
                )
            continue
        for column, day in days.items():
            for word in _marked(_cell(cells, column), known):
                held.setdefault((day, word), (line, []))[1].append(person)
    for (day, word), (line, names) in held.items():
        block.wishes.append(Wish(line, day, (word,) if word else (), tuple(names), "、".join(names)))
    return block


def _marked(cell: str, known: Known) -> list[str]:
    """The words of the duties that a sign stands for; an empty word is the only duty of the day."""
    text = "".join(cell.split())
    if text in _NOTHING or (text == "○" and "○" not in known.marks.values()):
        return []
    by_mark = {mark: word for word, mark in known.marks.items()}
    if text in known.marks:
        return [text]
    if text and all(mark in by_mark for mark in text):
        return [by_mark[mark] for mark in text]
    return [""] if text in _TICKS else [text]


def _weekdays(cells: Cells) -> bool:
    return sum(cell.strip("周星期") in "一二三四五六日天" for cell in cells if cell) > len(cells) // 2


def _day_column(rows: Lines, known: Known) -> int | None:
    """The column in which most rows have a day; bare numbers count only where they go up and nothing says it better."""
    wide = max((len(cells) for _line, cells in rows), default=0)
    bare: int | None = None
    for column in range(min(wide, 3) if wide > 1 else 0):
        cells = [cell for _line, row in rows if (cell := _cell(row, column))]
        days = [(cell, day) for cell in cells if (day := read_day(cell, known.month))]
        if not days or len(days) * 2 < len(cells):
            continue
        if any(not cell.isdigit() or len(cell) > 2 for cell, _day in days):
            return column
        if bare is None and all(one[1] < other[1] for one, other in pairwise(days)):
            bare = column
    return bare


def _down(rows: Lines, column: int, known: Known) -> Block:
    """Days stand in a column; the words over the other columns say which place each is."""
    block = Block("每行一天")
    begin = next(n for n, (_line, cells) in enumerate(rows) if read_day(_cell(cells, column), known.month))
    wide = max(len(cells) for _line, cells in rows)
    heads = _heads(rows[:begin], column, wide, known)
    last: date | None = None
    for line, cells in rows[begin:]:
        word = _cell(cells, column)
        day = read_day(word, known.month) if word else last
        if day is None:
            if word not in _SUMS:
                says = f"“{word}”不是日历上有的日期。" if word else "这一行前面没有日期。"
                block.lost.append(Lost(line, says, "　".join(cell for cell in cells if cell)))
            continue
        last = day
        for place, words in heads.items():
            _wish(block, line, day, words, _cell(cells, place), known)
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
        own = _cell(named[-1], at)
        words = tuple(word for word in (over[at], own) if word)
        if words and not _ASIDE.match(words[-1]):
            found[at] = words
    return found


def _filled(cells: Cells, wide: int) -> list[str]:
    """A row of headings in which a merged cell stands over all its columns."""
    found: list[str] = []
    for at in range(wide):
        found.append(_cell(cells, at) or (found[-1] if found else ""))
    return found


def _without_days(rows: Lines, known: Known) -> Block:
    """Names alone: one row a day from the chosen day on, one column a place in order."""
    block = Block(f"没有日期，从 {known.begin.month}月{known.begin.day}日起一行一天")
    for number, (line, cells) in enumerate(rows):
        day = known.begin + timedelta(days=number)
        for at, cell in enumerate(cells):
            if at < len(known.columns):
                _wish(block, line, day, (known.columns[at],), cell, known)
            elif cell:
                block.lost.append(Lost(line, f"这个月只有 {len(known.columns)} 个岗位，多出来的一列没有地方放。", cell))
    return block


def _wish(block: Block, line: int, day: date, words: tuple[str, ...], cell: str, known: Known) -> None:
    names = names_in(cell, known.people)
    if names:
        block.wishes.append(Wish(line, day, words, names, cell.replace("\n", " ")))


def names_in(cell: str, people: Sequence[str]) -> tuple[str, ...]:
    """The names of a cell: parted by marks or lines, with phones and remarks in brackets left out."""
    if (whole := _person_of(cell, people)) is not None:
        return (whole,)
    text = re.sub(r"[\d\-－+]{3,}", " ", cell)
    found: list[str] = []
    for part in re.split(r"[、,，;；/\\\n]+", text):
        if "".join(part.split()) in _NOTHING:
            continue
        known = _person_of(part, people)
        pieces = [part] if known else part.split()
        joined = "".join(pieces)
        if known is None and len(pieces) > 1 and all(len(piece) == 1 for piece in pieces):
            pieces = [joined]
        found += [_person_of(piece, people) or piece.strip() for piece in pieces]
    return tuple(dict.fromkeys(name for name in found if name))


def _person_of(text: str, people: Sequence[str]) -> str | None:
    """The label that a word means: written out, with blanks inside, or with a remark behind it."""
    for word in ("".join(text.split()), "".join(re.sub(r"[（(].*?[）)]", "", text).split())):
        if word in people:
            return word
    return None


def _person_in(text: str, known: Known) -> str | None:
    return _person_of(text, known.people)


def _cell(cells: Cells, at: int) -> str:
    return cells[at].strip() if at < len(cells) else ""
