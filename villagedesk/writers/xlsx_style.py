"""Faces, grounds and lines of a workbook, each made once and shared by all cells that wear it."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray

from villagedesk.base.document import Align, Cell, Fill, Role, Run
from villagedesk.writers.measure import size_of

INK, MUTED, RED, WHITE = "FF1F2328", "FF6B7076", "FFB3261E", "FFFFFFFF"
_GROUNDS = {
    Fill.HEAD: "FFB3261E",
    Fill.SOFT: "FFF3F1ED",
    Fill.WEEKEND: "FFFDF3E7",
    Fill.MARK: "FFFBE3E0",
    Fill.GOOD: "FFE6F3EB",
    Fill.WARN: "FFFDF1DE",
}
# Named faces that Windows, Excel and WPS bring; the charset (134, GB2312) makes every program fall back to its
# own Chinese serif or sans where a face is missing. 方正小标宋 is licensed and rare, so 华文中宋 stands for it.
_FACES = {Role.TITLE: ("华文中宋", 1), Role.HEADING: ("黑体", 2), Role.HEAD: ("黑体", 2)}
_BODY_FACE = ("宋体", 1)
_BOLD = (Role.TITLE, Role.HEADING, Role.HEAD, Role.STRONG, Role.MARK)
_UNSAFE_START = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MOST = 32767


class Look(NamedTuple):
    """Everything that tells one style from another."""

    role: Role = Role.BODY
    fill: Fill = Fill.NONE
    align: Align = Align.CENTER
    size: float = 10.5
    number_format: str = ""
    lined: bool = True
    quoted: bool = False
    top: bool = False


def clean(text: str) -> str:
    """The text without signs that no workbook may hold, at most as long as a cell may be."""
    if not text.isascii() or not text.isprintable():
        text = _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if len(text) <= _MOST else text[: _MOST - 1] + "…"


def must_quote(text: str) -> bool:
    """Whether a program might take this text for a formula."""
    return text.startswith(_UNSAFE_START)


def colour(role: Role, fill: Fill) -> str:
    """The colour of a role's text on that ground."""
    if fill is Fill.HEAD:
        return WHITE
    return {Role.MUTED: MUTED, Role.WARN: RED, Role.MARK: RED}.get(role, INK)


class _Worn(StyleArray):
    """A style whose hash is taken once: openpyxl asks for it with every cell."""

    def __init__(self, _style: StyleArray) -> None:
        super().__init__()
        self._known = hash(tuple(self))

    def __hash__(self) -> int:
        return self._known


class Wardrobe:
    """The styles of one workbook; each `Look` is registered once."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._styles: dict[Look, Any] = {}
        self._fonts: dict[tuple[Role, Fill, float], InlineFont] = {}

    def style(self, look: Look) -> Any:
        """The style array that a cell of this look carries."""
        found = self._styles.get(look)
        if found is None:
            found = self._styles[look] = self._make(look)
        return found

    def _make(self, look: Look) -> Any:
        cell = WriteOnlyCell(self._sheet)
        face, family = _FACES.get(look.role, _BODY_FACE)
        underlined = "single" if look.role is Role.MARK else None
        cell.font = Font(
            name=face,
            family=family,
            charset=134,
            sz=look.size,
            b=look.role in _BOLD,
            u=underlined,
            color=colour(look.role, look.fill),
        )
        if look.fill in _GROUNDS:
            cell.fill = PatternFill("solid", fgColor=_GROUNDS[look.fill])
        if look.lined:
            side = Side(style="thin", color="FF595959")
            cell.border = Border(left=side, right=side, top=side, bottom=side)
        upright = "top" if look.top else "center"
        cell.alignment = Alignment(horizontal=look.align.value, vertical=upright, wrap_text=True)
        if look.number_format:
            cell.number_format = look.number_format
        if look.quoted:
            cell.quotePrefix = True  # type: ignore[assignment]
        return _Worn(cell._style)

    def rich(self, cell: Cell, table_size: float) -> CellRichText | str:
        """The runs of a cell as rich text, its corner on the first line."""
        runs = list(cell.runs)
        if cell.corner:
            first = next((i for i, run in enumerate(runs) if run.line), len(runs) - 1)
            head = runs[first]
            runs[first : first + 1] = [
                Run(head.text, head.role, head.size),
                Run("  " + cell.corner, Role.MUTED, 8.0, line=head.line),
            ]
        blocks: list[TextBlock] = []
        for i, run in enumerate(runs):
            text = clean(run.text) + ("\n" if run.line and i + 1 < len(runs) else "")
            if text:
                blocks.append(TextBlock(self._inline(run.role, cell.fill, size_of(run, cell, table_size)), text))
        return CellRichText(blocks) if blocks else ""

    def _inline(self, role: Role, fill: Fill, size: float) -> InlineFont:
        key = (role, fill, size)
        found = self._fonts.get(key)
        if found is None:
            face, family = _FACES.get(role, _BODY_FACE)
            found = self._fonts[key] = InlineFont(
                rFont=face,
                family=family,
                charset=134,
                sz=size,
                b=role in _BOLD,
                u="single" if role is Role.MARK else None,
                color=Color(colour(role, fill)),
            )
        return found
