"""The month grid names every shift of a day but the led one, so that nobody guesses whose night it is."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

from villagedesk.services.demo import people as demo_people
from villagedesk.services.office import Office
from villagedesk.services.roster import pattern, planning
from villagedesk.ui.frame.window import Window
from villagedesk.ui.roster.page import RosterPage

Open = Callable[..., Window]


def test_every_shift_but_the_led_one_has_its_tag(office: Office, open_window: Open) -> None:
    demo_people.furnish(office, "桃源村", random.Random(1), date(2026, 11, 21))
    pattern.apply_preset(office, "community")
    planning.plan_months(office, "2026-12")
    page = open_window("roster", "2026-12").page
    assert isinstance(page, RosterPage) and page.sheet is not None
    tags = {
        day.date: {item.text for item in items if item.kind == "tag"}
        for _, day, items in page.month_grid._cells
        if day.date.month == 12
    }
    for day, said in tags.items():
        shifts = {place.shift for place in page.sheet.view.places if place.date == day}
        led = {p.shift for p in page.sheet.view.places if p.date == day and p.post in page.sheet.leaders}
        assert len(led) == 1 and said == shifts - led, day
    assert any("夜间值守" in said for said in tags.values())
