"""Further commands over the books: define, edit, carry on, void, import, export, what is due, and histories."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from villagedesk.base import faults
from villagedesk.base.errors import Mistake
from villagedesk.cli.answer import answer, json_option, office_option, opened, read_data
from villagedesk.cli.record.register_answers import DATA, plain_entry
from villagedesk.services.agenda import agenda
from villagedesk.services.casework import become_case
from villagedesk.services.registers import books, entries, links
from villagedesk.services.registers.exchange import exporting, importing
from villagedesk.services.registers.lists import Sift
from villagedesk.services.villagers import history as histories
from villagedesk.services.villagers.villagers import recognise

_DAY = click.DateTime(["%Y-%m-%d"])


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


@click.command()
@click.option("--days", default=7, type=click.IntRange(min=0), show_default=True, help="几天之内到期的")
@office_option
@json_option
def due(days: int, office_file: Path | None, as_json: bool) -> None:
    """全部台账和案件里到期和超期的，一张表。"""
    with opened(office_file, readonly=True) as office:
        found = agenda(office, days)
    value = [{**_due(one), "words": one.words, "overdue": one.overdue} for one in found]
    lines = (f"{one.words}　{one.key}　{one.title}（{one.name}）　超期报{one.escalates_to or '—'}" for one in found)
    answer({"due": value}, as_json, lambda: "\n".join(lines) or "没有到期的事。")


def _due(one: Any) -> dict[str, Any]:
    names = ("kind", "key", "title", "name", "due_on", "due_at", "days_left", "state", "person", "escalates_to")
    return {name: getattr(one, name) for name in names}


@click.command()
@click.argument("who")
@office_option
@json_option
def history(who: str, office_file: Path | None, as_json: bool) -> None:
    """一位村民的全部往来：姓名、拼音首字母或电话尾号。"""
    with opened(office_file, readonly=True) as office:
        offers = recognise(office, who)
        if not offers:
            raise Mistake(f"没有找到村民“{who}”。", "who")
        found = histories.history(office, "villager", offers[0].id)
    lines = (f"{one.day}　{one.book}　{one.number}　{one.text}　{one.state}" for one in found.past)
    value = {"heading": found.heading, "facts": found.facts, "counts": dict(found.counts), "past": found.past}
    answer(value, as_json, lambda: "\n".join((found.heading, *lines)))


COMMANDS = (define, edit, void, carry, import_file, export_file, due, history)
