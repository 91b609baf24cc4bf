"""The seal: the same values keep it, one changed value breaks it and is named."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villagedesk.security import seal

SAME = [
    pytest.param(3, 3.0, id="an int and a float"),
    pytest.param(0.1 + 0.2, 0.3, id="float noise"),
    pytest.param("张 三\n李四", "张三 李四", id="blanks and line breaks"),
    pytest.param("甲_x000D_乙", "甲\n乙", id="a carriage return as Excel escapes it"),
    pytest.param(date(2026, 11, 1), datetime(2026, 11, 1), id="a date and a midnight"),
    pytest.param(datetime(2026, 11, 1, 8, 30, 0, 4), datetime(2026, 11, 1, 8, 30), id="a moment with noise"),
    pytest.param(None, "", id="blank cells"),
    pytest.param(True, "是", id="yes as a word"),
    pytest.param(-0.0, 0, id="a negative nothing"),
    pytest.param(time(8, 30), time(8, 30, 2), id="seconds of a time"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_a_program_may_change_on_saving_does_not_count(one: Any, other: Any) -> None:
    assert seal.canonical_value(one) == seal.canonical_value(other)


@pytest.mark.parametrize(
    ("one", "other"), [(3, 4), ("张三", "张四"), (93.3, 93.4), (date(2026, 11, 1), date(2026, 11, 2))]
)
def test_what_a_person_changes_counts(one: Any, other: Any) -> None:
    assert seal.canonical_value(one) != seal.canonical_value(other)


CELLS = st.one_of(st.none(), st.integers(-(10**6), 10**6), st.text(max_size=6), st.floats(-1e6, 1e6))
GRIDS = st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=5)


@given(GRIDS, st.data())
def test_one_changed_cell_is_named(rows: list[list[Any]], data: st.DataObject) -> None:
    before = seal.seal_sheet("表", rows)
    y = data.draw(st.integers(0, len(rows) - 1))
    x = data.draw(st.integers(0, len(rows[y]) - 1))
    was = seal.canonical_value(rows[y][x])
    rows[y][x] = "改动过的字" if was != "改动过的字" else "又改"
    after = seal.seal_sheet("表", rows)
    places = seal.changed_cells(before, after)
    assert before.digest != after.digest
    assert places in ((f"{seal.column_letters(x)}{y + 1}",), ("*",))


@given(GRIDS)
def test_blank_rows_and_columns_at_the_end_do_not_count(rows: list[list[Any]]) -> None:
    padded = [[*row, None, ""] for row in rows] + [[], [None]]
    assert seal.seal_sheet("表", rows).digest == seal.seal_sheet("表", padded).digest == seal.digest_sheet(rows)


def test_a_signature_proves_the_key_and_nothing_else() -> None:
    secret, public = seal.new_key()
    other, _ = seal.new_key()
    digest = seal.digest_of({"a": 1}, ())
    signature = seal.sign(secret, digest)
    assert seal.public_of(secret) == public
    assert seal.signed_by(public, digest, signature)
    assert not seal.signed_by(public, digest, seal.sign(other, digest))
    assert not seal.signed_by(public, seal.digest_of({"a": 2}, ()), signature)


@pytest.mark.parametrize("bad", ["", "zz", "00", "ab" * 40, "公钥"])
def test_malformed_keys_and_signatures_are_just_wrong(bad: str) -> None:
    secret, public = seal.new_key()
    digest = seal.digest_of({}, ())
    assert not seal.signed_by(bad, digest, seal.sign(secret, digest))
    assert not seal.signed_by(public, digest, bad)


def test_letters_of_columns() -> None:
    assert [seal.column_letters(i) for i in (0, 25, 26, 51, 701, 702)] == ["A", "Z", "AA", "AZ", "ZZ", "AAA"]


def test_a_fingerprint_can_be_read_aloud() -> None:
    _, public = seal.new_key()
    assert re.fullmatch(r"\d{4}(-\d{4}){4}", seal.fingerprint(public))
    assert seal.fingerprint("00" * 32) != seal.fingerprint("01" * 32)
