"""交接班记录: what is handed over, by whom, to whom and when."""

from __future__ import annotations

from collections.abc import Sequence

from villagedesk.base.document import (
    Align,
    Cell,
    Column,
    Document,
    Fill,
    Head,
    PageSetup,
    Role,
    Run,
    Signatures,
    Space,
    Split,
    Table,
)
from villagedesk.papers.registers.data import LogData

_WIDTHS = (("日期", 24.0), ("交班人", 20.0), ("接班人", 20.0), ("交接时间", 34.0))


def document(days: Sequence[LogData], period: str, head: Head) -> Document:
    """One row a day; a day without anything left says 无."""
    words = (*(word for word, _ in _WIDTHS), "未办结和移交事项", "门窗水电", "交班签字", "接班签字")
    top = tuple(Cell(word, role=Role.HEAD, fill=Fill.SOFT) for word in words)
    rows = tuple(
        (
            Cell(f"{day.day[5:]} {day.weekday}"),
            Cell(day.handed_over_by or "—"),
            Cell(day.taken_over_by or "—"),
            Cell(day.handed_over or "—"),
            Cell(dict(day.sections).get("未办结和移交事项") or "无", align=Align.LEFT),
            Cell(dict(day.sections).get("场所卫生与门窗水电") or "无"),
            Cell(""),
            Cell(""),
        )
        for day in days
    )
    columns = (
        *(Column(width) for _, width in _WIDTHS),
        Column(60, Align.LEFT, flex=True),
        Column(24),
        Column(24),
        Column(24),
    )
    return Document(
        f"交接班记录{period}",
        f"{head.village}交接班记录",
        (
            Split((Run(f"单位：{head.committee}"),), (Run(period),)),
            Table(columns, (top,), rows, row_mm=11, size=10, name="handover"),
            Space(4),
            Signatures(("带班领导",), dated=True),
        ),
        PageSetup(landscape=True, top_mm=15, bottom_mm=14, left_mm=14, right_mm=14),
        notice="内部资料　不得张贴",
        subject="交接班记录",
    )
