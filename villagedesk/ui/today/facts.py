"""The rest of 今日: who has signed, figures, deadlines, approvals. Imported late, for it reaches into every room."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from villagedesk.attendance.punch import Punch
from villagedesk.services.due.agenda import agenda
from villagedesk.services.due.standing import approvals
from villagedesk.services.mediation.figures import statistics
from villagedesk.services.office import Office
from villagedesk.services.punches import facts as punch_facts
from villagedesk.services.registers import stats
from villagedesk.services.registers.drafts import drafts
from villagedesk.services.roster import duties
from villagedesk.services.roster.duties import OnDuty
from villagedesk.ui.today.values import Number, Rest, Stand

EARLY = timedelta(hours=2)
"""How long before a duty a sign counts for it."""
LATE_MINUTES = 5
"""Minutes after which a sign is marked as late."""

_NUMBERS = (
    ("接待群众", "人次", stats.VISITORS),
    ("办理事项", "件次", "办理事项_件次"),
    ("答复率", "%", "答复率"),
    ("解决率", "%", "解决率"),
)


def ask_rest(office: Office) -> Rest:
    """Everything of the page but who stands in the week."""
    now = office.clock()
    today = now.date()
    return Rest(
        stands=_stands(office, now),
        numbers=_numbers(office, today),
        visits=stats.twelve_months(office, stats.VISITORS, f"{today:%Y-%m}"),
        due=agenda(office, 7),
        waiting=approvals(office),
        half_typed=_half_typed(office),
    )


def _half_typed(office: Office) -> str:
    found = drafts(office)
    more = f"等 {len(found)} 份" if len(found) > 1 else ""
    return f"有没写完的“{found[0].title}”{more}（{found[0].saved_at[5:16]}）。" if found else ""


def _stands(office: Office, now: datetime) -> tuple[Stand, ...]:
    """Today's duties and last night's that still run, with who has signed."""
    yesterday = now.date() - timedelta(1)
    found = [
        one for one in duties.on_days(office, yesterday, now.date()) if one.end > now or one.start.date() == now.date()
    ]
    punches = punch_facts.punches(office, yesterday, now.date())
    return tuple(Stand(one, *_sign(one, punches, now)) for one in found)


def _sign(duty: OnDuty, punches: tuple[Punch, ...], now: datetime) -> tuple[str, str]:
    """Whether the person of a duty has signed, in a few words, and the tone of the chip."""
    times = [p.at for p in punches if p.person == duty.person and duty.start - EARLY <= p.at <= min(duty.end, now)]
    if times:
        late = int((times[0] - duty.start).total_seconds() // 60)
        return f"√ {times[0]:%H:%M} 已签到", "warn" if late > LATE_MINUTES else "ok"
    if now < duty.start:
        return f"{duty.start:%H:%M} 上岗", "plain"
    if now >= duty.end:
        return "× 没有签到", "bad"
    minutes = int((now - duty.start).total_seconds() // 60)
    past = f"{minutes} 分钟" if minutes < 60 else f"{minutes // 60} 小时"
    return f"× 未签到 已过 {past}", "bad"


def _numbers(office: Office, today: date) -> tuple[Number, ...]:
    last = today.replace(day=1) - timedelta(1)
    now, before = (stats.report_columns(office, f"{day:%Y-%m}") for day in (today, last))
    found = [Number(label, unit, now.get(column), before.get(column)) for label, unit, column in _NUMBERS]
    cases = [float(statistics(office, f"{day:%Y-%m}").total.counts.get("accepted", 0)) for day in (today, last)]
    found.insert(2, Number("调处纠纷", "件", *cases))
    return tuple(found)
