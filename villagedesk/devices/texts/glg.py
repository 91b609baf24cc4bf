"""GLG/AGL logs of the 浩顺/Timmy family: a header whose words name the fields, dates in several forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from pathlib import Path

from villagedesk.base.errors import Mistake, Problem
from villagedesk.devices import moments
from villagedesk.devices.reading import Batch, Row, Wishes, day_fault, problem
from villagedesk.devices.texts.lines import Block, blocks
from villagedesk.people.badges import clean_badge

_BADGE_WORDS = ("enno", "enrollno", "enrollnumber", "userno", "userid", "empno", "pin", "登记号", "登记号码", "工号")
_TIME_WORDS = ("datetime", "date/time", "datatime", "time", "date", "日期时间", "时间")
_STATE_WORDS = ("inout", "in/out", "io", "i/o")
_MOMENT = re.compile(
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})[\sT]+"
    r"(?:(?:AM|PM|am|pm)\s*)?\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AaPp][Mm])?"
)
_STATES = {"0": "in", "1": "out", "i": "in", "o": "out", "in": "in", "out": "out", "dutyon": "in", "dutyoff": "out"}


@dataclass(frozen=True, slots=True)
class Header:
    """Where the fields stand: by number of the cell from the left, before the moment."""

    badge: int
    name: int
    state: int
    width: int
    tabbed: bool


def header_of(line: str) -> Header | None:
    """The header's meaning, when the line is one."""
    tabbed = "\t" in line
    cells = [cell.strip().lower().replace(" ", "") for cell in (line.split("\t") if tabbed else line.split())]
    badge = next((i for i, cell in enumerate(cells) if cell in _BADGE_WORDS), -1)
    if badge < 0 or not any(cell in _TIME_WORDS for cell in cells[badge + 1 :]):
        return None
    if not {"no", "tmno", "mode", "序号"} & set(cells):
        return None
    name = next((i for i, cell in enumerate(cells) if cell in ("name", "姓名", "namegmno")), -1)
    state = next((i for i, cell in enumerate(cells) if cell in _STATE_WORDS), -1)
    return Header(badge, name if cells[name : name + 1] != ["namegmno"] else -1, state, len(cells), tabbed)


def find_header(text: str) -> Header | None:
    """The header among the first lines of a file (`#` lines may stand before it)."""
    for line in text.split("\n")[:30]:
        if found := header_of(line.strip("\r\ufeff")):
            return found
    return None


def read(path: Path, encoding: str, header: Header, wishes: Wishes) -> Iterator[Batch]:
    """Every row of the log; `Mistake` when day and month cannot be told apart and nobody said which is which."""
    order = wishes.date_order or _decide(path, encoding, wishes.now.date())
    reader = _Reader(header, order, wishes.now.date())
    for block in blocks(path, encoding):
        yield reader.batch(block, encoding)


def _decide(path: Path, encoding: str, today: date) -> str:
    seen: list[str] = []
    for block in blocks(path, encoding):
        found = _MOMENT.findall(block.text("utf-8" if encoding.startswith("utf-16") else encoding))
        days = [text.split()[0] for text in found]
        if days and not any(moments.has_open_order(day) for day in days):
            return "mdy"
        seen += [day for before, day in zip(["", *days], days, strict=False) if day != before]
    order = moments.date_order(seen, today)
    if seen and not order:
        example = seen[0]
        raise Mistake(
            f"文件里的日期（例如 {example}）看不出是“月-日-年”还是“日-月-年”，没有导入；"
            "请说明日期顺序：月在前加 --date-order mdy，日在前加 --date-order dmy。",
            "date_order",
        )
    return order


@dataclass(slots=True)
class _Reader:
    header: Header
    order: str
    today: date

    def batch(self, block: Block, encoding: str) -> Batch:
        """The rows and rejected lines of one block."""
        lines = block.text("utf-8" if encoding.startswith("utf-16") else encoding).split("\n")
        starts = [0, *accumulate(len(line) + 1 for line in block.data.split(b"\n"))]
        rows: list[Row] = []
        problems: list[Problem] = []
        names: dict[str, str] = {}
        for i, raw in enumerate(lines):
            line = raw.strip("\r\x1a\ufeff")
            if not line.strip() or line.lstrip().startswith("#") or header_of(line):
                continue
            row, reason = self._row(line, block.first + i, names)
            if row is not None:
                rows.append(row)
            else:
                position = block.data.find(b"\0", starts[i]) if reason == "nul_bytes" else starts[i]
                problems.append(problem(block.first + i, block.offset_at(position), line.replace("\0", "␀"), reason))
        return Batch(rows, tuple(problems), names)

    def _row(self, line: str, number: int, names: dict[str, str]) -> tuple[Row | None, str]:
        if "\0" in line:
            return None, "nul_bytes"
        found = _MOMENT.search(line)
        if found is None:
            return None, "impossible_date" if moments.broken_date(line) else "malformed"
        at, reason = moments.read_moment(found[0], self.order)
        reason = reason or day_fault(at[:10], self.today)
        before = line[: found.start()]
        cells = before.split("\t") if self.header.tabbed else before.split()
        if reason or len(cells) <= self.header.badge:
            return None, reason or "malformed"
        badge = clean_badge(cells[self.header.badge])
        if not badge:
            return None, "no_badge"
        if not re.fullmatch(r"\w[\w\-]*", badge):
            return None, "malformed"
        name = cells[self.header.name].strip() if 0 <= self.header.name < len(cells) and self.header.tabbed else ""
        if name and not name.isdigit():
            names[badge] = name
        state = cells[self.header.state].strip().lower() if 0 <= self.header.state < len(cells) else ""
        return (badge, at, _STATES.get(state.replace(" ", ""), ""), "", number, line), ""
