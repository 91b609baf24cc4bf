"""When the window's thread has nothing to do: the moment for other threads to begin their work."""

from __future__ import annotations

import threading

from PySide6.QtCore import QAbstractEventDispatcher, QObject

_PATIENCE = 0.04


class Quiet(QObject):
    """Tells other threads whether the window is at rest, so that they do not vie with it for the interpreter."""

    def __init__(self) -> None:
        super().__init__()
        self._now = threading.Event()
        self._now.set()
        events = QAbstractEventDispatcher.instance()
        if events is not None:
            events.awake.connect(self._now.clear)
            events.aboutToBlock.connect(self._now.set)

    def wait(self) -> None:
        """Wait until the window has nothing to do, 40 ms at most."""
        self._now.wait(_PATIENCE)
