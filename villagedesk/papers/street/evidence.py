"""约谈材料: what the packs of several months say about one person, with the days that need a word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from villagedesk.base.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Fill,
    PageSetup,
    Paragraph,
    Role,
    Run,
    Signatures,
    Split,
    Table,
)
from villagedesk.papers.street.facts import Exceptional, MonthFacts, PersonMonth, shown, whole


def document(street: str, village: str, person: str, months: Sequence[MonthFacts], on: date) -> Document:
    """The sheet that lies on the table when a cadre is talked to; it states, it does not judge."""
    lines = [(facts, line) for facts in months for line in facts.people if line.person == person]
    odd = [(facts, item) for facts in months for item in facts.exceptions if item.person == person]
    post = lines[-1][1].post if lines else ""
    blocks: list[Block] = [
        Split((Run(f"村（社区）：{village}　　姓名：{person}　　职务：{post}"),), (Run(f"{on.isoformat()} 制表"),)),
        Paragraph((Run("一、各月坐班", Role.HEADING),), above_mm=2),
        _months(lines),
        Paragraph((Run("二、需要说明的日期", Role.HEADING),), above_mm=3),
        _days(odd) if odd else Paragraph((Run("没有。"),), indent=2),
        Paragraph((Run("三、本人说明", Role.HEADING),), above_mm=3),
        Table((Column(160, flex=True),), rows=((Cell(),),), row_mm=40),
        Paragraph((Run("四、约谈意见", Role.HEADING),), above_mm=3),
        Table((Column(160, flex=True),), rows=((Cell(),),), row_mm=30),
        Signatures(("被约谈人", "约谈人", "记录人"), dated=True),
    ]
    notice = "内部资料　不得张贴"
    return Document(f"约谈材料{person}", f"{street}村干部坐班约谈材料", tuple(blocks), PageSetup("A4"), notice)


def _head(words: Sequence[str]) -> tuple[tuple[Cell, ...], ...]:
    return (tuple(Cell(word, role=Role.HEAD, fill=Fill.SOFT) for word in words),)


def _months(lines: Sequence[tuple[MonthFacts, PersonMonth]]) -> Table:
    words = (
        "月份",
        "应坐班\n半天",
        "实坐班\n半天",
        "公出\n半天",
        "请假\n天",
        "迟到\n次",
        "早退\n次",
        "缺卡\n次",
        "旷工\n半天",
        "到岗率",
    )
    rows = tuple(
        (
            Cell(facts.month),
            *(
                Cell(whole(value))
                for value in (p.due, p.present, p.errand, p.leave, p.late, p.early, p.missing, p.absent)
            ),
            Cell(shown(p.rate, "%")),
        )
        for facts, p in lines
    )
    return Table((Column(22), *(Column(16) for _ in range(8)), Column(18)), _head(words), rows, head_mm=12)


def _days(odd: Sequence[tuple[MonthFacts, Exceptional]]) -> Table:
    rows = tuple(
        (
            Cell(item.day),
            Cell(item.what, align=Align.LEFT),
            Cell(item.explained or "尚未说明", align=Align.LEFT),
        )
        for _, item in odd
    )
    return Table((Column(26), Column(60, flex=True), Column(60, flex=True)), _head(("日期", "情况", "说明")), rows)
