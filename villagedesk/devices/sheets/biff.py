"""Old spreadsheet streams, bare or out of a container: BIFF2 to BIFF5, as small clocks and old programs write them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from villagedesk.devices.sheets.grid import Sheet, Value

_BOF = {0x0009: 2, 0x0209: 3, 0x0409: 4, 0x0809: 5}
_DATE_FORMATS = {12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 30, 31, 32, 33, 36, 45, 46, 47, 50, 57, 58}
_BIFF2_DATES = {12, 13, 14, 15, 16, 17, 18, 19, 20}


def is_biff(head: bytes) -> bool:
    """Whether a file begins with the first record of a bare spreadsheet stream."""
    if len(head) < 8:
        return False
    kind, length = struct.unpack_from("<HH", head)
    return kind in _BOF and 4 <= length <= 16


def sheets(path: Path) -> Iterator[Sheet]:
    """The sheets of a bare stream in a file."""
    return read(path.read_bytes())


def read(data: bytes) -> Iterator[Sheet]:
    """The sheets of a stream; a damaged tail ends the reading, what was read stands."""
    book = _Book(_codepage(data))
    for kind, body in records(data):
        if kind in _BOF:
            if book.cells:
                yield book.sheet()
            book.begin(_BOF[kind])
        else:
            book.take(kind, body)
    if book.cells:
        yield book.sheet()


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Every record of a stream: its kind and its body; a cut one ends them."""
    place = 0
    while place + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, place)
        body = data[place + 4 : place + 4 + length]
        if len(body) < length:
            return
        yield kind, body
        place += 4 + length


def _codepage(data: bytes) -> str:
    for kind, body in records(data):
        if kind == 0x0042 and len(body) >= 2:
            number = struct.unpack_from("<H", body)[0]
            return {1200: "utf-16-le", 65001: "utf-8", 950: "big5", 932: "cp932"}.get(number, "gb18030")
    return "gb18030"


@dataclass(slots=True)
class _Book:
    encoding: str
    version: int = 2
    count: int = 0
    cells: dict[tuple[int, int], Value] = field(default_factory=dict)
    formats: list[str] = field(default_factory=list)
    numbered: dict[int, str] = field(default_factory=dict)
    xfs: list[int] = field(default_factory=list)
    awaiting: tuple[int, int] | None = None
    epoch: datetime = datetime(1899, 12, 30)

    def begin(self, version: int) -> None:
        """A new stream of records begins."""
        self.version = version
        self.cells = {}
        if version < 5:
            self.formats, self.xfs = [], []

    def sheet(self) -> Sheet:
        """What was read as rows, cut to the used area."""
        self.count += 1
        rows = max(row for row, _ in self.cells) + 1
        columns = max(column for _, column in self.cells) + 1
        grid: list[list[Value]] = [[""] * columns for _ in range(rows)]
        for (row, column), value in self.cells.items():
            grid[row][column] = value
        return Sheet(f"Sheet{self.count}", grid)

    def take(self, kind: int, body: bytes) -> None:
        """One record; those that hold no cell and no format pass by."""
        try:
            self._take(kind, body)
        except (struct.error, IndexError, OverflowError, ValueError):
            return

    def _take(self, kind: int, body: bytes) -> None:
        if kind in (0x001E, 0x041E):
            self._format(kind, body)
        elif kind in (0x0043, 0x0243, 0x0443, 0x00E0):
            self.xfs.append(_format_of(kind, body))
        elif kind == 0x0022:
            self.epoch = datetime(1904, 1, 1) if body[:2] == b"\1\0" else self.epoch
        elif kind in (0x0207, 0x0007) and self.awaiting:
            self.cells[self.awaiting] = self._string(body)
            self.awaiting = None
        elif kind in _CELLS and len(body) >= 4:
            row, column = struct.unpack_from("<HH", body)
            if column < 256:
                self._cell(kind, body, row, column)

    def _cell(self, kind: int, body: bytes, row: int, column: int) -> None:
        old = kind < 0x0100 and not (kind in (0x0006, 0x00BD) and self.version >= 5)
        rest = body[7:] if old else body[6:]
        code = (body[4] & 0x3F, body[5] & 0x3F) if old else struct.unpack_from("<H", body, 4)
        if kind in (0x0004, 0x0204, 0x00D6):
            self.cells[row, column] = self._string(rest, old)
        elif kind == 0x0002:
            self.cells[row, column] = struct.unpack_from("<H", rest)[0]
        elif kind in (0x0003, 0x0203):
            self.cells[row, column] = self._number(struct.unpack_from("<d", rest)[0], code, old)
        elif kind in (0x027E, 0x007E):
            self.cells[row, column] = self._number(_rk(rest), code, old)
        elif kind == 0x00BD:
            for i in range((len(body) - 6) // 6):
                xf = struct.unpack_from("<H", body, 4 + i * 6)
                self.cells[row, column + i] = self._number(_rk(body[6 + i * 6 : 10 + i * 6]), xf, False)
        elif rest[6:8] == b"\xff\xff" and rest[:1] == b"\0":
            self.awaiting = (row, column)
        else:
            self.cells[row, column] = self._number(struct.unpack_from("<d", rest)[0], code, old)

    def _string(self, body: bytes, old: bool = False) -> str:
        short = old or (self.version == 2 and len(body) and body[0] == len(body) - 1)
        length, begin = (body[0], 1) if short else (struct.unpack_from("<H", body)[0], 2)
        return body[begin : begin + length].decode(self.encoding, "replace")

    def _number(self, number: float, code: tuple[int, ...], old: bool) -> Value:
        if not self._is_date(code, old):
            return int(number) if number.is_integer() else number
        if 0 <= number < 1:
            return number
        return self.epoch + timedelta(days=number)

    def _is_date(self, code: tuple[int, ...], old: bool) -> bool:
        if old:
            index = code[1]
            return _looks_dated(self.formats[index]) if index < len(self.formats) else index in _BIFF2_DATES
        index = self.xfs[code[0]] if code[0] < len(self.xfs) else 0
        if self.version < 5 and index < len(self.formats):
            return _looks_dated(self.formats[index])
        return _looks_dated(self.numbered[index]) if index in self.numbered else index in _DATE_FORMATS

    def _format(self, kind: int, body: bytes) -> None:
        if kind == 0x001E:
            self.formats.append(body[1:].decode("latin-1"))
        elif self.version < 5:
            self.formats.append(body[3:].decode("latin-1"))
        else:
            self.numbered[struct.unpack_from("<H", body)[0]] = body[3:].decode("latin-1")


_CELLS = {0x0002, 0x0003, 0x0004, 0x0006, 0x0203, 0x0204, 0x0206, 0x0406, 0x00D6, 0x027E, 0x007E, 0x00BD}


def _format_of(kind: int, body: bytes) -> int:
    """Which number format an XF record points to."""
    if kind == 0x0043:
        return body[2] & 0x3F
    return body[1] if kind in (0x0243, 0x0443) else struct.unpack_from("<H", body, 2)[0]


def _looks_dated(code: str) -> bool:
    bare = "".join(part for i, part in enumerate(code.lower().split('"')) if i % 2 == 0)
    return any(mark in bare for mark in ("yy", "h:", "dd", "mmm", "m/d", "d/m", "h\\:"))


def _rk(raw: bytes) -> float:
    """An RK value: 30 bits of a float or an integer, perhaps times a hundred."""
    bits = struct.unpack_from("<I", raw)[0]
    if bits & 2:
        number = float(struct.unpack_from("<i", raw)[0] >> 2)
    else:
        number = struct.unpack("<d", b"\0\0\0\0" + struct.pack("<I", bits & 0xFFFFFFFC))[0]
    return number / 100 if bits & 1 else number
