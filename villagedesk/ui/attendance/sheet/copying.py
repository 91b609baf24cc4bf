"""The month sheet copied with its totals; rows pasted here are punches, leave, or the leave of an old sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from villagedesk.services.office import Office
from villagedesk.services.pasting.tables import sheet_cells
from villagedesk.ui.attendance.sheet.grid import SheetGrid
from villagedesk.ui.desk import Desk
from villagedesk.ui.pages import load
from villagedesk.ui.tables.copying import GridCopy

_READ = "villagedesk.services.pasting.attendance"
_DIALOG = "villagedesk.ui.tables.pasting"


def copying(desk: Desk, grid: SheetGrid) -> GridCopy:
    """Let the month sheet be copied, totals and all."""
    return GridCopy(desk, grid, lambda: sheet_cells(grid.sheet) if grid.sheet else (), menu=True)


def paste_attendance(
    desk: Desk, parent: QWidget, month: str, text: str, punches: Callable[[list[Any]], object]
) -> None:
    """Leave and old sheets get a preview of their own; everything else goes where machine files go."""

    def show(sort: str) -> None:
        if sort == "punches":
            punches([load(f"{_DIALOG}:as_file")(text)])
            return
        title = "粘贴请假和公出" if sort == "leave" else "粘贴考勤表：只采用请假和公出"
        load(f"{_DIALOG}:PasteDialog")(desk, parent, title, read, store).open()

    def read(office: Office, mapping: Any) -> Any:
        return load(f"{_READ}:read_leave")(office, month, text, mapping)

    def store(office: Office, rows: Any, reason: str) -> Any:
        kind = load("villagedesk.services.pasting.lists.away:leave_kind")(month)
        return load("villagedesk.services.pasting.kinds:store_kind")(office, kind, rows, reason)

    desk.ops.query(lambda _office: load(f"{_READ}:sort_of")(text), show, key="attendance-paste")
