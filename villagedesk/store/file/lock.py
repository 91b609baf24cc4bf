"""One writer per office file: a lock beside the file, held as long as the program has it open."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout


def take(path: Path) -> FileLock | None:
    """Hold the office file for writing; None when another program has it or its folder cannot be written."""
    lock = FileLock(path.with_name(path.name + ".lock"), timeout=0)
    try:
        lock.acquire()
    except (Timeout, OSError):
        return None
    return lock
