"""Pasted cells against declared fields: which column is what, and each row good or with its reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field, Kind, check, guess_headings, match_headings
from villagedesk.services.pasting.clipboard import Cells, cells_of

Judge = Callable[[dict[str, Any]], str | None]
"""Looks at the checked values of a row: raises `Mistake` where it cannot be taken, gives a remark where it can."""
_HEADING_ROWS = 6
_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!")
_ROUNDED = re.compile(r"\d(?:\.\d+)?[Ee]\+\d+")


@dataclass(frozen=True, slots=True)
class Row:
    """One pasted row: its line, its values, why it cannot be taken (empty: it can), its words, and a remark.

    A row that `asks` is taken only when a person gives a reason for it.
    """

    line: int
    values: dict[str, Any]
    says: str
    text: str
    note: str = ""
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was pasted: the fields found, the heading words that nobody knows, and every row.

    `headings` are the words over the columns (`headed`: they were pasted with them), `mapping` says which column is
    which field, `fields` are those that a column may be, and `lacking` those that must be there and are not. Without
    a mapping the rows hold all `fields`.
    """

    known: tuple[str, ...]
    unknown: tuple[str, ...]
    rows: tuple[Row, ...]
    headings: tuple[str, ...] = ()
    mapping: Mapping[int, str] | None = None
    fields: tuple[Field, ...] = ()
    lacking: tuple[str, ...] = ()
    headed: bool = True

    @property
    def held(self) -> tuple[Field, ...]:
        """The fields that the rows hold, in the order of their columns."""
        if self.mapping is None:
            return self.fields
        by_name = {field.name: field for field in self.fields}
        return tuple(by_name[name] for _at, name in sorted(self.mapping.items()) if name in by_name)

    @property
    def good(self) -> tuple[Row, ...]:
        """The rows that can be taken."""
        return tuple(row for row in self.rows if not row.says and not row.asks)

    @property
    def asked(self) -> tuple[Row, ...]:
        """The rows that can be taken with a reason."""
        return tuple(row for row in self.rows if row.asks)

    @property
    def rejected(self) -> tuple[Row, ...]:
        """The rows that cannot, each with its reason."""
        return tuple(row for row in self.rows if row.says)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What rows a form takes: the title of the preview, the fields, and what looks at each row."""

    title: str
    fields: Sequence[Field]
    judge: Judge | None = None


def read_rows(
    text: str, fields: Sequence[Field], judge: Judge | None = None, mapping: Mapping[int, str] | None = None
) -> Pasted:
    """Read pasted cells; without a row of headings the columns are taken in the order of the fields.

    `mapping` (column → field name) is what a person chose instead of the headings.
    """
    rows = cells_of(text)
    columns, headings, begin = _columns(rows, fields)
    if mapping is not None:
        by_name = {field.name: field for field in fields}
        columns = {at: by_name[name] for at, name in mapping.items() if name in by_name}
    taken = {field.name for field in columns.values()}
    absent = [field for field in fields if field.name not in taken]
    lacking = tuple(field.label for field in absent if field.required and field.default is None)
    usual = {field.name: field.default for field in absent}
    unknown = tuple(word for at, word in enumerate(headings) if word and at not in columns)
    lost = f"没有“{'”“'.join(lacking)}”这一列，请连同表头一起复制，或者在上面选哪一列是它。" if lacking else ""
    read = [_row(line, cells, columns, usual, lost) for line, cells in rows[begin:]]
    if judge is not None:
        read = [row if row.says else _judged(row, judge) for row in read]
    wide = max((len(cells) for _line, cells in rows), default=0)
    words = headings or tuple(f"第 {at + 1} 列" for at in range(wide))
    chosen = {at: field.name for at, field in columns.items() if at < wide}
    known = tuple(field.label for field in columns.values())
    return Pasted(known, unknown, tuple(read), words, chosen, tuple(fields), lacking, bool(headings))


def _columns(
    rows: Sequence[tuple[int, Cells]], fields: Sequence[Field]
) -> tuple[dict[int, Field], tuple[str, ...], int]:
    """Which column is which field, the words over the columns, and where the rows begin."""
    for at, (_line, cells) in enumerate(rows[:_HEADING_ROWS]):
        found = match_headings(fields, cells)
        if len(found) >= min(2, len(fields)):
            return guess_headings(fields, cells), cells, at + 1
    return dict(enumerate(fields)), (), 0


def _row(line: int, cells: Cells, columns: Mapping[int, Field], usual: Mapping[str, Any], lost: str) -> Row:
    values: dict[str, Any] = dict(usual)
    says: list[str] = [lost] if lost else []
    for at, field in columns.items():
        try:
            values[field.name] = read_cell(field, cells[at] if at < len(cells) else "")
        except Mistake as mistake:
            says.append(mistake.says)
    return Row(line, values, says[0] if lost else "".join(says), "　".join(cell for cell in cells if cell))


def read_cell(field: Field, text: str) -> Any:
    """The checked value of a pasted cell, its default where it is empty; what a spreadsheet has spoilt is named."""
    if not text and field.default is not None:
        return field.default
    if text.upper() in _ERRORS:
        raise Mistake(f"“{field.label}”这一格是“{text}”，公式出了错；请在表格里改好再复制。", field.name)
    if text and not text.strip("#"):
        raise Mistake(f"“{field.label}”这一格显示成“{text[:8]}”；请把表格里这一列拉宽再复制。", field.name)
    if field.kind in (Kind.PHONE, Kind.ID_NUMBER) and _ROUNDED.fullmatch(text):
        raise Mistake(
            f"“{field.label}”被表格显示成了“{text}”，后面的数字丢了；请在表格里把这一列设为文本，重新填写再复制。",
            field.name,
        )
    return check(field, text)


def _judged(row: Row, judge: Judge) -> Row:
    try:
        note = judge(row.values)
    except Mistake as mistake:
        return replace(row, says=mistake.says)
    return replace(row, note=note or "")
