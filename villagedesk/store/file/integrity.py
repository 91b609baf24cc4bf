"""What a check of the office file looks at below the audit: pages, references and dates."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class ImpossibleDate:
    """A stored date or moment that is not on the calendar (2019-02-29)."""

    table: str
    key: int
    value: str


def damage(db: Database) -> list[str]:
    """What SQLite says is broken, line by line; empty when the file is sound."""
    lines = [row[0] for row in db.execute("pragma integrity_check(20)") if row[0] != "ok"]
    return lines + [f"{row[0]} → {row[2]}" for row in db.execute("pragma foreign_key_check")]


def impossible_dates(db: Database) -> tuple[list[ImpossibleDate], int]:
    """Every stored date that cannot be, and how many dates were looked at.

    Columns named `on`, `at`, `*_on` and `*_at` hold dates and moments; that naming is a rule of the store.
    """
    found: list[ImpossibleDate] = []
    seen = 0
    for table, column in _date_columns(db):
        quoted = f'"{column}"'
        seen += db.execute(f"select count({quoted}) from {table}").fetchone()[0]
        bad = db.execute(
            f"select id, {quoted} from {table} where {quoted} is not null and {quoted} <> '' and not ("
            f"(length({quoted}) = 10 and date({quoted}, '+0 days') is {quoted}) or "
            f"(length({quoted}) = 19 and datetime({quoted}, '+0 days') is {quoted})) limit 100"
        )
        found += [ImpossibleDate(table, key, str(value)) for key, value in bad]
    return found, seen


def _date_columns(db: Database) -> list[tuple[str, str]]:
    tables = [
        row[0]
        for row in db.execute(
            "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\'"
            " and name not like '\\_%' escape '\\' and sql not like 'create virtual%'"
        )
    ]
    return [
        (table, row[1])
        for table in tables
        for row in db.execute(f'pragma table_info("{table}")')
        if (row[1] in ("on", "at", "day") or row[1].endswith(("_on", "_at"))) and row[2].upper() == "TEXT"
    ]
