"""Where the search box looks beside the office's own index: dates, months, books, parts of the settings, the manual."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from villagedesk.base.paths import resource
from villagedesk.calendar.spoken import day_said, month_said
from villagedesk.calendar.wording import day_words, weekday_word
from villagedesk.services.office import Office
from villagedesk.services.registers.books import registers
from villagedesk.services.villagers.initials import initials
from villagedesk.ui.desk import Desk
from villagedesk.ui.pages import load

_SECTIONS = "villagedesk.ui.settings.page:SECTIONS"
_ALSO = {
    "日历": "节假日、放假、调休、补班",
    "这台电脑": "字号、外观、深色、主题、打印机",
    "集体日": "特殊时期、防汛、值守",
    "办公室": "村名、值班电话、监督电话",
    "备份与检查": "恢复、优盘、另存",
}
"""Other words by which people look for a part of the settings."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the search box: what kind, which words, and what Enter does."""

    kind: str
    text: str
    run: Callable[[], object]
    icon: str = "chevron-right"


def dates_in(text: str, desk: Desk) -> tuple[Hit, ...]:
    """Days and months that the text names, as ways to the roster and to the month sheet."""
    today = desk.today()
    if day := day_said(text, today):
        near = f"{day.year}年" if day.year != today.year else ""
        words = f"{near}{day_words(day)} 星期{weekday_word(day)}"
        return (
            Hit("日期", f"{words} 谁值班", lambda: desk.go("roster", day.isoformat()), "calendar-days"),
            Hit("日期", f"{words} 考勤", lambda: desk.go("attendance", day.isoformat()), "user-check"),
        )
    if first := month_said(text, today):
        month, words = f"{first:%Y-%m}", f"{first.year}年{first.month}月"
        return (
            Hit("月份", f"{words} 的值班表", lambda: desk.go("roster", month), "calendar-days"),
            Hit("月份", f"{words} 的考勤", lambda: desk.go("attendance", month), "user-check"),
            Hit("月份", f"{words} 的月报", lambda: desk.go("reports", month), "chart-column"),
        )
    return ()


def books_in(text: str, office: Office, desk: Desk) -> tuple[Hit, ...]:
    """Books whose title holds the text or begins with its initials: to open, and to write in."""
    found: list[Hit] = []
    for book in registers(office).values():
        if _names(text, book.title) or _names(text, book.short):
            key = book.id
            found.append(Hit("台账", f"打开 {book.title}", lambda key=key: desk.go("registers", key), "book-open-text"))
            if not desk.readonly:
                words = f"新登记 {book.title}"
                found.append(Hit("台账", words, lambda key=key: desk.go("registers", f"{key}+"), "file-plus"))
    return tuple(found[:8])


def places_in(text: str, desk: Desk) -> tuple[Hit, ...]:
    """Parts of the settings and pages of the manual whose title holds the text."""
    settings = [
        Hit("设置", _section(section.title), lambda title=section.title: desk.go("settings", title), "settings")
        for section in load(_SECTIONS)
        if _names(text, section.title) or (len(text) > 1 and text in _ALSO.get(section.title, ""))
    ]
    pages = sorted(file.stem for file in resource("manual").glob("*.md"))
    manual = [
        Hit("说明", f"使用说明：{page}", lambda page=page: desk.look.help_asked.emit(page), "circle-question-mark")
        for page in pages
        if _names(text, page)
    ]
    return (*settings, *manual)


def _section(title: str) -> str:
    also = f"（{_ALSO[title]}）" if title in _ALSO else ""
    return f"设置：{title}{also}"


def _names(text: str, title: str) -> bool:
    """Whether what is typed means a title."""
    return bool(text) and (text in title or (text.isascii() and text.isalpha() and text.lower() in initials(title)))
