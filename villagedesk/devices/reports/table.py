"""Plain tables of punches: a header row somewhere near the top, one person and moment a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from villagedesk.base.errors import Mistake
from villagedesk.devices import moments
from villagedesk.devices.reading import Batch, Unmapped, Wishes
from villagedesk.devices.reports.cells import Collector
from villagedesk.devices.reports.columns import Columns, by_wishes, by_words
from villagedesk.devices.sheets.grid import Sheet, Value, row_text, shown, word

_TOP = 15
_WIDEST = 300
_SAMPLE = 200
_STATES = (("退", "out"), ("下班", "out"), ("出", "out"), ("签到", "in"), ("上班", "in"), ("进", "in"), ("入", "in"))
_NOBODY_CAME = ("--", "—", "-", "未打卡", "缺卡")
_SECOND = ("打卡时间", "打卡状态", "打卡结果", "部门", "职务", "最早", "最晚")
"""Words of the second line of a heading whose first line is merged over several columns."""
_TOTALS = ("合计", "总计", "小计", "共计", "制表", "打印", "备注", "说明", "审核")


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet whose columns are understood: rows after `header` (from 0) are data."""

    sheet: Sheet
    header: int
    columns: Columns


def understand(sheet: Sheet, wishes: Wishes) -> Table | None:
    """The header row and the columns of a sheet; None when the words are not enough."""
    for index, row in enumerate(sheet.rows[:_TOP]):
        if not 2 <= sum(1 for cell in row if shown(cell)) <= _WIDEST:
            continue
        examples = sheet.rows[index + 1 : index + 1 + _SAMPLE]
        columns = by_wishes(row, wishes.columns) if wishes.columns else by_words(row, examples)
        if columns.complete and (wishes.columns or not _is_second_heading(sheet, index + 1, columns)):
            return Table(sheet, index, columns)
        if index + 1 < len(sheet.rows) and not wishes.columns:
            columns = by_words(_joined(row, sheet.rows[index + 1]), examples[1:])
            if columns.complete:
                return Table(sheet, index + 1, columns)
    return None


def _is_second_heading(sheet: Sheet, index: int, columns: Columns) -> bool:
    """Whether the row below a heading is its second line: words, but nothing where person and day stand."""
    if index >= len(sheet.rows):
        return False
    row = sheet.rows[index]
    fixed = [column for column in (columns.badge, columns.name, columns.moment, columns.date) if column >= 0]
    return not any(shown(row[column]) for column in fixed if column < len(row)) and any(
        column < len(row) and word(row[column]) in _SECOND for column in range(len(row))
    )


def unmapped(sheet: Sheet, encoding: str) -> Unmapped | None:
    """A table that holds moments in some column, but whose columns nobody named; None when there are none."""
    for index, row in enumerate(sheet.rows[:_TOP]):
        examples = sheet.rows[index + 1 : index + 9]
        dated = sum(1 for line in examples for cell in line if not moments.read_moment(cell)[1])
        if sum(1 for cell in row if shown(cell)) >= 2 and dated >= max(1, len(examples) // 2):
            shown_rows = tuple(tuple(shown(cell) for cell in line) for line in examples)
            return Unmapped(encoding, tuple(shown(cell) for cell in row), shown_rows)
    return None


def read(tables: Sequence[Table], wishes: Wishes) -> Iterator[Batch]:
    """Every row of every understood table, in batches."""
    _ask_year(tables, wishes)
    order = wishes.date_order or _order(tables, wishes)
    for table in tables:
        collector = Collector(wishes.now.date(), to_minute=False)
        for line, row in enumerate(table.sheet.rows[table.header + 1 :], table.header + 2):
            _take(row, line, table.columns, (order, wishes.year), collector)
            if len(collector.rows) + len(collector.problems) >= 20_000:
                yield collector.batch()
                collector = Collector(wishes.now.date(), to_minute=False)
        yield collector.batch()


def _joined(above: Sequence[Value], below: Sequence[Value]) -> list[Value]:
    """Two header rows as one: the lower word, else the upper."""
    width = max(len(above), len(below))
    pick = [(row[i] if i < len(row) else "") for row in (below, above) for i in range(width)]
    return [low if shown(low) else high for low, high in zip(pick[:width], pick[width:], strict=True)]


def _ask_year(tables: Sequence[Table], wishes: Wishes) -> None:
    """`Mistake` when the dates of a table have no year and nobody said which it is."""
    for table in tables:
        column = table.columns.moment if table.columns.moment >= 0 else table.columns.date
        first = next(
            (row[column] for row in table.sheet.rows[table.header + 1 :] if column < len(row) and row[column]), ""
        )
        bare = moments.read_date(first)[1] and not moments.read_date(first, year=2024)[1]
        if bare and wishes.year is None:
            raise Mistake(
                f"表里的日期（例如 {shown(first)}）没有写年份，没有导入；请用 --year 写明年份，例如 --year 2026。",
                "year",
            )


def _order(tables: Sequence[Table], wishes: Wishes) -> str:
    texts: list[str] = []
    for table in tables:
        column = table.columns.moment if table.columns.moment >= 0 else table.columns.date
        cells = (shown(row[column]) for row in table.sheet.rows[table.header + 1 :] if column < len(row))
        texts += [text for text in cells if moments.has_open_order(text)]
    if not texts:
        return "mdy"
    order = moments.date_order(texts, wishes.now.date())
    if not order:
        raise Mistake(
            f"表里的日期（例如 {texts[0]}）看不出是“月/日/年”还是“日/月/年”，没有导入；"
            "请说明日期顺序：月在前加 --date-order mdy，日在前加 --date-order dmy。",
            "date_order",
        )
    return order


def _take(row: Sequence[Value], line: int, columns: Columns, how: tuple[str, int | None], into: Collector) -> None:
    def cell(column: int) -> Value:
        return row[column] if 0 <= column < len(row) else ""

    number, name = shown(cell(columns.badge)), shown(cell(columns.name))
    when = cell(columns.moment if columns.moment >= 0 else columns.date)
    timed = bool(shown(when))
    if (not timed and _is_footer(row)) or shown(when) in _NOBODY_CAME:
        return
    text = row_text(row)[:500]
    if "␀" in text:
        into.reject(line, text, "nul_bytes")
        return
    badge = into.person(number, name)
    if columns.moment >= 0:
        at, reason = moments.read_moment(when, *how) if timed else ("", "no_time")
        if reason or not badge:
            into.reject(line, text, reason or "no_badge")
        else:
            into.add(badge, at, line, text, _state(shown(cell(columns.state))), shown(cell(columns.verify)))
        return
    filled = [cell(column) for column in columns.times if shown(cell(column))]
    day, reason = moments.read_date(when, *how)
    if reason:
        if filled:
            into.reject(line, text, reason)
        return
    for value in filled:
        into.cell(badge, moments.date.fromisoformat(day), value, line, text)


def _state(text: str) -> str:
    if text in ("0", "I", "IN", "In", "in", "C/In"):
        return "in"
    if text in ("1", "O", "OUT", "Out", "out", "C/Out"):
        return "out"
    return next((state for part, state in _STATES if part in text), "")


def _is_footer(row: Sequence[Value]) -> bool:
    """Whether a row without a time is empty, a total or a note, and not a punch."""
    texts = [text for cell in row if (text := shown(cell))]
    return len(texts) <= 2 or texts[0].startswith(_TOTALS)
