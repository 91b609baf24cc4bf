"""Files that only pass through: pasted or unpacked, read at once, and not needed tomorrow."""

from __future__ import annotations

import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

PASTED = "粘贴的内容.csv"
"""The name of a file of cells that were pasted: it tells the sentences about it that no file was chosen."""
_PREFIX = "villagedesk-passing-"
_DAY = 24 * 60 * 60


def folder() -> Path:
    """A new folder among the temporary files; those of yesterday go, for names and numbers of people are in them."""
    for old in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):  # another program may have one of its files open
            if time.time() - old.stat().st_mtime > _DAY:
                shutil.rmtree(old)
    return Path(tempfile.mkdtemp(prefix=_PREFIX))
