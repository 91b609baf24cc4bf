"""The ledgers of mediation: screening rounds, statistics for the justice office, subsidy sheet, list of cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from villagedesk.base.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Head,
    PageSetup,
    Role,
    Row,
    Run,
    Signatures,
    Split,
    Table,
)
from villagedesk.mediation.case import Case
from villagedesk.mediation.privacy import Expired, masked
from villagedesk.mediation.screening import Round, report_line
from villagedesk.mediation.statistics import LABELS, MEASURES, Claim, Line, Statistics
from villagedesk.papers.mediation.parts import INSIDE, label

_WIDE = PageSetup(landscape=True, top_mm=15, bottom_mm=14, left_mm=14, right_mm=14)


def _top(head: Head, right: str) -> Split:
    return Split((Run(f"填报单位：{head.village}人民调解委员会"),), (Run(right),))


def screening(rounds: Sequence[Round], head: Head, period: str, *, masked: bool = False) -> Document:
    """矛盾纠纷排查台账: every round, a zero report where nothing was found; `masked` says so in the title."""
    names = (
        "序号",
        "排查日期",
        "类别",
        "矛盾事项",
        "当事人",
        "人数",
        "风险",
        "化解措施",
        "责任人",
        "时限",
        "进展/结果",
        "回访",
    )
    widths = (10, 20, 20, 46, 26, 11, 13, 44, 18, 20, 28, 13)
    columns = tuple(
        Column(w, Align.LEFT if n in ("矛盾事项", "化解措施", "进展/结果") else Align.CENTER)
        for n, w in zip(names, widths, strict=True)
    )
    rows: list[Row] = []
    number = 0
    for made in sorted(rounds, key=lambda r: r.from_on):
        sent = f"，{made.reported_on} 报送" if made.reported_on else f"，截止 {made.due_on}"
        note = f"{made.rhythm.value}排查　{report_line(made)}　排查人：{made.staff}{sent}"
        rows.append((Cell(note, role=Role.STRONG, align=Align.LEFT, across=len(names), size=10.5),))
        for find in made.finds:
            number += 1
            result = find.result or find.progress
            cells = (number, find.found_on, find.category, find.matter, find.parties, find.people, find.risk.value)
            more = (find.measures, find.responsible, find.due_on, result, "已回访" if find.followed_on else "")
            rows.append(
                tuple(
                    Cell(cell) if not isinstance(cell, str) or len(cell) < 12 else Cell(cell, align=Align.LEFT)
                    for cell in (*cells, *more)
                )
            )
    if not rows:
        rows.append((Cell("本期无排查，零报告。", across=len(names)),))
    table = Table(columns, (tuple(label(n) for n in names),), tuple(rows), size=9.5, name="排查台账")
    blocks: list[Block] = [_top(head, period), table, Signatures(("填表人", "审核人（书记）"), dated=True)]
    title = "矛盾纠纷排查台账（遮盖）" if masked else "矛盾纠纷排查台账"
    return Document("矛盾纠纷排查台账", title, tuple(blocks), _WIDE, notice=INSIDE)


def statistics(found: Statistics, head: Head) -> Document:
    """人民调解案件情况统计表: a line a category, the sum below, success with and without oral agreements."""
    names = ("纠纷类型", *(LABELS[name] for name in MEASURES), "涉及金额（元）", "成功率", "成功率（只计书面）")
    columns = (Column(28), *(Column(12, flex=True) for _ in names[1:]))
    rows = tuple(_line(line) for line in found.lines)
    table = Table(
        columns,
        (tuple(label(n) for n in names),),
        rows,
        (_line(found.total),),
        row_mm=6.6,
        head_mm=20,
        size=9,
        name="统计表",
    )
    note = "成功率＝成功÷调解；“只计书面”不把口头协议算进调解和成功。各类型之和等于合计。"
    blocks: list[Block] = [
        _top(head, f"统计期：{found.period.name}（{found.period.from_on} 至 {found.period.to_on}）"),
        table,
        Split((Run(note, Role.SMALL),), (Run(""),)),
        Signatures(("填表人", "调委会主任"), dated=True),
    ]
    return Document("人民调解统计表", "人民调解案件情况统计表", tuple(blocks), replace(_WIDE, one_page=True))


def _line(line: Line) -> Row:
    role = Role.STRONG if line.category == "合计" else Role.BODY
    shares = [("" if share is None else f"{share:.1%}") for share in (line.rate(), line.written_rate())]
    counts = [line.counts[name] for name in MEASURES]
    size = 9.0
    cells = [Cell(n or None, role=role, align=Align.CENTER, size=size) for n in counts]
    money = Cell(line.amount or None, role=role, align=Align.RIGHT, number_format="#,##0.00", size=size)
    return (Cell(line.category, role=role, size=size), *cells, money, *(Cell(s, role=role, size=size) for s in shares))


def subsidies(claims: Sequence[Claim], head: Head, period: str) -> Document:
    """以案定补核算表: what each case earns, or what it still lacks."""
    names = ("序号", "案号", "调解员", "难易程度", "金额（元）", "是否符合", "尚缺条件", "领款签字")
    widths = (12, 46, 34, 22, 24, 20, 78, 33)
    columns = tuple(Column(w) for w in widths)
    rows = tuple(
        (
            Cell(n),
            Cell(c.number),
            Cell("、".join(c.mediators)),
            Cell(c.difficulty),
            Cell(c.amount, number_format="0.00", align=Align.RIGHT),
            Cell("√" if c.met else "×"),
            Cell("；".join(c.lacks), align=Align.LEFT),
            Cell(),
        )
        for n, c in enumerate(claims, 1)
    )
    total = sum(c.amount for c in claims)
    foot = (
        (
            Cell("合计", across=4, role=Role.STRONG),
            Cell(total, number_format="0.00", align=Align.RIGHT, role=Role.STRONG),
            Cell(f"符合 {sum(c.met for c in claims)} 件", across=3, align=Align.LEFT),
        ),
    )
    table = Table(columns, (tuple(label(n) for n in names),), rows, foot, size=10, name="以案定补")
    blocks: list[Block] = [_top(head, period), table, Signatures(("制表人", "审核人", "负责人"), dated=True)]
    return Document("以案定补核算表", "人民调解“以案定补”核算表", tuple(blocks), _WIDE, notice=INSIDE)


def register(cases: Sequence[Case], head: Head, period: str) -> Document:
    """纠纷登记簿, masked: surnames only and no content."""
    names = ("序号", "案号", "来件日期", "来源", "类型", "当事人", "人数", "阶段", "难易", "调解员")
    widths = (12, 46, 26, 30, 28, 34, 14, 26, 16, 37)
    rows = tuple(_masked_row(n, case) for n, case in enumerate(cases, 1))
    table = Table(tuple(Column(w) for w in widths), (tuple(label(n) for n in names),), rows, size=10, name="登记簿")
    blocks: list[Block] = [_top(head, f"{period}　共 {len(cases)} 件"), table]
    return Document("纠纷登记簿", "民间纠纷受理登记簿（遮盖）", tuple(blocks), _WIDE, notice=INSIDE)


def _masked_row(number: int, case: Case) -> Row:
    hidden = masked(case)
    return (
        Cell(number),
        Cell(case.number),
        Cell(case.received_on),
        Cell(case.source.value),
        Cell(case.category),
        Cell("、".join(p.name for p in hidden.parties)),
        Cell(case.people),
        Cell(case.stage.value),
        Cell(case.difficulty.value),
        Cell("、".join(m.name for m in case.active_mediators)),
    )


def expired(found: Sequence[Expired], head: Head) -> Document:
    """保管期满卷宗清单: what a person may decide to destroy; each line has room for the decision."""
    names = ("序号", "案号", "卷名", "保管期限", "归档日期", "期满日期", "鉴定意见", "处理日期")
    widths = (12, 50, 80, 22, 26, 26, 30, 23)
    rows = tuple(
        (
            Cell(n),
            Cell(f.number),
            Cell(f.title, align=Align.LEFT),
            *(Cell(text) for text in (f.keeping, f.archived_on, f.destroy_on, None, None)),
        )
        for n, f in enumerate(found, 1)
    )
    table = Table(tuple(Column(w) for w in widths), (tuple(label(n) for n in names),), rows, size=10, name="清单")
    blocks: list[Block] = [
        _top(head, f"共 {len(found)} 卷"),
        table,
        Signatures(("鉴定人", "监销人", "批准人"), dated=True),
    ]
    return Document("到期卷宗清单", "保管期满卷宗清单", tuple(blocks), _WIDE, notice=INSIDE)
