"""One rotating log file for what went wrong, kept on this computer only."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from villagedesk.base import paths


def start_log(folder: Path | None = None) -> Path | None:
    """Send warnings and errors to `villagedesk.log`; None when the folder cannot be written."""
    place = folder or paths.log_dir()
    try:
        place.mkdir(parents=True, exist_ok=True)
        file = place / "villagedesk.log"
        handler = RotatingFileHandler(file, maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True)
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    return file
