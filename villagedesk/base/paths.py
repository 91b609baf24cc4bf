"""The only module that knows where resources lie and where the user's files belong."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import platformdirs

APP = "villagedesk"


def resource(*parts: str) -> Path:
    """A shipped file or folder, in a checkout, an installed wheel or a frozen program.

    Raises FileNotFoundError naming the resource when it is not shipped.
    """
    for root in _resource_roots():
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError("resource " + "/".join(parts))


@cache
def _resource_roots() -> list[Path]:
    package = Path(__file__).resolve().parent.parent
    frozen = getattr(sys, "_MEIPASS", None)
    roots = [package / "resources", package.parent / "resources"]
    return [Path(frozen) / "resources", *roots] if frozen else roots


def data_dir() -> Path:
    """The folder for office files that the user did not place elsewhere."""
    return Path(platformdirs.user_data_dir(APP, appauthor=False))


def config_dir() -> Path:
    """The folder for window geometry and other settings of this computer."""
    return Path(platformdirs.user_config_dir(APP, appauthor=False))


def log_dir() -> Path:
    """The folder for the log and crash reports."""
    return Path(platformdirs.user_log_dir(APP, appauthor=False))


def default_office() -> Path:
    """Where the user's own office file lies when no `--office` is given."""
    return data_dir() / "office.vdesk"
