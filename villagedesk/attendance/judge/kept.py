"""Verdicts as plain values and back, quickly: a signed month of forty people is read in a few milliseconds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from villagedesk.attendance.judge.verdict import Half, Status, Verdict
from villagedesk.base import plain


def verdict_values(verdicts: Iterable[Verdict]) -> list[dict[str, Any]]:
    """Plain values of verdicts, to be stored with a signed month."""
    return plain.write(list(verdicts))


def verdicts_from(values: Iterable[Mapping[str, Any]]) -> tuple[Verdict, ...]:
    """The verdicts that `verdict_values` wrote."""
    return tuple(_verdict(value) for value in values)


def _verdict(value: Mapping[str, Any]) -> Verdict:
    chosen = value["selected"]
    return Verdict(
        person=value["person"],
        date=date.fromisoformat(value["date"]),
        shift=value["shift"],
        status=Status(value["status"]),
        sign_in=_moment(value["sign_in"]),
        sign_out=_moment(value["sign_out"]),
        hours=value["hours"],
        late=value["late"],
        early=value["early"],
        half_day=value["half_day"],
        absent=value["absent"],
        halves=tuple(Half(half["cell"], Status(half["status"]), half["kind"]) for half in value["halves"]),
        selected=None if chosen is None else {name: _moment(text) for name, text in chosen.items()},
        reasons=tuple(value["reasons"]),
        start=_moment(value["start"]),
        end=_moment(value["end"]),
        kind=value["kind"],
        punched_on_leave=value["punched_on_leave"],
        away_minutes=tuple((kind, minutes) for kind, minutes in value.get("away_minutes", ())),
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
