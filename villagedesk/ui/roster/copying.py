"""The roster to and from a spreadsheet: both grids copied, a block of names pasted into the draft."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from villagedesk.services.pasting.tables import month_cells, people_cells
from villagedesk.ui.desk import Desk
from villagedesk.ui.pages import load
from villagedesk.ui.roster.grids.grid import Grid
from villagedesk.ui.roster.grids.people import PeopleGrid
from villagedesk.ui.tables.copying import Cells, GridCopy
from villagedesk.ui.widgets.controls import month_words

_ROSTER = "villagedesk.services.pasting.duties.roster"
_DIALOG = "villagedesk.ui.tables.pasting:PasteDialog"


def copying(desk: Desk, grid: Grid) -> GridCopy:
    """Let a grid be copied: as days by posts, or as people by days."""

    def cells() -> Cells:
        if grid.sheet is None:
            return ()
        return people_cells(grid.sheet.view) if isinstance(grid, PeopleGrid) else month_cells(grid.sheet.view)

    return GridCopy(desk, grid, cells)


def paste_roster(desk: Desk, parent: QWidget, month: str, begin: date, given: str | Path) -> None:
    """Preview pasted names (or those of a file) in the draft of a month, place by place with every broken rule."""
    read, store = load(f"{_ROSTER}:read_sheets"), load(f"{_ROSTER}:store_roster")

    def sheets() -> list[str]:
        return [given] if isinstance(given, str) else load("villagedesk.services.pasting.files:sheets_of")(given)

    load(_DIALOG)(
        desk,
        parent,
        f"粘贴到{month_words(month)}值班表",
        lambda office, _mapping: read(office, month, sheets(), begin),
        lambda office, rows, reason: store(office, month, rows, reason),
    ).open()
