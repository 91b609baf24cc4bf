"""换班单: who asks, who takes, for which duty, and the leave of the leader of the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

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
    Row,
    Run,
    Signatures,
    Split,
    Table,
    plain_text,
)
from villagedesk.calendar.wording import weekday_word


@dataclass(frozen=True, slots=True)
class SwapSheet:
    """A swap (`gives_on` is the day given in return) or a substitution (None) as it is filed."""

    number: str
    asked_by: str
    asked_post: str
    on: date
    shift: str
    post: str
    taken_by: str
    taken_post: str = ""
    gives_on: date | None = None
    gives_shift: str = ""
    reason: str = ""
    asked_at: datetime | None = None
    state: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    opinion: str = ""


def document(swap: SwapSheet, head: Head) -> Document:
    """One sheet, filed with the roster."""
    page = PageSetup("A4", top_mm=30, bottom_mm=25, left_mm=25, right_mm=25)

    def label(word: str, down: int = 1) -> Cell:
        return Cell(word, role=Role.HEAD, fill=Fill.SOFT, down=down)

    kind = "换班" if swap.gives_on else "替班"
    returns = _duty(swap.gives_on, swap.gives_shift, swap.post) if swap.gives_on else "不换回（替班）"
    decided = f"{swap.decided_by}　{plain_text(swap.decided_at)}" if swap.decided_by else ""
    rows: tuple[Row, ...] = (
        (label("申请人"), Cell(swap.asked_by, role=Role.STRONG), label("职务"), Cell(swap.asked_post)),
        (label("原值班"), Cell(_duty(swap.on, swap.shift, swap.post), across=3)),
        (label(f"{kind}人"), Cell(swap.taken_by, role=Role.STRONG), label("职务"), Cell(swap.taken_post)),
        (label("换回值班"), Cell(returns, across=3)),
        (label("事由"), Cell(swap.reason, align=Align.LEFT, across=3)),
        (label("申请时间"), Cell(plain_text(swap.asked_at)), label("状态"), Cell(swap.state)),
        (label("带班领导\n意见"), Cell(swap.opinion, align=Align.LEFT, across=3)),
        (label("审批"), Cell(decided, across=3)),
    )
    table = Table(
        (Column(30), Column(50, flex=True), Column(26), Column(50, flex=True)),
        rows=rows,
        row_mm=13,
        heights_mm=(13, 13, 13, 13, 30, 13, 30, 13),
        size=12,
        name="swap",
    )
    note = "换班、替班须经当日带班领导同意，由文书登记备案，值班公示表随之更正；不得由门卫等非值班人员代替。"
    blocks = (
        Split((Run(f"单位：{head.committee}"),), (Run(f"编号：{swap.number}"),)),
        table,
        Paragraph((Run(note, Role.SMALL),), above_mm=2),
        Signatures(("申请人", f"{kind}人", "带班领导"), dated=True),
    )
    return Document(f"换班单{swap.number}", f"干部值班{kind}单", blocks, page, subject="换班单")


def _duty(day: date, shift: str, post: str) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日（星期{weekday_word(day)}）　{shift}　{post}"
