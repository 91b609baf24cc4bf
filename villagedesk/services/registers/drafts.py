"""Half-typed entries of the books: kept while one types, offered again after a crash."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from villagedesk.base.changes import Area, Changes
from villagedesk.base.clock import moment_text
from villagedesk.registers.definition import Register
from villagedesk.registers.entry import matter_of, title_of
from villagedesk.services.halftyped import KEPT
from villagedesk.services.office import Office
from villagedesk.services.registers.books import registers
from villagedesk.store.books import entries as rows


@dataclass(frozen=True, slots=True)
class Draft:
    """A half-typed form: its book, the entry it corrects (0 or less: a new one), what was typed, and when."""

    book: str
    title: str
    entry: int
    facts: Mapping[str, Any]
    saved_at: str
    id: int = 0
    about: str = ""


def drafts(office: Office) -> tuple[Draft, ...]:
    """The half-typed forms that are waiting, the newest first."""
    known = registers(office)
    return tuple(_draft(known[row["book"]], row) for row in rows.drafts(office.store) if row["book"] in known)


def _draft(register: Register, row: Mapping[str, Any]) -> Draft:
    facts = json.loads(row["facts"])
    typed = {name: value for name, value in facts.items() if isinstance(value, str)}
    parts = (title_of(register, typed), matter_of(register, typed)[:20])
    about = "　".join(dict.fromkeys(part for part in parts if part))
    return Draft(register.id, register.title, row["entry"], facts, row["saved_at"], row["id"], about)


def keep_draft(office: Office, book: str, entry: int, facts: Mapping[str, Any]) -> Changes:
    """Keep what is typed so far; an empty form keeps nothing."""
    typed = {name: value for name, value in facts.items() if value not in (None, "", [])}
    with office.change("暂存表单") as change:
        if typed:
            rows.keep_draft(change, book, entry, typed, moment_text(office.clock()))
        else:
            rows.drop_draft(change, book, entry)
    return Changes(Area.NOTHING)


def set_aside(office: Office) -> Changes:
    """Keep what was half typed apart from the next new form; what waits longer than thirty days is forgotten."""
    with office.change("暂存表单") as change:
        rows.set_drafts_aside(change, moment_text(office.clock() - KEPT))
    return Changes(Area.NOTHING)


def take_up(office: Office, draft: Draft) -> Changes:
    """Type on in a half-typed form; saving it forgets the draft."""
    with office.change("继续填写") as change:
        rows.take_draft(change, draft.id)
    return Changes(Area.NOTHING)


def throw_away(office: Office, draft: Draft) -> Changes:
    """Forget a half-typed form that waits; undo lets it wait again."""
    with office.change("丢弃暂存表单") as change:
        rows.erase_draft(change, draft.id)
    says = f"已丢弃没写完的“{draft.title}”。"
    return Changes(Area.REGISTERS, says, lambda later: _wait_again(later, draft))


def _wait_again(office: Office, draft: Draft) -> Changes:
    with office.change("找回暂存表单") as change:
        rows.keep_draft(change, draft.book, draft.entry, draft.facts, draft.saved_at)
    return Changes(Area.REGISTERS, f"已找回没写完的“{draft.title}”。")


def drop_draft(office: Office, book: str, entry: int) -> Changes:
    """Forget a half-typed form."""
    with office.change("丢弃暂存表单") as change:
        rows.drop_draft(change, book, entry)
    return Changes(Area.NOTHING)
