"""The workbooks that villages sent, kept beside the street's office file, so that each can be opened again."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from villagedesk.papers.street.merged import Merged, VillageRow
from villagedesk.services.office import Office
from villagedesk.services.street.proving.proof import Received
from villagedesk.store.file.beside import copy_whole
from villagedesk.store.file.beside import folder_of as beside_the_office

OnStep = Callable[[int, int, str], object]
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def _silent(done: int, total: int, what: str) -> None:
    """Say nothing."""


def folder_of(office: Office) -> Path:
    """Where the received workbooks lie: beside the office file, in `<name>.files/packs`."""
    return beside_the_office(office.store.path) / "packs"


def keep_file(office: Office, received: Received) -> str:
    """Copy a received workbook to its place; its place below the folder, empty when the file is gone meanwhile."""
    place = Path(received.facts.month) / f"{name_of(received.facts.village, received)}-{received.sha256[:8]}.xlsx"
    target = folder_of(office) / place
    if not target.exists():
        if not received.path.is_file():
            return ""
        copy_whole(received.path, target)
    return place.as_posix()


def name_of(village: str, received: Received) -> str:
    """桃源村2026-10第1次, with nothing in it that a file may not be called."""
    return _FORBIDDEN.sub("_", f"{village}{received.facts.month}第{received.facts.revision}次").strip(". ")[:80]


def place_of(office: Office, kept: str) -> str:
    """The full path where a kept workbook lies; empty when none was kept."""
    return "" if not kept or ".." in Path(kept).parts else str(folder_of(office) / kept)


def linked(merged: Merged, out: Path) -> Merged:
    """The month with links from a workbook at `out` to each village's own file where it lies."""
    return _with_links(merged, lambda row: _reference(Path(row.path), out.parent))


def beside(merged: Merged, out: Path, step: OnStep = _silent) -> Merged:
    """The same after copying the villages' files into a folder beside `out`, so that both can be handed on together.

    `step` is told which file is copied and may raise to stop.
    """
    folder = out.with_name(f"{out.stem}－各村原表")
    count = len(merged.rows) + len(merged.altered) + len(merged.superseded)
    numbers = iter(range(count))

    def copied(row: VillageRow) -> str:
        source = Path(row.path)
        step(next(numbers), count + 1, source.name)
        if not row.path or not source.is_file():
            return ""
        target = folder / source.name
        copy_whole(source, target)
        return _reference(target, out.parent)

    return _with_links(merged, copied)


def _with_links(merged: Merged, link: Callable[[VillageRow], str]) -> Merged:
    def each(rows: Iterable[VillageRow]) -> tuple[VillageRow, ...]:
        return tuple(replace(row, link=link(row)) for row in rows)

    return replace(merged, rows=each(merged.rows), altered=each(merged.altered), superseded=each(merged.superseded))


def _reference(file: Path, folder: Path) -> str:
    """How a workbook in `folder` names a file: by the way from there, else in full."""
    try:
        return quote(Path(os.path.relpath(file.resolve(), folder.resolve())).as_posix(), safe="/")
    except ValueError:  # another drive
        return file.resolve().as_uri()
