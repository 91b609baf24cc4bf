"""Sending is a copy that never looks complete before it is: killed in the middle, stopped, on a full place."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from villagedesk.base.errors import Trouble
from villagedesk.services.report import sending

_KILLED = """
import os, signal, sys
from pathlib import Path
from villagedesk.services.report import sending
def step(done, total, what):
    if done == {at}:
        os.kill(os.getpid(), signal.SIGKILL)
{more}
sending.send_folder(Path(sys.argv[1]), Path(sys.argv[2]), step)
"""
# The second file of two is moved into a folder that is there already, and the power goes.
_IN_PLACE = """
replace = Path.replace
def once(self, target):
    replace(self, target)
    os.kill(os.getpid(), signal.SIGKILL)
Path.replace = once
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "桃源村2026-10"
    made.mkdir()
    (made / "月报.pdf").write_bytes(b"p" * 300_000)
    (made / "月报.xlsx").write_bytes(b"x" * 300_000)
    return made


def killed(folder: Path, target: Path, at: int, more: str = "") -> None:
    done = subprocess.run(
        [sys.executable, "-c", _KILLED.format(at=at, more=more), str(folder), str(target)], check=False, timeout=60
    )
    assert done.returncode == -9


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill there")
@pytest.mark.parametrize("at", [0, 1, 2])
def test_killed_in_the_middle_nothing_looks_complete_and_the_next_copy_is(
    folder: Path, tmp_path: Path, at: int
) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    killed(folder, usb, at)
    assert [path.name for path in usb.iterdir()] == ["桃源村2026-10.未完成"]
    sent = sending.send_folder(folder, usb)
    assert [path.name for path in usb.iterdir()] == ["桃源村2026-10"]
    assert sorted(sent.files) == ["月报.pdf", "月报.xlsx"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill there")
def test_killed_while_a_later_revision_is_put_in_place_the_folder_says_so(folder: Path, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    sending.send_folder(folder, usb)
    killed(folder, usb, -1, _IN_PLACE)
    assert (usb / "桃源村2026-10" / "还没有复制完.txt").exists()
    sending.send_folder(folder, usb)
    assert sorted(path.name for path in (usb / "桃源村2026-10").iterdir()) == ["月报.pdf", "月报.xlsx"]


def test_stopped_by_hand_nothing_is_left(folder: Path, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()

    def step(done: int, total: int, what: str) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sending.send_folder(folder, usb, step)
    assert list(usb.iterdir()) == []


def test_a_full_place_is_said_and_left_empty(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()

    def full(source: object, target: object, size: int = 0) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sending.shutil, "copyfileobj", full)
    with pytest.raises(Trouble, match="满"):
        sending.send_folder(folder, usb)
    assert list(usb.iterdir()) == []
