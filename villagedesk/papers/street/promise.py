"""坐班承诺兑现: what each cadre promised when elected, and what was kept so far in the term."""

from __future__ import annotations

from collections.abc import Sequence

from villagedesk.base.document import Cell, Column, Document, Fill, Head, Role, Run, Signatures, Split, Table
from villagedesk.papers.street.facts import PersonMonth, month_words, shown, whole


def document(lines: Sequence[PersonMonth], month: str, head: Head) -> Document:
    """One line for each person who promised days of duty for the term."""
    words = ("序号", "姓名", "职务", "承诺坐班\n（天）", "已坐班\n（天）", "还差\n（天）", "兑现率", "本月坐班\n（天）")
    rows = tuple(
        (
            Cell(number),
            Cell(line.person, role=Role.STRONG),
            Cell(line.post),
            Cell(whole(line.promised)),
            Cell(whole(line.kept)),
            Cell(whole(max(line.promised - line.kept, 0.0)), formula=f"=MAX(D{number + 3}-E{number + 3},0)"),
            Cell(shown(round(100 * line.kept / line.promised, 1), "%")),
            Cell(whole(line.present / 2)),
        )
        for number, line in enumerate(lines, 1)
    )
    head_row = tuple(Cell(word, role=Role.HEAD, fill=Fill.SOFT) for word in words)
    columns = (Column(12), Column(28), Column(34, flex=True), *(Column(22) for _ in range(5)))
    blocks = (
        Split((Run(f"单位：{head.committee}"),), (Run(f"截至{month_words(month)}"),)),
        Table(columns, (head_row,), rows, row_mm=9, head_mm=12),
        Signatures(("填报人", "村（社区）书记", "监督委员会"), dated=True),
    )
    return Document("坐班承诺兑现", f"{head.village}干部换届坐班承诺兑现情况", blocks)
