"""Delimited text (comma, tab, semicolon, bar) as one sheet, read line by line."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from villagedesk.devices.sheets.grid import Sheet, Value
from villagedesk.devices.texts.lines import blocks

_MARKS = "\t,;|"
_WIDEST = 300


def delimiter(text: str) -> str:
    """The sign that stands equally often in most lines; empty when there is none."""
    lines = [line for line in text.split("\n")[:200] if line.strip()]
    best, score = "", 0.0
    for mark in _MARKS:
        counts = Counter(line.count(mark) for line in lines)
        common, often = max(counts.items(), key=lambda item: (item[0] > 0, item[1])) if counts else (0, 0)
        if common and often / len(lines) * min(common, 4) > score:
            best, score = mark, often / len(lines) * min(common, 4)
    return best


def sheets(path: Path, encoding: str, mark: str) -> Iterator[Sheet]:
    """The file as one sheet; NUL bytes stay in their cells and quotes may span lines."""
    csv.field_size_limit(1 << 20)
    rows: list[list[Value]] = []
    try:
        reader = csv.reader(_lines(path, encoding), delimiter=mark)
        rows.extend([_plain(cell) for cell in row[:_WIDEST]] for row in reader)
    except csv.Error:
        rows = []
        rows.extend(
            [_plain(cell) for cell in line.rstrip("\n").split(mark, _WIDEST)[:_WIDEST]]
            for line in _lines(path, encoding)
        )
    yield Sheet("", rows)


def _plain(cell: str) -> str:
    """Text without the tricks that keep a spreadsheet from changing it: `="001"`, `'001`, `001⇥`."""
    text = cell.strip()
    if text.startswith('="') and text.endswith('"'):
        text = text[2:-1]
    return text.removeprefix("'").strip()


def _lines(path: Path, encoding: str) -> Iterator[str]:
    for block in blocks(path, encoding):
        text = block.text("utf-8" if encoding.startswith("utf-16") else encoding).removeprefix("\ufeff")
        yield from (line.replace("\0", "␀") + "\n" for line in text.removesuffix("\n").split("\n"))
