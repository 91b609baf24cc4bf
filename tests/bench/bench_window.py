"""The window: from the start of the process to the painted desk, its memory, and opening the month grid."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

from row import Row
from ten_years import ten_years

TODAY = date(2026, 11, 21)
ROOT = Path(__file__).resolve().parents[2]

# A bare PySide6 window that shows one Chinese word, so that both sides have loaded a Chinese font.
BARE = """
import json, os, time
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel("村务坐班台")
font = QFont()
font.setFamilies(["Noto Sans CJK SC", "Microsoft YaHei UI", "PingFang SC"])
label.setFont(font)
label.resize(1366, 768)
label.show()
app.processEvents()
ticks = int(open("/proc/self/stat").read().rsplit(")", 1)[1].split()[19])
seconds = float(open("/proc/uptime").read().split()[0]) - ticks / os.sysconf("SC_CLK_TCK")
rss = next(line for line in open("/proc/self/status") if line.startswith("VmRSS"))
print(json.dumps({"seconds": seconds, "rss_mb": int(rss.split()[1]) / 1024}))
"""


@cache
def demo() -> Path:
    """The demonstration office, furnished once."""
    file = Path(tempfile.mkdtemp()) / "demo.vdesk"
    run(["-m", "villagedesk", "demo", str(file), "--today", TODAY.isoformat()])
    return file


def run(arguments: list[str]) -> str:
    """Run this Python, offscreen, with settings of its own, and answer what it printed."""
    config = Path(tempfile.gettempdir()) / "villagedesk-bench"
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(config)}
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, env=env, cwd=ROOT, check=True)
    return done.stdout


def ours(name: str) -> float:
    """One figure of our window, painted and closed."""
    return json.loads(run(["-m", "villagedesk", "window", "--office", str(demo()), "--once"]))[name]


def bare(name: str) -> float:
    """The same figure of a bare window."""
    return json.loads(run(["-c", BARE]))[name]


GRID = """
import sys, time
from pathlib import Path
from villagedesk.ui.start import make_app
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.frame.window import Window
from villagedesk.services import office as offices
app = make_app(); look = Look(); look.apply()
office = offices.open_office(Path(sys.argv[1]))
window = Window.on(office, look, Memory(Path(sys.argv[1] + ".window")), "roster")
window.resize(1366, 768); window.show(); window.start(); window.desk.ops.settle()
times = []
for month in ("2026-10", "2026-11", "2026-10", "2026-11", "2026-10"):
    begin = time.perf_counter()
    window.go("roster", month); window.desk.ops.settle(); window.grab()
    times.append(time.perf_counter() - begin)
print(sorted(times)[2])
window.close(); office.close()
"""


def month_grid() -> float:
    """Seconds from asking for a month to its grid painted, in the office of ten years."""
    return float(run(["-c", GRID, str(ten_years())]))


def rows() -> list[Row]:
    """The speed lines of the window."""
    demo()
    return [
        Row("窗口：进程开始到画完 / 空 PySide6 窗口", lambda: ours("seconds"), 2.0, lambda: bare("seconds"), runs=7),
        Row("窗口：常驻内存 / 空 PySide6 窗口", lambda: ours("rss_mb"), 1.6, lambda: bare("rss_mb"), "MB", runs=3),
        Row("十年数据：打开一个月的值班月历", month_grid, 0.1, runs=3),
    ]
