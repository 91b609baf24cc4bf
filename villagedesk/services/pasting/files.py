"""A table file as the sheets that somebody would copy out of it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from villagedesk.base.errors import Mistake
from villagedesk.services.pasting.writing import as_text
from villagedesk.services.workbooks import Sheet, read_file


def sheets_of(file: Path) -> list[str]:
    """Every sheet with anything in it, as tab-separated text; `Mistake` when there is none."""
    found = [_text_of(sheet) for sheet in read_file(file) if sheet.rows]
    if not found:
        raise Mistake(f"“{file.name}”里没有任何内容，没有粘贴；请检查是不是选错了文件。")
    return found


def _text_of(sheet: Sheet) -> str:
    wide = max(2, *(len(cells) for _line, cells in sheet.rows))
    filled = dict(sheet.rows)
    rows = [[_word(cell) for cell in filled.get(line, ())] for line in range(1, sheet.rows[-1][0] + 1)]
    return as_text([[*row, *[""] * (wide - len(row))] for row in rows])


def _word(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    return cell.isoformat() if isinstance(cell, date) else "" if cell is None else str(cell)
