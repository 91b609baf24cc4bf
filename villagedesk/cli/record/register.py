"""Commands over the books: list, add, step, find and count."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from villagedesk.base.errors import Mistake
from villagedesk.cli.answer import (
    MONTH,
    answer,
    json_option,
    office_option,
    opened,
    read_data,
)
from villagedesk.cli.record.register_answers import DATA, plain_entry
from villagedesk.cli.record.register_files import attach
from villagedesk.cli.record.register_more import COMMANDS
from villagedesk.services.office import Office
from villagedesk.services.registers import books, entries, lists, search, stats
from villagedesk.services.registers.exchange import attachments

_FILE = click.option("--file", "files", multiple=True, help="栏目=文件，如 before=井盖.jpg，可写几次")


@click.group()
def register() -> None:
    """台账：查看、登记、推进、查找、统计、附件。"""


for _command in (attach, *COMMANDS):
    register.add_command(_command)


def _put(office: Office, book: str, files: tuple[str, ...]) -> dict[str, Any]:
    """Files given as `field=path`, ready to hang on the entry that is written."""
    register = books.register_of(office, book)
    kinds = {item.name: item.kind for item in register.slots}
    found: dict[str, Any] = {}
    for text in files:
        field, _, path = text.rpartition("=")
        name = register.slot_of(field)
        if field not in ("", name):
            raise Mistake(f"“{register.title}”没有放附件的栏目“{field}”，有：{'、'.join(kinds)}。", "file")
        staged = attachments.stage_file(office, Path(path), kinds[name], name)
        found.setdefault(name, []).append(staged.plain)
    return found


@register.command("books")
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


@register.command("list")
@click.argument("book")
@click.option("--limit", default=200, type=click.IntRange(min=1), show_default=True, help="最多几条")
@click.option("--offset", default=0, type=click.IntRange(min=0), help="从第几条起（0 是最新的）")
@click.option("--find", "words", default="", help="只看含有这些字的")
@office_option
@json_option
def list_entries(book: str, limit: int, offset: int, words: str, office_file: Path | None, as_json: bool) -> None:
    """一本台账的记录，新的在前。"""
    with opened(office_file, readonly=True) as office:
        opened_list = lists.open_list(office, book, words=words)
        page = opened_list.page(offset, limit)
        shown = books.register_of(office, book)
    value = {
        "book": shown.id,
        "title": shown.title,
        "count": opened_list.count,
        "entries": [plain_entry(e) for e in page],
    }
    answer(
        value, as_json, lambda: "\n".join(f"{e.number}　{e.day}　{e.category}　{e.state}" for e in page) or "没有记录。"
    )


@register.command()
@click.argument("book")
@DATA
@click.option("--state", default="", help="从哪个状态开始（默认：第一个）")
@click.option("--number", default="", help="纸上的编号（默认：下一个）")
@_FILE
@office_option
@json_option
def add(
    book: str, data: str, state: str, number: str, files: tuple[str, ...], office_file: Path | None, as_json: bool
) -> None:
    """登记一条。"""
    facts = read_data(data)
    with opened(office_file) as office:
        facts |= _put(office, book, files)
        done = entries.add_entry(office, book, facts, state=state, number=number)
    answer(plain_entry(done.value), as_json, lambda: done.changes.says)


@register.command()
@click.argument("book")
@click.argument("number")
@click.argument("state")
@DATA
@click.option("--note", default="", help="说明")
@_FILE
@office_option
@json_option
def step(book: str, number: str, state: str, data: str, note: str, files: tuple[str, ...], **rest: Any) -> None:
    """把一条推进到另一个状态。"""
    facts = read_data(data)
    with opened(rest["office_file"]) as office:
        facts |= _put(office, book, files)
        entry = entries.find_entry(office, book, number)
        done = entries.step_entry(office, entry.id, state, facts, note)
        taken = entries.steps_of(office, entry.id)
    answer({**plain_entry(done.value), "steps": taken}, rest["as_json"], lambda: done.changes.says)


@register.command()
@click.argument("text")
@click.option("--book", default="", help="只在一本台账里找")
@click.option("--limit", default=50, type=click.IntRange(min=1), show_default=True)
@office_option
@json_option
def find(text: str, book: str, limit: int, office_file: Path | None, as_json: bool) -> None:
    """在所有台账、案件和人员里查找：汉字、拼音首字母、电话尾号、编号。"""
    with opened(office_file, readonly=True) as office:
        hits = search.find(office, text, (book,) if book else (), limit)
    lines = (f"{h.number or h.kind}　{h.day}　{h.title}　{h.text}" for h in hits)
    answer({"query": text, "hits": hits}, as_json, lambda: "\n".join(lines) or "没有找到。")


@register.command("stats")
@click.argument("month", type=MONTH)
@click.option("--year", "whole_year", is_flag=True, help="统计全年")
@office_option
@json_option
def show_stats(month: str, whole_year: bool, office_file: Path | None, as_json: bool) -> None:
    """一个月（或全年）的统计：人次、件次、件分开。"""
    period = month[:4] if whole_year else month
    with opened(office_file, readonly=True) as office:
        found = stats.figures(office, period)
        columns = stats.report_columns(office, period)
    value = {
        "month": period,
        "totals": columns,
        "books": [
            {
                "book": f.register.id,
                "title": f.register.title,
                "statistics": [{"heading": s.heading, **_figure(s)} for s in f.figures],
                "splits": f.splits,
            }
            for f in found
        ],
    }
    lines = (f"{f.register.title}　" + "，".join(_words(s) for s in f.figures) for f in found)
    answer(value, as_json, lambda: "\n".join(lines))


def _figure(figure: stats.Figure) -> dict[str, Any]:
    return {"label": figure.label, "unit": figure.unit, "value": figure.value, "last_year": figure.last_year}


def _words(figure: stats.Figure) -> str:
    return f"{figure.heading} {'—' if figure.value is None else format(figure.value, 'g')}"
