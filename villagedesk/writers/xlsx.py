"""Papers as a workbook that Excel, WPS and LibreOffice open ready to print: one sheet a paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.packaging.custom import StringProperty
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break

from villagedesk.base.document import Align, Cell, Column, Document, Fill, PageSetup, Role, Scalar, Table
from villagedesk.writers.whole import whole
from villagedesk.writers.xlsx_archive import save_with_values
from villagedesk.writers.xlsx_chart import native_chart, native_picture
from villagedesk.writers.xlsx_sheet import Laid, Placed, lay
from villagedesk.writers.xlsx_style import Wardrobe, clean, must_quote

_PAPERS = {"A4": 9, "A3": 8, "A5": 11}
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_PX_PER_MM = 96 / 25.4
_FORMATS = {date: "yyyy-mm-dd", datetime: "yyyy-mm-dd hh:mm", time: "hh:mm"}


@dataclass(frozen=True, slots=True)
class HiddenSheet:
    """A sheet of plain text cells that the reader does not see."""

    name: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class SheetValues:
    """What a sheet says, as any program will read it: its name, its rows from A1, its formulas by place."""

    name: str
    rows: list[list[Scalar]]
    formulas: dict[str, str]


@dataclass(frozen=True, slots=True)
class Properties:
    """What a workbook says about itself: title, author, named texts, hidden sheets, the contents sheet's name.

    `finish` is handed what every visible sheet says and answers hidden sheets to add (a seal).
    """

    title: str = ""
    author: str = "村务坐班台"
    custom: Mapping[str, str] = field(default_factory=dict)
    hidden: tuple[HiddenSheet, ...] = ()
    contents: str = ""
    finish: Callable[[Sequence[SheetValues]], Sequence[HiddenSheet]] | None = None


_PLAIN = Properties()


def write_workbook(documents: Sequence[Document], path: Path, properties: Properties = _PLAIN) -> tuple[str, ...]:
    """Write all documents to one workbook, whole or not at all; the sheets' names in order.

    With `properties.contents` the first sheet lists the others with links to them.
    """
    names = sheet_names([*([properties.contents] if properties.contents else []), *(d.name for d in documents)])
    papers = list(documents)
    if properties.contents:
        papers.insert(0, _contents(properties, documents, names[1:]))
    with whole(path) as draft:
        workbook = Workbook(write_only=True)
        _describe(workbook, properties, documents)
        try:
            save_with_values(workbook, draft, _write_sheets(workbook, papers, names, properties))
        except BaseException:
            _abandon(workbook)
            raise
    return tuple(names)


def _write_sheets(
    workbook: Any, papers: Sequence[Document], names: Sequence[str], properties: Properties
) -> dict[str, dict[str, Scalar]]:
    values: dict[str, dict[str, Scalar]] = {}
    wardrobe: Wardrobe | None = None
    said: list[SheetValues] = []
    for number, (name, document) in enumerate(zip(names, papers, strict=True), 1):
        sheet = workbook.create_sheet(name)
        wardrobe = wardrobe or Wardrobe(sheet)
        laid = lay(document)
        values[f"xl/worksheets/sheet{number}.xml"] = _write_sheet(sheet, document.page, laid, wardrobe)
        if properties.finish:
            said.append(SheetValues(name, _said(laid), _formulas(laid)))
    sealed = properties.finish(said) if properties.finish else ()
    for hidden in (*properties.hidden, *sealed):
        _write_hidden(workbook.create_sheet(hidden.name), hidden)
    return values


def _abandon(workbook: Any) -> None:
    """Close and delete the temporary files that openpyxl holds for sheets that were not saved."""
    for sheet in workbook.worksheets:
        with suppress(Exception):
            if not sheet.closed:
                sheet.close()
            sheet._writer.cleanup()


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """Legal and unique sheet names: no forbidden sign, at most 31 signs, told apart without regard to case."""
    taken: set[str] = set()
    names: list[str] = []
    for text in wanted:
        base = _FORBIDDEN.sub("_", clean(text)).strip().strip("'")[:31] or "表"
        if base.lower() == "history":
            base = "History_"
        name, number = base, 2
        while name.lower() in taken:
            tail = f"({number})"
            name, number = base[: 31 - len(tail)] + tail, number + 1
        taken.add(name.lower())
        names.append(name)
    return names


def _describe(workbook: Any, properties: Properties, documents: Sequence[Document]) -> None:
    about = workbook.properties
    about.title = clean(properties.title or (documents[0].title if documents else ""))
    about.subject = clean(documents[0].subject if documents else "")
    about.creator = about.lastModifiedBy = clean(properties.author)
    for name, value in properties.custom.items():
        workbook.custom_doc_props.append(StringProperty(name=name, value=clean(value)))
    workbook.calculation.fullCalcOnLoad = True


def _said(laid: Laid) -> list[list[Scalar]]:
    charted = _chart_cells(laid)
    rows: list[list[Scalar]] = []
    for number, row in enumerate(laid.rows):
        values: list[Scalar] = []
        for column, placed in enumerate(row):
            if placed is None:
                values.append(charted.get((number, column)))
            elif placed.cell.runs:
                values.append(_cornered(placed) if placed.cell.corner else clean(placed.cell.text))
            else:
                value = placed.cell.value
                values.append(clean(value) if isinstance(value, str) else value)
        rows.append(values)
    return rows


def _formulas(laid: Laid) -> dict[str, str]:
    return {
        f"{get_column_letter(column + 1)}{row + 1}": placed.cell.formula
        for row, line in enumerate(laid.rows)
        for column, placed in enumerate(line)
        if placed is not None and placed.cell.formula
    }


def _cornered(placed: Placed) -> str:
    """The text of a cell with its corner where the writer puts it: at the end of the first line."""
    runs = placed.cell.runs
    first = next((i for i, run in enumerate(runs) if run.line), len(runs) - 1)
    return clean("".join(run.text + (placed.cell.corner if i == first else "") for i, run in enumerate(runs)))


def _write_sheet(sheet: Any, page: PageSetup, laid: Laid, wardrobe: Wardrobe) -> dict[str, Scalar]:
    for index, width in enumerate(laid.widths_mm, 1):
        sheet.column_dimensions[get_column_letter(index)].width = round(max(width * _PX_PER_MM - 5, 2) / 7, 2)
    for index, height in enumerate(laid.heights, 1):
        sheet.row_dimensions[index].height = round(height, 1)
    if laid.freeze:
        sheet.freeze_panes = f"A{laid.freeze + 1}"
    sheet.sheet_view.showGridLines = False
    _print_setup(sheet, page, laid)
    values: dict[str, Scalar] = {}
    charted = _chart_cells(laid)
    sheet._values_to_row = _placed_row  # every cell is made already, so openpyxl need not try each as a value
    for row_index, row in enumerate(laid.rows):
        cells: list[Any] = []
        for column, placed in enumerate(row):
            if placed is None:
                figure: Any = charted.get((row_index, column)) if charted else None
                cells.append(None if figure is None else WriteOnlyCell(sheet, figure))
                continue
            cells.append(_cell(sheet, placed, wardrobe))
            if placed.cell.formula:
                values[f"{get_column_letter(column + 1)}{row_index + 1}"] = placed.cell.value
        sheet.append(cells)
    for top, left, bottom, right in laid.merges:
        letters = (get_column_letter(left + 1), get_column_letter(right + 1))
        sheet.merged_cells.add(f"{letters[0]}{top + 1}:{letters[1]}{bottom + 1}")
    for row_index, chart in laid.charts:
        sheet.add_chart(native_chart(sheet, chart, row_index, sum(laid.widths_mm)), f"A{row_index + 1}")
    for row_index, picture in laid.pictures:
        sheet.add_image(native_picture(picture, row_index, laid.widths_mm))
    return values


def _placed_row(cells: Sequence[Any], row: int) -> Iterator[Any]:
    for column, cell in enumerate(cells, 1):
        if cell is not None:
            cell.row, cell.column = row, column
            if cell.hyperlink is not None:
                cell.hyperlink.ref = cell.coordinate
            yield cell


def _cell(sheet: Any, placed: Placed, wardrobe: Wardrobe) -> Any:
    cell, look = placed.cell, placed.look
    made: Any = WriteOnlyCell(sheet)
    if cell.formula:
        made.value = cell.formula if cell.formula.startswith("=") else "=" + cell.formula
    elif cell.runs:
        made.value = wardrobe.rich(cell, placed.table_size)
    elif isinstance(cell.value, str):
        text = clean(cell.value)
        if must_quote(text):
            look = look._replace(quoted=True)
        made._value, made.data_type = text, "s"  # user text never becomes a formula or an error value
    elif isinstance(cell.value, bool):
        made.value = "是" if cell.value else "否"
    else:
        made.value = cell.value
        if not look.number_format:
            look = look._replace(number_format=_FORMATS.get(type(cell.value), ""))
    made._style = wardrobe.style(look)
    if cell.link:
        inside = "!" in cell.link
        made.hyperlink = Hyperlink(ref="", location=cell.link if inside else None, target=None if inside else cell.link)
    return made


def _chart_cells(laid: Laid) -> dict[tuple[int, int], Scalar]:
    """The figures of the charts, in the cells that each chart covers."""
    found: dict[tuple[int, int], Scalar] = {}
    for row, chart in laid.charts:
        for offset, (name, figures) in enumerate(chart.series, 1):
            found[row, offset] = clean(name)
            found |= {(row + 1 + i, offset): figure for i, figure in enumerate(figures)}
        found |= {(row + 1 + i, 0): clean(label) for i, label in enumerate(chart.labels)}
    return found


def _print_setup(sheet: Any, page: PageSetup, laid: Laid) -> None:
    sheet.page_setup.paperSize = _PAPERS[page.paper]
    sheet.page_setup.orientation = "landscape" if page.landscape else "portrait"
    if page.one_wide or page.one_page:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 1 if page.one_page else 0
    margins = sheet.page_margins
    margins.left, margins.right = page.left_mm / 25.4, page.right_mm / 25.4
    margins.top, margins.bottom = page.top_mm / 25.4, page.bottom_mm / 25.4
    margins.header = margins.footer = min(8.0, page.bottom_mm / 2) / 25.4
    sheet.print_options.horizontalCentered = True
    if page.page_numbers:
        sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
    if page.footer:
        sheet.oddFooter.left.text = page.footer.replace("&", "&&")
    if laid.rows:
        sheet.print_area = f"A1:{get_column_letter(max(laid.columns, 1))}{len(laid.rows)}"
    if laid.repeat:
        sheet.print_title_rows = f"{laid.repeat[0] + 1}:{laid.repeat[1] + 1}"
    for row in laid.breaks:
        sheet.row_breaks.append(Break(id=row))


def _contents(properties: Properties, documents: Sequence[Document], names: Sequence[str]) -> Document:
    head = tuple(Cell(text, role=Role.HEAD, fill=Fill.SOFT) for text in ("序号", "工作表", "标题"))
    rows = tuple(
        (Cell(i), Cell(name, align=Align.LEFT, link=_place(name)), Cell(document.title, align=Align.LEFT))
        for i, (name, document) in enumerate(zip(names, documents, strict=True), 1)
    )
    table = Table((Column(16), Column(60), Column(90, flex=True)), (head,), rows, name="contents")
    return Document(properties.contents, properties.title or properties.contents, (table,))


def _place(sheet: str) -> str:
    escaped = sheet.replace("'", "''")
    return f"'{escaped}'!A1"


def _write_hidden(sheet: Any, hidden: HiddenSheet) -> None:
    sheet.sheet_state = "hidden"
    for row in hidden.rows:
        cells: list[Any] = []
        for text in row:
            made: Any = WriteOnlyCell(sheet, clean(text))
            made.data_type = "s"
            cells.append(made)
        sheet.append(cells)
