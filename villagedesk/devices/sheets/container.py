"""The spreadsheet stream inside an old compound file (OLE2), for the age before Unicode that calamine misreads."""

from __future__ import annotations

import struct
from pathlib import Path

from villagedesk.devices.sheets import biff

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FREE = 0xFFFFFFF0
_SHORT_BELOW = 4096
_MOST_COLUMNS = 256
_COLUMN = struct.Struct("<H")
_CELLS = frozenset((0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x027E))
_MOST_SECTORS = 1 << 20


def old_book(path: Path) -> bytes | None:
    """The `Book` stream (BIFF5) of a compound file; None when it has none, or a newer `Workbook` beside it."""
    data = path.read_bytes()
    try:
        return _book(data)
    except (_Wound, struct.error, IndexError, KeyError, ValueError):
        return None


def is_sound(data: bytes) -> bool:
    """Whether a compound file's chains end, its streams are no longer than itself and its cells stand in columns."""
    try:
        size = _sector_size(data)
        table = _table(data, size)
        entries = _entries(_chain(data, size, table, _word(data, 48)))
        shorts = _words(_chain(data, size, table, _word(data, 60)))
        promised = [entries[name][1] for name in ("Root Entry", "Workbook", "Book") if name in entries]
        if _has_loop(table) or _has_loop(shorts) or any(length > len(data) for length in promised):
            return False
        book = _stream(data, entries.get("Workbook") or entries.get("Book") or (_FREE, 0))
    except _Wound:
        return False
    except (struct.error, IndexError, KeyError, ValueError):
        return True  # cut, not wound into itself: the reader says so by itself
    return not any(
        kind in _CELLS and len(body) >= 4 and _COLUMN.unpack_from(body, 2)[0] >= _MOST_COLUMNS
        for kind, body in biff.records(book)
    )


def _book(data: bytes) -> bytes | None:
    table = _table(data, size := _sector_size(data))
    entries = _entries(_chain(data, size, table, _word(data, 48)))
    if "Book" not in entries or "Workbook" in entries:
        return None
    return _stream(data, entries["Book"])


def _stream(data: bytes, place: tuple[int, int]) -> bytes:
    """The bytes of a stream, whether it lies in sectors of its own or among the short ones."""
    size = _sector_size(data)
    table = _table(data, size)
    start, length = place
    if length >= _SHORT_BELOW:
        return _chain(data, size, table, start)[:length]
    entries = _entries(_chain(data, size, table, _word(data, 48)))
    root = _chain(data, size, table, entries["Root Entry"][0])
    shorts = _words(_chain(data, size, table, _word(data, 60)))
    parts: list[bytes] = []
    while start < _FREE and len(parts) <= _SHORT_BELOW:
        parts.append(root[start * 64 : start * 64 + 64])
        start = shorts[start]
    return b"".join(parts)[:length]


def _sector_size(data: bytes) -> int:
    size = 1 << struct.unpack_from("<H", data, 30)[0] % 32
    if size not in (512, 4096):
        raise ValueError(size)
    return size


def _word(data: bytes, place: int) -> int:
    return struct.unpack_from("<I", data, place)[0]


def _words(raw: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])


def _has_loop(table: tuple[int, ...]) -> bool:
    """Whether following the sectors comes back to one of them."""
    done = bytearray(len(table))
    for begin in range(len(table)):
        place, path = begin, list[int]()
        while place < len(table) and not done[place]:
            done[place] = 1
            path.append(place)
            place = table[place]
        if place < len(table) and done[place] == 1:
            return True
        for one in path:
            done[one] = 2
    return False


class _Wound(Exception):
    """The list of sectors comes back to itself."""


def _table(data: bytes, size: int) -> tuple[int, ...]:
    """The chain of sectors, from the places that the head names and those that lie in sectors of their own."""
    places = list(struct.unpack_from("<109I", data, 76))
    more, seen = _word(data, 68), set[int]()
    while more < _FREE and (part := _words(data[(more + 1) * size : (more + 2) * size])):
        if more in seen:
            raise _Wound
        seen.add(more)
        places += part[:-1]
        more = part[-1]
    return _words(b"".join(data[(place + 1) * size : (place + 2) * size] for place in places if place < _FREE))


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
