"""The empty staff list that an office fills in and imports."""

from __future__ import annotations

from pathlib import Path

from villagedesk.base.document import Align, Cell, Column, Document, Fill, PageSetup, Paragraph, Role, Run, Table
from villagedesk.people.staff import TEMPLATE
from villagedesk.writers.xlsx import write_workbook

_ROWS = 20
_ADVICE = (
    "说明：一人一行，从表头下一行写起；栏目可以增减、换位置，表头文字不要改。"
    "“职务”“可值岗位”可以写几个，用顿号隔开；“可带班”写“是”或“否”；离任的人在备注里写“2026.5 离任”。"
)


def template_document() -> Document:
    """The template as a paper: a header row, empty rows and a line of advice below."""
    words = ("序号", *(field.label for field in TEMPLATE))
    head = tuple(Cell(word, role=Role.HEAD, fill=Fill.SOFT) for word in words)
    rows = tuple((Cell(n), *(Cell(None, align=Align.LEFT) for _ in TEMPLATE)) for n in range(1, _ROWS + 1))
    columns = (Column(12), *(Column(field.width_mm) for field in TEMPLATE))
    table = Table(columns, (head,), rows, name="人员名单")
    page = PageSetup(landscape=True)
    advice = Paragraph((Run(_ADVICE, Role.SMALL),), above_mm=2)
    return Document("人员名单", "村（社区）工作人员名单", (table, advice), page)


def write_template(file: Path) -> Path:
    """Write the empty staff list as a workbook."""
    target = file if file.suffix.lower() == ".xlsx" else file.with_name(file.name + ".xlsx")
    write_workbook((template_document(),), target)
    return target
