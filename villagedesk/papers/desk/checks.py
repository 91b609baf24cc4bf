"""查岗记录: every check on duty of a month, and the promise that the plan was not changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from villagedesk.base.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Fill,
    Head,
    PageSetup,
    Paragraph,
    Role,
    Run,
    Signatures,
    Split,
    Table,
)


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check: when, on whose duty, by which channel and checker, with what finding."""

    at: datetime
    day: date
    shift: str
    person: str
    channel: str
    checker: str
    finding: str
    note: str
    planned: bool
    bad: bool


@dataclass(frozen=True, slots=True)
class CheckSheet:
    """A month of checks; `seed` is empty until the month is over."""

    month: str
    rows: tuple[CheckRow, ...]
    promise: str = ""
    seed: str = ""
    missed: int = 0


_TITLES = ("序号", "查岗时间", "班次", "被查人", "方式", "结果", "检查人", "说明", "来历")
_WIDTHS = (12.0, 32.0, 34.0, 24.0, 16.0, 30.0, 26.0, 50.0, 18.0)


def document(sheet: CheckSheet, head: Head) -> Document:
    """The record of a month, filed with the roster."""
    year, month = sheet.month.split("-")
    columns = tuple(Column(width, flex=title == "说明") for width, title in zip(_WIDTHS, _TITLES, strict=True))
    heads = tuple(Cell(title, role=Role.HEAD, fill=Fill.SOFT) for title in _TITLES)
    body = tuple(_row(number, row) for number, row in enumerate(sheet.rows, 1))
    blocks: tuple[Block, ...] = (
        Split((Run(f"单位：{head.committee}"),), (Run(f"制表时间：{head.printed_at:%Y-%m-%d %H:%M}"),)),
        Table(columns, (heads,), body or (_empty(),), row_mm=8, size=10.5, name="checks"),
        Paragraph((Run(_summary(sheet.rows, sheet.missed)),), above_mm=3),
        *_proof(sheet),
        Signatures(("检查人", "值班负责人", "村（社区）负责人"), dated=True),
    )
    page = PageSetup("A4", landscape=True)
    return Document(f"查岗记录{sheet.month}", f"{int(year)}年{int(month)}月值班查岗记录", blocks, page)


def _row(number: int, row: CheckRow) -> tuple[Cell, ...]:
    fill = Fill.WARN if row.bad else Fill.NONE
    return (
        Cell(number),
        Cell(f"{row.at:%m-%d %H:%M}"),
        Cell(f"{row.day:%m-%d} {row.shift}"),
        Cell(row.person, role=Role.STRONG),
        Cell(row.channel),
        Cell(row.finding, fill=fill),
        Cell(row.checker),
        Cell(row.note, align=Align.LEFT),
        Cell("抽签" if row.planned else "临时"),
    )


def _empty() -> tuple[Cell, ...]:
    return (Cell("本月没有查岗记录。", across=len(_TITLES)),)


def _summary(rows: Sequence[CheckRow], missed: int) -> str:
    ways = Counter(row.channel for row in rows)
    parts = "、".join(f"{way} {count} 次" for way, count in ways.most_common())
    bad = sum(row.bad for row in rows)
    left = f"；抽中未查 {missed} 次" if missed else ""
    return f"共查岗 {len(rows)} 次{'（' + parts + '）' if parts else ''}，其中不在岗 {bad} 次{left}。"


def _proof(sheet: CheckSheet) -> tuple[Paragraph, ...]:
    if not sheet.promise:
        return ()
    text = f"抽签凭证（事先公布）：{sheet.promise}"
    if sheet.seed:
        text += f"\n抽签种子（月后公开，可据此核对抽签没有改动）：{sheet.seed}"
    return tuple(Paragraph((Run(line, Role.SMALL),), above_mm=1) for line in text.split("\n"))
