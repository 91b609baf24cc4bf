"""What both full-screen windows say beside the names: who stands today and tomorrow, and who is away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from villagedesk.services.office import Office
from villagedesk.services.roster import duties
from villagedesk.services.signs.board import AWAY, Place, board

WHOLE = 4
"""From more than so many people on, a shift is said as a number."""


@dataclass(frozen=True, slots=True)
class Watch:
    """One shift of a day: its hours in words, who leads it, and the others."""

    day: date
    shift: str
    start: datetime
    end: datetime
    leader: str
    others: tuple[str, ...]

    @property
    def hours(self) -> str:
        """`08:30–17:30`, with the next day said where it ends then."""
        later = "次日 " if self.end.date() > self.start.date() else ""
        return f"{self.start:%H:%M}–{later}{self.end:%H:%M}"

    @property
    def names(self) -> str:
        """The leader first, the others behind; many are counted."""
        others = f"全体 {len(self.others)} 人" if len(self.others) > WHOLE else "　".join(self.others)
        return "　".join(filter(None, (self.leader and f"{self.leader}（带班）", others)))


@dataclass(frozen=True, slots=True)
class Around:
    """Today's watches, tomorrow's, and those who are away with what they said."""

    today: tuple[Watch, ...] = ()
    tomorrow: tuple[Watch, ...] = ()
    away: tuple[Place, ...] = ()


def around(office: Office) -> Around:
    """Everything that stands beside the names on the wall."""
    today = office.clock().date()
    away = tuple(place for place in board(office) if place.state in AWAY)
    return Around(_watches(office, today), _watches(office, today + timedelta(days=1)), away)


def _watches(office: Office, day: date) -> tuple[Watch, ...]:
    shifts: dict[tuple[str, datetime, datetime], list[duties.OnDuty]] = {}
    for one in duties.on_days(office, day, day):
        shifts.setdefault((one.shift, one.start, one.end), []).append(one)
    found: list[Watch] = []
    for (shift, start, end), stand in shifts.items():
        leader = next((one.person for one in stand if one.post == duties.LEADER), "")
        others = tuple(dict.fromkeys(one.person for one in stand if one.person != leader))
        found.append(Watch(day, shift, start, end, leader, others))
    return tuple(found)
