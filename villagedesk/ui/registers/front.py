"""The page as its acts see it."""

from __future__ import annotations

from typing import Protocol

from villagedesk.registers.definition import Register
from villagedesk.registers.entry import Entry
from villagedesk.services.registers.lists import Sift
from villagedesk.ui.desk import Desk
from villagedesk.ui.registers.form.panel import EntryPanel
from villagedesk.ui.registers.list.tables import BookTables
from villagedesk.ui.registers.offer import DraftOffer


class Front(Protocol):
    """The page as its acts see it."""

    desk: Desk
    panel: EntryPanel
    offer: DraftOffer
    tables: BookTables
    book: str

    @property
    def register(self) -> Register | None:
        """The book that is open."""

    def bring(self, entry: Entry) -> None:
        """Show an entry in its list."""

    def show_book(self, book: str) -> None:
        """Open a book."""

    def sifted(self) -> tuple[Sift, str]:
        """What the list shows: its sift and the words searched for."""
        ...

    def month(self) -> str:
        """The month that figures and papers are asked for."""
        ...
