"""The calendar in the settings: the year, notices from a file or as text, single days by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QScrollArea, QSizePolicy, QVBoxLayout

from villagedesk.calendar.almanac import Mark
from villagedesk.calendar.day import Day, DayKind
from villagedesk.services import calendar as use
from villagedesk.services.due import holidays
from villagedesk.services.office import Office
from villagedesk.ui.actions import Action
from villagedesk.ui.desk import Desk
from villagedesk.ui.messages import ask_text, choose_files
from villagedesk.ui.page import row_of
from villagedesk.ui.pages import load
from villagedesk.ui.settings.section import Section
from villagedesk.ui.settings.year import KIND_ROLES, YearView, day_words
from villagedesk.ui.tables.copying import GridCopy
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.flow import Beside, FlowLayout
from villagedesk.ui.widgets.text import Chip, Elided, Text

_SAMPLE = "例如：\n元旦：1月1日至3日放假，1月4日上班。\n春节：2月5日至11日放假调休，2月1日、2月14日上班。"
_LEGEND = {DayKind.STATUTORY_HOLIDAY: "法定节假日（深）", DayKind.HOLIDAY_REST: "假期休息（浅）"}
_TONES = {"accent": "accent", "accent_soft": "bad", "info_soft": "info", "weekend": "plain", "surface": "plain"}


@dataclass(frozen=True, slots=True)
class YearFacts:
    """A year as the section shows it."""

    days: tuple[Day, ...]
    hand: dict[date, Mark]
    published: bool
    source: str


def read_year(office: Office, year: int) -> YearFacts:
    """Every day of a year, and where its notice comes from."""
    known = use.almanac(office)
    own = known.notices.get(year)
    source = (own.source or "导入") if own else "随程序自带" if known.published(year) else ""
    days = known.days(date(year, 1, 1), date(year, 12, 31))
    hand = {day: mark for day, mark in known.hand.items() if day.year == year}
    return YearFacts(days, hand, known.published(year), source)


class CalendarSection(Section):
    """A year view with the chosen day at its side."""

    title, icon = "日历", "calendar-days"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.year = desk.today().year
        self._facts: YearFacts | None = None
        self.view = YearView(desk.look)
        self.view.chosen.connect(self._show_day)
        GridCopy(desk, self.view, self._cells, menu=True)
        self.chip = Chip("", "plain")
        self._heading = Text("", "heading")
        self._heading.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._source = Elided("", "muted")
        left = Card()
        before = self.button("‹", "plain", lambda: self.step(-1), writes=False)
        before.setAccessibleName("上一年")
        before.setFixedWidth(desk.look.px(40))
        after = self.button("›", "plain", lambda: self.step(1), writes=False)
        after.setAccessibleName("下一年")
        after.setFixedWidth(desk.look.px(40))
        left.body.addLayout(row_of(before, self._heading, after, self.chip, self._source))
        scroll = self._scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.view)
        left.body.addWidget(scroll, 1)
        left.body.addLayout(self._legend())
        side = Beside()
        beside = self._side()
        side.addWidget(left, 1)
        side.addWidget(beside)
        side.keep(left, least=desk.look.px(380), high=desk.look.px(320))
        side.keep(beside, wide=desk.look.px(212))
        self.box.addLayout(side, 1)

    def _legend(self) -> QVBoxLayout:
        chips: list[Any] = [
            Chip(_LEGEND.get(kind, kind.label), _TONES[ground]) for kind, (ground, _) in KIND_ROLES.items()
        ]
        box = QVBoxLayout()
        line = FlowLayout()
        for chip in chips:
            line.addWidget(chip)
        box.addLayout(line)
        box.addWidget(Text("绿点：集体日　紫点：特殊时期　虚框：手工改过", "small", wrap=True))
        return box

    def _side(self) -> Card:
        card = Card(padding=16)
        self._day = Text("点一天看是什么日子", "body", wrap=True)
        card.body.addWidget(self._day)
        card.body.addWidget(Text("这一天定为", "label"))
        self._kinds: dict[DayKind, QPushButton] = {}
        for kind in DayKind:
            button = self.button(kind.label, "plain", lambda kind=kind: self.set_kind(kind))
            self._kinds[kind] = button
            card.body.addWidget(button)
        self._clear = self.button("恢复按通知执行", "link", self.clear)
        card.body.addWidget(self._clear)
        card.body.addStretch(1)
        return card

    def offers(self) -> tuple[Action, ...]:
        """Notices from a file or from their text."""
        return (
            Action("notice-text", "粘贴通知原文…", self.type_notice, icon="notebook-pen", writes=True),
            Action("notice-file", "导入通知文件…", self.import_notice, icon="file-up", role="primary", writes=True),
        )

    def step(self, years: int) -> None:
        """Show another year."""
        self.year += years
        self.refresh()

    def refresh(self) -> None:
        """Ask for the year."""
        year = self.year
        self.desk.ops.query(lambda office: read_year(office, year), self._show, key="settings-year")

    def _show(self, facts: YearFacts) -> None:
        self._facts = facts
        self._heading.setText(f"{self.year}年")
        self.chip.show_text("放假通知已公布" if facts.published else "未公布", "ok" if facts.published else "warn")
        unknown = "还没有放假通知，排班只按双休日；公布后请导入"
        self._source.setText(f"来源：{facts.source}" if facts.published else unknown)
        today = self.desk.today()
        if self.view.current is None and today.year == self.year:
            self.view.current = today
        self.view.show_days(facts.days, set(facts.hand))
        if self.view.current:
            self.view.choose(self.view.current)

    def _show_day(self, day: Day) -> None:
        where = self.view.place_of(day.date)
        self._scroll.ensureVisible(where.x(), where.y(), 0, self.desk.look.px(60))
        self._day.setText(day_words(day).replace(" ", "\n"))
        for kind, button in self._kinds.items():
            button.setProperty("role", "primary" if kind is day.kind else "plain")
            button.style().unpolish(button)
            button.style().polish(button)
        self._clear.setVisible(bool(self._facts and day.date in self._facts.hand))

    def set_kind(self, kind: DayKind) -> None:
        """Say what the chosen day is."""
        day = self.view.current
        if day is not None:
            named = next((d.name for d in self._facts.days if d.date == day), "") if self._facts else ""
            self.desk.ops.change(lambda office: holidays.set_day(office, day, kind, named))

    def clear(self) -> None:
        """Give the chosen day back to the notice."""
        day = self.view.current
        if day is not None:
            self.desk.ops.change(lambda office: holidays.clear_day(office, day))

    def import_notice(self, file: Path | None = None) -> None:
        """Read a notice in holiday-cn form."""
        found = (
            [file] if file else choose_files(self, self.desk.memory, "导入放假通知", "放假通知 (*.json);;所有文件 (*)")
        )
        if found:
            self.desk.ops.change(lambda office: holidays.import_notice(office, found[0]))

    def _cells(self) -> list[list[str]]:
        days = [[day.date.isoformat(), day.kind.label, day.name] for day in self._facts.days] if self._facts else []
        return [["日期", "种类", "名称"], *days]

    def paste_days(self, text: str) -> None:
        """Show what pasted days would do before they are stored."""
        read, store = (load(f"villagedesk.services.pasting.days:{name}") for name in ("read_days", "store_days"))
        load("villagedesk.ui.tables.pasting:PasteDialog")(
            self.desk,
            self,
            "粘贴日历里的日子",
            lambda _office, mapping: read(text, mapping),
            lambda office, rows, _reason: store(office, rows),
        ).open()

    def type_notice(self) -> None:
        """Ask for the printed text of a notice."""
        year = self.year
        ask_text(
            self,
            f"{year} 年放假通知",
            f"把国务院办公厅通知里各节日的那几行粘贴进来，或者照样子输入。{_SAMPLE}",
            lambda text: self.desk.ops.change(lambda office: holidays.type_notice(office, year, text)),
            yes="读取并保存",
        )
