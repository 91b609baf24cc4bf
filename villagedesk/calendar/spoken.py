"""Days and months as people say them: 明天, 下周三, 12月5日, 5号, 2026-12-05, 下个月."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

_NEAR = {"大前天": -3, "前天": -2, "昨天": -1, "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3}
_MONTHS = {"上月": -1, "上个月": -1, "本月": 0, "这个月": 0, "下月": 1, "下个月": 1}
_WEEKS = {"上上": -2, "上": -1, "": 0, "这": 0, "本": 0, "下": 1, "下下": 2}
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_WEEKDAY = re.compile(r"(上上|上|这|本|下下|下|)(?:个)?(?:周|星期|礼拜)([一二三四五六日天末1-7])")
_DAY = re.compile(r"(?:(\d{4}|\d{2}|今|明|去)[-年/.])?(\d{1,2})[-月/.](\d{1,2})[日号]?")
_NUMBER = re.compile(r"[一二两三四五六七八九十]+(?=[月日号])")


def day_said(text: str, today: date) -> date | None:
    """The day that a text names, alone; None when it names none."""
    words = _plain(text)
    if words in _NEAR:
        return today + timedelta(_NEAR[words])
    if found := _WEEKDAY.fullmatch(words):
        return _weekday(found[1], found[2], today)
    if found := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", words):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(r"(\d{1,2})[日号]", words):
        return _day(today.year, today.month, int(found[1]))
    if found := re.fullmatch(r"([上本下])(?:个)?月(\d{1,2})[日号]?", words):
        first = _month(today, _MONTHS[f"{found[1]}月"])
        return _day(first.year, first.month, int(found[2]))
    if found := _DAY.fullmatch(words):
        return _day(_year(found[1], today), int(found[2]), int(found[3]))
    return None


def month_said(text: str, today: date) -> date | None:
    """The first day of the month that a text names, alone; None when it names none."""
    words = _plain(text)
    if words in _MONTHS:
        return _month(today, _MONTHS[words])
    found = re.fullmatch(r"(?:(\d{4}|今|明|去)[-年/.])?(\d{1,2})(?:月份?|)", words)
    if found and (found[1] or words.endswith(("月", "月份"))):
        return _day(_year(found[1], today), int(found[2]), 1)
    return None


def _plain(text: str) -> str:
    """Without blanks, in half-width digits, Chinese numbers before 月, 日 and 号 as digits."""
    words = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return _NUMBER.sub(lambda found: str(_number(found[0])), words)


def _number(words: str) -> int:
    tens, ten, ones = words.partition("十")
    if not ten:
        return _DIGITS.get(words, 0)
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)


def _year(said: str | None, today: date) -> int:
    if not said:
        return today.year
    near = {"今": today.year, "明": today.year + 1, "去": today.year - 1}
    return near.get(said) or (int(said) if len(said) == 4 else 2000 + int(said))


def _weekday(week: str, day: str, today: date) -> date:
    number = {"日": 7, "天": 7, "末": 6}.get(day) or _DIGITS.get(day) or int(day)
    monday = today - timedelta(today.weekday()) + timedelta(weeks=_WEEKS[week])
    return monday + timedelta(number - 1)


def _month(today: date, by: int) -> date:
    months = today.year * 12 + today.month - 1 + by
    return date(months // 12, months % 12 + 1, 1)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
