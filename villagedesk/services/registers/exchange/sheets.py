"""Entries turned into the words of their papers, masked where asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from villagedesk.base.fields import Kind
from villagedesk.calendar.wording import weekday_word
from villagedesk.papers.registers.data import (
    FigureRow,
    FigureSplit,
    Heading,
    ListData,
    LogData,
    RecordData,
    StatsData,
)
from villagedesk.registers.definition import Item, Register
from villagedesk.registers.entry import Entry, brief_number, fact_text
from villagedesk.registers.masks import masked_facts
from villagedesk.registers.statistics import change_text, neat, split_label
from villagedesk.services.office import Office
from villagedesk.services.registers.books import register_of
from villagedesk.services.registers.entries import steps_of
from villagedesk.services.registers.exchange.attachments import Attachment, attachments_of, place_of
from villagedesk.services.registers.lists import day_entries, month_span
from villagedesk.services.registers.stats import figures

_WIDE = (Kind.LONG_TEXT,)
_RIGHT = (Kind.COUNT, Kind.NUMBER, Kind.MONEY, Kind.HOURS)


def listed(register: Register, entries: Sequence[Entry], *, masked: bool, period: str = "") -> ListData:
    """A book's entries as a list with the columns a register prints: those of its fields that have a width."""
    items = _printed(register)
    headings = (
        Heading("编号", 31),
        *(Heading(item.label, item.width_mm, item.kind in _WIDE, item.kind in _RIGHT) for item in items),
        Heading("状态", 16),
    )
    rows = tuple(_row(register, items, entry, masked=masked) for entry in entries)
    span = period or _span(entries)
    return ListData(register.title, span, headings, rows, totals(register, entries), masked)


def _printed(register: Register) -> tuple[Item, ...]:
    chosen = [item for item in register.shown if item.width_mm != Item("", "").width_mm or item.required]
    chosen += [item for name in register.list.columns if (item := register.item(name)) and item not in chosen]
    return tuple(item for item in register.shown if item in chosen)[:11]


def _row(register: Register, items: tuple[Item, ...], entry: Entry, *, masked: bool) -> tuple[str, ...]:
    facts = masked_facts(register, entry.facts) if masked else entry.facts
    state = "作废" if entry.removed else entry.state
    return (brief_number(entry.number), *(fact_text(item, facts.get(item.name)) for item in items), state)


def _span(entries: Sequence[Entry]) -> str:
    days = sorted(entry.day for entry in entries)
    if not days:
        return ""
    return f"{days[0]}" if days[0] == days[-1] else f"{days[0]} 至 {days[-1]}"


def totals(register: Register, entries: Sequence[Entry]) -> str:
    """共 42 件，合计 58 人次."""
    valid = [entry for entry in entries if not entry.removed]
    text = f"共 {len(valid)} 条"
    if register.counts:
        amount = neat(sum(abs(entry.amount) for entry in valid))
        text += f"，合计 {amount:g} {register.unit}"
    return text


def recorded(office: Office, entry: Entry, then: Register | None = None, *, masked: bool = False) -> RecordData:
    """One entry as a form, under the present definition or the one of `then`."""
    register = then or register_of(office, entry.book)
    facts = masked_facts(register, entry.facts) if masked else entry.facts
    shown = [item for item in register.shown if item.kind not in (Kind.FILE, Kind.PICTURE)]
    steps = tuple(
        (step.at[:16], step.who, f"{step.from_state} → {step.to_state}" + (f"（{step.note}）" if step.note else ""))
        for step in steps_of(office, entry.id)
    )
    return RecordData(
        register.title,
        entry.number,
        "作废：" + entry.removed if entry.removed else entry.state,
        (
            *((item.label, fact_text(item, facts.get(item.name)), item.kind in _WIDE) for item in shown),
            *_named_files(office, register, entry),
        ),
        steps,
        ("经办人", "带班领导"),
        masked,
        () if masked else _pictures(office, register, entry),
    )


def _files(office: Office, register: Register, entry: Entry) -> list[tuple[str, Attachment]]:
    labels = {item.name: item.label for item in register.slots}
    found = attachments_of(office, entry.book, entry.id)
    return [(labels[register.slot_of(file.field)], file) for file in found]


def _named_files(office: Office, register: Register, entry: Entry) -> list[tuple[str, str, bool]]:
    files = _files(office, register, entry)
    labels = dict.fromkeys(label for label, _ in files)
    return [(label, "、".join(file.name for at, file in files if at == label), True) for label in labels]


def _pictures(office: Office, register: Register, entry: Entry) -> tuple[tuple[str, Path], ...]:
    """The pictures that every writer can draw; at most six, the rest stand by their names only."""
    found: list[tuple[str, Path]] = []
    for label, file in _files(office, register, entry):
        path = place_of(office.store.path, file.digest, file.name)
        if path.suffix in _PRINTED and path.is_file() and _whole(path):
            found.append((f"{label}：{file.name}", path))
    return tuple(found[:_MOST_PICTURES])


def _whole(path: Path) -> bool:
    try:
        with Image.open(path) as opened:
            opened.verify()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return True


_PRINTED, _MOST_PICTURES = (".jpg", ".jpeg", ".png"), 6
_TOP = ("day", "weather", "leader", "staff", "from_time", "to_time")
_FOOT = ("handed_over_by", "taken_over_by", "handed_over", "leader_note", "files")


def logged(office: Office, day: date) -> LogData:
    """The day's log as it stands, empty sections left for 无."""
    register = register_of(office, "log")
    entries = day_entries(office, "log", day)
    facts = entries[0].facts if entries else {}

    def text(name: str) -> str:
        item = register.item(name)
        return fact_text(item, facts.get(name)) if item else ""

    sections = tuple((i.label, text(i.name)) for i in register.shown if i.name not in (*_TOP, *_FOOT))
    return LogData(
        day=day.isoformat(),
        weekday=f"星期{weekday_word(day)}",
        weather=text("weather"),
        leader=text("leader"),
        staff=text("staff"),
        hours=f"{text('from_time')}—{text('to_time')}" if facts else "",
        sections=sections,
        handed_over_by=text("handed_over_by"),
        taken_over_by=text("taken_over_by"),
        handed_over=text("handed_over"),
        number=entries[0].number if entries else "（当日未写日志）",
    )


def logs_of(office: Office, month: str) -> tuple[LogData, ...]:
    """The logs of a month, for the hand-over book; days without one are left out."""
    first, last = month_span(month)
    days = (first + timedelta(days=i) for i in range((last - first).days + 1))
    return tuple(log for day in days if (log := logged(office, day)).leader or log.staff or "第" in log.number)


def counted(office: Office, period: str) -> StatsData:
    """The figures of all books in a month or a year."""
    rows: list[FigureRow] = []
    splits: list[FigureSplit] = []
    for book in figures(office, period):
        rows += [
            FigureRow(
                book.register.title,
                figure.heading,
                _number(figure.value),
                _number(figure.last_year),
                change_text(figure.value, figure.last_year, figure.unit),
            )
            for figure in book.figures
        ]
        for part in book.splits:
            if part.by in ("category", "person") and part.unit != "%" and part.parts:
                title = f"{book.register.short}：{part.label}（按{split_label(book.register, part.by)}）"
                splits.append(FigureSplit(title, part.unit, part.parts))
    words = f"{period[:4]}年" + (f"{int(period[5:7])}月" if len(period) > 4 else "")
    return StatsData(words, tuple(rows), tuple(splits[:8]))


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:g}"
