"""Workbooks written for tests of the readers, of every age."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import xlwt
from openpyxl import Workbook

from villagedesk.devices.reading import Found, Wishes
from villagedesk.devices.sniff import recognise

NOW = Wishes(datetime(2026, 11, 21, 9, 30))


HEAD = ("部门", "姓名", "考勤号码", "日期时间", "机器号", "比对方式")


ROWS = (
    ("村委会", "张建国", "1", "2026/11/2 7:58:03", "1", "指纹"),
    ("村委会", "李秀英", "02", "2026-11-02 08:01", "1", "面部"),
)


PUNCHES = [("1", "2026-11-02 07:58:03"), ("2", "2026-11-02 08:01:00")]


def read(file: Path, wishes: Wishes = NOW) -> tuple[Found, list[tuple[str, str]], list[tuple[int, str]]]:
    found = recognise(file, wishes)
    assert isinstance(found, Found), found
    batches = list(found.read(wishes))
    return (
        found,
        [(row[0], row[1]) for b in batches for row in b.rows],
        [(p.line, p.reason) for b in batches for p in b.problems],
    )


def xlsx(file: Path, *sheets: Sequence[Sequence[Any]], names: Sequence[str] = ()) -> Path:
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(names[number] if names else f"Sheet{number + 1}")
        for row in rows:
            sheet.append(list(row))
    book.save(file)
    return file


def xls(file: Path, rows: Sequence[Sequence[Any]]) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            sheet.write(r, c, value)
    book.save(str(file))
    return file


def old_biff(version: int, rows: Sequence[Sequence[Any]], encoding: str = "gbk", codepage: bool = False) -> bytes:
    """A bare BIFF2, 3, 4 or 5 stream as old programs write it."""
    bof = {2: (0x0009, 4), 3: (0x0209, 6), 4: (0x0409, 6), 5: (0x0809, 8)}[version]
    body = struct.pack("<HH", version << 8 if version == 5 else 0, 0x10) + b"\0" * (bof[1] - 4)
    out = struct.pack("<HH", *bof) + body
    if codepage:
        out += struct.pack("<HHH", 0x0042, 2, 936)
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            place = struct.pack("<HH", r, c)
            attributes = b"\0\0\0" if version == 2 else b"\0\0"
            if isinstance(value, str):
                raw = value.encode(encoding)
                length = struct.pack("<B", len(raw)) if version == 2 else struct.pack("<H", len(raw))
                kind, cell = (0x0004 if version == 2 else 0x0204), place + attributes + length + raw
            else:
                kind, cell = (0x0003 if version == 2 else 0x0203), place + attributes + struct.pack("<d", value)
            out += struct.pack("<HH", kind, len(cell)) + cell
    return out + struct.pack("<HH", 0x000A, 0)


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def biff5(rows: Sequence[Sequence[str]], *, codepage: bool) -> bytes:
    """A BIFF5 workbook stream: its globals and one sheet of GBK labels."""
    sheet = record(0x0809, struct.pack("<HHHH", 0x0500, 0x0010, 0x0DBB, 0x07CC))
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            raw = value.encode("gbk")
            sheet += record(0x0204, struct.pack("<HHHH", r, c, 0, len(raw)) + raw)
    head = record(0x0809, struct.pack("<HHHH", 0x0500, 0x0005, 0x0DBB, 0x07CC))
    head += record(0x0042, struct.pack("<H", 936)) if codepage else b""
    head += record(0x00E0, bytes(16))
    place = len(head) + 4 + 13 + 4
    head += record(0x0085, struct.pack("<IH", place, 0) + b"\x06Sheet1") + record(0x000A, b"")
    return head + sheet + record(0x000A, b"")


def compound(stream: bytes) -> bytes:
    """A compound file with one stream called Book."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    count = len(stream) // 512
    table = [0xFFFFFFFD, 0xFFFFFFFE, *(i + 3 for i in range(count - 1)), 0xFFFFFFFE]
    table += [0xFFFFFFFF] * (128 - len(table))

    def entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
        text = name.encode("utf-16-le") + b"\0\0"
        links = struct.pack("<HBBIII", len(text), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        return text.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)

    directory = entry("Root Entry", 5, 0xFFFFFFFE, 0, 1) + entry("Book", 2, 2, len(stream)) + bytes(256)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", 0) + b"\xff" * 432
    return head + struct.pack("<128I", *table) + directory + stream
