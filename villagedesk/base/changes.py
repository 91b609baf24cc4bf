"""What a write did: which parts of the office it touched, and how to take it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Flag, auto
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


class Area(Flag):
    """The parts of an office that a page may show and a write may touch."""

    NOTHING = 0
    OFFICE = auto()
    OPTIONS = auto()
    PEOPLE = auto()
    CALENDAR = auto()
    SHIFTS = auto()
    ROSTER = auto()
    PUNCHES = auto()
    EXPLANATIONS = auto()
    ATTENDANCE = auto()
    REGISTERS = auto()
    CASES = auto()
    REPORTS = auto()
    EVERYTHING = (
        OFFICE
        | OPTIONS
        | PEOPLE
        | CALENDAR
        | SHIFTS
        | ROSTER
        | PUNCHES
        | EXPLANATIONS
        | ATTENDANCE
        | REGISTERS
        | CASES
        | REPORTS
    )


@dataclass(frozen=True, slots=True)
class Changes:
    """The account of one write, broadcast once to every open page.

    `says` is one Chinese sentence for the message line (empty: say nothing).
    `undo` takes the office and returns the changes of taking it back; None when it cannot be undone.
    """

    touched: Area
    says: str = ""
    undo: Callable[[Any], Changes] | None = None

    def __or__(self, other: Changes) -> Changes:
        """Join two accounts into one that has no single undo."""
        said = [part for part in (self.says, other.says) if part]
        says = "；".join([*(part.rstrip("。") for part in said[:-1]), *said[-1:]])
        return Changes(self.touched | other.touched, says)


@dataclass(frozen=True, slots=True)
class Result(Generic[Value]):
    """A use case that both answers and writes: the answer and the account of the write."""

    value: Value
    changes: Changes


def repeatable(act: Callable[[Any], Changes | Result[Any]]) -> Callable[[Any], Changes | Result[Any]]:
    """The same write, whose undo can itself be undone: where it does not say how, by writing once more."""

    def run(office: Any) -> Changes | Result[Any]:
        done = act(office)
        if isinstance(done, Result):
            return replace(done, changes=_with_redo(done.changes, act))
        return _with_redo(done, act)

    return run


def _with_redo(changes: Changes, act: Callable[[Any], Changes | Result[Any]]) -> Changes:
    undo = changes.undo
    if undo is None:
        return changes

    def back(office: Any) -> Changes:
        taken = undo(office)
        return _with_redo(taken, undo) if taken.undo else replace(taken, undo=again)

    def again(office: Any) -> Changes:
        done = repeatable(act)(office)
        return done.changes if isinstance(done, Result) else done

    return replace(changes, undo=back)
