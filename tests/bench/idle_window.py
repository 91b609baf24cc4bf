"""How much processor time a window takes that nobody touches: real processes, one for each page, watched together.

python tests/bench/idle_window.py FILE [SECONDS]   prints {"page": seconds of processor time in that while}
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("today", "roster", "attendance", "registers", "mediation", "reports", "people", "settings")
COMES_TO_REST = 12.0


def used(process: int) -> float:
    """Seconds of processor time that a process has taken so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def idle(file: Path, seconds: float) -> dict[str, float]:
    """Open a window on a copy of `file` at each page, let them come to rest, and watch them."""
    with tempfile.TemporaryDirectory(prefix="villagedesk-idle-") as folder:
        windows: dict[str, subprocess.Popen[bytes]] = {}
        for page in PAGES:
            mine = shutil.copy(file, Path(folder) / f"{page}.vdesk")
            env = {**os.environ, "XDG_CONFIG_HOME": str(Path(folder) / page)}
            command = [sys.executable, "-m", "villagedesk", "window", "--office", str(mine), "--page", page]
            windows[page] = subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.DEVNULL)
            time.sleep(0.5)
        time.sleep(COMES_TO_REST)
        before = {page: used(window.pid) for page, window in windows.items()}
        time.sleep(seconds)
        after = {page: used(window.pid) for page, window in windows.items()}
        for window in windows.values():
            window.terminate()
        for window in windows.values():
            window.wait()
    return {page: round(after[page] - before[page], 3) for page in PAGES}


if __name__ == "__main__":
    print(json.dumps(idle(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 60.0)))
