"""Who could take over a cell, ranked with reasons."""

from __future__ import annotations

from datetime import date

from villagedesk.base.errors import Mistake
from villagedesk.calendar.wording import day_words
from villagedesk.roster.changes.replacement import Substitute, substitutes
from villagedesk.roster.plan import counts
from villagedesk.services.office import Office
from villagedesk.services.roster.cases import month_days, stretch
from villagedesk.services.roster.ledger import carried


def replace(office: Office, day: date, shift: str, person: str = "", post: str = "") -> tuple[Substitute, ...]:
    """Everybody who could stand a place instead of `person` (or fill it, when empty), the best first.

    `post` may be left out when `person` stands the shift, or when the shift has one post only.
    """
    month = f"{day:%Y-%m}"
    there = stretch(office, *month_days(month), history=carried(office, month))
    slots = [slot for slot in there.made.slots if slot.date == day and slot.shift == shift]
    if not slots:
        raise Mistake(f"{day_words(day)}没有“{shift}”这个班；请核对日期和班次。", "shift")
    if person:
        there.person_id(person)
        held = {d.post for d in there.duties if (d.date, d.shift, d.person) == (day, shift, person)}
        if not held:
            raise Mistake(f"{person}{day_words(day)}没有值“{shift}”；请核对姓名。", "person")
        slots = [slot for slot in slots if slot.post in held]
    found = next((slot for slot in slots if slot.post == post or not post), None)
    if found is None:
        raise Mistake(f"“{shift}”没有“{post}”这个岗；请核对。", "post")
    return substitutes(there.made, there.duties, found, person, counts(there.made, there.duties))
