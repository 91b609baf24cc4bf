"""The month as a checklist: what is complete, what is missing, what is to be explained, what is overdue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from villagedesk.services.attendance import month as sheets
from villagedesk.services.mediation import figures as mediation
from villagedesk.services.mediation import rounds
from villagedesk.services.office import Office, fact
from villagedesk.services.registers.books import counts
from villagedesk.services.registers.deadlines import due_entries
from villagedesk.services.registers.lists import month_span
from villagedesk.services.report.attending import Attended, attended
from villagedesk.services.report.figures import month_after
from villagedesk.services.roster import duties
from villagedesk.services.roster import month as months
from villagedesk.services.signs import checks
from villagedesk.store import street as shelf
from villagedesk.store.books.entries import day_counts

GOOD, ZERO, WARN, LACKS = "good", "zero", "warn", "lacks"
SIGNS = {GOOD: "√", ZERO: "○", WARN: "△", LACKS: "×"}
_BOOKS = ("visit", "matter", "walk", "demand")


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the checklist: its title, its state, what there is to say, and the page and target to go to."""

    title: str
    state: str
    says: str
    page: str = ""
    target: str = ""


def checklist(office: Office, month: str) -> tuple[Item, ...]:
    """Every line of a month, in the order of the pack."""
    attendance = attended(office, month, brief=True)
    return (
        _next_roster(office, month),
        _data(office, month),
        *_attendance(attendance, month),
        _logs(office, month),
        *_books(office, month),
        _disputes(office, month),
        _screening(office, month),
        _checked(office, month),
        _overdue(office, month),
        _office_facts(office),
        _sent(office, month),
    )


def _next_roster(office: Office, month: str) -> Item:
    following = month_after(month)
    view = months.month(office, following)
    title = f"{int(following[5:])} 月值班表"
    if not any(place.cells for place in view.places):
        return Item(title, LACKS, "还没有排班", "roster", following)
    holes = f"，有 {view.holes} 个空缺" if view.holes else ""
    if view.state == "草稿":
        return Item(title, WARN, f"已排班，还没有公示{holes}", "roster", following)
    changed = "，公示后有改动，请再公示" if view.state == "公示后有改动" else ""
    state = WARN if holes or changed else GOOD
    return Item(title, state, f"已公示第 {view.number} 版{holes}{changed}", "roster", following)


def _data(office: Office, month: str) -> Item:
    until = sheets.reach(office)
    last = month_span(month)[1]
    if until is None:
        return Item("打卡数据", LACKS, "还没有导入打卡数据", "attendance", month)
    if until.date() < last:
        return Item("打卡数据", WARN, f"只到 {until:%m月%d日 %H:%M}，请再导入", "attendance", month)
    return Item("打卡数据", GOOD, f"已到 {until:%m月%d日}", "attendance", month)


def _attendance(attendance: Attended, month: str) -> tuple[Item, Item]:
    open_ones = attendance.open_exceptions
    signed = Item("考勤签定", GOOD, "已签定", "attendance", month)
    if not attendance.signed:
        signed = Item("考勤签定", WARN, "本月考勤还没有签定", "attendance", month)
    if not attendance.people:
        return Item("异常说明", LACKS, "没有考勤记录", "attendance", month), signed
    if open_ones:
        return Item("异常说明", WARN, f"{open_ones} 项还没有说明", "attendance", month), signed
    told = f"{len(attendance.exceptions)} 项都已说明" if attendance.exceptions else "本月没有异常"
    return Item("异常说明", GOOD, told, "attendance", month), signed


def _logs(office: Office, month: str) -> Item:
    first, last = month_span(month)
    last = min(last, office.clock().date() - timedelta(days=1))
    if last < first:
        return Item("值班日志", ZERO, "本月刚开始", "registers", "log")
    due = {duty.date for duty in duties.duties(office, first, last)}
    written = {date.fromisoformat(day) for day, _, _ in day_counts(office.store, "log", first, last)}
    lacking = sorted(due - written)
    if lacking:
        days = "、".join(f"{day.day} 日" for day in lacking[:6]) + ("等" if len(lacking) > 6 else "")
        return Item("值班日志", WARN, f"缺 {len(lacking)} 天：{days}", "registers", "log")
    return Item("值班日志", GOOD if written else ZERO, f"共 {len(written)} 篇", "registers", "log")


def _books(office: Office, month: str) -> tuple[Item, ...]:
    found: list[Item] = []
    for book in counts(office, month_span(month)[0]):
        if book.register.id in _BOOKS:
            amount = f"，合计 {book.month_amount:g} {book.register.unit}" if book.register.counts else ""
            says = f"{book.month_entries} 条{amount}" if book.month_entries else "零报告：本月没有登记"
            state = GOOD if book.month_entries else ZERO
            found.append(Item(book.register.title, state, says, "registers", book.register.id))
    return tuple(found)


def _disputes(office: Office, month: str) -> Item:
    total = mediation.statistics(office, month).total
    accepted = total.counts["accepted"]
    if not accepted:
        return Item("矛盾纠纷", ZERO, "零报告：本月没有受理纠纷", "mediation", "board")
    return Item("矛盾纠纷", GOOD, f"受理 {accepted} 件，调成 {total.counts['succeeded']} 件", "mediation", "board")


def _screening(office: Office, month: str) -> Item:
    found = rounds.rounds(office, *month_span(month))
    late = sum(made.reported_on is None and made.due_on < office.clock().date() for made in found)
    if not found:
        return Item("纠纷排查", WARN, "本月没有排查记录，没有发现纠纷也要记零报告", "mediation", "rounds")
    if late:
        return Item("纠纷排查", WARN, f"{late} 次排查过了截止日还没有报送", "mediation", "rounds")
    finds = sum(len(made.finds) for made in found)
    says = f"{len(found)} 次，发现 {finds} 件" if finds else f"{len(found)} 次，零报告"
    return Item("纠纷排查", GOOD if finds else ZERO, says, "mediation", "rounds")


def _checked(office: Office, month: str) -> Item:
    made = checks.checks(office, *month_span(month))
    plan = checks.progress(office, month)
    away = sum(one.bad for one in made)
    told = f"查了 {len(made)} 次，不在岗 {away} 次" if made else "零报告：本月没有查岗"
    if plan is not None and plan.missed:
        return Item("查岗", WARN, f"抽中的有 {plan.missed} 次没有查；{told}", "checks", month)
    return Item("查岗", GOOD if made else ZERO, told, "checks", month)


def _overdue(office: Office, month: str) -> Item:
    today = office.clock().date()
    overdue = [due for due in due_entries(office, min(month_span(month)[1], today)) if due.days_left < 0]
    if overdue:
        return Item("逾期事项", WARN, f"{len(overdue)} 件超过期限还没有办结", "registers", overdue[0].kind)
    return Item("逾期事项", GOOD, "没有超过期限的事项", "registers", "")


def _office_facts(office: Office) -> Item:
    lacking = [
        w
        for w, n in (("街道", "street"), ("值班电话", "duty_phone"), ("监督电话", "supervision_phone"))
        if not fact(office, n)
    ]
    if lacking:
        return Item("办公室信息", WARN, f"还没有填写{'、'.join(lacking)}，表上会空着", "settings", "")
    return Item("办公室信息", GOOD, "已填写", "settings", "")


def _sent(office: Office, month: str) -> Item:
    packs = shelf.sent(office.store, month)
    if not packs:
        return Item("报送包", LACKS, "还没有生成", "reports", month)
    newest = packs[0]
    return Item("报送包", GOOD, f"第 {newest['revision']} 次，{newest['made_at'][:16]} 生成", "reports", month)
