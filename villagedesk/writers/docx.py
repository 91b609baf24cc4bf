"""One paper as a Word document: the same words and tables, header rows repeated, page x of y."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from villagedesk.base.document import (
    Align,
    Block,
    Cell,
    Chart,
    Column,
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
from villagedesk.writers.measure import SIZES, cell_size, size_of, widths_mm
from villagedesk.writers.typeset.text import GROUNDS, clean
from villagedesk.writers.whole import write_whole

_NARROW_MM = 9.0
"""A table with a column narrower than this has no room to spare beside its words."""
_ALIGN = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
_FACES = {Role.TITLE: "方正小标宋简体", Role.HEADING: "黑体", Role.HEAD: "黑体"}
_BOLD = (Role.HEADING, Role.HEAD, Role.STRONG, Role.MARK, Role.TITLE)
_COLOURS = {Role.MUTED: "6B7076", Role.WARN: "B3261E", Role.MARK: "B3261E"}


def write_docx(document: Document, path: Path) -> Path:
    """Write one document as docx, whole or not at all."""
    return write_docx_all((document,), path)


def write_docx_all(documents: Sequence[Document], path: Path) -> Path:
    """Write several documents into one docx, each beginning a section of its own."""
    made = docx.Document()
    style: Any = made.styles["Normal"]
    style.font.name, style.font.size = "仿宋", Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    for number, document in enumerate(documents):
        section = made.sections[0] if number == 0 else made.add_section()
        _page(section, document.page)
        _document(made, document)
    made.core_properties.title = clean(documents[0].title)
    made.core_properties.author = "村务坐班台"
    # zipped in memory: a zip whose disk fills up under it could not be closed quietly
    stream = io.BytesIO()
    made.save(stream)
    return write_whole(path, stream.getvalue())


def _page(section: Any, page: PageSetup) -> None:
    width, height = page.size_mm
    section.orientation = WD_ORIENT.LANDSCAPE if page.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(page.top_mm), Mm(page.bottom_mm)
    section.left_margin, section.right_margin = Mm(page.left_mm), Mm(page.right_mm)
    section.footer.is_linked_to_previous = False
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if page.footer:
        _run(footer, Run(page.footer + "　　", Role.MUTED), 9.0)
    if page.page_numbers:
        for text, field in (("第 ", "PAGE"), (" 页 共 ", "NUMPAGES"), (" 页", "")):
            _run(footer, Run(text, Role.SMALL), 9.0)
            if field:
                _field(footer, field)


def _field(paragraph: Any, name: str) -> None:
    run = paragraph.add_run()
    run.font.size = Pt(9)
    for kind, text in (("begin", ""), ("", name), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)


def _document(made: Any, document: Document) -> None:
    if document.notice:
        _text(made, (Run(document.notice, Role.WARN, 12),), Align.CENTER)
    if document.title:
        _text(made, (Run(document.title, Role.TITLE, SIZES[Role.TITLE]),), Align.CENTER, after=6)
    if document.subtitle:
        _text(made, (Run(document.subtitle),), Align.CENTER, after=4)
    for block in document.blocks:
        _block(made, block, document.page)


def _block(made: Any, block: Block, page: PageSetup) -> None:
    match block:
        case Table():
            _table(made, block, page)
        case Paragraph():
            _text(made, (Run("　" * block.indent), *block.runs), block.align, before=block.above_mm * 2.83, size=12.0)
        case Split():
            line = _text(made, (*block.left, Run("\t"), *block.right), Align.LEFT, after=2)
            line.paragraph_format.tab_stops.add_tab_stop(Mm(page.body_width_mm), WD_TAB_ALIGNMENT.RIGHT)
        case Signatures():
            words = "　　".join(f"{label}：＿＿＿＿＿＿" for label in block.labels)
            _text(made, (Run(words + ("　　　　年　　月　　日" if block.dated else "")),), Align.LEFT, before=14)
        case Space():
            _text(made, (), Align.LEFT, after=block.mm * 2.83)
        case PageBreak():
            made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        case Picture():
            _picture(made, block)
        case Chart():
            _chart(made, block, page)
        case Together():
            _together(made, block, page)


def _together(made: Any, block: Together, page: PageSetup) -> None:
    """Every paragraph of the blocks but those of the last row keeps with the next one."""
    before = len(made.element.body)
    for part in block.blocks:
        _block(made, part, page)
    added = list(made.element.body)[before - 1 : -1]  # the last child of a body is its section
    held = [row for child in added for row in (child.findall(qn("w:tr")) or [child])]
    for row in held[:-1]:
        for paragraph in row.iter(qn("w:p")):
            layout = paragraph.get_or_add_pPr()
            if layout.find(qn("w:keepNext")) is None:
                layout._insert_keepNext(layout._new_keepNext())


def _text(
    made: Any, runs: Iterable[Run], align: Align, *, before: float = 0, after: float = 0, size: float = 10.5
) -> Any:
    paragraph = made.add_paragraph()
    _style(paragraph, align, before, after)
    for run in runs:
        _run(paragraph, run, run.size or (size if run.role is Role.BODY else SIZES[run.role]))
    return paragraph


def _style(paragraph: Any, align: Align, before: float = 0, after: float = 0) -> None:
    paragraph.alignment = _ALIGN[align]
    layout = paragraph.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), 1.1


def _run(paragraph: Any, run: Run, size: float, *, white: bool = False) -> None:
    made = paragraph.add_run(clean(run.text) if run.text != "\t" else "\t")
    face = _FACES.get(run.role, "宋体")
    made.font.name, made.font.size, made.font.bold = face, Pt(size), run.role in _BOLD
    made._element.rPr.rFonts.set(qn("w:eastAsia"), face)
    colour = "FFFFFF" if white else _COLOURS.get(run.role)
    if colour:
        made.font.color.rgb = RGBColor.from_string(colour)
    if run.role is Role.MARK:
        made.font.underline = True
    if run.line:
        made.add_break()


def _picture(made: Any, block: Picture) -> None:
    paragraph = made.add_paragraph()
    _style(paragraph, Align.CENTER)
    try:
        paragraph.add_run().add_picture(str(block.path), width=Mm(block.width_mm))
    except Exception:  # python-docx raises its own errors for every damaged format; the paper says so in place
        _run(paragraph, Run(f"（图片“{block.path.name}”打不开，没有印出）", Role.WARN), 10.5)
    if block.caption:
        _text(made, (Run(block.caption, Role.MUTED),), Align.CENTER)


def _chart(made: Any, block: Chart, page: PageSetup) -> None:
    _text(made, (Run(block.title + (f"（{block.unit}）" if block.unit else ""), Role.HEADING),), Align.LEFT, before=8)
    head = tuple(Cell(text, role=Role.HEAD, fill=Fill.SOFT) for text in ("", *(name for name, _ in block.series)))
    rows = tuple(
        (Cell(label, align=Align.LEFT), *(Cell(plain_text(figures[i])) for _, figures in block.series))
        for i, label in enumerate(block.labels)
    )
    from_width = page.body_width_mm / (len(block.series) + 1)
    _table(made, Table(tuple(Column(from_width) for _ in head), (head,), rows), page)


def _table(made: Any, table: Table, page: PageSetup) -> None:
    widths = widths_mm(table, page)
    rows = (*table.head, *table.rows, *table.foot)
    if not rows:
        return
    drawn = made.add_table(rows=len(rows), cols=len(widths))
    drawn.alignment, drawn.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    if not table.bare:
        drawn.style = "Table Grid"
    for column, width in zip(drawn.columns, widths, strict=True):
        column.width = Mm(width)
    if min(widths) < _NARROW_MM:
        _tighten(drawn)
    given = table.heights_mm
    body = [given[i] if i < len(given) else table.row_mm for i in range(len(table.rows))]
    heights = [*([table.head_mm] * len(table.head)), *body, *([table.row_mm] * len(table.foot))]
    tighter = 0.84 if page.one_page else 1.0  # Word needs more room for the same words, and one page must do
    for line, height in zip(drawn.rows, heights, strict=True):
        line.height = Mm(height * tighter)
        _mark_row(line, "w:cantSplit")
    for index in range(len(table.head)):
        _repeat(drawn.rows[index])
    for part, start in (
        (table.head, 0),
        (table.rows, len(table.head)),
        (table.foot, len(table.head) + len(table.rows)),
    ):
        _fill_rows(drawn, table, part, start, widths)


def _tighten(drawn: Any) -> None:
    """Take the room beside the words out of every cell, so that `31` does not break in a narrow column."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        margin = OxmlElement(side)
        margin.set(qn("w:w"), "20")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    drawn._tbl.tblPr.append(margins)


def _repeat(row: Any) -> None:
    _mark_row(row, "w:tblHeader")


def _mark_row(row: Any, name: str) -> None:
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _fill_rows(drawn: Any, table: Table, rows: Sequence[Row], start: int, widths: Sequence[float]) -> None:
    taken: set[tuple[int, int]] = set()
    for offset, row in enumerate(rows):
        column = 0
        cells = drawn.rows[start + offset].cells
        for cell in row:
            while (offset, column) in taken:
                column += 1
            if column >= len(widths):
                break
            across = min(cell.across, len(widths) - column)
            target = cells[column]
            if across > 1 or cell.down > 1:
                last = min(offset + cell.down, len(rows)) - 1
                target = target.merge(drawn.cell(start + last, column + across - 1))
                taken |= {(offset + d, column + a) for d in range(1, cell.down) for a in range(across)}
            _cell(target, cell, table.size)
            column += across


def _cell(target: Any, cell: Cell, table_size: float) -> None:
    target.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    if cell.fill is not Fill.NONE:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), GROUNDS[cell.fill].lstrip("#").upper())
        target._tc.get_or_add_tcPr().append(shade)
    paragraph = target.paragraphs[0]
    _style(paragraph, cell.align)
    paragraph.paragraph_format.line_spacing = 1.0
    white = cell.fill is Fill.HEAD
    runs = list(cell.runs) or [Run(cell.text, cell.role, cell_size(cell.role, cell.size, table_size))]
    if cell.corner:
        first = next((i for i, run in enumerate(runs) if run.line), len(runs) - 1)
        runs[first : first + 1] = [
            Run(runs[first].text, runs[first].role, runs[first].size),
            Run("  " + cell.corner, Role.MUTED, 8.0, line=runs[first].line),
        ]
    for index, run in enumerate(runs):
        shown = Run(run.text, run.role, run.size, run.line and index + 1 < len(runs))
        _run(paragraph, shown, size_of(run, cell, table_size), white=white)
