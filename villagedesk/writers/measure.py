"""Widths and heights in millimetres that all writers share: columns of a page, lines of a text."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from villagedesk.base.document import Cell, PageSetup, Role, Run, Table

MM_TO_PT = 72 / 25.4
_STRETCH_FROM = 0.6  # a table at least this wide is stretched to the full width of the page

SIZES: dict[Role, float] = {
    Role.TITLE: 22.0,
    Role.HEADING: 14.0,
    Role.HEAD: 11.0,
    Role.BODY: 10.5,
    Role.STRONG: 12.0,
    Role.SMALL: 9.0,
    Role.MUTED: 9.0,
    Role.WARN: 10.5,
    Role.MARK: 10.5,
}


def widths_mm(table: Table, page: PageSetup) -> tuple[float, ...]:
    """The columns' widths on this page: flex columns share what is left, all shrink when there is too little."""
    body = page.body_width_mm
    given = [max(column.width_mm, 0.5) for column in table.columns]
    flexible = [i for i, column in enumerate(table.columns) if column.flex]
    left = body - sum(given)
    if left > 0 and flexible:
        base = sum(given[i] for i in flexible)
        for i in flexible:
            given[i] += left * given[i] / base
    elif left < 0 or sum(given) >= _STRETCH_FROM * body:
        given = _squeezed(given, flexible, body)
    return tuple(given)


def _squeezed(given: list[float], flexible: Sequence[int], body: float) -> list[float]:
    fixed = sum(width for i, width in enumerate(given) if i not in flexible)
    least = sum(min(given[i], 12.0) for i in flexible)
    if flexible and sum(given) > body and fixed + least <= body:
        scale = (body - fixed) / sum(given[i] for i in flexible)
        return [width * scale if i in flexible else width for i, width in enumerate(given)]
    scale = body / sum(given)
    return [width * scale for width in given]


def size_of(run: Run, cell: Cell, table_size: float) -> float:
    """The point size of one run of a cell: its own, the cell's, or its role's scaled to the table."""
    if run.size is not None:
        return run.size
    return cell_size(run.role, cell.size, table_size)


def cell_size(role: Role, own: float | None, table_size: float) -> float:
    """The point size of a role in a table whose body text has `table_size`."""
    if own is not None:
        return own
    if role in (Role.BODY, Role.WARN, Role.MARK):
        return table_size
    return SIZES[role] * table_size / SIZES[Role.BODY] if role is not Role.HEAD else max(table_size, 9.0)


@lru_cache(maxsize=65536)
def text_pt(text: str, size: float) -> float:
    """How wide one line of text is in points: a full-width sign is one size, any other about half."""
    if text.isascii():
        return len(text) * size * 0.56
    wide = sum(unicodedata.east_asian_width(sign) in "WFA" for sign in text)
    return (wide + (len(text) - wide) * 0.56) * size


def lines_of(text: str, size: float, width_mm: float) -> int:
    """How many lines a text takes in a cell of that width; a single sign never takes more than one."""
    margins = 2.2 if width_mm > 6 else 1.5  # a column of signs is left with less air
    room = max(width_mm - margins, 2.0) * MM_TO_PT
    if "\n" not in text:
        needed = text_pt(text, size)
        return (
            1
            if needed <= room or len(text) == 1
            else int(needed / (room - size * 0.5 if room > 2 * size else room)) + 1
        )
    return sum(lines_of(part, size, width_mm) for part in text.split("\n"))


def cell_height_pt(cell: Cell, width_mm: float, table_size: float) -> float:
    """The height in points that a cell's text needs at that width."""
    if not cell.runs:
        value = cell.value
        if not isinstance(value, str):
            return 0.0
        size = cell_size(cell.role, cell.size, table_size)
        return lines_of(value, size, width_mm) * size * 1.32
    height, line, size = 0.0, "", 0.0
    for run in (*cell.runs, Run("", line=True)):
        line += run.text
        if run.text:
            size = max(size, size_of(run, cell, table_size))
        if run.line and size:
            height += lines_of(line, size, width_mm) * size * 1.32
            line, size = "", 0.0
    return height
