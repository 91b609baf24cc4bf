"""Whatever stands in a case, the answer is an answer or a sentence, never a crash."""

from __future__ import annotations

import copy
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from villagedesk.attendance import trial
from villagedesk.base.errors import Mistake

WHOLE = {
    "profile": {"late_grace_minutes": 5, "correction": {"per_month": 3}},
    "shifts": [
        {
            "name": "坐班",
            "start": "08:30",
            "end": "17:30",
            "sign_in_from_minutes": 60,
            "periods": [["08:30", "11:30"], ["14:00", "17:30"]],
            "in_out": "first_last",
            "hours": "every_pair",
            "round_minutes": 30,
        }
    ],
    "duties": [{"person": "甲", "date": "2026-11-02", "shift": "坐班"}],
    "default_shift": {"乙": "坐班"},
    "punches": [{"person": "甲", "at": "2026-11-02 08:20:00", "state": "in"}],
    "leaves": [{"person": "甲", "from": "2026-11-03 上午", "to": "2026-11-04", "kind": "事假"}],
    "holidays": ["2026-11-05", {"date": "2026-11-06", "half": "下午"}],
    "data_until": "2026-11-10 00:00:00",
}

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=True),
    st.text(max_size=12),
    st.sampled_from(
        ["", "2019-02-29", "9999-12-31", "0001-01-01", "24:00", "25:00", "08:30", "2026-11-02 08:20:00", "坐班"]
    ),
    st.lists(st.integers(0, 9), max_size=3),
    st.dictionaries(st.text(max_size=4), st.integers(0, 9), max_size=2),
)


def places(value, path=()):
    """Every place inside a case where another value can be put."""
    yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*path, key))
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from places(inner, (*path, i))


PLACES = sorted((path for path in places(WHOLE) if path), key=str)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), ODD), min_size=1, max_size=3))
def test_a_case_with_odd_values_is_answered_or_refused_in_chinese(changes):
    case = copy.deepcopy(WHOLE)
    for path, odd in changes:
        inner = case
        for step in path[:-1]:
            try:
                inner = inner[step]
            except (KeyError, IndexError, TypeError):
                inner = None
                break
        if isinstance(inner, dict) or (isinstance(inner, list) and isinstance(path[-1], int) and path[-1] < len(inner)):
            inner[path[-1]] = odd
    try:
        answer = trial.run(case)
    except Mistake as told:
        assert told.says and any("一" <= ch <= "鿿" for ch in told.says)
    else:
        json.dumps(answer, allow_nan=False)


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        ODD, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    )
)
def test_anything_at_all_instead_of_a_case_is_refused(value):
    try:
        trial.run(value)
    except Mistake as told:
        assert told.says
