"""The books of the office from the command line, all their commands under one word."""

from __future__ import annotations

import click

from villagedesk.cli.record.register import books, entries, exchange, figures, files, memory


@click.group()
def register() -> None:
    """台账：查看、登记、推进、查找、统计、附件。"""


for _command in (
    *(books.list_books, books.define),
    *(entries.list_entries, entries.find, entries.add, entries.step, entries.edit, entries.void, entries.carry),
    *(figures.show_stats, files.attach, exchange.import_file, exchange.export_file),
    *(memory.due, memory.history),
):
    register.add_command(_command)
