"""What is shown on the page and how one gets there: new forms, entries, histories, links."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from villagedesk.registers.deadlines import Due
from villagedesk.registers.entry import Entry
from villagedesk.services.office import Office
from villagedesk.services.registers import books, entries
from villagedesk.services.registers.links import CASE, Linked
from villagedesk.ui.registers.form.detail import Detail, NewForm, detail, new_form
from villagedesk.ui.registers.front import Front
from villagedesk.ui.registers.history import HistoryDialog


class EntryActs:
    """Brings forms, entries and histories to the front; `half_typed` takes up a form that was left."""

    def __init__(self, front: Front, widget: QWidget) -> None:
        self._front, self._widget = front, widget
        self._desk = front.desk
        self.half_typed: Callable[[], object] = lambda: None

    def bind(self) -> None:
        """Listen to the form."""
        panel = self._front.panel
        panel.saved.connect(self._saved)
        panel.history.connect(lambda key: self.show_history("villager", key))
        panel.course.followed.connect(self.follow_link)

    def start(self) -> None:
        """Start a new entry in the open book."""
        self.start_named(self._front.book)

    def start_named(self, book: str) -> None:
        """Start a new entry in a book by id or title; a book of one entry a day opens today's."""

        def ask(office: Office) -> NewForm | Detail:
            register = books.register_of(office, _named(office, book))
            if register.one_a_day and (key := entries.of_day(office, register.id)):
                return detail(office, key)
            return new_form(office, register.id)

        self._desk.ops.query(ask, self.show_form, key="registers-form")

    def show_form(self, form: NewForm | Detail, typed: dict[str, Any] | None = None) -> None:
        """Open the book of a form and show it there, with what was half typed before if given."""
        register = form.blank.register if isinstance(form, NewForm) else form.register
        panel = self._front.panel
        if panel.dirty and typed is not None:
            panel.close_form()
        elif panel.dirty:
            if isinstance(form, NewForm) and panel.shown is None and panel.book == register.id and panel.sheet:
                self._desk.say("这张表单还没有保存；按 Ctrl+S 保存，或按 Esc 先放下。", "warn")
                panel.sheet.start()
                return
            panel.close_form()
        if register.id != self._front.book:
            self._front.show_book(register.id)
        if isinstance(form, NewForm):
            self._front.panel.show_new(form, typed)
        else:
            self._front.panel.show_detail(form, typed)
            self._front.bring(form.entry)

    def show_entry(self, entry: Entry) -> None:
        """Show the entry that came to the front, unless something half typed is in the form."""
        panel = self._front.panel
        if panel.shown is not None and panel.shown.id == entry.id:
            return
        if panel.dirty:
            panel.close_form()
        self._ask_detail(entry.id)

    def show_and_enter(self, entry: Entry) -> None:
        """Show an entry and put the cursor into its form."""
        self._desk.ops.query(lambda office: detail(office, entry.id), self._enter, key="registers-form")

    def _enter(self, found: Detail) -> None:
        self._front.panel.show_detail(found)
        if self._front.panel.sheet is not None:
            self._front.panel.sheet.start()

    def _ask_detail(self, key: int) -> None:
        self._desk.ops.query(lambda office: detail(office, key), self._front.panel.show_detail, key="registers-form")

    def reload(self) -> None:
        """Show the entry in the form anew after something changed, unless one is typing."""
        shown = self._front.panel.shown
        if shown is not None and not self._front.panel.dirty:
            self._ask_detail(shown.id)

    def _saved(self, entry: Entry) -> None:
        self._front.bring(entry)
        self._ask_detail(entry.id)
        self._front.tables.take_focus(entry.book)

    def open_book(self, book: str) -> None:
        """Open a book by id or title."""
        self._desk.ops.query(
            lambda office: books.register_of(office, book).id, self._front.show_book, key="registers-open"
        )

    def open_target(self, book: str, key: str) -> None:
        """Show an entry by its id or number, or the history of a villager, household, grid or person."""
        if book in ("villager", "household", "grid", "person"):
            self.show_history(book, int(key))
            return

        def ask(office: Office) -> Detail:
            found = entries.existing(office, int(key)) if key.isdigit() else entries.find_entry(office, book, key)
            return detail(office, found.id)

        self._desk.ops.query(ask, self.show_form, key="registers-form")

    def show_history(self, of: str, key: int) -> None:
        """Show everything about a villager, household, grid or person."""
        if key:
            HistoryDialog(self._desk, self._widget, of, key).open()

    def follow_due(self, due: Due) -> None:
        """Go to what is due: an entry here, a case on its own page."""
        if due.kind == CASE:
            self._desk.go("mediation", due.key)
        elif due.kind == "roster":
            self._desk.go("roster", due.key)
        else:
            self.open_target(due.kind, due.key)

    def follow_link(self, link: Linked) -> None:
        """Go to the other end of a link."""
        if link.kind == CASE:
            self._desk.go("mediation", link.number)
        else:
            self.open_target(link.kind, str(link.key))


def _named(office: Office, word: str) -> str:
    """The book meant by an id, a title or a short word like 来访 or 办件."""
    known = books.registers(office)
    if word in known:
        return word
    return next((r.id for r in known.values() if word in r.title or word in r.short), word)
