"""The only door to DuckDB, which comes with the extra `analysis` and may be absent."""

from __future__ import annotations

from typing import Any

_duckdb: Any
try:
    import duckdb as _duckdb
except ImportError:
    _duckdb = None


def installed() -> bool:
    """Whether the extra is there."""
    return _duckdb is not None


def connect() -> Any:
    """A fresh database in memory."""
    return _duckdb.connect()
