"""A command that only reads opens an office file of an older version as well, and keeps what it was."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from villagedesk.cli.app import run
from villagedesk.store.file.backup import folder
from villagedesk.store.file.store import APPLICATION_ID
from villagedesk.store.migrations import MIGRATIONS


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file that lacks the newest step."""
    path = tmp_path / "去年.vdesk"
    newest = list(MIGRATIONS.pending(Database(memory=True)))[-1].name
    db = Database(sqlite3.connect(path), execute_plugins=False)
    db.execute(f"pragma application_id = {APPLICATION_ID}")
    MIGRATIONS.apply(db, stop_before=newest)
    db.close()
    return path


def test_it_is_brought_up_to_date_and_a_copy_is_kept(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["people", "list", "--office", str(old)]) == 0
    assert "在任 0 人" in capsys.readouterr().out
    assert [copy.name for copy in folder(old).glob("*升级前*.vdesk")]


def test_what_cannot_be_opened_is_said_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "不是.vdesk"
    file.write_text("今天天气很好")
    assert run(["people", "list", "--office", str(file)]) == 1
    assert "不是坐班台的办公文件" in capsys.readouterr().err
