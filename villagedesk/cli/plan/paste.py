"""A roster from a spreadsheet on the command line."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from villagedesk.base.errors import Mistake
from villagedesk.cli.answer import MONTH, answer, json_option, office_option, opened
from villagedesk.services.pasting.duties.roster import read_sheets, store_roster
from villagedesk.services.pasting.rows import Row
from villagedesk.services.pasting.writing import as_text
from villagedesk.services.workbooks import Sheet, read_file


@click.command()
@click.argument("month", type=MONTH)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--apply", "store", is_flag=True, help="写进草稿（不写这一项只是试看）")
@click.option("--reason", default="", help="不合规则的也采用，写明理由")
@office_option
@json_option
def paste(office_file: Path | None, as_json: bool, **given: Any) -> None:
    """把表格里的值班表贴进一个月的草稿：xlsx、xls、ods 或 csv，逐格说明能不能采用。"""
    sheets = [table_text(sheet) for sheet in read_file(given["file"]) if sheet.rows]
    if not sheets:
        raise Mistake(f"“{given['file'].name}”里没有任何内容，没有粘贴；请检查是不是选错了文件。")
    with opened(office_file, readonly=not given["store"]) as office:
        found = read_sheets(office, given["month"], sheets)
        taken = found.good + (found.asked if given["reason"].strip() else ())
        says = ""
        if given["store"] and taken:
            says = store_roster(office, given["month"], taken, given["reason"]).says
    facts = {"month": given["month"], "shape": found.known[0], "taken": len(taken), "stored": bool(says)}
    rows = [_plain(row, "ok" if row in taken else "refused" if row.says else "asks") for row in found.rows]
    lines = [f"{row['line']} {row['place']} {row['names']}：{row['says'] or '可以采用'}" for row in rows]
    answer({**facts, "rows": rows}, as_json, lambda: "\n".join([*lines, says or f"可以采用 {len(taken)} 处。"]))


def _plain(row: Row, result: str) -> dict[str, Any]:
    names = str(row.values.get("names") or row.text)
    return {"line": row.line, "place": row.values.get("place") or "", "names": names, "result": result} | {
        "says": row.says or row.note
    }


def table_text(sheet: Sheet) -> str:
    """A sheet of a table file as a spreadsheet would copy it."""
    wide = max(len(cells) for _line, cells in sheet.rows)
    filled = dict(sheet.rows)
    last = sheet.rows[-1][0]
    rows = [[_text(cell) for cell in filled.get(line, ())] for line in range(1, last + 1)]
    return as_text([[*row, *[""] * (max(wide, 2) - len(row))] for row in rows])


def _text(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    return cell.isoformat() if isinstance(cell, date) else "" if cell is None else str(cell)
