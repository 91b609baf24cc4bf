"""The books themselves from the command line: what there is, and a definition of the office's own."""

from __future__ import annotations

from pathlib import Path

import click

from villagedesk.base import faults
from villagedesk.cli.answer import (
    answer,
    json_option,
    office_option,
    opened,
)
from villagedesk.services.registers import books


@click.command("books")
@office_option
@json_option
def list_books(office_file: Path | None, as_json: bool) -> None:
    """每本台账、字段、状态和条数。"""
    with opened(office_file, readonly=True) as office:
        counts = books.counts(office, office.clock().date())
        words = books.choice_lists(office)
        value = [
            {**books.described(c.register, words), "entries": c.entries, "month_entries": c.month_entries}
            for c in counts
        ]
    lines = (f"{c.register.id:<10}{c.register.title}　共 {c.entries} 条，本月 {c.month_entries} 条" for c in counts)
    answer({"books": value}, as_json, lambda: "\n".join(lines))


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@office_option
@json_option
def define(file: Path, office_file: Path | None, as_json: bool) -> None:
    """新增或修改一本台账：读一个 TOML 定义，写错了指出文件、行和原因。"""
    with faults.world(file):
        text = file.read_text("utf-8-sig")
    with opened(office_file) as office:
        done = books.save_definition(office, text, file.name)
        value = books.described(done.value, books.choice_lists(office))
    answer(value, as_json, lambda: done.changes.says)
