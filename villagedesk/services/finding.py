"""Finding anything in the office, without what the person at the desk may not see."""

from __future__ import annotations

from villagedesk.registers.searching import Hit
from villagedesk.services.mediation import cases
from villagedesk.services.office import Office
from villagedesk.services.registers import search


def find(office: Office, text: str, limit: int = 50) -> tuple[Hit, ...]:
    """People, villagers, entries and cases that hold every typed word; disputes only for those who may see them."""
    hits = search.find(office, text, limit=limit)
    hidden = cases.hidden_among(office, [hit.key for hit in hits if hit.kind == cases.KIND])
    return tuple(hit for hit in hits if hit.kind != cases.KIND or hit.key not in hidden)
