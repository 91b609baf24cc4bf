"""A book as a printed register: 来访登记册, 办件登记册 or any list under a filter."""

from __future__ import annotations

from villagedesk.base.document import Align, Cell, Column, Document, Fill, Head, PageSetup, Role, Run, Split, Table
from villagedesk.papers.registers.data import ListData

INTERNAL = "内部资料　不得张贴"


def document(data: ListData, head: Head) -> Document:
    """One wide table with its heading on every page, and the totals with their units below."""
    columns = tuple(
        Column(h.width_mm, Align.RIGHT if h.right else Align.LEFT if h.wide else Align.CENTER, flex=h.wide)
        for h in data.headings
    )
    top = tuple(Cell(h.label, role=Role.HEAD, fill=Fill.SOFT) for h in data.headings)
    rows = tuple(
        tuple(
            Cell(text, align=Align.RIGHT if h.right else Align.LEFT if h.wide else Align.CENTER)
            for h, text in zip(data.headings, row, strict=True)
        )
        for row in data.rows
    )
    below = Split(
        (Run(data.totals, Role.STRONG, 10.5),),
        (Run(f"{head.printed_by}　{head.printed_at:%Y-%m-%d %H:%M} 打印", Role.SMALL),),
    )
    return Document(
        f"{data.title}{data.period}",
        f"{head.village}{data.title}登记册",
        (
            Split((Run(f"单位：{head.committee}"),), (Run(data.period),)),
            Table(columns, (top,), rows, row_mm=8, size=9.5, name="entries"),
            below,
        ),
        PageSetup(landscape=True, top_mm=15, bottom_mm=14, left_mm=12, right_mm=12),
        notice="" if data.masked else INTERNAL,
        subject=data.title,
    )
