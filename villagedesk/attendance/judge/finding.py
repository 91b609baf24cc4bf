"""What is being found out about one duty: its signs, the mark of each half day, and the reasons in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from villagedesk.attendance.judge import excuse
from villagedesk.attendance.judge.excuse import Gap
from villagedesk.attendance.judge.rule import Part, ShiftRule
from villagedesk.attendance.judge.signs import Period, Span
from villagedesk.attendance.judge.slot import Fact, Slot
from villagedesk.attendance.judge.verdict import GRAVITY, Status


@dataclass(slots=True)
class Finding:
    """What is being found out about one duty, part by part."""

    slot: Slot
    facts: list[Fact]
    due: list[Part]
    excused: list[tuple[Part, str]]
    gaps: Sequence[Gap] = ()
    marks: dict[int, Status] = field(default_factory=dict[int, Status])
    reasons: list[str] = field(default_factory=list[str])
    late: int = 0
    early: int = 0
    hours: float = 0.0
    half_day: bool = False
    absent: bool = False
    empty: bool = False
    sign_in: Fact | None = None
    sign_out: Fact | None = None
    periods: list[Period] = field(default_factory=list[Period])

    @property
    def rule(self) -> ShiftRule:
        """The rule of the duty's shift."""
        return self.slot.table.rule


def explained(found: Finding) -> list[str]:
    """What leave and errands say, half days first, then hours."""
    number = found.slot.day.toordinal() * 2
    by_hour = {(number + part.half, kind) for part, kind in found.excused if _by_hour(found, part)}
    words = [
        f"{_half_name(found.slot, p)}{kind}" for p, kind in found.excused if (number + p.half, kind) not in by_hour
    ]
    return words + [f"{clock(found.slot, g.begin)}–{clock(found.slot, g.end)} {g.kind}" for g in found.gaps]


def _by_hour(found: Finding, part: Part) -> bool:
    base = found.slot.base
    return bool(found.gaps) and bool(excuse.whole(found.gaps, base + part.begin, base + part.end))


def _half_name(slot: Slot, part: Part) -> str:
    return "全天" if len(slot.table.parts) == 1 else ("上午" if part.cell == 0 else "下午")


def note_late(found: Finding, cell: int, at: int, seconds: int) -> None:
    """A sign `seconds` after the hour: its minutes, its reason, and what it does to its half day."""
    minutes = max(1, seconds // 60)
    found.late += minutes
    grace = f"，宽限 {found.rule.late_grace_minutes} 分钟" if found.rule.late_grace_minutes else ""
    begin = clock(found.slot, at - seconds)
    found.reasons.append(f"{clock(found.slot, at)} 签到，晚于 {begin}，迟到 {minutes} 分钟{grace}")
    note_mark(found, cell, _cost(found, minutes, Status.LATE))


def note_early(found: Finding, cell: int, at: int, seconds: int) -> None:
    """A sign `seconds` before the end: its minutes, its reason, and what it does to its half day."""
    minutes = max(1, seconds // 60)
    found.early += minutes
    grace = f"，宽限 {found.rule.early_grace_minutes} 分钟" if found.rule.early_grace_minutes else ""
    end = clock(found.slot, at + seconds)
    found.reasons.append(f"{clock(found.slot, at)} 签退，早于 {end}，早退 {minutes} 分钟{grace}")
    note_mark(found, cell, _cost(found, minutes, Status.EARLY))


def _cost(found: Finding, minutes: int, usual: Status) -> Status:
    limit = found.rule.late_half_day_minutes
    if not limit or minutes <= limit:
        return usual
    found.reasons.append(f"{usual}超过 {limit} 分钟，按旷工半天计")
    return Status.ABSENT


def note_mark(found: Finding, cell: int, status: Status) -> None:
    """Put a mark on a half day where it is graver than the one it has."""
    if GRAVITY[status] < GRAVITY[found.marks.get(cell, Status.NORMAL)]:
        found.marks[cell] = status


def clock(slot: Slot, at: int) -> str:
    """A moment as the reasons say it: 08:41, 次日 06:05."""
    seconds = at % 86_400
    days = (at - slot.base) // 86_400
    return f"{'次日 ' if days == 1 else '前一天 ' if days < 0 else ''}{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"


def span_text(slot: Slot, span: Span) -> str:
    """The hours of a span: 08:30–11:30."""
    return f"{clock(slot, span.begin)}–{clock(slot, span.end)}"
