"""One paper laid out on a sheet: rows of values and looks, merges, heights, charts and what repeats in print."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise

from openpyxl.utils import get_column_letter

from villagedesk.base.document import (
    Align,
    Block,
    Cell,
    Chart,
    Document,
    PageBreak,
    PageSetup,
    Paragraph,
    Picture,
    Role,
    Row,
    Run,
    Signatures,
    Space,
    Split,
    Table,
    Together,
)
from villagedesk.writers.measure import MM_TO_PT, SIZES, cell_height_pt, cell_size, text_pt, widths_mm
from villagedesk.writers.xlsx_chart import PlacedPicture, picture_size
from villagedesk.writers.xlsx_style import Look

CHART_ROWS = 15
_TALLEST = 409.0
_PAD = 4.0
_REPEAT_FROM = 330.0  # points: a table that may reach a second page repeats its head there
_SMALL = 60  # a main table with more rows than this is never cut into finer columns
_NEAR_MM = 3.0
_PICTURE_ROW = 18.0
_SURE = 0.97  # programs differ a little in how tall a row prints
_WIDER = 1.2  # and one that sets columns a fifth wider shrinks the sheet, so that more rows fit a page


class Grid:
    """The columns of a sheet and where each table's columns begin on them."""

    def __init__(self, document: Document) -> None:
        self.tables = tables = [block for block in document.flat if isinstance(block, Table)]
        spans = {id(table): _edges(widths_mm(table, document.page)) for table in tables}
        self.main = max(tables, key=lambda table: (len(table.rows), len(table.columns)), default=None)
        self.edges = list(spans[id(self.main)]) if self.main else _quarters(document.page.body_width_mm)
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


def _quarters(wide: float) -> list[float]:
    """The columns of a sheet without tables: four, because a program cannot shrink one column onto a page."""
    return [wide * part / 4 for part in range(5)]


def _edges(widths: Sequence[float]) -> list[float]:
    return [0.0, *accumulate(widths)]


def _crowded(edges: Sequence[float], wanted: Sequence[float]) -> float | None:
    """The first wanted edge that would fall on the same grid edge as the one before it; None when all differ."""
    places = [min(range(len(edges)), key=lambda i: abs(edges[i] - edge)) for edge in wanted]
    pairs = zip(places, places[1:], wanted[1:], strict=False)
    return next((edge for before, here, edge in pairs if here <= before and edge not in edges), None)


@dataclass(slots=True)
class Placed:
    """A cell in its place on the grid: what it says, how it looks, the point size of its table."""

    cell: Cell
    look: Look
    table_size: float = 10.5


@dataclass(slots=True)
class Laid:
    """A sheet ready to be written."""

    widths_mm: list[float]
    rows: list[list[Placed | None]] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    charts: list[tuple[int, Chart]] = field(default_factory=list)
    pictures: list[tuple[int, PlacedPicture]] = field(default_factory=list)
    whole: dict[int, int] = field(default_factory=dict)
    repeat: tuple[int, int] | None = None
    freeze: int = 0
    columns: int = 0


def lay(document: Document) -> Laid:
    """Lay a whole document on one sheet."""
    grid = Grid(document)
    laid = Laid(grid.widths_mm, columns=grid.count)
    if document.notice:
        _line(laid, (Run(document.notice, Role.WARN, 12.0),), Align.CENTER, 8.0)
    if document.title:
        _line(laid, (Run(document.title, Role.TITLE),), Align.CENTER, 14.0)
    if document.subtitle:
        _line(laid, (Run(document.subtitle, Role.BODY),), Align.CENTER, 7.0)
    for block in document.blocks:
        _place(laid, grid, block)
    if laid.whole and not document.page.one_page:
        keep_charts_whole(laid, document.page)
    return laid


def _place(laid: Laid, grid: Grid, block: Block) -> None:
    match block:
        case Table():
            _table(laid, grid, block)
        case Paragraph():
            _line(laid, _indented(block), block.align, 7.0 + block.above_mm)
        case Split():
            _split(laid, block)
        case Signatures():
            words = "　　　　".join(f"{label}：　　　　　" for label in block.labels)
            _line(laid, (Run(words + ("　　　　年　　月　　日" if block.dated else "")),), Align.LEFT, 12.0)
        case Space():
            _empty(laid, block.mm * MM_TO_PT)
        case PageBreak():
            if laid.rows:
                laid.breaks.append(len(laid.rows))
        case Picture():
            _picture(laid, block)
        case Chart():
            _chart(laid, block)
        case Together():
            first = len(laid.rows)
            for part in block.blocks:
                _place(laid, grid, part)
            laid.whole[first] = len(laid.rows) - first


def _indented(block: Paragraph) -> tuple[Run, ...]:
    return (Run("　" * block.indent), *block.runs) if block.indent else block.runs


def _empty(laid: Laid, height: float) -> None:
    laid.rows.append([None] * laid.columns)
    laid.heights.append(min(height, _TALLEST))


def _line(laid: Laid, runs: Sequence[Run], align: Align, least_mm: float) -> None:
    """One text over the whole width."""
    _wide_row(laid, [(0, laid.columns, tuple(runs), align)], least_mm)


def _wide_row(laid: Laid, parts: Sequence[tuple[int, int, tuple[Run, ...], Align]], least_mm: float) -> None:
    row: list[Placed | None] = [None] * laid.columns
    height = least_mm * MM_TO_PT
    index = len(laid.rows)
    for first, end, runs, align in parts:
        role = runs[0].role if runs else Role.BODY
        size = runs[0].size if runs and runs[0].size else SIZES[role]
        alone = len(runs) == 1 and not runs[0].line
        cell = Cell(runs[0].text, role=role, align=align, size=size) if alone else Cell(runs=runs, align=align)
        row[first] = Placed(cell, Look(role, align=align, size=size, lined=False))
        height = max(height, cell_height_pt(cell, sum(laid.widths_mm[first:end]), 10.5) + _PAD)
        if end - first > 1:
            laid.merges.append((index, first, index, end - 1))
    laid.rows.append(row)
    laid.heights.append(min(height, _TALLEST))


def _split(laid: Laid, block: Split) -> None:
    if laid.columns < 2:
        _line(laid, (*block.left, Run("　　"), *block.right), Align.LEFT, 7.0)
        return
    left, right = (sum(text_pt(run.text, run.size or 10.5) for run in part) for part in (block.left, block.right))
    widths = laid.widths_mm

    def spare(edge: int) -> float:
        rooms = (sum(widths[:edge]) * MM_TO_PT - left, sum(widths[edge:]) * MM_TO_PT - right)
        return min(rooms)

    middle = max(range(1, laid.columns), key=spare)
    parts = [(0, middle, block.left, Align.LEFT), (middle, laid.columns, block.right, Align.RIGHT)]
    _wide_row(laid, [part for part in parts if part[2]], 7.0)


def _picture(laid: Laid, block: Picture) -> None:
    """Empty rows under a picture, its caption below; one that cannot be opened is said."""
    if (size := picture_size(block.path)) is None:
        _line(laid, (Run(f"（图片“{block.path.name}”打不开，没有放入）", Role.MUTED),), Align.LEFT, 7.0)
        return
    scale = min(min(block.width_mm, sum(laid.widths_mm)) / size[0], block.height_mm / size[1])
    width, height = size[0] * scale, size[1] * scale
    laid.pictures.append((len(laid.rows), PlacedPicture(block.path, width, height)))
    rows = int(height * MM_TO_PT / _PICTURE_ROW) + 1
    laid.whole[len(laid.rows)] = rows
    for _ in range(rows):
        _empty(laid, _PICTURE_ROW)
    if block.caption:
        _line(laid, (Run(block.caption, Role.MUTED),), Align.CENTER, 6.0)


def keep_charts_whole(laid: Laid, page: PageSetup) -> None:
    """Start a new printed page before a chart or picture that the foot of a page would cut in two.

    Programs set columns more or less wide and shrink them to the page, so both ends of that are tried.
    """
    wide = max(sum(laid.widths_mm) / page.body_width_mm, 1.0) if page.one_wide else 1.0
    room = (page.size_mm[1] - page.top_mm - page.bottom_mm) * MM_TO_PT * wide
    head = sum(laid.heights[laid.repeat[0] : laid.repeat[1] + 1]) if laid.repeat else 0.0
    rooms = (room * _SURE, room * _WIDER)
    used, breaks = [0.0, 0.0], set(laid.breaks)
    for row, height in enumerate(laid.heights):
        block = sum(laid.heights[row : row + laid.whole.get(row, 1)])
        full = [taken + block > most for taken, most in zip(used, rooms, strict=True)]
        if any(full) and row in laid.whole and min(used) > head:
            breaks.add(row)
        if row in breaks:
            used = [head, head]
        used = [
            (head if over and row not in breaks else taken) + height for taken, over in zip(used, full, strict=True)
        ]
    laid.breaks = sorted(breaks)


def _chart(laid: Laid, block: Chart) -> None:
    laid.charts.append((len(laid.rows), block))
    laid.whole[len(laid.rows)] = rows = max(CHART_ROWS, len(block.labels) + 2)
    for _ in range(rows):
        _empty(laid, 18.0)


def _table(laid: Laid, grid: Grid, table: Table) -> None:
    places = grid.places(table)
    widths = [sum(laid.widths_mm[a:b]) for a, b in pairwise(places)]
    frame = _Frame(table, places, widths)
    first = len(laid.rows)
    _rows(laid, frame, table.head, (table.head_mm,) * len(table.head))
    if table is grid.main and table.head and len(table.rows) > 20:
        laid.freeze = len(laid.rows)
    given = table.heights_mm
    heights = [given[i] if i < len(given) else table.row_mm for i in range(len(table.rows))]
    _rows(laid, frame, table.rows, heights)
    body_end = len(laid.rows)
    _rows(laid, frame, table.foot, (table.row_mm,) * len(table.foot))
    _point_at_body(laid, (body_end - len(table.rows), body_end))
    if table is grid.main and table.head and sum(laid.heights[first:]) > _REPEAT_FROM:
        laid.repeat = (first, first + len(table.head) - 1)


def _point_at_body(laid: Laid, body: tuple[int, int]) -> None:
    """Let `{body}` in the formulas below a table mean the body cells of their own column."""
    for line in laid.rows[body[1] :]:
        for column, placed in enumerate(line):
            if placed is not None and "{body}" in placed.cell.formula:
                letter = get_column_letter(column + 1)
                formula = placed.cell.formula.replace("{body}", f"{letter}{body[0] + 1}:{letter}{body[1]}")
                placed.cell = replace(placed.cell, formula=formula)


@dataclass(slots=True)
class _Frame:
    """A table with the grid columns it stands on."""

    table: Table
    places: list[int]
    widths: list[float]
    looks: dict[tuple[object, ...], Look] = field(default_factory=dict)

    def look(self, cell: Cell) -> Look:
        """The look of one cell; equal cells share one value so that the wardrobe finds it at once."""
        role = cell.role
        if cell.runs:
            role = next((run.role for run in cell.runs if run.text), role)
        key = (role, cell.fill, cell.align, cell.size, cell.number_format)
        found = self.looks.get(key)
        if found is None:
            size = cell_size(role, cell.size, self.table.size)
            found = self.looks[key] = Look(
                role, cell.fill, cell.align, size, cell.number_format, lined=not self.table.bare, top=bool(cell.corner)
            )
        return found


def _rows(laid: Laid, frame: _Frame, rows: Sequence[Row], least_mm: Iterable[float]) -> None:
    columns = len(frame.widths)
    first = len(laid.rows)
    taken: set[tuple[int, int]] = set()
    direct = len(frame.places) == laid.columns + 1
    for offset, (row, least) in enumerate(zip(rows, least_mm, strict=False)):
        line: list[Placed | None] = [None] * laid.columns
        height = least * MM_TO_PT
        column = 0
        for cell in row:
            while (offset, column) in taken:
                column += 1
            if column >= columns:
                break
            across = min(cell.across, columns - column)
            place = frame.places[column]
            width = frame.widths[column] if across == 1 else sum(frame.widths[column : column + across])
            line[place] = Placed(cell, frame.look(cell), frame.table.size)
            if cell.down == 1:
                height = max(height, cell_height_pt(cell, width, frame.table.size) + _PAD)
            if across > 1 or cell.down > 1 or not direct:
                _span(laid, (first + offset, place), (cell.down, frame.places[column + across] - place), line)
                taken |= {(offset + d, column + a) for d in range(1, cell.down) for a in range(across)}
            column += across
        laid.rows.append(line)
        laid.heights.append(min(height, _TALLEST))
    _line_merged(laid, first)


def _span(laid: Laid, at: tuple[int, int], shape: tuple[int, int], line: list[Placed | None]) -> None:
    down, across = shape
    row, column = at
    if down == 1 and across == 1:
        return
    laid.merges.append((row, column, row + down - 1, column + across - 1))
    placed = line[column]
    if placed is not None and placed.look.lined:
        for covered in range(column + 1, column + across):
            line[covered] = Placed(Cell(), placed.look)


def _line_merged(laid: Laid, first: int) -> None:
    """Give covered cells below a spanning cell its border, so that the frame is closed on paper."""
    for top, left, bottom, right in laid.merges:
        if top < first or bottom == top:
            continue
        origin = laid.rows[top][left]
        for row in range(top + 1, min(bottom + 1, len(laid.rows))):
            for column in range(left, right + 1):
                if origin is not None and origin.look.lined and laid.rows[row][column] is None:
                    laid.rows[row][column] = Placed(Cell(), origin.look)
