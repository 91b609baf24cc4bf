"""A sheet as rows of plain cells, and small questions one asks of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import cached_property

_SPACING = re.compile(r"[\s　:：*＊]+")
_BRACKETS = str.maketrans("（）", "()")

Value = str | int | float | bool | date | datetime | time | timedelta | None


Rows = Sequence[Sequence[Value]]


class Sheet:
    """One sheet: its name and its rows, which may be of different lengths.

    Rows may be given as what reads them: a workbook's summaries are never read when its punches stand elsewhere.
    """

    def __init__(self, name: str, rows: Rows | Callable[[], Rows]) -> None:
        self.name = name
        self._given = rows

    @cached_property
    def rows(self) -> Rows:
        """The rows, read when they are first asked for."""
        return self._given() if callable(self._given) else self._given


def word(value: Value) -> str:
    """A cell as a label: no blanks, no colon, full-width brackets folded."""
    if value is None or value == "":
        return ""
    return _SPACING.sub("", str(value)).translate(_BRACKETS)


def shown(value: Value) -> str:
    """A cell as a person reads it; a whole number has no `.0`."""
    if value is None:
        return ""
    if type(value) is str:
        return value.strip()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()


def row_text(row: Sequence[Value]) -> str:
    """A row as one line of raw text, for the record."""
    return " | ".join(filter(None, map(shown, row))).replace("\n", " ")


def mended(text: str) -> str:
    """Chinese that was read as Latin-1 because the file names no code page, read as GBK; other text unchanged."""
    if text.isascii() or any(ord(c) > 0xFF and c not in _CP1252 for c in text):
        return text
    raw = b"".join(bytes([ord(c)]) if ord(c) < 0x100 else bytes([_CP1252[c]]) for c in text)
    try:
        return raw.decode("gbk")
    except UnicodeDecodeError:
        return text


_CP1252 = {bytes([code]).decode("cp1252", "ignore"): code for code in range(0x80, 0xA0)}
