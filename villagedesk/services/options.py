"""The settings of an office: read with their defaults, changed with their checks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from villagedesk.base import options as declared
from villagedesk.base.changes import Area, Changes
from villagedesk.services.office import Office, fact, facts, set_facts


def options(office: Office) -> dict[str, Any]:
    """Every declared setting with its value in this office."""
    known = facts(office)
    return {item.name: known.get(item.name, item.default) for item in declared.OPTIONS}


def option(office: Office, name: str) -> Any:
    """One setting; LookupError for a name nobody declared."""
    return fact(office, name, declared.option(name).default)


def set_options(office: Office, values: Mapping[str, Any]) -> Changes:
    """Change settings after checking them; undo puts the old ones back."""
    wanted = declared.checked(values)
    now = options(office)
    changed = {name: value for name, value in wanted.items() if value != now[name]}
    if not changed:
        return Changes(Area.NOTHING, "设置没有改动。")
    labels = "、".join(declared.option(name).field.label for name in changed)
    done = set_facts(office, changed)
    touched = done.touched | Area.ROSTER | Area.REPORTS
    return Changes(
        touched, f"已保存：{labels}。", lambda later: set_options(later, {name: now[name] for name in changed})
    )
