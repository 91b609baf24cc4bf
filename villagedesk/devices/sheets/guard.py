"""Workbooks that would end the program, found out before a reader is let at them.

The workbook reader makes room for what a file promises: a damaged chain of sectors, a column that cannot be or a
file zipped a thousand times over would take all memory, and no error could be caught.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from villagedesk.base.errors import Mistake
from villagedesk.devices.sheets import container

_MOST_BYTES = 256 << 20
_MOST_CELLS = 20_000_000
_ALL_COLUMNS = 16_384
_EDGE = 1 << 16
_DIMENSION = re.compile(rb'<dimension ref="(?:[A-Z]+\d+:)?([A-Z]+)(\d+)"')
_ROW = re.compile(rb'<row [^>]*?\br="(\d+)"')
_COLUMN = re.compile(rb' r="([A-Z]{2,3})\d')


@contextmanager
def no_panic() -> Generator[None]:
    """Turn a panic of the workbook reader into a ValueError, as its other failures are.

    The reader is Rust: on some damaged files it panics, with an exception that is no Exception.
    """
    try:
        yield
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise ValueError(str(error)) from None
        raise


def refuse_harmful(path: Path) -> None:
    """`Mistake` for a workbook that is damaged or would unfold to far too much; other files pass."""
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(b"PK\x03\x04"):
        _refuse_bomb(path)
    elif head == container.MAGIC and not container.is_sound(path.read_bytes()):
        raise Mistake(
            f"“{path.name}”已损坏或没有复制完整，读不出来，没有导入；请重新复制一次，或用表格软件打开后另存。"
        )


def _refuse_bomb(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as book:
            size = sum(part.file_size for part in book.infolist())
            if size > _MOST_BYTES:
                raise _refusal(path, f"展开后有 {size >> 20} MB")
            for part in book.infolist():
                if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                    refuse_sparse(path, book, part.filename)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return  # the workbook reader has its own words for what is no workbook


def refuse_sparse(path: Path, book: zipfile.ZipFile, name: str) -> None:
    """`Mistake` for the part `name` of a workbook whose few cells would unfold to a huge sheet."""
    data = book.read(name)
    last = max((int(row) for row in _ROW.findall(data[-_EDGE:])), default=0)
    said = _DIMENSION.search(data, 0, _EDGE)
    rows, columns = (int(said[2]), _number(said[1])) if said else (0, 0)
    if rows < last or rows * columns > _MOST_CELLS:
        rows = max(rows, last)
        # a thousand rows are never too many; for more the widest row must be known
        if rows * _ALL_COLUMNS > _MOST_CELLS:
            columns = max((_number(found) for found in set(_COLUMN.findall(data))), default=26)
            if rows * columns > _MOST_CELLS:
                raise _refusal(path, f"最后一格在第 {rows} 行、第 {columns} 列")


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _refusal(path: Path, why: str) -> Mistake:
    return Mistake(
        f"“{path.name}”大得不正常（{why}），没有导入；请在表格软件里删掉末尾多余的行和列，或分成几个文件再试。"
    )
