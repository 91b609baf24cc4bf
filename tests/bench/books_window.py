"""A process of its own that opens the page of the books and says how it scrolls and what it takes.

python tests/bench/books_window.py FILE   prints {"frame": seconds, "mb": megabytes above the empty page}
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import psutil
from PySide6.QtWidgets import QApplication

from villagedesk.base.clock import clock_at
from villagedesk.services import office as offices
from villagedesk.ui.frame.window import Window
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.start import make_app

NOW = datetime(2026, 11, 20, 9, 40)


def opened(file: Path, look: Look, folder: Path) -> Window:
    """The window on the books of an office."""
    window = Window.on(
        offices.open_office(file, clock=clock_at(NOW)), look, Memory(folder / "window.json"), "registers"
    )
    window.resize(1366, 768)
    window.show()
    window.start()
    settle(window)
    while window.rest.loading:  # the modules of the other pages are no cost of the books
        QApplication.processEvents()
        time.sleep(0.01)
    return window


def settle(window: Window) -> None:
    """Let everything that was asked come back."""
    for _ in range(4):
        window.desk.ops.settle()
        QApplication.processEvents()


def main(file: Path) -> None:
    """Open the empty page, then the full one, and jump about in it; a frame counts the processor, not the queue."""
    make_app()
    look, folder, process = Look(), Path(tempfile.mkdtemp()), psutil.Process()
    look.apply()
    offices.create_office(folder / "empty.vdesk", "桃源村", "锦湖街道").close()
    opened(folder / "empty.vdesk", look, folder)
    empty = process.memory_info().rss
    window = opened(file, look, folder)
    table = getattr(window.page, "table")  # noqa: B009
    bar, rng, frames = table.verticalScrollBar(), random.Random(1), []
    for _ in range(150):
        bar.setValue(rng.randrange(bar.maximum()))
        begin = time.process_time()
        table.viewport().repaint()
        frames.append(time.process_time() - begin)
        settle(window)
        begin = time.process_time()
        table.viewport().repaint()
        frames.append(time.process_time() - begin)
    frames.sort()
    above = (process.memory_info().rss - empty) / 1e6
    print(json.dumps({"frame": frames[int(len(frames) * 0.95)], "mb": above}), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
