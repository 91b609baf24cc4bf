"""The page of reports: the village's month, and the same program opened as the street."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QStackedWidget

from villagedesk.base.changes import Area
from villagedesk.base.clock import month_text
from villagedesk.papers.street.merged import Merged
from villagedesk.services.office import Office
from villagedesk.services.registers.stats import VISITORS, twelve_months
from villagedesk.services.report.overview import Overview, overview
from villagedesk.services.street.villages import is_street
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import Page, line_of
from villagedesk.ui.pages import load
from villagedesk.ui.reports.acts import ReportActs
from villagedesk.ui.reports.street import Line, StreetView
from villagedesk.ui.reports.street_acts import StreetActs
from villagedesk.ui.reports.village import VillageView
from villagedesk.ui.widgets.controls import MonthStepper, Segments

WORKS = "villagedesk.ui.reports.works"
SIDES = (("village", "本村报送"), ("street", "街道汇总"))


class ReportsPage(Page):
    """The month to the street, and at the street the months of the villages."""

    name, title, watches = "reports", "报表", Area.EVERYTHING

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.side = ""
        self.month = MonthStepper(desk.look, reporting_month(desk.today()))
        self.month.stepped.connect(lambda _month: self.refresh())
        self.sides = Segments(SIDES)
        self.sides.chosen.connect(self.show_side)
        for widget in (self.month, self.sides):
            self.header.add(widget)
        self.acts = ReportActs(desk, self, self.month)
        self.street_acts = StreetActs(desk, self, self.month)
        self.village = VillageView(desk, self.acts.by_name())
        self.street = StreetView(desk, self.take_files, self._open_village)
        self.street.table.takes = self.take_rows
        self.stack = QStackedWidget()
        self.stack.addWidget(self.village)
        self.stack.addWidget(self.street)
        self.body.addWidget(self.stack, 1)

    def refresh(self) -> None:
        """Ask for the month of the side that is shown; the first time for which side this office is."""
        month = self.month.month
        if not self.side:
            self.desk.ops.query(is_street, self._begin)
        elif self.side == "village":
            self.desk.ops.query(lambda office: overview(office, month), self._show_village, key="reports")
            visits = partial(twelve_months, column=VISITORS, last=month)
            self.desk.ops.query(visits, self.village.show_visits, key="reports-visits")
        else:
            self.desk.ops.query(partial(_street_month, month=month), self._show_street, key="reports")

    def open(self, target: str) -> None:
        """Show a month `YYYY-MM`, or a side `street` or `village`."""
        if target in dict(SIDES):
            self.show_side(target)
        elif len(target) == 7:
            self.month.show_month(target)
            self.refresh()

    def restyle(self) -> None:
        """Draw anew what the style sheet does not reach."""
        self.village.restyle()

    def take_files(self, files: list[Path]) -> None:
        """Dropped workbooks are packs for the street; on the village's side a template of the street."""
        if self.side == "village" and len(files) == 1:
            self.acts.look_at(files[0])
        else:
            self.street_acts.take(files)

    def take_rows(self, text: str) -> None:
        """A street takes the villages that are to report; reports are made from the books, never typed in."""
        if self.side == "street":
            kind = load("villagedesk.services.pasting.lists.villages:VILLAGES")
            load("villagedesk.ui.tables.pasting:paste_kind")(self.desk, self, "粘贴应报送的村（社区）", kind, text)
        else:
            self.desk.say("报表由台账和考勤算出来，不能粘贴；要补内容请粘贴到台账或考勤里。", "warn")

    def show_side(self, side: str) -> None:
        """Go to the village's or to the street's side."""
        self.side = side
        self.sides.mark(side)
        self.stack.setCurrentIndex(0 if side == "village" else 1)
        self.set_actions(self.acts.actions() if side == "village" else self.street_acts.actions())
        self.refresh()

    def _begin(self, street: bool) -> None:
        """The first showing: a street collects what the villages wrote about the month before."""
        if street:
            self.month.show_month(month_text(self.desk.today().replace(day=1) - timedelta(days=1)))
        self.show_side("street" if street else "village")

    def _show_village(self, month: Overview) -> None:
        left = sum(item.state in ("warn", "lacks") for item in month.items)
        chip, tone = (f"{left} 项要处理", "warn") if left else ("可以报送", "ok")
        self.header.show_title(f"{self.month.words}月报", line_of(month.village), chip, tone)
        self.village.show_month(month)
        self.settled = True

    def _show_street(self, merged: Merged) -> None:
        absent = f"未报送 {len(merged.missing)} 个" if merged.missing else ""
        facts = line_of(f"已计入 {len(merged.rows)} 个村", absent)
        self.header.show_title(f"{self.month.words}汇总", facts)
        self.street.show_month(merged)
        self.settled = True

    def _open_village(self, line: Line) -> None:
        self.street_acts.open_village(line)


def _street_month(office: Office, month: str) -> Merged:
    merged: Merged = load(f"{WORKS}:street_month")(office, month)
    return merged


def reporting_month(today: date) -> str:
    """The month to report: the last one until the tenth, then the running one."""
    return month_text(today - timedelta(days=today.day)) if today.day <= 10 else month_text(today)
