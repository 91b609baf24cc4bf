"""A day of the office calendar and its kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DayKind(StrEnum):
    """What a day is by law and notice (全国年节及纪念日放假办法 and the yearly notice)."""

    WORKDAY = "workday"
    MAKE_UP_WORKDAY = "make_up_workday"
    WEEKEND = "weekend"
    STATUTORY_HOLIDAY = "statutory_holiday"
    HOLIDAY_REST = "holiday_rest"

    @property
    def label(self) -> str:
        """The Chinese name of the kind."""
        return _LABELS[self]

    @property
    def works(self) -> bool:
        """Whether offices are open on such a day."""
        return self in (DayKind.WORKDAY, DayKind.MAKE_UP_WORKDAY)


_LABELS = {
    DayKind.WORKDAY: "工作日",
    DayKind.MAKE_UP_WORKDAY: "调休上班",
    DayKind.WEEKEND: "双休日",
    DayKind.STATUTORY_HOLIDAY: "法定节假日",
    DayKind.HOLIDAY_REST: "假期休息",
}


@dataclass(frozen=True, slots=True)
class Day:
    """One day: its kind, holiday name, lunar date, and what the office itself laid on it.

    `collective` names a local collective day (集体办公日, 集中走访日, 主题党日) or is empty; `special` names a
    special period that forbids leave (防汛防火) or is empty; `published` is False where the year's notice
    is not out and the kind rests on weekends only.
    """

    date: date
    kind: DayKind
    name: str = ""
    lunar: str = ""
    term: str = ""
    collective: str = ""
    special: str = ""
    published: bool = True
