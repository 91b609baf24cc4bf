"""Publishing a month: a numbered revision with its date; changes afterwards make the next revision."""

from __future__ import annotations

from dataclasses import replace

from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.errors import Mistake
from villagedesk.roster.check import Breach, check
from villagedesk.services.office import Office
from villagedesk.services.roster.cases import Stretch, as_duty, month_days, stretch
from villagedesk.services.roster.month import open_breaches
from villagedesk.store import roster as shelf
from villagedesk.store.roster import Revision

_TOUCHED = Area.ROSTER | Area.ATTENDANCE


def publish(office: Office, month: str, *, accept: str = "") -> Result[int]:
    """Publish a month as its next revision and answer the number.

    A broken rule must have been accepted, cell by cell or all with the reason `accept`; holes may hang on the wall.
    """
    there = stretch(office, *month_days(month))
    printed = shelf.revisions(office.store, month)
    if not there.stored:
        raise Mistake(f"{month} 还没有排班，不能公示；请先排班。", "month")
    if printed and printed[-1].duties == {one.key for one in there.stored}:
        raise Mistake(f"{month} 已经公示为第 {printed[-1].number} 版，没有新的改动，不用再公示。", "month")
    found = open_breaches(there, check(there.made, there.duties), office.clock().date() if printed else None)
    if found and not accept.strip():
        more = f"等 {len(found)} 处" if len(found) > 1 else ""
        raise Mistake(f"{month} 有没处理的问题：{next(iter(found)).says}{more}；请改正，或写明理由后接受。", "accept")
    number = printed[-1].number + 1 if printed else 1
    duties = frozenset(one.key for one in there.stored)
    with office.change(f"公示 {month} 值班表第 {number} 版") as change:
        _accept(change, there, found, accept.strip())
        key = shelf.insert_revision(change, Revision(month, number, office.clock(), office.user, duties))
    says = f"{month} 值班表已公示，第 {number} 版。"
    return Result(number, Changes(_TOUCHED, says, lambda later: _withdraw(later, month, key)))


def revisions(office: Office, month: str) -> tuple[Revision, ...]:
    """The publications of a month, oldest first."""
    return shelf.revisions(office.store, month)


def published_months(office: Office) -> dict[str, int]:
    """The number of the last revision by month."""
    return shelf.published_months(office.store)


def _accept(change: shelf.Change, there: Stretch, found: tuple[Breach, ...], reason: str) -> None:
    broken = {b.involved[0] for b in found if b.involved}
    for one in there.stored:
        if reason and as_duty(one, there.label) in broken:
            shelf.update_duty(change, replace(one, accepted=reason))


def _withdraw(office: Office, month: str, key: int) -> Changes:
    with office.change(f"撤回 {month} 值班表的公示") as change:
        shelf.erase_revision(change, key)
    return Changes(_TOUCHED, f"{month} 值班表的公示已撤回。")
