"""The audit chain breaks wherever a row is altered, dropped, slipped in or reordered."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from villagedesk.security import chain

texts = st.lists(st.text(max_size=20), min_size=2, max_size=12)


def build(words: list[str]) -> list[tuple[dict[str, Any], str]]:
    rows, last = [], chain.GENESIS
    for i, word in enumerate(words, 1):
        row = {"id": i, "what": word}
        last = chain.link(last, row)
        rows.append((row, last))
    return rows


@given(texts)
def test_an_untouched_chain_holds(words: list[str]) -> None:
    assert chain.first_break(build(words)) is None


@given(texts, st.data())
def test_any_altered_row_is_found(words: list[str], data: st.DataObject) -> None:
    rows = build(words)
    i = data.draw(st.integers(0, len(rows) - 1))
    rows[i] = ({**rows[i][0], "what": rows[i][0]["what"] + "!"}, rows[i][1])
    assert chain.first_break(rows) == i + 1


@given(texts, st.data())
def test_a_row_altered_with_a_new_hash_breaks_the_next(words: list[str], data: st.DataObject) -> None:
    rows = build(words)
    i = data.draw(st.integers(0, len(rows) - 2))
    forged = {**rows[i][0], "what": rows[i][0]["what"] + "!"}
    before = rows[i - 1][1] if i else chain.GENESIS
    rows[i] = (forged, chain.link(before, forged))
    assert chain.first_break(rows) == i + 2


@given(texts, st.data())
def test_a_dropped_row_is_found(words: list[str], data: st.DataObject) -> None:
    rows = build(words)
    del rows[data.draw(st.integers(0, len(rows) - 2))]
    assert chain.first_break(rows) is not None


def test_digest_tells_columns_and_rows_apart() -> None:
    assert chain.digest_rows([("a", "b")]) != chain.digest_rows([("ab", "")])
    assert chain.digest_rows([("a",), ("b",)]) != chain.digest_rows([("a", "b")])
