"""Fair shares: water on unequal ground, under unequal ceilings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villagedesk.roster.fairness.share import Ground, shares


@pytest.mark.parametrize(
    ("grounds", "demand", "expected"),
    [
        pytest.param([(0, 9)] * 3, 6, [(2, 2)] * 3, id="an even deal"),
        pytest.param([(0, 9)] * 3, 7, [(2, 3)] * 3, id="one over"),
        pytest.param([(5, 9), (0, 9)], 3, [(5, 5), (3, 3)], id="who is ahead waits"),
        pytest.param([(1, 9), (0, 9)], 4, [(2, 3), (2, 3)], id="one behind"),
        pytest.param([(0, 1), (0, 9)], 6, [(1, 1), (5, 5)], id="who can take one only takes one"),
        pytest.param([(0, 0), (0, 0)], 4, [(0, 0), (0, 0)], id="nobody can take any"),
        pytest.param([], 4, [], id="nobody at all"),
    ],
)
def test_shares(grounds, demand, expected):
    assert list(shares([Ground(*one) for one in grounds], demand)) == expected


@given(st.lists(st.tuples(st.integers(-3, 9), st.integers(0, 12)), min_size=1, max_size=9), st.integers(0, 60))
def test_the_demand_fits_between_low_and_high(pairs, demand):
    grounds = [Ground(*pair) for pair in pairs]
    found = shares(grounds, demand)
    room = sum(most for _, most in pairs)
    low, high = (
        sum(a - g.base for (a, _), g in zip(found, grounds, strict=True)),
        sum(b - g.base for (_, b), g in zip(found, grounds, strict=True)),
    )
    assert low <= min(demand, room) <= max(high, low)
