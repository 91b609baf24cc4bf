"""Notices from the books: papers that are missing, points on the wall, households still to visit."""

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
    Paragraph,
    Role,
    Run,
    Signatures,
    Space,
    Split,
    Table,
)
from villagedesk.papers.registers.data import BalanceRow, MissingData, WalkRow


def missing(data: MissingData, head: Head) -> Document:
    """缺件一次性告知单: everything that is missing, told once, signed by both."""
    lines = [line.strip() for part in data.missing.splitlines() for line in part.split("、") if line.strip()]
    body = (
        Paragraph((Run(f"{data.applicant}：", size=14),), above_mm=6),
        Paragraph((Run(f"您于 {data.day} 申请办理的“{data.matter}”，还缺以下材料：", size=14),), indent=2, above_mm=3),
        *(
            Paragraph((Run(f"{i}. {line}", size=14),), indent=2, above_mm=2)
            for i, line in enumerate(lines or ["无"], 1)
        ),
        Paragraph(
            (Run(f"请补齐后交到{head.village}村民中心，我们收到后继续为您办理。经办人：{data.agent}。", size=14),),
            indent=2,
            above_mm=3,
        ),
        Paragraph((Run(f"联系电话：{head.duty_phone or '　'}", size=14),), indent=2, above_mm=3),
        Space(16),
        Signatures(("经办人", "申请人"), dated=True),
        Space(6),
        Paragraph((Run(head.committee, size=14),), Align.RIGHT),
    )
    top = Split((Run(f"编号：{data.number}"),), (Run("一式两份，申请人、村（社区）各一份"),))
    return Document(f"缺件告知{data.number}", "缺件一次性告知单", (top, *body), PageSetup(), subject="缺件一次性告知单")


def balances(rows: Sequence[BalanceRow], title: str, unit: str, head: Head) -> Document:
    """积分公示: what each household earned, spent and has left; no phone, no address."""
    words = ("名次", "户主（姓名）", f"获得（{unit}）", f"使用（{unit}）", f"结余（{unit}）")
    top = tuple(Cell(word, role=Role.HEAD, fill=Fill.HEAD) for word in words)
    body = tuple(
        (
            Cell(i),
            Cell(row.name, role=Role.STRONG),
            Cell(row.earned, align=Align.RIGHT),
            Cell(row.spent, align=Align.RIGHT),
            Cell(row.left, role=Role.STRONG, align=Align.RIGHT),
        )
        for i, row in enumerate(rows, 1)
    )
    columns = (Column(18), Column(50, flex=True), Column(32, flex=True), Column(32, flex=True), Column(32, flex=True))
    blocks = (
        Split((Run(f"单位：{head.committee}"),), (Run(f"截至 {head.printed_at:%Y年%m月%d日}"),)),
        Table(columns, (top,), body, row_mm=9, size=12, name="balances"),
        Paragraph(
            (Run(f"如有异议，请向村务监督委员会反映，监督电话：{head.supervision_phone or '　'}", Role.SMALL),),
            above_mm=2,
        ),
    )
    return Document(title, f"{head.village}{title}", blocks, PageSetup(), subject=title)


def to_visit(rows: Sequence[WalkRow], says: str, period: str, head: Head) -> Document:
    """走访清单: the households that nobody has seen yet in this round, with room to tick."""
    words = ("序号", "网格", "户主", "住址", "人口", "标签", "走访日期", "走访人")
    top = tuple(Cell(word, role=Role.HEAD, fill=Fill.SOFT) for word in words)
    body = tuple(
        (
            Cell(i),
            Cell(row.grid),
            Cell(row.head, role=Role.STRONG),
            Cell(row.address, align=Align.LEFT),
            Cell(row.members or ""),
            Cell(row.tags),
            Cell(""),
            Cell(""),
        )
        for i, row in enumerate(rows, 1)
    )
    columns = (
        Column(12),
        Column(26),
        Column(22),
        Column(40, Align.LEFT, flex=True),
        Column(12),
        Column(26),
        Column(24),
        Column(24),
    )
    blocks = (
        Split((Run(f"{period}　{says}"),), (Run(f"还有 {len(rows)} 户"),)),
        Table(columns, (top,), body, row_mm=8, size=10.5, name="households"),
    )
    return Document(
        f"走访清单{period}",
        f"{head.village}走访清单",
        blocks,
        PageSetup(),
        notice="内部资料　不得张贴",
        subject="走访清单",
    )
