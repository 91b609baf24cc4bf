"""Badge numbers: one spelling for every machine, and who had which number when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from villagedesk.people.person import Badge

_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


def clean_badge(text: str) -> str:
    """A badge number without blanks, padding zeros, full-width digits or a spreadsheet's `.0`."""
    bare = "".join(text.translate(_FULL_WIDTH).split()).strip("'’\"")
    bare = bare.removesuffix(".0") if bare.removesuffix(".0").isdigit() else bare
    return bare.lstrip("0") or ("0" if bare else "")


def overlap(one: Badge, other: Badge) -> bool:
    """Whether two badges could mean two people on one day: same number, a device in common, days in common."""
    if one.number != other.number or (one.device and other.device and one.device != other.device):
        return False
    starts = [day for day in (one.from_on, other.from_on) if day]
    ends = [day for day in (one.to_on, other.to_on) if day]
    return not starts or not ends or max(starts) <= min(ends)


def holder(badges: Sequence[Badge], number: str, day: date, device: str = "") -> int | None:
    """The id of the person whom `number` meant on `day` at `device`; a badge of that very device goes first."""
    wanted = clean_badge(number)
    found = [b for b in badges if b.number == wanted and b.covers(day) and b.device in ("", device)]
    found.sort(key=lambda badge: badge.device == "")
    return found[0].person if found else None


def current(badges: Sequence[Badge], person: int, day: date) -> Badge | None:
    """The number that means this person on `day`, the one for all machines before one for a single machine."""
    found = [badge for badge in badges if badge.person == person and badge.covers(day)]
    return min(found, key=lambda badge: (badge.device != "", badge.id), default=None)


def span_text(badge: Badge) -> str:
    """`2024-03-01 起`, `到 2026-05-31`, `2024-03-01 到 2026-05-31` or `一直有效`."""
    if badge.from_on and badge.to_on:
        return f"{badge.from_on} 到 {badge.to_on}"
    if badge.from_on:
        return f"{badge.from_on} 起"
    return f"到 {badge.to_on}" if badge.to_on else "一直有效"
