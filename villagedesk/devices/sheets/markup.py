"""Tables in web pages and in SpreadsheetML, both often saved under the name of a workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

from villagedesk.devices.sheets.grid import Sheet, Value
from villagedesk.devices.texts.lines import decode

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_WIDEST = 400


def charset(head: bytes, guessed: str) -> str:
    """The encoding that the markup names for itself, else the guessed one."""
    found = re.search(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w\-]+)", head[:4000])
    name = found[1].decode().lower() if found else ""
    known = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "utf-8": "utf-8", "utf8": "utf-8"}
    return guessed if guessed.startswith("utf-16") else known.get(name, guessed)


def html_sheets(path: Path, encoding: str) -> Iterator[Sheet]:
    """Every table of a web page as a sheet; spanned cells leave empty places."""
    parser = _Tables()
    data = path.read_bytes()
    text = data.decode(encoding, "replace") if encoding.startswith("utf-16") else decode(data, encoding)
    parser.feed(text)
    parser.close()
    parser.end_table()
    for number, rows in enumerate(parser.tables, 1):
        yield Sheet(f"表{number}", rows)


def xml_sheets(path: Path) -> Iterator[Sheet] | None:
    """The worksheets of a SpreadsheetML file; None when it is not well-formed."""
    try:
        root = ElementTree.fromstring(path.read_bytes())
    except (ElementTree.ParseError, ValueError, LookupError):
        return None
    return (Sheet(sheet.get(f"{_SS}Name", ""), _xml_rows(sheet)) for sheet in root.iter(f"{_SS}Worksheet"))


def _xml_rows(sheet: ElementTree.Element) -> list[list[Value]]:
    rows: list[list[Value]] = []
    for row in sheet.iter(f"{_SS}Row"):
        index = _number(row.get(f"{_SS}Index"), len(rows) + 1)
        rows += [[] for _ in range(min(index - 1 - len(rows), 100_000))]
        cells: list[Value] = []
        for cell in row.iter(f"{_SS}Cell"):
            place = _number(cell.get(f"{_SS}Index"), len(cells) + 1)
            cells += [""] * min(max(0, place - 1 - len(cells)), _WIDEST)
            cells.append(_xml_value(cell.find(f"{_SS}Data")))
            cells += [""] * min(_number(cell.get(f"{_SS}MergeAcross"), 0), _WIDEST)
        rows.append(cells)
    return rows


def _xml_value(data: ElementTree.Element | None) -> Value:
    if data is None:
        return ""
    text = "".join(data.itertext())
    kind = data.get(f"{_SS}Type", "String")
    if kind == "Number":
        try:
            number = float(text)
        except ValueError:
            return text
        return int(number) if number.is_integer() else number
    if kind == "DateTime":
        return re.sub(r"\.\d+$", "", text.replace("T", " "))
    return text


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdigit() and len(text) < 7 else default


class _Tables(HTMLParser):
    """Collects the cells of every table, row by row."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[Value]]] = []
        self._rows: list[list[Value]] = []
        self._row: list[Value] = []
        self._cell: list[str] | None = None
        self._across = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A table, row or cell begins; browsers forgive missing end tags, so do we."""
        if tag == "table":
            self.end_table()
        elif tag == "tr":
            self._end_row()
        elif tag in ("td", "th"):
            self._end_cell()
            self._cell = []
            self._across = max(1, _number(dict(attrs).get("colspan"), 1))
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """A table, row or cell ends."""
        if tag in ("td", "th"):
            self._end_cell()
        elif tag == "tr":
            self._end_row()
        elif tag == "table":
            self.end_table()

    def handle_data(self, data: str) -> None:
        """Text inside a cell."""
        if self._cell is not None:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is not None:
            self._row.append("".join(self._cell).replace("\xa0", " ").strip())
            self._row += [""] * (min(self._across, _WIDEST) - 1)
            self._cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._row:
            self._rows.append(self._row)
        self._row = []

    def end_table(self) -> None:
        """Close what is open and keep the table when it has rows."""
        self._end_row()
        if self._rows:
            self.tables.append(self._rows)
        self._rows = []
