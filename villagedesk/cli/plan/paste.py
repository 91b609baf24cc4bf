"""A roster from a spreadsheet on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from villagedesk.cli.answer import MONTH, answer, json_option, office_option, opened
from villagedesk.services.pasting.duties.roster import read_sheets, store_roster
from villagedesk.services.pasting.files import sheets_of
from villagedesk.services.pasting.rows import Row


@click.command()
@click.argument("month", type=MONTH)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--apply", "store", is_flag=True, help="写进草稿（不写这一项只是试看）")
@click.option("--reason", default="", help="违反规定的也采用，写明理由")
@office_option
@json_option
def paste(office_file: Path | None, as_json: bool, **given: Any) -> None:
    """把表格里的值班表贴进一个月的草稿：xlsx、xls、ods 或 csv，逐格说明能不能采用。"""
    sheets = sheets_of(given["file"])
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
