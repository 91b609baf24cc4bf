"""What every page is handed: the office, the door to it, the look, and the ways to speak and to go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.ops import Ops

if TYPE_CHECKING:
    from villagedesk.services.office import Office


class Say(Protocol):
    """Show one sentence on the message line; `tone` is ok, warn or bad; `link` runs when its word is clicked."""

    def __call__(self, text: str, tone: str = "ok", link: str = "", run: Callable[[], object] | None = None) -> None:
        """Say it."""


class Go(Protocol):
    """Show a page by name and hand it a target (a month, an entry, a case) to open."""

    def __call__(self, page: str, target: str = "") -> None:
        """Go there."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk that a page works at; `office` here serves clock, user, path and read-only state, never queries."""

    office: Office
    ops: Ops
    look: Look
    memory: Memory
    say: Say
    go: Go

    def today(self) -> date:
        """The date of the office clock."""
        return self.office.clock().date()

    @property
    def readonly(self) -> str:
        """Why nothing can be written, or empty."""
        return self.office.store.readonly
