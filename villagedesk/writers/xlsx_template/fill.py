"""A template filled: single values in their cells, lists downwards with rows added where they are longer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from villagedesk.base.document import Scalar, plain_text
from villagedesk.base.errors import Mistake
from villagedesk.writers.whole import whole
from villagedesk.writers.xlsx_template.insertion import Insertion, insert_rows
from villagedesk.writers.xlsx_template.marks import MARK, Filling, opened, unknown_marks
from villagedesk.writers.xlsx_template.package import Package, only
from villagedesk.writers.xlsx_template.sheet import Looks, Place, Sheet, place_of

_LAST_WORDS = ("合计", "总计", "小计", "平均")
_BELOW = re.compile(r"(说明|注|备注|填[报表写]|审核|负责|单位|制表).{0,12}[：:]|.*[：:]$")
Rows = Sequence[Mapping[str, Scalar]]


def fill(content: bytes, name: str, marks: Mapping[str, str], filling: Filling, path: Path) -> int:
    """Fill a template and write it to `path`; how many cells were filled.

    Raises `Mistake` naming every mark that means nothing. Whatever is not filled stays as it came, and every
    program calculates the formulas anew when it opens the workbook.
    """
    unknown = unknown_marks(content, name, marks, filling)
    if unknown:
        raise Mistake(f"模板里有看不懂的标记：{'、'.join(unknown[:8])}；请改正名称或去掉标记。", "marks")
    package = opened(content, name)
    looks = Looks(package)
    count = 0
    for title, part in package.sheets().items():
        own = {place.rpartition("!")[2]: mark for place, mark in marks.items() if place.rpartition("!")[0] == title}
        if own or part:
            count += _fill_sheet(package, Sheet(package, title, part), own, filling, looks)
    if count:
        package.recalculate()
        with whole(path) as draft:
            package.save(draft)
    return count


def _fill_sheet(package: Package, sheet: Sheet, marks: Mapping[str, str], filling: Filling, looks: Looks) -> int:
    count = _edges(package, sheet, filling)
    columns: dict[str, list[tuple[int, int, str]]] = {}
    for place, name, template in list(_places(sheet, marks)):
        head, dot, tail = name.partition(".")
        if dot:
            columns.setdefault(head, []).append((*place, tail))
        else:
            count += _put(sheet, place, template, filling.values, looks)
    # From the bottom up: rows that one list adds do not move the places of the lists above.
    for head in sorted(columns, key=lambda one: -min(row for row, _, _ in columns[one])):
        count += _fill_list(package, sheet, columns[head], filling.lists[head], looks)
    return count


def _places(sheet: Sheet, marks: Mapping[str, str]) -> Iterable[tuple[Place, str, str]]:
    """Place, name and the cell's own text with the mark; a text with several marks comes once with its first name."""
    for place, text in sheet.texts():
        if names := MARK.findall(text):
            yield place, names[0], text
    for at, name in marks.items():
        place = place_of(at)
        text = "" if sheet.is_number(place) else sheet.text(place)
        if re.fullmatch(r"\s*年\s*月\s*", text):
            text = ""
        yield place, name, f"{text}{{{{{name}}}}}"


def _put(sheet: Sheet, place: Place, template: str, values: Mapping[str, Scalar], looks: Looks) -> int:
    alone = MARK.fullmatch(template.strip())
    if alone:
        _write(sheet, place, values[alone[1]], looks, share=alone[1].endswith("率"))
        return 1

    def said(text: str) -> str:
        return MARK.sub(lambda mark: plain_text(values.get(mark[1], mark[0])), text)

    if sheet.text(place) != template or not sheet.put_within(place, said) or MARK.search(sheet.text(place)):
        sheet.put(place, said(template))
    return 1


def _write(sheet: Sheet, place: Place, value: Scalar, looks: Looks, *, share: bool = False) -> None:
    cell = sheet.put(place, value)
    if share and isinstance(value, int | float):
        looks.as_share(cell)


def _fill_list(package: Package, sheet: Sheet, places: Sequence[tuple[int, int, str]], rows: Rows, looks: Looks) -> int:
    first = min(row for row, _, _ in places)
    room = _room(sheet, first, [column for _, column, _ in places])
    if len(rows) > room:
        sheet.cell((first + room - 1, places[0][1]))
        insert_rows(package, sheet, Insertion(sheet.name, first, first + room - 1, len(rows) - room))
    for offset in range(max(room, len(rows))):
        values = rows[offset] if offset < len(rows) else {}
        for row, column, tail in places:
            place = (row + offset, column)
            if offset < len(rows) or MARK.search(sheet.text(place)):
                _write(sheet, place, values.get(tail), looks, share=tail.endswith("率"))
    return len(rows) * len(places)


def _room(sheet: Sheet, first: int, columns: Sequence[int]) -> int:
    """How many rows the template keeps for a list: down to totals, notes or anything written in its columns."""
    for row in range(first + 1, max(sheet.last_row, first) + 1):
        texts = [sheet.text((row, column)).strip() for column in range(1, max(columns) + 1)]
        if any(text in _LAST_WORDS or _BELOW.match(text) for text in texts):
            return row - first
        if any(sheet.text((row, column)) or sheet.is_formula((row, column)) for column in columns):
            return row - first
        if any(sheet.is_covered((row, column)) for column in columns):
            return row - first
    return max(sheet.last_row, first) - first + 1


def _edges(package: Package, sheet: Sheet, filling: Filling) -> int:
    """Marks in what is printed above and below each page."""
    count = 0
    edges = only(sheet.root, "headerFooter")
    for text in [] if edges is None else edges:
        if text.text and MARK.search(text.text):
            text.text = MARK.sub(
                lambda mark: plain_text(filling.values.get(mark[1], mark[0])).replace("&", "&&"), text.text
            )
            package.touch(sheet.part)
            count += 1
    return count
