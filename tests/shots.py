"""Pictures of every page at both screen sizes, all themes and text sizes, with an index page.

python tests/shots.py [--office FILE.vdesk] [--out shots] [--page NAME …] [--small] [--no-papers] [--no-dialogs]
    --small    only 1366×768, light, standard
    --manual   write the pictures of the manual and the README into resources/manual/pictures
Without an office the demonstration office of 2026-11-20 is furnished first.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from datetime import date, datetime

from PySide6.QtCore import QEventLoop, QSize, Qt, QTimer
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from villagedesk.base.clock import clock_at
from villagedesk.base.errors import Mistake, Trouble
from villagedesk.base.paths import resource
from villagedesk.services import office as offices
from villagedesk.services.demo import office as demo
from villagedesk.services.office import Office
from villagedesk.services.papers import shelf, write
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


TODAY = date(2026, 11, 20)
MORNING = datetime(2026, 11, 20, 9, 40)


class Camera:
    """A window on an office and the folder for its pictures."""

    def __init__(self, office_file: Path | None, out: Path) -> None:
        self.app = make_app()
        self.out = out
        self.taken: list[Path] = []
        folder = Path(tempfile.mkdtemp())
        if office_file is None:
            office_file = folder / "桃源村.vdesk"
            demo.furnish_office(office_file, "桃源村", 1, TODAY)
        self.look = Look()
        self.look.apply()
        self.office: Office = offices.open_office(office_file, clock=clock_at(MORNING))
        self.window = Window.on(self.office, self.look, Memory(folder / "window.json"))
        self.window.setWindowState(Qt.WindowState.WindowNoState)
        self.window.resize(*SCREENS[0])
        self.window.show()
        self.window.start()
        settled(self.window)

    def take(self, widget: QWidget, name: str) -> None:
        """One picture."""
        settled(self.window)
        self.window.line.hide()
        file = self.out / f"{name}.png"
        take(widget, file)
        self.taken.append(file)

    def pages(self, names: list[str], small: bool) -> None:
        """Every page in every variant."""
        for (wide, high), theme, size in variants(small):
            self.look.choose(theme=theme, size=size)
            self.window.resize(wide, high)
            for name in names:
                self.window.go(name)
                self.take(self.window, f"{name}-{wide}x{high}-{theme}-{size}")
        self.look.choose(theme="light", size="standard")
        self.window.resize(*SCREENS[0])

    def dialogs(self) -> None:
        """Side windows, the search box, and every dialog that an action of a page opens."""
        QFileDialog.exec = lambda self: 0
        for name in ("help", "shortcuts", "about", "kiosk", "board"):
            side = self.window.sides.show(name)
            if name in ("kiosk", "board"):
                side.resize(*SCREENS[0])
            self.take(side, f"side-{name}")
            side.close()
        for page in PAGES:
            self.window.go(page.name)
            settled(self.window)
            actions = [one for action in self.window.page.actions_now for one in (action.menu or (action,))]
            for action in actions:
                if action.run is not None and action.enabled and action.id not in SILENT:
                    self._opened_by(page.name, action.id, action.run)

    def _opened_by(self, page: str, name: str, run: Callable[[], object]) -> None:
        before = set(QApplication.topLevelWidgets())
        run()
        settled(self.window)
        for made in set(QApplication.topLevelWidgets()) - before:
            if isinstance(made, QDialog) and made.isVisible():
                self.take(made, f"dialog-{page}-{name}")
                made.close()
        self.window.go(page)

    def papers(self) -> None:
        """Every paper that can be made of a month, a day or nothing, page by page."""
        keys = {"month": "2026-11", "date": "2026-11-20", "none": ""}
        for paper in shelf.PAPERS:
            if paper.keys not in keys:
                continue
            try:
                pdf = write.preview(self.office, paper.name, keys[paper.keys])
            except (Mistake, Trouble) as error:
                print(f"{paper.name}: {error.says}")
                continue
            self._pdf(pdf, f"paper-{paper.name}")

    def _pdf(self, pdf: bytes, name: str) -> None:
        file = self.out / f"{name}.pdf"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(pdf)
        document = QPdfDocument()
        document.load(str(file))
        for number in range(min(document.pageCount(), 3)):
            points = document.pagePointSize(number)
            image = document.render(number, QSize(int(points.width() * 1.6), int(points.height() * 1.6)))
            picture = self.out / f"{name}-{number + 1}.png"
            image.save(str(picture))
            self.taken.append(picture)
        document.close()
        file.unlink()

    def manual(self) -> None:
        """The pictures of the manual, one for each page."""
        self.out = resource("manual") / "pictures"
        for page in PAGES:
            self.window.go(page.name)
            self.take(self.window, page.name)

    def close(self) -> None:
        """Close the window and the office."""
        self.window.close()
        self.office.close()
        self.app.processEvents()


# Actions that open a file dialog of the system or change the office.
SILENT = ("open", "-", "plan-now", "plan-new", "plan-three", "plan", "import-file")


def index(files: list[Path], out: Path) -> None:
    """An HTML page with all pictures."""
    rows = "".join(f'<h3>{file.stem}</h3><img src="{file.name}" style="max-width:100%">' for file in files)
    (out / "index.html").write_text(f"<!doctype html><meta charset=utf-8><title>shots</title>{rows}", "utf-8")


def main() -> int:
    """Read the arguments and take the pictures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--office", type=Path)
    parser.add_argument("--out", type=Path, default=Path("shots"))
    parser.add_argument("--page", action="append", default=[])
    for flag in ("--small", "--no-papers", "--no-dialogs", "--manual"):
        parser.add_argument(flag, action="store_true")
    chosen = parser.parse_args()
    camera = Camera(chosen.office, chosen.out)
    if chosen.manual:
        camera.manual()
    else:
        camera.pages(chosen.page or [page.name for page in PAGES], chosen.small)
        if not chosen.page and not chosen.no_dialogs:
            camera.dialogs()
        if not chosen.page and not chosen.no_papers:
            camera.papers()
        index(camera.taken, chosen.out)
    camera.close()
    print(f"{len(camera.taken)} pictures in {camera.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
