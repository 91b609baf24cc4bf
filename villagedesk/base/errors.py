"""The two kinds of error a person is told about, and the rejected line of an import.

Everything that is neither a `Mistake` nor a `Trouble` is a bug and ends in the crash window.
"""

from __future__ import annotations

from dataclasses import dataclass


class Mistake(Exception):
    """The user can mend this; `says` is one Chinese sentence and `field` names where it belongs.

    `field` is the `name` of a declared field (or empty when the mistake is not about one field);
    `others` are further mistakes of the same form, so that all are shown at once.
    """

    def __init__(self, says: str, field: str = "", others: tuple[Mistake, ...] = ()) -> None:
        super().__init__(says)
        self.says = says
        self.field = field
        self.others = others


class Trouble(Exception):
    """The world failed; `says` is one Chinese sentence: what happened, what it means, what to do."""

    def __init__(self, says: str) -> None:
        super().__init__(says)
        self.says = says


def mistakes_in(error: Exception) -> tuple[Mistake, ...]:
    """A mistake with the others of its form; nothing where the person can mend nothing."""
    return (error, *error.others) if isinstance(error, Mistake) else ()


def said(error: Exception) -> str:
    """What a person is told about an error: its sentence where it has one."""
    return error.says if isinstance(error, Mistake | Trouble) else str(error)


@dataclass(frozen=True, slots=True)
class Problem:
    """One rejected line of an import, kept so that nothing is lost silently.

    `line` counts from 1; `offset` is the byte offset in the file (or -1 where the format has none);
    `text` is at most 200 characters of the line; `reason` is a short English code; `says` is Chinese.
    """

    line: int
    offset: int
    text: str
    reason: str
    says: str
