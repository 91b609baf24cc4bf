"""A workbook from a village is looked at before it is trusted: what it is, whether it can be read, what it holds."""

from __future__ import annotations

import hashlib
import html
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import python_calamine

from villagedesk.base import faults
from villagedesk.base.errors import Mistake, Trouble
from villagedesk.devices.sheets.guard import no_panic, refuse_sparse
from villagedesk.security.seal import Reading

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOST_FILE = 100_000_000
_MOST_UNPACKED = 400_000_000
_MOST_RATIO = 200
_MOST_PARTS = 5_000
_FORMULA = re.compile(r'<c r="([A-Z]+[0-9]+)"[^>]*?><f(?:[^>]*?/>|[^>]*>([^<]*)</f>)')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

Rows = list[list[Any]]


@dataclass(frozen=True, slots=True)
class Opened:
    """A workbook that was opened safely: its bytes' digest and its sheets."""

    path: Path
    sha256: str
    names: tuple[str, ...]
    book: Any
    package: zipfile.ZipFile
    parts: dict[str, str]
    """The part of the package that holds each sheet."""
    read: Reading | None = None

    @property
    def hidden(self) -> frozenset[str]:
        """The sheets that a reader does not see."""
        shown = python_calamine.SheetVisibleEnum.Visible
        return frozenset(sheet.name for sheet in self.book.sheets_metadata if sheet.visible != shown)

    def rows(self, name: str) -> Rows:
        """The cells of one sheet from A1 on."""
        if part := self.parts.get(name):
            refuse_sparse(self.path, self.package, part)
        try:
            with no_panic():
                return self.book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        except (python_calamine.CalamineError, ValueError, zipfile.BadZipFile, zlib.error) as error:
            raise Trouble(f"“{self.path.name}”的工作表“{name}”已损坏，读不出来；请让对方重新发送。") from error

    def formulas(self, name: str) -> dict[str, str]:
        """The formulas of one sheet by place; a formula that shares another's text is empty."""
        try:
            part = self.parts.get(name)
            text = self.package.read(part).decode("utf-8", "replace") if part else ""
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError) as error:
            raise Trouble(f"“{self.path.name}”的工作表“{name}”已损坏，读不出来；请让对方重新发送。") from error
        return {place: html.unescape(formula or "") for place, formula in _FORMULA.findall(text)}


def _parts(package: zipfile.ZipFile) -> dict[str, str]:
    """The package part that holds each sheet, by way of the workbook's own list."""
    try:
        book = ElementTree.fromstring(package.read("xl/workbook.xml"))
        links = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ElementTree.ParseError, zipfile.BadZipFile, zlib.error):
        return {}
    targets = {link.get("Id"): str(link.get("Target")) for link in links}
    there = frozenset(package.namelist())
    found: dict[str, str] = {}
    for sheet in (item for item in book.iter() if item.tag.endswith("}sheet")):
        target = targets.get(sheet.get(_RELATION + "id"), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in there:
            found[str(sheet.get("name"))] = part
    return found


def open_workbook(path: Path) -> Opened:
    """Open a workbook without running, loading or unpacking anything dangerous in it; `Mistake` names the reason."""
    data = _bytes(path)
    name = path.name
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise Mistake(f"“{name}”设了打开密码，读不出来；请让对方去掉密码重新发送。", "password")
        raise Mistake(f"“{name}”是旧格式或别的程序的文件，不是本程序的报送包；请让对方重新发送 xlsx。", "foreign")
    package = _look_into(data, name)
    try:
        with no_panic():
            book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except python_calamine.PasswordError:
        raise Mistake(f"“{name}”设了打开密码，读不出来；请让对方去掉密码重新发送。", "password") from None
    except (python_calamine.CalamineError, OSError, ValueError, zipfile.BadZipFile):
        raise Mistake(f"“{name}”已损坏或没有复制完整，读不出来；请让对方重新发送。", "damaged") from None
    return Opened(path, hashlib.sha256(data).hexdigest(), tuple(book.sheet_names), book, package, _parts(package))


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise Mistake(f"“{path.name}”是文件夹，不是报送包；请选里面的 xlsx 文件。", "folder")
        if path.stat().st_size > _MOST_FILE:
            raise Mistake(f"“{path.name}”超过 100 MB，不像一个报送包，没有读取。", "bomb")
        data = path.read_bytes()
    except FileNotFoundError:
        raise Mistake(f"找不到文件“{path}”。", "absent") from None
    except OSError as error:
        raise Trouble(f"“{path.name}”读不出来（{faults.reason(error)}）；请检查文件或优盘。") from error
    if not data:
        raise Mistake(f"“{path.name}”是空文件，可能没有复制完；请让对方重新发送。", "damaged")
    if not data.startswith((_OLE, b"PK")):
        raise Mistake(f"“{path.name}”不是 Excel 工作簿，没有读取；请检查是不是选错了文件。", "foreign")
    return data


def _look_into(data: bytes, name: str) -> zipfile.ZipFile:
    try:
        package = zipfile.ZipFile(io.BytesIO(data))  # in memory: there is no file to close
        parts = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        raise Mistake(f"“{name}”已损坏或没有复制完整，读不出来；请让对方重新发送。", "damaged") from None
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > _MOST_PARTS or unpacked > _MOST_UNPACKED or unpacked > _MOST_RATIO * len(data) + 20_000_000:
        raise Mistake(f"“{name}”解开后大得不正常，没有读取；请向对方核实。", "bomb")
    names = {part.filename.lower() for part in parts}
    if "content.xml" in names:
        raise Mistake(f"“{name}”是 ods 格式，不是报送包本身；请让对方发送原来的 xlsx。", "foreign")
    if not any(part.startswith("xl/workbook") for part in names):
        raise Mistake(f"“{name}”不是 Excel 工作簿，没有读取；请检查是不是选错了文件。", "foreign")
    if any(part.endswith("vbaproject.bin") or part.startswith("xl/macrosheets/") for part in names):
        raise Mistake(f"“{name}”含有宏程序，为安全起见没有读取；请让对方重新导出。", "macros")
    if any(part.startswith("xl/externallinks/") for part in names):
        raise Mistake(f"“{name}”含有指向别的文件的外部链接，数字可能不是本表的，没有读取；请让对方重新导出。", "links")
    return package


def text_of(value: Any) -> str:
    """A cell as text without blanks at its ends."""
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return "" if value is None else str(value).replace("\u3000", " ").strip()
