"""值班日志 in its usual order; an empty section prints 无, for nothing is also a report."""

from __future__ import annotations

from villagedesk.base.document import (
    Align,
    Cell,
    Column,
    Document,
    Fill,
    Head,
    PageSetup,
    Role,
    Row,
    Run,
    Signatures,
    Space,
    Split,
    Table,
)
from villagedesk.papers.registers.data import LogData

NOTHING = "无"


def document(data: LogData, head: Head) -> Document:
    """The day on one A4 page where it fits."""
    columns = (Column(26), Column(48, flex=True), Column(20), Column(28, flex=True), Column(20), Column(34, flex=True))
    top: list[Row] = [
        (_label("日期"), Cell(f"{data.day}　{data.weekday}"), _label("天气"), Cell(data.weather or NOTHING),
         _label("起止时间"), Cell(data.hours)),
        (_label("带班领导"), Cell(data.leader or NOTHING), _label("值班人员"),
         Cell(data.staff or NOTHING, across=3, align=Align.LEFT)),
    ]  # fmt: skip
    body: list[Row] = [
        (_label(label), Cell(text or NOTHING, align=Align.LEFT, across=5)) for label, text in data.sections
    ]
    table = Table(columns, rows=(*top, *body), row_mm=13, heights_mm=(10, 10), size=10.5, name="log")
    return Document(
        f"值班日志{data.day}",
        f"{head.village}值班日志",
        (
            Split((Run(f"单位：{head.committee}"),), (Run(data.number),)),
            table,
            Space(5),
            Signatures((f"交班人 {data.handed_over_by}".strip(), f"接班人 {data.taken_over_by}".strip(), "带班领导")),
        ),
        PageSetup(top_mm=15, bottom_mm=14, left_mm=16, right_mm=16),
        notice="内部资料　不得张贴",
        subject="值班日志",
    )


def _label(text: str) -> Cell:
    return Cell(text, role=Role.HEAD, fill=Fill.SOFT)
