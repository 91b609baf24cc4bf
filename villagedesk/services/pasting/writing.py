"""Cells on their way to a spreadsheet: tab-separated text, and HTML in which long numbers stay text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from html import escape
from typing import Any

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,8})(?:\.\d{1,6})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?")
_SHORT = re.compile(r"(?:\d{2,4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?(?: \d{1,2}:\d{2})?")
"""A day or a moment as a table shows it, its year left out where everybody knows it."""
_FIRST_DAY = datetime(1899, 12, 30)
_AS_TEXT = ' sdnum="1033;0;@" style="mso-number-format:\'\\@\'"'
_AS_DAY = ' sdval="{}" sdnum="1033;0;YYYY-MM-DD" style="mso-number-format:\'yyyy\\-mm\\-dd\'"'
_AS_MOMENT = _AS_DAY.replace("MM-DD", "MM-DD HH:MM:SS").replace("mm\\-dd", "mm\\-dd\\ hh:mm")
_BREAK = '<br style="mso-data-placement:same-cell">'


def in_full(text: str, value: Any) -> str:
    """What a cell shows, a shortened day or moment written out: a spreadsheet would take it for one of this year."""
    if not _SHORT.fullmatch(text):
        return text
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    whole = value.isoformat() if isinstance(value, date) else str(value)[:16].replace("T", " ")
    return whole if _DAY.fullmatch(whole) else text


def as_text(rows: Sequence[Sequence[str]]) -> str:
    """Cells as spreadsheets write them on the clipboard: tabs between them, quotes around tabs and line breaks."""
    return "\r\n".join(text_line(row) for row in rows)


def text_line(row: Sequence[str]) -> str:
    """One row as tab-separated text."""
    return "\t".join(_quoted(cell) for cell in row)


def _quoted(cell: str) -> str:
    if cell.startswith('"') or any(mark in cell for mark in "\t\r\n"):
        doubled = cell.replace('"', '""')
        return f'"{doubled}"'
    return cell


def html_of(lines: Sequence[str]) -> str:
    """A table in which long numbers stay text and dates are dates, around the rows that `html_line` made."""
    return f'<html><head><meta charset="utf-8"></head><body><table border="1">{"".join(lines)}</table></body></html>'


def html_line(row: Sequence[str], *, head: bool = False) -> str:
    """One row of the table."""
    return f"<tr>{''.join(_cell(cell, head=head) for cell in row)}</tr>"


def _cell(text: str, *, head: bool) -> str:
    shown = _BREAK.join(escape(line) for line in CONTROL.sub("", text).splitlines())
    if head:
        return f"<th{_AS_TEXT}>{shown}</th>"
    if not text or _NUMBER.fullmatch(text):
        return f"<td>{shown}</td>"
    if _DAY.fullmatch(text) and (days := _days(text)) > 0:
        return f"<td{(_AS_DAY if len(text) == 10 else _AS_MOMENT).format(days)}>{shown}</td>"
    return f"<td{_AS_TEXT}>{shown}</td>"


def _days(text: str) -> float:
    """The number that spreadsheets keep for a day or a moment; 0 where there is no such day."""
    try:
        since = datetime.fromisoformat(text) - _FIRST_DAY
    except ValueError:
        return 0
    return since.days if len(text) == 10 else round(since.days + since.seconds / 86400, 10)
