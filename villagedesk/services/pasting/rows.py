"""Pasted cells against declared fields: which column is what, and each row good or with its reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field, check, match_headings
from villagedesk.services.workbooks import read_text

Judge = Callable[[dict[str, Any]], None]
_HEADING_ROWS = 6


@dataclass(frozen=True, slots=True)
class Row:
    """One pasted row: its line, its values, why it cannot be taken (empty: it can), and its words."""

    line: int
    values: dict[str, Any]
    says: str
    text: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was pasted: the fields found, the heading words that nobody knows, and every row."""

    known: tuple[str, ...]
    unknown: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def good(self) -> tuple[Row, ...]:
        """The rows that can be taken."""
        return tuple(row for row in self.rows if not row.says)

    @property
    def rejected(self) -> tuple[Row, ...]:
        """The rows that cannot, each with its reason."""
        return tuple(row for row in self.rows if row.says)


def read_rows(text: str, fields: Sequence[Field], judge: Judge | None = None) -> Pasted:
    """Read pasted cells; without a row of headings the columns are taken in the order of the fields."""
    rows = [(line, tuple("" if cell is None else str(cell) for cell in cells)) for line, cells in read_text(text).rows]
    columns: dict[int, Field] = {}
    headings: tuple[str, ...] = ()
    begin = 0
    for at, (_line, cells) in enumerate(rows[:_HEADING_ROWS]):
        found = match_headings(fields, cells)
        if len(found) >= min(2, len(fields)):
            columns, headings, begin = found, cells, at + 1
            break
    if not columns:
        columns = dict(enumerate(fields))
    taken = {field.name for field in columns.values()}
    lacking = [field.label for field in fields if field.required and field.name not in taken]
    if lacking:
        raise Mistake(f"粘贴的内容里没有“{'”“'.join(lacking)}”这一列，请连同表头一起复制。")
    unknown = tuple(word for at, word in enumerate(headings) if word and at not in columns)
    read = tuple(_row(line, cells, columns, judge) for line, cells in rows[begin:])
    return Pasted(tuple(field.label for field in columns.values()), unknown, read)


def _row(line: int, cells: tuple[str, ...], columns: dict[int, Field], judge: Judge | None) -> Row:
    values: dict[str, Any] = {}
    says: list[str] = []
    for at, field in columns.items():
        try:
            values[field.name] = check(field, cells[at] if at < len(cells) else "")
        except Mistake as mistake:
            says.append(mistake.says)
    if judge is not None and not says:
        try:
            judge(values)
        except Mistake as mistake:
            says.append(mistake.says)
    return Row(line, values, "".join(says), "　".join(cell for cell in cells if cell))
