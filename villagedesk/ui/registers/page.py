"""The page of all books: choose a book, see its list, write at the side, and the list is there again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from villagedesk.base.changes import Area
from villagedesk.registers.deadlines import Due
from villagedesk.registers.definition import Register
from villagedesk.registers.entry import Entry
from villagedesk.registers.statistics import neat
from villagedesk.services import people
from villagedesk.services.due.agenda import agenda
from villagedesk.services.office import Office
from villagedesk.services.registers import books, lists
from villagedesk.services.villagers.grids import known_grids
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import Page
from villagedesk.ui.registers.acts import EntryActs
from villagedesk.ui.registers.bookacts import BookActs
from villagedesk.ui.registers.figures import FigureView
from villagedesk.ui.registers.form.panel import EntryPanel
from villagedesk.ui.registers.list.due import DueList
from villagedesk.ui.registers.list.filters import FilterBar, Names
from villagedesk.ui.registers.list.tables import BookTables
from villagedesk.ui.registers.list.window import PAGE, EntryTable
from villagedesk.ui.registers.offer import DraftOffer
from villagedesk.ui.registers.rail import DUE, BookRail
from villagedesk.ui.registers.steps import StepActs
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.controls import SearchEdit, Segments
from villagedesk.ui.widgets.flow import Beside

FIRST_BOOK = "visit"

_LAID_OUT_MS = 60
"""After so long a form that has just come stands at its place."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page knows of all books: counts, names for filters, what is due."""

    counts: tuple[books.BookCount, ...]
    lists: dict[str, tuple[str, ...]]
    names: Names
    due: tuple[Due, ...]


def overview(office: Office) -> Overview:
    """Everything around the list."""
    names = {label: key for key, label in people.labels(office).items()}
    grids = {grid.name: grid.id for grid in known_grids(office)}
    counts = books.counts(office, office.clock().date())
    return Overview(counts, books.choice_lists(office), Names(names, grids), agenda(office, 3))


class RegistersPage(Page):
    """One page for every book; a book opens with its newest entries."""

    name, title, help = "registers", "台账", "台账"
    watches = Area.REGISTERS | Area.CASES | Area.PEOPLE | Area.CALENDAR

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.book = str(desk.memory.get("registers.book", FIRST_BOOK))
        self._known: Overview | None = None
        self.tables = BookTables(desk)
        self._wanted: int = 0
        self._begun = False
        self.search = SearchEdit(desk.look, "张 / zjg / 尾号 / 编号…")
        self.search.setMinimumWidth(190)
        self.search.asked.connect(lambda _text: self._ask_list())
        self.views = Segments((("list", "记录"), ("figures", "统计")))
        self.views.chosen.connect(self.show_view)
        self.rail = BookRail(desk)
        self.header.add(self.rail.pick)
        self.header.add(self.search)
        self.header.add(self.views)
        self.rail.chosen.connect(self.show_book)
        self.filters = FilterBar(desk)
        self.filters.changed.connect(self._ask_list)
        self.figures = FigureView(desk)
        self.due = DueList(desk)
        self.panel = EntryPanel(desk)
        self.panel.hide()
        self.panel.opened.connect(self._narrow)
        self.panel.left.connect(lambda: self.tables.take_focus(self.book))
        self.offer = DraftOffer(desk, lambda: self.panel.shown.id if self.panel.shown else None)
        self.panel.keeper.left.connect(self.offer.ask)
        self.acts = EntryActs(self, self)
        self.tables.chosen.connect(self.acts.show_entry)
        self.tables.opened.connect(self.acts.show_and_enter)
        self.steps = StepActs(self, self, self.acts)
        self.tables.actions_for = self.steps.row_actions
        self.steps.void_on_delete(self.tables)
        self.book_acts = BookActs(self, self, self.acts)
        self.book_acts.print_one = self.steps.print_entry
        self.tables.starting.connect(self.acts.start)
        self.tables.importing.connect(self.book_acts.import_book)
        self.tables.clearing.connect(self.filters.clear)
        self.tables.clearing.connect(self.search.clear)
        self.tables.clearing.connect(self._ask_list)
        self.offer.taken.connect(self.book_acts.take_up)
        self.offer.bind(self)
        self.due.opened.connect(self.acts.follow_due)
        self._lay()
        self.acts.bind()

    def _lay(self) -> None:
        card = Card(padding=1)
        card.body.addWidget(self.tables)
        list_side = QWidget()
        column = QVBoxLayout(list_side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.filters)
        column.addWidget(card, 1)
        self.stack = QStackedWidget()
        for view in (list_side, self.figures, self.due):
            self.stack.addWidget(view)
        row = self._row = Beside()
        row.addWidget(self.rail)
        row.addWidget(self.stack, 1)
        row.addWidget(self.panel)
        self.body.addWidget(self.offer)
        self.body.addLayout(row, 1)

    @property
    def register(self) -> Register | None:
        """The book that is open."""
        known = self._known.counts if self._known else ()
        return next((count.register for count in known if count.register.id == self.book), None)

    @property
    def table(self) -> EntryTable | None:
        """The table of the book that is open."""
        return self.tables.table(self.book)

    def refresh(self) -> None:
        """Ask for the counts, then for the list."""
        self.desk.ops.query(overview, self._show, key="registers-overview")
        self._ask_list()
        self.acts.reload()

    def _show(self, found: Overview) -> None:
        self._known = found
        known = {count.register.id for count in found.counts}
        if self.book not in known and self.book != DUE:
            self.book = FIRST_BOOK
        self.rail.show_books(found.counts, self.book, len(found.due))
        self.due.show_due(found.due)
        register = self.register
        if register is not None:
            self.filters.show_book(register, found.lists, found.names)
        self._show_header()
        if not self._begun:
            self._begun = True
            self.offer.begin()
        else:
            self.offer.ask()

    def _show_header(self) -> None:
        register, known = self.register, self._known
        if known is None:
            return
        if register is None:
            overdue = sum(due.overdue for due in known.due)
            self.header.show_title("到期与逾期", f"{len(known.due)} 件，其中逾期 {overdue} 件")
            self.set_actions(())
            return
        count = next(count for count in known.counts if count.register.id == register.id)
        self.header.show_title(register.short, _facts(register, count, self.desk.today().month))
        self.set_actions(self.book_acts.actions(register))

    def show_book(self, book: str) -> None:
        """Open another book."""
        if book != self.book:
            self.panel.close_form()
            self.search.blockSignals(True)
            self.search.clear()
            self.search.blockSignals(False)
        self.book = book
        self.desk.memory.put("registers.book", book)
        self.rail.mark(book)
        if book == DUE:
            self.stack.setCurrentIndex(2)
        elif self.stack.currentIndex() == 2:
            self.stack.setCurrentIndex(0)
            self.views.mark("list")
        register = self.register
        if register is not None and self._known is not None:
            self.filters.show_book(register, self._known.lists, self._known.names)
            if self.stack.currentIndex() == 1:
                self.figures.show_book(book)
        self.search.setVisible(book != DUE)
        self.views.setVisible(book != DUE)
        self._show_header()
        self._ask_list()

    def _narrow(self) -> None:
        """Make room: the form takes columns of the table, on a small screen with large text the books too."""
        shown = self.panel.isVisibleTo(self)
        self.tables.show_narrow(self.book, shown)
        self.rail.make_room(self.width(), form=shown)
        QTimer.singleShot(_LAID_OUT_MS, self, lambda: self._row.reveal(self.panel, entered=True))

    def show_view(self, view: str) -> None:
        """Switch between the records and the figures."""
        self.views.mark(view)
        self.stack.setCurrentIndex(1 if view == "figures" else 0)
        self.panel.setVisible(view == "list" and bool(self.panel.book))
        if view == "figures":
            self.figures.show_book(self.book)

    def _ask_list(self) -> None:
        book = self.book
        if book == DUE:
            return
        sift, words = self.sifted()

        def ask(office: Office) -> tuple[Register, lists.BookList, list[Entry]]:
            found = lists.open_list(office, book, sift, words)
            return books.register_of(office, book), found, found.page(0, PAGE)

        self.desk.ops.query(ask, self._show_list, key="registers-list")

    def _show_list(self, answer: tuple[Register, lists.BookList, list[Entry]]) -> None:
        register, found, first = answer
        if register.id != self.book:
            return
        keep = self._wanted or (self.panel.shown.id if self.panel.shown else 0)
        self._wanted = 0
        self.tables.show_list(register, found, first, keep, self.search.text().strip())
        self._narrow()

    def open(self, target: str) -> None:
        """`来访+` starts a new entry, `visit/12` or `visit/来〔2026〕第1号` shows one, `villager/7` a history."""
        if target.endswith("+"):
            self.acts.start_named(target[:-1])
        elif "/" in target:
            self.acts.open_target(*target.split("/", 1))
        elif target == "half-typed":
            self.acts.half_typed()
        elif target == DUE:
            self.show_book(DUE)
        elif target:
            self.acts.open_book(target)

    def bring(self, entry: Entry) -> None:
        """Open the book of an entry with the entry in front."""
        self._wanted = entry.id
        if entry.book != self.book:
            self.show_book(entry.book)
        else:
            self._ask_list()
        if self.stack.currentIndex() != 0:
            self.show_view("list")

    def take_files(self, files: list[Path]) -> None:
        """Files dropped while an entry is shown become attachments; an Excel file otherwise is an import."""
        self.book_acts.take_files(files)

    def restyle(self) -> None:
        """Columns come back with their sizes, so room is made again."""
        QTimer.singleShot(0, self._narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The form takes at most a third of a narrow page."""
        super().resizeEvent(event)
        self.rail.make_room(self.width(), form=self.panel.isVisibleTo(self))
        px = self.desk.look.px
        self._row.keep(self.stack, least=px(300), high=px(220))
        self._row.keep(self.panel, wide=min(px(360), max(360, self.width() * 36 // 100)), high=px(400))

    def sifted(self) -> tuple[lists.Sift, str]:
        """What the list shows: its sift and the words searched for."""
        sift = self.filters.sift()
        return (sift if sift.book == self.book else lists.Sift(self.book)), self.search.text().strip()

    def month(self) -> str:
        """The month that the figures show, else the running one."""
        return self.figures.stepper.month


def _facts(register: Register, count: books.BookCount, month: int) -> str:
    """11月 186 人次，152 件."""
    if register.counts and not register.ledger:
        total = neat(count.month_amount)
        return f"{month}月　{total:g} {register.unit}，{count.month_entries} 件　·　共 {count.entries} 件"
    return f"{month}月　{count.month_entries} {register.unit}　·　共 {count.entries} {register.unit}"
