"""Rows pasted on the page of mediation: cases on the board and in the list, finds among the rounds."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from villagedesk.mediation.screening import Round
from villagedesk.ui.desk import Desk
from villagedesk.ui.pages import load

_LISTS = "villagedesk.services.pasting.lists.mediation"
_PASTE = "villagedesk.ui.tables.pasting:paste_kind"


def paste_cases(desk: Desk, parent: QWidget, text: str) -> None:
    """Preview pasted disputes; each taken row is received as a case."""
    load(_PASTE)(desk, parent, "粘贴调解案件", load(f"{_LISTS}:CASES"), text)


def paste_finds(desk: Desk, parent: QWidget, of: Round | None, text: str) -> None:
    """Preview pasted finds for the round in front, or for the monthly round of their days."""
    title = f"粘贴排查事项到{of.name}（{of.from_on} 至 {of.to_on}）" if of else "粘贴排查事项"
    load(_PASTE)(desk, parent, title, load(f"{_LISTS}:find_kind")(of.id if of else 0), text)
