"""考勤: the month sheet with its evidence, the requests behind it, the year, and the way to signing and papers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagedesk.attendance.judge.verdict import Status
from villagedesk.attendance.month import MonthSheet
from villagedesk.base.changes import Area
from villagedesk.base.clock import month_text
from villagedesk.calendar.wording import day_words
from villagedesk.services.attendance import flags
from villagedesk.services.attendance import month as months
from villagedesk.services.attendance.evidence import DayEvidence, day_evidence
from villagedesk.services.attendance.flags import Raised
from villagedesk.services.attendance.month import span
from villagedesk.services.office import Office
from villagedesk.services.people import labels, people
from villagedesk.ui import pages
from villagedesk.ui.attendance import acts
from villagedesk.ui.attendance.flags import FlagsDialog
from villagedesk.ui.attendance.menu import explain_actions, first_actions, page_actions
from villagedesk.ui.attendance.reach import ReachDialog
from villagedesk.ui.attendance.requests import RequestsView, told
from villagedesk.ui.attendance.rules import RulesDialog
from villagedesk.ui.attendance.sheet.copying import copying, paste_attendance
from villagedesk.ui.attendance.sheet.evidence import EvidencePanel
from villagedesk.ui.attendance.sheet.grid import SheetGrid
from villagedesk.ui.attendance.sheet.layout import Spot
from villagedesk.ui.attendance.sheet.paint import legend_of
from villagedesk.ui.attendance.sheet.raw import RawDialog
from villagedesk.ui.attendance.sheet.signs import SignLegend
from villagedesk.ui.attendance.trial import TrialDialog
from villagedesk.ui.attendance.year import YearView, year_of
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import Page, line_of
from villagedesk.ui.preview.open import preview_paper
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.controls import MonthStepper, Segments, month_words
from villagedesk.ui.widgets.header import ToolRow
from villagedesk.ui.widgets.states import EmptyState, FrontStack
from villagedesk.ui.widgets.text import Text

_VIEWS = (("sheet", "月表"), ("told", "请假补签"), ("year", "全年"))
PLACES = {"sheet": 0, "told": 1, "year": 2}


@dataclass(frozen=True, slots=True)
class Shown:
    """The answer of one question: the sheet, and the people a form may name."""

    sheet: MonthSheet
    people: tuple[str, ...]


def shown(office: Office, month: str) -> Shown:
    """The sheet of a month with the people who serve in it."""
    names = labels(office)
    first, last = span(month)
    here = tuple(names[p.id] for p in people(office) if p.serves(first) or p.serves(last))
    return Shown(months.month(office, month), here)


class AttendancePage(Page):
    """The page; `open` takes a month, a day, or files to import."""

    name, title = "attendance", "考勤"
    watches = Area.ATTENDANCE | Area.EXPLANATIONS | Area.PUNCHES | Area.ROSTER | Area.PEOPLE | Area.CALENDAR

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.stepper = MonthStepper(desk.look, month_text(desk.today()))
        self.stepper.stepped.connect(lambda _month: self.refresh())
        self.views = Segments(_VIEWS)
        self.views.chosen.connect(self.show_view)
        self.header.add(self.stepper)
        self.facts = Text("", "muted")
        self.grid = SheetGrid(desk.look)
        self.grid.chosen.connect(self._choose)
        copying(desk, self.grid).offers = explain_actions(self._asked)
        self.grid.opened.connect(lambda _spot: self._asked("correct"))
        self.evidence = EvidencePanel(desk)
        self.evidence.hide()
        self.evidence.asked.connect(self._asked)
        self.legend = SignLegend(desk.look)
        self.requests = RequestsView(desk, explain_actions(self._asked))
        self.requests.table.takes = self.take_rows
        self.year = YearView(desk)
        self.year.strip.chosen.connect(self._see)
        self.stack = FrontStack()
        self._nothing = EmptyState(desk.look, "user-check", "这个月还没有排班", _NO_ROSTER, first_actions(self._asked))
        for widget in (self._sheet_view(), self.requests, self.year, self._nothing):
            self.stack.addWidget(widget)
        self.body.setSpacing(8)
        self.body.addWidget(ToolRow(self.facts, None, self.views))
        self.body.addWidget(self.stack, 1)
        self.people: tuple[str, ...] = ()
        self.view = str(desk.memory.get("attendance.view", "sheet"))
        self.views.mark(self.view)
        self.stack.setCurrentIndex(PLACES[self.view])
        self._wanted: Spot | None = None
        self._open_flags = 0
        self._show_actions(False)

    def _sheet_view(self) -> QWidget:
        card = Card(padding=1)
        card.body.addWidget(self.grid)
        view = QWidget()
        box = QVBoxLayout(view)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(card, 1)
        box.addWidget(self.legend)
        box.addWidget(self.evidence)
        return view

    # --- asking and showing

    def refresh(self) -> None:
        """Ask for what the present view shows."""
        month = self.stepper.month
        self.desk.ops.query(lambda office: shown(office, month), self._show, key="attendance-month")
        if self.view == "told":
            self.desk.ops.query(lambda office: told(office, month), self.requests.show_rows, key="attendance-told")
        elif self.view == "year":
            year = int(month[:4])
            self.desk.ops.query(lambda office: year_of(office, year), self.year.show_year, key="attendance-year")
        self.desk.ops.query(
            lambda office: flags.red_flags(office, month), self._show_flags, key="attendance-flag-count"
        )

    def _show(self, found: Shown) -> None:
        sheet = found.sheet
        self.people = found.people
        self.grid.show_sheet(sheet, self.desk.today())
        self.legend.show_signs("上格上午，下格下午", legend_of(sheet))
        self._show_head(sheet)
        planned = any(row.cells for row in sheet.rows)
        if self.view == "sheet":
            self.stack.setCurrentIndex(0 if planned else 3)
        if bool(sheet.frozen_at) != self._signed:
            self._show_actions(bool(sheet.frozen_at))
        spot = self._wanted or self.grid.current or self._worth_seeing(sheet)
        self._wanted = None
        if spot is not None and spot.day in sheet.days:
            self.grid.choose(spot)
        else:
            self.evidence.hide()

    def _worth_seeing(self, sheet: MonthSheet) -> Spot | None:
        """The latest day that wants a word, opened by itself where the evidence takes no room from the sheet."""
        at = self.grid.layout_now()
        if at is None or self.grid.height() - at.head - len(sheet.rows) * at.px(44) < at.px(190):
            return None
        wants = (Status.MISSING, Status.ABSENT, Status.LATE, Status.EARLY)
        odd = [v for row in sheet.rows for v in row.verdicts if v.status in wants]
        found = max(odd, key=lambda verdict: verdict.date, default=None)
        return Spot(found.person, found.date) if found else None

    def _show_head(self, sheet: MonthSheet) -> None:
        until = sheet.data_until
        if sheet.frozen_at:
            chip, tone = f"{day_words(sheet.frozen_at)}已签定", "ok"
        elif until:
            chip, tone = f"截至 {day_words(until)}", "info"
        else:
            chip, tone = "还没有考勤数据", "warn"
        facts = line_of(
            f"{sheet.undecided_days} 天未判定" if sheet.undecided_days else "",
            f"{sheet.missing} 处缺卡待补" if sheet.missing else "",
            f"{len(sheet.silent)} 人整月没有打卡，请核对考勤号" if sheet.silent else "",
            f"{self._open_flags} 条疑点" if self._open_flags else "",
            f"{len(sheet.amendments)} 处更正" if sheet.amendments else "",
        )
        self.header.show_title(f"{month_words(sheet.month)} 考勤", "", chip, tone)
        planned = any(row.cells for row in sheet.rows)
        self.facts.setText(facts or ("本月已全部判定，没有缺卡和疑点。" if planned else ""))

    def _show_flags(self, found: tuple[Raised, ...]) -> None:
        self._open_flags = sum(not one.remark for one in found)
        if self.grid.sheet is not None:
            self._show_head(self.grid.sheet)

    def show_view(self, view: str) -> None:
        """Change between the sheet, the requests and the year."""
        self.view = view
        self.views.mark(view)
        self.stack.setCurrentIndex(PLACES[view])
        self.desk.memory.put("attendance.view", view)
        self.refresh()

    def _choose(self, spot: Spot) -> None:
        self.desk.ops.query(
            lambda office: day_evidence(office, spot.person, spot.day), self._show_evidence, key="attendance-day"
        )

    def _show_evidence(self, found: DayEvidence) -> None:
        sheet = self.grid.sheet
        first_time = self.evidence.isHidden()
        self.evidence.show_evidence(found, bool(sheet and sheet.frozen_at))
        self.evidence.show()
        if first_time and self.grid.current is not None:
            self.layout()
            self.grid.viewport().update()

    def _see(self, spot: Spot) -> None:
        """Show a day on the sheet, in whichever month it lies."""
        self._wanted = spot
        self.view = "sheet"
        self.views.mark("sheet")
        self.stack.setCurrentIndex(0)
        month = month_text(spot.day)
        if month != self.stepper.month:
            self.stepper.show_month(month)
        else:
            self.refresh()

    def restyle(self) -> None:
        """The evidence carries icons of its own."""
        self.evidence.restyle()

    # --- acts

    def _show_actions(self, signed: bool) -> None:
        self._signed = signed
        self.set_actions(page_actions(self._asked, self._paper, signed))

    def _paper(self, paper: str) -> Callable[[], object]:
        return lambda: preview_paper(self.desk, self, paper, self.stepper.month)

    def _asked(self, act: str) -> None:
        """Do what a button or the menu asks, about the chosen day where there is one."""
        found = self.evidence.shown if not self.evidence.isHidden() else None
        person, day = (found.person, found.day) if found else ("", None)
        sheet, month = self.grid.sheet, self.stepper.month
        runs: dict[str, Callable[[], object]] = {
            "close": self.evidence.hide,
            "leave": lambda: acts.ask_leave(self.desk, self, self.people, person, day),
            "errand": lambda: acts.ask_errand(self.desk, self, self.people, person, day),
            "correct": lambda: acts.ask_correction(self.desk, self, self.people, found),
            "amend": lambda: found and acts.ask_amendment(self.desk, self, found),
            "raw": lambda: found and RawDialog(self.desk, self, found.person, found.day).open(),
            "freeze": lambda: acts.ask_freeze(self.desk, self, month, sheet.missing if sheet else 0, self._open_flags),
            "reach": lambda: ReachDialog(self.desk, self).open(),
            "flags": lambda: FlagsDialog(self.desk, self, month, self._go_to_flag).open(),
            "rules": lambda: RulesDialog(self.desk, self).open(),
            "trial": lambda: sheet and TrialDialog(self.desk, self, sheet.profile).open(),
            "import": lambda: self.take_files([]),
            "plan": lambda: self.desk.go("roster", month),
        }
        runs[act]()

    def _go_to_flag(self, raised: Raised) -> None:
        if raised.flag.day is not None:
            self._see(Spot(raised.flag.person.split("、")[0], raised.flag.day))

    def open(self, target: str) -> None:
        """A month, a day, a day with `|` and a name, or `import:` with file names."""
        if target.startswith("import:"):
            self.take_files([Path(name) for name in target.removeprefix("import:").split("\n") if name])
            return
        found = re.fullmatch(r"(\d{4}-\d{2})(-\d{2})?(?:\|(.+))?", target)
        if not found:
            return
        if found[2]:
            people = [row.member.person for row in self.grid.sheet.rows] if self.grid.sheet else []
            who = found[3] or (self.grid.current.person if self.grid.current else next(iter(people), ""))
            self._wanted = Spot(who, date.fromisoformat(found[1] + found[2])) if who else None
        self.stepper.show_month(found[1])

    def take_rows(self, text: str) -> None:
        """Pasted rows are punches, leave, or an old sheet, of which only leave and errands are taken."""
        paste_attendance(self.desk, self, self.stepper.month, text, self.take_files)

    def take_files(self, files: list[Path]) -> None:
        """Machine files dropped on the window, or chosen in the dialog, are imported."""
        pages.load(pages.WINDOWS["import"])(self.desk, self, files).open()


_NO_ROSTER = "考勤按值班表判定：先排好这个月的班，再导入考勤机的记录，这里就会显示每个人每半天的符号和依据。"
