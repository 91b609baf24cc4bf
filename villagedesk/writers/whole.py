"""A file is written whole or not at all: beside its place first, then moved there in one step."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from villagedesk.base import faults


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Hand out a draft beside `path` and put it in place when the block ends well.

    The draft never carries the wanted ending, so an interrupted write does not look like a paper.
    Raises `Trouble` in words when the folder is missing, read-only or the disk is full.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    with faults.world(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            yield draft
            with draft.open("rb+") as stream:
                os.fsync(stream.fileno())
            draft.replace(path)
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> Path:
    """Write all of `content` to `path`, or leave what was there."""
    with whole(path) as draft:
        draft.write_bytes(content)
    return path
