"""The files that lie beside an office file (attachments, received workbooks) and go wherever its backups go."""

from __future__ import annotations

import shutil
from pathlib import Path

from villagedesk.base import faults

_MADE_AGAIN = {".part", ".duckdb"}
"""Endings of what is unfinished or can be computed again."""


def folder_of(office_file: Path) -> Path:
    """Where they lie: beside the office file, in `<name>.files`."""
    return office_file.with_name(f"{office_file.stem}.files")


def carry(source: Path, target: Path) -> int:
    """Copy what lies beside one office file to beside another, as far as it lacks there; how many were copied."""
    here, there = folder_of(source), folder_of(target)
    found = [path for path in here.rglob("*") if path.is_file() and path.suffix not in _MADE_AGAIN]
    lacking = [(path, there / path.relative_to(here)) for path in found]
    lacking = [(path, place) for path, place in lacking if not _same(path, place)]
    for path, place in lacking:
        copy_whole(path, place)
    return len(lacking)


def copy_whole(file: Path, place: Path) -> None:
    """Copy a file so that its place never holds half of it; `Trouble` when the disk fails."""
    with faults.world(place):
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_name(place.name + ".part")
        shutil.copyfile(file, draft)
        draft.replace(place)


def _same(file: Path, place: Path) -> bool:
    return place.is_file() and place.stat().st_size == file.stat().st_size
