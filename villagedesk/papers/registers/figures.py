"""台账统计: every figure under its own unit, beside the same of last year, and split into bars."""

from __future__ import annotations

from villagedesk.base.document import (
    Align,
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Document,
    Fill,
    Head,
    PageSetup,
    Role,
    Run,
    Space,
    Split,
    Table,
)
from villagedesk.papers.registers.data import StatsData

_MOST_PARTS = 12


def document(data: StatsData, head: Head) -> Document:
    """The figures of all books on one table, then the charts."""
    words = ("台账", "统计项目（单位）", "本期", "上年同期", "增减")
    top = tuple(Cell(word, role=Role.HEAD, fill=Fill.SOFT) for word in words)
    rows = tuple(
        (
            Cell(figure.book, align=Align.LEFT),
            Cell(figure.heading, align=Align.LEFT),
            Cell(figure.value, role=Role.STRONG, align=Align.RIGHT, size=11),
            Cell(figure.last_year, align=Align.RIGHT),
            Cell(figure.change),
        )
        for figure in data.figures
    )
    columns = (
        Column(36, Align.LEFT),
        Column(60, Align.LEFT, flex=True),
        Column(24, Align.RIGHT),
        Column(24, Align.RIGHT),
        Column(36),
    )
    blocks: list[Block] = [
        Split((Run(f"单位：{head.committee}"),), (Run(f"{head.printed_at:%Y-%m-%d} 制表"),)),
        Table(columns, (top,), rows, row_mm=7, size=10.5, name="figures"),
    ]
    for split in data.splits:
        parts = split.parts[:_MOST_PARTS]
        labels, values = tuple(word for word, _ in parts), tuple(value for _, value in parts)
        blocks += [Space(4), Chart(split.title, ChartKind.BAR, labels, ((split.unit, values),), split.unit)]
    title = f"{head.village}{data.period}台账统计表"
    return Document(f"台账统计{data.period}", title, tuple(blocks), PageSetup(), subject="台账统计")
