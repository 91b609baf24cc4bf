"""A long day in a real window: thousands of steps on an office of ten years, with memory, times, stalls and warnings.

python tests/long_day.py                  3,000 steps on a display of its own (Xvfb) or on $DISPLAY
python tests/long_day.py --steps 500 --office FILE --json FILE

Fails (1) when memory ends above 1.2 times what it was after the first pass, when anything was logged as a warning,
or when a page has become slower.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE / "bench")]

from PySide6.QtCore import QEventLoop, QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402
from stalls import StallMeter  # noqa: E402
from ten_years import NOW, ten_years  # noqa: E402

from tests.ui.day import Day, let_go  # noqa: E402
from villagedesk.base.clock import clock_at  # noqa: E402
from villagedesk.services import office as offices  # noqa: E402
from villagedesk.ui.frame.process import resident_mb, take_turns_quickly, use_one_arena  # noqa: E402
from villagedesk.ui.frame.window import Window  # noqa: E402
from villagedesk.ui.look.look import Look  # noqa: E402
from villagedesk.ui.memory import Memory  # noqa: E402
from villagedesk.ui.start import make_app  # noqa: E402

QUIET = ("propagateSizeHints", "pipewire")
"""What the platform of the test says and no clerk ever sees."""


@dataclass
class Report:
    """What a long day came to."""

    steps: int = 0
    passes: int = 0
    megabytes: list[float] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    pages: dict[str, tuple[float, float, float]] = field(default_factory=dict)
    spent: dict[str, tuple[float, float, float]] = field(default_factory=dict)
    """The same in seconds of the processor, which a busy machine does not stretch."""
    keys: dict[str, tuple[float, float]] = field(default_factory=dict)
    """Median and 99th percentile of every sort of key, and of all."""
    spent_keys: dict[str, tuple[float, float]] = field(default_factory=dict)
    stalls: int = 0
    longest_stall: float = 0.0
    stalled: str = ""

    @property
    def growth(self) -> float:
        """Memory at the end over memory after the first pass."""
        return self.megabytes[-1] / self.megabytes[0] if self.megabytes else 0.0

    @property
    def slower(self) -> dict[str, tuple[float, float, float]]:
        """Pages whose last visits take the processor half as long again as the first repeated ones, and over 0.1 s."""
        return {name: took for name, took in self.spent.items() if took[2] > max(1.5 * took[1], 0.1)}

    @property
    def failed(self) -> list[str]:
        """The lines of the long day that do not hold."""
        found = [f"memory grew {self.growth:.2f} times"] if self.growth > 1.2 else []
        found += [f"warning: {text}" for text in self.warnings[:5]]
        return found + [f"slower: {name} {took}" for name, took in self.slower.items()]


class Listener(logging.Handler):
    """Keeps every warning of Python's log and of Qt."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []
        logging.getLogger().addHandler(self)
        qInstallMessageHandler(self.from_qt)

    def emit(self, record: logging.LogRecord) -> None:
        """A line of Python's log."""
        self.heard.append(record.getMessage())

    def from_qt(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        """A line of Qt's."""
        if kind != QtMsgType.QtDebugMsg and not any(word in text for word in QUIET):
            self.heard.append(text)


def live(file: Path, steps: int, *, passes: int = 0, talk: bool = False) -> Report:
    """Live through the day in a window on a copy of `file` until so many steps (or passes) are done."""
    use_one_arena()
    take_turns_quickly()
    app = make_app()
    heard = Listener()
    look = Look()
    look.apply()
    with tempfile.TemporaryDirectory(prefix="villagedesk-day-") as folder:
        mine = Path(shutil.copy(file, Path(folder) / "一天.vdesk"))
        office = offices.open_office(mine, clock=clock_at(NOW))
        window = Window.on(office, look, Memory(Path(folder) / "window.json"))
        crashed: list[Exception] = []
        window.desk.ops.crashed.connect(crashed.append)
        window.resize(1366, 768)
        window.show()
        window.start()
        window.desk.ops.settle()
        wait(2.5)
        meter = StallMeter()
        day = Day(window, Path(folder), lambda name: begin(meter, name))
        report = Report()
        meter.start()
        while day.steps < steps or day.passes < passes:
            day.one_pass()
            wait(0.2)
            report.megabytes.append(resident_mb())
            report.objects.append(len(app.allWidgets()))
            if talk:
                print(
                    f"pass {day.passes}: {day.steps} steps, {report.megabytes[-1]:.1f} MB, "
                    f"{report.objects[-1]} widgets, {len(meter.stalls)} stalls",
                    flush=True,
                )
        meter.stop()
        fill(report, day, meter)
        report.warnings = heard.heard + [repr(error) for error in crashed]
        window.close()
        office.close()
    qInstallMessageHandler(None)
    return report


def begin(meter: StallMeter, name: str) -> None:
    """Let the heart beat once between two steps, and name the next."""
    QApplication.processEvents()
    meter.doing = name
    meter.forget()


def wait(seconds: float) -> None:
    """Let the window be at rest for a while."""
    loop = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()
    let_go()


def fill(report: Report, day: Day, meter: StallMeter) -> None:
    """The figures of the day."""
    report.steps, report.passes = day.steps, day.passes
    report.pages, report.spent = visits(day.took), visits(day.spent)
    report.keys, report.spent_keys = keys_of(day.took), keys_of(day.spent)
    blocked = [one for one in meter.stalls if one.blocked > meter.limit]
    report.stalls = len(blocked)
    report.longest_stall = max((one.blocked for one in blocked), default=0.0)
    report.stalled = meter.report(40)


def visits(took: dict[str, list[float]]) -> dict[str, tuple[float, float, float]]:
    """The first visit of every page, the median of those soon after, and of the last three."""
    return {
        name: (times[0], statistics.median(times[1:4] or times), statistics.median(times[-3:]))
        for name, times in took.items()
        if name.startswith(("页：", "重读：", "换月："))
    }


def keys_of(took: dict[str, list[float]]) -> dict[str, tuple[float, float]]:
    """Median and 99th percentile of every sort of key, and of all of them."""
    found = {name: sorted(times) for name, times in took.items() if name.startswith("键：")}
    found["键：全部"] = sorted(seconds for times in found.values() for seconds in times)
    return {name: (times[len(times) // 2], times[int(len(times) * 0.99)]) for name, times in found.items()}


@contextmanager
def display() -> Iterator[None]:
    """A display: the one there is, or a virtual one for the time of the day."""
    if os.environ.get("DISPLAY") or os.environ.get("QT_QPA_PLATFORM"):
        yield
        return
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        os.environ["DISPLAY"] = ":" + pipe.readline().strip()
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    try:
        yield
    finally:
        server.terminate()
        server.wait()


def tell(report: Report) -> None:
    """Print the day."""
    print(f"{report.steps} steps in {report.passes} passes")
    print(f"memory {report.megabytes[0]:.1f} → {report.megabytes[-1]:.1f} MB, × {report.growth:.3f} (limit 1.2)")
    print(f"widgets {report.objects[0]} → {report.objects[-1]}")
    print(f"warnings: {dict(Counter(report.warnings)) or 'none'}")
    print("milliseconds, in brackets of the processor")
    for name, (first, early, late) in sorted(report.pages.items(), key=lambda one: -one[1][2]):
        spent = report.spent[name]
        print(
            f"  {name:<18} first {first * 1000:5.0f} ({spent[0] * 1000:4.0f})"
            f"   again {early * 1000:5.0f} ({spent[1] * 1000:4.0f})"
            f"   at the end {late * 1000:5.0f} ({spent[2] * 1000:4.0f})"
        )
    for name, (middle, slow) in sorted(report.keys.items(), key=lambda one: -one[1][1]):
        spent_key = report.spent_keys[name]
        print(
            f"  {name:<18} median {middle * 1000:5.1f} ({spent_key[0] * 1000:4.1f})"
            f"   99th {slow * 1000:5.1f} ({spent_key[1] * 1000:4.1f})"
        )
    print(f"{report.stalls} blocks over 50 ms, the longest {report.longest_stall * 1000:.0f} ms")
    print(report.stalled)


def main(arguments: Sequence[str]) -> int:
    """Live, tell, judge."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--steps", type=int, default=3000)
    ask.add_argument("--passes", type=int, default=0)
    ask.add_argument("--office", type=Path, default=None)
    ask.add_argument("--json", type=Path, default=None)
    given = ask.parse_args(arguments)
    with display():
        report = live(given.office or ten_years(), given.steps, passes=given.passes, talk=True)
    tell(report)
    if given.json:
        given.json.write_text(json.dumps(report.__dict__, ensure_ascii=False, indent=1), "utf-8")
    for line in report.failed:
        print("FAILED", line)
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
