"""The volume of a case from the command line: the sheets scanned into it, the whole of it, and its keeping."""

from __future__ import annotations

from pathlib import Path

import click

from villagedesk.cli.answer import (
    answer,
    json_option,
    office_option,
    opened,
)
from villagedesk.mediation.volume import PER_STEP
from villagedesk.services.mediation import (
    binder,
    cases,
    figures,
    scans,
    sheets,
)

_FILES = click.Path(path_type=Path)


@click.command()
@click.argument("number")
@click.argument("sheet")
@click.argument("files", nargs=-1, required=True, type=_FILES)
@click.option("--step", default=0, help="第几次的记录（步骤编号），默认最近一次")
@office_option
@json_option
def scan(number: str, sheet: str, files: tuple[Path, ...], step: int, office_file: Path | None, as_json: bool) -> None:
    """把签好的文书的扫描件或照片放进卷宗。"""
    with opened(office_file) as office:
        case = cases.case_numbered(office, number)
        named = sheets.sheet_named(sheet)
        recorded = sheets.step_of(case, named, step)
        place = recorded.id if recorded and named in PER_STEP else 0
        result = scans.attach(office, case.id, named, place, files)
    answer({"number": case.number, "sheet": named.value, "pages": result.value}, as_json, lambda: result.changes.says)


@click.command()
@click.argument("case")
@click.option("--pdf", "file", required=True, type=click.Path(path_type=Path), help="写到这个文件")
@office_option
@json_option
def volume(case: str, file: Path, office_file: Path | None, as_json: bool) -> None:
    """把一个案件的整卷写成一个 PDF：封面、目录、编页的文书和扫描件。"""
    with opened(office_file) as office:
        made = binder.save_volume(office, cases.case_numbered(office, case), file).value
    answer(
        {"path": str(made.path), "pages": made.pages, "contents": made.contents, "lacks": made.lacks},
        as_json,
        lambda: f"整卷 {made.pages} 页：{made.path}" + (f"；还缺：{'、'.join(made.lacks)}" if made.lacks else ""),
    )


@click.command()
@office_option
@json_option
def expired(office_file: Path | None, as_json: bool) -> None:
    """保管期满、可以鉴定销毁的卷宗（只列清单，程序不会销毁）。"""
    with opened(office_file, readonly=True) as office:
        found = figures.due_to_destroy(office)
    lines = [f"{e.number}　{e.title}　{e.destroy_on} 期满" for e in found]
    answer({"expired": found}, as_json, lambda: "\n".join(lines) or "没有保管期满的卷宗。")
