"""The page of mediation: board or list of cases, the open case, screening and figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import Signal

from villagedesk.base.changes import Area
from villagedesk.base.clock import month_text
from villagedesk.mediation.case import Case
from villagedesk.services import people as staff
from villagedesk.services.mediation import cases, settings
from villagedesk.services.office import Office
from villagedesk.store.cases.dispute import Entry, Query
from villagedesk.ui.actions import Action
from villagedesk.ui.desk import Desk
from villagedesk.ui.mediation import case_forms
from villagedesk.ui.mediation.acts import MediationActs
from villagedesk.ui.mediation.board import Board
from villagedesk.ui.mediation.copying import paste_cases, paste_finds
from villagedesk.ui.mediation.ledgers import (
    Figures,
    FiguresView,
    FindRow,
    RoundsView,
    Screened,
    read_figures,
    read_rounds,
)
from villagedesk.ui.mediation.looks import COLUMNS, STAGE_TONES
from villagedesk.ui.mediation.opened.view import CaseView, Opened, read_case
from villagedesk.ui.mediation.panel import in_dialog
from villagedesk.ui.mediation.screening_acts import ScreeningActs
from villagedesk.ui.page import Page, line_of
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.controls import MonthStepper, SearchEdit, Segments
from villagedesk.ui.widgets.states import EmptyState, FrontStack

VIEWS = (("board", "看板"), ("list", "列表"), ("rounds", "排查"), ("figures", "统计"))


@dataclass(frozen=True, slots=True)
class Listing:
    """The cases of the board or the list, and how many stand at each stage."""

    entries: tuple[Entry, ...]
    counts: dict[str, int]
    people: tuple[str, ...]


def read_listing(office: Office, text: str, open_only: bool) -> Listing:
    """Ask for the cases that may be seen."""
    query = Query(text=text, open_only=open_only, limit=2000)
    names = staff.labels(office)
    people = tuple(names[p.id] for p in staff.serving(office, office.clock().date()))
    return Listing(cases.list_cases(office, query), cases.stage_counts(office), people)


def read_offered(office: Office) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names offered as mediators, and the office's own words for categories."""
    names = staff.labels(office)
    serving = tuple(names[p.id] for p in staff.serving(office, office.clock().date()))
    committee = tuple(member.name for member in settings.committee(office)) or serving
    return committee, tuple(settings.categories(office))


def offer_committee(desk: Desk, case: Case) -> None:
    """Where the names of mediators could not be checked, say so, with the list of the committee one click away."""

    def say(says: str) -> None:
        if says:
            desk.say(says, "warn", "登记委员", lambda: desk.go("settings", "调解"))

    desk.ops.query(lambda office: settings.unchecked_says(office, case.mediators), say)


class Views(FrontStack):
    """What the page can show; each view is made when it is first asked for, so that the board stands at once."""

    opened = Signal(int)
    case_shown = Signal(object)
    find_opened = Signal(object)
    pay_wanted = Signal(str)
    span_changed = Signal(str)

    def __init__(self, desk: Desk, add: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._add = desk, add
        self.find_acts: Callable[[FindRow], tuple[Action, ...]] = lambda _row: ()
        """What the menu of a find offers."""
        self.takes: Callable[[str], object] = lambda _text: None
        """Who takes rows that are pasted into a table."""

    @cached_property
    def board(self) -> Board:
        """The running cases by stage."""
        view = Board(self._desk)
        view.opened.connect(self.opened)
        self.addWidget(view)
        return view

    @cached_property
    def table(self) -> RowsView:
        """All cases as rows."""
        view = RowsView(self._desk, "mediation", COLUMNS)
        view.setAccessibleName("调解案件列表")
        view.takes = lambda text: self.takes(text)
        view.opened.connect(lambda entry: self.opened.emit(entry.id))
        return view

    @cached_property
    def listed(self) -> Card:
        """The table on its card."""
        card = Card(padding=1)
        card.body.addWidget(self.table)
        self.addWidget(card)
        return card

    @cached_property
    def case(self) -> CaseView:
        """The case in front."""
        view = CaseView(self._desk)
        view.shown.connect(self.case_shown)
        self.addWidget(view)
        return view

    @cached_property
    def rounds(self) -> RoundsView:
        """The screening rounds with their finds."""
        view = RoundsView(self._desk)
        view.opened.connect(self.find_opened)
        view.table.actions_for = lambda row: self.find_acts(row)
        view.table.takes = lambda text: self.takes(text)
        self.addWidget(view)
        return view

    @cached_property
    def figures(self) -> FiguresView:
        """The figures of a month, a quarter or a year."""
        view = FiguresView(self._desk)
        view.pay_wanted.connect(self.pay_wanted)
        view.span_changed.connect(self.span_changed)
        self.addWidget(view)
        return view

    @cached_property
    def empty(self) -> EmptyState:
        """What belongs here, while there is no case."""
        text = "邻里、家庭、土地等纠纷从这里登记，一步一步办到归档；文书自动填好，期限自动计算，卷宗随时能装订。"
        new = Action("empty-new", "登记案件", self._add, icon="plus", role="primary", writes=True)
        view = EmptyState(self._desk.look, "scale", "还没有调解案件", text, (new,))
        self.addWidget(view)
        return view


class MediationPage(Page):
    """Disputes from the front desk to the closed volume."""

    name, title, watches = "mediation", "调解", Area.CASES

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view = str(desk.memory.get("mediation.view", "board"))
        self.key = 0
        self._wanted = ""
        self.acts = MediationActs(desk, self)
        self.screening = ScreeningActs(desk, self, lambda: self.acts.staff)
        self.search = SearchEdit(desk.look, "姓名 / zjg / 案号")
        self.search.setFixedWidth(desk.look.px(180))
        self.search.asked.connect(self._search)
        self.views = Segments(VIEWS, self.view)
        self.views.chosen.connect(self.show_view)
        self.month = MonthStepper(desk.look, month_text(desk.today()))
        self.month.stepped.connect(lambda _month: self.refresh())
        for widget in (self.month, self.search, self.views):
            self.header.add(widget)
        self.stack = Views(desk, self.add)
        self.stack.opened.connect(self.open_case)
        self.stack.case_shown.connect(self._case_shown)
        self.stack.find_opened.connect(self.screening.edit_find)
        self.stack.pay_wanted.connect(self.acts.pay)
        self.stack.span_changed.connect(lambda _span: self.refresh())
        self.stack.find_acts, self.stack.takes = self.screening.round_row, self.take_rows
        self.stack.setCurrentWidget(self.stack.board)
        self.body.addWidget(self.stack, 1)
        self._offer()

    def refresh(self) -> None:
        """Ask for what the present view shows."""
        today = self.desk.today()
        if self._wanted:
            number, self._wanted = self._wanted, ""
            self.desk.ops.query(lambda office: cases.find_id(office, number), self.open_case)
        if self.key:
            key = self.key
            self.desk.ops.query(lambda office: read_case(office, key), self.stack.case.show_case, key="mediation-case")
        elif self.view == "rounds":
            self.desk.ops.query(lambda office: read_rounds(office, today), self._show_rounds, key="mediation")
        elif self.view == "figures":
            of = self._period()
            self.desk.ops.query(lambda office: read_figures(office, of), self._show_figures, key="mediation")
        else:
            text, board = self.search.text().strip(), self.view == "board"
            self.desk.ops.query(lambda office: read_listing(office, text, board), self._show_listing, key="mediation")

    def open(self, target: str) -> None:
        """Open a case by number, a view by its name or word, or the form of a new case for `+`."""
        if target == "+":
            self.add()
        elif view := next((name for name, word in VIEWS if target in (name, word)), ""):
            self.views.mark(view)
            self.show_view(view)
        elif target:
            self._wanted = target
            self.refresh()

    def take_files(self, files: list[Path]) -> None:
        """Dropped pictures go into the chosen sheet of the open case."""
        if self.key:
            self.stack.case.take_files(files)
        else:
            self.desk.say("请先打开一个案件，在左边点一种文书，再把扫描件拖进来。", "warn")

    def take_rows(self, text: str) -> None:
        """Pasted rows are cases, or finds where the rounds are in front; an open case takes none."""
        if self.key:
            self.desk.say("打开的案件里不能粘贴表格；先回到列表或排查，再粘贴。", "warn")
        elif self.view == "rounds":
            row = self.stack.rounds.table.current_row()
            paste_finds(self.desk, self, row.of if row is not None else None, text)
        else:
            paste_cases(self.desk, self, text)

    def show_view(self, view: str) -> None:
        """Go to the board, the list, the rounds or the figures."""
        self.view, self.key = view, 0
        self.desk.memory.put("mediation.view", view)
        self.views.mark(view)
        self.header.show_title("调解")
        self._offer()
        self.refresh()

    def _back(self) -> None:
        self.stack.case.leave(lambda: self.show_view(self.view))

    def open_case(self, key: int) -> None:
        """Open one case."""
        if key == self.key:
            self.refresh()
        else:
            self.stack.case.leave(lambda: self._open(key))

    def _open(self, key: int) -> None:
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
        self.acts.staff = found.people
        total = sum(found.counts.values())
        running = total - found.counts.get("归档", 0) - found.counts.get("不予受理", 0)
        today = self.desk.today().isoformat()
        late = sum(bool(e.next_due_on and e.next_due_on < today) for e in found.entries)
        late_words = f"{late} 件有期限逾期" if late else ""
        self.header.show_title("调解", line_of(f"在办 {running} 件", f"共 {total} 件", late_words))
        if not total:
            self.stack.setCurrentWidget(self.stack.empty)
        elif self.view == "board":
            self.stack.board.show_cases(found.entries, today)
            self.stack.setCurrentWidget(self.stack.board)
        else:
            self.stack.table.set_rows(found.entries, keep=lambda entry: entry.id)
            self.stack.setCurrentWidget(self.stack.listed)

    def _case_shown(self, opened: Opened) -> None:
        case = opened.case
        self.acts.staff = opened.people
        self.header.show_title(case.title, case.number, case.stage.value, STAGE_TONES.get(case.stage.value, "info"))
        self.stack.setCurrentWidget(self.stack.case)

    def _show_rounds(self, found: Screened) -> None:
        if self.view == "rounds" and not self.key:
            self.stack.rounds.show_rounds(found)
            self.header.show_title("矛盾纠纷排查", f"{len(found.rounds)} 轮")
            self.stack.setCurrentWidget(self.stack.rounds)

    def _show_figures(self, found: Figures) -> None:
        if self.view == "figures" and not self.key:
            self.stack.figures.show_figures(found)
            self.header.show_title(f"{found.statistics.period.name} 调解统计")
            self.stack.setCurrentWidget(self.stack.figures)

    def _period(self) -> str:
        return self.stack.figures.period_of(self.month.month)

    def _offer(self) -> None:
        # Hidden before the buttons change and shown after: a header too wide for a moment would widen the window.
        shown = {
            self.month: self.view == "figures" and not self.key,
            self.views: not self.key,
            self.search: not self.key and self.view in ("board", "list"),
        }
        for widget, wanted in shown.items():
            if not wanted:
                widget.hide()
        if self.key:
            self.set_actions(self.acts.for_case(self._back, lambda: self.stack.case.opened))
        elif self.view == "rounds":
            self.set_actions(self.screening.for_rounds())
        elif self.view == "figures":
            self.set_actions(self.acts.for_figures(lambda: self.month.month, self._period))
        else:
            self.set_actions(self.acts.for_cases(self.add))
        for widget, wanted in shown.items():
            widget.setVisible(wanted)

    def add(self) -> None:
        """Take a new dispute in; the committee and the office's own categories are asked for first."""
        self.desk.ops.query(read_offered, self._add, key="mediation-new")

    def _add(self, offered: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
        panel = case_forms.new_panel(self.desk, *offered)
        panel.done.connect(self._added)
        in_dialog(self.desk, self, "登记调解案件", panel)

    def _added(self, case: Case) -> None:
        offer_committee(self.desk, case)
        self.open_case(case.id)
