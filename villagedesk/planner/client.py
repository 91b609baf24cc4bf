"""Asking the planning process: it is started on the first question, kept for the next, and killed on cancel."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from villagedesk.base import plain
from villagedesk.base.errors import Trouble
from villagedesk.planner.wire import to_line
from villagedesk.roster.model.parts import Model

OnProgress = Callable[[str, float], None]
"""Called with the stage (perfect, cover, fair, near, holes, fairness, change, comfort) and the seconds so far."""


@dataclass(frozen=True, slots=True)
class Solution:
    """What the process answered: chosen (slot, person) cells and how good they are proven to be."""

    cells: tuple[tuple[int, int], ...]
    optimal: bool
    gap: float
    seconds: float


class Planner:
    """One planning process; use as a context manager. `cancel` may be called from any thread."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._cancelled = False

    def solve(self, model: Model, on_progress: OnProgress | None = None) -> Solution:
        """Plan one model; `Trouble` when the process was cancelled or died."""
        if self._cancelled:
            raise Trouble("已取消排班，值班表没有改动。")
        process = self._process = self._process or _start()
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(to_line(model) + "\n")
            process.stdin.flush()
            for line in process.stdout:
                answer: dict[str, Any] = json.loads(line)
                if answer.pop("kind") == "plan":
                    return plain.read(Solution, answer)
                if on_progress is not None:
                    on_progress(str(answer["stage"]), float(answer["seconds"]))
        except (BrokenPipeError, ValueError) as error:
            raise self._death() from error
        raise self._death()

    def cancel(self) -> None:
        """Stop at once; the plan that was being made is lost."""
        self._cancelled = True
        if self._process is not None:
            self._process.kill()

    def close(self) -> None:
        """Let the process end."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue
        process.wait()

    def _death(self) -> Trouble:
        if self._cancelled:
            return Trouble("已取消排班，值班表没有改动。")
        words = self._process.stderr.read()[-400:] if self._process and self._process.stderr else ""
        logging.getLogger(__name__).warning("the planner died: %s", words.strip() or "without a word")
        return Trouble("排班到一半停住了，值班表没有改动；请再排一次，还不行请找帮您维护的人。")


def _start() -> subprocess.Popen[str]:
    command = [sys.executable, "planner"] if getattr(sys, "frozen", False) else _python()
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise Trouble("排班程序没有启动，值班表没有改动；请检查内存和杀毒软件后再试一次。") from error


def _python() -> list[str]:
    return [sys.executable, "-X", "utf8", "-m", "villagedesk.planner"]


@contextmanager
def planner() -> Iterator[Planner]:
    """A planning process for one or several months, ended afterwards."""
    asked = Planner()
    try:
        yield asked
    finally:
        asked.close()
