"""A paper as a value: blocks of text and tables in millimetres, written by xlsx, PDF and docx alike.

Nothing is computed here or in a writer: a paper decides every word, and a writer only sets it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path


class Role(StrEnum):
    """What a text is for; each writer decides the face, size and colour of a role once."""

    TITLE = "title"  # 小标宋 22 pt, centred
    HEADING = "heading"  # bold 14 pt
    HEAD = "head"  # header row of a table
    BODY = "body"
    STRONG = "strong"  # a name that must be read from two metres
    SMALL = "small"
    MUTED = "muted"  # lunar dates, hints
    WARN = "warn"  # red: weekend numbers, changed cells, overdue
    MARK = "mark"  # a change since the last revision: bold, underlined, shaded


class Fill(StrEnum):
    """The ground of a cell."""

    NONE = "none"
    HEAD = "head"  # deep red with white text on posted tables
    SOFT = "soft"  # pale grey
    WEEKEND = "weekend"  # pale warm
    MARK = "mark"  # pale red: changed since the last revision
    GOOD = "good"
    WARN = "warn"


class Align(StrEnum):
    """Where text stands in its cell."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text with one role; `size` overrides the role's point size, `line` starts a new line after it."""

    text: str
    role: Role = Role.BODY
    size: float | None = None
    line: bool = False


Scalar = str | int | float | bool | date | datetime | time | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: either a plain `value` or styled `runs`, never a formula from user text.

    `formula` is an Excel formula written by a paper (PDF and docx show `value`; `{body}` in a foot row is the
    body cells of its column); `across` and `down`
    span columns and rows; `number_format` is Excel's; `size` overrides the role's point size;
    `corner` is small text at the right of the first line (a lunar date); `link` leads in a workbook to
    `'sheet'!A1` or to a file.
    """

    value: Scalar = None
    runs: tuple[Run, ...] = ()
    role: Role = Role.BODY
    align: Align = Align.CENTER
    fill: Fill = Fill.NONE
    across: int = 1
    down: int = 1
    formula: str = ""
    number_format: str = ""
    size: float | None = None
    corner: str = ""
    link: str = ""

    @property
    def text(self) -> str:
        """What a reader sees, as one string; runs that end a line are joined by newlines."""
        if self.runs:
            return "".join(run.text + ("\n" if run.line else "") for run in self.runs).strip("\n")
        if self.number_format in _PLACES and isinstance(self.value, int | float):
            return _PLACES[self.number_format].format(self.value)
        return plain_text(self.value)


_PLACES = {"0.0": "{:.1f}", "0.00": "{:.2f}", "#,##0.00": "{:,.2f}"}
"""Excel's number formats that mean the same on a printed page."""


def plain_text(value: Scalar) -> str:
    """A scalar as the office writes it: 2026-11-21, 08:30, 1.5, 是."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case float():
            return f"{value:.12g}" if abs(value) < 1e15 else repr(value)
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
        case time():
            return value.strftime("%H:%M")
        case _:
            return str(value)


@dataclass(frozen=True, slots=True)
class Column:
    """A column's width in millimetres; `flex` columns share what is left of the page."""

    width_mm: float
    align: Align = Align.CENTER
    flex: bool = False


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose `head` rows repeat on every page.

    A row lists only the cells that start in it: a place covered by a spanning cell is not listed.
    `row_mm` is the least height of body rows, `heights_mm` overrides it row by row; `size` is the
    point size of body text; `bare` draws no grid lines (for signature rows).
    """

    columns: tuple[Column, ...]
    head: tuple[Row, ...] = ()
    rows: tuple[Row, ...] = ()
    foot: tuple[Row, ...] = ()
    row_mm: float = 8.0
    head_mm: float = 9.0
    heights_mm: tuple[float, ...] = ()
    size: float = 10.5
    bare: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of runs; `indent` counts characters of first-line indent; `above_mm` is space before it."""

    runs: tuple[Run, ...]
    align: Align = Align.LEFT
    indent: int = 0
    above_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class Split:
    """One line with a text at the left and another at the right edge (unit and date over a table)."""

    left: tuple[Run, ...]
    right: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """A row of places to sign: labels with a line after each, and a date line when wanted."""

    labels: tuple[str, ...]
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by file, at most `width_mm` × `height_mm`, with a caption below."""

    path: Path
    width_mm: float = 160.0
    height_mm: float = 230.0
    caption: str = ""


class ChartKind(StrEnum):
    """The charts that a workbook may carry."""

    BAR = "bar"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of numbers already in this document: native in xlsx, bars of text in PDF and docx."""

    title: str
    kind: ChartKind
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[float, ...]], ...]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Space:
    """Empty height in millimetres."""

    mm: float


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block starts a new page (a new print page in xlsx)."""


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that are never parted by the end of a page, as the places to sign under a record."""

    blocks: tuple[Block, ...]


Block = Paragraph | Split | Table | Signatures | Picture | Chart | Space | PageBreak | Together


@dataclass(frozen=True, slots=True)
class PageSetup:
    """Paper, direction and margins in millimetres; `one_wide` fits the width to one page when printed.

    `first_number` gives the first page that number and counts on without a total, as sheets bound into a volume do.
    """

    paper: str = "A4"
    landscape: bool = False
    top_mm: float = 18.0
    bottom_mm: float = 16.0
    left_mm: float = 18.0
    right_mm: float = 18.0
    one_wide: bool = True
    one_page: bool = False
    page_numbers: bool = True
    footer: str = ""
    first_number: int = 0

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height of the sheet as it lies."""
        short, long = {"A4": (210.0, 297.0), "A3": (297.0, 420.0), "A5": (148.0, 210.0)}[self.paper]
        return (long, short) if self.landscape else (short, long)

    @property
    def body_width_mm(self) -> float:
        """Width between the margins."""
        return self.size_mm[0] - self.left_mm - self.right_mm


@dataclass(frozen=True, slots=True)
class Document:
    """One paper: `name` is its file and sheet name, `title` its printed title, then its blocks.

    `notice` stands in red above the title (内部资料 不得张贴); `subject` goes into file properties.
    """

    name: str
    title: str
    blocks: tuple[Block, ...]
    page: PageSetup = field(default_factory=PageSetup)
    notice: str = ""
    subtitle: str = ""
    subject: str = ""

    @property
    def flat(self) -> tuple[Block, ...]:
        """Its blocks in order, those kept together taken out of their frame."""
        return tuple(
            part for block in self.blocks for part in (block.blocks if isinstance(block, Together) else (block,))
        )


@dataclass(frozen=True, slots=True)
class Head:
    """Who issues a paper: village, street, who printed it and when; handed to every paper."""

    village: str
    street: str
    committee: str
    printed_at: datetime
    printed_by: str = ""
    duty_phone: str = ""
    supervision_phone: str = ""
