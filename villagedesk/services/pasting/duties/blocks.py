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
from villagedesk.calendar.wording import day_words
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
_NAME, _DATE = 6, 16
_SUMS = ("合计", "总计", "小计", "备注", "天数", "次数")
_ASIDE = re.compile(r"星期|周次|备注|农历|序号|电话|联系|节日|编号")
_WEEKDAY = re.compile(r"(?:星期|周|礼拜)?[一二三四五六日天]")
_WEEK, _DAYS = 5, 3
_NUMBERED = re.compile(r"(\d{1,2})(?!\d)\s*[日号]?")
_ANYBODY = ("名单",)
_POSTS = re.compile(
    r".*(?:书记|主任|委员|干部|文书|会计|网格[长员]|[组队站会所]长|专干|助理|民警|医生|指导员|支委|村委|同志)"
)
"""What stands behind a name: the post somebody holds, which is no other name."""
_SHIFT_COLUMN = re.compile(r"班次|时间|时段")
_HEADS = 6
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
    """What a block is read against: the month, the people, the words of posts and shifts; without dates from `begin`.

    `columns` are the words of the places across, for a block without headings.
    """

    month: str
    people: Sequence[str]
    words: Sequence[str]
    begin: date
    columns: Sequence[str] = ()


def read_block(rows: Lines, known: Known) -> Block:
    """Recognise the shape of pasted cells and read every cell of it."""
    for at, (_line, cells) in enumerate(rows[:_HEADS]):
        found = {f.name: column for column, f in match_headings(_LIST, cells).items()}
        others = [word for column, word in enumerate(cells) if word and column not in found.values()]
        if {"day", "person"} <= set(found) and all(_ASIDE.match(word) for word in others):
            return _as_list(rows[at + 1 :], found, known)
        if sum(_WEEKDAY.fullmatch(word) is not None for word in cells) >= _WEEK:
            return read_calendar(rows[at + 1 :], known)
        days = {column: day for column, cell in enumerate(cells) if (day := read_day(cell, known.month))}
        if len(days) >= _DAYS or (days and 0 not in days and len(days) >= len([c for c in cells if c]) - 2 > 0):
            return _across(rows[at + 1 :], days, known)
    column = _day_column(rows, known)
    if column is not None:
        return _down(rows, column, known)
    full = [cell for _line, cells in rows for cell in cells if cell]
    named = sum(any(name in known.people for name in names_in(cell, known)) for cell in full)
    return _without_days(rows, known) if named * 2 >= len(full) else Block("")


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
            for part in _cell(cells, column).split("\n")[1 if column in numbers else 0 :]:
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
    heads = [[cell for cell in cells[:first] if cell] for _line, cells in rows]
    of_people = sum(any(_person_in(cell, known) for cell in head) for head in heads)
    if of_people * 2 >= sum(bool(head) for head in heads) or not any(heads):
        return _people_down(rows, days, first, known)
    block = Block("每列一天")
    for (line, cells), head in zip(rows, heads, strict=True):
        again = {column: day for column, cell in enumerate(cells) if (day := read_day(cell, known.month))}
        if len(again) >= _DAYS or (again and len(again) >= len([cell for cell in cells if cell]) - 1):
            days = again
        elif head and not _WEEKDAY.fullmatch(head[-1]):
            for column, day in days.items():
                _wish(block, line, day, tuple(head), _cell(cells, column), known)
    return block


def _people_down(rows: Lines, days: Mapping[int, date], first: int, known: Known) -> Block:
    block = Block("一行一个人")
    held: dict[tuple[date, str], tuple[int, list[str]]] = {}
    for line, cells in rows:
        head = [cell for cell in cells[:first] if cell]
        person = next((name for cell in (*head, " ".join(head)) if (name := _person_in(cell, known))), None)
        if person is None:
            signed = sum(bool(_marked(_cell(cells, column), known)) for column in days)
            if signed and head and head[0] not in _SUMS and len(head[0]) <= _NAME and not _weekdays(cells):
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
    """The words of the duties that a sign stands for, as written or letter by letter; an empty word is any duty."""
    text = "".join(cell.split())
    letters = {word[0] for word in known.words}
    if text in _NOTHING or text == "○":
        return []
    if text in known.words:
        return [text]
    if all(mark in letters for mark in text):
        return list(dict.fromkeys(text))
    return [""] if text in _TICKS else [text]


def _weekdays(cells: Cells) -> bool:
    return sum(cell.strip("周星期") in "一二三四五六日天" for cell in cells if cell) > len(cells) // 2


def _day_column(rows: Lines, known: Known) -> int | None:
    """The column in which most rows have a day; bare numbers count only where they go up and nothing says it better."""
    wide = max((len(cells) for _line, cells in rows), default=0)
    bare: int | None = None
    for column in range(min(wide, 3) if wide > 1 else 0):
        cells = [cell for _line, row in rows if (cell := _cell(row, column)) and len(cell) <= _DATE]
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
    shift_at = next((place for place, words in heads.items() if _SHIFT_COLUMN.match(words[-1])), None)
    last: date | None = None
    for line, cells in rows[begin:]:
        word = _cell(cells, column)
        day = read_day(word, known.month) if word else last
        if day is None:
            named = any(_person_in(token, known) for cell in cells for token in cell.split())
            if word not in _SUMS and (named or re.search(r"\d", word)) and len(word) <= _DATE:
                says = f"“{word}”不是日历上有的日期。" if word else "这一行前面没有日期。"
                block.lost.append(Lost(line, says, "　".join(cell for cell in cells if cell)))
            continue
        last = day
        own = re.split(r"[\s\d]", _cell(cells, shift_at))[0] if shift_at is not None else ""
        for place, words in heads.items():
            if place != shift_at:
                _wish(block, line, day, (own, *words) if own else words, _cell(cells, place), known)
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
    block = Block(f"没有日期，从 {day_words(known.begin)}起一行一天")
    for number, (line, cells) in enumerate(rows):
        day = known.begin + timedelta(days=number)
        for at, cell in enumerate(cells):
            if at < len(known.columns):
                _wish(block, line, day, (known.columns[at],), cell, known)
            elif cell:
                block.lost.append(Lost(line, f"这个月只有 {len(known.columns)} 个岗位，多出来的一列没有地方放。", cell))
    return block


def _wish(block: Block, line: int, day: date, words: tuple[str, ...], cell: str, known: Known) -> None:
    names = names_in(cell, known)
    if names:
        block.wishes.append(Wish(line, day, words, names, cell.replace("\n", " ")))


def names_in(cell: str, known: Known) -> tuple[str, ...]:
    """The names of a cell: parted by marks or lines; phones, posts behind a name and gaps (缺 1 人) are left out."""
    if (whole := _person_of(cell, known.people)) is not None:
        return (whole,)
    found: list[str] = []
    for part in re.split(r"[、,，;；/\\\n]+", re.sub(r"[\d*\-－+]{3,}", " ", cell)):
        if "".join(part.split()) in _NOTHING or re.search(r"缺\s*\d|^\s*全体", part):
            continue
        person = _person_of(part, known.people)
        pieces = [part] if person else part.split()
        if person is None and len(pieces) > 1 and all(len(piece) == 1 for piece in pieces):
            pieces = ["".join(pieces)]
        people = [_person_of(piece, known.people) or piece.strip() for piece in pieces]
        some = any(name in known.people for name in people)
        found += [name for name in people if name in known.people or not (some and _POSTS.fullmatch(name))]
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
