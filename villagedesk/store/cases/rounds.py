"""Rounds of screening and what they found, in the office file."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from villagedesk.base import plain
from villagedesk.mediation.screening import Find, Rhythm, Risk, Round
from villagedesk.store.file.audit import Change, Row
from villagedesk.store.file.store import Store

_FIND = tuple(f.name for f in fields(Find) if f.name not in ("id", "case"))
_ROUND = tuple(f.name for f in fields(Round) if f.name not in ("id", "finds"))


def rounds(store: Store, first: date, last: date) -> tuple[Round, ...]:
    """The rounds that end within a span, newest first, with their finds."""
    rows = store.rows(
        "select * from screening_round where to_on between ? and ? and removed is null order by to_on desc, id desc",
        [first.isoformat(), last.isoformat()],
    )
    return tuple(_round(store, row) for row in rows)


def round_with(store: Store, key: int) -> Round | None:
    """The round of that id."""
    row = store.one("select * from screening_round where id = ? and removed is null", [key])
    return _round(store, row) if row else None


def round_at(store: Store, rhythm: Rhythm, from_on: date) -> Round | None:
    """The round of that rhythm that begins on a day."""
    row = store.one(
        "select * from screening_round where rhythm = ? and from_on = ? and removed is null",
        [rhythm.value, from_on.isoformat()],
    )
    return _round(store, row) if row else None


def special_at(store: Store, day: date) -> Round | None:
    """The special period in which a day lies, the one begun last."""
    row = store.one(
        "select * from screening_round where rhythm = ? and ? between from_on and to_on and removed is null"
        " order by from_on desc, id desc limit 1",
        [Rhythm.SPECIAL.value, day.isoformat()],
    )
    return _round(store, row) if row else None


def latest_round(store: Store, rhythm: Rhythm) -> Round | None:
    """The latest round of a rhythm."""
    row = store.one(
        "select * from screening_round where rhythm = ? and removed is null order by from_on desc limit 1",
        [rhythm.value],
    )
    return _round(store, row) if row else None


def unreported(store: Store) -> tuple[Round, ...]:
    """Every round that was begun and not reported yet, the one due first in front."""
    rows = store.rows(
        "select * from screening_round where reported_on is null and removed is null order by due_on, id", []
    )
    return tuple(_round(store, row) for row in rows)


def with_open_finds(store: Store) -> tuple[Round, ...]:
    """Every round with a find that is not settled, or serious and not told to the justice office."""
    rows = store.rows(
        "select * from screening_round where removed is null and id in (select round from screening_find"
        " where removed is null and ((result = '' and dispute = '') or (risk = ? and reported_at = '')))"
        " order by from_on, id",
        [Risk.HIGH.value],
    )
    return tuple(_round(store, row) for row in rows)


def round_of_find(store: Store, key: int) -> int:
    """The id of the round in which a find was written."""
    return int(store.value("select round from screening_find where id = ?", [key]))


def any_round(store: Store) -> bool:
    """Whether the office has ever screened."""
    return store.value("select 1 from screening_round where removed is null limit 1") is not None


def add_round(change: Change, made: Round) -> int:
    """Write a round."""
    return change.insert("screening_round", {name: plain.write(getattr(made, name)) for name in _ROUND})


def save_find(change: Change, of: int, find: Find) -> int:
    """Write a find, new or changed."""
    row: dict[str, Any] = {name: plain.write(getattr(find, name)) for name in _FIND}
    row["dispute"] = find.case
    if find.id:
        change.update("screening_find", find.id, row)
        return find.id
    return change.insert("screening_find", {"round": of, **row})


def _round(store: Store, row: Row) -> Round:
    finds = store.rows(
        "select * from screening_find where round = ? and removed is null order by found_on, id", [row["id"]]
    )
    return Round(
        Rhythm(row["rhythm"]),
        date.fromisoformat(row["from_on"]),
        date.fromisoformat(row["to_on"]),
        date.fromisoformat(row["due_on"]),
        row["area"],
        row["staff"],
        row["occasion"],
        _day(row["reported_on"]),
        tuple(_find(find) for find in finds),
        row["id"],
    )


def _find(row: Row) -> Find:
    values = {name: row[name] for name in _FIND}
    values["found_on"] = date.fromisoformat(row["found_on"])
    values["due_on"], values["followed_on"] = _day(row["due_on"]), _day(row["followed_on"])
    values["risk"] = Risk(row["risk"])
    return Find(**values, case=row["dispute"], id=row["id"])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
