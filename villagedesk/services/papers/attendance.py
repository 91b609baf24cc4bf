"""The papers of attendance on the shelf."""

from __future__ import annotations

from datetime import date, datetime

from villagedesk.attendance.explanation import HalfDay
from villagedesk.base.document import Document
from villagedesk.base.errors import Mistake
from villagedesk.papers.attendance import allowance, details, forms, month_sheet, year
from villagedesk.papers.attendance.details import Question
from villagedesk.papers.attendance.forms import CorrectionForm, Decision, LeaveForm
from villagedesk.services.attendance import absences, corrections, flags
from villagedesk.services.attendance import month as months
from villagedesk.services.attendance.profiles import profile_on
from villagedesk.services.office import Office, head
from villagedesk.services.papers.paper import Paper
from villagedesk.services.people import labels, people
from villagedesk.store.explanations import ERRAND, Absence


def month_paper(office: Office, month: str) -> tuple[Document, ...]:
    """考勤月报 of a month."""
    sheet = months.month(office, month)
    until = min(months.span(month)[1], office.clock().date())
    return (month_sheet.document(sheet, head(office), months.promises(office, until)),)


def detail_paper(office: Office, month: str) -> tuple[Document, ...]:
    """考勤明细 of a month."""
    return (details.details(months.month(office, month), head(office)),)


def exception_paper(office: Office, month: str) -> tuple[Document, ...]:
    """异常说明表 of a month, red flags included."""
    found = [Question(one.flag.kind, one.flag.says, one.remark) for one in flags.red_flags(office, month)]
    sheet = months.month(office, month)
    measures = [one for said in months.year_consequences(office, sheet).values() for one in said]
    return (details.exceptions(sheet, head(office), found, measures),)


def allowance_paper(office: Office, month: str) -> tuple[Document, ...]:
    """误工补贴核算表 of a month."""
    sheet = months.month(office, month)
    return (allowance.document(sheet, flags.allowance_rows(office, sheet), head(office)),)


def year_paper(office: Office, month: str) -> tuple[Document, ...]:
    """全年考勤表 of the year, up to a month."""
    months.span(month)
    sheets = [months.month(office, f"{month[:4]}-{number:02d}") for number in range(1, int(month[5:]) + 1)]
    return (year.document([sheet for sheet in sheets if sheet.rows] or sheets[-1:], head(office)),)


def leave_paper(office: Office, key: str) -> tuple[Document, ...]:
    """请假条 of one leave or errand, by its number."""
    one, person = absences.absence(office, _number(key))
    names = labels(office)
    away = one.away(names[one.person])
    days = absences.days_of(office, one)
    form = LeaveForm(
        number=one.id,
        person=names[one.person],
        post=person.post,
        kind=one.kind,
        span=_span_words(one),
        days=absences.length_words(days, one),
        reason=one.reason,
        place=one.place,
        leaving="是" if one.leaving else "否",
        contact=one.contact or person.phone,
        substitute=names[one.substitute] if one.substitute else "",
        state=one.state,
        asked_at=one.asked_at,
        asked_by=one.asked_by,
        decisions=_decisions(one),
        report_to=one.report_to,
        returned=f"{one.returned_at:%Y-%m-%d %H:%M} 到岗销假（实休到 {f'{away.end:%H:%M}' if away.end else away.last}）"
        if one.returned_at
        else "",
        note=one.note,
        errand=one.sort == ERRAND,
    )
    return (forms.leave_form(form, head(office)),)


def _decisions(one: Absence) -> tuple[Decision, ...]:
    return tuple(Decision(s.approver, s.decision, s.decided_at, s.decided_by, s.note) for s in one.steps)


def _span_words(one: Absence) -> str:
    if one.begins_at is None or one.ends_at is None:
        return f"{_day_words(one.first)}起，{_day_words(one.last)}止"
    return f"{_moment_words(one.begins_at)}起，{_moment_words(one.ends_at)}止"


def _moment_words(at: datetime) -> str:
    return f"{at.year} 年 {at.month} 月 {at.day} 日 {at:%H:%M}"


def _day_words(half: HalfDay) -> str:
    day: date = half.day
    return f"{day.year} 年 {day.month} 月 {day.day} 日{'下午' if half.half else '上午'}"


def correction_paper(office: Office, key: str) -> tuple[Document, ...]:
    """补签单 of one correction, by its number."""
    one = corrections.correction(office, _number(key))
    person = next(p for p in people(office) if p.id == one.person)
    first, last = corrections.month_span(one.sign_at.date())
    month = corrections.corrections(office, first.date(), last.date())
    mine = sorted(c.id for c in month if c.person == one.person and c.state in ("待确认", "已确认"))
    decided = f"{one.state}　{one.decided_by}　{one.decided_at:%Y-%m-%d %H:%M}" if one.decided_at else ""
    form = CorrectionForm(
        number=one.id,
        person=labels(office)[one.person],
        post=person.post,
        sign_at=one.sign_at,
        why=one.why,
        witness=one.witness,
        state=one.state,
        asked_at=one.asked_at,
        asked_by=one.asked_by,
        decided=decided,
        count=mine.index(one.id) + 1 if one.id in mine else len(mine),
        limit=profile_on(office, one.sign_at.date()).correction.per_month,
        note=one.note,
    )
    return (forms.correction_form(form, head(office)),)


def _number(key: str) -> int:
    if not key.isdigit():
        raise Mistake(f"请写登记编号（数字），现在是“{key}”。", "key")
    return int(key)


PAPERS: tuple[Paper, ...] = (
    Paper("考勤月报", "考勤月报", "month", month_paper, book="考勤", alias="attendance-month"),
    Paper("考勤明细", "考勤明细", "month", detail_paper, book="考勤", alias="attendance-details"),
    Paper("异常说明表", "考勤异常说明表", "month", exception_paper, book="考勤", alias="attendance-exceptions"),
    Paper("误工补贴核算表", "误工补贴核算表", "month", allowance_paper, book="考勤", alias="allowance"),
    Paper("全年考勤表", "全年考勤表", "month", year_paper, book="考勤", alias="attendance-year"),
    Paper("请假条", "请假条", "entry", leave_paper, unmasked=True, book="考勤", alias="leave-form"),
    Paper("补签单", "补签单", "entry", correction_paper, book="考勤", alias="correction-form"),
)
