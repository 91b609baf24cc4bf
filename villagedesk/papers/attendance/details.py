"""考勤明细 and 异常说明表: day by day what was signed and why it was judged so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from villagedesk.attendance.conduct import Consequence
from villagedesk.attendance.judge.verdict import Status, Verdict
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
    Space,
    Split,
    Table,
)
from villagedesk.base.document import Row as TableRow
from villagedesk.papers.attendance.month_sheet import weekday

_QUIET = (Status.NORMAL, Status.UNDECIDED)
_EXPLAINED = (*_QUIET, Status.LEAVE, Status.ERRAND, Status.FIELD, Status.REST)


@dataclass(frozen=True, slots=True)
class Question:
    """A red flag as it prints: kind, what it says, and what was answered to it."""

    kind: str
    says: str
    remark: str


def _heads(*labels: str) -> tuple[TableRow, ...]:
    return (tuple(Cell(text, role=Role.HEAD, fill=Fill.SOFT) for text in labels),)


def _month_words(sheet: MonthSheet) -> str:
    return f"{sheet.month[:4]} 年 {int(sheet.month[5:])} 月"


def details(sheet: MonthSheet, head: Head) -> Document:
    """Every decided duty of the month with its signs, hours, verdict and reasons."""
    page = PageSetup("A4", landscape=True, top_mm=12, bottom_mm=13, left_mm=12, right_mm=12)
    decided = (v for row in sheet.rows for v in row.verdicts if v.status is not Status.UNDECIDED)
    rows = [_detail(verdict) for verdict in decided]
    table = Table(
        (
            Column(19),
            Column(15),
            Column(18, Align.LEFT),
            Column(22, Align.LEFT),
            *(Column(19) for _ in range(2)),
            *(Column(12) for _ in range(3)),
            Column(14),
            Column(80, Align.LEFT, flex=True),
        ),
        head=_heads("日期", "星期", "姓名", "班次", "签到", "签退", "迟到(分)", "早退(分)", "工时", "判定", "依据"),
        rows=tuple(rows),
        row_mm=6.0,
        head_mm=7.0,
        size=9.0,
        name="details",
    )
    title = f"{head.village} {_month_words(sheet)}考勤明细"
    return Document(f"考勤明细{sheet.month}", title, (_unit(sheet, head), table), page, subject="考勤明细")


def _unit(sheet: MonthSheet, head: Head) -> Split:
    until = f"考勤数据截至 {sheet.data_until:%Y-%m-%d %H:%M}" if sheet.data_until else "还没有考勤数据"
    return Split((Run(f"单位：{head.committee}", size=9.5),), (Run(until, Role.MUTED, size=9.5),))


def _detail(verdict: Verdict) -> TableRow:
    odd = verdict.status not in _EXPLAINED
    return (
        Cell(verdict.date),
        Cell(weekday(verdict.date)),
        Cell(verdict.person, align=Align.LEFT),
        Cell(verdict.shift, align=Align.LEFT),
        Cell(_sign(verdict, True)),
        Cell(_sign(verdict, False)),
        Cell(verdict.late or None),
        Cell(verdict.early or None),
        Cell(round(verdict.hours, 1) or None),
        Cell(verdict.status.value, role=Role.WARN if odd else Role.BODY),
        Cell("；".join(verdict.reasons), align=Align.LEFT, size=8.5),
    )


def _sign(verdict: Verdict, first: bool) -> str:
    moment = verdict.sign_in if first else verdict.sign_out
    if moment is None:
        return ""
    days = (moment.date() - verdict.date).days
    return ("次日 " if days > 0 else "前日 " if days < 0 else "") + f"{moment:%H:%M}"


def exceptions(
    sheet: MonthSheet, head: Head, questions: Sequence[Question], measures: Sequence[Consequence] = ()
) -> Document:
    """Everything that was not normal with room for an answer, what the rules say follows, and the red flags."""
    page = PageSetup("A4", landscape=True, top_mm=13, bottom_mm=13, left_mm=14, right_mm=14)
    odd = [verdict for row in sheet.rows for verdict in row.verdicts if _is_odd(verdict)]
    rows = tuple(_exception(i, verdict) for i, verdict in enumerate(odd, 1))
    table = Table(
        (
            Column(9),
            Column(21),
            Column(20, Align.LEFT),
            Column(22, Align.LEFT),
            Column(15),
            Column(96, Align.LEFT, flex=True),
            Column(50, Align.LEFT),
            Column(22),
        ),
        head=_heads("序号", "日期", "姓名", "班次", "情况", "依据", "本人说明", "本人签字"),
        rows=rows or ((Cell("本月没有异常", across=8),),),
        row_mm=9.0,
        size=9.5,
        name="exceptions",
    )
    blocks: list[Block] = [_unit(sheet, head), table]
    if measures:
        blocks += [Space(3), Paragraph((Run("按规定的处理（由村党支部审定）", Role.STRONG, size=11),))]
        blocks += [Paragraph((Run(_measure(one), size=10),), indent=2) for one in measures]
    if questions:
        blocks += [Space(3), _question_table(questions)]
    blocks.append(Signatures(("填表人", "村党支部书记", "驻村指导员"), dated=True))
    title = f"{head.village} {_month_words(sheet)}考勤异常说明表"
    return Document(f"异常说明表{sheet.month}", title, tuple(blocks), page, subject="考勤异常说明表")


def _measure(one: Consequence) -> str:
    taken = [f"扣 {one.points:g} 分"] if one.points else []
    taken += [f"扣 {one.money:g} 元"] if one.money else []
    return "，".join((f"{one.person}：{one.says}", *taken)) + "。"


def _is_odd(verdict: Verdict) -> bool:
    return verdict.status not in _EXPLAINED or verdict.punched_on_leave or verdict.absent_halves > 0


def _exception(number: int, verdict: Verdict) -> TableRow:
    return (
        Cell(number),
        Cell(f"{verdict.date:%m-%d} {weekday(verdict.date)[-1]}"),
        Cell(verdict.person, align=Align.LEFT),
        Cell(verdict.shift, align=Align.LEFT),
        Cell(verdict.status.value),
        Cell("；".join(verdict.reasons), align=Align.LEFT, size=9.0),
        Cell(),
        Cell(),
    )


def _question_table(questions: Sequence[Question]) -> Table:
    return Table(
        (Column(9), Column(34, Align.LEFT), Column(120, Align.LEFT, flex=True), Column(70, Align.LEFT)),
        head=(
            (Cell("签字前核对的疑点", role=Role.STRONG, align=Align.LEFT, across=4, size=11),),
            *_heads("序号", "疑点", "情况", "核对说明"),
        ),
        rows=tuple(
            (
                Cell(i),
                Cell(one.kind, align=Align.LEFT),
                Cell(one.says, align=Align.LEFT, size=9.0),
                Cell(one.remark, align=Align.LEFT, size=9.0),
            )
            for i, one in enumerate(questions, 1)
        ),
        row_mm=8.0,
        size=9.5,
        name="questions",
    )
