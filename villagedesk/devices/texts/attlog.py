"""ZKTeco `attlog.dat` and its relatives: one punch a line, no header, any padding, any dirt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from pathlib import Path

from villagedesk.base.errors import Problem
from villagedesk.devices.moments import broken_date
from villagedesk.devices.reading import STATES, Batch, Row, Wishes, day_fault, problem
from villagedesk.devices.texts.lines import Block, blocks
from villagedesk.people.badges import clean_badge

_SHAPE = re.compile(
    r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[ T]+|\t)(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?(?!\d)"
)
_CUT = re.compile(r"[\t|,;]|\s{2,}")
_BADGE = re.compile(r"\w[\w\-]*")
_SERIAL = re.compile(r"\s*(?:(?i:sn|serial|serial ?no\.?|序列号)\s*[:=：]\s*\S+|[A-Za-z0-9\-]{5,32})\s*")
_CHECK = re.compile(r"\s*(?:(?i:checksum|check|crc\w*|md5|sum|校验和?)\s*[:=：]?\s*[0-9A-Fa-f]+|[0-9A-Fa-f]{8,64})\s*")

_MACHINE_FIRST = r"\t[^\t\n]*\t([^\t\n]*)\t([^\t\n]*)(?:\t[^\t\n]*)?"
_STATE_FIRST = r"\t([^\t\n]*)(?:\t([^\t\n]*)(?:\t.*)?)?"
_HEAD = r" *(?=[^ 0])([0-9A-Za-z]+) *\t(([0-9]{4}-[0-9]{2}-[0-9]{2}) (?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9])"


def punch_lines(text: str) -> tuple[int, int]:
    """How many lines of a sample have the shape of a punch, and how many lines there are at all."""
    lines = [line for line in text.split("\n") if line.strip(" \r\0\t")]
    return sum(_is_punch(line) for line in lines), len(lines)


def _is_punch(line: str) -> bool:
    found = _SHAPE.search(line)
    if found is None or "\0" in line:
        return False
    names = [part for part in _tokens(line[: found.start()]) if part]
    return 1 <= len(names) <= 2 and _BADGE.fullmatch(names[0]) is not None


def is_adms(text: str) -> bool:
    """Whether the lines are those of the ADMS push protocol: ten fields, the state right after the time."""
    widths = Counter(line.count("\t") + 1 for line in text.split("\n") if "\t" in line)
    return bool(widths) and widths.most_common(1)[0][0] >= 8


def read(path: Path, encoding: str, sample: str, wishes: Wishes) -> Iterator[Batch]:
    """Every line of the file, block by block, at constant memory."""
    widths = Counter(line.count("\t") + 1 for line in sample.split("\n") if _is_punch(line))
    common = widths.most_common(1)[0][0] if widths else 6
    machine_first = common in (5, 6)
    line = "(" + _HEAD + (_MACHINE_FIRST if machine_first else _STATE_FIRST) + ")"
    reader = _Reader(wishes.now.date(), re.compile(line), re.compile(f"^{line}\n", re.M), machine_first)
    pending: Block | None = None
    for block in blocks(path, encoding):
        if pending is not None:
            yield reader.batch(pending, encoding, last=False)
        pending = block
    if pending is not None:
        yield reader.batch(pending, encoding, last=True)


def _tokens(before: str) -> list[str]:
    """The fields before the moment: the badge and perhaps a name."""
    parts = [part.strip() for part in _CUT.split(before.strip(" \t|,;"))]
    return parts if len(parts) > 1 else before.strip(" \t|,;").split(" ")


@dataclass(slots=True)
class _Reader:
    today: date
    fast: re.Pattern[str]
    whole: re.Pattern[str]
    machine_first: bool
    good: set[str] = field(default_factory=set)
    faults: dict[str, str] = field(default_factory=dict)
    serial: bool = False
    width: int = 0
    last_bad: int = 0

    def batch(self, block: Block, encoding: str, *, last: bool) -> Batch:
        """The rows and rejected lines of one block."""
        text = block.text("utf-8" if encoding.startswith("utf-16") else encoding)
        if rows := self._all_clean(text, block.first):
            return Batch(rows)
        lines = text.split("\n")
        rows = []
        odd: list[int] = []
        match, good, states = self.fast.fullmatch, self.good, STATES
        for number, line in enumerate(lines, block.first):
            found = match(line)
            if found is not None:
                _, badge, at, day, state, verify = found.groups()
                if day in good or self._fits(day):
                    rows.append((badge, at, states.get(state, ""), verify or "", number, line))
                    continue
            if line:
                odd.append(number - block.first)
        if not odd:
            return Batch(rows)
        return self._with_odd(block, lines, rows, odd, last)

    def _all_clean(self, text: str, first: int) -> list[Row]:
        """The rows of a block in which every line is a good punch, in one sweep; empty when some line is not."""
        found = self.whole.findall(text)
        if len(found) != text.count("\n") or not all(map(self._fits, {line[3] for line in found})):
            return []
        states = STATES
        return [
            (badge, at, states.get(state, ""), verify, number, line)
            for number, (line, badge, at, _, state, verify) in enumerate(found, first)
        ]

    def _fits(self, day: str) -> bool:
        if day not in self.faults:
            self.faults[day] = day_fault(day, self.today)
            if not self.faults[day]:
                self.good.add(day)
        return not self.faults[day]

    def _with_odd(self, block: Block, lines: list[str], rows: list[Row], odd: Sequence[int], last: bool) -> Batch:
        starts = [0, *accumulate(len(line) + 1 for line in block.data.split(b"\n"))]
        problems: list[Problem] = []
        names: dict[str, str] = {}
        final = max((i for i, line in enumerate(lines) if line.strip()), default=-1) if last else -1
        for i in odd:
            line = lines[i].rstrip("\r")
            if not line.strip(" \t\x1a\ufeff"):
                continue
            if self._is_wrapping(line, block.first + i, i == final):
                continue
            offset = block.offset_at(starts[min(i, len(starts) - 1)])
            row, reason = self._slow(line, block.first + i, names)
            if row is not None:
                rows.append(row)
            if reason:
                if reason == "nul_bytes":
                    offset = block.offset_at(block.data.find(b"\0", starts[i]))
                # a line longer than a block comes in pieces: it is one rejected line
                if block.first + i != self.last_bad:
                    problems.append(problem(block.first + i, offset, line.replace("\0", "␀"), reason))
                self.last_bad = block.first + i
        rows.sort(key=lambda row: row[4])
        return Batch(rows, tuple(problems), names)

    def _is_wrapping(self, line: str, number: int, final: bool) -> bool:
        """Whether a line is the serial number before or the checksum after the punches."""
        if number == 1 and _SERIAL.fullmatch(line.lstrip("\ufeff")):
            self.serial = True
            return True
        if not final or line.startswith(" "):
            return False
        found = _CHECK.fullmatch(line)
        return found is not None or (self.serial and re.fullmatch(r"\s*[0-9A-Za-z]+\s*", line) is not None)

    def _slow(self, line: str, number: int, names: dict[str, str]) -> tuple[Row | None, str]:
        if "\0" in line:
            return self._beside_hole(line, number, names), "nul_bytes"
        line = line.lstrip("\ufeff")
        found = _SHAPE.search(line)
        if found is None:
            return None, "impossible_date" if broken_date(line) else "malformed"
        year, _, month, day, hour, minute, second = found.groups()
        iso = f"{year}-{int(month):02d}-{int(day):02d}"
        if int(hour) > 23 or int(minute) > 59 or int(second or 0) > 59:
            return None, "impossible_date"
        if not self._fits(iso):
            return None, self.faults[iso]
        tokens = [part for part in _tokens(line[: found.start()]) if part]
        if not tokens:
            return None, "no_badge"
        if len(tokens) > 2 or not _BADGE.fullmatch(tokens[0]) or _SHAPE.search(line, found.end()):
            return None, "malformed"
        badge = clean_badge(tokens[0])
        if len(tokens) == 2:
            names[badge] = tokens[1]
        self.width = self.width or found.start()
        state, verify = self._tail(line[found.end() :])
        return (badge, f"{iso} {int(hour):02d}:{minute}:{second or '00'}", state, verify, number, line), ""

    def _tail(self, text: str) -> tuple[str, str]:
        fields = [part.strip() for part in re.split(r"[\t|,;]", text)][1:] or text.split()
        if self.machine_first:
            fields = fields[1:]
        return STATES.get(fields[0], "") if fields else "", fields[1] if len(fields) > 1 else ""

    def _beside_hole(self, line: str, number: int, names: dict[str, str]) -> Row | None:
        """A whole row after a hole that began at the start of its line; a cut badge must not become another's."""
        before, _, after = line.rpartition("\0")
        if before.strip("\0 ") or not after.strip():
            return None
        if not after.startswith(" ") and _SHAPE.search(after) and self.width and not self._same_width(after):
            return None
        row, reason = self._slow(after, number, names)
        return row if not reason else None

    def _same_width(self, text: str) -> bool:
        found = _SHAPE.search(text)
        return found is not None and found.start() == self.width
