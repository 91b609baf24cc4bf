"""The cards of the page 今日."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from villagedesk.calendar.wording import day_words, weekday_word
from villagedesk.ui.desk import Desk
from villagedesk.ui.today.values import Number, Stand
from villagedesk.ui.widgets.card import Card, clear_layout
from villagedesk.ui.widgets.charts.columns import Columns
from villagedesk.ui.widgets.controls import ClickBox, ClickRow
from villagedesk.ui.widgets.states import BusyState
from villagedesk.ui.widgets.text import Chip, Elided, Line, Text, figure_column

if TYPE_CHECKING:
    from villagedesk.calendar.day import Day
    from villagedesk.registers.deadlines import Due
    from villagedesk.services.roster.duties import OnDuty

LEADER = "带班"


class StandsCard(Card):
    """Who is on duty today: post, big name, title, phone, signed or not."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("今天在岗")
        self._desk = desk
        self._hours = Elided("", "muted")
        self._hours.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.add_beside(self._hours)

    def show_stands(self, stands: Sequence[Stand]) -> None:
        """Show who stands; a day without duty says so."""
        clear_layout(self.body)
        shifts = list(dict.fromkeys((s.duty.shift, s.duty.start, s.duty.end) for s in stands))
        self._hours.setText("　".join(f"{name} {start:%H:%M}–{end:%H:%M}" for name, start, end in shifts[:3]))
        if not stands:
            self.body.addWidget(Text("今天没有排班。排好值班表，这里就写着谁在岗、签到没有。", "muted", wrap=True))
            go = QPushButton("去排值班表")
            go.setProperty("role", "link")
            go.clicked.connect(lambda _checked=False: self._desk.go("roster"))
            self.body.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        many = len(stands) > 3
        small = self.width() < self._desk.look.px(480)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8 if small else 16)
        grid.setVerticalSpacing(0)
        for row, stand in enumerate(stands):
            self._row(grid, row * 2, stand, many or small)
        grid.setColumnStretch(2, 1)
        self.body.addLayout(grid)

    def _row(self, grid: QGridLayout, row: int, stand: Stand, many: bool) -> None:
        duty, look = stand.duty, self._desk.look
        line = Line()
        grid.addWidget(line, row, 0, 1, 6)
        name = Text(duty.person, "title" if many else "big")
        name.setMinimumHeight(look.px(37 if many else 56))
        for column, widget in enumerate(
            (Text(duty.post, "muted"), name, Elided(duty.title, "muted"), Text(_phone(duty.phone)))
        ):
            grid.addWidget(widget, row + 1, column)
        grid.addWidget(
            Chip(stand.words, stand.tone), row + 1, 5, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )


def _phone(phone: str) -> str:
    return f"{phone[:3]} {phone[3:7]} {phone[7:]}" if len(phone) == 11 else phone


class WeekCard(Card):
    """The next seven days, a column each: weekday and number, leader in bold, the others below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("未来七天")
        self._desk = desk

    def show_week(self, week: Sequence[tuple[Day, tuple[OnDuty, ...]]]) -> None:
        """Show the days; a click opens the day in the roster."""
        clear_layout(self.body)
        row = QHBoxLayout()
        row.setSpacing(4)
        for day, standing in week:
            row.addWidget(self._column(day, standing), 1)
        self.body.addLayout(row)

    def _column(self, day: Day, standing: Sequence[OnDuty]) -> QWidget:
        names = list(dict.fromkeys(d.person for d in sorted(standing, key=lambda d: d.post != LEADER)))
        word = weekday_word(day.date)
        button = ClickBox(f"{day_words(day.date)} 周{word}：{'、'.join(names) or '没有排班'}")
        button.setToolTip("到值班表")
        button.clicked.connect(lambda _checked=False, on=day.date: self._desk.go("roster", on.isoformat()))
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        box = button.column
        head = Text(f"{word} {day.date.day}", "muted" if day.kind.works else "accent")
        box.addWidget(head)
        note = day.name or day.collective or day.special
        for number, name in enumerate(names[:4]):
            box.addWidget(Elided(name, "strong" if not number else "body"))
        if len(names) > 4:
            box.addWidget(Text(f"等 {len(names)} 人", "small"))
        if not names:
            box.addWidget(Text("—", "muted"))
        box.addStretch(1)
        if note:
            box.addWidget(Text(note, "small", wrap=True))
        return button


_FIGURES = ("接待群众", "办理事项", "调处纠纷", "答复率", "解决率")
"""What stands in the card before the figures are known, so that nothing jumps."""


class NumbersCard(Card):
    """This month's figures beside last month's, and the visitors of twelve months as bars."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("本月")
        self._row = QHBoxLayout()
        self._row.setSpacing(12)
        self.body.addLayout(self._row)
        self.show_numbers([Number(label, "", None, None) for label in _FIGURES])

    def show_numbers(self, numbers: Sequence[Number]) -> None:
        """Show the figures."""
        clear_layout(self._row)
        for number in numbers:
            percent = "%" if number.unit == "%" and number.before is not None else ""
            unit = number.unit if number.now is not None else ""
            before = f"上月 {_figure(number, number.before)}{percent}"
            box = figure_column(number.label, _figure(number, number.now), unit, before)
            self._row.addLayout(box, 1)


def _figure(number: Number, value: float | None) -> str:
    if value is None:
        return "—"
    if number.unit == "%":
        return f"{value * 100:.1f}".removesuffix(".0") if value <= 1 else f"{value:.1f}".removesuffix(".0")
    return f"{value:g}"


class VisitsCard(Card):
    """Visitors by month over a year."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("接待群众（近十二个月，人次）")
        self._chart = Columns(desk.look, "人次")
        self._chart.setMinimumHeight(desk.look.px(84))
        self.body.addWidget(self._chart, 1)

    def show_visits(self, visits: Sequence[tuple[str, float]]) -> None:
        """Show the bars."""
        self._chart.show_values([label for label, _ in visits], [count for _, count in visits])


class DueCard(Card):
    """What is overdue or due, earliest first, and the approvals that wait."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("到期与逾期")
        self._desk = desk
        inner = QWidget()
        self._rows = QVBoxLayout(inner)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(scroll, 1)
        self._rows.addWidget(BusyState(), 1)

    def show_due(self, due: Sequence[Due], waiting: Sequence[tuple[str, int, str]], half_typed: str = "") -> None:
        """Show the list; a form left half typed stands first until it is taken up or thrown away."""
        clear_layout(self._rows)
        if half_typed:
            self._add("没写完", "warn", half_typed, "继续填写", ("registers", "half-typed"))
        for kind, count, page in waiting:
            self._add(f"{count} 件待批", "info", f"{kind}申请等审批", "", (page, "待批"))
        for one in due[:40]:
            number = "" if one.key.isascii() else one.key
            words = f"{number}　{one.title}　{one.name}".strip()
            own = one.kind in ("mediation", "roster")
            page = (one.kind, one.key) if own else ("registers", f"{one.kind}/{one.key}")
            self._add(*_left_words(one), words, one.person, page)
        if not due and not waiting and not half_typed:
            picture = QLabel()
            picture.setPixmap(self._desk.look.icon("circle-check", "ok", 32).pixmap(QSize(32, 32)))
            self._rows.addStretch(1)
            self._rows.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
            self._rows.addWidget(
                Text("七天内没有到期的事，也没有等审批的。", "muted"), 0, Qt.AlignmentFlag.AlignHCenter
            )
        self._rows.addStretch(1)

    def _add(self, chip: str, tone: str, words: str, person: str, page: tuple[str, str]) -> None:
        row = ClickRow(f"{chip}：{words} {person}")
        row.setMinimumHeight(self._desk.look.px(40))
        mark = Chip(chip, tone)
        mark.setMinimumWidth(self._desk.look.px(84))
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        text = Elided(words)
        row.row.setContentsMargins(0, 4, 4, 4)
        row.row.addWidget(mark)
        row.row.addWidget(text, 1)
        row.row.addWidget(Text(person, "muted"))
        row.clicked.connect(lambda _checked=False: self._desk.go(*page))
        self._rows.addWidget(row)
        self._rows.addWidget(Line())


def _left_words(due: Due) -> tuple[str, str]:
    """Days in words, and hours where a deadline counts hours."""
    return due_words(due.days_left) if due.minutes_left is None else (due.words, "bad" if due.overdue else "warn")


def due_words(days: int) -> tuple[str, str]:
    """`逾期 2 天` and its tone."""
    if days < 0:
        return f"逾期 {-days} 天", "bad"
    if days == 0:
        return "今天到期", "warn"
    return f"剩 {days} 天", "info"
