"""What binds the volume: cover, contents with page numbers, closing report, notes and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from villagedesk.base.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Fill,
    Paragraph,
    Role,
    Run,
    Space,
    Table,
)
from villagedesk.mediation.case import Stage
from villagedesk.papers.mediation.parts import (
    PAGE,
    WIDTH,
    Facts,
    body,
    chinese,
    facts_table,
    label,
    line,
    mediators_sign,
    officials,
    paper,
    seal,
    together,
    value,
)

_UNNUMBERED = replace(PAGE, page_numbers=False)
_LEAST_ROWS = 18


@dataclass(frozen=True, slots=True)
class Content:
    """One line of the contents: the paper's name, its first page, and a note."""

    title: str
    page: int | None
    note: str = ""


def cover(facts: Facts) -> Document:
    """卷宗封面."""
    case = facts.case
    archived, ending = case.last(Stage.ARCHIVED), case.ending
    span = f"{chinese(case.accepted_on or case.received_on)} 至 {chinese(ending.on if ending else None)}"
    pairs = (
        ("卷　　名", case.title),
        ("卷　　号", case.number),
        ("人民调解员", "、".join(m.name for m in case.active_mediators)),
        ("调解日期", span),
        ("立 卷 人", archived.text("filer") if archived else ""),
        ("立卷日期", chinese(archived.on if archived else None)),
        ("保管期限", case.keeping),
        ("备　　注", facts.word("note")),
    )
    rows = tuple((Cell(name, role=Role.HEAD, size=16), Cell(text, align=Align.LEFT, size=16)) for name, text in pairs)
    blocks: list[Block] = [
        Space(22),
        Paragraph((Run(facts.committee, Role.HEADING, size=20),), Align.CENTER),
        Space(14),
        Paragraph((Run("人民调解卷宗", Role.TITLE, size=34),), Align.CENTER),
        Space(22),
        Table((Column(38), Column(WIDTH - 38, Align.LEFT)), rows=rows, row_mm=15, size=16, name="封面"),
    ]
    return Document("卷宗封面", "", tuple(blocks), _UNNUMBERED, subject=case.number)


def contents(facts: Facts, lines: Sequence[Content]) -> Document:
    """卷内目录: number, paper, page, note; empty rows are kept for what is added by hand."""
    head_row = (label("序号"), label("文书名称"), label("页号"), label("备注"))
    rows = [
        (Cell(n), Cell(item.title, align=Align.LEFT), Cell(item.page), Cell(item.note))
        for n, item in enumerate(lines, 1)
    ]
    rows += [(Cell(), Cell(), Cell(), Cell())] * max(0, _LEAST_ROWS - len(rows))
    columns = (Column(16), Column(WIDTH - 72, Align.LEFT), Column(22), Column(34))
    table = Table(columns, (head_row,), tuple(rows), row_mm=11, head_mm=11, size=12, name="卷内目录")
    return Document("卷内目录", "卷内目录", (table,), _UNNUMBERED, subject=facts.case.number)


def closing(facts: Facts) -> Document:
    """人民调解案件结案报告."""
    case = facts.case
    archived, ending = case.last(Stage.ARCHIVED), case.ending
    done = [s.on for s in case.took(Stage.PERFORMED) if s.text("performance") == "全部履行"]
    # An agreement closes the case when it is performed, not when it is signed.
    closed = done[-1] if done else ending.on if ending and case.agreement is None else None
    people = "\n".join(f"{p.side}：{p.name}　{p.address}　{p.phone}" for p in case.parties)
    blocks: list[Block] = [
        facts_table(
            (
                ("卷　　号", case.number),
                ("填表时间", chinese(archived.on if archived else None)),
                ("承办单位", facts.committee),
                ("承 办 人", "、".join(m.name for m in case.active_mediators)),
                ("受案时间", chinese(case.accepted_on)),
                ("结案时间", chinese(closed)),
                ("当 事 人", people),
                ("案件来源", case.source.value),
                ("纠纷类型", f"{case.category}（{case.difficulty.value}）"),
                ("简要事实", facts.word("facts")),
                ("调解结果", facts.word("result")),
                ("履行情况", facts.word("performance")),
                ("司法确认", case.confirmation or "未申请"),
                ("备　　注", facts.word("note")),
            ),
            row_mm=9,
        ),
        *together(
            Space(3),
            officials([*mediators_sign(case), ("调委会主任", "")]),
            *seal(facts, archived.on if archived else None),
        ),
    ]
    return paper("人民调解案件结案报告", blocks, facts)


def notes(facts: Facts) -> Document:
    """卷宗情况说明."""
    archived = facts.case.last(Stage.ARCHIVED)
    blocks: list[Block] = [
        *body(facts.word("notes")),
        Space(10),
        line(f"说明人：{archived.text('filer') if archived else '　　　　　'}", align=Align.RIGHT),
        line(chinese(archived.on if archived else None), align=Align.RIGHT),
    ]
    return paper("卷宗情况说明", blocks, facts, facts.case.number)


def back(facts: Facts, pages: int) -> Document:
    """封底: how many pages were bound, by whom and when."""
    archived = facts.case.last(Stage.ARCHIVED)
    rows = (
        (Cell("本卷页数", role=Role.HEAD, fill=Fill.SOFT), value(f"共 {pages or '　　'} 页")),
        (Cell("立卷人", role=Role.HEAD, fill=Fill.SOFT), value(archived.text("filer") if archived else "")),
        (Cell("检查人", role=Role.HEAD, fill=Fill.SOFT), value("")),
        (Cell("立卷日期", role=Role.HEAD, fill=Fill.SOFT), value(chinese(archived.on if archived else None))),
    )
    table = Table((Column(40), Column(70)), rows=rows, row_mm=14, size=14, name="封底")
    blocks: list[Block] = [Space(120), table]
    return Document("封底", "", tuple(blocks), _UNNUMBERED, subject=facts.case.number)
