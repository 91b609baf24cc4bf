"""What the commands over the books read and answer."""

from __future__ import annotations

from typing import Any

import click

from villagedesk.registers.entry import Entry

DATA = click.option("--data", default="{}", help="JSON 文字，或 @文件，或 - 从标准输入读")


def plain_entry(entry: Entry) -> dict[str, Any]:
    """An entry as the commands answer it."""
    return {
        "id": entry.id,
        "book": entry.book,
        "number": entry.number,
        "state": entry.state,
        "day": entry.day,
        "due_on": entry.due_on,
        "due": entry.due_name,
        "due_at": entry.due_at or None,
        "facts": dict(entry.facts),
    }
