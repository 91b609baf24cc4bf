"""Screening rounds and the figures of a period, as two views of the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from villagedesk.mediation.screening import LONGEST_DAYS, Find, Round
from villagedesk.mediation.statistics import LABELS, MEASURES, PAID_ONCE, Claim, Line, Statistics
from villagedesk.registers.deadlines import Due
from villagedesk.services.mediation import figures, rounds
from villagedesk.services.mediation.duties import TELL, screening_duties
from villagedesk.services.office import Office
from villagedesk.ui.desk import Desk
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card, clear_layout
from villagedesk.ui.widgets.charts.bars import BarRow, BarRows
from villagedesk.ui.widgets.charts.columns import Columns
from villagedesk.ui.widgets.controls import Segments
from villagedesk.ui.widgets.flow import Beside, Tiles
from villagedesk.ui.widgets.text import Chip, Text


@dataclass(frozen=True, slots=True)
class FindRow:
    """One line of the screening table: a find of a round, or the round itself when nothing was found."""

    of: Round
    find: Find | None


@dataclass(frozen=True, slots=True)
class Figures:
    """The counts of a period, what each ended case earns, and the cases taken in each month of the year."""

    statistics: Statistics
    claims: tuple[Claim, ...]
    months: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Screened:
    """The rounds of the last year, newest first, and what screening asks for now."""

    rounds: tuple[Round, ...]
    duties: tuple[Due, ...]


def read_rounds(office: Office, today: date) -> Screened:
    """The rounds of the last year, newest first, and what is to be reported, told or settled."""
    found = rounds.rounds(office, today - timedelta(days=400), today + timedelta(days=LONGEST_DAYS + 31))
    return Screened(found, screening_duties(office, today + timedelta(days=31)))


def read_figures(office: Office, of: str) -> Figures:
    """The figures of a month, quarter or year."""
    months = (figures.statistics(office, f"{of[:4]}-{month:02d}").total.counts["accepted"] for month in range(1, 13))
    return Figures(figures.statistics(office, of), figures.subsidy_claims(office, of), tuple(map(float, months)))


def _round_words(row: FindRow) -> str:
    return f"{row.of.occasion or row.of.rhythm.value} {row.of.to_on:%m-%d} 止"


def _matter(row: FindRow) -> str:
    if row.find:
        return row.find.matter
    return "没有排查出矛盾纠纷（零报告）" if row.of.reported_on else "还没有登记事项（到期没有就零报告）"


_RISK = {"一般": "info", "较大": "warn", "重大": "bad"}
_FINDS: tuple[Column[FindRow], ...] = (
    Column("round", "排查轮次", lambda r: r.of.from_on, _round_words, width=9.5),
    Column("matter", "矛盾事项", _matter, width=0, bold=True),
    Column(
        "risk",
        "风险",
        lambda r: r.find.risk.value if r.find else "",
        width=4,
        chip=True,
        tone=lambda r: _RISK.get(r.find.risk.value, "info") if r.find else "plain",
    ),
    Column("category", "类型", lambda r: r.find.category if r.find else "", width=5.5),
    Column("responsible", "责任人", lambda r: r.find.responsible if r.find else "", width=5),
    Column("due", "时限", lambda r: r.find.due_on if r.find else None, width=6),
    Column("state", "进展", lambda r: _find_state(r.find) if r.find else _round_state(r.of), width=8, muted=True),
)


def _find_state(find: Find) -> str:
    if find.unreported:
        return "待上报"
    return find.case or ("已化解" if find.result else find.progress or "化解中")


def _round_state(of: Round) -> str:
    return f"{of.reported_on:%m-%d} 已报" if of.reported_on else f"{of.due_on:%m-%d} 前报"


class RoundsView(QWidget):
    """Rounds of screening: what was found, what is to be reported by when."""

    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.lines = QVBoxLayout()
        self.lines.setSpacing(4)
        self.table = RowsView(desk, "mediation.rounds", _FINDS)
        self.table.setAccessibleName("矛盾纠纷排查台账")
        self.table.opened.connect(self.opened)
        top = Card(padding=12)
        top.body.addLayout(self.lines)
        card = Card(padding=1)
        card.body.addWidget(self.table)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(top)
        box.addWidget(card, 1)

    def show_rounds(self, found: Screened) -> None:
        """Show the rounds, with what is to be reported, told at once or settled above them."""
        self.table.set_rows([FindRow(r, find) for r in found.rounds for find in (r.finds or (None,))])
        clear_layout(self.lines)
        if not found.duties:
            words = "都报送了。" if found.rounds else "排查还没有开始。点“开始排查”，没有发现矛盾也要零报告。"
            self.lines.addWidget(Text(words, "body", wrap=True))
        for due in found.duties[:_MOST_DUTIES]:
            self.lines.addLayout(_duty_line(due))
        if len(found.duties) > _MOST_DUTIES:
            rest = len(found.duties) - _MOST_DUTIES
            self.lines.addWidget(Text(f"还有 {rest} 项，按 F9 在到期里看", "small"))


_MOST_DUTIES = 5


def _duty_line(due: Due) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    tone = "bad" if due.overdue or due.name == TELL else "warn" if due.pressing else "info"
    row.addWidget(Chip(due.words, tone))
    who = f"　责任人：{due.person}" if due.person else ""
    begun = "　还没有开始，点“开始排查”" if due.state == "还没有开始" else ""
    row.addWidget(Text(f"{due.name}：{due.title}，{due.due_on} 截止{who}{begun}", "body", wrap=True), 1)
    return row


class FiguresView(QWidget):
    """The figures of a period: totals, bars by category, the subsidy list."""

    pay_wanted = Signal(str)
    span_changed = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.span = "month"
        self._tiles = [(QLabel(), name) for name, _ in _TILES]
        tiles = Tiles(spacing=16)
        for number, (_, word) in enumerate(_TILES):
            card = Card(padding=10, spacing=0)
            figure = Text("0", "big")
            self._tiles[number] = (figure, _TILES[number][0])
            card.body.addWidget(Text(word, "muted"))
            card.body.addWidget(figure)
            tiles.addWidget(card)
        self.bars = BarRows(desk.look, ("成功", "未达成等"), "件")
        left = Card("各类纠纷（调解件数）")
        spans = Segments((("month", "月"), ("quarter", "季"), ("year", "年")))
        spans.chosen.connect(self._choose_span)
        left.add_beside(spans)
        left.body.addWidget(self.bars)
        self._none = Text("这段时间没有调解结束的案件。", "muted", wrap=True)
        left.body.addWidget(self._none)
        left.body.addStretch(1)
        self._year = Text("", "cardtitle")
        self.months = Columns(desk.look, "件")
        left.body.addWidget(self._year)
        left.body.addWidget(self.months, 4)
        self.note = Text("", "small", wrap=True)
        left.body.addWidget(self.note)
        self.claims = RowsView(desk, "mediation.claims", _CLAIMS)
        self.claims.setAccessibleName("以案定补")
        self.claims.hint = "这段时间没有调解成功、可以领补贴的案件。"
        self.claims.opened.connect(lambda claim: self.pay_wanted.emit(claim.number))
        right = Card("以案定补")
        right.body.addWidget(self.claims, 1)
        right.body.addWidget(Text("双击符合条件的一行，登记已经发放。", "small", wrap=True))
        row = Beside()
        row.addWidget(left, 2)
        row.addWidget(right, 3)
        row.keep(left, least=desk.look.px(320), high=desk.look.px(200))
        row.keep(right, least=desk.look.px(380), high=desk.look.px(260))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        box.addLayout(tiles)
        box.addLayout(row, 1)

    def _choose_span(self, span: str) -> None:
        self.span = span
        self.span_changed.emit(span)

    def period_of(self, month: str) -> str:
        """The month, its quarter or its year, as the services read it."""
        if self.span == "year":
            return month[:4]
        return f"{month[:4]}Q{(int(month[5:7]) + 2) // 3}" if self.span == "quarter" else month

    def show_figures(self, found: Figures) -> None:
        """Show the figures of one period."""
        total = found.statistics.total
        for (label, _), (name, _word) in zip(self._tiles, _TILES, strict=True):
            label.setText(_TILE_TEXT[name](total) if name in _TILE_TEXT else str(total.counts[name]))
        used = [line for line in found.statistics.lines if line.counts["mediated"]]
        used.sort(key=lambda line: -line.counts["mediated"])
        rows = [BarRow(line.category, (line.counts["succeeded"], line.counts["failed"])) for line in used]
        self.bars.show_rows(rows)
        self.bars.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self._year.setText(f"{found.statistics.period.name[:4]}年各月受理（件）")
        self.months.show_values([f"{month}月" for month in range(1, 13)], found.months)
        prevented = [
            f"{LABELS[n]} {total.counts[n]}" for n in MEASURES if n.endswith(("_cases", "_people")) and total.counts[n]
        ]
        words = "各类型之和等于合计。成功率＝成功÷调解；“只计书面”不把口头协议算进去。"
        self.note.setText(words + ("　" + "，".join(prevented) if prevented else ""))
        self.claims.set_rows(found.claims, keep=lambda claim: claim.number)


def _rate(share: float | None) -> str:
    return "－" if share is None else f"{share:.1%}"


_TILES = (
    ("accepted", "受理（件）"),
    ("mediated", "调解（件）"),
    ("succeeded", "成功（件）"),
    ("written", "书面（件）"),
    ("oral", "口头（件）"),
    ("rate", "成功率"),
    ("written_rate", "只计书面"),
    ("confirmed", "司法确认（件）"),
)
_TILE_TEXT: dict[str, Callable[[Line], str]] = {
    "rate": lambda line: _rate(line.rate()),
    "written_rate": lambda line: _rate(line.written_rate()),
}
_CLAIM_TONES = {"符合": "ok", "已补过": "plain", "尚缺": "warn"}


def _claim_state(claim: Claim) -> str:
    return "符合" if claim.met else "已补过" if claim.lacks[0] == PAID_ONCE else "尚缺"


_CLAIMS: tuple[Column[Any], ...] = (
    Column("number", "案号", lambda c: c.number, width=12.5),
    Column("difficulty", "难易", lambda c: c.difficulty, width=3.4),
    Column(
        "amount", "金额（元）", lambda c: c.amount, lambda c: f"{c.amount:.0f}" if c.met else "", width=5, right=True
    ),
    Column("state", "", _claim_state, width=4, chip=True, tone=lambda c: _CLAIM_TONES[_claim_state(c)]),
    Column("lacks", "尚缺条件", lambda c: "；".join(c.lacks), width=0, muted=True, tip=lambda c: "；".join(c.lacks)),
)
