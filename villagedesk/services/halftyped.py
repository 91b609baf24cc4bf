"""What stands half typed in a form that belongs to no book: a dialog, a panel, a step of a case."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from villagedesk.base.changes import Area, Changes
from villagedesk.base.clock import moment_text
from villagedesk.services.office import Office
from villagedesk.store.books import entries as rows

KEPT = timedelta(days=30)
"""How long a half-typed form waits."""
_FORM = "form:"
"""Before the name of such a form, where the name of a book would stand."""
_ONE = 1
"""Where a book has the number of an entry."""


@dataclass(frozen=True, slots=True)
class HalfTyped:
    """What was typed, and when."""

    facts: Mapping[str, Any]
    saved_at: str

    @property
    def moment(self) -> str:
        """Month, day and time at which it was kept."""
        return self.saved_at[5:16].replace("T", " ")


def form_draft(office: Office, name: str) -> HalfTyped | None:
    """What waits for the form of that name, or None."""
    row = next((row for row in rows.drafts(office.store) if row["book"] == _FORM + name), None)
    return HalfTyped(json.loads(row["facts"]), row["saved_at"]) if row else None


def keep_form(office: Office, name: str, facts: Mapping[str, Any]) -> Changes:
    """Keep what is typed in a form of that name; what waits longer than thirty days is forgotten."""
    with office.change("暂存表单") as change:
        rows.drop_forms(change, _FORM, moment_text(office.clock() - KEPT))
        if facts:
            rows.keep_draft(change, _FORM + name, _ONE, facts, moment_text(office.clock()))
        else:
            rows.drop_draft(change, _FORM + name, _ONE)
    return Changes(Area.NOTHING)


def drop_form(office: Office, name: str) -> Changes:
    """Forget what was typed in a form: it was saved or thrown away."""
    with office.change("丢弃暂存表单") as change:
        rows.drop_draft(change, _FORM + name, _ONE)
    return Changes(Area.NOTHING)
