"""The papers of the books: registers of a month, single records, the day's log, the hand-over, the figures."""

from __future__ import annotations

import re
from datetime import date

from villagedesk.base.document import Document
from villagedesk.base.errors import Mistake
from villagedesk.papers.registers import book_list, day_log, figures, handover, notices, record
from villagedesk.papers.registers.data import BalanceRow, MissingData, WalkRow
from villagedesk.services.office import Office, head
from villagedesk.services.papers.paper import Paper
from villagedesk.services.registers.books import register_of, register_then, registers
from villagedesk.services.registers.entries import find_entry
from villagedesk.services.registers.exchange import sheets
from villagedesk.services.registers.lists import month_entries, month_span
from villagedesk.services.registers.stats import balances
from villagedesk.services.villagers.grids import walk_progress
from villagedesk.store.books import villagers


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


def _one_book(office: Office, key: str, *, masked: bool) -> tuple[Document, ...]:
    """`demand/2026-11`, or a book alone for the running month."""
    book, _, month = key.partition("/")
    month = month or f"{office.clock():%Y-%m}"
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month):
        raise Mistake(f"“{month}”不是月份，请写成 demand/2026-12 这样。", "key")
    return _book(office, book, month, masked=masked)


def _book_full(office: Office, key: str) -> tuple[Document, ...]:
    return _one_book(office, key, masked=False)


def _book_masked(office: Office, key: str) -> tuple[Document, ...]:
    return _one_book(office, key, masked=True)


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


def _as_then(office: Office, key: str) -> tuple[Document, ...]:
    """An entry under the definition it was written with: its labels and fields as they were."""
    book, _, number = key.rpartition("/")
    entry = find_entry(office, book, number)
    then = register_then(office, entry.version)
    return (record.document(sheets.recorded(office, entry, then), head(office)),)


def _figures(office: Office, month: str) -> tuple[Document, ...]:
    return (figures.document(sheets.counted(office, month), head(office)),)


def _missing(office: Office, key: str) -> tuple[Document, ...]:
    entry = find_entry(office, "matter", key.rpartition("/")[2])
    facts = entry.facts
    matter = " ".join(str(facts[name]) for name in ("matter", "content") if facts.get(name))
    data = MissingData(
        entry.number,
        entry.day.isoformat(),
        str(facts.get("applicant") or ""),
        matter,
        str(facts.get("missing") or ""),
        str(facts.get("agent") or ""),
    )
    return (notices.missing(data, head(office)),)


def _balances(office: Office, book: str, title: str, unit: str) -> tuple[Document, ...]:
    rows = [BalanceRow(b.name, b.earned, b.spent, b.left) for b in balances(office, book)]
    return (notices.balances(rows, title, unit, head(office)),)


def _points(office: Office, _key: str) -> tuple[Document, ...]:
    return _balances(office, "points", "积分公示", "分")


def _hours(office: Office, _key: str) -> tuple[Document, ...]:
    return _balances(office, "volunteer", "志愿服务时间银行公示", "小时")


def _to_visit(office: Office, month: str) -> tuple[Document, ...]:
    walk = walk_progress(office, *month_span(month))
    names = {grid.id: grid.name for grid in villagers.grids(office.store)}
    rows = [WalkRow(names.get(h.grid or 0, ""), h.head, h.address, h.members, h.tags) for h in walk.to_see]
    return (notices.to_visit(rows, walk.says, _words(month), head(office)),)


PAPERS: tuple[Paper, ...] = (
    Paper("来访登记册", "群众来访接待登记册", "month", _visits, unmasked=True, book="台账", alias="visits"),
    Paper("办件登记册", "办件代办登记册", "month", _matters, unmasked=True, book="台账", alias="matters"),
    Paper("登记册", "任何一本台账的登记册", "book", _book_full, unmasked=True, book="台账", alias="book"),
    Paper(
        "登记册（遮盖）", "任何一本台账的登记册，已遮盖个人信息", "book", _book_masked, book="台账", alias="book-masked"
    ),
    Paper("走访登记册", "走访记录登记册", "month", _walks, unmasked=True, book="台账", alias="walks"),
    Paper("巡查抽查记录", "巡查抽查登记册", "month", _patrols, unmasked=True, book="台账", alias="patrols"),
    Paper("值班日志", "值班日志", "date", _log, unmasked=True, book="台账", alias="day-log"),
    Paper("值班日志册", "一个月的值班日志", "month", _logs, unmasked=True, book="台账", alias="day-logs"),
    Paper("交接班记录", "交接班记录", "month", _handover, unmasked=True, book="台账", alias="handover"),
    Paper("走访记录", "单条记录（走访、来访、办件……）", "entry", _record, unmasked=True, book="台账", alias="entry"),
    Paper("登记原样", "单条记录，按登记时的栏目", "entry", _as_then, unmasked=True, book="台账", alias="entry-as-then"),
    Paper("缺件告知单", "缺件一次性告知单", "entry", _missing, unmasked=True, book="台账", alias="missing-papers"),
    Paper("积分公示", "积分公示", "none", _points, book="台账", alias="points"),
    Paper("时间银行公示", "志愿服务时间银行公示", "none", _hours, book="台账", alias="volunteer-hours"),
    Paper("走访清单", "本月还没有走访的户", "month", _to_visit, unmasked=True, book="台账", alias="to-visit"),
    Paper("台账", "一个月的全部台账", "month", _all_full, unmasked=True, book="台账", alias="registers"),
    Paper(
        "台账（遮盖）", "一个月的全部台账，已遮盖个人信息", "month", _all_masked, book="台账", alias="registers-masked"
    ),
    Paper("台账统计", "一个月的台账统计", "month", _figures, book="台账", alias="register-figures"),
)
