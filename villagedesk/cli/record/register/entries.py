"""Entries of the books from the command line: list, find, add, step, change, void, carry on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from villagedesk.base.errors import Mistake
from villagedesk.cli.answer import (
    answer,
    json_option,
    office_option,
    opened,
    read_data,
)
from villagedesk.registers.entry import Entry
from villagedesk.services.casework import become_case
from villagedesk.services.office import Office
from villagedesk.services.registers import books, entries, links, lists, search
from villagedesk.services.registers.exchange import attachments

DATA = click.option("--data", default="{}", help="JSON 文字，或 @文件，或 - 从标准输入读")


def plain_entry(entry: Entry) -> dict[str, Any]:
    """An entry as the commands answer it."""
    return {
        "id": entry.id,
        "book": entry.book,
        "number": entry.number,
        "state": entry.state,
        "day": entry.day,
        "due_on": entry.due_on,
        "due": entry.due_name,
        "due_at": entry.due_at or None,
        "facts": dict(entry.facts),
    }


_FILE = click.option("--file", "files", multiple=True, help="栏目=文件，如 before=井盖.jpg，可写几次")


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


@click.command("list")
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


@click.command()
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


@click.command()
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


@click.command()
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


@click.command()
@click.argument("book")
@click.argument("number")
@DATA
@office_option
@json_option
def edit(book: str, number: str, data: str, office_file: Path | None, as_json: bool) -> None:
    """修改一条；没写的栏目不变，写 null 就清空。"""
    facts = read_data(data)
    with opened(office_file) as office:
        done = entries.edit_entry(office, entries.find_entry(office, book, number).id, facts)
    answer(plain_entry(done.value), as_json, lambda: done.changes.says)


@click.command()
@click.argument("book")
@click.argument("number")
@click.argument("reason")
@office_option
@json_option
def void(book: str, number: str, reason: str, office_file: Path | None, as_json: bool) -> None:
    """作废一条：编号保留，可以恢复。"""
    with opened(office_file) as office:
        entry = entries.find_entry(office, book, number)
        done = entries.void_entry(office, entry.id, reason)
        value = {**plain_entry(entries.existing(office, entry.id)), "removed": reason}
    answer(value, as_json, lambda: done.says)


@click.command()
@click.argument("book")
@click.argument("number")
@click.argument("to")
@DATA
@office_option
@json_option
def carry(book: str, number: str, to: str, data: str, office_file: Path | None, as_json: bool) -> None:
    """把一条转为另一本台账的记录，或者调解案件（mediation），两边互相链接。"""
    facts = read_data(data)
    with opened(office_file) as office:
        entry = entries.find_entry(office, book, number)
        if to == links.CASE:
            case = become_case(office, entry.id)
            value, says = {"book": links.CASE, "number": case.value.number}, case.changes.says
        else:
            done = links.become(office, entry.id, to, facts)
            value, says = plain_entry(done.value), done.changes.says
        value |= {"links": links.links_of(office, entry.book, entry.id)}
    answer(value, as_json, lambda: says)
