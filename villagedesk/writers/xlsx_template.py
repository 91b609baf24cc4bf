"""The street's own workbook: its marks found, its sheets pictured, and filled with formats and formulas kept."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from villagedesk.base.document import Scalar, plain_text
from villagedesk.base.errors import Mistake
from villagedesk.writers.whole import whole
from villagedesk.writers.xlsx_style import clean

MARK = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
_LAST_WORDS = ("合计", "总计", "小计")
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


def load(content: bytes, name: str) -> Any:
    """The workbook of a template; `Mistake` in words when it cannot be used."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Mistake(f"“{name}”设了密码或是旧的 xls 格式；请在 WPS 或 Excel 里另存为 xlsx 再用。", "file")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if any(part.lower().endswith("vbaproject.bin") for part in package.namelist()):
                raise Mistake(f"“{name}”含有宏，不能用作模板；请另存为不带宏的 xlsx。", "file")
        return openpyxl.load_workbook(io.BytesIO(content), rich_text=True)
    except Mistake:
        raise
    except Exception as error:  # openpyxl raises anything for a damaged package
        raise Mistake(f"“{name}”不是能读的 xlsx 文件，可能已损坏；请重新向街道索取。", "file") from error


def pictures(content: bytes, name: str) -> tuple[SheetPicture, ...]:
    """Every visible sheet as cells to click on."""
    book = load(content, name)
    return tuple(_picture(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible")


def _picture(sheet: Any) -> SheetPicture:
    columns, rows = min(sheet.max_column, _MOST), min(sheet.max_row, _MOST)
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
    """The `{{名称}}` marks that a workbook carries itself, by `sheet!place`."""
    book = load(content, name)
    found: dict[str, tuple[str, ...]] = {}
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and (names := MARK.findall(cell.value)):
                    found[f"{sheet.title}!{cell.coordinate}"] = tuple(names)
    return found


def unknown_marks(content: bytes, name: str, marks: Mapping[str, str], filling: Filling) -> tuple[str, ...]:
    """Every mark that means nothing, with its place: `月报!B7 的“接代群众”`."""
    carried = [(place, word) for place, words in marks_in(content, name).items() for word in words]
    every = [*carried, *marks.items()]
    return tuple(f"{place} 的“{word}”" for place, word in every if not filling.knows(word))


def fill(content: bytes, name: str, marks: Mapping[str, str], filling: Filling, path: Path) -> int:
    """Fill a template and write it to `path`; how many cells were filled.

    Raises `Mistake` naming every mark that means nothing, or a list that is longer than its place.
    """
    unknown = unknown_marks(content, name, marks, filling)
    if unknown:
        raise Mistake(f"模板里有看不懂的标记：{'、'.join(unknown[:8])}；请改正名称或去掉标记。", "marks")
    book = load(content, name)
    count = 0
    for sheet in book.worksheets:
        own = {
            place.rpartition("!")[2]: word for place, word in marks.items() if place.rpartition("!")[0] == sheet.title
        }
        count += _fill_sheet(sheet, own, filling)
    book.calculation.fullCalcOnLoad = True
    with whole(path) as draft:
        book.save(draft)
    return count


def _fill_sheet(sheet: Any, marks: Mapping[str, str], filling: Filling) -> int:
    count = 0
    columns: dict[str, list[tuple[int, int, str]]] = {}
    for place, word, template in list(_places(sheet, marks)):
        head, dot, tail = word.partition(".")
        letters, row = coordinate_from_string(place)
        if dot:
            columns.setdefault(head, []).append((row, column_index_from_string(letters), tail))
        else:
            count += _put(sheet, place, template, filling.values)
    for head, places in columns.items():
        count += _fill_list(sheet, head, places, filling.lists[head])
    return count


def _places(sheet: Any, marks: Mapping[str, str]) -> Iterable[tuple[str, str, str]]:
    """Place, name and the cell's own text with the mark; a text with several marks comes once with its first name."""
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and (names := MARK.findall(cell.value)):
                yield cell.coordinate, names[0], cell.value
    for place, word in marks.items():
        held = sheet[place].value
        text = held if isinstance(held, str) else ""
        if re.fullmatch(r"\s*年\s*月\s*", text):
            text = ""
        yield place, word, f"{text}{{{{{word}}}}}"


def _put(sheet: Any, place: str, template: str, values: Mapping[str, Scalar]) -> int:
    whole_mark = MARK.fullmatch(template.strip())
    if whole_mark:
        _write(sheet, place, values[whole_mark[1]], share=whole_mark[1].endswith("率"))
    else:
        _write(sheet, place, MARK.sub(lambda mark: plain_text(values.get(mark[1], mark[0])), template))
    return 1


def _write(sheet: Any, place: str, value: Scalar, *, share: bool = False) -> None:
    cell = sheet[place]
    if isinstance(cell, MergedCell):
        span = next(span for span in sheet.merged_cells.ranges if place in span)
        cell = sheet.cell(span.min_row, span.min_col)
    if isinstance(value, str):
        cell.value = clean(value)
        cell.data_type = "s"
    else:
        cell.value = value
        if share and cell.number_format == "General":
            cell.number_format = "0.0%"


def _fill_list(
    sheet: Any, head: str, places: Sequence[tuple[int, int, str]], rows: Sequence[Mapping[str, Scalar]]
) -> int:
    first = min(row for row, _, _ in places)
    room = _room(sheet, first, [column for _, column, _ in places])
    if len(rows) > room:
        raise Mistake(
            f"“{sheet.title}”里“{head}”只留了 {room} 行，本月有 {len(rows)} 行，放不下；请在模板里多插几行后重新选用。",
            "marks",
        )
    for offset in range(room):
        values = rows[offset] if offset < len(rows) else {}
        for row, column, tail in places:
            cell = sheet.cell(row + offset, column)
            if offset < len(rows) or MARK.search(str(cell.value or "")):
                _write(sheet, cell.coordinate, values.get(tail))
    return len(rows) * len(places)


def _room(sheet: Any, first: int, columns: Sequence[int]) -> int:
    """How many rows a list may take: down to a row of totals or to anything already written in its columns."""
    for row in range(first + 1, first + 2000):
        if row > max(sheet.max_row, first):
            return 2000
        words = [str(sheet.cell(row, column).value or "").strip() for column in range(1, max(columns) + 1)]
        if any(word in _LAST_WORDS for word in words):
            return row - first
        if any(sheet.cell(row, column).value not in (None, "") for column in columns):
            return row - first
        if any(isinstance(sheet.cell(row, column), MergedCell) for column in columns):
            return row - first
    return 2000
