"""The papers of the books: registers of a month, single records, the day's log, the hand-over, the figures."""

from __future__ import annotations

from datetime import date

from villagedesk.base.document import Document
from villagedesk.papers.registers import book_list, day_log, figures, handover, record
from villagedesk.services.office import Office, head
from villagedesk.services.papers.paper import Paper
from villagedesk.services.registers.books import register_of, registers
from villagedesk.services.registers.entries import find_entry
from villagedesk.services.registers.exchange import sheets
from villagedesk.services.registers.lists import month_entries


def _words(month: str) -> str:
    return f"{month[:4]}年{int(month[5:7])}月"


def _book(office: Office, book: str, month: str, *, masked: bool = False) -> tuple[Document, ...]:
    register = register_of(office, book)
    data = sheets.listed(register, month_entries(office, book, month), masked=masked, period=_words(month))
    return (book_list.document(data, head(office)),)


def _visits(office: Office, month: str) -> tuple[Document, ...]:
    return _book(office, "visit", month)


def _matters(office: Office, month: str) -> tuple[Document, ...]:
    return _book(office, "matter", month)


def _patrols(office: Office, month: str) -> tuple[Document, ...]:
    return _book(office, "patrol", month)


def _walks(office: Office, month: str) -> tuple[Document, ...]:
    return _book(office, "walk", month)


def _all(office: Office, month: str, *, masked: bool) -> tuple[Document, ...]:
    found = []
    for register in registers(office).values():
        if month_entries(office, register.id, month):
            found += _book(office, register.id, month, masked=masked)
    return tuple(found) or _book(office, "visit", month, masked=masked)


def _all_full(office: Office, month: str) -> tuple[Document, ...]:
    return _all(office, month, masked=False)


def _all_masked(office: Office, month: str) -> tuple[Document, ...]:
    return _all(office, month, masked=True)


def _log(office: Office, day: str) -> tuple[Document, ...]:
    return (day_log.document(sheets.logged(office, date.fromisoformat(day)), head(office)),)


def _logs(office: Office, month: str) -> tuple[Document, ...]:
    logs = sheets.logs_of(office, month)
    return tuple(day_log.document(log, head(office)) for log in logs) or _log(office, f"{month}-01")


def _handover(office: Office, month: str) -> tuple[Document, ...]:
    return (handover.document(sheets.logs_of(office, month), _words(month), head(office)),)


def _record(office: Office, key: str) -> tuple[Document, ...]:
    """`visit/来〔2026〕第1号` or a full number of any book."""
    book, _, number = key.rpartition("/")
    if not book:
        book = next((r.id for r in registers(office).values() if number.startswith(r.number.split("{")[0])), key)
    entry = find_entry(office, book, number)
    return (record.document(sheets.recorded(office, entry), head(office)),)


def _figures(office: Office, month: str) -> tuple[Document, ...]:
    return (figures.document(sheets.counted(office, month), head(office)),)


PAPERS: tuple[Paper, ...] = (
    Paper("来访登记册", "群众来访接待登记册", "month", _visits, unmasked=True, book="台账", alias="visits"),
    Paper("办件登记册", "办件代办登记册", "month", _matters, unmasked=True, book="台账", alias="matters"),
    Paper("走访登记册", "走访记录登记册", "month", _walks, unmasked=True, book="台账", alias="walks"),
    Paper("巡查抽查记录", "巡查抽查登记册", "month", _patrols, unmasked=True, book="台账", alias="patrols"),
    Paper("值班日志", "值班日志", "date", _log, unmasked=True, book="台账", alias="day-log"),
    Paper("值班日志册", "一个月的值班日志", "month", _logs, unmasked=True, book="台账", alias="day-logs"),
    Paper("交接班记录", "交接班记录", "month", _handover, unmasked=True, book="台账", alias="handover"),
    Paper("走访记录", "单条记录（走访、来访、办件……）", "entry", _record, unmasked=True, book="台账", alias="entry"),
    Paper("台账", "一个月的全部台账", "month", _all_full, unmasked=True, book="台账", alias="registers"),
    Paper(
        "台账（遮盖）", "一个月的全部台账，已遮盖个人信息", "month", _all_masked, book="台账", alias="registers-masked"
    ),
    Paper("台账统计", "一个月的台账统计", "month", _figures, book="台账", alias="register-figures"),
)
