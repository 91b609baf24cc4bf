"""月报汇总: the month's figures against last month and last year, people, exceptions, and a place to sign."""

from __future__ import annotations

from villagedesk.base.document import (
    Align,
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Document,
    Fill,
    Head,
    PageBreak,
    PageSetup,
    Paragraph,
    Role,
    Row,
    Run,
    Signatures,
    Split,
    Table,
)
from villagedesk.papers.street.facts import Figure, MonthFacts, PersonMonth, compared, month_words, whole

_SIZE = 10.5


def document(facts: MonthFacts, head: Head) -> Document:
    """The first sheet of the pack."""
    title = f"{facts.village} {month_words(facts.month)}坐班值班工作月报"
    blocks: list[Block] = [
        Split((Run(f"填报单位：{head.committee}"),), (Run(f"第 {facts.revision} 次报送　{facts.made_at[:10]}"),)),
        Paragraph((Run("一、群众工作", Role.HEADING),), above_mm=2),
        _figures(facts),
        Paragraph((Run("二、坐班考勤", Role.HEADING),), above_mm=3),
        _people(facts) if facts.people else _nothing("本月没有考勤记录。"),
        Paragraph((Run("三、异常与说明", Role.HEADING),), above_mm=3),
        _exceptions(facts) if facts.exceptions else _nothing("零报告：本月没有异常。"),
    ]
    if facts.notes:
        runs = tuple(Run(f"{i}. {note}", line=True) for i, note in enumerate(facts.notes, 1))
        blocks += [Paragraph((Run("四、说明", Role.HEADING),), above_mm=3), Paragraph(runs)]
    charts = _charts(facts)
    blocks += [
        *((PageBreak(), *charts) if charts else ()),
        Signatures(("填报人", "村（社区）书记", "驻村指导员"), dated=True),
    ]
    return Document("月报汇总", title, tuple(blocks), PageSetup("A4"), subject="月报汇总")


def _nothing(words: str) -> Paragraph:
    return Paragraph((Run(words),), indent=2)


def _head(*words: str) -> tuple[Row, ...]:
    return (tuple(Cell(word, role=Role.HEAD, fill=Fill.SOFT) for word in words),)


def _figures(facts: MonthFacts) -> Table:
    rows = tuple(_figure(figure) for figure in facts.figures)
    head = _head("项目", "单位", "本月", "上月", "比上月", "去年同月", "比去年同月")
    widths = (38, 14, 20, 20, 34, 20, 34)
    return Table(tuple(Column(w) for w in widths), head, rows, row_mm=8, size=_SIZE, name="figures")


def _figure(figure: Figure) -> Row:
    unit = figure.unit
    return (
        Cell(figure.label, align=Align.LEFT),
        Cell(unit),
        Cell(_number(figure.value), role=Role.STRONG),
        Cell(_number(figure.last_month)),
        Cell(compared(figure.value, figure.last_month, unit)),
        Cell(_number(figure.last_year)),
        Cell(compared(figure.value, figure.last_year, unit)),
    )


def _number(value: float | None) -> float | str:
    found = whole(value)
    return "—" if found is None else found


def _people(facts: MonthFacts) -> Table:
    words = ("序号", "姓名", "职务", "应坐班\n半天", "实坐班\n半天", "公出\n半天", "请假\n天", "迟到\n次", "早退\n次",
             "缺卡\n次", "旷工\n半天", "周末\n值班", "假日\n值班", "到岗率\n%")  # fmt: skip
    rows = tuple(_person(i, person) for i, person in enumerate(facts.people, 1))
    widths = (9, 19, 22, 15, 15, 11, 11, 10, 10, 10, 11, 11, 11, 14)
    return Table(
        tuple(Column(w) for w in widths),
        _head(*words),
        rows,
        (_people_sum(facts),),
        row_mm=7.5,
        size=9.5,
        name="people",
    )


def _person(number: int, person: PersonMonth) -> Row:
    counts = (
        person.due, person.present, person.errand, person.leave, person.late, person.early, person.missing,
        person.absent, person.duty_weekend, person.duty_holiday,
    )  # fmt: skip
    flagged = person.absent > 0
    return (
        Cell(number),
        Cell(person.person, role=Role.STRONG, size=10),
        Cell(person.post, size=8.5),
        *(Cell(_number(value), fill=Fill.WARN if flagged and i == 7 else Fill.NONE) for i, value in enumerate(counts)),
        Cell(_number(person.rate)),
    )


def _people_sum(facts: MonthFacts) -> Row:
    people = facts.people
    sums = (
        sum(p.due for p in people), sum(p.present for p in people), sum(p.errand for p in people),
        sum(p.leave for p in people), sum(p.late for p in people), sum(p.early for p in people),
        sum(p.missing for p in people), sum(p.absent for p in people), sum(p.duty_weekend for p in people),
        sum(p.duty_holiday for p in people),
    )  # fmt: skip
    return (
        Cell("合计", role=Role.STRONG, across=3, fill=Fill.SOFT),
        *(Cell(_number(v), formula="=SUM({body})", role=Role.STRONG, fill=Fill.SOFT, size=9.5) for v in sums),
        Cell(_number(facts.attendance_rate), role=Role.STRONG, fill=Fill.SOFT, size=9.5),
    )


def _exceptions(facts: MonthFacts) -> Table:
    rows = tuple(
        (
            Cell(item.day),
            Cell(item.person),
            Cell(item.what, align=Align.LEFT),
            Cell(item.explained or "尚未说明", align=Align.LEFT, role=Role.BODY if item.explained else Role.WARN),
        )
        for item in facts.exceptions
    )
    columns = (Column(24), Column(22), Column(60, flex=True), Column(60, flex=True))
    return Table(columns, _head("日期", "姓名", "情况", "说明"), rows, row_mm=7.5, size=9.5, name="exceptions")


def _charts(facts: MonthFacts) -> tuple[Chart, ...]:
    counts = [figure for figure in facts.figures if not figure.is_rate and figure.value is not None]
    if not counts:
        return ()
    series = (
        ("本月", tuple(figure.value or 0 for figure in counts)),
        ("上月", tuple(figure.last_month or 0 for figure in counts)),
        ("去年同月", tuple(figure.last_year or 0 for figure in counts)),
    )
    known = (True, any(f.last_month is not None for f in counts), any(f.last_year is not None for f in counts))
    series = tuple(one for one, is_known in zip(series, known, strict=True) if is_known)
    labels = tuple(f"{figure.label}（{figure.unit}）" for figure in counts)
    before = "、".join(name for name, _ in series[1:])
    return (Chart(f"群众工作与{before}比较" if before else "群众工作", ChartKind.BAR, labels, series),)
