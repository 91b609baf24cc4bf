"""The clocks the law and the agreement start: what is due, by which source, and how many days are left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from villagedesk.base.errors import Mistake
from villagedesk.mediation import law
from villagedesk.mediation.case import AGREED, Act, Case, Hold, Stage
from villagedesk.mediation.law import Forbidden
from villagedesk.mediation.steps import instalments

MEDIATION, CONFIRMATION, PERFORMANCE, RETURN_VISIT = "调解期限", "司法确认申请期", "履行期限", "回访"
NAMES = (MEDIATION, CONFIRMATION, PERFORMANCE, RETURN_VISIT)

Works = Callable[[date], bool]


def weekday_works(day: date) -> bool:
    """Whether offices are open when no calendar is at hand: Monday to Friday."""
    return day.isoweekday() <= 5


class Mark(StrEnum):
    """How a clock stands today."""

    RUNNING = "计时中"
    SOON = "临近"
    OVERDUE = "逾期"
    STOPPED = "暂停"
    DONE = "已完成"
    LAPSED = "已过申请期"


@dataclass(frozen=True, slots=True)
class Terms:
    """The office's numbers of days; each is a default of the rules and may be changed."""

    mediation_days: int = 30
    confirmation_days: int = 30
    visit_days: int = 15
    soon_days: int = 5


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock of a case: from, due, days left (negative: over), and where the term comes from."""

    name: str
    source: str
    started_on: date
    due_on: date
    days_left: int
    mark: Mark
    note: str = ""


def clocks(case: Case, today: date, terms: Terms | None = None, works: Works = weekday_works) -> tuple[Clock, ...]:
    """Every clock that has been started for this case, soonest first, the finished ones last."""
    terms = terms or Terms()
    found = [
        *_mediation(case, today, terms),
        *_confirmation(case, today, terms, works),
        *_performance(case, today, terms),
        *_visit(case, today, terms),
    ]
    return tuple(sorted(found, key=lambda clock: (clock.mark in (Mark.DONE, Mark.LAPSED), clock.due_on)))


def confirmation_until(case: Case, works: Works = weekday_works, days: int = 30) -> date | None:
    """The last day on which both sides may ask for judicial confirmation; None without an agreement."""
    if case.effective_on is None:
        return None
    return _open_day(case.effective_on + timedelta(days=days), works)


def hold(case: Case, change: Hold) -> Case:
    """The case with a clock stopped, restarted or extended; refused without reason or the parties' consent."""
    if change.clock not in NAMES:
        raise Mistake(f"没有“{change.clock}”这个期限，可选：{'、'.join(NAMES)}。", "clock")
    if change.clock == CONFIRMATION:
        raise Forbidden("司法确认的三十日是法定期间，不能暂停或延长", law.CONFIRMATION, "clock")
    if not change.reason.strip():
        raise Mistake(f"{change.act.value}期限要写明理由。", "reason")
    stopped = _stopped_since(case, change.clock) is not None
    if change.act is Act.STOP and stopped:
        raise Mistake("这个期限已经暂停了。", "act")
    if change.act is Act.RESTART and not stopped:
        raise Mistake("这个期限没有暂停，不用恢复。", "act")
    if change.act is Act.EXTEND and change.days <= 0:
        raise Mistake("延长要写明天数。", "days")
    if change.act is not Act.RESTART and not change.consent.strip():
        raise Forbidden(f"{change.act.value}要经双方同意，请写明同意的情况", law.ONE_MONTH, "consent")
    started = _started(case, change.clock)
    if started is None:
        raise Mistake(f"“{change.clock}”还没有开始计算，不能变动。", "clock")
    if change.on < started:
        raise Mistake(f"日期 {change.on} 早于“{change.clock}”开始的 {started}，请检查。", "on")
    earlier = [h for h in case.holds if h.clock == change.clock]
    if earlier and change.on < earlier[-1].on:
        raise Mistake(f"日期 {change.on} 早于上一次变动 {earlier[-1].on}，请检查。", "on")
    return replace(case, holds=(*case.holds, change))


def _started(case: Case, name: str) -> date | None:
    if name == MEDIATION:
        return case.accepted_on
    ending = case.ending
    return case.effective_on or (ending.on if ending and name == RETURN_VISIT else None)


def _stopped_since(case: Case, name: str) -> date | None:
    since: date | None = None
    for change in case.holds:
        if change.clock == name and change.act is not Act.EXTEND:
            since = change.on if change.act is Act.STOP else None
    return since


def _moved(case: Case, name: str, today: date) -> tuple[int, bool, str]:
    """Days by which a clock moved, whether it stands still today, and that in words."""
    days, since, words = 0, None, list[str]()
    for change in (h for h in case.holds if h.clock == name):
        if change.act is Act.EXTEND:
            days += change.days
            words.append(f"{change.on} 经{change.consent}延长 {change.days} 天：{change.reason}")
        elif change.act is Act.STOP:
            since = change.on
            words.append(f"{change.on} 暂停：{change.reason}")
        elif since is not None:
            days += (change.on - since).days
            words.append(f"{change.on} 恢复")
            since = None
    if since is not None:
        days += max(0, (today - since).days)
    return days, since is not None, "；".join(words)


def _open_day(day: date, works: Works) -> date:
    for _ in range(15):
        if works(day):
            break
        day += timedelta(days=1)
    return day


def _mark(due: date, today: date, terms: Terms) -> Mark:
    left = (due - today).days
    if left < 0:
        return Mark.OVERDUE
    return Mark.SOON if left <= terms.soon_days else Mark.RUNNING


def _mediation(case: Case, today: date, terms: Terms) -> list[Clock]:
    start = case.accepted_on
    if start is None:
        return []
    again = [s.on for s in case.sessions if s.data.get("again")]
    start = again[-1] if again else start
    moved, stopped, words = _moved(case, MEDIATION, today)
    due = start + timedelta(days=terms.mediation_days + moved)
    ending = case.ending
    mark = Mark.DONE if ending else Mark.STOPPED if stopped else _mark(due, today, terms)
    left = (due - (ending.on if ending else today)).days
    return [
        Clock(MEDIATION, f"{law.ONE_MONTH.cite}（本会定 {terms.mediation_days} 天）", start, due, left, mark, words)
    ]


def _confirmation(case: Case, today: date, terms: Terms, works: Works) -> list[Clock]:
    effective, due = case.effective_on, confirmation_until(case, works, terms.confirmation_days)
    agreement = case.agreement
    if effective is None or due is None or agreement is None or agreement.stage is Stage.ORAL:
        return []
    asked = case.took(Stage.CONFIRMED)
    settled = case.performance == "全部履行" or case.stage is Stage.ARCHIVED
    mark = Mark.DONE if asked or settled else Mark.LAPSED if today > due else _mark(due, today, terms)
    note = f"{asked[-1].text('result')}（{asked[-1].on}）" if asked else "已履行完毕，无需确认" if settled else ""
    return [Clock(CONFIRMATION, law.CONFIRMATION.cite, effective, due, (due - today).days, mark, note)]


def _performance(case: Case, today: date, terms: Terms) -> list[Clock]:
    step = case.last(*AGREED)
    if step is None or case.agreement is None or case.effective_on is None:
        return []
    dues = list(instalments(step.text("instalments"))) or ([(case.due_on, "")] if case.due_on else [])
    done = case.performance == "全部履行" or case.stage is Stage.ARCHIVED
    moved, stopped, words = _moved(case, PERFORMANCE, today)
    found: list[Clock] = []
    # Each part that was paid settles the next instalment.
    settled = sum(s.text("performance") == "部分履行" for s in case.took(Stage.PERFORMED)) if len(dues) > 1 else 0
    for number, (at, what) in enumerate(dues):
        due = at + timedelta(days=moved)
        mark = Mark.DONE if done or number < settled else Mark.STOPPED if stopped else _mark(due, today, terms)
        note = "；".join(part for part in (what, words) if part)
        found.append(
            Clock(
                PERFORMANCE, f"调解协议、{law.PERFORMANCE.cite}", case.effective_on, due, (due - today).days, mark, note
            )
        )
    return found


def _visit(case: Case, today: date, terms: Terms) -> list[Clock]:
    ending = case.ending
    if ending is None or ending.stage in (Stage.REFUSED, Stage.TRANSFERRED):
        return []
    start = case.due_on or case.effective_on or ending.on
    moved, stopped, words = _moved(case, RETURN_VISIT, today)
    due = start + timedelta(days=terms.visit_days + moved)
    visits = case.took(Stage.REVISITED)
    done = bool(visits) or case.stage is Stage.ARCHIVED
    mark = Mark.DONE if done else Mark.STOPPED if stopped else _mark(due, today, terms)
    note = f"已回访 {len(visits)} 次" if visits else words
    source = f"{law.REVISIT.cite}（本会定 {terms.visit_days} 天）"
    return [Clock(RETURN_VISIT, source, start, due, (due - today).days, mark, note)]
