"""The page of mediation: board or list of cases, the open case, screening and figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QStackedWidget

from villagedesk.base.changes import Area
from villagedesk.base.clock import month_text
from villagedesk.mediation.case import Case
from villagedesk.mediation.screening import Rhythm
from villagedesk.services.mediation import binder, cases, rounds
from villagedesk.services.office import Office
from villagedesk.store.cases.dispute import Entry, Query
from villagedesk.ui.actions import Action
from villagedesk.ui.desk import Desk
from villagedesk.ui.mediation import case_forms
from villagedesk.ui.mediation.board import Board
from villagedesk.ui.mediation.case_view import CaseView, Opened, read_case
from villagedesk.ui.mediation.ledgers import Figures, FiguresView, FindRow, RoundsView, read_figures, read_rounds
from villagedesk.ui.mediation.looks import COLUMNS, STAGE_TONES
from villagedesk.ui.mediation.panel import in_dialog
from villagedesk.ui.messages import ask_text, choose_target
from villagedesk.ui.page import Page, line_of
from villagedesk.ui.preview.open import preview_paper
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.controls import MonthStepper, SearchEdit, Segments
from villagedesk.ui.widgets.states import EmptyState

VIEWS = (("board", "看板"), ("list", "列表"), ("rounds", "排查"), ("figures", "统计"))


@dataclass(frozen=True, slots=True)
class Listing:
    """The cases of the board or the list, and how many stand at each stage."""

    entries: tuple[Entry, ...]
    counts: dict[str, int]


def read_listing(office: Office, text: str, open_only: bool) -> Listing:
    """Ask for the cases that may be seen."""
    query = Query(text=text, open_only=open_only, limit=2000)
    return Listing(cases.list_cases(office, query), cases.stage_counts(office))


class MediationPage(Page):
    """Disputes from the front desk to the closed volume."""

    name, title, watches = "mediation", "调解", Area.CASES

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view = "board"
        self.key = 0
        self._wanted = ""
        self._entries: tuple[Entry, ...] = ()
        self._staff: tuple[str, ...] = ()
        self.search = SearchEdit(desk.look, "姓名 / zjg / 案号")
        self.search.setFixedWidth(desk.look.px(180))
        self.search.asked.connect(self._search)
        self.views = Segments(VIEWS)
        self.views.chosen.connect(self.show_view)
        self.month = MonthStepper(desk.look, month_text(desk.today()))
        self.month.stepped.connect(lambda _month: self.refresh())
        for widget in (self.month, self.search, self.views):
            self.header.add(widget)
        self._lay_out()
        self._offer()

    def _lay_out(self) -> None:
        self.board = Board(self.desk)
        self.board.opened.connect(self.open_case)
        self.table = RowsView(self.desk, "mediation", COLUMNS)
        self.table.setAccessibleName("调解案件列表")
        self.table.opened.connect(lambda entry: self.open_case(entry.id))
        listed = Card(padding=1)
        listed.body.addWidget(self.table)
        self.case = CaseView(self.desk)
        self.case.shown.connect(self._case_shown)
        self.rounds = RoundsView(self.desk)
        self.rounds.opened.connect(self.edit_find)
        self.figures = FiguresView(self.desk)
        self.figures.pay_wanted.connect(self.pay)
        text = "邻里、家庭、土地等纠纷从这里登记，一步一步办到归档；文书自动填好，期限自动计算，卷宗随时能装订。"
        new = Action("empty-new", "登记案件", self.add, icon="plus", role="primary", writes=True)
        self.empty = EmptyState(self.desk.look, "scale", "还没有调解案件", text, (new,))
        self.stack = QStackedWidget()
        for widget in (self.board, listed, self.case, self.rounds, self.figures, self.empty):
            self.stack.addWidget(widget)
        self._listed = listed
        self.body.addWidget(self.stack, 1)

    def refresh(self) -> None:
        """Ask for what the present view shows."""
        today = self.desk.today()
        if self._wanted:
            number, self._wanted = self._wanted, ""
            self.desk.ops.query(lambda office: cases.find_id(office, number), self.open_case)
        if self.key:
            key = self.key
            self.desk.ops.query(lambda office: read_case(office, key), self.case.show_case, key="mediation-case")
        elif self.view == "rounds":
            self.desk.ops.query(lambda office: read_rounds(office, today), self._show_rounds, key="mediation")
        elif self.view == "figures":
            month = self.month.month
            self.desk.ops.query(lambda office: read_figures(office, month), self._show_figures, key="mediation")
        else:
            text, board = self.search.text().strip(), self.view == "board"
            self.desk.ops.query(lambda office: read_listing(office, text, board), self._show_listing, key="mediation")

    def open(self, target: str) -> None:
        """Open a case by number, or the form of a new one for `+`."""
        if target == "+":
            self.add()
        elif target in dict(VIEWS):
            self.views.mark(target)
            self.show_view(target)
        elif target:
            self._wanted = target
            self.refresh()

    def take_files(self, files: list[Path]) -> None:
        """Dropped pictures go into the chosen sheet of the open case."""
        if self.key:
            self.case.take_files(files)
        else:
            self.desk.say("请先打开一个案件，在左边点一种文书，再把扫描件拖进来。", "warn")

    def show_view(self, view: str) -> None:
        """Go to the board, the list, the rounds or the figures."""
        self.view, self.key = view, 0
        self._offer()
        self.refresh()

    def open_case(self, key: int) -> None:
        """Open one case."""
        self.key = key
        self._offer()
        self.refresh()

    def _search(self, _text: str) -> None:
        if self.search.text().strip() and self.view not in ("board", "list"):
            self.view = "list"
            self.views.mark("list")
        self.key = 0
        self._offer()
        self.refresh()

    def _show_listing(self, found: Listing) -> None:
        if self.key or self.view not in ("board", "list"):
            return
        self._entries = found.entries
        total = sum(found.counts.values())
        running = total - found.counts.get("归档", 0) - found.counts.get("不予受理", 0)
        today = self.desk.today().isoformat()
        late = sum(bool(e.next_due_on and e.next_due_on < today) for e in found.entries)
        late_words = f"{late} 件有期限逾期" if late else ""
        self.header.show_title("调解", line_of(f"在办 {running} 件", f"共 {total} 件", late_words))
        if not total:
            self.stack.setCurrentWidget(self.empty)
        elif self.view == "board":
            self.board.show_cases(found.entries, today)
            self.stack.setCurrentWidget(self.board)
        else:
            self.table.set_rows(found.entries, keep=lambda entry: entry.id)
            self.stack.setCurrentWidget(self._listed)

    def _case_shown(self, opened: Opened) -> None:
        case = opened.case
        self._staff = opened.people
        self.header.show_title(case.title, case.number, case.stage.value, STAGE_TONES.get(case.stage.value, "info"))
        self.stack.setCurrentWidget(self.case)

    def _show_rounds(self, found: Any) -> None:
        if self.view == "rounds" and not self.key:
            self.rounds.show_rounds(found, self.desk.today())
            self.header.show_title("矛盾纠纷排查", f"{len(found)} 轮")
            self.stack.setCurrentWidget(self.rounds)

    def _show_figures(self, found: Figures) -> None:
        if self.view == "figures" and not self.key:
            self.figures.show_figures(found)
            self.header.show_title(self.month.words)
            self.stack.setCurrentWidget(self.figures)

    def _offer(self) -> None:
        self.month.setVisible(self.view == "figures" and not self.key)
        self.search.setVisible(not self.key and self.view in ("board", "list"))
        if self.key:
            self.set_actions(
                (
                    Action("back", "返回", lambda: self.show_view(self.view), "Esc", "chevron-left"),
                    Action("delete", "删除案件", self.remove, icon="trash-2", more=True, writes=True, role="danger"),
                    Action("forms", "全套文书", self.print_forms, icon="file-text"),
                    Action("volume", "整卷 PDF", self.save_volume, "Ctrl+P", "archive", "primary"),
                )
            )
        elif self.view == "rounds":
            self.set_actions(
                (
                    Action("print", "打印台账", self.print_rounds, "Ctrl+P", "printer"),
                    Action("report", "报送本轮", self.report_round, icon="megaphone", writes=True),
                    Action("find", "登记排查事项", self.add_find, "Ctrl+N", "plus", "primary", writes=True),
                )
            )
        elif self.view == "figures":
            self.set_actions(
                (
                    Action("expired", "到期卷宗清单", lambda: self._paper("到期卷宗清单", ""), icon="archive", more=True),
                    Action("register", "登记簿", lambda: self._paper("纠纷登记簿", self.month.month), icon="list", more=True),
                    Action("subsidy", "以案定补表", lambda: self._paper("以案定补核算表", self.month.month), icon="sheet"),
                    Action("year", "本年统计", lambda: self._paper("人民调解统计表", self.month.month[:4]), icon="chart-column"),
                    Action("print", "打印统计表", lambda: self._paper("人民调解统计表", self.month.month), "Ctrl+P", "printer", "primary"),
                )
            )  # fmt: skip
        else:
            self.set_actions((Action("new", "登记案件", self.add, "Ctrl+N", "plus", "primary", writes=True),))

    def add(self) -> None:
        """Take a new dispute in."""
        panel = case_forms.new_panel(self.desk, self._staff)
        panel.done.connect(self._added)
        in_dialog(self.desk, self, "登记调解案件", panel)

    def _added(self, case: Case) -> None:
        self.open_case(case.id)

    def remove(self) -> None:
        """Take the open case out of every list after asking why."""
        key = self.key

        def run(reason: str) -> None:
            self.desk.ops.change(
                lambda office: cases.remove_case(office, key, reason), lambda _v: self.show_view(self.view)
            )

        ask_text(self, "删除案件", "删除后案号保留不再使用，可以撤销。请写明理由。", run)

    def print_forms(self) -> None:
        """Preview all written forms of the open case."""
        if self.case.opened:
            preview_paper(self.desk, self, "调解文书全套", self.case.opened.case.number)

    def save_volume(self) -> None:
        """Bind the whole volume into a PDF file."""
        if self.case.opened is None:
            return
        case = self.case.opened.case
        path = choose_target(self, self.desk.memory, "整卷 PDF", f"{case.number}卷宗.pdf", "PDF (*.pdf)")
        if path is not None:
            self.desk.ops.query(lambda office: binder.write_volume(office, case, path), self._bound)

    def _bound(self, made: binder.Bound) -> None:
        lacks = f"还缺：{'、'.join(made.lacks)}。" if made.lacks else "必须的文书齐全。"
        name = made.path.name if made.path else ""
        self.desk.say(f"整卷 {made.pages} 页，已存为“{name}”。{lacks}", "warn" if made.lacks else "ok")

    def add_find(self) -> None:
        """Register what was found, in the round that runs now."""
        self.desk.ops.change(lambda office: rounds.open_round(office, Rhythm.MONTHLY), self._find_form)

    def _find_form(self, made: Any) -> None:
        in_dialog(self.desk, self, "登记排查事项", case_forms.find_panel(self.desk, made.id, self._staff))

    def edit_find(self, row: FindRow) -> None:
        """Change one find."""
        panel = case_forms.find_panel(self.desk, row.of.id, self._staff, row.find)
        in_dialog(self.desk, self, "排查事项", panel)

    def report_round(self) -> None:
        """Report the round that runs now; nothing found is a zero report."""
        self.desk.ops.change(
            lambda office: rounds.report_round(office, rounds.open_round(office, Rhythm.MONTHLY).value.id)
        )

    def print_rounds(self) -> None:
        """Preview the screening ledger of this month."""
        self._paper("矛盾纠纷排查台账", month_text(self.desk.today()))

    def pay(self, number: str) -> None:
        """Note that the subsidy of a case was paid."""
        self.desk.ops.change(case_forms.pay_write(number, date.fromisoformat(self.desk.today().isoformat())))

    def _paper(self, name: str, key: str) -> None:
        preview_paper(self.desk, self, name, key)
