"""When the window's thread has nothing to do: the moment for other threads to begin their work."""

from __future__ import annotations

import threading

from PySide6.QtCore import QAbstractEventDispatcher, QObject

_PATIENCE = 0.08


class Quiet(QObject):
    """Tells other threads whether the window is at rest, so that they do not vie with it for the interpreter."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._now = threading.Event()
        self._now.set()
        self._events = QAbstractEventDispatcher.instance()
        if self._events is not None:
            self._events.awake.connect(self._woke)
            self._events.aboutToBlock.connect(self._rests)

    def wait(self) -> bool:
        """Wait until the window has nothing to do, 80 ms at most; whether it now has."""
        return self._now.wait(_PATIENCE)

    def stir(self) -> None:
        """The window is about to be woken: it rests no more until it has slept again; after the end nothing stirs."""
        if self._events is not None:
            self._now.clear()

    def end(self) -> None:
        """Listen no more; nobody waits from now on."""
        if self._events is not None:
            self._events.awake.disconnect(self._woke)
            self._events.aboutToBlock.disconnect(self._rests)
            self._events = None
        self._now.set()

    def _woke(self) -> None:
        self._now.clear()

    def _rests(self) -> None:
        self._now.set()
