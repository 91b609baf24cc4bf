"""What a template shows and asks for: its sheets as cells to click on, its marks, and the names that fill them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter

from villagedesk.base.document import Scalar, plain_text
from villagedesk.base.errors import Mistake
from villagedesk.writers.xlsx_template.package import Package, only
from villagedesk.writers.xlsx_template.sheet import Sheet, name_of

MARK = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOST = 200


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell of a template and what stands there: the sheet, the place (`B7`), its text, how far it spans."""

    sheet: str
    place: str
    row: int
    column: int
    text: str = ""
    across: int = 1
    down: int = 1
    formula: bool = False
    bold: bool = False
    ground: str = ""


@dataclass(frozen=True, slots=True)
class SheetPicture:
    """A sheet to be looked at: widths and heights in pixels and the cells that start in it."""

    name: str
    widths: tuple[int, ...]
    heights: tuple[int, ...]
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Filling:
    """What goes into a template: single values, and lists whose rows go downwards, by name."""

    values: Mapping[str, Scalar]
    lists: Mapping[str, Sequence[Mapping[str, Scalar]]]

    def knows(self, name: str) -> bool:
        """Whether a mark means something: a value, or a column of a list."""
        head, dot, tail = name.partition(".")
        if not dot:
            return name in self.values
        rows = self.lists.get(head, ())
        return bool(rows) and tail in rows[0]


def opened(content: bytes, name: str) -> Package:
    """The parts of a template; `Mistake` in words when it cannot be used."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if _ENCRYPTED in content:
            raise Mistake(f"“{name}”设了打开密码，读不出来；请去掉密码，另存后再用。", "file")
        raise Mistake(f"“{name}”是旧的 xls 格式，不能用作模板；请在 WPS 或 Excel 里另存为 xlsx 再用。", "file")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = [part.lower() for part in package.namelist()]
        if any(part.endswith("vbaproject.bin") or part.startswith("xl/macrosheets/") for part in parts):
            raise Mistake(f"“{name}”含有宏，不能用作模板；请另存为不带宏的 xlsx。", "file")
        if "xl/workbook.bin" in parts:
            raise Mistake(f"“{name}”是 xlsb 格式，不能用作模板；请另存为 xlsx 再用。", "file")
        if "content.xml" in parts:
            raise Mistake(f"“{name}”是 ods 格式，不能用作模板；请另存为 xlsx 再用。", "file")
        return Package(content)
    except Mistake:
        raise
    except Exception as error:  # a damaged package fails in the archive, in its XML or in what it lacks
        raise Mistake(f"“{name}”不是能读的 xlsx 文件，可能已损坏；请重新向街道索取。", "file") from error


def load(content: bytes, name: str, *, values: bool = False) -> Any:
    """The workbook of a template to look at (with the values of its formulas); `Mistake` when it cannot be used."""
    opened(content, name)
    try:
        return openpyxl.load_workbook(io.BytesIO(content), rich_text=True, data_only=values)
    except Exception as error:  # openpyxl raises anything for what it does not know
        raise Mistake(f"“{name}”不是能读的 xlsx 文件，可能已损坏；请重新向街道索取。", "file") from error


def pictures(content: bytes, name: str, *, values: bool = False, most: int = _MOST) -> tuple[SheetPicture, ...]:
    """Every visible sheet as cells to click on; `values` shows what formulas come to, `most` is the rows shown."""
    book = load(content, name, values=values)
    return tuple(_picture(sheet, most) for sheet in book.worksheets if sheet.sheet_state == "visible")


def _picture(sheet: Any, most: int) -> SheetPicture:
    columns, rows = min(sheet.max_column, _MOST), min(sheet.max_row, most)
    widths = tuple(_width(sheet, column) for column in range(1, columns + 1))
    heights = tuple(int((sheet.row_dimensions[row].height or 15) * 96 / 72) for row in range(1, rows + 1))
    spans = {
        (r.min_row, r.min_col): (r.max_col - r.min_col + 1, r.max_row - r.min_row + 1)
        for r in sheet.merged_cells.ranges
    }
    spots: list[Spot] = []
    for row in sheet.iter_rows(min_row=1, max_row=rows, max_col=columns):
        spots += [_spot(sheet.title, cell, spans) for cell in row if not isinstance(cell, MergedCell)]
    return SheetPicture(sheet.title, widths, heights, tuple(spots))


def _width(sheet: Any, column: int) -> int:
    held = sheet.column_dimensions.get(get_column_letter(column))
    return int((held.width if held is not None and held.width else 8.43) * 7 + 5)


def _spot(sheet: str, cell: Any, spans: Mapping[tuple[int, int], tuple[int, int]]) -> Spot:
    across, down = spans.get((cell.row, cell.column), (1, 1))
    formula = cell.data_type == "f"
    text = "" if cell.value is None else plain_text(cell.value) if not formula else str(cell.value)
    colour = cell.fill.fgColor.rgb if cell.fill and cell.fill.fill_type == "solid" else ""
    ground = f"#{colour[2:]}" if isinstance(colour, str) and len(colour) == 8 else ""
    return Spot(
        sheet,
        cell.coordinate,
        cell.row,
        cell.column,
        text,
        across,
        down,
        formula,
        bool(cell.font and cell.font.b),
        ground,
    )


def marks_in(content: bytes, name: str) -> dict[str, tuple[str, ...]]:
    """The `{{名称}}` marks that a workbook carries itself, by `sheet!place`, those in header and footer included."""
    package = opened(content, name)
    found: dict[str, tuple[str, ...]] = {}
    for title, part in package.sheets().items():
        sheet = Sheet(package, title, part)
        for place, text in sheet.texts():
            if names := MARK.findall(text):
                found[f"{title}!{name_of(place)}"] = tuple(names)
        edges = only(sheet.root, "headerFooter")
        texts = "" if edges is None else " ".join(text.text or "" for text in edges)
        if names := MARK.findall(texts):
            found[f"{title}!页眉页脚"] = tuple(names)
    return found


def unknown_marks(content: bytes, name: str, marks: Mapping[str, str], filling: Filling) -> tuple[str, ...]:
    """Every mark that means nothing, with its place: `月报!B7 的“接代群众”`."""
    carried = [(place, word) for place, words in marks_in(content, name).items() for word in words]
    every = [*carried, *marks.items()]
    return tuple(f"{place} 的“{word}”" for place, word in every if not filling.knows(word))
