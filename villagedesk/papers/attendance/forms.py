"""请假条 and 补签单: one sheet each, filled in and with every approver's place to sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

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
    Split,
    Table,
)
from villagedesk.base.document import Row as TableRow


@dataclass(frozen=True, slots=True)
class Decision:
    """One approver's place on the form: role, decision, when and by whom."""

    approver: str
    decision: str = ""
    decided_at: datetime | None = None
    decided_by: str = ""
    note: str = ""

    @property
    def text(self) -> str:
        """What stands in the place: empty until it is decided."""
        if not self.decision:
            return ""
        when = f"{self.decided_at:%Y-%m-%d}" if self.decided_at else ""
        return "　".join(filter(None, (self.decision, self.note, when)))


@dataclass(frozen=True, slots=True)
class LeaveForm:
    """What a 请假条 or an errand's form says."""

    number: int
    person: str
    post: str
    kind: str
    span: str
    days: str
    reason: str
    place: str
    leaving: str
    contact: str
    substitute: str
    state: str
    asked_at: datetime
    asked_by: str
    decisions: tuple[Decision, ...]
    report_to: str = ""
    returned: str = ""
    note: str = ""
    errand: bool = False


@dataclass(frozen=True, slots=True)
class CorrectionForm:
    """What a 补签单 says; `count` is which of the month's corrections it is."""

    number: int
    person: str
    post: str
    sign_at: datetime
    why: str
    witness: str
    state: str
    asked_at: datetime
    asked_by: str
    decided: str
    count: int
    limit: int
    note: str = ""


def _label(text: str, down: int = 1) -> Cell:
    return Cell(text, role=Role.HEAD, fill=Fill.SOFT, down=down)


def _value(text: str, across: int = 1) -> Cell:
    return Cell(text, align=Align.LEFT, across=across)


def _table(rows: tuple[TableRow, ...], heights: tuple[float, ...]) -> Table:
    columns = (Column(30), Column(56, Align.LEFT), Column(30), Column(56, Align.LEFT))
    return Table(columns, rows=rows, row_mm=11.0, heights_mm=heights, size=12.0, name="form")


def leave_form(form: LeaveForm, head: Head) -> Document:
    """The 请假条 (or the sheet of an errand) of one request."""
    word = "公务外出审批单" if form.errand else "请假条"
    rows: list[TableRow] = [
        (_label("姓名"), _value(form.person), _label("职务"), _value(form.post)),
        (_label("类别"), _value(form.kind), _label("时长"), _value(form.days)),
        (_label("起止时间"), _value(form.span, 3)),
        (_label("事由"), _value(form.reason, 3)),
        (_label("去往地点"), _value(form.place), _label("是否离开辖区"), _value(form.leaving)),
        (_label("联系电话"), _value(form.contact), _label("替班人"), _value(form.substitute)),
    ]
    heights = [11.0, 11.0, 11.0, 26.0, 11.0, 11.0]
    for step in form.decisions:
        rows.append((_label(f"{step.approver}意见"), _value(step.text, 3)))
        heights.append(20.0)
    if not form.errand:
        rows.append((_label("销假"), _value(form.returned or "　　　　年　　月　　日　　时到岗　　签字：", 3)))
        heights.append(13.0)
    blocks = (
        Split((Run(f"编号：{form.number}", size=11),), (Run(f"填写日期：{form.asked_at:%Y-%m-%d %H:%M}", size=11),)),
        _table(tuple(rows), tuple(heights)),
        *_notes(form.report_to, form.note, form.state, form.asked_by),
    )
    page = PageSetup("A4", left_mm=19, right_mm=19, page_numbers=False)
    return Document(f"{word}{form.number}", f"{head.village}{word}", blocks, page, subject=word)


def _notes(report_to: str, note: str, state: str, asked_by: str) -> tuple[Paragraph, ...]:
    lines = [f"当前状态：{state}。录入人：{asked_by}。"]
    if report_to:
        lines.append(f"批准后报{report_to}备案。")
    if note:
        lines.append(note + "。")
    lines.append("请假须事先批准，到岗当日销假；逾期须办续假，事后补假无效。")
    return tuple(Paragraph((Run(line, Role.SMALL, size=10),), above_mm=1.5) for line in lines)


def correction_form(form: CorrectionForm, head: Head) -> Document:
    """The 补签单 of one forgotten sign."""
    rows: tuple[TableRow, ...] = (
        (_label("姓名"), _value(form.person), _label("职务"), _value(form.post)),
        (_label("应签时间"), _value(f"{form.sign_at:%Y-%m-%d %H:%M}"), _label("本月第几次"), _value(_count(form))),
        (_label("原因"), _value(form.why, 3)),
        (_label("证明人"), _value(form.witness, 3)),
        (_label("确认意见"), _value(form.decided, 3)),
        (_label("本人签字"), _value("", 3)),
    )
    rule = f"漏签须在规定的工作日内补签，每月不超过 {form.limit} 次，超过的视为缺勤；补签在月报上以“补”标出。"
    blocks = (
        Split((Run(f"编号：{form.number}", size=11),), (Run(f"填写日期：{form.asked_at:%Y-%m-%d %H:%M}", size=11),)),
        _table(rows, (11.0, 11.0, 28.0, 13.0, 24.0, 14.0)),
        Paragraph(
            (Run(f"当前状态：{form.state}。录入人：{form.asked_by}。{form.note}", Role.SMALL, size=10),), above_mm=2
        ),
        Paragraph((Run(rule, Role.SMALL, size=10),), above_mm=1.5),
    )
    page = PageSetup("A4", left_mm=19, right_mm=19, page_numbers=False)
    return Document(f"补签单{form.number}", f"{head.village}补签单", blocks, page, subject="补签单")


def _count(form: CorrectionForm) -> str:
    return f"第 {form.count} 次（限 {form.limit} 次）"
