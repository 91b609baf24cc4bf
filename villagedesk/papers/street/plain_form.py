"""The plain form that the street hands to villages without the program: a sheet to fill in."""

from __future__ import annotations

from villagedesk.base.document import (
    Align,
    Cell,
    Column,
    Document,
    Fill,
    PageSetup,
    Paragraph,
    Role,
    Row,
    Run,
    Signatures,
    Table,
)

SHEET = "村级月报简易表"
VILLAGE, MONTH = "村（社区）", "月份"
COUNTS = (
    "接待群众（人次）",
    "办理事项（件次）",
    "调处纠纷（件）",
    "收集诉求（件）",
    "其中已答复（件）",
    "其中已解决（件）",
    "调解结束（件）",
    "其中调解成功（件）",
)
PEOPLE = ("姓名", "职务", "应坐班（半天）", "实坐班（半天）", "公出（半天）", "请假（天）", "迟到（次）", "早退（次）",
          "旷工（半天）", "周末值班（次）", "节假日值班（次）")  # fmt: skip
LINES = 20


def document(street: str, village: str = "", month: str = "") -> Document:
    """The empty form, or one with village and month already written."""
    top = Table(
        (Column(40), Column(70, flex=True), Column(30), Column(60, flex=True)),
        rows=((_label(VILLAGE), Cell(village), _label(MONTH), Cell(month)),),
        row_mm=10,
        size=12,
    )
    pairs = [COUNTS[i : i + 2] for i in range(0, len(COUNTS), 2)]
    counts = Table(
        (Column(50), Column(40, flex=True), Column(50), Column(40, flex=True)),
        rows=tuple(tuple(cell for word in pair for cell in (_label(word), Cell())) for pair in pairs),
        row_mm=9,
        size=11,
    )
    head: Row = tuple(Cell(word, role=Role.HEAD, fill=Fill.SOFT) for word in PEOPLE)
    widths = (26, 26, 20, 20, 20, 18, 18, 18, 20, 22, 24)
    people = Table(
        tuple(Column(width) for width in widths),
        head=(head,),
        rows=tuple(tuple(Cell() for _ in PEOPLE) for _ in range(LINES)),
        row_mm=8,
        size=10.5,
        head_mm=12,
    )
    note = "说明：月份写成 2026-11 这样；没有的填 0；不要改动表头文字，不要写公式、加密码或宏。"
    blocks = (
        top,
        Paragraph((Run("一、群众工作", Role.STRONG),), above_mm=2),
        counts,
        Paragraph((Run("二、坐班考勤", Role.STRONG),), above_mm=2),
        people,
        Paragraph((Run(note, Role.SMALL),), above_mm=1),
        Signatures(("填报人", "书记"), dated=True),
    )
    title = f"{street}村（社区）干部坐班值班月报（简易表）"
    return Document(SHEET, title, blocks, PageSetup("A4", landscape=True), subject="简易表")


def _label(word: str) -> Cell:
    return Cell(word, role=Role.HEAD, fill=Fill.SOFT, align=Align.CENTER)
