"""Hand edits of single cells: checked at once, the broken rule named, acceptable with a reason, undoable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from villagedesk.base.changes import Area, Changes
from villagedesk.base.errors import Mistake
from villagedesk.calendar.wording import day_words
from villagedesk.roster.changes.swap import new_breaches
from villagedesk.roster.shift import Duty
from villagedesk.services.office import Office
from villagedesk.services.roster.cases import Stretch, month_days, stretch
from villagedesk.store import roster as shelf
from villagedesk.store.roster import StoredDuty

Spot = tuple[date, str, str]
"""Day, shift and post."""
_TOUCHED = Area.ROSTER | Area.ATTENDANCE


def weigh(office: Office, spot: Spot, person: str, *, instead: str = "") -> tuple[str, ...]:
    """The rules that would be newly broken if the person stood there (in place of `instead`); empty when none."""
    there = _around(office, spot[0])
    return _weighed(there, _assigned(there, spot, person, instead))


def assign(office: Office, spot: Spot, person: str, *, instead: str = "", reason: str = "") -> Changes:
    """Put a person on a place, in place of `instead` if given.

    A broken rule is a `Mistake` that names it, unless `reason` says why it is accepted.
    """
    there = _around(office, spot[0])
    after = _assigned(there, spot, person, instead)
    says = f"{day_words(spot[0])}“{spot[1]}”{spot[2]}：{instead + '换成' if instead else ''}{person}。"
    return _write(office, there, after, _pass(there, after, reason), says)


def weigh_move(office: Office, source: tuple[Spot, str], target: Spot, *, instead: str = "") -> tuple[str, ...]:
    """The rules that a move would newly break; with `instead` the two people take each other's place."""
    there = _around(office, source[0][0], target[0])
    return _weighed(there, _moved(there, source, target, instead))


def move(office: Office, source: tuple[Spot, str], target: Spot, *, instead: str = "", reason: str = "") -> Changes:
    """Drag a person from one place to another; dropped on somebody (`instead`), the two take each other's place."""
    there = _around(office, source[0][0], target[0])
    after = _moved(there, source, target, instead)
    what = f"和{instead}对调" if instead else "移动"
    says = f"{source[1]}{what}：{day_words(source[0][0])}“{source[0][1]}”→{day_words(target[0])}“{target[1]}”。"
    return _write(office, there, after, _pass(there, after, reason), says)


def clear(office: Office, spot: Spot, person: str) -> Changes:
    """Take a person off a place and leave it empty."""
    there = _around(office, spot[0])
    gone = _held(there, spot, person)
    after = tuple(d for d in there.duties if d != gone)
    return _write(office, there, after, "", f"{day_words(spot[0])}“{spot[1]}”{spot[2]}撤下{person}，现在空缺。")


def pin(office: Office, spot: Spot, person: str, pinned: bool) -> Changes:
    """Fix a cell, so that planning leaves it, or let it go."""
    one = _row(office, spot, person)
    with office.change("固定班次" if pinned else "取消固定班次") as change:
        shelf.update_duty(change, replace(one, pinned=pinned))
    says = "已固定，重新排班不会动它。" if pinned else "已取消固定。"
    return Changes(Area.ROSTER, says, lambda later: pin(later, spot, person, not pinned))


def accept(office: Office, spot: Spot, person: str, reason: str) -> Changes:
    """Accept the broken rule of a cell with a reason; an empty reason takes the acceptance back."""
    one = _row(office, spot, person)
    with office.change("接受违反规定的班次") as change:
        shelf.update_duty(change, replace(one, accepted=reason.strip()))
    says = "已接受并记下理由。" if reason.strip() else "已取消接受。"
    return Changes(Area.ROSTER, says, lambda later: accept(later, spot, person, one.accepted))


def clear_month(office: Office, month: str) -> Changes:
    """Empty a month that was never published; pinned cells stay."""
    if month in shelf.published_months(office.store):
        raise Mistake(f"{month} 已经公示，不能整月清空；可以逐格修改后再公示新的一版。", "month")
    gone = [one for one in shelf.duties(office.store, *month_days(month)) if not one.pinned]
    with office.change(f"清空 {month} 的班") as change:
        shelf.drop_duties(change, gone, "清空")
    return Changes(
        Area.ROSTER, f"{month} 已清空 {len(gone)} 个班。", lambda later: rewrite(later, (), gone, "恢复班表")
    )


def rewrite(office: Office, gone: Sequence[StoredDuty], come: Sequence[StoredDuty], what: str) -> Changes:
    """Take some duties out and put others in, as one audited write; undo does the reverse."""
    span = [one.day for one in (*gone, *come)]
    with office.change(what) as change:
        now = {one.key: one for one in shelf.duties(office.store, min(span), max(span))} if span else {}
        shelf.drop_duties(change, [now[one.key] for one in gone if one.key in now], what)
        keys = {one.key for one in gone}
        shelf.add_duties(change, [one for one in come if one.key not in now or one.key in keys])
    return Changes(_TOUCHED, f"已{what}。", lambda later: rewrite(later, come, gone, _back(what)))


def _back(what: str) -> str:
    """What taking a write back is called: what was taken back is done again."""
    done = what.removeprefix("撤销").removeprefix("重做")
    return f"重做{done}" if what.startswith("撤销") else f"撤销{done}"


def _around(office: Office, *days: date) -> Stretch:
    first = month_days(f"{min(days):%Y-%m}")[0]
    return stretch(office, first, month_days(f"{max(days):%Y-%m}")[1])


def _row(office: Office, spot: Spot, person: str) -> StoredDuty:
    there = _around(office, spot[0])
    key = (*spot, there.person_id(person))
    found = next((one for one in there.stored if one.key == key), None)
    if found is None:
        raise Mistake(
            f"{day_words(spot[0])}“{spot[1]}”的{spot[2]}没有{person}；班表可能刚改过，请重新打开这个月。", "person"
        )
    return found


def _held(there: Stretch, spot: Spot, person: str) -> Duty:
    wanted = Duty(*spot, person)
    if wanted not in there.duties:
        raise Mistake(
            f"{day_words(spot[0])}“{spot[1]}”的{spot[2]}没有{person}；班表可能刚改过，请重新打开这个月。", "person"
        )
    return wanted


def _assigned(there: Stretch, spot: Spot, person: str, instead: str) -> tuple[Duty, ...]:
    slot = there.made.by_key.get(spot)
    if slot is None:
        raise Mistake(f"{day_words(spot[0])}没有“{spot[1]}”的{spot[2]}这个岗；请选表上有的格子。", "shift")
    there.person_id(person)
    gone = _held(there, spot, instead) if instead else None
    kept = tuple(d for d in there.duties if d != gone)
    if Duty(*spot, person) in kept:
        raise Mistake(f"{person}已经在{day_words(spot[0])}“{spot[1]}”的{spot[2]}上了。", "person")
    standing = sum((d.date, d.shift, d.post) == spot for d in kept)
    if not slot.whole and standing >= slot.count:
        raise Mistake(f"{day_words(spot[0])}“{spot[1]}”的{spot[2]}已满 {slot.count} 人；请说明替换谁。", "instead")
    return (*kept, Duty(*spot, person))


def _moved(there: Stretch, source: tuple[Spot, str], target: Spot, instead: str) -> tuple[Duty, ...]:
    held = _held(there, *source)
    if source[0] == target:
        raise Mistake("放回了原来的格子，没有改动。", "target")
    rest = replace(there, stored=tuple(one for one in there.stored if _as_key(there, one) != held))
    after = _assigned(rest, target, source[1], instead)
    if not instead:
        return after
    if Duty(*source[0], instead) in after:
        raise Mistake(f"{instead}也在{day_words(source[0][0])}“{source[0][1]}”上，不能对调。", "target")
    return (*after, Duty(*source[0], instead))


def _as_key(there: Stretch, one: StoredDuty) -> Duty:
    return Duty(one.day, one.shift, one.post, there.label[one.person])


def _weighed(there: Stretch, after: Sequence[Duty]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(b.says for b in new_breaches(there.made, there.duties, after)))


def _pass(there: Stretch, after: Sequence[Duty], reason: str) -> str:
    broken = _weighed(there, after)
    if broken and not reason.strip():
        raise Mistake(f"违反规定：{'；'.join(broken)}。要坚持这样排，请写明理由。", "reason")
    return reason.strip() if broken else ""


def _write(office: Office, there: Stretch, after: Sequence[Duty], accepted: str, says: str) -> Changes:
    old = {_as_key(there, one): one for one in there.stored}
    wanted = set(after)
    gone = [one for duty, one in old.items() if duty not in wanted]
    come = [
        StoredDuty(d.date, d.shift, d.post, there.person_id(d.person), accepted=accepted) for d in after if d not in old
    ]
    changes = rewrite(office, gone, come, "修改班表")
    return Changes(changes.touched, says, changes.undo)
