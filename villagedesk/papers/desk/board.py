"""去向牌: where every cadre is, as it hangs in the hall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from villagedesk.base.document import (
    Align,
    Cell,
    Column,
    Document,
    Fill,
    Head,
    PageSetup,
    Paragraph,
    Role,
    Run,
    Split,
    Table,
)


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One person on the board; the phone as it may be posted."""

    name: str
    post: str
    phone: str
    state: str
    note: str
    back_at: datetime | None


_TITLES = ("序号", "姓名", "职务", "联系电话", "去向", "说明", "预计返回")
_WIDTHS = (14.0, 32.0, 36.0, 38.0, 30.0, 60.0, 40.0)
_THERE = ("在岗", "值班")


def document(rows: Sequence[BoardRow], head: Head) -> Document:
    """The board as one landscape page, names large enough to be read standing."""
    columns = tuple(Column(width, flex=title == "说明") for width, title in zip(_WIDTHS, _TITLES, strict=True))
    heads = tuple(Cell(title, role=Role.HEAD, fill=Fill.HEAD) for title in _TITLES)
    body = tuple(_row(number, row) for number, row in enumerate(rows, 1))
    table = Table(columns, (heads,), body, row_mm=13, head_mm=12, size=14, name="board")
    phone = f"信息不实请拨打监督电话：{head.supervision_phone}" if head.supervision_phone else ""
    blocks = (
        Split((Run(head.committee),), (Run(f"更新时间：{head.printed_at:%Y-%m-%d %H:%M}"),)),
        table,
        Paragraph((Run(phone, Role.STRONG),), above_mm=4),
    )
    return Document("去向牌", "干部去向公示牌", blocks, PageSetup("A4", landscape=True, one_page=len(rows) <= 14))


def _row(number: int, row: BoardRow) -> tuple[Cell, ...]:
    fill = Fill.GOOD if row.state in _THERE else Fill.NONE
    back = f"{row.back_at:%m月%d日 %H:%M}" if row.back_at else ""
    return (
        Cell(number),
        Cell(row.name, role=Role.STRONG),
        Cell(row.post),
        Cell(row.phone),
        Cell(row.state, role=Role.STRONG, fill=fill),
        Cell(row.note, align=Align.LEFT),
        Cell(back),
    )
