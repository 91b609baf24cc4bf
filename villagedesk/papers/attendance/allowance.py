"""误工补贴核算表: what each person's attended duties come to, as the attachment of the payment list."""

from __future__ import annotations

from collections.abc import Sequence

from villagedesk.attendance.allowance import AllowanceRow
from villagedesk.attendance.month import MonthSheet
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
from villagedesk.base.document import Row as TableRow


def document(sheet: MonthSheet, rows: Sequence[AllowanceRow], head: Head) -> Document:
    """The sheet for one month: days by kind of slot × rate, less what rules take, and the sum."""
    kinds = [claim.kind for claim in rows[0].claims] if rows else []
    page = PageSetup("A4", landscape=True, top_mm=14, bottom_mm=14, left_mm=14, right_mm=14)
    table = Table(
        (
            Column(10),
            Column(22, Align.LEFT),
            Column(26, Align.LEFT),
            *(Column(width, Align.RIGHT) for _ in kinds for width in (12.5, 17.5)),
            Column(20, Align.RIGHT),
            Column(18, Align.RIGHT),
            Column(20, Align.RIGHT),
            Column(30, Align.LEFT, flex=True),
        ),
        head=_head(rows, kinds),
        rows=tuple(_row(i, row) for i, row in enumerate(rows, 1)),
        foot=(_foot(rows, kinds),),
        row_mm=8.5,
        size=10.0,
        name="allowance",
    )
    year, month = sheet.month.split("-")
    state = "已签定" if sheet.frozen_at else "未签定，仅供核对"
    left = Run(f"单位：{head.committee}", size=10)
    right = Run(f"依据：{sheet.month} 考勤月报（{state}）　单位：元", Role.MUTED, size=10)
    basis = "天数＝0.5×实际到岗的值班半天数；只按有打卡、签到或经确认的补签计算，请假、公出、旷工、缺卡不计。"
    blocks: tuple[Block, ...] = (
        Split((left,), (right,)),
        table,
        Paragraph((Run(basis, Role.SMALL, size=9.5),), above_mm=2),
        Paragraph((Run("本表为补贴发放表的附件。", Role.SMALL, size=9.5),)),
        Signatures(("制表人", "村党支部书记", "村务监督委员会", "街道审核"), dated=True),
    )
    title = f"{head.village} {year} 年 {int(month)} 月误工补贴核算表"
    return Document(f"误工补贴核算表{sheet.month}", title, blocks, page, subject="误工补贴核算表")


def _head(rows: Sequence[AllowanceRow], kinds: Sequence[str]) -> tuple[TableRow, ...]:
    rates = {claim.kind: claim.rate for row in rows[:1] for claim in row.claims}

    def tall(text: str) -> Cell:
        return Cell(text, role=Role.HEAD, fill=Fill.SOFT, down=2)

    wide = (Cell(f"{k}（{rates[k]:g} 元/天）", role=Role.HEAD, fill=Fill.SOFT, across=2, size=8) for k in kinds)
    first = (
        tall("序号"),
        tall("姓名"),
        tall("职务"),
        *wide,
        tall("补贴合计"),
        tall("扣减"),
        tall("应发"),
        tall("备注"),
    )
    second = tuple(Cell(text, role=Role.HEAD, fill=Fill.SOFT) for _ in kinds for text in ("天数", "金额"))
    return (first, second)


def _row(number: int, row: AllowanceRow) -> TableRow:
    claims = (cell for claim in row.claims for cell in (_number(claim.days, "0.0"), _number(claim.money, "0.00")))
    return (
        Cell(number),
        Cell(row.person, align=Align.LEFT),
        Cell(row.post, align=Align.LEFT),
        *claims,
        _number(row.gross, "0.00"),
        _number(row.taken, "0.00"),
        _number(row.net, "0.00", role=Role.STRONG),
        Cell("；".join(row.why), align=Align.LEFT, size=8.5),
    )


def _number(value: float, form: str, role: Role = Role.BODY) -> Cell:
    return Cell(value or None, role=role, align=Align.RIGHT, number_format=form)


def _foot(rows: Sequence[AllowanceRow], kinds: Sequence[str]) -> TableRow:
    sums = [
        cell
        for i in range(len(kinds))
        for cell in (
            _number(sum(row.claims[i].days for row in rows), "0.0", Role.STRONG),
            _number(sum(row.claims[i].money for row in rows), "0.00", Role.STRONG),
        )
    ]
    totals = (sum(row.gross for row in rows), sum(row.taken for row in rows), sum(row.net for row in rows))
    return (Cell("合计", role=Role.STRONG, across=3), *sums, *(_number(t, "0.00", Role.STRONG) for t in totals), Cell())
