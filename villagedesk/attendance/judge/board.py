"""Judge many duties at once: match the punches of each person, then judge slot by slot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from villagedesk.attendance.explanation import Cover
from villagedesk.attendance.judge.day import judge
from villagedesk.attendance.judge.rule import stamp
from villagedesk.attendance.judge.slot import Fact, Slot, decided_from, match
from villagedesk.attendance.judge.verdict import Verdict
from villagedesk.attendance.punch import Punch

NO_DATA = datetime(1, 1, 2)
"""How far the data reach where nothing was ever imported or signed."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Verdicts in the order of day, start and person; which slot owns each punch; punches that belong to none."""

    verdicts: tuple[Verdict, ...]
    slots: tuple[Slot, ...]
    owners: tuple[tuple[Punch, Slot | None], ...]

    @property
    def stray(self) -> tuple[Punch, ...]:
        """Punches outside every window of their person."""
        return tuple(punch for punch, slot in self.owners if slot is None)


def judge_all(
    slots: Iterable[Slot], punches: Iterable[Punch], covers: Mapping[str, Cover], data_until: datetime | None
) -> Judged:
    """The verdict on every slot; the order of slots and punches does not matter, identical punches count once.

    A slot is decided when `data_until` lies past its window (None: everything is decided; `NO_DATA`: nothing).
    """
    by_person: dict[str, list[Slot]] = defaultdict(list)
    for slot in slots:
        by_person[slot.person].append(slot)
    punched: dict[str, list[Punch]] = defaultdict(list)
    for punch in dict.fromkeys(punches):
        punched[punch.person].append(punch)
    until = None if data_until is None else stamp(data_until)
    shown = "" if data_until in (None, NO_DATA) else data_until.strftime("%Y年%m月%d日 %H:%M")
    judged: list[tuple[Slot, Verdict]] = []
    owners: list[tuple[Punch, Slot | None]] = []
    for person, own in by_person.items():
        own.sort(key=lambda slot: (slot.start, slot.end, slot.rule.name))
        mine = sorted(punched.pop(person, ()), key=_punch_order)
        judged += _judge_person(own, mine, covers.get(person), (until, shown), owners)
    owners += [(punch, None) for rest in punched.values() for punch in rest]
    judged.sort(key=lambda pair: (pair[0].day, pair[0].start, pair[0].person, pair[0].rule.name))
    owners.sort(key=lambda pair: (pair[0].at, pair[0].person, pair[0].state, pair[0].source))
    return Judged(tuple(v for _, v in judged), tuple(s for s, _ in judged), tuple(owners))


def _punch_order(punch: Punch) -> tuple[datetime, str, str]:
    return punch.at, punch.state, punch.source


def _judge_person(
    slots: list[Slot],
    punches: Sequence[Punch],
    cover: Cover | None,
    reach: tuple[int | None, str],
    owners: list[tuple[Punch, Slot | None]],
) -> list[tuple[Slot, Verdict]]:
    until, shown = reach
    facts = [Fact(stamp(punch.at), punch.state, punch.source) for punch in punches]
    owned, _, places = match(slots, facts)
    owners += [(punch, slots[i] if i >= 0 else None) for punch, i in zip(punches, places, strict=True)]
    closes = decided_from(slots)
    return [
        (slot, judge(slot, mine, cover, until is None or until > close, shown))
        for slot, mine, close in zip(slots, owned, closes, strict=True)
    ]
