"""Days in words: 12月3日, 四."""

from __future__ import annotations

from datetime import date

WEEKDAYS = "一二三四五六日"
"""From Monday on."""


def day_words(day: date) -> str:
    """`12月3日`."""
    return f"{day.month}月{day.day}日"


def weekday_word(day: date) -> str:
    """`四` of 星期四 or 周四."""
    return WEEKDAYS[day.weekday()]
