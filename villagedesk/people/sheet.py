"""A staff list as an office keeps it: titles above, blanks in header words, totals and notes below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from villagedesk.base.errors import Mistake, Problem
from villagedesk.base.fields import Field, heading_key, match_headings
from villagedesk.people import staff
from villagedesk.people.candidate import Candidate, cell_text, read_candidate
from villagedesk.people.posts import POSTS

Rows = Sequence[tuple[int, Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class Note:
    """One Chinese sentence about a line (0: about the whole list) that somebody should read."""

    line: int
    says: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a list holds: the line of its header, what columns were understood, people, rejected lines, notes."""

    header: int
    columns: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    rejected: tuple[Problem, ...]
    notes: tuple[Note, ...]


_TOTALS = re.compile(r"^(合计|总计|小计|共计|总人数|人数合计)[:：]?")
_REMARK = re.compile(r"^(说明|备注|注|附注|填表|填报|制表|制单|审核|复核|审批|单位|联系人|日期|负责人|签字|盖章)")
_SECTION = re.compile(r"^[（(]?[一二三四五六七八九十]+[)）]?[、.．]?\s*(\S{2,12})$")
_SEARCHED = 30


def find_header(rows: Rows) -> int | None:
    """Which of the first rows is the header: the one that names 姓名 and most other columns; None without one."""
    best: tuple[int, int] | None = None
    for place, (_line, cells) in enumerate(rows[:_SEARCHED]):
        found = _headings(cells)
        if any(field is staff.NAME for field in found.values()) and (best is None or len(found) > best[0]):
            best = (len(found), place)
    return best[1] if best else None


def header_width(rows: Rows) -> int:
    """How many columns of a sheet are understood; the sheet that names most is the staff list."""
    place = find_header(rows)
    return 0 if place is None else len(_headings(rows[place][1]))


def read_sheet(rows: Rows, today: date, posts: Sequence[str] = POSTS) -> Reading:
    """Everybody a sheet names; `Mistake` when it has no header with 姓名 or nobody below it."""
    place = find_header(rows)
    if place is None:
        raise Mistake("没有找到写着“姓名”的表头行，什么也没有导入；请在第一行写上“姓名、职务、电话、考勤号码”等表头。")
    columns = _headings(rows[place][1])
    body = rows[place + 1 :]
    if body and (below := _second_row(rows[place][1], body[0][1], columns)):
        columns, body = below, body[1:]
    reader = _SheetReader(columns, today, posts)
    for line, cells in body:
        reader.take(line, cells)
    named = tuple(cell_text(cell) for i, cell in enumerate(rows[place][1]) if i in columns and cell is not None)
    unknown = [cell_text(c) for i, c in enumerate(rows[place][1]) if c is not None and i not in columns]
    if unknown:
        reader.notes.append(Note(rows[place][0], f"这些栏不认识，没有导入：{'、'.join(unknown)}"))
    return Reading(rows[place][0], named, tuple(reader.found), tuple(reader.rejected), tuple(reader.notes))


def _headings(cells: Sequence[Any]) -> dict[int, Field]:
    return match_headings(staff.COLUMNS, [cell_text(cell) for cell in cells])


def _second_row(head: Sequence[Any], below: Sequence[Any], columns: dict[int, Field]) -> dict[int, Field] | None:
    """Columns of a header of two rows (职务 over 党内 and 村委会); None when the next row is a person."""
    words = {i: cell_text(cell) for i, cell in enumerate(below) if cell is not None}
    name_at = next(i for i, field in columns.items() if field is staff.NAME)
    if not words or name_at in words or any(len(word) > 10 or re.search(r"\d", word) for word in words.values()):
        return None
    joined = dict(columns)
    above: Field | None = None
    for i in range(max(len(head), len(below))):
        if i < len(head) and head[i] is not None:
            above = columns.get(i)
        if i in words:
            own = match_headings(staff.COLUMNS, [words[i]]).get(0)
            field = own or (above if above in (staff.POSTS, staff.PHONE) else None)
            if field is None:
                return None
            joined[i] = field
    return joined


class _SheetReader:
    """Takes the lines below the header one after another."""

    def __init__(self, columns: dict[int, Field], today: date, posts: Sequence[str]) -> None:
        self._posts = posts
        self._columns = columns
        self._today = today
        self._group = ""
        self.found: list[Candidate] = []
        self.rejected: list[Problem] = []
        self.notes: list[Note] = []

    def take(self, line: int, cells: Sequence[Any]) -> None:
        """Read one line as a person, a total, a remark, a section heading, or a rejected line."""
        words = [(i, cell_text(cell)) for i, cell in enumerate(cells) if cell is not None]
        text = " ".join(word for _, word in words)[:200]
        if self._is_repeated_header(cells) or self._is_aside(line, words, text):
            return
        pairs = [(field, cells[i] if i < len(cells) else None) for i, field in self._columns.items()]
        try:
            person = read_candidate(line, pairs, text, self._today, self._posts)
        except Mistake as mistake:
            self.rejected.append(Problem(line, -1, text, _reason(mistake), f"第 {line} 行：{mistake.says}"))
            return
        if self._group and "group" not in person.values:
            person = Candidate(
                line, text, {**person.values, "group": self._group}, person.badge, person.marks, person.questions
            )
        self.found.append(person)

    def _is_repeated_header(self, cells: Sequence[Any]) -> bool:
        again = _headings(cells)
        return len(again) >= 2 and any(field is staff.NAME for field in again.values())

    def _is_aside(self, line: int, words: list[tuple[int, str]], text: str) -> bool:
        """Whether a line is no person; what it says is kept as a note."""
        name_at = next(i for i, field in self._columns.items() if field is staff.NAME)
        if any(_TOTALS.match(heading_key(word)) for _, word in words[:2]):
            self.notes.append(Note(line, f"第 {line} 行是合计行（{text}），没有导入" + self._counted(text)))
            return True
        if len(words) == 1 and (section := _SECTION.match(words[0][1])):
            self._group = section[1]
            self.notes.append(Note(line, f"第 {line} 行“{text}”是小标题，下面的人分到“{section[1]}”组"))
            return True
        if all(self._columns.get(i) is staff.SERIAL for i, _ in words) and re.fullmatch(r"[\d.]+", text):
            return True
        alone = len(words) == 1 and (words[0][0] != name_at or len(words[0][1]) > 12)
        if alone or any(_REMARK.match(word) and re.search(r"[:：]", word) for _, word in words):
            self.notes.append(Note(line, f"第 {line} 行是说明，没有导入，请看一看：{text}"))
            return True
        return False

    def _counted(self, text: str) -> str:
        said = re.search(r"(\d+)\s*人", text)
        if not said:
            return ""
        count = len(self.found) + len(self.rejected)
        same = int(said[1]) == count
        return f"；人数与上面的 {count} 行一致" if same else f"；它写 {said[1]} 人，上面有 {count} 行，请核对"


def _reason(mistake: Mistake) -> str:
    if mistake.field == "name":
        return "no_name" if "空的" in mistake.says else "bad_name"
    if mistake.field == "badge":
        return "bad_badge"
    return "impossible_date" if mistake.field.endswith("_on") or mistake.field == "note" else "bad_value"
