"""What was done in the office: the audit in words."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from villagedesk.calendar.day import DayKind
from villagedesk.calendar.local import MOVED_LABELS
from villagedesk.services.office import Office
from villagedesk.store import history as shelf
from villagedesk.store.history import Step

_CODES = {**{kind.value: kind.label for kind in DayKind}, **MOVED_LABELS}
_CODE = re.compile(r"[a-z_]+")
_QUIET = ("id", "hash", "removed", "person", "notice")
_NAMES = ("name", "title", "number", "label", "day", "month", "note", "file")


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the history: when, who, what for, what it was about, and what changed."""

    id: int
    at: datetime
    who: str
    what: str
    about: str
    change: str


def deeds(office: Office, text: str = "", limit: int = 500) -> tuple[Deed, ...]:
    """The newest deeds that hold `text`, newest first."""
    return tuple(_deed(step) for step in shelf.steps(office.store, text.strip(), limit))


def since(office: Office, last: int, limit: int) -> tuple[int, tuple[Deed, ...]]:
    """How many deeds came after that audit row, and the newest of them."""
    steps = shelf.steps_after(office.store, last)
    done = dict.fromkeys((step.at, step.who, step.what) for step in steps)
    firsts = {(step.at, step.who, step.what): step for step in reversed(steps)}
    return len(done), tuple(_deed(firsts[one]) for one in list(done)[:limit])


def _deed(step: Step) -> Deed:
    return Deed(step.id, step.at, step.who, step.what, _about(step), _change(step))


def _about(step: Step) -> str:
    values = step.after or step.before
    return next((_shown(values[name]) for name in _NAMES if values.get(name)), "")


def _change(step: Step) -> str:
    """What changed, by its values: `文书 → 委员`; for a new or erased row nothing but the reason."""
    if step.before and step.after:
        pairs = [
            f"{_shown(step.before.get(name)) or '（空）'} → {_shown(value) or '（空）'}"
            for name, value in step.after.items()
            if name not in _QUIET and value != step.before.get(name)
        ]
        pairs = [pair for pair in pairs if pair != "（空） → （空）"]
        if step.after.get("removed") and not step.before.get("removed"):
            pairs.append("删除")
        if step.before.get("removed") and not step.after.get("removed"):
            pairs.append("恢复")
        said = "；".join(pairs)
    elif "rows" in step.after and "sha256" in step.after:
        said = f"{step.after['rows']} 条"
    else:
        said = "新增" if step.after and not step.before and "note" not in step.after else ""
    return f"{said}（{step.reason}）" if step.reason and step.reason not in said else said


def _shown(value: Any) -> str:
    """A stored value as text, at most 60 characters; lists that are kept as JSON are joined."""
    if isinstance(value, str) and value[:1] in "[{":
        try:
            read = json.loads(value)
        except ValueError:
            read = value
        value = (
            "、".join(str(part) for part in read) if isinstance(read, list) else "…" if isinstance(read, dict) else read
        )
    text = "" if value is None else str(value)
    if _CODE.fullmatch(text):
        return _CODES.get(text, "")
    return text if len(text) <= 60 else text[:59] + "…"
