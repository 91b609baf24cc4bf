"""Cells on their way from a spreadsheet: tab-separated text, or the table of a page with its merged cells."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from villagedesk.base.errors import Mistake
from villagedesk.services.pasting.writing import CONTROL, as_text
from villagedesk.services.workbooks import read_text

Cells = tuple[str, ...]
MOST_ROWS = 20_000
MOST_COLUMNS = 300
_MOST_SPAN = 1000
_FIELD = re.compile(r'"((?:[^"]|""){0,32767}+)"(?=\t|\r|\n|\Z)|([^\t\r\n]*)')
TOO_MANY = (
    f"复制的内容超过 {MOST_ROWS:,} 行，没有采用；一次最多粘贴 {MOST_ROWS:,} 行，请分几次粘贴，或者存成表格文件再导入。"
)


def cells_of(text: str) -> tuple[tuple[int, Cells], ...]:
    """The rows of pasted text that hold anything, each with its number from 1; `Mistake` when there are too many."""
    if text.count("\n") > 4 * MOST_ROWS:
        raise Mistake(TOO_MANY)
    if "\t" not in text:
        read = read_text(text).rows
        found = [(line, tuple("" if cell is None else str(cell) for cell in cells)) for line, cells in read]
    else:
        rows = ((n, tuple(_clean(cell) for cell in row[:MOST_COLUMNS])) for n, row in enumerate(_split(text), 1))
        found = [(line, cells) for line, cells in rows if any(cells)]
    if len(found) > MOST_ROWS:
        raise Mistake(TOO_MANY)
    if not found:
        raise Mistake("没有粘贴到内容；请在表格里选中要粘贴的行（连同表头）复制，再粘贴。")
    return tuple(found)


def _clean(cell: str) -> str:
    text = CONTROL.sub("", cell.replace("\xa0", " ").replace("\u3000", " ").replace("\r\n", "\n"))
    return text.replace("\r", "\n").strip()


def _split(text: str) -> list[list[str]]:
    """Rows and cells; a quote opens a cell with line breaks only where its closing quote ends the cell too."""
    rows: list[list[str]] = [[]]
    at = 0
    while at <= len(text):
        found = _FIELD.match(text, at)
        assert found is not None
        quoted = found[1]
        rows[-1].append(found[2] if quoted is None else quoted.replace('""', '"'))
        at = found.end()
        if at >= len(text):
            break
        if text[at] == "\t":
            at += 1
        else:
            at += 2 if text.startswith("\r\n", at) else 1
            rows.append([])
    return rows


def has_merged_cells(html: str) -> bool:
    """Whether a copied table has cells over several rows or columns, which its plain text does not tell."""
    return "<table" in html and ("rowspan" in html or "colspan" in html)


def text_of_html(html: str) -> str:
    """A copied table as tab-separated text; a cell over several rows stands in each of them."""
    reader = _TableReader()
    reader.feed(html)
    reader.close()
    return as_text(reader.rows())


class _TableReader(HTMLParser):
    """Collects the cells of the tables of a page; what is nested in a cell is part of its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._rows: list[dict[int, str]] = []
        self._spans: dict[tuple[int, int], str] = {}
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Rows, cells and line breaks."""
        if tag == "table":
            self._depth += 1
        elif tag == "tr" and self._depth <= 1 and len(self._rows) <= MOST_ROWS:
            self._end_cell()
            self._rows.append({})
        elif tag in ("td", "th") and self._depth <= 1 and self._rows:
            self._end_cell()
            given = dict(attrs)
            self._span = (_span_of(given.get("rowspan")), _span_of(given.get("colspan")))
            self._cell = []
        elif tag in ("br", "p", "div") and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """The end of a cell, a row or a table."""
        if tag == "table":
            self._depth = max(self._depth - 1, 0)
        if self._depth <= 1 and tag in ("td", "th", "tr", "table"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        """Text, its line breaks being those of the source and not of the cell."""
        if self._cell is not None:
            self._cell.append(re.sub(r"\s+", " ", data))

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        lines = "".join(self._cell).split("\n")
        text = "\n".join(line.strip() for line in lines).strip()
        self._cell = None
        number, row = len(self._rows) - 1, self._rows[-1]
        at = 0
        while at in row or (number, at) in self._spans:
            at += 1
        down, across = self._span
        if at + across > MOST_COLUMNS:
            across = max(MOST_COLUMNS - at, 1)
        for column in range(at, at + across):
            row[column] = text if column == at else ""
        for below in range(1, down):
            for column in range(at, at + across):
                self._spans[number + below, column] = text if column == at else ""

    def rows(self) -> list[list[str]]:
        """Every row, as wide as its last cell."""
        found: list[list[str]] = []
        reached: dict[int, dict[int, str]] = {}
        for (number, column), text in self._spans.items():
            if number < len(self._rows):
                reached.setdefault(number, {})[column] = text
        for number, own in enumerate(self._rows):
            row = {**reached.get(number, {}), **own}
            found.append([row.get(column, "") for column in range(max(row, default=-1) + 1)])
        return found


def _span_of(value: str | None) -> int:
    text = (value or "").strip()
    return min(max(int(text), 1), _MOST_SPAN) if text.isascii() and text.isdigit() and len(text) < 6 else 1
