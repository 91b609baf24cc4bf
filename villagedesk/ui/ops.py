"""The one door for threads: questions, writes and long work run beside the window and come back as values."""

from __future__ import annotations

import inspect
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QTimer, Signal
from shiboken6 import isValid

from villagedesk.base.changes import Changes, Result
from villagedesk.base.errors import Mistake, Trouble
from villagedesk.ui.quiet import Quiet

if TYPE_CHECKING:
    from villagedesk.services.office import Office

Value = TypeVar("Value")
Failed = Callable[[Exception], None]


class Stopped(Exception):
    """The person cancelled a long work; the write that it interrupts is rolled back."""


@dataclass(slots=True)
class Job:
    """One call on its way to the worker and back."""

    act: Callable[[Office], Any]
    then: Callable[[Any], None] | None
    failed: Failed | None
    writes: bool = False
    undoes: str = ""
    key: str = ""
    stamp: int = 0


class Progress:
    """What long work reports through and is cancelled by; call it with (done, total, what)."""

    def __init__(self, tell: Callable[[int, int, str], None]) -> None:
        self._tell = tell
        self._cancel = threading.Event()
        self._hooks: list[Callable[[], None]] = []
        self._last = 0.0

    def __call__(self, done: int, total: int = 0, says: str = "") -> None:
        """Report how far the work is; raises `Stopped` once the person has cancelled."""
        if self._cancel.is_set():
            raise Stopped
        now = time.monotonic()
        if now - self._last > 0.05 or done >= total:
            self._last = now
            self._tell(done, total, says)

    @property
    def cancelled(self) -> bool:
        """Whether the person has cancelled."""
        return self._cancel.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._cancel.set()
        for hook in tuple(self._hooks):
            hook()

    def when_cancelled(self, hook: Callable[[], None]) -> None:
        """Also call `hook` (from the window's thread) when the person cancels: to kill a process, to close a socket."""
        self._hooks.append(hook)


class Ops(QObject):
    """Runs calls on the office outside the window's thread and brings their values back into it."""

    changed = Signal(object)
    failed = Signal(object)
    crashed = Signal(object)
    began = Signal(str, object)
    progressed = Signal(int, int, str)
    ended = Signal(str)
    closing = Signal()
    """The window is about to be closed: the last moment to send what is not kept yet."""
    _answered = Signal(object, object, object)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._stamps: dict[str, int] = {}
        self._open = 0
        self.undid = False
        """Whether the write that was broadcast last took another one back."""
        self._undo: list[Callable[[Office], Changes]] = []
        self._redo: list[Callable[[Office], Changes]] = []
        self._answered.connect(self._deliver)
        self._thread: threading.Thread | None = None
        self._beside: list[tuple[threading.Thread, Progress | None]] = []
        self._stopped = False
        self._quiet = Quiet(self)

    def query(
        self, act: Callable[[Office], Value], then: Callable[[Value], None], failed: Failed | None = None, key: str = ""
    ) -> None:
        """Ask the office and hand the answer to `then`; of calls with one `key` only the newest is answered."""
        self._send(Job(act, then, failed, key=key))

    def change(
        self,
        act: Callable[[Office], Changes | Result[Any]],
        then: Callable[[Any], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Write to the office; its `Changes` are broadcast once, then `then` gets the value (or the changes)."""
        self._send(Job(act, then, failed, writes=True))

    def long(
        self,
        title: str,
        act: Callable[[Office, Progress], Any],
        then: Callable[[Any], None] | None = None,
        failed: Failed | None = None,
    ) -> Progress:
        """Run long work on a connection of its own with progress and cancel; changes it returns are broadcast."""
        progress = Progress(self.progressed.emit)
        job = Job(lambda office: act(office, progress), then, failed, writes=True)
        self.began.emit(title, progress)
        self._start(job, progress)
        return progress

    def aside(self, act: Callable[[Office], Any]) -> None:
        """Let `act` look at the office on a connection of its own, unseen; only what it raises is heard of."""
        self._start(Job(act, None, None))

    @property
    def busy(self) -> bool:
        """Whether any call is on its way."""
        return self._open > 0

    def hold(self, by: int) -> None:
        """Count something that the window does by itself, bit by bit, as on its way (1), or as done (-1)."""
        self._open += by

    @property
    def can_undo(self) -> bool:
        """Whether the last write can be taken back."""
        return bool(self._undo)

    def undo(self) -> None:
        """Take back the last write that can be taken back."""
        if self._undo:
            self._send(Job(self._undo.pop(), None, None, writes=True, undoes="undo"))

    def redo(self) -> None:
        """Do again what was last taken back."""
        if self._redo:
            self._send(Job(self._redo.pop(), None, None, writes=True, undoes="redo"))

    def settle(self, seconds: float = 30.0) -> None:
        """Let the window work until every call is answered; for pictures, tests and closing."""
        end = time.monotonic() + seconds
        guard = QTimer()
        guard.start(int(seconds * 1000) + 1)
        while self._open and time.monotonic() < end:
            # Without a time limit Qt sleeps until something happens; with one it would spin and take the
            # interpreter away from the worker that it waits for.
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        for _ in range(3):
            QCoreApplication.processEvents()

    def stop(self) -> None:
        """Finish what was sent, cancel long work and end every thread; what is sent from now on is dropped."""
        if not self._stopped:
            self._quiet.end()
        self._stopped = True
        if self._thread is not None:
            self._jobs.put(None)
            self._beside.append((self._thread, None))
            self._thread = None
        for _thread, progress in self._beside:
            if progress is not None:
                progress.cancel()
        for thread, _progress in self._beside:
            thread.join(30)
        self._beside.clear()

    def _start(self, job: Job, progress: Progress | None = None) -> None:
        """Run one job in a thread of its own."""
        if self._stopped:
            return
        self._open += 1
        self._beside = [one for one in self._beside if one[0].is_alive()]
        thread = threading.Thread(target=self._serve_once, args=(job, progress), name="office", daemon=True)
        self._beside.append((thread, progress))
        thread.start()

    def _send(self, job: Job) -> None:
        if self._stopped:
            return
        if job.key:
            job.stamp = self._stamps[job.key] = self._stamps.get(job.key, 0) + 1
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="office", daemon=True)
            self._thread.start()
        self._open += 1
        self._jobs.put(job)

    def _serve(self) -> None:
        office = self.office.twin()
        while (job := self._jobs.get()) is not None:
            if job.key and self._stamps.get(job.key) != job.stamp:
                self._answered.emit(job, None, Stopped())
            else:
                self._work(job, office)
        office.close()

    def _serve_once(self, job: Job, progress: Progress | None) -> None:
        office = self.office.twin()
        self._work(job, office)
        office.close()
        if progress is not None:
            self.ended.emit("")

    def _work(self, job: Job, office: Office) -> None:
        self._quiet.wait()
        value, wrong = None, None
        try:
            value = job.act(office)
        except Exception as error:
            wrong = error
        self._quiet.stir()
        self._answered.emit(job, value, wrong)

    def _deliver(self, job: Job, value: Any, error: Exception | None) -> None:
        self._open -= 1
        outdated = bool(job.key) and self._stamps.get(job.key) != job.stamp
        if error is not None:
            self._fail(job, error, outdated)
            return
        changes = value.changes if isinstance(value, Result) else value if isinstance(value, Changes) else None
        if job.writes and changes is not None:
            self._remember(changes, job.undoes)
            self.undid = job.undoes == "undo"
            self.changed.emit(changes)
        if job.then is not None and not outdated and _alive(job.then):
            job.then(value.value if isinstance(value, Result) else value)

    def _fail(self, job: Job, error: Exception, outdated: bool) -> None:
        if isinstance(error, Stopped) or outdated:
            return
        if not isinstance(error, Mistake | Trouble):
            self.crashed.emit(error)
        elif job.failed is not None and _alive(job.failed):
            job.failed(error)
        else:
            self.failed.emit(error)

    def _remember(self, changes: Changes, undoes: str) -> None:
        if changes.undo is None:
            return
        if undoes == "undo":
            self._redo.append(changes.undo)
            return
        if not undoes:
            self._redo.clear()
        self._undo.append(changes.undo)


def _alive(call: Callable[..., Any]) -> bool:
    """Whether the widgets that a call belongs to (a method's own, those that a lambda holds) still exist."""
    if isinstance(call, partial):
        return _alive(call.func) and all(_exists(value) for value in call.args)
    held = [getattr(call, "__self__", None)]
    if inspect.isfunction(call):
        held += [*inspect.getclosurevars(call).nonlocals.values(), *(call.__defaults__ or ())]
    return all(_exists(value) for value in held)


def _exists(value: object) -> bool:
    return not isinstance(value, QObject) or isValid(value)
