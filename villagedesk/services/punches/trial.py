"""Try files before importing them: what they are, what they would come to, and what must be asked first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from villagedesk.base.errors import Mistake, Trouble
from villagedesk.devices import sniff
from villagedesk.devices.reading import Found, Wishes
from villagedesk.services.office import Office
from villagedesk.services.punches import imports
from villagedesk.services.punches.imports import Asked, Columns, ColumnsNeeded, Imported, Progress

QUESTIONS = ("date_order", "year")
_FEW = 6


@dataclass(frozen=True, slots=True)
class Tried:
    """One file: its account when it can be read, else the question (date_order, year, columns) or the refusal."""

    path: Path
    account: Imported | None
    question: str = ""
    says: str = ""
    columns: Columns | None = None
    orders: tuple[tuple[str, str], ...] = ()
    """For the question of day and month: each order and the days that the file would be about."""

    @property
    def state(self) -> str:
        """ready, nothing (all known already), known (this very file), question or refused."""
        if self.account is not None:
            if self.account.known and not self.account.new:
                return "known"
            return "ready" if self.account.new or self.account.rejected else "nothing"
        return "question" if self.question else "refused"


def try_files(
    office: Office, paths: Sequence[Path], asked: Mapping[Path, Asked], progress: Progress | None = None
) -> tuple[Tried, ...]:
    """Read every file by itself and store nothing."""
    return tuple(_try(office, path, asked.get(path, Asked()), progress) for path in paths)


def _try(office: Office, path: Path, asked: Asked, progress: Progress | None) -> Tried:
    try:
        done = imports.import_files(office, [path], replace(asked, dry_run=True), progress)
    except ColumnsNeeded as needed:
        return Tried(path, None, "columns", needed.says, needed.columns)
    except Mistake as mistake:
        question = mistake.field if mistake.field in QUESTIONS else ""
        orders = _orders(office, path, asked) if question == "date_order" else ()
        return Tried(path, None, question, mistake.says, orders=orders)
    except Trouble as trouble:
        return Tried(path, None, "", trouble.says)
    return Tried(path, done.value[0])


def _orders(office: Office, path: Path, asked: Asked) -> tuple[tuple[str, str], ...]:
    """Which days the file would be about with the month first and with the day first."""
    found: list[tuple[str, str]] = []
    for order in ("mdy", "dmy"):
        wishes = Wishes(office.clock(), asked.year, order, asked.columns)
        source = sniff.recognise(path, wishes)
        if isinstance(source, Found):
            days = sorted({row[1][:10] for batch in source.read(wishes) for row in batch.rows})
            found.append((order, _days_words(days)))
    return tuple(found)


def _days_words(days: Sequence[str]) -> str:
    """`2015-03-03、2015-03-05`, or from when to when where there are many."""
    if len(days) <= _FEW:
        return "、".join(days) or "一天也没有"
    return f"{days[0]} 至 {days[-1]}，共 {len(days)} 天"
