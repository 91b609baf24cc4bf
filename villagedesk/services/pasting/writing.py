"""Cells on their way to a spreadsheet: tab-separated text, and HTML in which long numbers stay text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from html import escape

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,8})(?:\.\d{1,6})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIRST_DAY = date(1899, 12, 30)
_AS_TEXT = ' sdnum="1033;0;@" style="mso-number-format:\'\\@\'"'
_AS_DAY = ' sdval="{}" sdnum="1033;0;YYYY-MM-DD" style="mso-number-format:\'yyyy\\-mm\\-dd\'"'
_BREAK = '<br style="mso-data-placement:same-cell">'


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


def as_html(rows: Sequence[Sequence[str]], heads: int = 0) -> str:
    """Cells as a table in which long numbers stay text and dates are dates; the first `heads` rows are headings."""
    return html_of([html_line(row, head=number < heads) for number, row in enumerate(rows)])


def html_of(lines: Sequence[str]) -> str:
    """A whole table around the rows that `html_line` made."""
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
        return f"<td{_AS_DAY.format(days)}>{shown}</td>"
    return f"<td{_AS_TEXT}>{shown}</td>"


def _days(text: str) -> int:
    """The number that spreadsheets keep for a day; 0 where there is no such day."""
    try:
        return (date.fromisoformat(text) - _FIRST_DAY).days
    except ValueError:
        return 0
