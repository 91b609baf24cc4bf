"""One column grid for all tables of a sheet, so that each table keeps its own widths as nearly as can be."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from villagedesk.base.document import Document, Table
from villagedesk.writers.measure import widths_mm

_SMALL = 60  # a main table with more rows than this is never cut into finer columns
_NEAR_MM = 3.0


class Grid:
    """The columns of a sheet and where each table's columns begin on them."""

    def __init__(self, document: Document) -> None:
        self.tables = tables = [block for block in document.blocks if isinstance(block, Table)]
        spans = {id(table): _edges(widths_mm(table, document.page)) for table in tables}
        self.main = max(tables, key=lambda table: (len(table.rows), len(table.columns)), default=None)
        self.edges = list(spans[id(self.main)]) if self.main else [0.0, document.page.body_width_mm]
        fine = self.main is None or len(self.main.rows) <= _SMALL
        for table in tables:
            if table is not self.main:
                self._admit(spans[id(table)], fine)
        self._places = {key: self._places_of(wanted) for key, wanted in spans.items()}

    @property
    def widths_mm(self) -> list[float]:
        """The width of every grid column."""
        return [right - left for left, right in zip(self.edges, self.edges[1:], strict=False)]

    @property
    def count(self) -> int:
        """How many grid columns there are."""
        return len(self.edges) - 1

    def places(self, table: Table) -> list[int]:
        """The grid column where each column of the table begins, and one past its end."""
        return self._places[id(table)]

    def _admit(self, wanted: Sequence[float], fine: bool) -> None:
        for edge in wanted:
            nearest = min(abs(edge - known) for known in self.edges)
            if edge > self.edges[-1] + _NEAR_MM or (fine and nearest > _NEAR_MM):
                self.edges.insert(bisect_left(self.edges, edge), edge)
        while (short := _crowded(self.edges, wanted)) is not None:
            self.edges.insert(bisect_left(self.edges, short), short)

    def _places_of(self, wanted: Sequence[float]) -> list[int]:
        return [min(range(len(self.edges)), key=lambda i: abs(self.edges[i] - edge)) for edge in wanted]


def _edges(widths: Sequence[float]) -> list[float]:
    return [0.0, *accumulate(widths)]


def _crowded(edges: Sequence[float], wanted: Sequence[float]) -> float | None:
    """The first wanted edge that would fall on the same grid edge as the one before it; None when all differ."""
    places = [min(range(len(edges)), key=lambda i: abs(edges[i] - edge)) for edge in wanted]
    pairs = zip(places, places[1:], wanted[1:], strict=False)
    return next((edge for before, here, edge in pairs if here <= before and edge not in edges), None)
