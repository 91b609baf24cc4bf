"""What screening asks for by a day: rounds to report, serious finds to tell at once, finds to settle."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from villagedesk.mediation.screening import Find, Round
from villagedesk.registers.deadlines import Due, working_days_between
from villagedesk.services.mediation import cases, rounds, settings
from villagedesk.services.office import Office

REPORT, TELL, SETTLE = "排查报送", "重大矛盾上报", "化解时限"
_KEY = "排查"


def screening_duties(office: Office, until: date) -> tuple[Due, ...]:
    """Every round to be reported by a day, every serious find not told yet, every find to be settled by then.

    No name and no content of a find is in them: the kind of the dispute and its grade only.
    """
    found = [
        _due(office, REPORT, _round_title(made), made.due_on, state="待报送" if made.id else "还没有开始")
        for made in rounds.due_rounds(office)
        if made.due_on <= until
    ]
    for _, find in rounds.unsettled(office):
        if find.unreported:
            found.append(_serious(office, find))
        if find.open and find.due_on is not None and find.due_on <= until:
            found.append(_due(office, SETTLE, _find_title(find), find.due_on, state="化解中", person=find.responsible))
    return tuple(sorted(found, key=lambda due: due.due_on))


def _round_title(made: Round) -> str:
    named = f"（{made.occasion}）" if made.occasion else ""
    return f"{made.from_on:%m-%d} 至 {made.to_on:%m-%d} {made.rhythm.value}矛盾纠纷排查{named}"


def _find_title(find: Find) -> str:
    return f"排查出的{find.category.removesuffix('纠纷')}纠纷（{find.risk.value}）"


def _serious(office: Office, find: Find) -> Due:
    told = find.report_until()
    left = int((told - office.clock()).total_seconds() // 60)
    title, state = _find_title(find), "待上报"
    due = _due(office, TELL, title, told.date(), state=state, person=find.responsible)
    return replace(due, due_at=told, minutes_left=left)


def _due(office: Office, name: str, title: str, due_on: date, *, state: str, person: str = "") -> Due:
    today = office.clock().date()
    left = working_days_between(today, due_on, settings.works(office))
    return Due(cases.KIND, _KEY, title, name, due_on, (due_on - today).days, left, state, person)
