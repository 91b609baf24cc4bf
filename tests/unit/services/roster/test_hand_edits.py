"""Any run of hand edits keeps the book: undone backwards it gives the first month back, and the check sees all."""

from __future__ import annotations

import random

import pytest

from tests.unit.services.roster.village import NAMES, village
from villagedesk.base.errors import Mistake
from villagedesk.services.roster.edit import cells, swaps
from villagedesk.services.roster.month import every_breach, month
from villagedesk.services.roster.planning import plan_months
from villagedesk.services.upkeep import check_office


def cells_of(office):
    return sorted(
        (p.date, p.shift, p.post, c.person, c.accepted) for p in month(office, "2026-12").places for c in p.cells
    )


def random_edit(office, rng):
    """One edit by a hand that does not care for rules, or None where the desk refuses."""
    view = month(office, "2026-12")
    place = rng.choice(view.places)
    spot = (place.date, place.shift, place.post)
    there = [c.person for c in place.cells]
    kind = rng.choice(("assign", "clear", "move", "pin"))
    try:
        if kind == "assign" or not there:
            instead = rng.choice(there) if there else ""
            return cells.assign(office, spot, rng.choice(NAMES), instead=instead, reason="试一试")
        if kind == "clear":
            return cells.clear(office, spot, rng.choice(there))
        if kind == "pin":
            return cells.pin(office, spot, there[0], not place.cells[0].pinned)
        other = rng.choice([p for p in view.places if p.cells])
        target = (other.date, other.shift, other.post)
        return cells.move(office, (spot, there[0]), target, instead=other.cells[0].person, reason="对调")
    except Mistake as refused:
        assert refused.says.endswith("。")
        return None


@pytest.mark.parametrize("seed", range(4))
def test_edits_undone_backwards_give_the_month_back(tmp_path, seed):
    office = village(tmp_path)
    plan_months(office, "2026-12")
    before, rng = cells_of(office), random.Random(seed)
    done = [changes for changes in (random_edit(office, rng) for _ in range(25)) if changes is not None]
    assert len(done) > 5
    for changes in reversed(done):
        changes.undo(office)
    assert cells_of(office) == before
    assert check_office(office).sound
    office.close()


def test_the_check_lists_what_was_accepted_with_its_reason(tmp_path):
    office = village(tmp_path)
    plan_months(office, "2026-12")
    place = next(p for p in month(office, "2026-12").places if p.post == "坐班" and p.shift == "坐班")
    lead = next(p for p in month(office, "2026-12").places if p.date == place.date and p.post == "带班").cells[0]
    spot = (place.date, place.shift, place.post)
    cells.assign(office, spot, lead.person, instead=place.cells[0].person, reason="只有他在")
    assert [(b.rule, why) for b, why in every_breach(office, "2026-12")] == [("overlap", "只有他在")]
    office.close()


def test_a_swap_that_would_put_somebody_twice_on_one_place_is_refused_and_leaves_no_hole(tmp_path):
    office = village(tmp_path)
    plan_months(office, "2026-12")
    pairs = [p for p in month(office, "2026-12").places if p.post == "坐班" and len(p.cells) == 2]
    first = pairs[0]
    asker, partner = (c.person for c in first.cells)
    other = next(p for p in pairs[1:] if partner in {c.person for c in p.cells})
    spot, back = (first.date, first.shift, first.post), (other.date, other.shift, other.post)
    with pytest.raises(Mistake, match="不能再换到同一个班"):
        swaps.ask(office, asker, spot, partner, "家中有事", other=back)
    assert swaps.requests(office) == ()
    office.close()
