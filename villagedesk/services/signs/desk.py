"""The sign-in desk: everybody signs for themselves with a PIN; the clerk may sign for somebody, seldom and said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.clock import moment_text
from villagedesk.base.errors import Mistake
from villagedesk.security import pin as pins
from villagedesk.services import people as staff
from villagedesk.services.office import Office, fact
from villagedesk.services.punches import facts
from villagedesk.services.roster import duties
from villagedesk.store.desk import pins as pin_shelf
from villagedesk.store.desk import signs as shelf
from villagedesk.store.desk.signs import Sign

PROXY_PER_MONTH = 3
PROXY_DAYS = 3
_AGAIN = timedelta(minutes=1)
_WORDS = {"in": "签到", "out": "签退"}
_TOUCHED = Area.PUNCHES | Area.ATTENDANCE


@dataclass(frozen=True, slots=True)
class Tile:
    """One person at the desk: today's duty in words, and what they signed today."""

    person: int
    label: str
    post: str
    duty: str
    signed_in: datetime | None
    signed_out: datetime | None
    has_pin: bool

    @property
    def state(self) -> str:
        """What the tile says: 未签到, 已签到 or 已签退."""
        if self.signed_in is None:
            return "未签到"
        return "已签退" if self.signed_out else "已签到"


def tiles(office: Office) -> tuple[Tile, ...]:
    """Everybody who serves today, those on duty first, then by seniority."""
    now = office.clock()
    today = now.date()
    labels = staff.labels(office)
    known = pin_shelf.pins(office.store)
    duty: dict[int, str] = {}
    for one in duties.on_days(office, today, today):
        post = "" if one.post == one.shift else f" {one.post}"
        words = f"{one.shift}{post} {one.start:%H:%M}–{one.end:%H:%M}"
        duty[one.id] = f"{duty[one.id]}；{words}" if one.id in duty else words
    signed = _signed(office, today)
    found = [
        Tile(
            person.id,
            labels[person.id],
            person.post,
            duty.get(person.id, ""),
            *signed.get(person.id, (None, None)),
            person.id in known,
        )
        for person in staff.serving(office, today)
    ]
    return tuple(sorted(found, key=lambda tile: not tile.duty))


def sign(office: Office, person: int, pin: str = "", state: str = "") -> Result[Sign]:
    """Sign in or out for oneself; without `state` the first sign of the day is in, every later one out.

    `Mistake` for a wrong or missing PIN, for a locked one, and for a second sign within a minute.
    """
    now = office.clock()
    label = staff.labels(office)[person]
    if fact(office, "desk_pin", True):
        _prove(office, person, pin, label)
    today = [s for s in shelf.signs(office.store, _begin(now.date()), _end(now.date())) if s.person == person]
    if today and now - today[-1].at < _AGAIN:
        raise Mistake(f"{label}刚刚已经{_WORDS[today[-1].state]}（{today[-1].at:%H:%M}），不用再按。", "person")
    wanted = state or ("out" if any(s.state == "in" for s in today) else "in")
    fresh = Sign(0, person, now, wanted, "desk", label, "", now)
    with office.change(f"签到台{_WORDS[wanted]}") as change:
        key = shelf.insert_sign(change, fresh)
    made = Sign(key, person, now, wanted, "desk", label, "", now)
    return Result(made, Changes(_TOUCHED, f"{label} {now:%H:%M} {_WORDS[wanted]}。"))


def set_pin(office: Office, person: int, pin: str, old: str | None = None) -> Changes:
    """Set a person's PIN; with `old` the person does so at the desk, without it the clerk resets it."""
    label = staff.labels(office)[person]
    if old is not None:
        _prove(office, person, old, label)
    values = {"hash": pins.hash_pin(pins.check_pin(pin)), "set_at": moment_text(office.clock())}
    with office.change("设置签到密码") as change:
        pin_shelf.put_pin(change, office.store, person, values | {"failures": 0, "locked_at": None})
    return Changes(Area.PEOPLE | Area.PUNCHES, f"{label}的签到密码已设置。")


def sign_for(office: Office, person: int, at: datetime, state: str, why: str) -> Result[Sign]:
    """代签: the clerk writes a sign for somebody else; who and why stay with it, and there is a limit.

    `Mistake` without a reason, for the future, too late, or more often than the office allows in a month.
    """
    now = office.clock()
    label = staff.labels(office)[person]
    if not why.strip():
        raise Mistake("代签要写明原因。", "why")
    if state not in _WORDS:
        raise Mistake("请选签到还是签退。", "state")
    if at > now:
        raise Mistake("不能代签将来的时间。", "at")
    days, limit = int(fact(office, "proxy_days", PROXY_DAYS)), int(fact(office, "proxy_per_month", PROXY_PER_MONTH))
    if (now.date() - at.date()).days > days:
        raise Mistake(f"只能代签最近 {days} 天内的；更早的请走补签审批。", "at")
    used = proxies(office, at.date()).get(person, 0)
    if used >= limit:
        raise Mistake(f"{label}本月已代签 {used} 次，到了每月 {limit} 次的上限；请走补签审批。", "person")
    same = [s for s in shelf.signs(office.store, at - _AGAIN, at + _AGAIN) if s.person == person and s.state == state]
    if same:
        raise Mistake(f"{label} {same[0].at:%H:%M} 已经有一次{_WORDS[state]}。", "at")
    fresh = Sign(0, person, at, state, "clerk", office.user, why.strip(), now)
    with office.change("代签") as change:
        key = shelf.insert_sign(change, fresh)
    says = f"已为{label}代签（{at:%m-%d %H:%M} {_WORDS[state]}），本月第 {used + 1} 次。"
    made = Sign(key, person, at, state, "clerk", office.user, why.strip(), now)
    return Result(made, Changes(_TOUCHED, says, lambda later: remove_sign(later, key, "撤销代签")))


def remove_sign(office: Office, key: int, reason: str) -> Changes:
    """Take back a sign that the clerk wrote; what people signed themselves stays."""
    found = shelf.sign(office.store, key)
    if found is None:
        raise Mistake("这次签到找不到了，可能已经撤销；请按 Ctrl+R 重新读取。")
    if found.source != "clerk":
        raise Mistake("本人的签到不能删除；有错请走补签审批，原记录保留。")
    with office.change("撤销代签") as change:
        change.remove("sign", key, reason)

    def undo(later: Office) -> Changes:
        with later.change("恢复代签") as change:
            change.restore("sign", key)
        return Changes(_TOUCHED, "代签已恢复。")

    return Changes(_TOUCHED, "已撤销代签。", undo)


def proxies(office: Office, day: date) -> Mapping[int, int]:
    """How often each person was signed for in the month of a day."""
    first = day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    count: dict[int, int] = {}
    for sign_ in shelf.signs(office.store, _begin(first), _end(last)):
        if sign_.source == "clerk":
            count[sign_.person] = count.get(sign_.person, 0) + 1
    return count


@dataclass(frozen=True, slots=True)
class SignedFor:
    """A sign that the clerk made for somebody: for which moment, by whom, why, and when it was entered."""

    id: int
    label: str
    at: datetime
    state: str
    by: str
    why: str
    entered_at: datetime


def signed_for(office: Office, first: date, last: date) -> tuple[SignedFor, ...]:
    """Every sign made for somebody else between two days."""
    labels = staff.labels(office)
    return tuple(
        SignedFor(one.id, labels[one.person], one.at, one.state, one.by, one.why, one.entered_at or one.at)
        for one in shelf.signs(office.store, _begin(first), _end(last))
        if one.source == "clerk"
    )


def _prove(office: Office, person: int, pin: str, label: str) -> None:
    """Let pass only who knows the PIN; wrong ones are counted and written down before the answer."""
    held = pin_shelf.pins(office.store).get(person)
    if held is None:
        raise Mistake(f"{label}还没有设置签到密码，请先按“设置密码”。", "pin")
    now = office.clock()
    until = pins.locked_until(held.failures, held.locked_at, now)
    if until:
        raise Mistake(f"密码连续输错 {pins.MOST_FAILURES} 次，{until:%H:%M} 以后再试，或请文书重设。", "pin")
    if pins.fits("".join(pin.split()), held.hash):
        if held.failures:
            with office.change("签到密码正确") as change:
                pin_shelf.put_pin(change, office.store, person, {"failures": 0, "locked_at": None})
        return
    # after a lock has run out the count begins again
    failures = 1 if held.failures >= pins.MOST_FAILURES else held.failures + 1
    with office.change("签到密码错误") as change:
        pin_shelf.put_pin(change, office.store, person, {"failures": failures, "locked_at": moment_text(now)})
    left = pins.MOST_FAILURES - failures
    raise Mistake(f"密码不对，还可以试 {left} 次。" if left else "密码连续输错，已锁定 5 分钟。", "pin")


def _signed(office: Office, day: date) -> dict[int, tuple[datetime | None, datetime | None]]:
    """First sign in (at the desk or on a machine) and last sign out at the desk of each person on a day."""
    keys = {label: key for key, label in staff.labels(office).items()}
    found: dict[int, tuple[datetime | None, datetime | None]] = {}
    for punch in facts.punches(office, day, day):
        first, last = found.get(keys[punch.person], (None, None))
        # the key of a machine is unreliable: only a sign at the desk says that somebody left
        leaves = punch.state == "out" and punch.source != "machine"
        found[keys[punch.person]] = (first, punch.at) if leaves else (first or punch.at, None if last else last)
    return found


def _begin(day: date) -> datetime:
    return datetime.combine(day, time())


def _end(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59))
