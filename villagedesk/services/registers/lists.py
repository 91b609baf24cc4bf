"""A book as a list of any length: opened at once, and read window by window."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import replace
from datetime import date
from itertools import accumulate

from villagedesk.registers.entry import Entry
from villagedesk.services.office import Office
from villagedesk.services.registers.books import register_of
from villagedesk.services.registers.search import found_ids
from villagedesk.store.books import lists as rows
from villagedesk.store.books.entries import day_counts
from villagedesk.store.books.lists import Sift

_FIRST, _LAST = date(1, 1, 1), date(9999, 12, 31)


class BookList:
    """The entries of a book that a sift lets pass, newest first, addressed by place.

    Places are found through the counts per day where only days sift, else through the ids.
    """

    def __init__(self, office: Office, sift: Sift) -> None:
        self._office = office
        self.sift = sift
        self._days: list[str] = []
        self._ends: list[int] = []
        self._ids: array[int] | None = None
        if sift.plain:
            counts = day_counts(office.store, sift.book, sift.from_on or _FIRST, sift.to_on or _LAST)
            self._days = [day for day, _, _ in counts]
            self._ends = list(accumulate(entries for _, entries, _ in counts))
        else:
            self._ids = rows.ids(office.store, sift)

    @property
    def count(self) -> int:
        """How many entries there are."""
        if self._ids is not None:
            return len(self._ids)
        return self._ends[-1] if self._ends else 0

    def page(self, place: int, limit: int) -> list[Entry]:
        """The entries from `place` (0 is the newest), at most `limit`."""
        if place >= self.count:
            return []
        if self._ids is not None:
            return rows.by_ids(self._office.store, self._ids[place : place + limit])
        index = bisect_right(self._ends, place)
        skip = place - (self._ends[index - 1] if index else 0)
        last = min(bisect_right(self._ends, place + limit - 1), len(self._days) - 1)
        return rows.from_day(self._office.store, self.sift.book, self._days[last], self._days[index], skip, limit)

    def place_of(self, entry: Entry) -> int | None:
        """Where an entry stands in the list; None when it is not in it."""
        if self._ids is not None:
            return self._ids.index(entry.id) if entry.id in self._ids else None
        day = entry.day.isoformat()
        if day not in self._days:
            return None
        index = self._days.index(day)
        begin = self._ends[index - 1] if index else 0
        found = [other.id for other in self.page(begin, self._ends[index] - begin)]
        return begin + found.index(entry.id) if entry.id in found else None


def open_list(office: Office, book: str, sift: Sift | None = None, words: str = "") -> BookList:
    """A book under a sift; `words` keeps only what the search finds (at most a thousand)."""
    register = register_of(office, book)
    sift = replace(sift, book=register.id) if sift else Sift(register.id)
    if words.strip():
        sift = replace(sift, found=found_ids(office, words, register.id, 1000))
    return BookList(office, sift)


def month_entries(office: Office, book: str, month: str) -> list[Entry]:
    """The entries of a month, oldest first."""
    first, last = month_span(month)
    return rows.in_span(office.store, book, first, last)


def day_entries(office: Office, book: str, day: date) -> list[Entry]:
    """The entries of a day, oldest first."""
    return rows.in_span(office.store, book, day, day)


def month_span(month: str) -> tuple[date, date]:
    """First and last day of `2026-11`, or of the year `2026`."""
    if len(month) == 4:
        return date(int(month), 1, 1), date(int(month), 12, 31)
    year, number = int(month[:4]), int(month[5:7])
    following = date(year + number // 12, number % 12 + 1, 1)
    return date(year, number, 1), date.fromordinal(following.toordinal() - 1)
