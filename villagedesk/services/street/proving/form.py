"""The plain form read by its words, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from villagedesk.base.errors import Mistake
from villagedesk.base.fields import heading_key
from villagedesk.papers.street import plain_form
from villagedesk.papers.street.facts import Figure, MonthFacts, PersonMonth
from villagedesk.security.seal import column_letters
from villagedesk.services.street.proving.reading import Opened, Rows, text_of

_COUNT_KEYS = {heading_key(word): word for word in plain_form.COUNTS}
_FIELDS = ("person", "post", "due", "present", "errand", "leave", "late", "early", "absent", "duty_weekend",
           "duty_holiday")  # fmt: skip
_PEOPLE_KEYS = {heading_key(word): name for word, name in zip(plain_form.PEOPLE, _FIELDS, strict=True)}
_WHOLE = ("late", "early")
_LABELS = {*_COUNT_KEYS, heading_key(plain_form.VILLAGE), heading_key(plain_form.MONTH)}


def is_form(opened: Opened) -> bool:
    """Whether the workbook is the street's plain form: the sheet's name, or its words on the first sheet."""
    return _sheet(opened) != ""


def _sheet(opened: Opened) -> str:
    if plain_form.SHEET in opened.names:
        return plain_form.SHEET
    for name in opened.names[:3]:
        words = {heading_key(text_of(cell)) for row in opened.rows(name)[:40] for cell in row}
        if len(words & set(_COUNT_KEYS)) >= 3 and heading_key(plain_form.MONTH) in words:
            return name
    return ""


def read_form(opened: Opened) -> MonthFacts:
    """What the form states; `Mistake` names the cell that cannot be read."""
    name = opened.path.name
    sheet = _sheet(opened)
    rows = opened.rows(sheet)
    formulas = frozenset(opened.formulas(sheet))
    village = _beside(rows, plain_form.VILLAGE, formulas, name)
    if not village:
        raise Mistake(f"“{name}”没有填村（社区）名称，没有计入；请让对方补填。", "village")
    month = _month(_beside(rows, plain_form.MONTH, formulas, name), name)
    counts = {word: _count(rows, key, name) for key, word in _COUNT_KEYS.items()}
    people = _people(rows, formulas, name)
    return MonthFacts(village=village, month=month, masked=True, figures=_figures(counts), people=people)


def _month(text: str, name: str) -> str:
    found = re.fullmatch(r"(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\D.*)?", text)
    if not found or not 1 <= int(found[2]) <= 12:
        raise Mistake(f"“{name}”的月份写的是“{text}”，看不懂，没有计入；请写成 2026-11 这样。", "month")
    return f"{found[1]}-{int(found[2]):02d}"


def _beside(rows: Rows, word: str, formulas: frozenset[str], name: str) -> str:
    """The text in the first filled cell to the right of a label."""
    for line, row in enumerate(rows):
        for column, cell in enumerate(row):
            if heading_key(text_of(cell)) == heading_key(word):
                for further in range(column + 1, len(row)):
                    place = f"{column_letters(further)}{line + 1}"
                    if place in formulas:
                        raise Mistake(f"“{name}”的 {place}（{word}）是公式，不是填写的文字，没有计入。", "formula")
                    if text := text_of(row[further]):
                        return "" if heading_key(text) in _LABELS else text
    return ""


def _count(rows: Rows, key: str, name: str) -> float:
    for line, row in enumerate(rows):
        for column, cell in enumerate(row):
            if heading_key(text_of(cell)) == key:
                return _first_number(row, column, line, name)
    raise Mistake(
        f"“{name}”找不到“{_COUNT_KEYS[key]}”这一项，表头可能被改过，没有计入；请用街道发的简易表。", "columns"
    )


def _first_number(row: Sequence[Any], column: int, line: int, name: str) -> float:
    for further in range(column + 1, len(row)):
        value = row[further]
        if isinstance(value, str) and heading_key(value) in _COUNT_KEYS:
            break
        if text_of(value):
            return _number(value, f"{column_letters(further)}{line + 1}", name)
    return 0.0


def _number(value: Any, place: str, name: str) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = float(value)
    else:
        text = re.sub(r"[,，\s]|人次|件次|件|次|半天|天", "", text_of(value))
        try:
            number = float(text or 0)
        except ValueError:
            raise Mistake(f"“{name}”的 {place} 写的是“{text_of(value)}”，应是数字，没有计入。", "number") from None
    if not 0 <= number < 1e7:
        raise Mistake(f"“{name}”的 {place} 是 {number:g}，不是合理的数字，没有计入。", "number")
    return number


def _people(rows: Rows, formulas: frozenset[str], name: str) -> tuple[PersonMonth, ...]:
    for line, row in enumerate(rows):
        keys = [_PEOPLE_KEYS.get(heading_key(text_of(cell)), "") for cell in row]
        if "person" in keys and sum(map(bool, keys)) >= 3:
            lacking = [
                word for key, word in zip(_PEOPLE_KEYS.values(), plain_form.PEOPLE, strict=True) if key not in keys
            ]
            if lacking:
                raise Mistake(f"“{name}”的人员表缺少“{lacking[0]}”一列，没有计入；请用街道发的简易表。", "columns")
            return _people_below(rows, line, keys, formulas, name)
    return ()


def _people_below(
    rows: Rows, head: int, keys: Sequence[str], formulas: frozenset[str], name: str
) -> tuple[PersonMonth, ...]:
    found: list[PersonMonth] = []
    at = keys.index("person")
    for line in range(head + 1, len(rows)):
        row = rows[line]
        person = text_of(row[at]) if at < len(row) else ""
        place = f"{column_letters(at)}{line + 1}"
        if place in formulas:
            raise Mistake(f"“{name}”的 {place}（姓名）是公式，不是填写的姓名，没有计入。", "formula")
        if not person or person in ("合计", "总计", "小计") or person.startswith(("说明", "填报")):
            continue
        values: dict[str, Any] = {"person": person}
        for column, key in enumerate(keys):
            if key == "post":
                values[key] = text_of(row[column])
            elif key and key != "person" and column < len(row):
                number = _number(row[column], f"{column_letters(column)}{line + 1}", name)
                values[key] = int(number) if key in _WHOLE else number
        found.append(PersonMonth(**values))
    return tuple(found)


def _figures(counts: dict[str, float]) -> tuple[Figure, ...]:
    visits, matters, disputes, raised, answered, solved, mediated, succeeded = (counts[w] for w in plain_form.COUNTS)

    def rate(name: str, of: float, over: float) -> Figure:
        return Figure(name, round(100 * of / over, 1) if over else None, of, over)

    return (
        Figure("接待群众_人次", visits),
        Figure("办理事项_件次", matters),
        Figure("调处纠纷_件", disputes),
        rate("答复率", answered, raised),
        rate("解决率", solved, raised),
        rate("调解成功率", succeeded, mediated),
        Figure("收集诉求_件", raised),
    )
