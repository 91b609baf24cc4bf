"""Folders for files that pass through: made anew, gone after a day, nothing else touched."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from villagedesk.services import passing


def test_what_passed_through_yesterday_is_gone_and_todays_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yesterday, today = passing.folder(), passing.folder()
    (yesterday / "名单.csv").write_text("甲某", "utf-8")
    (tmp_path / "villagedesk-1.0").mkdir()
    for old in (yesterday, tmp_path / "villagedesk-1.0"):
        os.utime(old, (0, 0))
    fresh = passing.folder()
    assert not yesterday.exists() and today.is_dir() and fresh.is_dir() and fresh != today
    assert (tmp_path / "villagedesk-1.0").is_dir()
