"""What is counted: the justice office's statistics, the subsidy sheet, and volumes due to be destroyed."""

from __future__ import annotations

from datetime import date

from villagedesk.base.changes import Area, Changes
from villagedesk.base.errors import Mistake
from villagedesk.mediation.privacy import Expired
from villagedesk.mediation.statistics import Claim, Statistics, assemble, claim, period
from villagedesk.services.mediation import cases, settings
from villagedesk.services.office import Office
from villagedesk.store.cases import dispute, sheets
from villagedesk.store.cases.dispute import Query


def statistics(office: Office, of: str) -> Statistics:
    """The counts of a month (2026-11), quarter (2026Q4) or year (2026); no name is in them."""
    span = period(of)
    counted, amounts = dispute.tally(office.store, span)
    return assemble(span, counted, amounts)


def subsidy_claims(office: Office, of: str) -> tuple[Claim, ...]:
    """What every case that ended in a period earns, or what it still lacks."""
    span = period(of)
    paid = dispute.paid(office.store)
    rules = settings.rates(office)
    found: list[Claim] = []
    for key in dispute.ended_between(office.store, span):
        case = dispute.case(office.store, key)
        if case is not None:
            found.append(claim(case, sheets.held(office.store, key), paid, rules))
    return tuple(found)


def pay(office: Office, number: str, on: date | None = None) -> Changes:
    """Note that the subsidy of a case was paid; refused while a condition is lacking or when paid before."""
    case = cases.case_numbered(office, number)
    due = claim(case, sheets.held(office.store, case.id), dispute.paid(office.store), settings.rates(office))
    if due.lacks:
        raise Mistake(f"{case.number}不能发放以案定补：{'；'.join(due.lacks)}。", "number")
    day = on or office.clock().date()
    row = {"dispute": case.id, "number": case.number, "amount": due.amount, "paid_on": day.isoformat()}
    with office.change("登记以案定补") as change:
        key = change.insert("dispute_payment", row)
    return Changes(Area.CASES, f"{case.number}已登记补贴 {due.amount:g} 元。", lambda later: _unpay(later, key))


def _unpay(office: Office, key: int) -> Changes:
    with office.change("撤销以案定补") as change:
        change.erase("dispute_payment", key, "撤销")
    return Changes(Area.CASES, "补贴登记已撤销。")


def due_to_destroy(office: Office) -> tuple[Expired, ...]:
    """The list of volumes that are due to be destroyed, for those who may see every case."""
    if not cases.viewer(office).sees_all:
        return ()
    return tuple(Expired(**row) for row in dispute.due_to_destroy(office.store, office.clock().date()))


def month_cases(office: Office, of: str) -> tuple[dispute.Entry, ...]:
    """The cases taken in within a period, for the month's list."""
    span = period(of)
    return cases.list_cases(office, Query(from_on=span.from_on, to_on=span.to_on, limit=100_000))
