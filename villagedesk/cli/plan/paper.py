"""paper: every paper of the office by name, as PDF, Excel or Word."""

from __future__ import annotations

from pathlib import Path

import click

from villagedesk.base.errors import Mistake
from villagedesk.cli.answer import answer, json_option, office_option, opened
from villagedesk.services.papers import shelf
from villagedesk.services.papers.paper import KEY_WORDS
from villagedesk.services.papers.write import write_paper

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("name")
@click.argument("key", default="")
@click.option("--pdf", type=_FILE, help="写成 PDF")
@click.option("--xlsx", type=_FILE, help="写成 Excel 工作簿")
@click.option("--docx", type=_FILE, help="写成 Word 文档")
@office_option
@json_option
def paper(name: str, key: str, office_file: Path | None, as_json: bool, **targets: Path | None) -> None:
    """出一张表：NAME 表名（list 列出全部），KEY 月份、日期或编号。"""
    if name == "list":
        _list(as_json)
        return
    wanted = [(path, "." + ending) for ending, path in targets.items() if path]
    if not wanted:
        raise Mistake("请说明写到哪里：--pdf 文件、--xlsx 文件或 --docx 文件。")
    with opened(office_file) as office:
        written = [
            write_paper(
                office, name, key, path if path.suffix.lower() == ending else path.with_name(path.name + ending)
            )
            for path, ending in wanted
        ]
    files = [str(result.value) for result in written]
    answer({"paper": name, "key": key, "files": files}, as_json, lambda: "已写出：" + "、".join(files))


def _list(as_json: bool) -> None:
    papers = [{"name": p.name, "title": p.title, "keys": p.keys, "book": p.book} for p in shelf.PAPERS]
    lines = (f"{p.name}\t{KEY_WORDS[p.keys]}\t{p.title}" for p in shelf.PAPERS)
    answer({"papers": papers}, as_json, lambda: "\n".join(lines))
