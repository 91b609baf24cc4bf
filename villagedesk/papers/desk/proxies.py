"""代签登记表: every sign that was made for somebody else, with who and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from villagedesk.base.document import Align, Cell, Column, Document, Fill, Head, Role, Run, Signatures, Split, Table


@dataclass(frozen=True, slots=True)
class ProxyRow:
    """One sign made for somebody else: for which moment, entered when."""

    person: str
    at: datetime
    word: str
    by: str
    why: str
    entered_at: datetime


_TITLES = ("序号", "姓名", "签到（退）时间", "签到/签退", "代签人", "登记时间", "原因", "本人签字")
_WIDTHS = (11.0, 22.0, 30.0, 18.0, 20.0, 28.0, 40.0, 24.0)


def document(month: str, rows: Sequence[ProxyRow], head: Head) -> Document:
    """The list of a month, to be signed by those it is about."""
    year, number = month.split("-")
    columns = tuple(Column(width, flex=title == "原因") for width, title in zip(_WIDTHS, _TITLES, strict=True))
    heads = tuple(Cell(title, role=Role.HEAD, fill=Fill.SOFT) for title in _TITLES)
    body = tuple(_row(place, row) for place, row in enumerate(rows, 1))
    none = ((Cell("本月没有代签。", across=len(_TITLES)),),)
    blocks = (
        Split((Run(f"单位：{head.committee}"),), (Run(f"制表时间：{head.printed_at:%Y-%m-%d %H:%M}"),)),
        Table(columns, (heads,), body or none, row_mm=10, size=10.5, name="proxies"),
        Signatures(("文书", "村（社区）负责人"), dated=True),
    )
    return Document(f"代签登记表{month}", f"{int(year)}年{int(number)}月代签登记表", blocks)


def _row(place: int, row: ProxyRow) -> tuple[Cell, ...]:
    return (
        Cell(place),
        Cell(row.person, role=Role.STRONG),
        Cell(f"{row.at:%m-%d %H:%M}"),
        Cell(row.word),
        Cell(row.by),
        Cell(f"{row.entered_at:%m-%d %H:%M}"),
        Cell(row.why, align=Align.LEFT),
        Cell(""),
    )
