"""Pinyin initials of names, to find 张建国 by typing zjg; loaded late, because the dictionary is large."""

from __future__ import annotations

from functools import lru_cache

from pypinyin import Style, pinyin


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """The first letters of a name's syllables, lower case: 张建国 → zjg; other characters as they are."""
    return "".join(part[0][:1] for part in pinyin(name, style=Style.FIRST_LETTER, errors="default")).lower()


def matches(name: str, typed: str) -> bool:
    """Whether what was typed is part of the name or begins its initials."""
    wanted = typed.strip().lower()
    return not wanted or wanted in name.lower() or initials(name).startswith(wanted)
