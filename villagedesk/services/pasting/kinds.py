"""A kind of rows that can be pasted: tried by the real writes, which are taken back, then stored as one write."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from villagedesk.base.changes import Changes, Result
from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field
from villagedesk.services.office import Office
from villagedesk.services.pasting.rows import Pasted, Row, read_rows
from villagedesk.services.pasting.together import write_together

WriteRow = Callable[[Office, Mapping[str, Any]], "Changes | Result[Any]"]


@dataclass(frozen=True, slots=True)
class RowKind:
    """What pasted rows are: the verb of the write, their unit, their fields, and how one of them is written.

    A row that is refused at the field `asks` can be taken when a person gives a reason, which goes into that field.
    """

    what: str
    unit: str
    fields: tuple[Field, ...]
    write: WriteRow
    asks: str = ""


class _TakenBack(Exception):
    """Ends a write that was only tried."""


def read_kind(office: Office, kind: RowKind, text: str, mapping: Mapping[int, str] | None = None) -> Pasted:
    """Pasted rows with what the office says to each, as if all were stored one after another; nothing is."""
    return tried(office, kind, read_rows(text, kind.fields, mapping=mapping))


def tried(office: Office, kind: RowKind, read: Pasted) -> Pasted:
    """The same rows after a trial: those that the office refuses have its reason."""
    if office.store.readonly or not read.good:
        return read
    rows: list[Row] = []
    try:
        with office.change(kind.what):
            rows.extend(row if row.says else _tried(office, kind, row) for row in read.rows)
            raise _TakenBack
    except _TakenBack:
        return replace(read, rows=tuple(rows))


def _tried(office: Office, kind: RowKind, row: Row) -> Row:
    try:
        kind.write(office, row.values)
    except Mistake as mistake:
        if not kind.asks or mistake.field != kind.asks:
            return replace(row, says=mistake.says)
        try:
            kind.write(office, {**row.values, kind.asks: "理由"})
        except Mistake as other:
            return replace(row, says=other.says)
        return replace(row, asks=True, note=mistake.says)
    return row


def store_kind(office: Office, kind: RowKind, rows: Sequence[Row], reason: str = "") -> Changes:
    """Store rows in one write, those that ask with `reason`; one undo takes all of them back."""
    given = [{**row.values, kind.asks: reason} if row.asks else row.values for row in rows]
    writes = [partial(_write, kind, values) for values in given]
    return write_together(office, kind.what, writes, f"已{kind.what} {len(rows)} {kind.unit}。")


def _write(kind: RowKind, values: Mapping[str, Any], office: Office) -> Changes | Result[Any]:
    return kind.write(office, values)
