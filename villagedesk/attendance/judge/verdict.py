"""What the judge says of one duty, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Status(StrEnum):
    """The word for a day, in the order in which the graver one wins."""

    UNDECIDED = "未判定"
    ABSENT = "旷工"
    MISSING = "缺卡"
    LATE = "迟到"
    EARLY = "早退"
    LEAVE = "请假"
    ERRAND = "公出"
    FIELD = "外勤"
    REST = "调休"
    CORRECTED = "补签"
    NORMAL = "正常"


GRAVITY = {status: i for i, status in enumerate(Status)}


@dataclass(frozen=True, slots=True)
class Half:
    """One half day of a duty: its cell (0 upper, 1 lower), the word for it, and the kind of leave or errand."""

    cell: int
    status: Status
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on one duty of one day.

    `late` and `early` are minutes (at least 1 when there is any), `hours` worked hours; `halves` are its half
    days; `selected` names the counting punches of a broken day (in1, out1, in2, out2). `absent` and the status
    旷工 say the same: all that was due counts as absence. Where only half of it does, the status says how that came
    about (缺卡, 迟到, 早退) and the half days and reasons say what it costs. `away_minutes` are hours of leave and
    errands, by kind, inside half days that stay due.
    """

    person: str
    date: date
    shift: str
    status: Status
    sign_in: datetime | None = None
    sign_out: datetime | None = None
    hours: float = 0.0
    late: int = 0
    early: int = 0
    half_day: bool = False
    absent: bool = False
    halves: tuple[Half, ...] = ()
    selected: dict[str, datetime | None] | None = None
    reasons: tuple[str, ...] = ()
    start: datetime | None = None
    end: datetime | None = None
    kind: str = ""
    punched_on_leave: bool = field(default=False)
    away_minutes: tuple[tuple[str, int], ...] = ()

    def count(self, *statuses: Status) -> int:
        """How many of its half days have one of these words."""
        return sum(1 for half in self.halves if half.status in statuses)

    @property
    def _cut(self) -> float:
        """What a half day of presence loses when a duty of one half day was itself cut to half."""
        return 0.5 if self.half_day and len(self.halves) == 1 else 0.0

    @property
    def present(self) -> float:
        """Half days of presence: normal, late, early or made up by a correction."""
        found = self.count(Status.NORMAL, Status.LATE, Status.EARLY, Status.CORRECTED)
        return found - self._cut if found else 0

    @property
    def absent_halves(self) -> float:
        """Half days of absence without a reason."""
        return self.count(Status.ABSENT) + self._cut

    @property
    def away(self) -> int:
        """Half days excused by leave, errand, field work or rest."""
        return self.count(Status.LEAVE, Status.ERRAND, Status.FIELD, Status.REST)
