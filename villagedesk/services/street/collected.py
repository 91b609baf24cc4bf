"""What the street has collected: the newest sound pack of each village and month."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from villagedesk.papers.street.facts import MonthFacts
from villagedesk.papers.street.merged import Fault
from villagedesk.services.office import Office
from villagedesk.services.report.figures import month_after
from villagedesk.services.street import keeping
from villagedesk.services.street.proving.proof import Received, State, facts_from
from villagedesk.store import street as shelf


def received(office: Office, month: str = "") -> tuple[Received, ...]:
    """Every pack kept for a month (or ever), as it was judged when it came."""
    return tuple(_received(office, row) for row in shelf.received(office.store, month))


def _received(office: Office, row: dict[str, object]) -> Received:
    facts = facts_from(json.loads(str(row["facts"])), str(row["file"]))
    cells = tuple(json.loads(str(row["cells"])))
    state = State(str(row["state"]))
    says = f"{state}：{'、'.join(cells[:20])}。" if cells else f"{state}。"
    path, kept = Path(str(row["file"])), keeping.place_of(office, str(row["kept"]))
    return Received(
        path, state, facts, says, cells, str(row["public"]), str(row["sha256"]), kept, str(row["received_at"])
    )


def strayed(office: Office, month: str) -> tuple[Fault, ...]:
    """Packs about another month from villages that sent none about this one, although it was due by then."""
    here = {row["village"] for row in shelf.received(office.store, month)}
    found = (row for row in shelf.received_since(office.store, f"{month_after(month)}-01") if row["month"] < month)
    return tuple(
        Fault(
            Path(row["file"]).name,
            f"送来的是 {row['month']} 的，不是 {month} 的，没有计入；请让{row['village']}重新报送。",
            row["village"],
            row["month"],
        )
        for row in found
        if row["village"] not in here
    )


def newest(packs: Iterable[Received]) -> tuple[MonthFacts, ...]:
    """The facts that count: the highest sound revision of each village and month."""
    best: dict[tuple[str, str], MonthFacts] = {}
    for pack in packs:
        key = (pack.facts.village, pack.facts.month)
        if pack.counted and (key not in best or best[key].revision <= pack.facts.revision):
            best[key] = pack.facts
    return tuple(best[key] for key in sorted(best))


def months_of(office: Office, village: str) -> tuple[MonthFacts, ...]:
    """What one village reported, month by month."""
    return tuple(facts for facts in newest(received(office)) if facts.village == village)
