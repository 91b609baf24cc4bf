"""A visit, a call or a demand becomes a case: its facts are carried over and the case knows where it came from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from villagedesk.base.changes import Result
from villagedesk.base.errors import Mistake
from villagedesk.mediation.case import Case
from villagedesk.services.mediation import cases
from villagedesk.services.office import Office
from villagedesk.services.registers.entries import find_entry

_PARTY = {"visitor": "name", "applicant": "name", "raised_by": "name", "caller": "name", "name": "name"}
_SAME = ("phone", "address", "id_number", "sex", "age")
_SUMMARY = ("request", "content", "matter", "summary")


def carried_values(facts: Mapping[str, Any], origin: str, day: str) -> dict[str, Any]:
    """What a new case takes over from the facts of an entry: who came, what for, how many, and where it stands."""
    party = {name: facts[of] for of, name in _PARTY.items() if facts.get(of)}
    party |= {name: facts[name] for name in _SAME if facts.get(name)}
    if not party.get("name"):
        raise Mistake(f"{origin}没有写来访人，不能转为调解案件。", "number")
    values: dict[str, Any] = {
        "source": "来访转入",
        "origin": origin,
        "received_on": day[:10],
        "summary": next((str(facts[name]) for name in _SUMMARY if facts.get(name)), ""),
        "parties": [{**party, "side": "申请人"}],
    }
    people = facts.get("people")
    if isinstance(people, int) and people > 1:
        values["people"] = people
    if facts.get("grid"):
        values["grid"] = str(facts["grid"])
    return values


def case_values(office: Office, number: str, book: str = "visit") -> dict[str, Any]:
    """The values of a new case from one entry of a book."""
    entry = find_entry(office, book, number)
    return carried_values(entry.facts, entry.number, str(entry.day))


def case_of_visit(office: Office, number: str, more: Mapping[str, Any], book: str = "visit") -> Result[Case]:
    """Take a visit in as a case; `more` adds category, the other party and mediators."""
    values = case_values(office, number, book)
    parties = [*values["parties"], *more.get("parties", [])]
    return cases.add_case(office, {**values, **more, "parties": parties})
