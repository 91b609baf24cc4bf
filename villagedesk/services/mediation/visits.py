"""A visit at the desk becomes a case: its facts are carried over and both know of each other."""

from __future__ import annotations

from typing import Any

from villagedesk.base.changes import Result
from villagedesk.base.errors import Mistake
from villagedesk.mediation.case import Case
from villagedesk.services.mediation import cases
from villagedesk.services.office import Office
from villagedesk.services.registers.entries import find_entry

_FACTS = (("visitor", "name"), ("phone", "phone"), ("address", "address"), ("id_number", "id_number"), ("sex", "sex"))


def case_values(office: Office, number: str, book: str = "visit") -> dict[str, Any]:
    """What a new case takes over from a visit: who came, what for, how many, and where the entry stands."""
    entry = find_entry(office, book, number)
    facts = entry.facts
    party = {name: facts[of] for of, name in _FACTS if facts.get(of)}
    if not party.get("name"):
        raise Mistake(f"{entry.number}没有写来访人，不能转为调解案件。", "number")
    people = facts.get("people")
    values: dict[str, Any] = {
        "source": "来访转入",
        "origin": entry.number,
        "received_on": str(entry.day)[:10],
        "summary": str(facts.get("request") or facts.get("matter") or ""),
        "parties": [{**party, "side": "申请人"}],
    }
    if isinstance(people, int) and people > 1:
        values["people"] = people
    return values


def case_of_visit(office: Office, number: str, more: dict[str, Any], book: str = "visit") -> Result[Case]:
    """Take a visit in as a case; `more` adds category, the other party and mediators."""
    values = case_values(office, number, book)
    parties = [*values["parties"], *more.get("parties", [])]
    return cases.add_case(office, {**values, **more, "parties": parties})
