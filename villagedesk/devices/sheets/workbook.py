"""Workbooks through calamine: xls (BIFF5, BIFF8), xlsx, xlsb and ods."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from villagedesk.base.errors import Mistake
from villagedesk.devices.sheets.grid import Rows, Sheet, mended
from villagedesk.devices.sheets.guard import no_panic


def sheets(path: Path) -> Iterator[Sheet] | None:
    """The sheets of a workbook, each read when its rows are asked for; None when calamine cannot open the file.

    `Mistake` when it is locked with a password.
    """
    try:
        # not by path: calamine would believe the ending, and a workbook is often saved under another one
        with path.open("rb") as file, no_panic():
            book = CalamineWorkbook.from_filelike(file)
    except PasswordError:
        raise Mistake(
            f"“{path.name}”设了打开密码，读不出来，没有导入；请用表格软件打开它，去掉密码另存后再试。"
        ) from None
    except (CalamineError, OSError, ValueError):
        return None
    return _each(book)


def _each(book: CalamineWorkbook) -> Iterator[Sheet]:
    return (Sheet(mended(name), partial(_rows, book, name)) for name in book.sheet_names)


def _rows(book: CalamineWorkbook, name: str) -> Rows:
    """The rows of a sheet; none when calamine cannot read it."""
    try:
        with no_panic():
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (CalamineError, ValueError, OverflowError):
        return ()
    if _is_mangled(rows):
        return [[mended(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    return rows


def _is_mangled(rows: Rows) -> bool | None:
    """Whether the first words beyond ASCII came without a code page; None while there are none."""
    for row in rows[:40]:
        for cell in row:
            if isinstance(cell, str) and not cell.isascii():
                return mended(cell) != cell
    return None
