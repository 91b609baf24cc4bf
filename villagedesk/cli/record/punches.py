"""Commands over machine punches: import, pull, machines, clocks, badges."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from villagedesk.base import plain
from villagedesk.base.errors import Mistake
from villagedesk.cli.answer import answer, json_option, office_option, opened
from villagedesk.services.punches import imports
from villagedesk.services.punches.imports import Asked, Imported

_NAMES = ("badge", "name", "moment", "date", "time", "state")


@click.group()
def punches() -> None:
    """打卡记录：导入机器文件、从网络读取、匹配考勤号、机器时钟。"""


@punches.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--device", default="", help="机器名称（不写则按文件判断）")
@click.option("--year", type=click.IntRange(2005, 2100), default=None, help="文件里没有写年份时的年份")
@click.option("--date-order", type=click.Choice(["dmy", "mdy"]), default=None, help="03/05/2015 的次序：日月年或月日年")
@click.option("--columns", default="", help="不认识的表格：badge=1,moment=3 或 badge=工号,date=日期,time=上班+下班")
@click.option("--dry-run", is_flag=True, help="只试读，不存")
@office_option
@json_option
def import_(office_file: Path | None, files: tuple[Path, ...], as_json: bool, **options: Any) -> None:
    """导入考勤机、考勤软件、钉钉、企业微信的打卡文件。"""
    options["columns"] = _columns(options["columns"])
    options["date_order"] = options["date_order"] or ""
    with opened(office_file) as office:
        done = imports.import_files(office, files, Asked(**options), _progress)
    answer({"files": [_plain(item) for item in done.value]}, as_json, lambda: _text(done.value, done.changes.says))


def _columns(text: str) -> dict[str, str]:
    wanted: dict[str, str] = {}
    for part in filter(None, (piece.strip() for piece in text.replace("，", ",").split(","))):
        name, _, value = part.partition("=")
        if name.strip() not in _NAMES or not value.strip():
            raise Mistake(f"--columns 里的“{part}”不对；可写：{'、'.join(_NAMES)}，等号后写列号或表头。", "columns")
        wanted[name.strip()] = value.strip()
    return wanted


def _plain(item: Imported) -> dict[str, Any]:
    value = plain.write(item)
    for name in ("title", "device"):
        value.pop(name)
    return value


def _progress(name: str, rows: int) -> None:
    if rows >= 100_000:
        click.echo(f"\r{name}：已读 {rows} 行", err=True, nl=False)


def _text(done: Sequence[Imported], says: str) -> str:
    lines: list[str] = []
    for item in done:
        lines.append(
            f"{Path(item.path).name}（{item.title}，{item.device}）：读到 {item.read}，新增 {item.new}，"
            f"重复 {item.duplicate}，拒收 {len(item.rejected)}，考勤号未匹配 {item.unknown_badge}；"
            f"{item.first or '—'} 至 {item.last or '—'}"
        )
        lines += [f"  第 {bad.line} 行：{bad.says}：{bad.text[:60]}" for bad in item.rejected[:20]]
        if len(item.rejected) > 20:
            lines.append(f"  …… 还有 {len(item.rejected) - 20} 行，用 --json 可以看到全部。")
    return "\n".join([*lines, says])
