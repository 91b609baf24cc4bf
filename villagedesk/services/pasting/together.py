"""Many small writes as one: stored together or not at all, taken back together, done again together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from villagedesk.base.changes import Area, Changes, Result
from villagedesk.services.office import Office

Write = Callable[[Office], "Changes | Result[Any]"]


def write_together(office: Office, what: str, writes: Sequence[Write], says: str) -> Changes:
    """Do all of these in one write for the purpose `what`; one refusal takes everything back."""
    touched, undos = Area.NOTHING, list[Callable[[Any], Changes]]()
    with office.change(what):
        for write in writes:
            done = write(office)
            changes = done.changes if isinstance(done, Result) else done
            touched |= changes.touched
            if changes.undo is not None:
                undos.append(changes.undo)
    back = f"重做{what[2:]}" if what.startswith("撤销") else f"撤销{what.removeprefix('重做')}"
    undo = (
        (lambda later: write_together(later, back, undos[::-1], f"已{back}。")) if len(undos) == len(writes) else None
    )
    return Changes(touched, says, undo)
