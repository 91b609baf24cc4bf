"""What stands below every posted roster: duties, phones, people, what changed, who posted it."""

from __future__ import annotations

from math import ceil

from villagedesk.base.document import Align, Block, Cell, Column, Head, Paragraph, Role, Run, Split, Table
from villagedesk.papers.roster.posted import PostedPerson, PostedRoster, name_runs


def top_line(roster: PostedRoster, size: float = 11.0, width_mm: float = 260.0) -> Block:
    """Hours at the left, revision and date at the right; long hours get the line to themselves."""
    if not _crowded(roster, size, width_mm):
        return Split((Run("　　".join(roster.hours), size=size),), (Run(roster.revision_words, size=size),))
    return hours_line(roster, size, width_mm)


def hours_line(roster: PostedRoster, size: float, width_mm: float) -> Block:
    """The hours alone, a little smaller where that saves a line."""
    return Split(_hours_runs(roster, _hours_size(roster, size, width_mm), width_mm), ())


def _hours_runs(roster: PostedRoster, size: float, width_mm: float) -> tuple[Run, ...]:
    """The hours of shift after shift, a new line only between two of them."""
    room = width_mm * 72 / 25.4
    lines: list[str] = []
    for hours in roster.hours:
        longer = f"{lines[-1]}　　{hours}" if lines else hours
        if lines and wide(longer) * size <= room:
            lines[-1] = longer
        else:
            lines.append(hours)
    return tuple(Run(line, size=size, line=i + 1 < len(lines)) for i, line in enumerate(lines))


def _hours_size(roster: PostedRoster, size: float, width_mm: float) -> float:
    """One line when a slightly smaller size does it, else two lines at most, so that hours can be read."""
    room = width_mm * 72 / 25.4 - size
    if _ems(roster) * size * 0.88 <= room:
        return min(size, room / _ems(roster))
    return max(min(size, 1.9 * room / _ems(roster)), 7.5)


def _hours_lines(roster: PostedRoster, size: float, width_mm: float) -> int:
    """How many lines the hours take."""
    return ceil(_ems(roster) * _hours_size(roster, size, width_mm) / (width_mm * 72 / 25.4) - 0.001)


def _ems(roster: PostedRoster) -> float:
    return wide("　　".join(roster.hours)) or 1.0


def wide(text: str) -> float:
    """About how many times its own size a text is wide."""
    return sum(0.58 if sign.isascii() else 1.0 for sign in text)


def beside_mm(roster: PostedRoster, size: float, across: int, width_mm: float) -> float:
    """About how high the hours above the table and everything below it stand, so that the table gets the rest."""
    room = width_mm * 72 / 25.4 / size
    line = size * 1.4 * 25.4 / 72
    lines = 1.0 + (_hours_lines(roster, size, width_mm) if _crowded(roster, size, width_mm) else 1)  # phones, hours
    if not across:
        return lines * line + 4.0
    words = [f"坐班职责　{roster.duties}"] if roster.duties else []
    words += [f"本版变动　{_changes(roster)}"] if roster.changes else []
    words += [""] if not roster.notice_published else []
    lines += sum(max(1, ceil(wide(text) / room)) for text in words)
    rows = 0.0
    for i in range(0, len(roster.people), across):
        widest = max(_said_pt(person, size) for person in roster.people[i : i + across])
        rows += max(size * 0.5, ceil(widest / (room * size / across - 7.0)) * line * 0.9 + 1.2)
    return lines * line + 1.6 * len(words) + rows + 2.0


def _said_pt(person: PostedPerson, size: float) -> float:
    """About how wide a person's name, post and phone are in points."""
    rest = sum(0.52 if sign.isascii() else 1.0 for sign in f"{person.post}{person.phone}") + 0.6
    return wide(_plain(person)) * (size - 0.5) + rest * (size - 1.5)


def _plain(person: PostedPerson) -> str:
    """The name without the mark that tells two people apart, where the post behind it says the same."""
    return person.person.removesuffix(f"（{person.post}）")


def _changes(roster: PostedRoster) -> str:
    return "；".join(roster.changes[:8]) + ("；等" if len(roster.changes) > 8 else "")


def phones_line(roster: PostedRoster, head: Head, *, size: float = 11.0, width_mm: float = 260.0) -> Block:
    """The phones of the office and who posted it, with the revision where the hours left no room for it."""
    beside = f"　{roster.revision_words}" if _crowded(roster, size, width_mm) else ""
    return _phones(head, size, beside)


def _crowded(roster: PostedRoster, size: float, width_mm: float) -> bool:
    beside = len(roster.revision_words) * 0.9 + 3
    return (_ems(roster) + beside) * size > width_mm * 72 / 25.4


def foot(
    roster: PostedRoster, head: Head, *, size: float = 11.0, people_across: int = 4, width_mm: float = 260.0
) -> tuple[Block, ...]:
    """Duties, the people with their posts and phones, phones of the office, what changed."""
    blocks: list[Block] = []
    if roster.duties:
        text = roster.duties.strip()
        blocks.append(Paragraph((Run("坐班职责　", Role.STRONG, size), Run(text, size=size)), above_mm=1.5))
    if roster.people and people_across:
        blocks.append(_people(roster, size, people_across))
    if roster.changes:
        blocks.append(
            Paragraph((Run("本版变动", Role.MARK, size), Run(f"　{_changes(roster)}", size=size)), above_mm=1.0)
        )
    if not roster.notice_published:
        words = f"{roster.last.year} 年放假安排尚未公布，本表按双休日排班，公布后另行调整。"
        blocks.append(Paragraph((Run(words, Role.WARN, size),), above_mm=1.0))
    blocks.append(phones_line(roster, head, size=size, width_mm=width_mm))
    return tuple(blocks)


def _phones(head: Head, size: float, beside: str) -> Split:
    runs: list[Run] = []
    for label, phone in (("值班电话", head.duty_phone), ("监督电话", head.supervision_phone)):
        runs += [Run(f"{label}　", Role.STRONG, size + 1), Run(f"{phone or '＿＿＿＿＿＿＿'}　　", size=size + 1)]
    return Split(tuple(runs), (Run(head.committee + beside, size=size),))


def _people(roster: PostedRoster, size: float, across: int) -> Table:
    cells: list[Cell] = []
    for person in roster.people:
        runs = (
            *name_runs(_plain(person), Role.STRONG, size - 0.5),
            Run(f" {person.post}" if person.post else "", size=size - 1.5),
            Run(f" {person.phone}" if person.phone else "", size=size - 1.5),
        )
        cells.append(Cell(runs=runs, align=Align.LEFT))
    cells += [Cell()] * (-len(cells) % across)
    rows = tuple(tuple(cells[i : i + across]) for i in range(0, len(cells), across))
    columns = tuple(Column(40, Align.LEFT, flex=True) for _ in range(across))
    return Table(columns, rows=rows, row_mm=size * 0.5, size=size - 1.5, bare=True, name="people")
