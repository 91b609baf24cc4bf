"""The course of a case: take a step, take the last one back, move a clock, and what is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.clock import moment_text
from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field, Kind, check
from villagedesk.mediation import clocks as clock_room
from villagedesk.mediation import law, stages, volume
from villagedesk.mediation.case import AGREED, Act, Case, Hold, Stage, Step
from villagedesk.mediation.clocks import Clock, Mark, Terms
from villagedesk.registers import deadlines as registers
from villagedesk.services.mediation import cases, settings
from villagedesk.services.mediation import sheets as written
from villagedesk.services.mediation.duties import screening_duties
from villagedesk.services.office import Office
from villagedesk.store.cases import dispute, sheets


def take_step(office: Office, key: int, stage: Stage | str, values: Mapping[str, Any]) -> Result[Case]:
    """Take one step of a case (`on` is its day, today when not given); the form of the step is written with it.

    Raises `law.Forbidden` with the article when the law forbids it, `Mistake` at the field otherwise.
    """
    before = cases.open_case(office, key)
    stage = stages.stage_named(stage)
    data = dict(values)
    given = data.pop("on", data.pop("日期", None))
    today = office.clock().date()
    on = check(Field("on", "日期", Kind.DATE), given) or today
    after = stages.take(before, Step(stage, on, data), today, settings.works(office))
    if stage is Stage.ARCHIVED:
        _complete(office, after)
    at = moment_text(office.clock())
    forms = [(sheet, _first_words(office, before, sheet)) for sheet in volume.sheets_of_step(stage)]
    with office.change(f"{before.number}：{stage.value}") as change:
        step = dispute.add_step(change, key, after.steps[-1], at)
        after = replace(after, steps=(*after.steps[:-1], replace(after.steps[-1], id=step, entered_at=at)))
        dispute.save_facts(change, after, cases.derived(office, after))
        for sheet, texts in forms:
            place = step if sheet in volume.PER_STEP else 0
            sheets.save_form(change, office.store, key, sheets.Form(sheet, place, texts, at))
    says = f"{after.number}：{stage.value}已登记。{_next_words(after)}"
    return Result(after, Changes(Area.CASES, says, lambda later: take_back(later, key, "撤销")))


def _first_words(office: Office, case: Case, sheet: volume.Sheet) -> dict[str, str]:
    """The words a step's form begins with: those of the draft that was printed and signed before."""
    return written.drafted(office, case, sheet) if sheet in (volume.Sheet.AGREEMENT, volume.Sheet.ORAL) else {}


def _complete(office: Office, case: Case) -> None:
    missing = [t for t in volume.lacks(case, sheets.held(office.store, case.id)) if t != volume.Sheet.CLOSING.value]
    if missing:
        raise law.Forbidden(f"卷宗还缺：{'、'.join(missing)}，不能归档", law.RECORDS, "volume")


def _next_words(case: Case) -> str:
    later = (Stage.SESSION, Stage.ARCHIVED) if case.agreement else (Stage.ARCHIVED,)
    if case.performance == "全部履行":
        later = (*later, Stage.PERFORMED, Stage.CONFIRMED)
    unheard = (Stage.INFORMED, Stage.INVESTIGATED) if case.sessions else (*AGREED, Stage.FAILED)
    following = [s.value for s in stages.next_stages(case) if s not in (case.stage, *later, *unheard)]
    return f"下一步可以：{'、'.join(following[:4])}。" if following else ""


def take_back(office: Office, key: int, reason: str) -> Changes:
    """Take the latest step of a case back, with a reason; its form leaves the volume."""
    before = cases.open_case(office, key)
    if not before.steps:
        raise Mistake("这个案件还没有办理任何一步。", "stage")
    if not reason.strip():
        raise Mistake("退回一步要写明理由。", "reason")
    step = before.steps[-1]
    after = replace(before, steps=before.steps[:-1])
    with office.change(f"{before.number}：退回“{step.stage.value}”") as change:
        change.erase("dispute_step", step.id, reason)
        sheets.drop_forms(change, office.store, key, step.id, reason)
        dispute.save_facts(change, after, cases.derived(office, after))
    again = {**step.data, "on": step.on}
    says = f"{before.number}：“{step.stage.value}”已退回。"
    return Changes(Area.CASES, says, lambda later: take_step(later, key, step.stage, again).changes)


def move_clock(office: Office, key: int, change_of: Hold) -> Changes:
    """Stop, restart or extend a clock of a case; who consented and why is kept."""
    if change_of.on > office.clock().date():
        raise Mistake(f"日期 {change_of.on} 还没有到，请检查。", "on")
    after = clock_room.hold(cases.open_case(office, key), change_of)
    with office.change(f"{after.number}：{change_of.clock}{change_of.act.value}") as change:
        row = dispute.add_hold(change, key, change_of)
        dispute.save_facts(change, after, cases.derived(office, after))
    says = f"{after.number}：{change_of.clock}已{change_of.act.value}。"
    return Changes(Area.CASES, says, lambda later: _drop_hold(later, key, row))


def _drop_hold(office: Office, key: int, row: int) -> Changes:
    with office.change("撤销期限变动") as change:
        change.erase("dispute_hold", row, "撤销")
        case = dispute.case(office.store, key)
        if case:
            dispute.save_facts(change, case, cases.derived(office, case))
    return Changes(Area.CASES, "期限变动已撤销。")


def hold_from(values: Mapping[str, Any], today: date) -> Hold:
    """A change of a clock from plain values: clock, act, on, days, consent, reason."""
    known = {"clock", "act", "on", "days", "consent", "reason"}
    if unknown := set(values) - known:
        raise Mistake(f"不认识的名称“{'、'.join(sorted(unknown))}”。", min(unknown))
    words = {act.value: act for act in Act}
    if values.get("act") not in words:
        raise Mistake(f"期限变动只能是：{'、'.join(words)}。", "act")
    on = check(Field("on", "日期", Kind.DATE), values.get("on")) or today
    days = check(Field("days", "天数", Kind.COUNT, min=0, max=365), values.get("days")) or 0
    text = {name: str(values.get(name) or "") for name in ("clock", "consent", "reason")}
    return Hold(text["clock"], words[values["act"]], on, days, text["consent"], text["reason"])


def clocks_of(office: Office, case: Case) -> tuple[Clock, ...]:
    """The clocks of a case as they stand today."""
    return clock_room.clocks(case, office.clock().date(), settings.terms(office), settings.works(office))


def change_terms(office: Office, terms: Terms) -> Changes:
    """Change the office's numbers of days, and count the clocks of every open case anew."""
    before = settings.terms(office)
    settings.set_terms(office, terms)
    recount_clocks(office)
    return Changes(Area.CASES | Area.OPTIONS, "调解期限已保存。", lambda later: change_terms(later, before))


def recount_clocks(office: Office) -> Changes:
    """Count the clocks of every open case anew, after their days or the calendar changed."""
    with office.change("重新计算调解期限") as change:
        for key in dispute.open_ids(office.store):
            case = dispute.case(office.store, key)
            if case is not None:
                change.update("dispute", key, {"next_due_on": cases.derived(office, case)["next_due_on"]})
    return Changes(Area.CASES)


@dataclass(frozen=True, slots=True)
class Due:
    """One line of the list of what is due: the case and its clock."""

    case: int
    number: str
    title: str
    clock: Clock
    mediator: str = ""


def due_list(office: Office, within_days: int = 7) -> tuple[Due, ...]:
    """Every clock of a visible case that is overdue or due within so many days, soonest first."""
    until = office.clock().date() + timedelta(days=within_days)
    who = cases.viewer(office)
    found: list[Due] = []
    for key in dispute.with_clocks(office.store, until):
        case = dispute.case(office.store, key)
        if case is None or not (who.sees_all or cases.may_see(case, who.name, who.posts)):
            continue
        running = [c for c in clocks_of(office, case) if c.mark in (Mark.RUNNING, Mark.SOON, Mark.OVERDUE)]
        leader = case.active_mediators[0].name if case.active_mediators else ""
        found += [Due(key, case.number, case.title, clock, leader) for clock in running if clock.due_on <= until]
    return tuple(sorted(found, key=lambda due: due.clock.due_on))


def due_cases(office: Office, until: date) -> tuple[registers.Due, ...]:
    """The same, and the screening to be reported, as lines of the office's one list of what is due."""
    today, works = office.clock().date(), settings.works(office)
    found: list[registers.Due] = []
    for due in due_list(office, (until - today).days):
        left = registers.working_days_between(today, due.clock.due_on, works)
        found.append(
            registers.Due(
                kind=cases.KIND,
                key=due.number,
                title=due.title,
                name=due.clock.name,
                due_on=due.clock.due_on,
                days_left=due.clock.days_left,
                working_days_left=left,
                state=due.clock.mark.value,
                person=due.mediator,
                id=due.case,
            )
        )
    return (*found, *screening_duties(office, until))
