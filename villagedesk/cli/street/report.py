"""report: the month's checklist and pack for the street, its template, its key, and the safe copy."""

from __future__ import annotations

from pathlib import Path

import click

from villagedesk.cli.answer import MONTH, answer, json_option, office_option, opened
from villagedesk.services.report.pack import make_pack

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.group()
def report() -> None:
    """月报：检查、出包、填街道模板、报送。"""


@report.command("month")
@click.argument("month", type=MONTH)
@click.option("--out", type=_FOLDER, required=True, help="放在哪个文件夹下")
@click.option("--full", is_flag=True, help="不掩码（只在街道有权查看时用，会留下记录）")
@office_option
@json_option
def month_pack(month: str, out: Path, full: bool, office_file: Path | None, as_json: bool) -> None:
    """一次做好一个月的报送包：一个工作簿、一个 PDF。"""

    def step(done: int, total: int, what: str) -> None:
        click.echo(f"[{done}/{total}] {what}", err=True)

    with opened(office_file) as office:
        pack = make_pack(office, month, out, masked=not full, step=step).value
    lines = [f"已生成：{file.path}" for file in pack.files] + [f"没有放入：{line}" for line in pack.lacking]
    answer(pack.answer, as_json, lambda: "\n".join(lines))
