"""The only door to DuckDB, which comes with the extra `analysis` and may be absent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

_duckdb: Any
try:
    import duckdb as _duckdb
except ImportError:
    _duckdb = None


def installed() -> bool:
    """Whether the extra is there."""
    return _duckdb is not None


def connect(file: Path | None = None) -> Any:
    """A database kept in a file, or a fresh one in memory: also where the file is in use, damaged or cannot be made."""
    if file is None:
        return _duckdb.connect()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        return _duckdb.connect(str(file))
    except (_duckdb.Error, OSError):
        return _duckdb.connect()
