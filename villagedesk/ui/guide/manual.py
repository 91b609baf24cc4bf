"""The manual as text: its pages in reading order, their sections, and where words stand in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from villagedesk.base.paths import resource

ORDER = (
    *("入门", "今日", "值班表", "考勤", "导入考勤机", "台账", "调解", "报表", "人员", "设置"),
    *("签到台", "去向牌", "查岗", "快捷键", "术语"),
)
_AROUND = 14
"""Letters shown before the words that were found."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a page and the words below it; the opening of a page has no heading."""

    page: str
    heading: str
    words: str

    @property
    def place(self) -> str:
        """What `HelpWindow.show_page` takes."""
        return f"{self.page}#{self.heading}" if self.heading else self.page


def manual_pages() -> tuple[str, ...]:
    """The titles of all manual pages, in reading order."""
    names = {path.stem for path in Path(resource("manual")).glob("*.md")}
    return (*(name for name in ORDER if name in names), *sorted(names - set(ORDER)))


def read_page(page: str) -> str:
    """The Markdown of a page."""
    return resource("manual", f"{page}.md").read_text("utf-8")


def sections(page: str) -> tuple[Section, ...]:
    """The sections of a page; what stands before the first heading comes first."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for line in read_page(page).splitlines():
        if line.startswith("## "):
            found.append((line.removeprefix("## ").strip(), []))
        elif not line.startswith("# "):
            found[-1][1].append(plain(line))
    return tuple(Section(page, heading, " ".join(line for line in lines if line)) for heading, lines in found)


def plain(line: str) -> str:
    """A line of Markdown as it is read: without pictures, links' places, stars, rules of tables and quoting marks."""
    if set(line) <= set("|-: `"):
        return ""
    line = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", line)
    line = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", line)
    line = re.sub(r"\\(.)", r"\1", line.replace("**", "").replace("`", ""))
    return line.strip().lstrip("#>-").strip("| ").replace(" | ", "　")


def find(wanted: str) -> tuple[Section, ...]:
    """The sections in which all these words stand; those that say them in the heading first."""
    words = wanted.casefold().split()
    if not words:
        return ()
    every = [section for page in manual_pages() for section in sections(page)]
    said = [section for section in every if all(word in _all(section) for word in words)]
    return tuple(sorted(said, key=lambda s: not all(word in (s.heading or s.page).casefold() for word in words)))


def _all(section: Section) -> str:
    return f"{section.page} {section.heading} {section.words}".casefold()


def excerpt(section: Section, wanted: str, most: int = 40) -> str:
    """A few words of the section around the first that was wanted."""
    text = section.words
    at = min((where for word in wanted.casefold().split() if (where := text.casefold().find(word)) >= 0), default=0)
    begin = max(at - _AROUND, 0)
    return ("…" if begin else "") + text[begin : begin + most] + ("…" if begin + most < len(text) else "")
