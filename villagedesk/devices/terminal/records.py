"""Records as a terminal sends them: attendance in 8, 16 or 40 bytes, users in 28 or 72."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from datetime import date

from villagedesk.base.errors import Problem
from villagedesk.devices.reading import STATES, Batch, Row, day_fault, problem
from villagedesk.people.badges import clean_badge

_BATCH = 20_000


def users(data: bytes, count: int) -> dict[str, tuple[str, str]]:
    """User id and name by the terminal's inner number; passwords and privileges are not looked at."""
    body, size = _body(data, count)
    found: dict[str, tuple[str, str]] = {}
    for place in range(0, len(body) - size + 1, size):
        record = body[place : place + size]
        if size == 28:
            inner, name, number = struct.unpack("<H6x8s8xI", record)
            found[str(inner)] = (str(number), _name(name))
        elif size == 72:
            inner, name, number = struct.unpack("<H9x24s13x24s", record)
            found[str(inner)] = (_text(number), _name(name))
    return found


def batches(data: bytes, count: int, people: Mapping[str, tuple[str, str]], today: date) -> Iterator[Batch]:
    """Every attendance record as a row or a rejected line; line is the record's number, offset its place."""
    body, size = _body(data, count)
    names = {clean_badge(number): name for number, name in people.values() if name}
    for begin in range(0, len(body), _BATCH * size):
        rows: list[Row] = []
        problems: list[Problem] = []
        for place in range(begin, min(begin + _BATCH * size, len(body)), size):
            record = body[place : place + size]
            line = place // size + 1
            if len(record) < size:
                problems.append(problem(line, place + 4, record.hex(), "malformed"))
                continue
            badge, packed, state, verify = _fields(record, people)
            at, reason = _moment(packed, today)
            text = f"{badge}\t{at}\t{state}\t{verify}"
            if not badge:
                reason = reason or "no_badge"
            elif not badge.replace("-", "").replace("_", "").isalnum():
                reason = reason or "malformed"
            if reason:
                problems.append(problem(line, place + 4, text, reason))
            else:
                rows.append((clean_badge(badge), at, STATES.get(str(state), ""), str(verify), line, text))
        yield Batch(rows, tuple(problems), names)


def _body(data: bytes, count: int) -> tuple[bytes, int]:
    """The records after the length in front, and how long one is."""
    if len(data) < 4 or count <= 0:
        return b"", 1
    total = struct.unpack_from("<I", data)[0]
    size = total // count if total % count == 0 else 0
    body = data[4:]
    known = (8, 16, 28, 40, 72)
    return body, size if size in known else next((n for n in (40, 72, 16, 28, 8) if total and total % n == 0), 40)


def _fields(record: bytes, people: Mapping[str, tuple[str, str]]) -> tuple[str, int, int, int]:
    """Badge, packed time, state and verify mode of one record."""
    if len(record) == 8:
        inner, verify, packed, state = struct.unpack("<HBIB", record)
        return people.get(str(inner), (str(inner), ""))[0], packed, state, verify
    if len(record) == 16:
        number, packed, verify, state = struct.unpack("<IIBB6x", record)
        return str(number), packed, state, verify
    number, verify, packed, state = struct.unpack("<2x24sBIB8x", record)
    return _text(number), packed, state, verify


def _moment(packed: int, today: date) -> tuple[str, str]:
    """The terminal's packed time as text, with the reason when it cannot be (31 days in every month)."""
    rest, second = divmod(packed, 60)
    rest, minute = divmod(rest, 60)
    rest, hour = divmod(rest, 24)
    rest, day = divmod(rest, 31)
    year, month = divmod(rest, 12)
    iso = f"{year + 2000:04d}-{month + 1:02d}-{day + 1:02d}"
    return f"{iso} {hour:02d}:{minute:02d}:{second:02d}", day_fault(iso, today)


def _text(raw: bytes) -> str:
    return raw.split(b"\0")[0].decode("utf-8", "replace").strip()


def _name(raw: bytes) -> str:
    bare = raw.split(b"\0")[0]
    for encoding in ("utf-8", "gb18030"):
        try:
            return bare.decode(encoding).strip()
        except UnicodeDecodeError:
            continue
    return ""
