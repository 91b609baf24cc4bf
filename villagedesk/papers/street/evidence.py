"""约谈材料: what the packs of several months say about one person, with the days that need a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from villagedesk.base.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Fill,
    PageSetup,
    Paragraph,
    Role,
    Run,
    Signatures,
    Split,
    Table,
)
from villagedesk.papers.street.facts import Exceptional, MonthFacts, PersonMonth, shown, whole
from villagedesk.papers.street.scheme import Scheme, person_points, scheme_for


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is talked to, by whom and when, and the versions of the street's point scheme."""

    street: str
    village: str
    person: str
    on: date
    schemes: tuple[Scheme, ...] = ()


def document(subject: Subject, months: Sequence[MonthFacts]) -> Document:
    """The sheet that lies on the table when a cadre is talked to; it states, it does not judge."""
    street, village, person, on = subject.street, subject.village, subject.person, subject.on
    lines = [(facts, line) for facts in months for line in facts.people if line.person == person]
    odd = [(facts, item) for facts in months for item in facts.exceptions if item.person == person]
    post = lines[-1][1].post if lines else ""
    blocks: list[Block] = [
        Split((Run(f"村（社区）：{village}　　姓名：{person}　　职务：{post}"),), (Run(f"{on.isoformat()} 制表"),)),
        Paragraph((Run("一、各月坐班", Role.HEADING),), above_mm=2),
        _months(lines),
        Paragraph((Run("二、需要说明的日期", Role.HEADING),), above_mm=3),
        _days(odd) if odd else Paragraph((Run("没有。"),), indent=2),
        Paragraph((Run("三、按街道计分办法计分", Role.HEADING),), above_mm=3),
        *_points(subject, lines),
        Paragraph((Run("四、本人说明", Role.HEADING),), above_mm=3),
        Table((Column(160, flex=True),), rows=((Cell(),),), row_mm=40),
        Paragraph((Run("五、约谈意见", Role.HEADING),), above_mm=3),
        Table((Column(160, flex=True),), rows=((Cell(),),), row_mm=30),
        Signatures(("被约谈人", "约谈人", "记录人"), dated=True),
    ]
    notice = "内部资料　不得张贴"
    return Document(f"约谈材料{person}", f"{street}村干部坐班约谈材料", tuple(blocks), PageSetup("A4"), notice)


def _head(words: Sequence[str]) -> tuple[tuple[Cell, ...], ...]:
    return (tuple(Cell(word, role=Role.HEAD, fill=Fill.SOFT) for word in words),)


def _months(lines: Sequence[tuple[MonthFacts, PersonMonth]]) -> Table:
    words = (
        "月份",
        "应坐班\n半天",
        "实坐班\n半天",
        "公出\n半天",
        "请假\n天",
        "迟到\n次",
        "早退\n次",
        "缺卡\n次",
        "旷工\n半天",
        "到岗率",
    )
    rows = tuple(
        (
            Cell(facts.month),
            *(
                Cell(whole(value))
                for value in (p.due, p.present, p.errand, p.leave, p.late, p.early, p.missing, p.absent)
            ),
            Cell(shown(p.rate, "%")),
        )
        for facts, p in lines
    )
    return Table((Column(22), *(Column(16) for _ in range(8)), Column(18)), _head(words), rows, head_mm=12)


def _days(odd: Sequence[tuple[MonthFacts, Exceptional]]) -> Table:
    rows = tuple(
        (
            Cell(item.day),
            Cell(item.what, align=Align.LEFT),
            Cell(item.explained or "尚未说明", align=Align.LEFT),
        )
        for _, item in odd
    )
    return Table((Column(26), Column(60, flex=True), Column(60, flex=True)), _head(("日期", "情况", "说明")), rows)


def _points(subject: Subject, lines: Sequence[tuple[MonthFacts, PersonMonth]]) -> list[Block]:
    """What the scheme's counted lines bring the person month by month, with the count and the version."""
    rows: list[tuple[Cell, ...]] = []
    total = 0.0
    for facts, line in lines:
        used = scheme_for(subject.schemes, facts.profile, facts.month)
        for scored in person_points(facts, line, used.points):
            total += scored.points
            rule = next(point.words for point in used.points if point.name == scored.name)
            found = (facts.month, scored.name, scored.counted, whole(scored.points))
            rows.append((*(Cell(value) for value in found), Cell(f"{rule}（{used.title}）", align=Align.LEFT)))
        if line.points:
            says = Cell(f"本村“{facts.profile or '考勤规则'}”的规定，由村里计算", align=Align.LEFT)
            rows.append((Cell(facts.month), Cell("本村规则"), Cell("—"), Cell(whole(line.points)), says))
    if not rows:
        return [Paragraph((Run("没有加分、扣分；本人没有适用的计次项目，或街道还没有制定。"),), indent=2)]
    sum_words = (Cell("街道计分合计", role=Role.STRONG, across=3, fill=Fill.SOFT), Cell(whole(round(total, 1))), Cell())
    columns = (Column(20), Column(26), Column(26), Column(18), Column(70, flex=True))
    return [Table(columns, _head(("月份", "项目", "次数", "得分", "依据")), tuple(rows), (sum_words,), size=10)]
