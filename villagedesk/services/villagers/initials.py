"""Pinyin initials of a name from a small shipped table, so that no dictionary need be loaded."""

from __future__ import annotations

from functools import cache

from villagedesk.base.paths import resource

_FIRST = 0x4E00
_SURNAMES = {
    "曾": "z",
    "单": "s",
    "解": "x",
    "仇": "q",
    "查": "z",
    "区": "o",
    "盖": "g",
    "乐": "y",
    "朴": "p",
    "覃": "q",
}


@cache
def _table() -> str:
    return resource("pinyin", "initials.txt").read_text("ascii").strip("\n")


def initials(name: str) -> str:
    """`zjg` for 张建国; letters and digits stand as they are, all else is passed over."""
    table = _table()
    found: list[str] = []
    for i, ch in enumerate(name.strip()):
        place = ord(ch) - _FIRST
        if i == 0 and ch in _SURNAMES:
            found.append(_SURNAMES[ch])
        elif 0 <= place < len(table):
            found.append(table[place].strip("-"))
        elif ch.isascii() and ch.isalnum():
            found.append(ch.lower())
    return "".join(found)
