"""The desk's papers: the board of whereabouts, the record of checks, the list of signs made for others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from villagedesk.base.document import Document
from villagedesk.papers.desk import board as board_paper
from villagedesk.papers.desk import checks as check_paper
from villagedesk.papers.desk import proxies as proxy_paper
from villagedesk.papers.desk.board import BoardRow
from villagedesk.papers.desk.checks import CheckRow, CheckSheet
from villagedesk.papers.desk.proxies import ProxyRow
from villagedesk.registers.masks import mask_numbers
from villagedesk.services import office as offices
from villagedesk.services.office import Office
from villagedesk.services.papers.paper import Paper
from villagedesk.services.signs import board, checks, desk


def _board(office: Office, _key: str) -> tuple[Document, ...]:
    rows = [BoardRow(p.label, p.post, p.phone, p.state, p.note, p.back_at) for p in board.board(office)]
    return (board_paper.document(rows, offices.head(office)),)


def _checks(office: Office, month: str) -> tuple[Document, ...]:
    return (check_paper.document(_check_sheet(office, month), offices.head(office)),)


def _checks_masked(office: Office, month: str) -> tuple[Document, ...]:
    sheet = _check_sheet(office, month)
    rows = tuple(replace(row, note=mask_numbers(row.note)) for row in sheet.rows)
    return (check_paper.document(replace(sheet, rows=rows), offices.head(office)),)


def _check_sheet(office: Office, month: str) -> CheckSheet:
    first, last = _days(month)
    plan = checks.progress(office, month)
    rows = tuple(
        CheckRow(
            one.at,
            one.day,
            one.shift,
            one.person,
            one.channel,
            one.checker,
            one.finding,
            one.note,
            one.planned_at is not None,
            one.bad,
        )
        for one in checks.checks(office, first, last)
    )
    return CheckSheet(month, rows, plan.promise, plan.seed, plan.missed) if plan else CheckSheet(month, rows)


def _proxies(office: Office, month: str) -> tuple[Document, ...]:
    rows = [
        ProxyRow(one.label, one.at, "签到" if one.state == "in" else "签退", one.by, one.why, one.entered_at)
        for one in desk.signed_for(office, *_days(month))
    ]
    return (proxy_paper.document(month, rows, offices.head(office)),)


def _days(month: str) -> tuple[date, date]:
    first = date.fromisoformat(f"{month}-01")
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


PAPERS = (
    Paper("去向牌", "干部去向公示牌", "none", _board, book="值班表", alias="board"),
    Paper("查岗记录", "值班查岗记录", "month", _checks, unmasked=True, book="值班表", alias="checks"),
    Paper("查岗记录（遮盖）", "值班查岗记录", "month", _checks_masked, book="值班表", alias="checks-masked"),
    Paper("代签登记表", "代签登记表", "month", _proxies, unmasked=True, book="考勤", alias="proxies"),
)
