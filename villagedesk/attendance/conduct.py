"""What follows from repeated faults, punctuality over the year, and the promise kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from villagedesk.attendance.judge.verdict import Status, Verdict
from villagedesk.attendance.profile import Ladder, Profile, Step


@dataclass(frozen=True, slots=True)
class Consequence:
    """One step of a ladder that a person has reached: how often, what follows, points and money taken."""

    person: str
    fault: str
    times: int
    says: str
    points: float = 0.0
    money: float = 0.0


def consequences(profile: Profile, month: Sequence[Verdict], year: Sequence[Verdict]) -> tuple[Consequence, ...]:
    """What the ladders say of one person's month, counting a year's faults where a ladder spans the year."""
    found: list[Consequence] = []
    for ladder in profile.ladders:
        here = _faults(ladder, month)
        if not here:
            continue
        times = here if ladder.span == "month" else _faults(ladder, year)
        step = _step(ladder, times)
        if step is None:
            continue
        points = sum(s.points for n in range(times - here + 1, times + 1) if (s := _step(ladder, n)))
        money = sum(s.money for n in range(times - here + 1, times + 1) if (s := _step(ladder, n)))
        span = "本月" if ladder.span == "month" else "本年"
        says = f"{span}{_fault_text(ladder)} {times} 次：{step.consequence}"
        found.append(Consequence(month[0].person, ladder.fault, times, says, points, money))
    return tuple(found)


def _fault_text(ladder: Ladder) -> str:
    if ladder.over_minutes and ladder.to_minutes:
        return f"{ladder.fault}（{ladder.over_minutes}–{ladder.to_minutes} 分钟）"
    return f"{ladder.fault}（{ladder.to_minutes} 分钟以内）" if ladder.to_minutes else ladder.fault


def _faults(ladder: Ladder, verdicts: Iterable[Verdict]) -> int:
    """How many duties show the fault; absence is a whole or half day without a reason."""
    count = 0
    for verdict in verdicts:
        if ladder.fault == "旷工":
            count += verdict.count(Status.ABSENT) > 0
        elif ladder.fault in ("迟到", "早退"):
            minutes = verdict.late if ladder.fault == "迟到" else verdict.early
            count += minutes > ladder.over_minutes and (not ladder.to_minutes or minutes <= ladder.to_minutes)
        elif ladder.fault == "缺卡":
            count += verdict.count(Status.MISSING) > 0
    return count


def _step(ladder: Ladder, times: int) -> Step | None:
    return max((step for step in ladder.steps if step.times <= times), key=lambda step: step.times, default=None)


@dataclass(frozen=True, slots=True)
class Punctuality:
    """One month of one person: duties decided, on time, and the average minutes before the hour."""

    person: str
    month: str
    duties: int
    on_time: int

    @property
    def share(self) -> float:
        """The part of duties that were on time, 0 to 1; 1 where there was none."""
        return self.on_time / self.duties if self.duties else 1.0


_ON_TIME = (Status.NORMAL, Status.CORRECTED)
_COUNTED = (*_ON_TIME, Status.LATE, Status.EARLY, Status.MISSING, Status.ABSENT)


def punctuality(verdicts: Iterable[Verdict]) -> tuple[Punctuality, ...]:
    """Month by month and person by person how many duties were on time; leave and errands do not count."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for verdict in verdicts:
        if verdict.status in _COUNTED:
            pair = counts[verdict.person, f"{verdict.date:%Y-%m}"]
            pair[0] += 1
            pair[1] += verdict.status in _ON_TIME
    return tuple(Punctuality(p, m, duties, on_time) for (p, m), (duties, on_time) in sorted(counts.items()))
