"""One sheet of a template as cells in its XML: what stands where, and a value put into a place."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string

from villagedesk.base.document import Scalar, plain_text
from villagedesk.writers.xlsx_style import clean
from villagedesk.writers.xlsx_template.package import Package, child, like, named, only, word

Place = tuple[int, int]
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def place_of(text: str) -> Place:
    """(7, 2) for B7."""
    found = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d+)", text)
    if found is None:
        raise ValueError(text)
    return int(found[2]), column_index_from_string(found[1])


def span_of(text: str) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of `A5:D16`."""
    head, _, tail = text.partition(":")
    (top, left), (bottom, right) = place_of(head), place_of(tail or head)
    return left, top, right, bottom


def name_of(place: Place) -> str:
    """B7 for (7, 2)."""
    return f"{get_column_letter(place[1])}{place[0]}"


class Sheet:
    """The cells of one sheet part; reading is cheap, and every `put` marks the part as touched."""

    def __init__(self, package: Package, name: str, part: str) -> None:
        self.package, self.name, self.part = package, name, part
        self.root = package.tree(part)
        self.data = only(self.root, "sheetData")
        self._strings = package.strings()
        self.read()

    def read(self) -> None:
        """Find rows, cells and merged cells anew, as after rows were put in."""
        self.rows: dict[int, Any] = {}
        self.cells: dict[Place, Any] = {}
        last = 0
        for row in named(self.data, "row"):
            last = int(row.get("r") or last + 1)
            row.set("r", str(last))
            self.rows[last] = row
            self._read_row(row, last)
        merged = only(self.root, "mergeCells")
        self.merges = [span_of(str(m.get("ref"))) for m in ([] if merged is None else merged)]
        self.origin: dict[Place, Place] = {
            (row, column): (top, left)
            for left, top, right, bottom in self.merges
            for row in range(top, min(bottom, top + 3000) + 1)
            for column in range(left, min(right, left + 300) + 1)
        }

    def _read_row(self, row: Any, number: int) -> None:
        column = 0
        for cell in named(row, "c"):
            at = cell.get("r")
            column = place_of(at)[1] if at else column + 1
            cell.set("r", name_of((number, column)))
            self.cells[number, column] = cell

    @property
    def last_row(self) -> int:
        """The last row that holds anything."""
        return max(self.rows, default=0)

    def is_formula(self, place: Place) -> bool:
        """Whether a formula stands there."""
        cell = self.cells.get(place)
        return cell is not None and only(cell, "f") is not None

    def is_covered(self, place: Place) -> bool:
        """Whether a merged cell that begins elsewhere covers the place."""
        return self.origin.get(place, place) != place

    def text(self, place: Place) -> str:
        """What stands there as text; empty for a formula."""
        cell = self.cells.get(place)
        if cell is None or only(cell, "f") is not None:
            return ""
        holder = self._holder(cell)
        if holder is not None:
            return "".join(_texts(holder))
        value = only(cell, "v")
        return "" if value is None else str(value.text or "")

    def is_number(self, place: Place) -> bool:
        """Whether a plain number stands there."""
        cell = self.cells.get(place)
        return cell is not None and cell.get("t", "n") == "n" and only(cell, "v") is not None

    def _holder(self, cell: Any) -> Any:
        """The element whose texts the cell shows; None when it is no text."""
        kind = cell.get("t")
        if kind == "inlineStr":
            return only(cell, "is")
        value = only(cell, "v")
        if kind == "s" and value is not None and str(value.text or "").strip().isdigit():
            number = int(value.text)
            return self._strings[number] if number < len(self._strings) else None
        return None

    def texts(self) -> Iterator[tuple[Place, str]]:
        """Every place that holds text, in reading order."""
        for place in sorted(self.cells):
            if self.cells[place].get("t") in ("s", "inlineStr") and (text := self.text(place)):
                yield place, text

    def put(self, place: Place, value: Scalar) -> Any:
        """Put a value there, keeping the look; the first place of a merged cell takes it."""
        cell = self.cell(self.origin.get(place, place))
        for inner in list(cell):
            if word(inner) in ("v", "f", "is"):
                cell.remove(inner)
        for name in ("t", "vm", "cm"):
            cell.attrib.pop(name, None)
        self.package.touch(self.part)
        if value is None or value == "":
            return cell
        if isinstance(value, int | float) and not isinstance(value, bool):
            child(cell, "v").text = repr(value)
        else:
            cell.set("t", "inlineStr")
            text = child(child(cell, "is"), "t")
            text.text = clean(plain_text(value))
            text.set(_SPACE, "preserve")
        return cell

    def put_within(self, place: Place, replace: Any) -> bool:
        """Replace inside each piece of a text that has several looks; False when the text has only one."""
        cell = self.cells.get(place)
        holder = None if cell is None else self._holder(cell)
        if holder is None or next(named(holder, "r"), None) is None:
            return False
        made = copy.deepcopy(holder)
        for text in made.iter("{*}t"):
            text.text = clean(replace(text.text or ""))
            text.set(_SPACE, "preserve")
        cell = self.put(place, None)
        inner = child(cell, "is")
        inner.extend(list(made))
        cell.set("t", "inlineStr")
        return True

    def cell(self, place: Place) -> Any:
        """The cell at a place, made when the template has none there."""
        if place in self.cells:
            return self.cells[place]
        row = self._row(place[0])
        made = like(self.root, "c", r=name_of(place))
        if look := self._look(row, place[1]):
            made.set("s", look)
        before = [cell for cell in named(row, "c") if place_of(cell.get("r"))[1] < place[1]]
        row.insert(row.index(before[-1]) + 1 if before else 0, made)
        row.attrib.pop("spans", None)
        self.cells[place] = made
        return made

    def _row(self, number: int) -> Any:
        if number not in self.rows:
            made = like(self.root, "row", r=str(number))
            before = [self.rows[other] for other in self.rows if other < number]
            self.data.insert(self.data.index(before[-1]) + 1 if before else 0, made)
            self.rows[number] = made
            self.rows = dict(sorted(self.rows.items()))
        return self.rows[number]

    def _look(self, row: Any, column: int) -> str:
        """The look that an unwritten cell has: its row's, else its column's."""
        if row.get("customFormat") in ("1", "true"):
            return row.get("s", "")
        columns = only(self.root, "cols")
        for held in [] if columns is None else columns:
            if int(held.get("min", 0)) <= column <= int(held.get("max", 0)):
                return held.get("style", "")
        return ""


def _texts(holder: Any) -> Iterator[str]:
    """The texts of a string, without the sounds that may stand above it."""
    for text in holder.iter("{*}t"):
        if word(text.getparent()) != "rPh":
            yield text.text or ""


class Looks:
    """The looks of a template, to which one with a format for shares may be added."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._part = next(package.related(package.book, "styles"), "")
        self._made: dict[str, str] = {}

    def as_share(self, cell: Any) -> None:
        """Show a number as 93.5% where the cell has no number format of its own."""
        look = cell.get("s", "0")
        if look not in self._made:
            self._made[look] = self._share(int(look)) if self._part else look
        cell.set("s", self._made[look])

    def _share(self, look: int) -> str:
        root = self._package.tree(self._part)
        looks = only(root, "cellXfs")
        if looks is None or look >= len(looks) or looks[look].get("numFmtId", "0") != "0":
            return str(look)
        formats = only(root, "numFmts")
        if formats is None:
            formats = like(root, "numFmts")
            root.insert(0, formats)
        number = max([175, *(int(held.get("numFmtId", 0)) for held in formats)]) + 1
        child(formats, "numFmt", numFmtId=str(number), formatCode="0.0%")
        formats.set("count", str(len(formats)))
        made = copy.deepcopy(looks[look])
        made.set("numFmtId", str(number))
        made.set("applyNumberFormat", "1")
        looks.append(made)
        looks.set("count", str(len(looks)))
        self._package.touch(self._part)
        return str(len(looks) - 1)
