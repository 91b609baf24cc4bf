"""Pictures of every page, dialog and paper at both screen sizes, all themes and text sizes, and at 125, 150 and 200 %.

python tests/shots.py [--out shots] [--office FILE.vdesk] [--screen 1366x768@1 …] [--theme light …] [--size standard …]
    --small       only 1366×768 at 100 %, light, standard
    --page NAME   only this page and its views (repeat for more), no dialogs and papers
    --check       no pictures: only look for cut, overlapping, nameless, faint and English words; 1 when any is found
    --manual      write the pictures of the manual and the README into resources/manual/pictures
A folder for each screen, theme and size, and `index.html` with everything side by side and what was found wrong.
Without an office the demonstration office of 2026-11-20 is furnished first.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SCREENS = ("1366x768@1", "1920x1080@1", "1366x768@1.25", "1366x768@1.5", "1366x768@2")
SHARP = "2049x1152@1.5"
"""The pictures of the manual: the same 1366×768, in enough dots for a screen at 200 %."""
THEMES = ("light", "dark", "contrast")
SIZES = ("standard", "large", "huge")
TODAY = date(2026, 11, 20)
MORNING = datetime(2026, 11, 20, 9, 40)
PARTS = ("pages", "sides", "dialogs", "imports", "singles", "strains")
# Lines of machines and brand names, quoted as they are.
QUOTED = ("attlog", "ZZZZ")


@dataclass(frozen=True)
class Screen:
    """A screen in its own pixels and how much the desktop enlarges everything."""

    wide: int
    high: int
    scale: float

    @classmethod
    def read(cls, text: str) -> Screen:
        """From `1366x768@1.5`."""
        size, _, scale = text.partition("@")
        wide, high = (int(part) for part in size.split("x"))
        return cls(wide, high, float(scale or 1))

    @property
    def room(self) -> tuple[int, int]:
        """What the program has, in pixels of its own."""
        return int(self.wide / self.scale), int(self.high / self.scale)

    def environment(self, folder: Path) -> dict[str, str]:
        """What makes Qt see this screen without a display."""
        one = {"name": "s", "x": 0, "y": 0, "width": self.wide, "height": self.high, "dpr": 1}
        file = folder / f"screen-{self.wide}-{self.scale}.json"
        file.write_text(json.dumps({"screens": [{**one, "logicalDpi": 96, "logicalBaseDpi": 96}]}), "utf-8")
        more = {"QT_QPA_PLATFORM": f"offscreen:configfile={file}", "XDG_CONFIG_HOME": str(folder)}
        return {**os.environ, **more, **({"QT_SCALE_FACTOR": str(self.scale)} if self.scale != 1 else {})}


def main() -> int:
    """Read the arguments and take the pictures, a process for each screen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--office", type=Path)
    parser.add_argument("--out", type=Path, default=Path("shots"))
    screens = (*SCREENS, SHARP)
    for name, known in (("screen", screens), ("theme", THEMES), ("size", SIZES), ("part", PARTS), ("page", ())):
        parser.add_argument(f"--{name}", action="append", default=[], choices=known or None)
    for flag in ("small", "check", "manual", "here"):
        parser.add_argument(f"--{flag}", action="store_true")
    chosen = parser.parse_args()
    if chosen.here:
        return _here(chosen)
    chosen.out.mkdir(parents=True, exist_ok=True)
    screens = chosen.screen or ([SHARP] if chosen.manual else [SCREENS[0]] if chosen.small else list(SCREENS))
    with tempfile.TemporaryDirectory() as folder:
        office = chosen.office or _furnished(Path(folder) / "桃源村.vdesk")
        for screen in screens:
            environment = Screen.read(screen).environment(Path(folder))
            subprocess.run([*_command(chosen, screen, office)], env=environment, check=True, cwd=ROOT)
    if chosen.manual:
        return 0
    found = [line for file in sorted(chosen.out.glob("*/faults.txt")) for line in file.read_text("utf-8").splitlines()]
    if not chosen.check:
        index(chosen.out)
    print("\n".join(found) or "nothing is cut, overlapping, nameless, faint or English")
    return 1 if found else 0


def _command(chosen: argparse.Namespace, screen: str, office: Path) -> Iterator[str]:
    yield from (sys.executable, str(Path(__file__).resolve()), "--here", "--screen", screen)
    yield from ("--office", str(office), "--out", str(chosen.out.resolve()))
    plain = chosen.small or chosen.manual or not screen.endswith("@1")
    for theme in chosen.theme or (THEMES[:1] if plain else THEMES):
        yield from ("--theme", theme)
    for size in chosen.size or (SIZES[:1] if chosen.small or chosen.manual else SIZES):
        yield from ("--size", size)
    for name in ("part", "page"):
        for value in getattr(chosen, name):
            yield from (f"--{name}", value)
    for flag in ("check", "manual"):
        if getattr(chosen, flag):
            yield f"--{flag}"


def _furnished(file: Path) -> Path:
    sys.path.insert(0, str(ROOT))
    from villagedesk.services.demo.office import furnish_office

    furnish_office(file, "桃源村", 1, TODAY)
    return file


def _here(chosen: argparse.Namespace) -> int:
    """Take the pictures of one screen in this process."""
    sys.path.insert(0, str(ROOT))
    from villagedesk.ui.start import make_app

    app = make_app()
    screen = Screen.read(chosen.screen[0])
    for theme in chosen.theme:
        for size in chosen.size:
            camera = Camera(chosen, screen, theme, size)
            camera.manual() if chosen.manual else camera.everything()
            camera.close()
            app.processEvents()
    if not (chosen.check or chosen.manual or chosen.page) and screen == Screen.read(SCREENS[0]):
        papers(chosen.office, chosen.out / "papers")
    return 0


class Camera:
    """A stage in one theme and text size, and the folder for its pictures."""

    def __init__(self, chosen: argparse.Namespace, screen: Screen, theme: str, size: str) -> None:
        from tests.ui.stage import Stage
        from villagedesk.base.clock import clock_at
        from villagedesk.services import office as offices
        from villagedesk.ui.look.look import Look

        self.chosen, self.room = chosen, screen.room
        self.name = f"{screen.wide}x{screen.high}-{screen.scale * 100:.0f}-{theme}-{size}"
        self.out = chosen.out / self.name
        self.folder = Path(tempfile.mkdtemp())
        file = self.folder / "桃源村.vdesk"
        shutil.copy(chosen.office, file)
        self.look = Look(theme, size)
        self.look.apply()
        self.office = offices.open_office(file, clock=clock_at(MORNING))
        self.crashes: list[BaseException] = []
        self.stage = Stage(self.office, self.look, self.folder, *self.room)
        self.stage.window.desk.ops.crashed.connect(self.crashes.append)

    def everything(self) -> None:
        """Every part, each thing photographed and examined."""
        from tests.ui.looking import faults
        from tests.ui.stage import unanswered_files, wait

        self.out.mkdir(parents=True, exist_ok=True)
        found: list[str] = []
        seen: set[str] = set()
        with unanswered_files():
            for part in ("pages",) if self.chosen.page else self.chosen.part or PARTS:
                for name, widget in getattr(self.stage, part)():
                    if self.chosen.page and name.split("-")[1] not in self.chosen.page:
                        continue
                    seen.add(type(widget).__name__)
                    wrong = [text for text in faults(widget, self.room) if not any(q in text for q in QUOTED)]
                    found += [f"{self.name} {name}: {text}" for text in wrong]
                    if not self.chosen.check:
                        if type(widget).__name__ == "PreviewDialog":
                            wait(200)
                        widget.grab().save(str(self.out / f"{name.replace('/', '_')}.png"))
        (self.out / "seen.txt").write_text("\n".join(sorted(seen)), "utf-8")
        found += [f"{self.name}: {text}" for text in self.stage.missed]
        found += [f"{self.name}: crashed with {crash!r}" for crash in self.crashes]
        (self.out / "faults.txt").write_text("\n".join(dict.fromkeys(found)), "utf-8")

    def manual(self) -> None:
        """The pictures of the manual and the README."""
        out = ROOT / "resources" / "manual" / "pictures"
        for name, widget in self.stage.portraits():
            widget.grab().save(str(out / f"{name}.png"))
        pictures(self.office, "值班公示表A3", "2026-11", out / "posted", 1.6)

    def close(self) -> None:
        """Close the window and the office."""
        self.stage.close()
        self.office.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def papers(office_file: Path, out: Path) -> None:
    """Every paper that can be made of a month, a day, an entry or nothing, page by page."""
    from villagedesk.base.clock import clock_at
    from villagedesk.base.errors import Mistake, Trouble
    from villagedesk.services import office as offices
    from villagedesk.services.papers import shelf, write

    out.mkdir(parents=True, exist_ok=True)
    office = offices.open_office(office_file, clock=clock_at(MORNING))
    keys: dict[str, tuple[str, ...]] = {
        "month": ("2026-11",),
        "date": ("2026-11-20",),
        "none": ("",),
        "book": ("event/2026-11",),
    }
    for paper in shelf.PAPERS:
        pdf, says = b"", ""
        for key in keys.get(paper.keys, ("1", "walk/1", "visit/1")):
            try:
                pdf = pdf or write.preview(office, paper.name, key)
            except (Mistake, Trouble) as error:
                says = error.says
        if not pdf:
            print(f"{paper.name}（{paper.keys}）: {says[:60]}")
            continue
        draw(pdf, out / paper.name, 1.6)
    office.close()


def pictures(office: Any, paper: str, key: str, target: Path, scale: float) -> None:
    """The first page of a paper as `target`.png."""
    from villagedesk.services.papers import write

    for page in draw(write.preview(office, paper, key), target, scale)[:1]:
        page.replace(target.with_suffix(".png"))


def draw(pdf: bytes, target: Path, scale: float) -> list[Path]:
    """The first three pages of a PDF as pictures."""
    from PySide6.QtCore import QSize, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtPdf import QPdfDocument

    file = target.with_name("paper.pdf")
    file.write_bytes(pdf)
    document = QPdfDocument()
    document.load(str(file))
    made: list[Path] = []
    for number in range(min(document.pageCount(), 3)):
        points = document.pagePointSize(number)
        ink = document.render(number, QSize(int(points.width() * scale), int(points.height() * scale)))
        image = QImage(ink.size(), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        with QPainter(image) as painter:
            painter.drawImage(0, 0, ink)
        made.append(target.with_name(f"{target.name}-{number + 1}.png"))
        image.save(str(made[-1]))
    document.close()
    file.unlink()
    return made


def index(out: Path) -> None:
    """One page with every thing in a row, its pictures side by side, and what was found wrong."""
    folders = sorted(path for path in out.iterdir() if path.is_dir())
    names = sorted({file.stem for folder in folders for file in folder.glob("*.png")})
    rows: list[str] = []
    for name in names:
        shown = [folder / f"{name}.png" for folder in folders if (folder / f"{name}.png").is_file()]
        cells = "".join(
            f'<a href="{f.relative_to(out)}"><img loading=lazy src="{f.relative_to(out)}" title="{f.parent.name}"></a>'
            for f in shown
        )
        rows.append(f"<h3>{html.escape(name)}</h3><div>{cells}</div>")
    faults = "\n".join(file.read_text("utf-8") for file in sorted(out.glob("*/faults.txt"))).strip()
    style = "body{font:14px sans-serif;margin:24px}div{display:flex;gap:8px;overflow-x:auto}img{height:300px}"
    (out / "index.html").write_text(
        f"<!doctype html><meta charset=utf-8><title>shots</title><style>{style}</style>"
        f"<pre>{html.escape(faults) or 'nothing found wrong'}</pre>{''.join(rows)}",
        "utf-8",
    )
    print(f"{len(names)} things in {len(folders)} folders: {out / 'index.html'}")


if __name__ == "__main__":
    sys.exit(main())
