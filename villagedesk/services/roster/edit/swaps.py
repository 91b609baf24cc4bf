"""Requests to swap or to be substituted: asked, approved by the leader of the day, carried out and kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.clock import moment_text
from villagedesk.base.errors import Mistake
from villagedesk.calendar.wording import day_words
from villagedesk.roster.changes.swap import exchanged, handed_over, new_breaches
from villagedesk.roster.shift import Duty
from villagedesk.services.office import Office
from villagedesk.services.people import labels, people
from villagedesk.services.roster.cases import Stretch, month_days, stretch
from villagedesk.services.roster.duties import approver_of
from villagedesk.services.roster.edit.cells import Spot, rewrite
from villagedesk.store import roster as shelf
from villagedesk.store.roster import Request, StoredDuty

KINDS = ("换班", "替班")
_TOUCHED = Area.ROSTER | Area.ATTENDANCE


@dataclass(frozen=True, slots=True)
class Slip:
    """A request with names and titles, as the 换班单 prints it; `other` is the duty given in return, or None."""

    id: int
    kind: str
    asked_at: datetime
    asker: str
    asker_title: str
    spot: Spot
    taker: str
    taker_title: str
    other: Spot | None
    reason: str
    state: str
    leader: str
    decided_at: datetime | None
    decided_by: str
    note: str

    @property
    def says(self) -> str:
        """The request as one sentence."""
        mine = f"{day_words(self.spot[0])}“{self.spot[1]}”{self.spot[2]}"
        if self.other is None:
            return f"{self.asker}请{self.taker}替{mine}"
        return f"{self.asker}的{mine}与{self.taker}的{day_words(self.other[0])}“{self.other[1]}”{self.other[2]}对换"


def ask(office: Office, asker: str, spot: Spot, taker: str, reason: str, *, other: Spot | None = None) -> Result[int]:
    """Ask to swap a duty for another (`other`) or to be substituted; it waits for the leader of the day."""
    there = _around(office, spot, other)
    if not reason.strip():
        raise Mistake("请写明换班的事由。", "reason")
    if asker == taker:
        raise Mistake("申请人和接班人是同一个人；请选别人。", "taker")
    _need(there, spot, asker)
    if other is not None:
        _need(there, other, taker)
    request = Request(
        kind="换班" if other else "替班",
        asked_at=office.clock(),
        asker=there.person_id(asker),
        day=spot[0],
        shift=spot[1],
        post=spot[2],
        taker=there.person_id(taker),
        reason=reason.strip(),
        other_on=other[0] if other else None,
        other_shift=other[1] if other else "",
        other_post=other[2] if other else "",
    )
    _refuse_twice(_after(office, request)[1])
    with office.change(f"申请{request.kind}") as change:
        key = shelf.insert_request(change, request)
    broken = weigh_request(office, key)
    leader = approver_of(office, spot[0], asker)
    says = f"已提交，等{leader or '带班领导'}审批。" + (f"审批前请看：{'；'.join(broken[:2])}。" if broken else "")
    return Result(key, Changes(Area.ROSTER, says, lambda later: call_back(later, key)))


def requests(office: Office, *, state: str = "") -> tuple[Slip, ...]:
    """All requests, the newest first, or those in one state."""
    return tuple(_slip(office, one) for one in shelf.requests(office.store) if state in ("", one.state))


def slip(office: Office, key: int) -> Slip:
    """One request for its paper."""
    return _slip(office, _request(office, key))


def weigh_request(office: Office, key: int) -> tuple[str, ...]:
    """The rules that agreeing would break; empty when none."""
    one = _request(office, key)
    there, after = _after(office, one)
    return tuple(dict.fromkeys(b.says for b in new_breaches(there.made, there.duties, after)))


def decide(office: Office, key: int, agreed: bool, *, note: str = "", by: str = "") -> Changes:
    """Agree or refuse; agreeing changes the roster and with it both ledgers.

    A broken rule is a `Mistake` unless `note` says why it is accepted.
    """
    one = _request(office, key)
    if one.state != "待审批":
        raise Mistake(f"这份申请{one.state}，不能再审批。", "state")
    if agreed:
        _refuse_twice(_after(office, one)[1])
    broken = weigh_request(office, key) if agreed else ()
    if broken and not note.strip():
        raise Mistake(f"同意后违反规定：{'；'.join(broken)}。要同意请写明理由。", "note")
    moved = _carry_out(office, one, note.strip() if broken else "") if agreed else None
    state = "已同意" if agreed else "不同意"
    values = {
        "state": state,
        "decided_at": moment_text(office.clock()),
        "decided_by": by or approver_of(office, one.day, labels(office)[one.asker]) or office.user,
        "note": note.strip(),
    }
    with office.change(f"审批{one.kind}") as change:
        shelf.decide_request(change, key, values, note)
    says = f"{state}：{slip(office, key).says}。"
    return Changes(_TOUCHED, says, lambda later: _undecide(later, key, moved))


def call_back(office: Office, key: int) -> Changes:
    """Withdraw a request that waits."""
    one = _request(office, key)
    if one.state != "待审批":
        raise Mistake(f"这份申请{one.state}，不能撤回。", "state")
    with office.change(f"撤回{one.kind}申请") as change:
        shelf.decide_request(change, key, {"state": "已撤回"})
    return Changes(Area.ROSTER, "申请已撤回。", lambda later: _undecide(later, key, None))


def _undecide(office: Office, key: int, moved: Changes | None) -> Changes:
    if moved is not None and moved.undo is not None:
        moved.undo(office)
    with office.change("撤销审批") as change:
        shelf.decide_request(change, key, {"state": "待审批", "decided_at": None, "decided_by": "", "note": ""})
    return Changes(_TOUCHED, "已撤销，申请重新待审批。")


def _carry_out(office: Office, one: Request, accepted: str) -> Changes:
    there, after = _after(office, one)
    old = {Duty(d.day, d.shift, d.post, there.label[d.person]): d for d in there.stored}
    gone = [row for duty, row in old.items() if duty not in after]
    come = [
        StoredDuty(d.date, d.shift, d.post, there.person_id(d.person), accepted=accepted) for d in after if d not in old
    ]
    return rewrite(office, gone, come, one.kind)


def _after(office: Office, one: Request) -> tuple[Stretch, tuple[Duty, ...]]:
    spot: Spot = (one.day, one.shift, one.post)
    other: Spot | None = (one.other_on, one.other_shift, one.other_post) if one.other_on else None
    there = _around(office, spot, other)
    mine = _need(there, spot, there.label[one.asker])
    if other is None:
        return there, handed_over(there.duties, mine, there.label[one.taker])
    return there, exchanged(there.duties, mine, _need(there, other, there.label[one.taker]))


def _refuse_twice(after: Sequence[Duty]) -> None:
    """Nobody stands one place twice; no reason makes that possible, the other place would stay empty."""
    for duty, times in Counter(after).items():
        if times > 1:
            where = f"{day_words(duty.date)}“{duty.shift}”的{duty.post}"
            raise Mistake(f"{duty.person}已经在{where}上，不能再换到同一个班；请选别的一班或别的人。", "other")


def _around(office: Office, spot: Spot, other: Spot | None) -> Stretch:
    days = [spot[0], *([other[0]] if other else [])]
    return stretch(office, month_days(f"{min(days):%Y-%m}")[0], month_days(f"{max(days):%Y-%m}")[1])


def _need(there: Stretch, spot: Spot, person: str) -> Duty:
    wanted = Duty(*spot, person)
    if wanted not in there.duties:
        raise Mistake(f"{day_words(spot[0])}“{spot[1]}”的{spot[2]}不是{person}；班表可能改过，请核对。", "person")
    return wanted


def _request(office: Office, key: int) -> Request:
    found = shelf.requests(office.store, [key])
    if not found:
        raise Mistake(f"没有编号 {key} 的换班申请，请核对编号。", "id")
    return found[0]


def _slip(office: Office, one: Request) -> Slip:
    label = labels(office)
    title = {person.id: person.post for person in people(office)}
    other: Spot | None = (one.other_on, one.other_shift, one.other_post) if one.other_on else None
    return Slip(
        id=one.id,
        kind=one.kind,
        asked_at=one.asked_at,
        asker=label[one.asker],
        asker_title=title.get(one.asker, ""),
        spot=(one.day, one.shift, one.post),
        taker=label[one.taker],
        taker_title=title.get(one.taker, ""),
        other=other,
        reason=one.reason,
        state=one.state,
        leader=approver_of(office, one.day, label[one.asker]),
        decided_at=one.decided_at,
        decided_by=one.decided_by,
        note=one.note,
    )


def waiting(office: Office, since: date) -> int:
    """How many requests about duties from a day on still wait."""
    return sum(1 for one in shelf.requests(office.store) if one.state == "待审批" and one.day >= since)
