"""The yearly notice of days off and make-up workdays: shipped, in holiday-cn form, or as its own text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, cast

from chinese_calendar import constants  # pyright: ignore[reportMissingTypeStubs]

from villagedesk.base import plain
from villagedesk.base.errors import Mistake


@dataclass(frozen=True, slots=True)
class NoticeDay:
    """One day that a notice names: off, or worked although it is a weekend."""

    date: date
    name: str
    off: bool = field(metadata={"key": "isOffDay"})


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice of one year; its days may stand in December of the year before. No days: not out yet."""

    year: int
    days: tuple[NoticeDay, ...]
    source: str = ""


_NAMES = {"清明": "清明节", "端午": "端午节", "中秋": "中秋节", "国庆": "国庆节", "劳动": "劳动节", "五一": "劳动节"}


@lru_cache(maxsize=64)
def shipped(year: int) -> Notice | None:
    """What the chinesecalendar package knows of the days of a year; None for a year it does not know."""
    known: Any = constants
    off: Mapping[date, str] = known.holidays
    work: Mapping[date, str] = known.workdays
    names = {item.value: _full_name(item.chinese) for item in known.Holiday}
    if not any(day.year == year and day.month > 1 for day in off):
        return None
    days = [NoticeDay(day, names[which], True) for day, which in off.items() if day.year == year]
    days += [NoticeDay(day, names[which], False) for day, which in work.items() if day.year == year]
    return Notice(year, tuple(sorted(days, key=lambda item: item.date)), "随程序")


def _full_name(word: str) -> str:
    if "抗日战争" in word:
        return "抗战胜利纪念日"
    return _NAMES.get(word, word)


def read_notice(value: Any, source: str = "") -> Notice:
    """A notice in holiday-cn form (`year`, `papers`, `days` of `name`, `date`, `isOffDay`).

    Raises `Mistake` naming the place for other forms, days outside the year and days named twice.
    """
    if not isinstance(value, Mapping) or "year" not in value or "days" not in value:
        raise Mistake("这不是放假通知文件：应有“year”和“days”两项（holiday-cn 格式）。")
    given = {key: v for key, v in cast(Mapping[str, Any], value).items() if not key.startswith("$") and key != "papers"}
    year = plain.read(int, given.pop("year"), "year")
    days = plain.read(tuple[NoticeDay, ...], given.pop("days"), "days")
    if given:
        raise Mistake(f"不认识的名称：{'、'.join(given)}；请检查是不是放假通知文件。")
    return _checked(Notice(year, days, source))


def _checked(notice: Notice) -> Notice:
    if not 2000 <= notice.year <= 2100:
        raise Mistake(f"通知的年份是 {notice.year}，不像是放假通知；请检查文件。")
    seen: dict[date, NoticeDay] = {}
    for item in notice.days:
        if item.date.year != notice.year and not (item.date.year == notice.year - 1 and item.date.month == 12):
            raise Mistake(f"{notice.year} 年的通知里出现了 {item.date}，不在这一年，也不在上一年 12 月；请检查文件。")
        if item.date in seen and seen[item.date].off != item.off:
            raise Mistake(f"通知里 {item.date} 写了两次，一次放假一次上班；请先改正。")
        seen[item.date] = item
    return Notice(notice.year, tuple(seen[day] for day in sorted(seen)), notice.source)


_HOLIDAY = re.compile(r"(元旦|春节|清明节?|(?:国际)?劳动节|五一|端午节?|中秋节?|国庆节?)")
_ITEM = re.compile(
    r"((?:元旦|春节|清明节?|(?:国际)?劳动节|五一|端午节?|中秋节?|国庆节?)"
    r"(?:[、和及]\s*(?:元旦|春节|清明节?|端午节?|中秋节?|国庆节?))*)(?:假期)?\s*[：:]"
)
_DAY = re.compile(r"(至|到|—|－|-|~)?\s*(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日")
_WORDS = re.compile(r"[^。；;]*?(放假|休息|上班)")


def read_text(year: int, text: str, source: str = "手工录入") -> Notice:
    """The notice as its printed text (`元旦：1月1日至3日放假调休，共3天。1月4日上班。…`), one holiday after another.

    Raises `Mistake` when nothing can be read or a date is not on the calendar.
    """
    flat = re.sub(r"[(（][^)）]*[)）]|\s+", "", text)
    heads = list(_ITEM.finditer(flat))
    if not heads:
        raise Mistake("没有读出节日：请粘贴通知原文，每个节日写成“元旦：1月1日至3日放假，1月4日上班。”这样。")
    days: list[NoticeDay] = []
    for place, head in enumerate(heads):
        end = heads[place + 1].start() if place + 1 < len(heads) else len(flat)
        names = [_full_name(word.removeprefix("国际").removesuffix("节")) for word in _HOLIDAY.findall(head[1])]
        name = "、".join("春节" if word == "春" else word for word in names)
        days += _item_days(year, name, flat[head.end() : end])
    return _checked(Notice(year, tuple(days), source))


def _item_days(year: int, name: str, text: str) -> list[NoticeDay]:
    found: list[NoticeDay] = []
    for part in _WORDS.finditer(text):
        off = part[1] != "上班"
        last: date | None = None
        month = 0
        for joint, in_year, in_month, number in _DAY.findall(part[0]):
            month = int(in_month or month)
            this_year = int(in_year) if in_year else _year_of(year, name, month, last)
            try:
                day = date(this_year, month, int(number))
            except ValueError:
                raise Mistake(f"{name}里的“{month}月{number}日”不是日历上有的日期，请核对通知原文。") from None
            first = last + timedelta(days=1) if joint and last else day
            if (day - first).days > 30 or day < first:
                raise Mistake(f"{name}里“{first}至{day}”的先后不对，请核对通知原文。")
            found += [NoticeDay(first + timedelta(days=n), name, off) for n in range((day - first).days + 1)]
            last = day
    return found


def _year_of(year: int, name: str, month: int, last: date | None) -> int:
    if last is not None:
        return last.year + (1 if month < last.month else 0)
    return year - 1 if month == 12 and name == "元旦" else year


HOLIDAYS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")


def unnamed(notice: Notice) -> tuple[str, ...]:
    """The statutory holidays that a notice says nothing about."""
    return tuple(name for name in HOLIDAYS if not any(name in item.name for item in notice.days))


def with_others(notice: Notice, known: Notice) -> Notice:
    """A notice completed by the days of another one for the holidays that it does not name."""
    left = unnamed(notice)
    taken = {item.date for item in notice.days}
    kept = [item for item in known.days if item.date not in taken and item.name in left]
    return _checked(Notice(notice.year, (*notice.days, *kept), notice.source))
