"""Who holds up the window: a heartbeat in its thread and a watcher that keeps the place of every long gap."""

from __future__ import annotations

import faulthandler
import re
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import BinaryIO

from PySide6.QtCore import QObject, Qt, QTimer

LIMIT = 0.05
_BEAT_MS = 4
_WATCH = 0.008
_DEEP = 5
_FRAME = re.compile(r'File "([^"]+)", line (\d+) in (\S+)')


@dataclass
class Stall:
    """One gap in the heartbeat: how long, how much of it this thread and the others computed, and where it stood."""

    seconds: float
    own: float
    others: float
    doing: str
    dumps: list[bytes] = field(default_factory=list)
    window: int = 0

    @property
    def blocked(self) -> float:
        """Seconds that the program itself computed, never more than the gap; a busy machine adds nothing."""
        return min(self.seconds, self.own + self.others)

    @property
    def where(self) -> str:
        """The place where the window's thread was seen most often."""
        seen = Counter(_place(dump, self.window) for dump in self.dumps)
        return seen.most_common(1)[0][0] if seen else "?"


class StallMeter(QObject):
    """Counts the gaps of the window's thread over `limit` seconds between `start` and `stop`."""

    def __init__(self, limit: float = LIMIT) -> None:
        super().__init__()
        self.limit = limit
        self.stalls: list[Stall] = []
        self.beats = 0
        self.doing = ""
        """What the script is doing now; kept with each stall."""
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._watching = 0.0
        """Seconds of processor that the watcher itself has taken: no part of any stall."""
        self._marks = self._now()
        self._seen: list[bytes] = []
        self._window = threading.get_ident()
        self._stopped = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._marks = self._now()
        self._timer.start(_BEAT_MS)
        self._watcher.start()

    def stop(self) -> None:
        """Stop listening."""
        self._timer.stop()
        self._stopped.set()
        self._watcher.join()

    def forget(self) -> None:
        """Begin to count anew from now: what the script itself did in this thread since the last beat is no stall."""
        self._seen = []
        self._marks = self._now()

    def report(self, most: int = 12) -> str:
        """The longest stalls with their places."""
        lines = [f"{len(self.stalls)} stalls over {self.limit * 1000:.0f} ms in {self.beats} beats"]
        for one in sorted(self.stalls, key=lambda stall: -stall.blocked)[:most]:
            lines.append(
                f"{one.seconds * 1000:5.0f} ms (own {one.own * 1000:.0f}, others {one.others * 1000:.0f})"
                f" {one.doing}: {one.where}"
            )
        return "\n".join(lines)

    def _now(self) -> tuple[float, float, float]:
        return time.perf_counter(), time.thread_time(), time.process_time() - self._watching

    def _beat(self) -> None:
        self.beats += 1
        before, self._marks = self._marks, self._now()
        wall, own, process = (now - then for now, then in zip(self._marks, before, strict=True))
        if wall > self.limit:
            self.stalls.append(Stall(wall, own, max(0.0, process - own), self.doing, self._seen, self._window))
        self._seen = []

    def _watch(self) -> None:
        with tempfile.TemporaryFile("w+b") as file:
            while not self._stopped.wait(_WATCH):
                if time.perf_counter() - self._marks[0] > self.limit / 3:
                    self._seen.append(self._look(file))
                self._watching = time.thread_time()

    def _look(self, file: BinaryIO) -> bytes:
        """Where every thread is; a frame itself must not be held here, or its widgets would die here."""
        file.seek(0)
        file.truncate()
        faulthandler.dump_traceback(file, all_threads=True)
        file.seek(0)
        return file.read()


def _place(dump: bytes, window: int) -> str:
    """The innermost places of the window's thread in a dump of all threads."""
    mine = dump.decode("utf-8", "replace").split(f"0x{window:016x}", 1)[-1].split("\n\n")[0]
    found = [
        f"{name}@{place.rsplit('villagedesk/', 1)[-1]}:{line}"
        for place, line, name in _FRAME.findall(mine)
        if "importlib" not in place
    ]
    return " < ".join(found[:_DEEP])
