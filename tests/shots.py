"""Pictures of every page at both screen sizes, all themes and text sizes, with an index page.

python tests/shots.py --office FILE.vdesk [--out shots] [--page NAME …] [--small]
    --small   only 1366×768, light, standard
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

from villagedesk.services import office as offices
from villagedesk.ui.frame.window import Window
from villagedesk.ui.look.look import SIZES, THEMES, Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.pages import PAGES
from villagedesk.ui.start import make_app

SCREENS = ((1366, 768), (1920, 1080))


def variants(small: bool) -> Iterator[tuple[tuple[int, int], str, str]]:
    """Screen, theme and text size of every picture: all of each, not the whole product."""
    yield SCREENS[0], "light", "standard"
    if small:
        return
    yield SCREENS[1], "light", "standard"
    for theme, _ in THEMES[1:]:
        yield SCREENS[0], theme, "standard"
    for size, _, _ in SIZES[1:]:
        yield SCREENS[0], "light", size
    yield SCREENS[1], "dark", "huge"


def wait(milliseconds: int) -> None:
    """Let the window work for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def settled(window: Window) -> None:
    """Let the window finish what it is asking and painting."""
    window.desk.ops.settle()
    wait(30)
    window.desk.ops.settle()


def take(widget: QWidget, file: Path) -> None:
    """Save a picture of a widget."""
    file.parent.mkdir(parents=True, exist_ok=True)
    widget.grab().save(str(file))


def shoot(office_file: Path, out: Path, pages: list[str], small: bool) -> list[Path]:
    """Take all pictures and say where they are."""
    app = make_app()
    memory = Memory(Path(tempfile.mkdtemp()) / "window.json")
    look = Look()
    look.apply()
    office = offices.open_office(office_file)
    window = Window(office, look, memory, pages[0])
    window._banner.hide()
    window.show()
    window.start()
    taken: list[Path] = []
    for (wide, high), theme, size in variants(small):
        look.choose(theme=theme, size=size)
        window.setWindowState(window.windowState().__class__(0))
        window.resize(wide, high)
        for page in pages:
            window.go(page)
            settled(window)
            file = out / f"{page}-{wide}x{high}-{theme}-{size}.png"
            take(window, file)
            taken.append(file)
    window.close()
    office.close()
    app.processEvents()
    return taken


def index(files: list[Path], out: Path) -> None:
    """An HTML page with all pictures."""
    rows = "".join(f'<h3>{file.stem}</h3><img src="{file.name}" style="max-width:100%">' for file in files)
    (out / "index.html").write_text(f"<!doctype html><meta charset=utf-8><title>shots</title>{rows}", "utf-8")


def main() -> int:
    """Read the arguments and take the pictures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--office", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("shots"))
    parser.add_argument("--page", action="append", default=[])
    parser.add_argument("--small", action="store_true")
    chosen = parser.parse_args()
    files = shoot(chosen.office, chosen.out, chosen.page or [page.name for page in PAGES], chosen.small)
    index(files, chosen.out)
    print(f"{len(files)} pictures in {chosen.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
