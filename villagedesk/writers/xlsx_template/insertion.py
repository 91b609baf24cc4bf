"""Rows put into a sheet: everything that points at rows below follows, as when a person inserts rows by hand."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import Any

from openpyxl.formula.tokenizer import Token, Tokenizer
from openpyxl.formula.translate import Translator

from villagedesk.writers.xlsx_template.package import Package, child, named, only, word
from villagedesk.writers.xlsx_template.sheet import Sheet, name_of, place_of

_CELL = re.compile(r"(\$?[A-Z]{1,3}\$?)(\d{1,7})")
_ROW = re.compile(r"(\$?)(\d{1,7})")
_FORMULAS = ("f", "formula", "formula1", "formula2")


@dataclass(frozen=True, slots=True)
class Insertion:
    """`count` rows put below row `after` of a sheet, where a list begins in row `first`."""

    sheet: str
    first: int
    after: int
    count: int

    def row(self, number: int) -> int:
        """Where a row stands afterwards."""
        return number + self.count if number > self.after else number

    def reference(self, text: str, *, grows: bool) -> str:
        """`B7`, `A5:D16` or `5:16` as it reads afterwards; a range that ends with the list takes in the new rows.

        `grows`: a range of one row that is the list's last does so too.
        """
        head, colon, tail = text.partition(":")
        pattern = _CELL if _CELL.fullmatch(head) else _ROW
        first, last = pattern.fullmatch(head), pattern.fullmatch(tail or head)
        if first is None or last is None:
            return text
        top, bottom = int(first[2]), int(last[2])
        end = self.row(bottom)
        if colon and bottom == self.after and (top < bottom or grows):
            end = bottom + self.count
        if not colon:
            return f"{first[1]}{self.row(top)}"
        return f"{first[1]}{self.row(top)}:{last[1]}{end}"

    def areas(self, text: str, *, grows: bool = True) -> str:
        """A list of ranges; one place that is the list's only row becomes a range."""
        found: list[str] = []
        for part in text.split():
            single = grows and ":" not in part and self.first == self.after and _CELL.fullmatch(part)
            whole = f"{part}:{part}" if single and int(single[2]) == self.after else part
            found.append(self.reference(whole, grows=grows))
        return " ".join(found)

    def formula(self, text: str, sheet: str, row: int = 0) -> str:
        """A formula that stands on `sheet` (in `row`) as it reads afterwards."""
        grows = not self.first <= row <= self.after or sheet != self.sheet
        try:
            reading = Tokenizer(f"={text}")
        except Exception:  # a formula that cannot be read is left as it is
            return text
        for token in reading.items:
            if token.type == Token.OPERAND and token.subtype == Token.RANGE:
                prefix, mark, reference = token.value.rpartition("!")
                meant = prefix.removeprefix("'").removesuffix("'").replace("''", "'") or sheet
                if meant == self.sheet:
                    token.value = f"{prefix}{mark}{self.reference(reference, grows=grows)}"
        return reading.render().removeprefix("=")


def insert_rows(package: Package, sheet: Sheet, made: Insertion) -> None:
    """Put rows like the list's last one below it."""
    _write_out_shared(sheet)
    for name, part in package.sheets().items():
        if part == sheet.part or b"<f" in package.raw(part) or b"ormula" in package.raw(part):
            _formulas(package, part, name, made)
    _sheet(package, sheet, made)
    for defined in package.tree(package.book).iter("{*}definedName"):
        if defined.text:
            defined.text = made.formula(defined.text, "")
    for part in package.parts("xl/charts/"):
        _chart(package, part, made)
    _beside(package, sheet, made)
    sheet.read()
    _clone(sheet, made)
    sheet.read()


def _write_out_shared(sheet: Sheet) -> None:
    """Give each cell of a shared formula its own text, so that rows can move."""
    masters: dict[str, tuple[str, str]] = {}
    for cell in sheet.cells.values():
        formula = only(cell, "f")
        if formula is None or formula.get("t") != "shared":
            continue
        key = formula.get("si", "")
        if formula.text:
            masters[key] = (formula.text, cell.get("r"))
        elif key in masters:
            text, origin = masters[key]
            formula.text = Translator(f"={text}", origin).translate_formula(cell.get("r")).removeprefix("=")
    for cell in sheet.cells.values():
        formula = only(cell, "f")
        if formula is not None and formula.get("t") == "shared":
            for name in ("t", "si", "ref"):
                formula.attrib.pop(name, None)


def _formulas(package: Package, part: str, name: str, made: Insertion) -> None:
    changed = False
    for element in package.tree(part).iter():
        if word(element) in _FORMULAS and element.text:
            parent = element.getparent()
            row = place_of(parent.get("r"))[0] if word(parent) == "c" else 0
            text = made.formula(element.text, name, row)
            changed, element.text = changed or text != element.text, text
    if changed:
        package.touch(part)


def _sheet(package: Package, sheet: Sheet, made: Insertion) -> None:
    """Rows, cells, merged cells, rules, links, page breaks and what else of the sheet names places."""
    for number, row in list(sheet.rows.items()):
        if number > made.after:
            row.set("r", str(made.row(number)))
    for place, cell in sheet.cells.items():
        cell.set("r", name_of((made.row(place[0]), place[1])))
    for element in sheet.root.iter():
        name = word(element)
        if name in ("c", "row", "sheetData", "v", "t", ""):
            continue
        for key in ("ref", "sqref", "topLeftCell", "activeCell"):
            if element.get(key):
                element.set(key, made.areas(element.get(key), grows=key == "sqref" and name != "selection"))
        if name == "sqref" and element.text:
            element.text = made.areas(element.text)
        if name == "brk" and word(element.getparent()) == "rowBreaks":
            element.set("id", str(made.row(int(element.get("id", 0)))))
        if name in ("from", "to"):
            _anchor(element, made)
    package.touch(sheet.part)


def _anchor(element: Any, made: Insertion) -> None:
    """A corner of a picture: rows are counted from 0 there."""
    row = only(element, "row")
    if row is not None and str(row.text or "").isdigit():
        row.text = str(made.row(int(row.text) + 1) - 1)


def _chart(package: Package, part: str, made: Insertion) -> None:
    for formula in package.tree(part).iter("{*}f"):
        text = made.formula(formula.text or "", "")
        if text != formula.text:
            formula.text = text
            package.touch(part)


def _beside(package: Package, sheet: Sheet, made: Insertion) -> None:
    """Pictures and charts, comments and tables of the sheet, which lie in parts of their own."""
    for part in package.related(sheet.part, "drawing"):
        for element in package.tree(part).iter("{*}from", "{*}to"):
            _anchor(element, made)
        package.touch(part)
    for kind in ("comments", "threadedComment", "table"):
        for part in package.related(sheet.part, kind):
            for element in package.tree(part).iter():
                if isinstance(element.tag, str) and element.get("ref"):
                    element.set("ref", made.areas(element.get("ref"), grows=kind == "table"))
            package.touch(part)
    for part in package.related(sheet.part, "vmlDrawing"):
        _old_drawing(package, part, made)


def _old_drawing(package: Package, part: str, made: Insertion) -> None:
    """The boxes of comments: the row they belong to, and the corners of the box."""
    for element in package.tree(part).iter():
        text = str(element.text or "").strip()
        if word(element) == "Row" and text.isdigit():
            element.text = str(made.row(int(text) + 1) - 1)
        if word(element) == "Anchor" and text.count(",") == 7:
            numbers = [int(float(number)) for number in text.split(",")]
            for at in (2, 6):
                numbers[at] = made.row(numbers[at] + 1) - 1
            element.text = ", ".join(map(str, numbers))
    package.touch(part)


def _clone(sheet: Sheet, made: Insertion) -> None:
    """Make the new rows after the list's last one: looks, height, merged cells, formulas, running numbers."""
    model = sheet.rows.get(made.after)
    if model is None:
        return
    at = sheet.data.index(model)
    for offset in range(1, made.count + 1):
        row = copy.deepcopy(model)
        row.set("r", str(made.after + offset))
        for cell in named(row, "c"):
            _renew(sheet, cell, offset)
        sheet.data.insert(at + offset, row)
    merged = only(sheet.root, "mergeCells")
    for left, top, right, bottom in list(sheet.merges):
        if top == bottom == made.after:
            for number in range(made.after + 1, made.after + made.count + 1):
                reference = f"{name_of((number, left))}:{name_of((number, right))}"
                child(merged, "mergeCell", ref=reference)
            merged.set("count", str(len(merged)))


def _renew(sheet: Sheet, cell: Any, offset: int) -> None:
    row, column = place_of(cell.get("r"))
    place = name_of((row + offset, column))
    formula, value = only(cell, "f"), only(cell, "v")
    if formula is not None and formula.text:
        formula.text = Translator(f"={formula.text}", cell.get("r")).translate_formula(place).removeprefix("=")
        if value is not None:
            cell.remove(value)
    elif sheet.is_number((row, column)) and sheet.is_number((row - 1, column)):
        here, above = float(sheet.text((row, column))), float(sheet.text((row - 1, column)))
        if here - above == 1:
            value.text = f"{here + offset:g}"
    cell.set("r", place)
