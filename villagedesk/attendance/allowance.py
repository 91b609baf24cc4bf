"""误工补贴: half days really attended on duty slots × the rate of their kind, less what ladders take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from villagedesk.attendance.conduct import Consequence
from villagedesk.attendance.month import MonthSheet
from villagedesk.attendance.profile import Profile

KINDS = ("工作日", "双休日", "法定节假日", "夜班")


@dataclass(frozen=True, slots=True)
class Claim:
    """Days of one kind of slot and what they come to."""

    kind: str
    days: float
    rate: float

    @property
    def money(self) -> float:
        """Days × rate, to the fen."""
        return round(self.days * self.rate, 2)


@dataclass(frozen=True, slots=True)
class AllowanceRow:
    """One person's allowance: claims by kind, what is taken and why, and the sum."""

    person: str
    post: str
    claims: tuple[Claim, ...]
    taken: float
    why: tuple[str, ...] = ()

    @property
    def gross(self) -> float:
        """What the claims come to."""
        return round(sum(claim.money for claim in self.claims), 2)

    @property
    def net(self) -> float:
        """What is paid: never less than nothing."""
        return max(0.0, round(self.gross - self.taken, 2))

    @property
    def days(self) -> float:
        """Days that are claimed."""
        return sum(claim.days for claim in self.claims)


def allowance(sheet: MonthSheet, found: Mapping[str, Sequence[Consequence]]) -> tuple[AllowanceRow, ...]:
    """The allowance of everybody who attended a duty that is paid, in the order of the sheet.

    A half day counts only where there is a fact: punches, a sign at the desk or a confirmed correction.
    """
    made: list[AllowanceRow] = []
    for row in sheet.rows:
        days: dict[str, float] = defaultdict(float)
        for verdict in row.verdicts:
            days[verdict.kind or "工作日"] += verdict.present / 2
        claims = tuple(Claim(kind, days.get(kind, 0.0), _rate(sheet.profile, kind)) for kind in _kinds(sheet.profile))
        taken, why = _taken(sheet.profile, found.get(row.member.person, ()))
        made.append(AllowanceRow(row.member.person, row.member.post, claims, taken, why))
    return tuple(made)


def _kinds(profile: Profile) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*KINDS, *profile.rates.per_day)))


def _rate(profile: Profile, kind: str) -> float:
    return profile.rates.per_day.get(kind, 0.0)


def _taken(profile: Profile, found: Sequence[Consequence]) -> tuple[float, tuple[str, ...]]:
    money = sum(item.money + item.points * profile.rates.point_in_yuan for item in found)
    return round(money, 2), tuple(item.says for item in found if item.money or item.points)
