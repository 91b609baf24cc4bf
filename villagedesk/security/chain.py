"""The audit chain: each row carries a digest of itself and of the row before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

GENESIS = "0" * 64


def canonical(value: Any) -> str:
    """The one JSON text of a plain value: sorted keys, no blanks, real characters."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def link(previous: str, row: Mapping[str, Any]) -> str:
    """The hex SHA-256 that ties `row` (without its own hash) to the hash of the row before it."""
    return hashlib.sha256(f"{previous}\n{canonical(row)}".encode()).hexdigest()


def first_break(rows: Iterable[tuple[Mapping[str, Any], str]]) -> int | None:
    """The id of the first row whose stored hash does not follow from what stands before it; None if all do.

    `rows` are (row without hash, stored hash) in order of id; a gap in the ids is a break as well.
    """
    previous, expected = GENESIS, 1
    for row, stored in rows:
        if row["id"] != expected or link(previous, row) != stored:
            return int(row["id"])
        previous, expected = stored, expected + 1
    return None


class RunningDigest:
    """One hex SHA-256 over many texts as if they were one, given piece by piece."""

    def __init__(self) -> None:
        self._sha = hashlib.sha256()

    def add(self, text: str) -> None:
        """Take the next piece."""
        self._sha.update(text.encode())

    def hex(self) -> str:
        """The digest of all pieces so far."""
        return self._sha.hexdigest()


def digest_rows(rows: Iterable[Iterable[Any]]) -> str:
    """One hex SHA-256 over many rows, for writes too large to audit row by row."""
    digest = RunningDigest()
    for row in rows:
        digest.add("\x1f".join("" if value is None else str(value) for value in row) + "\x1e")
    return digest.hex()
