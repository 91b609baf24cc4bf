"""The start of the process: what is painted before the office is opened, and what is never loaded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from villagedesk.services.office import Office

ROOT = Path(__file__).resolve().parents[2]

# Runs the real start; at the moment of the first painting it writes down which libraries the process holds.
WATCHED = """
import json, sys
import villagedesk.ui.frame.shell as shell
from villagedesk.ui.start import run_window
from pathlib import Path
HEAVY = ("sqlite3", "sqlite_utils", "openpyxl", "numpy", "pandas", "ortools", "typst", "docx", "python_calamine")
paint = shell.Shell.paint_now
held = {}
def painted(self):
    paint(self)
    if not held:
        held.update(painted=self._painted_once, title=self.windowTitle(), now=[n for n in HEAVY if n in sys.modules])
shell.Shell.paint_now = painted
run_window(Path(sys.argv[1]), once=True)
held["after"] = [n for n in HEAVY if n in sys.modules]
print(json.dumps(held, ensure_ascii=False))
"""


def run(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path / "设置")}
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, env=env, cwd=ROOT, timeout=60)


def test_the_window_is_painted_before_the_office_is_opened(office: Office, tmp_path: Path) -> None:
    office.close()
    done = run(tmp_path, "-c", WATCHED, str(office.store.path))
    assert done.returncode == 0, done.stderr
    said, held = (json.loads(line) for line in done.stdout.splitlines())
    assert held["painted"] and held["title"] == "今日 — 桃源村.vdesk"
    assert held["now"] == []
    assert "sqlite_utils" in held["after"] and not {"numpy", "pandas", "ortools"} & set(held["after"])
    assert said["page"] == "today" and 0 < said["seconds"] < 30 and said["rss_mb"] > 0


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "不是坐班台的办公文件"),
        (b"SQLite format 3\0" + bytes(4000), "不是坐班台的办公文件"),
        (None, "找不到办公文件"),
    ],
    ids=["an empty file", "a file that only begins like one", "no file at all"],
)
def test_an_office_that_cannot_be_opened_is_said_in_one_sentence(
    content: bytes | None, says: str, tmp_path: Path
) -> None:
    file = tmp_path / "坏.vdesk"
    if content is not None:
        file.write_bytes(content)
    done = run(tmp_path, "-m", "villagedesk", "window", "--office", str(file), "--once")
    assert done.returncode == 1 and done.stdout == ""
    words = [line for line in done.stderr.splitlines() if "propagateSizeHints" not in line]
    assert len(words) == 1 and says in words[0], done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a desktop")
def test_the_window_without_a_desktop_is_refused_in_one_sentence() -> None:
    bare = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    bare.pop("QT_QPA_PLATFORM", None)
    done = subprocess.run([sys.executable, "-m", "villagedesk"], env=bare, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("这里没有图形桌面") and len(done.stderr.splitlines()) == 1
