"""Commands over the attachments of an entry: add, list, get, remove."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from villagedesk.base import faults
from villagedesk.base.errors import Mistake
from villagedesk.cli.answer import answer, json_option, office_option, opened
from villagedesk.registers.definition import LOOSE
from villagedesk.registers.entry import Entry
from villagedesk.services.office import Office
from villagedesk.services.registers import books, entries
from villagedesk.services.registers.exchange import attachments
from villagedesk.services.registers.exchange.attachments import Attachment


@click.group()
def attach() -> None:
    """附件：添加、查看、取出、移除。"""


def _plain(office: Office, entry: Entry, file: Attachment) -> dict[str, Any]:
    register = books.register_of(office, entry.book)
    field = register.slot_of(file.field)
    label = next(item.label for item in register.slots if item.name == field)
    plain = {"id": file.id, "field": field, "label": label, "name": file.name, "size": file.size}
    return {**plain, "sha256": file.digest, "created_at": file.created_at}


def _files(office: Office, entry: Entry) -> dict[str, Any]:
    found = [_plain(office, entry, file) for file in attachments.attachments_of(office, entry.book, entry.id)]
    return {"book": entry.book, "number": entry.number, "files": found}


def _words(value: dict[str, Any]) -> str:
    lines = (f"{f['id']:>5}　{f['label']}　{f['name']}　{f['size']} 字节" for f in value["files"])
    return "\n".join(lines) or "没有附件。"


def _named(office: Office, entry: Entry, name: str) -> Attachment:
    """The file of that id, else the newest of that name."""
    found = attachments.attachments_of(office, entry.book, entry.id)
    wanted = [file for file in found if file.name == name or str(file.id) == name]
    if not wanted:
        names = "、".join(file.name for file in found) or "没有附件"
        raise Mistake(f"{entry.number} 没有附件“{name}”，现有：{names}。", "name")
    return wanted[-1]


@attach.command("add")
@click.argument("book")
@click.argument("number")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--field", default=LOOSE, show_default=False, help="放到哪个栏目（如 before；默认：附件栏）")
@office_option
@json_option
def add_files(
    book: str, number: str, files: tuple[Path, ...], field: str, office_file: Path | None, as_json: bool
) -> None:
    """给一条记录添加图片或文件。"""
    with opened(office_file) as office:
        entry = entries.find_entry(office, book, number)
        for file in files:
            attachments.attach_file(office, entry.book, entry.id, file, field)
        value = _files(office, entry)
    answer(value, as_json, lambda: _words(value))


@attach.command("list")
@click.argument("book")
@click.argument("number")
@office_option
@json_option
def list_files(book: str, number: str, office_file: Path | None, as_json: bool) -> None:
    """一条记录的附件。"""
    with opened(office_file, readonly=True) as office:
        value = _files(office, entries.find_entry(office, book, number))
    answer(value, as_json, lambda: _words(value))


@attach.command("get")
@click.argument("book")
@click.argument("number")
@click.argument("name")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="写到哪个文件或文件夹")
@office_option
@json_option
def get_file(book: str, number: str, name: str, out: Path, office_file: Path | None, as_json: bool) -> None:
    """把一个附件（文件名或 id）取出来。"""
    with opened(office_file, readonly=True) as office:
        entry = entries.find_entry(office, book, number)
        file = _named(office, entry, name)
        target = out / file.name if out.is_dir() else out
        with faults.world(target):
            target.write_bytes(attachments.file_of(office, file).read_bytes())
        value = {**_plain(office, entry, file), "path": str(target)}
    answer(value, as_json, lambda: f"已取出“{file.name}”到 {target}。")


@attach.command("remove")
@click.argument("book")
@click.argument("number")
@click.argument("name")
@office_option
@json_option
def remove_file(book: str, number: str, name: str, office_file: Path | None, as_json: bool) -> None:
    """移除一个附件（文件名或 id）。"""
    with opened(office_file) as office:
        entry = entries.find_entry(office, book, number)
        done = attachments.remove_attachment(office, _named(office, entry, name).id)
        value = _files(office, entry)
    answer(value, as_json, lambda: done.says)
