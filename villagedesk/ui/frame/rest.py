"""What the window does while nobody asks anything of it: loading the other pages' modules, and collecting garbage."""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

from PySide6.QtCore import QAbstractEventDispatcher, QObject, QTimer, Signal

from villagedesk.ui.pages import load

_FIRST_ANSWERS_MS = 400
_BREATH = 0.004
_MANY = 20_000
"""Objects made since the last collection after which the next quiet moment is used for one."""


class Rest(QObject):
    """Loads `places` ahead in small bites, and keeps the garbage collector to the window's thread and quiet moments.

    Left to itself the collector runs in whatever thread makes objects, and a widget that dies in the thread of the
    database takes the program down.
    """

    _loaded = Signal()

    def __init__(self, places: Sequence[str], busy: Callable[[], bool] = lambda: False) -> None:
        super().__init__()
        self._busy = busy
        self._places = tuple(places)
        self._ahead: threading.Thread | None = None
        self._stopped = threading.Event()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._load)
        self._loaded.connect(self._settle)
        self._events: QAbstractEventDispatcher | None = None
        self._collected = True

    def begin(self) -> None:
        """Take over the collector at once, and begin to load once the first answers should be in."""
        self._collected = gc.isenabled()
        self._events = QAbstractEventDispatcher.instance()
        if self._events is not None:
            gc.disable()
            self._events.aboutToBlock.connect(self.collect)
        self._timer.start(_FIRST_ANSWERS_MS)

    def end(self) -> None:
        """Stop loading and give the collector back."""
        self._timer.stop()
        self._stopped.set()
        if self._ahead is not None:
            self._ahead.join()
            self._ahead = None
        if self._events is not None:
            self._events.aboutToBlock.disconnect(self.collect)
            self._events = None
            gc.unfreeze()
            if self._collected:
                gc.enable()

    @property
    def loading(self) -> bool:
        """Whether modules are still being loaded or waited for."""
        return self._timer.isActive() or self._ahead is not None

    def collect(self) -> None:
        """Collect garbage when enough may have come together; Qt calls this before it goes to sleep.

        While the office is asked something, the many objects are the answer that is being made.
        """
        if gc.get_count()[0] > _MANY and not self._busy():
            gc.collect()

    def _load(self) -> None:
        self._ahead = threading.Thread(target=self._import, daemon=True)
        self._ahead.start()

    def _import(self) -> None:
        breath = _Breath(self._stopped)
        sys.meta_path.insert(0, breath)
        try:
            for place in self._places:
                if not self._stopped.is_set():
                    load(place)
        finally:
            sys.meta_path.remove(breath)
        self._loaded.emit()

    def _settle(self) -> None:
        """Classes and functions that are there for good need never be looked through again."""
        if self._ahead is not None:
            self._ahead.join()
            self._ahead = None
            gc.collect()
            gc.freeze()


class _Breath:
    """Stands before the importer and lets the other threads breathe before every module that this thread loads."""

    def __init__(self, stopped: threading.Event) -> None:
        self._thread = threading.get_ident()
        self._stopped = stopped

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Never find anything, but wait a moment."""
        if threading.get_ident() == self._thread and not self._stopped.is_set():
            time.sleep(_BREATH)
        return None
