"""Work of the window's own thread in small slices between events, so that no key and no painting waits for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from PySide6.QtCore import QObject, QTimer

from villagedesk.ui.ops import Ops


class Slices(QObject):
    """Makes many small things (cards, rows of widgets) a few at a time; what is under way counts as asked of `ops`.

    The first `at_once` are made before `run` returns, so that what is seen first is there at the first painting.
    """

    def __init__(self, ops: Ops, parent: QObject, *, at_once: int = 12, each: int = 6) -> None:
        super().__init__(parent)
        self._ops = ops
        self._at_once, self._each = at_once, each
        self._steps: Iterator[Callable[[], object]] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._next)

    @property
    def under_way(self) -> bool:
        """Whether anything is still to be made."""
        return self._steps is not None

    def run(self, steps: Iterable[Callable[[], object]]) -> None:
        """Make these, in order; what was under way before is dropped."""
        self.stop()
        self._steps = iter(steps)
        self._ops.hold(1)
        self._make(self._at_once)

    def stop(self) -> None:
        """Make no more."""
        if self._steps is not None:
            self._steps = None
            self._timer.stop()
            self._ops.hold(-1)

    def _next(self) -> None:
        self._make(self._each)

    def _make(self, count: int) -> None:
        assert self._steps is not None
        made = 0
        for step in islice(self._steps, count):
            step()
            made += 1
        if made < count:
            self.stop()
        else:
            self._timer.start()
