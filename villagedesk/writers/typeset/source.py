"""A paper as Typst source: pages, tables, signatures, pictures and charts of one or several documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from villagedesk.base.document import (
    Align,
    Block,
    Cell,
    Chart,
    Document,
    Fill,
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
    plain_text,
)
from villagedesk.writers.measure import MM_TO_PT, SIZES, cell_size, size_of, widths_mm
from villagedesk.writers.typeset.text import GROUNDS, literal, preamble, run_code, runs_code, string

_INSET_X = 1.2
_KEPT = 8  # rows that one cell holds together stay on one page up to this many
_STRUT_FROM_MM = 10.5  # rows at least this tall are held open by a strut, shorter ones by their padding


def source(documents: Sequence[Document], title: str, pictures: Mapping[Path, str]) -> str:
    """The whole Typst source; `pictures` names the virtual file of each picture that can be shown."""
    parts = [_preamble(), f"#set document(title: {literal(title)}, date: none)\n"]
    parts += [_document(document, pictures) for document in documents]
    return "".join(parts)


@cache
def _preamble() -> str:
    return preamble()


def _document(document: Document, pictures: Mapping[Path, str]) -> str:
    body: list[str] = []
    if document.notice:
        body.append(f"align(center, W(12, {string(document.notice)}))")
    heading = f"heading(level: 1, outlined: true, bookmarked: true, {_title(document)})"
    if document.title:
        body.append(f"align(center, {heading})")
        body.append(f"v({2.4 if document.page.paper == 'A3' else 1.8}mm)")
    if document.subtitle:
        body.append(f"align(center, B(11, {string(document.subtitle)}))")
    body += [_block(block, document.page, pictures) for block in document.blocks]
    joined = "\n".join(body)
    wrapped = f"fit({{\n{joined}\n}})" if document.page.one_page else joined
    return f"#[\n{_page(document.page)}\n#{{\n{wrapped}\n}}\n]\n"


def _title(document: Document) -> str:
    size = SIZES[Role.TITLE]
    width = document.page.body_width_mm * MM_TO_PT
    if len(document.title) * size * 1.06 > width:
        size = max(14.0, width / (len(document.title) * 1.06))
    elif document.page.paper == "A3" and document.page.landscape:
        size = min(34.0, width / (len(document.title) * 1.06))
    return f"T({size:.3g}, {string(document.title)})"


def _page(page: PageSetup) -> str:
    width, height = page.size_mm
    margins = f"(top: {page.top_mm}mm, bottom: {page.bottom_mm}mm, left: {page.left_mm}mm, right: {page.right_mm}mm)"
    number = (
        'context text(9pt, "第 " + str(counter(page).get().first()) + " 页 共 "'
        ' + str(counter(page).final().first()) + " 页")'
    )
    if page.first_number:
        number = 'context text(10.5pt, "第 " + str(counter(page).get().first()) + " 页")'
    footer = "none"
    if page.page_numbers or page.footer:
        middle = number if page.page_numbers else '""'
        footer = (
            f'grid(columns: (1fr, auto, 1fr), align: (left, center, right), M(8, {string(page.footer)}), {middle}, "")'
        )
    first = f"\n#counter(page).update({page.first_number})" if page.first_number else ""
    size = f"width: {width}mm, height: {height}mm"
    return f"#set page({size}, margin: {margins}, footer: {footer}, footer-descent: 35%){first}"


def _block(block: Block, page: PageSetup, pictures: Mapping[Path, str]) -> str:
    match block:
        case Table():
            return _table(block, page)
        case Paragraph():
            return _paragraph(block)
        case Split():
            left, right = (runs_code(runs, Cell(), 10.5) for runs in (block.left, block.right))
            return f"block(above: 2mm, below: 1.6mm, grid(columns: (1fr, auto), align: (left, right), {left}, {right}))"
        case Signatures():
            return _signatures(block)
        case Space():
            return f"v({block.mm:g}mm)"
        case PageBreak():
            return "pagebreak(weak: true)"
        case Picture():
            return _picture(block, pictures)
        case Chart():
            return _chart(block)
        case Together():
            inner = "\n".join(_block(part, page, pictures) for part in block.blocks)
            return f"block(breakable: false, width: 100%, {{\n{inner}\n}})"


def _paragraph(block: Paragraph) -> str:
    indent = f"h({block.indent}em); " if block.indent else ""
    above = f"above: {block.above_mm + 1.2:g}mm, " if block.above_mm else ""
    body = f"align({block.align.value}, {{{indent}{runs_code(block.runs, Cell(), 10.5)}}})"
    if block.runs and block.runs[0].role is Role.HEADING:
        above += "sticky: true, "  # a heading never stands alone at the foot of a page
    return f"block({above}width: 100%, {{set par(leading: 0.55em); {body}}})"


def _signatures(block: Signatures) -> str:
    line = "box(width: 1fr, stroke: (bottom: 0.6pt + ink), height: 1em)"
    cells = [f"{{B(11, {string(label + '：')}); {line}}}" for label in block.labels]
    if block.dated:
        cells.append('align(right, B(11, "　　　　年　　月　　日"))')
    columns = ", ".join("1fr" for _ in block.labels) + (", auto" if block.dated else "")
    return f"block(above: 6mm, grid(columns: ({columns},), column-gutter: 6mm, {', '.join(cells)}))"


def _picture(block: Picture, pictures: Mapping[Path, str]) -> str:
    caption = f"; linebreak(); M(9, {string(block.caption)})" if block.caption else ""
    name = pictures.get(block.path)
    if name is None:
        return f"block(W(10.5, {string(f'（图片“{block.path.name}”打不开，没有印出）')}))"
    shown = f'image("{name}", width: 100%, height: 100%, fit: "contain")'
    box = f"box(width: {block.width_mm}mm, height: {block.height_mm}mm, {shown})"
    return f"align(center, {{{box}{caption}}})"


def _chart(block: Chart) -> str:
    """Bars from one foot line, the value with its unit behind each; series differ by pattern as well as by colour."""
    most = max((figure for _, figures in block.series for figure in figures), default=0) or 1
    beside = block.unit if len(block.unit) <= 2 else ""
    many = len(block.series)
    cells: list[str] = []
    for i, label in enumerate(block.labels):
        bars: list[str] = []
        for n, (_, figures) in enumerate(block.series):
            share = 84 * max(figures[i], 0) / most
            bars.append(f"{{{_bar(f'{share:.2f}%', n)}; h(1.2mm); B(8.5, {literal(plain_text(figures[i]) + beside)})}}")
        cells += [f"B(9.5, {string(label)})", "stack(spacing: 0.6mm, " + ", ".join(bars) + ")"]
    keys = "; ".join(
        f"{_bar('4mm', n)}; h(1.2mm); M(9, {string(name)}); h(5mm)" for n, (name, _) in enumerate(block.series)
    )
    unit = f"（{block.unit}）" if block.unit else ""
    head = f"H(11, {string(block.title + unit)})" + (f"; linebreak(); {keys}" if many > 1 else "")
    foot = 'stroke: (x, y) => if x == 1 { (left: 0.8pt + rgb("#5c574f")) }'
    inset = "inset: (x, y) => if x == 0 { (right: 2mm, y: 0.7mm) } else { (left: 0.2mm, y: 0.7mm) }"
    grid = f"grid(columns: (auto, 1fr), align: (right + horizon, left + horizon), {foot}, {inset}, {', '.join(cells)})"
    return f"block(above: 5mm, breakable: false, {{{head}; v(1.2mm); {grid}}})"


def _bar(wide: str, series: int) -> str:
    look = f"fill: bars.at({series % 4}), stroke: 0.5pt + inks.at({series % 4})"
    return f"box(width: {wide}, height: 3mm, baseline: 0.3mm, {look})"


def _table(table: Table, page: PageSetup) -> str:
    widths = widths_mm(table, page)
    heights = [table.heights_mm[i] if i < len(table.heights_mm) else table.row_mm for i in range(len(table.rows))]
    tallest = max([*heights, table.row_mm])
    strut = tallest >= _STRUT_FROM_MM or len(set(heights)) > 1 or _has_spans(table.rows)
    line_mm = table.size / MM_TO_PT
    inset_y = 0.9 if strut else max(0.6, (table.row_mm - line_mm) / 2)
    columns = ", ".join(f"{width:.3f}mm" for width in widths) + (", 0mm" if strut else "")
    aligns = ", ".join(f"{column.align.value} + horizon" for column in table.columns) + (", center" if strut else "")
    maker = _Rows(table, strut, aligns=tuple(column.align for column in table.columns))
    parts = [
        f"align(center, table(columns: ({columns},), align: ({aligns},), inset: {_inset(table, inset_y)},",
        f" stroke: {'none' if table.bare else 'rule'},",
        *_outline(table),
    ]
    top = [] if table.bare else ["table.hline(stroke: frame),"]
    if table.head:
        parts += ["table.header(repeat: true,", *top]
        parts += maker.rows(table.head, [table.head_mm] * len(table.head))
        parts.append("),")
    else:
        parts += top
    parts += maker.rows(table.rows, heights)
    parts += maker.rows(table.foot, [table.row_mm] * len(table.foot))
    parts += [*top, "))"]
    return f"{{set text(size: {table.size:g}pt)\n" + "\n".join(parts) + "}"


def _inset(table: Table, y: float) -> str:
    """The air around a cell; what stands without lines begins flush with the text above it."""
    return f"(left: 0mm, right: {_INSET_X}mm, y: {y:.2f}mm)" if table.bare else f"(x: {_INSET_X}mm, y: {y:.2f}mm)"


def _outline(table: Table) -> list[str]:
    """A strong frame at the sides, and hair lines between rows that one cell holds together."""
    if table.bare:
        return []
    made = [f"table.vline(x: {x}, stroke: frame)," for x in (0, len(table.columns))]
    held = 0
    for i, row in enumerate(table.rows):
        if held > 0:
            made.append(f"table.hline(y: {len(table.head) + i}, stroke: hair),")
        held = max(held - 1, *(cell.down - 1 for cell in row), 0)
    return made


def _has_spans(rows: Sequence[Row]) -> bool:
    return any(cell.down > 1 for row in rows for cell in row)


class _Rows:
    """Turns the rows of one table into code, keeping count of the columns that spanning cells take."""

    def __init__(self, table: Table, strut: bool, aligns: tuple[Align, ...]) -> None:
        self._table = table
        self._strut = strut
        self._aligns = aligns

    def rows(self, rows: Sequence[Row], heights: Sequence[float]) -> list[str]:
        """One line of code a row."""
        made: list[str] = []
        taken: set[tuple[int, int]] = set()
        for number, (row, height) in enumerate(zip(rows, heights, strict=True)):
            column = 0
            cells: list[str] = []
            for cell in row:
                while (number, column) in taken:
                    column += 1
                if column >= len(self._aligns):
                    break
                cells.append(self._cell(cell, self._aligns[column], height))
                if cell.down > 1:
                    taken |= {(number + d, column + a) for d in range(1, cell.down) for a in range(cell.across)}
                column += cell.across
            covered = sum(1 for place in taken if place[0] == number and place[1] >= column)
            cells += ['""'] * (len(self._aligns) - column - covered)
            if self._strut:
                cells.append(f"k({height:g})")
            if cells:
                made.append(", ".join(cells) + ",")
        return made

    def _cell(self, cell: Cell, align: Align, height: float) -> str:
        body = self._body(cell, height)
        options: list[str] = []
        if cell.across > 1:
            options.append(f"colspan: {cell.across}")
        if cell.down > 1:
            options.append(f"rowspan: {cell.down}")
        if 1 < cell.down <= _KEPT:
            options.append("breakable: false")
        if cell.fill is not Fill.NONE:
            options.append(f'fill: rgb("{GROUNDS[cell.fill]}")')
        if cell.corner:
            options.append("align: top, inset: (x: 1.2mm, y: 0.9mm)")
        elif cell.align is not align:
            options.append(f"align: {cell.align.value} + horizon")
        if cell.fill is Fill.HEAD:
            body = f"wh({body})"
        return f"table.cell({', '.join(options)}, {body})" if options else body

    def _body(self, cell: Cell, height: float) -> str:
        size = self._table.size
        if cell.corner:
            return self._cornered(cell, height)
        if cell.runs:
            return runs_code(cell.runs, cell, size)
        text = cell.text
        if not text:
            return '""'
        if cell.role is Role.BODY and cell.size is None:
            return string(text)
        even = cell.role is Role.STRONG and not self._strut  # low rows keep one height: bold there is not larger
        return run_code(Run(text, cell.role), cell_size(cell.role, cell.size or (size if even else None), size))

    def _cornered(self, cell: Cell, height: float) -> str:
        size = self._table.size
        runs = cell.runs or (Run(cell.text, cell.role, line=True),)
        end = next((i + 1 for i, run in enumerate(runs) if run.line), len(runs))
        first, rest = runs_code(runs[:end], cell, size), runs_code(runs[end:], cell, size)
        corner = f"M({size * 0.8:.3g}, {string(cell.corner)})"
        room = height - 2.0 - max((size_of(run, cell, size) for run in runs[:end]), default=size) / MM_TO_PT
        return f"cornered({max(room, 0):.2f}, {first}, {corner}, align({cell.align.value}, {rest}))"
