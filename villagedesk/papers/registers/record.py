"""One entry as a form: its facts in two columns, long ones across, its way through the states, signatures."""

from __future__ import annotations

from dataclasses import replace

from villagedesk.base.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Fill,
    Head,
    PageSetup,
    Picture,
    Role,
    Row,
    Run,
    Signatures,
    Space,
    Split,
    Table,
)
from villagedesk.papers.registers.book_list import INTERNAL
from villagedesk.papers.registers.data import RecordData


def document(data: RecordData, head: Head) -> Document:
    """A form on one A4 page where it fits."""
    columns = (Column(32), Column(60, Align.LEFT, flex=True), Column(32), Column(60, Align.LEFT, flex=True))
    blocks: list[Block] = [
        Split((Run(f"编号：{data.number}"),), (Run(f"状态：{data.state}"),)),
        Table(columns, rows=tuple(_rows(data)), row_mm=10, size=11, name="record"),
    ]
    if data.steps:
        blocks += [Space(4), _steps(data)]
    blocks += [Space(8), Signatures(data.signatures, dated=True)]
    for caption, path in data.pictures:
        blocks += [Space(4), Picture(path, width_mm=110, height_mm=75, caption=caption)]
    notice = "" if data.masked else INTERNAL
    return Document(
        f"{data.title}{data.number}",
        f"{head.village}{data.title}",
        tuple(blocks),
        PageSetup(),
        notice,
        subject=data.title,
    )


def _label(text: str) -> Cell:
    return Cell(text, role=Role.HEAD, fill=Fill.SOFT)


def _rows(data: RecordData) -> list[Row]:
    rows: list[Row] = []
    waiting: list[Cell] = []
    for label, text, wide in data.facts:
        if wide:
            if waiting:
                rows.append(_alone(waiting))
                waiting = []
            rows.append((_label(label), Cell(text or "无", align=Align.LEFT, across=3)))
        else:
            waiting += [_label(label), Cell(text, align=Align.LEFT)]
            if len(waiting) == 4:
                rows.append(tuple(waiting))
                waiting = []
    if waiting:
        rows.append(_alone(waiting))
    return rows


def _alone(cells: list[Cell]) -> Row:
    return (cells[0], replace(cells[1], across=3))


def _steps(data: RecordData) -> Table:
    top = tuple(Cell(word, role=Role.HEAD, fill=Fill.SOFT) for word in ("时间", "经办人", "办理过程"))
    rows = tuple((Cell(at), Cell(who), Cell(what, align=Align.LEFT)) for at, who, what in data.steps)
    return Table(
        (Column(38), Column(26), Column(80, Align.LEFT, flex=True)), (top,), rows, row_mm=8, size=10, name="steps"
    )
