"""Any table file as rows of cells: xlsx, xls, ods, csv or pasted text, told by content and not by name."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import python_calamine
from charset_normalizer import from_bytes

from villagedesk.base import faults
from villagedesk.base.errors import Mistake, Trouble
from villagedesk.devices.sheets.guard import no_panic, refuse_harmful

Cells = tuple[Any, ...]
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FILEPASS = re.compile(rb"\x09\x08\x10\x00.{16}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)
"""An old workbook whose first record after its head is the one that holds a password's check."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
_MOST_BYTES = 60_000_000
_MOST_COLUMNS = 300


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name and its rows that hold anything, each with its line counted from 1.

    A cell is text without blanks at its ends, a number, a date, or None where it is empty.
    """

    name: str
    rows: tuple[tuple[int, Cells], ...]


def read_file(path: Path) -> tuple[Sheet, ...]:
    """Every sheet of a table file; `Mistake` or `Trouble` in one sentence for what cannot be read."""
    data = _bytes(path)
    name = path.name
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<?xml")) or b"<table" in head:
        raise Mistake(f"“{name}”其实是网页，不是表格文件；请用 WPS 或 Excel 打开它，另存为 xlsx 再导入。")
    if data.startswith(_OLE):
        return _ole(data, path)
    if data.startswith(b"PK"):
        return _zipped(data, path)
    if data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8", b"Rar!", b"7z\xbc\xaf")):
        raise Mistake(f"“{name}”不是表格文件；请选择 xlsx、xls 或 csv 文件。")
    return (Sheet(name, _text_rows(_decode(data, name), name)),)


def read_text(text: str) -> Sheet:
    """Cells pasted from a spreadsheet, or typed with tabs, commas or blanks between them."""
    if not text.strip():
        raise Mistake("没有粘贴到内容；请在表格里选中人员（连同表头）复制，再粘贴到这里。")
    return Sheet("粘贴内容", _text_rows(text, "粘贴内容"))


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise Mistake(f"“{path.name}”是文件夹，请选一个文件。")
        if path.stat().st_size > _MOST_BYTES:
            raise Mistake(f"“{path.name}”超过 60 MB，不像一张名单；请核对选的文件。")
        data = path.read_bytes()
    except FileNotFoundError:
        raise Mistake(f"找不到文件“{path}”。") from None
    except OSError as error:
        raise Trouble(f"“{path.name}”读不出来（{faults.reason(error)}），什么也没有导入；请检查文件或优盘。") from error
    if not data.strip(b"\0\r\n\t "):
        raise Mistake(f"“{path.name}”是空文件，没有可以导入的内容；请检查是不是选错了文件。")
    return data


def _protected(name: str) -> Mistake:
    return Mistake(f"“{name}”设了打开密码，读不出来；请在 WPS 或 Excel 里取消密码另存一份，再导入。")


def _damaged(name: str) -> Mistake:
    return Mistake(f"“{name}”已损坏或没有复制完整，读不出来；请重新复制或另存一份，再导入。")


def _ole(data: bytes, path: Path) -> tuple[Sheet, ...]:
    name = path.name
    if _ENCRYPTED in data or _FILEPASS.search(data):
        raise _protected(name)
    if "WordDocument".encode("utf-16-le") in data:
        raise Mistake(f"“{name}”是 Word 文档，不是表格；请把其中的表格复制到 Excel，另存为 xlsx 再导入。")
    refuse_harmful(path)
    return _calamine(data, name)


def _zipped(data: bytes, path: Path) -> tuple[Sheet, ...]:
    name = path.name
    refuse_harmful(path)
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
        members = set(packed.namelist())
        manifest = packed.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in members else b""
        if b"encryption-data" in manifest:
            raise _protected(name)
        broken = packed.testzip()
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, NotImplementedError):
        raise _damaged(name) from None
    if broken is not None:
        raise _damaged(name)
    if "word/document.xml" in members:
        raise Mistake(f"“{name}”是 Word 文档，不是表格；请把其中的表格复制到 Excel，另存为 xlsx 再导入。")
    if not any(member.startswith("xl/workbook") or member == "content.xml" for member in members):
        raise Mistake(f"“{name}”是压缩包，不是表格；请先解压，再选其中的表格文件。")
    return _calamine(data, name)


def _calamine(data: bytes, name: str) -> tuple[Sheet, ...]:
    try:
        with no_panic():
            book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
            found = [Sheet(sheet, _sheet_rows(book, sheet)) for sheet in book.sheet_names]
    except python_calamine.PasswordError:
        raise _protected(name) from None
    except (python_calamine.CalamineError, OSError, ValueError):
        raise _damaged(name) from None
    if not any(sheet.rows for sheet in found):
        raise Mistake(f"“{name}”里没有任何内容；请检查是不是选错了文件。")
    return tuple(found)


def _sheet_rows(book: python_calamine.CalamineWorkbook, sheet: str) -> tuple[tuple[int, Cells], ...]:
    try:
        rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except python_calamine.WorksheetNotFound:
        return ()
    return _kept(enumerate(rows, 1))


def _kept(rows: Any) -> tuple[tuple[int, Cells], ...]:
    cleaned = ((line, tuple(_cell(value) for value in row[:_MOST_COLUMNS])) for line, row in rows)
    return tuple((line, cells) for line, cells in cleaned if any(value is not None for value in cells))


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return _CONTROL.sub("", value.replace("\xa0", " ").replace("\u3000", " ")).strip() or None
    if isinstance(value, float) and value == int(value) and abs(value) < 1e15:
        return int(value)
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, date | time | timedelta | int | float):
        return value
    return None if value is None else str(value)


def _decode(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise Mistake(f"“{name}”不是表格文件；请选择 xlsx、xls 或 csv 文件。")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    best = from_bytes(data[:100_000]).best()
    if best is None:
        raise Mistake(f"“{name}”不是表格文件；请选择 xlsx、xls 或 csv 文件。")
    return data.decode(best.encoding, errors="replace")


def _text_rows(text: str, name: str) -> tuple[tuple[int, Cells], ...]:
    lines = [line for line in text.splitlines() if line.strip()][:30]
    marks = {mark: sum(line.count(mark) for line in lines) for mark in "\t,;，"}
    if any(marks[mark] for mark in "\t,;"):
        marks["，"] = 0  # a Chinese comma parts cells only where nothing else does: sentences are full of them
    mark = max(marks, key=lambda key: (marks[key], key == "\t"))
    if not marks[mark]:
        return _kept((n, line.split()) for n, line in enumerate(text.splitlines(), 1))
    reader = csv.reader(io.StringIO(text.replace("\0", "")), delimiter=mark, strict=True)
    rows: list[tuple[int, list[str]]] = []
    last = 0
    try:
        for row in reader:
            rows.append((last + 1, row))
            last = reader.line_num
    except csv.Error:
        raise Mistake(f"“{name}”从第 {last + 1} 行起引号不成对，读不下去；请用表格软件另存为 xlsx 再导入。") from None
    return _kept(rows)
