"""The street's consolidated workbook: a row a village, ranking, month over month, exceptions, people, who sent what."""

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
    PageBreak,
    PageSetup,
    Paragraph,
    Role,
    Row,
    Run,
    Table,
)
from villagedesk.papers.street.facts import NAMES, MonthFacts, compared, month_words, whole
from villagedesk.papers.street.merged import Merged, VillageRow, attendance_rate
from villagedesk.papers.street.scheme import COUNTED
from villagedesk.security.seal import column_letters

PEOPLE_SHEET = "各村人员"
_WIDE = PageSetup("A4", landscape=True, top_mm=14, bottom_mm=14, left_mm=12, right_mm=12)
_COUNTS = (
    ("接待群众\n（人次）", "接待群众_人次"),
    ("办理事项\n（件次）", "办理事项_件次"),
    ("调处纠纷\n（件）", "调处纠纷_件"),
)
_RATES = (("答复率", "收集诉求", "已答复"), ("解决率", "收集诉求", "已解决"), ("调解成功率", "调解结束", "调解成功"))
_FIRST_ROW = 4  # title, head and head: data rows begin in row 4 of the sheet


def documents(merged: Merged) -> tuple[Document, ...]:
    """Every sheet of the consolidated workbook."""
    return (
        overview(merged),
        ranking(merged),
        scheme(merged),
        month_over_month(merged),
        exceptions(merged),
        sending(merged),
        people(merged),
    )


def _head(word: str, across: int = 1, down: int = 1) -> Cell:
    return Cell(word, role=Role.HEAD, fill=Fill.SOFT, across=across, down=down)


def _heads(*words: str) -> tuple[Row, ...]:
    return (tuple(_head(word) for word in words),)


def _figure(value: float | None) -> float | str:
    found = whole(value)
    return "—" if found is None else found


def overview(merged: Merged) -> Document:
    """One row a village with totals as formulas, and charts below."""
    first = (
        *(_head(word, down=2) for word in ("序号", "村（社区）")),
        *(_head(word, down=2) for word, _ in _COUNTS),
        _head("诉求（件）", across=3),
        _head("答复率\n%", down=2),
        _head("解决率\n%", down=2),
        _head("调解（件）", across=2),
        _head("成功率\n%", down=2),
        _head("坐班（半天）", across=2),
        _head("到岗率\n%", down=2),
        _head("旷工\n半天", down=2),
        _head("异常\n项", down=2),
        _head("原表", down=2),
    )
    second = tuple(_head(word) for word in ("收集", "已答复", "已解决", "结束", "成功", "应到", "实到"))
    rows = tuple(_overview_row(i, row, merged) for i, row in enumerate(merged.rows, 1))
    widths = (10, 29, 16, 16, 15, 13, 14, 14, 14, 14, 13, 13, 14, 14, 14, 14, 12, 12, 13)
    table = Table(
        tuple(Column(width) for width in widths),
        (first, second),
        rows,
        (_total_row(merged),) if rows else (),
        row_mm=8,
        head_mm=8,
        size=10,
        name="overview",
    )
    title = f"{merged.street}{month_words(merged.month)}村（社区）坐班值班工作汇总"
    charts = _charts(merged)
    blocks: list[Block] = [table, *((PageBreak(), *charts) if charts else ())]
    return Document("汇总", title, tuple(blocks), _WIDE, subject="街道汇总")


def _overview_row(number: int, row: VillageRow, merged: Merged) -> Row:
    facts, at = row.facts, number + _FIRST_ROW - 1
    raised, answered, solved = _parts(facts, "答复率")[1], _parts(facts, "答复率")[0], _parts(facts, "解决率")[0]
    succeeded, mediated = _parts(facts, "调解成功率")
    first = sum(len(other.facts.people) for other in merged.rows[: number - 1]) + 3
    name = Cell(facts.village, role=Role.STRONG, size=10.5, link=f"'{PEOPLE_SHEET}'!A{first}")
    return (
        Cell(number),
        name,
        *(Cell(whole(facts.value(key) or 0)) for _, key in _COUNTS),
        *(Cell(value) for value in (whole(raised), whole(answered), whole(solved))),
        _rate(facts.value("答复率"), "G", "F", at),
        _rate(facts.value("解决率"), "H", "F", at),
        Cell(whole(mediated)),
        Cell(whole(succeeded)),
        _rate(facts.value("调解成功率"), "L", "K", at),
        Cell(whole(facts.due)),
        Cell(whole(facts.present)),
        _rate(facts.attendance_rate, "O", "N", at),
        Cell(whole(sum(person.absent for person in facts.people))),
        Cell(len(facts.exceptions)),
        Cell("打开", link=row.link) if row.link else Cell(),
    )


def _parts(facts: MonthFacts, name: str) -> tuple[float, float]:
    figure = facts.figure(name)
    return figure.of, figure.over


def _rate(value: float | None, part: str, of: str, row: int) -> Cell:
    formula = f'=IF({of}{row}=0,"—",ROUND(100*{part}{row}/{of}{row},1))'
    return Cell("—" if value is None else value, formula=formula)


def _total_row(merged: Merged) -> Row:
    last = len(merged.rows) + _FIRST_ROW - 1
    at = last + 1
    totals = merged.totals
    every = [row.facts for row in merged.rows]

    def total(column: int, value: float) -> Cell:
        letter = column_letters(column)
        formula = f"=SUM({letter}{_FIRST_ROW}:{letter}{last})"
        return Cell(whole(value), formula=formula, role=Role.STRONG, fill=Fill.SOFT, size=10)

    def rate(value: float | None, part: str, of: str) -> Cell:
        made = _rate(value, part, of, at)
        return Cell(made.value, formula=made.formula, role=Role.STRONG, fill=Fill.SOFT, size=10)

    raised, answered = (sum(_parts(facts, "答复率")[i] for facts in every) for i in (1, 0))
    solved = sum(_parts(facts, "解决率")[0] for facts in every)
    succeeded, mediated = (sum(_parts(facts, "调解成功率")[i] for facts in every) for i in (0, 1))
    return (
        Cell(f"合计（{len(merged.rows)} 个村）", role=Role.STRONG, fill=Fill.SOFT, across=2, size=10),
        *(total(2 + i, totals[key] or 0) for i, (_, key) in enumerate(_COUNTS)),
        *(total(5 + i, value) for i, value in enumerate((raised, answered, solved))),
        rate(totals["答复率"], "G", "F"),
        rate(totals["解决率"], "H", "F"),
        total(10, mediated),
        total(11, succeeded),
        rate(totals["调解成功率"], "L", "K"),
        total(13, sum(facts.due for facts in every)),
        total(14, sum(facts.present for facts in every)),
        rate(attendance_rate(every), "O", "N"),
        total(16, sum(person.absent for facts in every for person in facts.people)),
        total(17, sum(len(facts.exceptions) for facts in every)),
        Cell(fill=Fill.SOFT),
    )


def _charts(merged: Merged) -> tuple[Chart, ...]:
    shown_rows = merged.rows[:30]
    if not shown_rows:
        return ()
    names = tuple(row.facts.village for row in shown_rows)
    visits = tuple(row.facts.value("接待群众_人次") or 0.0 for row in shown_rows)
    matters = tuple(row.facts.value("办理事项_件次") or 0.0 for row in shown_rows)
    rates = tuple(row.facts.attendance_rate or 0.0 for row in shown_rows)
    return (
        Chart(
            "接待群众与办理事项", ChartKind.BAR, names, (("接待群众（人次）", visits), ("办理事项（件次）", matters))
        ),
        Chart("到岗率", ChartKind.BAR, names, (("到岗率", rates),), "%"),
    )


def ranking(merged: Merged) -> Document:
    """Villages by points, with what each line of the scheme counted and brought."""
    names = tuple(dict.fromkeys(point.name for used in merged.schemes_used for point in used.points))
    several = len(merged.schemes_used) > 1
    words = (
        "名次",
        "村（社区）",
        "得分",
        *(f"{name}\n（得分）" for name in names),
        *(("计分办法",) if several else ()),
    )
    rows = tuple(_ranked(merged, place, row, names, several=several) for place, row, _ in merged.ranking)
    wide = len(words) > 8
    columns = (Column(14), Column(34, flex=True), Column(17), *(Column(25) for _ in words[3:]))
    table = Table(columns, _heads(*words), rows, row_mm=8, head_mm=12, size=9.5, name="ranking")
    note = "每格是情况和得分。按比例得分的项目合计一百分，没有诉求或调解的村该项不计权重；办法见“计分办法”表。"
    title = f"{merged.street}{month_words(merged.month)}坐班值班工作排名"
    return Document(
        "排名", title, (table, Paragraph((Run(note, Role.SMALL),), above_mm=1)), _WIDE if wide else PageSetup("A4")
    )


def _ranked(merged: Merged, place: int, row: VillageRow, names: tuple[str, ...], *, several: bool) -> Row:
    points, lines = merged.score(row)
    brought = {line.name: f"{line.counted}　{line.points:+g}" for line in lines}
    used = merged.scheme_of(row)
    return (
        Cell(place, role=Role.STRONG),
        Cell(row.facts.village, role=Role.STRONG),
        Cell(_figure(points), role=Role.STRONG),
        *(Cell(brought.get(name, "—")) for name in names),
        *((Cell(used.profile or "各村通用", size=8.5),) if several else ()),
    )


def scheme(merged: Merged) -> Document:
    """The versions of the point scheme that the ranking rests on."""
    words = ("适用", "自哪月起", "项目", "分值", "每", "封顶", "说明")
    rows = tuple(
        (
            Cell(used.profile or "各村通用"),
            Cell(used.from_month or "—"),
            Cell(point.name, role=Role.STRONG),
            Cell(whole(point.weight)),
            Cell(f"{point.per:g} {COUNTED[point.name][0]}" if point.per else "按比例"),
            Cell(whole(point.limit) if point.limit else "—"),
            Cell(point.words, align=Align.LEFT),
        )
        for used in merged.schemes_used
        for point in used.points
    )
    columns = (Column(34), Column(20), Column(26), Column(14), Column(20), Column(14), Column(46, flex=True))
    title = f"{merged.street}坐班值班工作计分办法"
    return Document(
        "计分办法", title, (Table(columns, _heads(*words), rows, row_mm=8, name="scheme"),), PageSetup("A4")
    )


def month_over_month(merged: Merged) -> Document:
    """Each village's figures with the change against last month and last year."""
    first = (_head("村（社区）", down=2), *(_head(name.replace("_", "\n"), across=3) for name in NAMES))
    second = tuple(_head(word) for _ in NAMES for word in ("本月", "比上月", "比去年"))
    rows: list[Row] = []
    for row in merged.rows:
        cells = [Cell(row.facts.village, role=Role.STRONG, size=9.5)]
        for name in NAMES:
            figure = row.facts.figure(name)
            cells += [
                Cell(_figure(figure.value)),
                Cell(compared(figure.value, figure.last_month, figure.unit).replace(" 个百分点", "")),
                Cell(compared(figure.value, figure.last_year, figure.unit).replace(" 个百分点", "")),
            ]
        rows.append(tuple(cells))
    columns = (Column(28), *(Column(13.5) for _ in range(18)))
    table = Table(columns, (first, second), tuple(rows), row_mm=8, head_mm=10, size=8.5, name="changes")
    title = f"{merged.street}{month_words(merged.month)}各村环比、同比"
    return Document("环比同比", title, (table,), _WIDE)


def exceptions(merged: Merged) -> Document:
    """Every exception of every village, unexplained ones marked."""
    rows = tuple(
        (
            Cell(row.facts.village),
            Cell(item.day),
            Cell(item.person, role=Role.STRONG, size=10),
            Cell(item.what, align=Align.LEFT),
            Cell(item.explained or "尚未说明", align=Align.LEFT, role=Role.BODY if item.explained else Role.WARN),
        )
        for row in merged.rows
        for item in row.facts.exceptions
    )
    columns = (Column(30), Column(24), Column(24), Column(60, flex=True), Column(60, flex=True))
    title = f"{merged.street}{month_words(merged.month)}考勤异常一览"
    blocks: tuple[Block, ...] = (Table(columns, _heads("村（社区）", "日期", "姓名", "情况", "说明"), rows, size=9.5),)
    if not rows:
        blocks = (Paragraph((Run("零报告：各村都没有异常。"),), indent=2),)
    return Document("异常一览", title, blocks, _WIDE)


def sending(merged: Merged) -> Document:
    """Who sent, who is late, who is missing, what was altered, which files were put aside."""
    rows: list[Row] = [_sent(row, row.timing) for row in merged.rows]
    rows += [_sent(row, "未计入合计") for row in merged.altered]
    rows += [_sent(row, "已被后一次替代") for row in merged.superseded]
    for village in merged.missing:
        rows.append((Cell(village, role=Role.STRONG), Cell("未报送", role=Role.WARN), *(Cell() for _ in range(6))))
    for fault in merged.faults:
        says = Cell(fault.says, align=Align.LEFT)
        rows.append(
            (
                Cell(fault.village),
                Cell("未采用", role=Role.WARN),
                *(Cell(), Cell(), Cell()),
                Cell(fault.month),
                Cell(fault.file),
                says,
            )
        )
    words = ("村（社区）", "证明", "情况", "编制时间", "收到时间", "月份、次数", "文件", "说明")
    columns = (
        *(Column(30), Column(20), Column(30), Column(25), Column(25), Column(26), Column(50)),
        Column(56, Align.LEFT, flex=True),
    )
    title = f"{merged.street}{month_words(merged.month)}报送情况"
    note = "是否按时以第一次报送的编制时间为准（在村的签名之下，改了就不能通过核验）；收到时间是街道收进本程序的时间。"
    blocks: tuple[Block, ...] = (
        Table(columns, _heads(*words), tuple(rows), size=9.5),
        Paragraph((Run(note, size=9),)),
    )
    return Document("报送情况", title, blocks, _WIDE)


def _sent(row: VillageRow, what: str) -> Row:
    warn = row.state not in ("未改动", "简易表")
    return (
        Cell(row.facts.village, role=Role.STRONG, size=10),
        Cell(row.state, role=Role.WARN if warn else Role.BODY),
        Cell(what, role=Role.WARN if what.startswith("迟报") or row.came_late else Role.BODY),
        Cell(row.facts.made_at[:16], size=8.5),
        Cell(row.received_at[:16], size=8.5),
        Cell(f"{row.facts.month}　第 {row.facts.revision} 次"),
        Cell(row.file, align=Align.LEFT, size=8.5),
        Cell(row.says, align=Align.LEFT, size=8.5),
    )


def people(merged: Merged) -> Document:
    """Every person of every village: where the drill-down from the overview arrives."""
    words = ("村（社区）", "姓名", "职务", "应坐班\n半天", "实坐班\n半天", "公出\n半天", "请假\n天", "迟到\n早退",
             "旷工\n半天", "周末\n值班", "假日\n值班", "到岗率\n%")  # fmt: skip
    rows = tuple(_person(row.facts, i) for row in merged.rows for i in range(len(row.facts.people)))
    columns = (Column(30), Column(22), Column(22), *(Column(17) for _ in range(9)))
    title = f"{merged.street}{month_words(merged.month)}各村人员坐班考勤"
    blocks: tuple[Block, ...] = (Table(columns, _heads(*words), rows, row_mm=7.5, head_mm=12, size=9.5),)
    return Document(PEOPLE_SHEET, title, blocks, _WIDE)


def _person(facts: MonthFacts, index: int) -> Row:
    person = facts.people[index]
    counts = (
        person.due, person.present, person.errand, person.leave, person.late + person.early,
        person.absent, person.duty_weekend, person.duty_holiday,
    )  # fmt: skip
    return (
        Cell(facts.village),
        Cell(person.person, role=Role.STRONG, size=10),
        Cell(person.post),
        *(Cell(whole(value), fill=Fill.WARN if i == 5 and value else Fill.NONE) for i, value in enumerate(counts)),
        Cell(_figure(person.rate)),
    )
