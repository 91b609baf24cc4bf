"""The spreadsheet stream inside an old compound file (OLE2), for the age before Unicode that calamine misreads."""

from __future__ import annotations

import struct
from pathlib import Path

_FREE = 0xFFFFFFF0
_MOST_SECTORS = 1 << 20


def old_book(path: Path) -> bytes | None:
    """The `Book` stream (BIFF5) of a compound file; None when it has none, or a newer `Workbook` beside it."""
    data = path.read_bytes()
    try:
        return _book(data)
    except (struct.error, IndexError, ValueError):
        return None


def _book(data: bytes) -> bytes | None:
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    if size not in (512, 4096):
        return None
    first, small, limit = struct.unpack_from("<I", data, 48)[0], struct.unpack_from("<I", data, 60)[0], 4096
    table = _table(data, size)
    entries = _entries(_chain(data, size, table, first))
    if "Book" not in entries or "Workbook" in entries:
        return None
    start, length = entries["Book"]
    if length >= limit:
        return _chain(data, size, table, start)[:length]
    root = _chain(data, size, table, entries["Root Entry"][0])
    shorts = struct.unpack(f"<{len(raw) // 4}I", raw) if (raw := _chain(data, size, table, small)) else ()
    parts: list[bytes] = []
    while start < _FREE and len(parts) <= limit:
        parts.append(root[start * 64 : start * 64 + 64])
        start = shorts[start]
    return b"".join(parts)[:length]


def _table(data: bytes, size: int) -> tuple[int, ...]:
    """The chain of sectors; files with more than 109 parts of it are far larger than any clock's."""
    places = [place for place in struct.unpack_from("<109I", data, 76) if place < _FREE]
    raw = b"".join(data[(place + 1) * size : (place + 2) * size] for place in places)
    return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])


def _chain(data: bytes, size: int, table: tuple[int, ...], start: int) -> bytes:
    parts: list[bytes] = []
    while start < _FREE and len(parts) < min(_MOST_SECTORS, len(table) + 1):
        parts.append(data[(start + 1) * size : (start + 2) * size])
        start = table[start]
    return b"".join(parts)


def _entries(raw: bytes) -> dict[str, tuple[int, int]]:
    """First sector and length of every named stream."""
    found: dict[str, tuple[int, int]] = {}
    for place in range(0, len(raw) - 127, 128):
        length = struct.unpack_from("<H", raw, place + 64)[0]
        name = raw[place : place + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        if name:
            found[name] = struct.unpack_from("<II", raw, place + 116)
    return found
