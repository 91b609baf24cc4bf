"""The desk on an office of ten years: pages, keys, blocks of the window's thread, a long day's memory, and idleness.

The round of a clerk's day (`tests/ui/day.py`) is driven twice through a real window on a display of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from idle_window import idle
from row import Row
from ten_years import ten_years

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from long_day import display  # noqa: E402

IDLE_SECONDS = 60.0


@cache
def day() -> dict[str, Any]:
    """What two rounds of a day came to."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "day.json"
        env = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
        env["XDG_CONFIG_HOME"] = folder
        command = [sys.executable, str(ROOT / "tests" / "long_day.py"), "--passes", "2", "--steps", "1"]
        told = [*command, "--office", str(ten_years()), "--json", str(file)]
        subprocess.run(told, env=env, capture_output=True, check=False)
        return json.loads(file.read_text("utf-8"))


def first() -> float:
    """Seconds of the slowest first visit of a page, data and painting included."""
    return max(took[0] for name, took in day()["pages"].items() if name.startswith("页："))


def again() -> float:
    """Seconds of the slowest page shown or read again."""
    return max(took[2] for took in day()["pages"].values())


@cache
def restless() -> float:
    """Seconds of processor time of the busiest of eight windows at rest for a minute."""
    with display():
        return max(idle(ten_years(), IDLE_SECONDS).values())


def rows() -> list[Row]:
    """The speed lines of the desk."""
    return [
        Row("十年数据：最慢的一页，第一次打开到画完", first, 0.15, runs=1),
        Row("十年数据：最慢的一页，再次打开、重读或换月到画完", again, 0.15, runs=1),
        Row("十年数据：一次按键到见效，第 99 百分位", lambda: day()["keys"]["键：全部"][1], 0.05, runs=1),
        Row("十年数据：一天里窗口最久停一次（处理器时间）", lambda: day()["longest_stall"], 0.05, runs=1),
        Row("十年数据：一天里窗口停 50 毫秒以上的次数", lambda: float(day()["stalls"]), 0, unit="", runs=1),
        Row("十年数据：第二轮后的内存 / 第一轮后", _second_round, 1.2, _first_round, "MB", runs=1),
        Row("没人动的窗口一分钟用的处理器时间（八页里最多的）", restless, 0.3, runs=1),
    ]


def _first_round() -> float:
    return float(day()["megabytes"][0])


def _second_round() -> float:
    return float(day()["megabytes"][-1])
