"""What the page of reports shows of a month at once: checklist, figures, packs made, templates kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from villagedesk.papers.street.facts import NAMES, Figure
from villagedesk.services.office import Office, fact
from villagedesk.services.report.checklist import Item, checklist
from villagedesk.services.report.figures import figures
from villagedesk.store import street as shelf


@dataclass(frozen=True, slots=True)
class Overview:
    """One month of the village's reports."""

    village: str
    month: str
    items: tuple[Item, ...]
    figures: tuple[Figure, ...]
    packs: tuple[dict[str, Any], ...]
    templates: tuple[str, ...]


def overview(office: Office, month: str) -> Overview:
    """Gather the page's month."""
    six = tuple(figure for figure in figures(office, month) if figure.name in NAMES)
    kept = tuple(row["name"] for row in shelf.templates(office.store))
    packs = tuple(shelf.sent(office.store, month))
    return Overview(str(fact(office, "village")), month, checklist(office, month), six, packs, kept)
