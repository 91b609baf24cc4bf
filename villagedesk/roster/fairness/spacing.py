"""Distance between the duties of one person: windows of days in which few should lie, wished for after fairness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from villagedesk.roster.frame import Frame, earlier_slots

Window = tuple[int, tuple[int, ...], int]
"""A person, the slots of some days in a row, and the most duties there."""
Rates = Mapping[tuple[int, str], float]
"""How many duties a day each person stands on each post when all is even."""


def wide(made: Frame, who: Sequence[Sequence[int]], rates: Rates) -> tuple[Window, ...]:
    """Windows in which one person should stand few duties: one in a little over half the even distance, or, where
    duties are frequent, a fifth more than the even share of five days."""
    found: list[Window] = []
    for i, rate in _whole(rates, len(made.case.people)).items():
        width, most = _window(rate)
        if width > 1:
            found += _windows(made, i, _days(made, who, i, ""), (width, most))
    return tuple(found)


def close(made: Frame, who: Sequence[Sequence[int]], rates: Rates) -> tuple[Window, ...]:
    """Narrower windows, kept where they cost nothing: the same post not on neighbouring days, leader duty above all,
    and no three days running; the last days before the plan count."""
    found: list[Window] = []
    for (i, post), rate in rates.items():
        width = min(4, int(0.7 / rate)) if rate else 0
        if width > 1:
            found += _windows(made, i, _days(made, who, i, post), (width, 1), _before(made, i, post))
    for i, rate in _whole(rates, len(made.case.people)).items():
        if _window(rate)[1] > 1 and rate <= 0.6:
            found += _windows(made, i, _days(made, who, i, ""), (3, 2) if rate > 0.4 else (2, 1), _before(made, i, ""))
    return tuple(dict.fromkeys(found))


def _whole(rates: Rates, people: int) -> dict[int, float]:
    """The rates of each person over all posts."""
    found = dict.fromkeys(range(people), 0.0)
    for (i, _), rate in rates.items():
        found[i] += rate
    return found


def _days(made: Frame, who: Sequence[Sequence[int]], person: int, post: str) -> dict[int, tuple[int, ...]]:
    """The slots of each day of the plan that the person may stand, of one post or of any."""
    found: dict[int, tuple[int, ...]] = {}
    for slot in made.slots:
        if not slot.whole and post in ("", slot.post) and person in who[slot.index]:
            number = (slot.date - made.case.first).days
            found[number] = (*found.get(number, ()), slot.index)
    return found


def _before(made: Frame, person: int, post: str) -> dict[int, int]:
    """How many duties the person stood on days before the plan, by (negative) number of the day."""
    found: dict[int, int] = defaultdict(int)
    for i, slot in earlier_slots(made):
        if i == person and not slot.whole and post in ("", slot.post):
            found[(slot.date - made.case.first).days] += 1
    return found


def _windows(
    made: Frame, person: int, days: dict[int, tuple[int, ...]], size: tuple[int, int], before: Mapping[int, int] = {}
) -> list[Window]:
    width, most = size
    found: list[Window] = []
    for first in range(1 - width if before else 0, (made.case.last - made.case.first).days + 1):
        near = [days.get(first + k, ()) for k in range(width)]
        stood = sum(before.get(first + k, 0) for k in range(width)) if first < 0 else 0
        if sum(1 for one in near if one) + stood > most and any(near):
            found.append((person, tuple(slot for one in near for slot in one), max(0, most - stood)))
    return found


def _window(rate: float) -> tuple[int, int]:
    """The width of a window in days and the most duties in it, for so many duties a day."""
    width = min(7, int(0.55 / rate)) if rate else 0
    if width > 1 or not rate:
        return width, 1
    most = int(5 * rate * 1.2) + 1
    return (5, most) if most < 5 else (0, 0)
