"""A book from a file and into a file, from the command line."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from villagedesk.base.errors import Mistake
from villagedesk.cli.answer import (
    answer,
    json_option,
    office_option,
    opened,
)
from villagedesk.services.registers.exchange import exporting, importing
from villagedesk.services.registers.lists import Sift

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("import")
@click.argument("book")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="只看会导入什么，不写入")
@office_option
@json_option
def import_file(book: str, file: Path, dry_run: bool, office_file: Path | None, as_json: bool) -> None:
    """导入以前的 Excel、WPS 或 CSV 台账，按表头认栏目。"""
    with opened(office_file, readonly=dry_run) as office:
        found = importing.preview_import(office, book, file)
        written = 0 if dry_run else importing.import_book(office, found).value
    value: dict[str, Any] = {"book": found.book, "sheet": found.sheet, "read": len(found.lines), "new": written}
    value |= {"columns": {found.headings[i]: name for i, name in found.mapping.items()}}
    value |= {"rejected": found.problems, "dry_run": dry_run}
    says = f"{len(found.good)} 行可以导入，{len(found.problems)} 行不能；" + ("没有写入。" if dry_run else "已写入。")
    rejected = (f"第 {one.line} 行：{one.says}" for one in found.problems)
    answer(value, as_json, lambda: "\n".join((says, *rejected)))


@click.command("export")
@click.argument("book")
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--unmasked", is_flag=True, help="不遮盖个人信息：标明内部资料，并记入操作记录")
@click.option("--from", "from_on", type=_DAY, help="从哪天")
@click.option("--to", "to_on", type=_DAY, help="到哪天")
@click.option("--state", "states", multiple=True, help="只要这些状态的")
@click.option("--category", "categories", multiple=True, help="只要这些类别的")
@click.option("--find", "words", default="", help="只要含有这些字的")
@office_option
@json_option
def export_file(book: str, target: Path, unmasked: bool, words: str, **rest: Any) -> None:
    """按筛选导出一本台账到 .xlsx、.pdf 或 .docx。"""
    if target.suffix.lower() not in (".xlsx", ".pdf", ".docx"):
        raise Mistake("只能导出到 .xlsx、.pdf 或 .docx 文件。", "target")
    days = [day.date() if isinstance(day, datetime) else None for day in (rest["from_on"], rest["to_on"])]
    sift = Sift(book, days[0], days[1], tuple(rest["states"]), tuple(rest["categories"]))
    with opened(rest["office_file"]) as office:
        done = exporting.export_list(office, sift, words, target, masked=not unmasked)
    value = {"book": book, "path": str(done.value), "masked": not unmasked}
    answer(value, rest["as_json"], lambda: done.changes.says)
