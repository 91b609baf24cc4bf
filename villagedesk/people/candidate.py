"""One person as a staff list writes them: cells in, checked values and questions out."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field, check
from villagedesk.people import staff
from villagedesk.people.badges import clean_badge
from villagedesk.people.posts import POSTS, known_post, leads


@dataclass(frozen=True, slots=True)
class Candidate:
    """One row of a staff list that names a person.

    `values` are attributes of a `Person` that the row gives (nothing where a cell is empty); `marks` says
    of posts of duty whether the row ticks them; `questions` are Chinese sentences about oddities.
    """

    line: int
    text: str
    values: Mapping[str, Any]
    badge: str = ""
    marks: Mapping[str, bool] | None = None
    questions: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name without posts or blanks."""
        return str(self.values["name"])


@dataclass(slots=True)
class _Draft:
    """What one row has given so far."""

    values: dict[str, Any]
    questions: list[str]
    posts: list[str]
    known: Sequence[str]


_NOTHING = ("无", "-", "—", "——", "/", "\\", "同上", "0")
_SPLIT = re.compile(r"[、,，;；/兼\n]+|\s{1,}")
_LEFT = re.compile(
    r"(?:(\d{4})\s*[.年/-]\s*(\d{1,2})(?:\s*[.月/-]\s*(\d{1,2}))?\s*[月日]?)?[^，。；,;]{0,6}?"
    r"(已?(?:离任|离职|调离|退休|卸任|辞职|免职|去世|病故|不再担任)|已离)"
)
_YEAR_MONTH = re.compile(r"(\d{4})\s*[.年/-]\s*(\d{1,2})\s*月?")
_GRID = re.compile(r"第?[一二三四五六七八九十\d]{1,3}(?:号)?网格")


def read_candidate(
    line: int, cells: Sequence[tuple[Field, Any]], text: str, today: date, known: Sequence[str] = POSTS
) -> Candidate:
    """Read one row; `cells` pairs each declared field with its cell, `known` are the office's posts.

    `Mistake` says why a row cannot be taken.
    """
    draft = _Draft({}, [], [], known)
    badge = ""
    marks: dict[str, bool] = {}
    for field, cell in cells:
        if cell is None or (isinstance(cell, str) and field is not staff.NOTE and cell in _NOTHING[:6]):
            if field.name.startswith("can_"):
                marks[field.name[4:]] = False
            continue
        if field is staff.BADGE:
            badge = _read_badge(cell, draft)
        elif field.name.startswith("can_"):
            _read_mark(field, cell, marks, draft)
        elif field is not staff.SERIAL:
            _READERS.get(field.name, _read_plain)(field, cell, draft)
    _finish(draft, today)
    return Candidate(line, text, draft.values, badge, marks or None, tuple(draft.questions))


def cell_text(cell: Any) -> str:
    """A cell as a person would read it."""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    return "" if cell is None else str(cell)


def _read_name(_field: Field, cell: Any, draft: _Draft) -> None:
    text = cell_text(cell).strip()
    found = re.fullmatch(r"(\S+)\s+(\S+)", text)
    for post, name in ((found[1], found[2]), (found[2], found[1])) if found else ():
        if len(post) >= 2 and known_post(post, draft.known) and not known_post(name, draft.known):
            draft.posts.insert(0, post)
            draft.questions.append(f"姓名栏写的是“{text}”，按姓名“{name}”、职务“{post}”登记，请核对")
            text = name
    aside = re.fullmatch(r"(.+?)[(（](.+?)[)）]", text)
    if aside and known_post(aside[2], draft.known):
        draft.posts.insert(0, aside[2])
        draft.questions.append(f"姓名栏写的是“{text}”，按姓名“{aside[1]}”、职务“{aside[2]}”登记，请核对")
        text = aside[1]
    name = re.sub(r"\s+", "", text) if re.search(r"[\u4e00-\u9fff]", text) else " ".join(text.split())
    if not re.search(r"[^\W\d_]", name) or len(name) > 30:
        raise Mistake(f"“姓名”栏写的“{text[:40]}”不像姓名，请改正。", "name")
    draft.values["name"] = name


def _read_posts(_field: Field, cell: Any, draft: _Draft) -> None:
    parts = [part.strip("()（） ") for part in _SPLIT.split(cell_text(cell))]
    draft.posts += [part for part in parts if part and part not in _NOTHING]


def _read_phone(field: Field, cell: Any, draft: _Draft) -> None:
    written = cell_text(cell)
    numbers: list[str] = []
    for part in re.split(r"[/、,，;；\n]|\s{2,}|(?<=\d{7})\s+(?=\d{3,})", written):
        bare = re.sub(r"[\s\-—()（）.]|短号|手机|电话|[:：]", "", part)
        if bare and re.fullmatch(r"\+?\d{3,15}", bare):
            numbers.append(bare.removeprefix("+86"))
        elif bare:
            draft.questions.append(f"“{field.label}”栏写的“{part.strip()[:30]}”不像号码，没有写入，请补上")
    for number in numbers:
        if number.startswith("1") and len(number) not in (3, 4, 5, 6, 11):
            draft.questions.append(f"手机号“{number}”有 {len(number)} 位，应是 11 位，请核对")
    if len(numbers) > 1:
        draft.questions.append(
            f"“{field.label}”栏写了 {len(numbers)} 个号码：{numbers[0]} 作电话，{'、'.join(numbers[1:])} 作短号，请核对"
        )
    for number in numbers:
        slot = "phone" if "phone" not in draft.values and field is staff.PHONE else "other_phone"
        held = draft.values.get(slot)
        draft.values[slot] = f"{held}、{number}" if held and held != number else number


def _read_badge(cell: Any, draft: _Draft) -> str:
    written = cell_text(cell)
    number = clean_badge(written)
    if not re.fullmatch(r"[0-9A-Za-z_-]{1,24}", number):
        raise Mistake(f"“考勤号码”栏写的“{written[:30]}”不是考勤机上的号码，请只写数字。", "badge")
    if isinstance(cell, str) and written != number:
        draft.questions.append(f"考勤号“{written}”去掉前面的零和空格，记作 {number}（考勤机上是同一个号）")
    return number


def _read_mark(field: Field, cell: Any, marks: dict[str, bool], draft: _Draft) -> None:
    word = cell_text(cell).strip().lower()
    if word in ("是", "√", "✓", "有", "1", "可", "能", "y", "yes", "true", "o", "○", "v", "可以"):
        marks[field.name[4:]] = True
        return
    marks[field.name[4:]] = False
    if word not in ("否", "×", "x", "0", "不", "不可", "不能", "n", "no", "false", "不可以"):
        draft.questions.append(f"“{field.label}”栏写的“{word[:20]}”看不出是或否，按“否”登记，请核对")


def _read_born(_field: Field, cell: Any, draft: _Draft) -> None:
    if isinstance(cell, date):
        draft.values["born"] = f"{cell.year}.{cell.month:02d}"
        return
    text = cell_text(cell)
    found = re.match(r"(\d{4})\s*[.年/-]?\s*(\d{1,2})", text)
    if found and int(found[1]) >= 1900 and 1 <= int(found[2]) <= 12:
        if isinstance(cell, float) and found[2] == "1":
            draft.questions.append(f"出生年月是数字 {text}，看不出是 1 月还是 10 月，按 {found[1]}.10 登记，请核对")
            draft.values["born"] = f"{found[1]}.10"
        else:
            draft.values["born"] = f"{found[1]}.{int(found[2]):02d}"
    else:
        draft.values["born"] = text


def _read_date(field: Field, cell: Any, draft: _Draft) -> None:
    text = cell_text(cell)
    short = _YEAR_MONTH.fullmatch(text.strip())
    if short and 1 <= int(short[2]) <= 12:
        year, month = int(short[1]), int(short[2])
        day = calendar.monthrange(year, month)[1] if field.name in ("left_on", "term_to_on") else 1
        draft.values[field.name] = date(year, month, day)
        draft.questions.append(f"“{field.label}”只写了年月（{text}），按 {draft.values[field.name]} 登记，请核对")
        return
    if isinstance(cell, int) and re.fullmatch(r"(19|20)\d{6}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    draft.values[field.name] = check(field, cell if isinstance(cell, date) else text)


def _read_note(_field: Field, cell: Any, draft: _Draft) -> None:
    draft.values["note"] = cell_text(cell)


def _read_duty(_field: Field, cell: Any, draft: _Draft) -> None:
    draft.values["duty_posts"] = tuple(part for part in re.split(r"[、,，;；/\s]+", cell_text(cell)) if part)


def _read_plain(field: Field, cell: Any, draft: _Draft) -> None:
    value = check(field, cell if isinstance(cell, bool | int | float) else cell_text(cell))
    if value is not None:
        draft.values[field.name] = value if isinstance(value, bool | int | float) else str(value)


_READERS = {
    "name": _read_name,
    "posts": _read_posts,
    "phone": _read_phone,
    "other_phone": _read_phone,
    "born": _read_born,
    "joined_on": _read_date,
    "left_on": _read_date,
    "term_from_on": _read_date,
    "term_to_on": _read_date,
    "note": _read_note,
    "duty_posts": _read_duty,
}


def _finish(draft: _Draft, today: date) -> None:
    """Put together what several cells say: posts, grid, leaving."""
    values = draft.values
    note, work = values.get("note", ""), values.get("work", "")
    if "name" not in values:
        raise Mistake("“姓名”栏是空的，请补上姓名。", "name")
    _find_grid(draft, note, work)
    if not draft.posts and (post := known_post(note, draft.known) or known_post(work, draft.known)):
        where = "备注" if known_post(note, draft.known) else "分管工作"
        draft.posts.append(post)
        draft.questions.append(f"职务栏是空的，按{where}登记为“{post}”，请核对")
    if draft.posts:
        values["posts"] = tuple(sorted(dict.fromkeys(draft.posts), key=lambda post: not leads(post)))
    if "left_on" not in values and (left := _LEFT.search(note)):
        values["left_on"] = _leaving_day(left, today, draft)
    joined, left_on = values.get("joined_on"), values.get("left_on")
    if joined and left_on and left_on < joined:
        raise Mistake(f"“离任日期”{left_on} 早于“到任日期”{joined}，请改正。", "left_on")


def _find_grid(draft: _Draft, note: str, work: str) -> None:
    found = _GRID.search(note) or _GRID.search(work)
    if found and "grid" not in draft.values:
        draft.values["grid"] = found[0]
    if draft.posts and (also := re.search(r"兼\S*?(网格长|网格员)", note)) and also[1] not in draft.posts:
        draft.posts.append(also[1])
        draft.questions.append(f"备注写着“{note}”，已加上职务“{also[1]}”，请核对")


def _leaving_day(found: re.Match[str], today: date, draft: _Draft) -> date:
    if not found[1]:
        draft.questions.append(f"备注写着“{found[4]}”但没有日期，按今天（{today}）离任登记，请改成实际日期")
        return today
    year, month = int(found[1]), int(found[2])
    if not 1 <= month <= 12:
        raise Mistake(f"备注里的离任时间“{found[0]}”月份不存在，请改正。", "note")
    last = calendar.monthrange(year, month)[1]
    if found[3] and int(found[3]) > last:
        raise Mistake(f"备注里的离任时间“{found[0]}”不是日历上有的日期，请改正。", "note")
    day = date(year, month, int(found[3]) if found[3] else last)
    exact = "" if found[3] else "（只写了年月，按当月最后一天）"
    draft.questions.append(f"备注写着“{found[0].strip()}”，登记为 {day} 离任{exact}，历史记录保留，请核对")
    return day
