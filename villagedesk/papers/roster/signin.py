"""签到簿: the sign-in book of a month, one line for each person due on each day, signed by hand."""

from __future__ import annotations

from dataclasses import replace

from villagedesk.base.document import (
    Align,
    Cell,
    Column,
    Document,
    Fill,
    Head,
    PageSetup,
    Paragraph,
    Role,
    Row,
    Run,
    Signatures,
    Table,
)
from villagedesk.calendar.wording import day_words, weekday_word
from villagedesk.papers.roster.foot import hours_line
from villagedesk.papers.roster.posted import PostedDay, PostedRoster, name_runs


def document(roster: PostedRoster, head: Head) -> Document:
    """Lines by day in order of seniority; times and signatures are left to the pen."""
    page = PageSetup("A4", landscape=True, top_mm=14, bottom_mm=14, left_mm=14, right_mm=14)
    named = replace(roster, hours=(f"单位：{head.committee}", *roster.hours))
    rows = tuple(row for day in roster.days for row in _day_rows(day))
    widths = (22, 26, 24, 22, 28, 22, 28, 22, 28)
    table = Table(
        (*(Column(width) for width in widths), Column(40, Align.LEFT, flex=True)),
        head=_heads(),
        rows=rows,
        row_mm=9.5,
        head_mm=8.0,
        size=11.0,
        name="sign-in",
    )
    note = (
        "说明：到岗、离岗时由本人签名并写明时刻；外出、请假在备注栏写明事由；代签的写明“代签”，由代签人签自己的姓名。"
    )
    blocks = (
        hours_line(named, 10.5, page.body_width_mm),
        table,
        Paragraph((Run(note, Role.SMALL),), above_mm=1.0),
        Signatures(("带班领导", "监督委员会"), dated=True),
    )
    title = f"{head.village}干部坐班值班签到簿（{roster.month_words}）"
    return Document(f"签到簿{roster.first:%Y-%m}", title, blocks, page, subject="签到簿")


def _heads() -> tuple[Row, ...]:
    def head(word: str, across: int = 1, down: int = 1) -> Cell:
        return Cell(word, role=Role.HEAD, fill=Fill.SOFT, across=across, down=down)

    first = (
        *(head(word, down=2) for word in ("日期", "姓名", "职务")),
        head("到岗", across=2),
        head("中途离岗、返回", across=2),
        head("离岗", across=2),
        head("外出事由、备注", down=2),
    )
    second = tuple(head(word) for word in ("时间", "签名") * 3)
    return (first, second)


def _day_rows(day: PostedDay) -> list[Row]:
    people: dict[str, tuple[str, list[str]]] = {}
    for slot in day.slots:
        for name in slot.names:
            people.setdefault(name.person, (name.post, []))[1].append(slot.post)
    rows: list[Row] = []
    fill = Fill.WEEKEND if day.rest else Fill.NONE
    words = day_words(day.date)
    for index, (person, (post, _)) in enumerate(people.items()):
        date_cell = Cell(
            runs=(Run(words, Role.STRONG, 11, line=True), Run(f"星期{weekday_word(day.date)}", Role.MUTED, 9)),
            down=len(people),
            fill=fill,
        )
        first = (date_cell,) if not index else ()
        rows.append(
            (*first, Cell(runs=name_runs(person, Role.STRONG, 12.0)), Cell(post, size=9.5), *(Cell() for _ in range(7)))
        )
    return rows
