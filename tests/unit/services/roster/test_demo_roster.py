"""The demonstration village's roster: lived through, hung up, drafted, and the same every time."""

from __future__ import annotations

import random
from datetime import date, datetime

import pytest

from villagedesk.base.clock import clock_at
from villagedesk.services import office as offices
from villagedesk.services.demo import people, roster
from villagedesk.services.roster.duties import duties
from villagedesk.services.roster.edit.swaps import requests
from villagedesk.services.roster.month import month

TODAY = date(2026, 11, 21)


def furnished(folder, name):
    office = offices.create_office(
        folder / f"{name}.vdesk", "桃源村", "锦湖街道", clock=clock_at(datetime(2026, 11, 21, 9, 5))
    )
    people.furnish(office, "桃源村", random.Random(4), TODAY)
    roster.furnish(office, "桃源村", random.Random(4), TODAY)
    return office


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    made = furnished(tmp_path_factory.mktemp("demo"), "one")
    yield made
    made.close()


@pytest.mark.parametrize("name", ["2026-08", "2026-09", "2026-10", "2026-11"])
def test_months_that_hang_are_whole(office, name):
    view = month(office, name)
    assert (view.state, view.holes, view.breaches) == ("已公示", 0, ())


def test_the_next_month_is_a_draft_with_a_pinned_cell(office):
    view = month(office, "2026-12")
    assert (view.state, view.holes) == ("草稿", 0)
    assert any(cell.pinned for place in view.places for cell in place.cells)


def test_duties_changed_hands_and_one_request_waits(office):
    states = [one.state for one in requests(office)]
    assert states.count("已同意") >= 9 and states.count("待审批") == 1


def test_the_same_village_comes_out_again(office, tmp_path):
    again = furnished(tmp_path, "two")
    span = (date(2026, 8, 1), date(2026, 12, 31))
    assert duties(again, *span) == duties(office, *span)
    again.close()
