"""Every hole of a plan with the reason for every candidate, and what would fill it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from villagedesk.roster.frame import Frame
from villagedesk.roster.rules import Roll, obstacles, roll
from villagedesk.roster.shift import Duty
from villagedesk.roster.slots import Slot


@dataclass(frozen=True, slots=True)
class Hole:
    """One missing person on one slot: why each candidate cannot, and what would fix it."""

    date: date
    shift: str
    post: str
    reasons: tuple[str, ...]
    fix: str


_FREE = "没有妨碍，可以补上"
"""Said of a candidate whom no rule keeps off: the place was emptied by hand, or the time to plan ran out."""


def holes(made: Frame, duties: Sequence[Duty]) -> tuple[Hole, ...]:
    """Every missing head of the plan, one `Hole` each, in the order of the slots."""
    now = roll(made, duties)
    found: list[Hole] = []
    for slot in made.slots:
        holders = now.holders(slot)
        if slot.whole:
            found += _left_out(now, slot, holders)
        elif len(holders) < slot.count:
            found += [_hole(now, slot, holders)] * (slot.count - len(holders))
    return tuple(found)


def _hole(now: Roll, slot: Slot, holders: Sequence[int]) -> Hole:
    people = now.made.case.people
    reasons: list[str] = []
    near: list[tuple[int, str, str]] = []
    for i, person in enumerate(people):
        if slot.post not in person.posts:
            continue
        if i in holders:
            reasons.append(f"{person.name} 已在本班")
            continue
        why = obstacles(now, i, slot) or (_FREE,)
        reasons.append(f"{person.name} {'、'.join(why)}")
        near.append((len(why), person.name, why[0]))
    if not reasons:
        return Hole(
            slot.date, slot.shift, slot.post, (f"没有人担任{slot.post}",), f"在“人员”里给合适的人加上“{slot.post}”岗位"
        )
    return Hole(slot.date, slot.shift, slot.post, tuple(reasons), _fix(slot, near))


def _fix(slot: Slot, near: Sequence[tuple[int, str, str]]) -> str:
    more = f"给更多人加上“{slot.post}”岗位，或把这一班的人数减少"
    if not near:
        return more
    _, name, why = min(near, key=lambda one: (one[2] != _FREE, one[0]))
    if why == _FREE:
        return f"请{name}补上"
    if "连班" in why or "本周" in why or "休息不足" in why:
        return f"放宽“{why}”的限制后可由{name}值，或{more}"
    if "已值" in why or "重叠" in why:
        return f"请别人接替{name}的另一班，或{more}"
    if why.startswith(("不能与", "与", "固定", "次日须为")):
        return f"接受“{why}”后可由{name}值，或{more}"
    return f"{name}{why.removeprefix('次日')}取消后可以值，或{more}"


def _left_out(now: Roll, slot: Slot, holders: Sequence[int]) -> list[Hole]:
    """Who is kept off a whole-office duty by a rule and not by leave or by another duty at that time."""
    made = now.made
    reasons: list[str] = []
    for i, person in enumerate(made.case.people):
        if i in holders or not made.candidate(i, slot):
            continue
        why = [one for one in obstacles(now, i, slot) if not one.startswith("当天已值") and "重叠" not in one]
        if why:
            reasons.append(f"{person.name} {'、'.join(why)}")
    return (
        [Hole(slot.date, slot.shift, slot.post, tuple(reasons), "放宽相应的限制，或接受少数人缺席")] if reasons else []
    )
