"""What can be done on the page: start, show, step, carry on, print, import, export, change a book."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from villagedesk.base.fields import Field
from villagedesk.registers.deadlines import Due
from villagedesk.registers.definition import Register, declared
from villagedesk.registers.entry import Entry
from villagedesk.services.casework import become_case
from villagedesk.services.office import Office
from villagedesk.services.registers import books, entries, links
from villagedesk.services.registers.drafts import Draft, drop_draft
from villagedesk.services.registers.links import CASE, Linked
from villagedesk.services.registers.lists import Sift
from villagedesk.ui.actions import Action
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FormDialog
from villagedesk.ui.messages import ask_text
from villagedesk.ui.pages import load
from villagedesk.ui.preview.open import preview_paper
from villagedesk.ui.registers.form.detail import Detail, NewForm, detail, new_form, surroundings
from villagedesk.ui.registers.form.panel import EntryPanel
from villagedesk.ui.registers.history import HistoryDialog

DEFINE = "villagedesk.ui.registers.define"
_STATE_PAPERS = {"来访登记册": "visit", "办件登记册": "matter", "走访登记册": "walk", "巡查抽查记录": "patrol"}


class Front(Protocol):
    """The page as its acts see it."""

    desk: Desk
    panel: EntryPanel
    book: str

    @property
    def register(self) -> Register | None:
        """The book that is open."""

    def bring(self, entry: Entry) -> None:
        """Show an entry in its list."""

    def show_book(self, book: str) -> None:
        """Open a book."""

    def sifted(self) -> tuple[Sift, str]:
        """What the list shows: its sift and the words searched for."""
        ...

    def month(self) -> str:
        """The month that figures and papers are asked for."""
        ...


class EntryActs:
    """The acts of the page; `front` is the page, `widget` the same as a parent for dialogs."""

    def __init__(self, front: Front, widget: QWidget) -> None:
        self._front, self._widget = front, widget
        self._desk = front.desk

    def bind(self) -> None:
        """Listen to the form."""
        panel = self._front.panel
        panel.saved.connect(self._saved)
        panel.printing.connect(self.print_entry)
        panel.history.connect(lambda key: self.show_history("villager", key))
        panel.course.step.connect(self.take_step)
        panel.course.onward.connect(self.carry_on)
        panel.course.followed.connect(self.follow_link)

    def actions(self, register: Register) -> tuple[Action, ...]:
        """The actions of a book."""
        key = "F2" if register.id == "visit" else "Ctrl+N"
        return (
            Action("import", "导入 Excel…", self.import_book, icon="file-up", more=True, writes=True),
            Action("define", "设置这本台账…", self.define_book, icon="settings", more=True, writes=True),
            Action("words", "选项表…", self.define_words, icon="list", more=True, writes=True),
            Action("add-book", "新增一本台账…", self.add_book, icon="plus", more=True, writes=True),
            Action("print", "打印", icon="printer", menu=self._papers(register)),
            Action("export", "导出", self.export, icon="file-down"),
            Action("new", f"新{register.short[-2:]} {key}", self.start, "Ctrl+N", "plus", "primary", writes=True),
        )

    def _papers(self, register: Register) -> tuple[Action, ...]:
        month = self._front.month()
        found = [
            Action(f"paper-{name}", f"{name}（本月）", lambda name=name: self._preview(name, month))
            for name, book in _STATE_PAPERS.items()
            if book == register.id
        ]
        if register.id == "log":
            today = self._desk.today().isoformat()
            found += [
                Action("paper-day", "今天的值班日志", lambda: self._preview("值班日志", today)),
                Action("paper-days", "本月值班日志册", lambda: self._preview("值班日志册", month)),
                Action("paper-handover", "本月交接班记录", lambda: self._preview("交接班记录", month)),
            ]
        found.append(Action("paper-figures", "本月台账统计", lambda: self._preview("台账统计", month)))
        found.append(Action("paper-all", "本月全部台账（遮盖）", lambda: self._preview("台账（遮盖）", month)))
        return tuple(found)

    def _preview(self, paper: str, key: str) -> None:
        preview_paper(self._desk, self._widget, paper, key)

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

        self._desk.ops.query(ask, self._show_form, key="registers-form")

    def _show_form(self, form: NewForm | Detail, typed: dict[str, Any] | None = None) -> None:
        register = form.blank.register if isinstance(form, NewForm) else form.register
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
            self._desk.say("没保存的内容已暂存。", "warn", "继续填写", self.offer_again)
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

        self._desk.ops.query(ask, self._show_form, key="registers-form")

    def show_history(self, of: str, key: int) -> None:
        """Show everything about a villager, household, grid or person."""
        if key:
            dialog = HistoryDialog(self._desk, self._widget, of, key)
            dialog.opened.connect(lambda entry: self.open_target(entry.book, str(entry.id)))
            dialog.open()

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

    def take_step(self, to: str) -> None:
        """Take a step; what it asks comes as a short form first."""
        entry, register = self._front.panel.shown, self._front.register
        if entry is None or register is None:
            return
        step = next((step for step in register.steps_from(entry.state) if step.to == to), None)
        asked = [item for name in (step.asks if step else ()) if (item := register.item(name))]
        if not asked:
            self._desk.ops.change(lambda office: entries.step_entry(office, entry.id, to, {}))
            return

        def ask(office: Office) -> tuple[list[Field], dict[str, Any]]:
            around = surroundings(office)
            values = entries.offered_at_step(office, entry, asked)
            return [declared(item, around.lists, required=_needed(item, to)) for item in asked], values

        self._desk.ops.query(ask, lambda found: self._step_form(entry, to, *found))

    def _step_form(self, entry: Entry, to: str, fields: list[Field], values: dict[str, Any]) -> None:
        dialog = FormDialog(
            self._desk,
            self._widget,
            f"{entry.number}：{to}",
            fields,
            lambda typed: lambda office: entries.step_entry(office, entry.id, to, typed),
            values,
        )
        dialog.open()

    def carry_on(self, to: str) -> None:
        """Let the entry become an entry of another book, or a case."""
        entry = self._front.panel.shown
        if entry is None:
            return
        if to == CASE:
            self._become_case(entry)
            return

        def ask(office: Office) -> NewForm:
            return NewForm(links.blank_from(office, entry.id, to), surroundings(office), entry.id)

        self._desk.ops.query(ask, self._show_form, key="registers-form")

    def _become_case(self, entry: Entry) -> None:
        key = entry.id
        self._desk.ops.change(
            lambda office: become_case(office, key), lambda case: self._desk.go("mediation", case.number)
        )

    def row_actions(self, entry: Entry) -> tuple[Action, ...]:
        """What the menu of a row offers."""
        found = [Action("print-entry", "打印这一条", lambda: self.print_entry(entry), icon="printer")]
        if entry.villager:
            villager = entry.villager
            found.append(
                Action("past", "此人的往来记录", lambda: self.show_history("villager", villager), icon="history")
            )
        if entry.household:
            house = entry.household
            found.append(
                Action("house", "这一户的往来记录", lambda: self.show_history("household", house), icon="house")
            )
        if entry.grid:
            grid = entry.grid
            found.append(Action("grid", "这个网格的记录", lambda: self.show_history("grid", grid), icon="layout-grid"))
        if entry.removed:
            back = Action("restore", "恢复", lambda: self._restore(entry), icon="rotate-ccw", writes=True)
            return (*found, back)
        return (*found, Action("void", "作废…", lambda: self.void(entry), icon="trash-2", writes=True))

    def void(self, entry: Entry) -> None:
        """Void an entry with a reason; its number stays."""
        ask_text(
            self._widget,
            f"作废 {entry.number}",
            "作废后编号保留、内容仍可查看，也可以恢复。请写明原因：",
            lambda reason: self._desk.ops.change(lambda office: entries.void_entry(office, entry.id, reason)),
            yes="作废",
        )

    def _restore(self, entry: Entry) -> None:
        self._desk.ops.change(lambda office: entries.restore_entry(office, entry.id))

    def print_entry(self, entry: Entry | None) -> None:
        """Preview one entry as a form, or a log as its paper."""
        if entry is None:
            return
        if entry.book == "log":
            self._preview("值班日志", entry.day.isoformat())
        else:
            self._preview("走访记录", f"{entry.book}/{entry.number}")

    def offer_drafts(self, found: tuple[Draft, ...]) -> None:
        """Offer what was half typed when the program last closed."""
        if found:
            first = found[0]
            more = f"等 {len(found)} 份" if len(found) > 1 else ""
            says = f"有没写完的“{first.title}”{more}（{first.saved_at[5:16]}）。"
            self._desk.say(says, "warn", "继续填写", lambda: self.take_up(first))

    def offer_again(self) -> None:
        """Take up the newest half-typed form."""
        self._desk.ops.query(
            lambda office: load("villagedesk.services.registers.drafts:drafts")(office),
            lambda found: self.take_up(found[0]) if found else None,
        )

    def take_up(self, draft: Draft) -> None:
        """Open a half-typed form again."""

        def ask(office: Office) -> NewForm | Detail:
            return detail(office, draft.entry) if draft.entry else new_form(office, draft.book)

        def show(form: NewForm | Detail) -> None:
            self._show_form(form, dict(draft.facts))
            if self._front.panel.sheet is not None:
                self._front.panel.sheet.form.dirty = True
            self._desk.ops.change(lambda office: drop_draft(office, draft.book, draft.entry))

        self._desk.ops.query(ask, show, key="registers-form")

    def take_files(self, files: list[Path]) -> None:
        """Dropped files: a table is imported when no entry is shown, all else is attached."""
        tables = [file for file in files if file.suffix.lower() in (".xlsx", ".xls", ".et", ".csv", ".ods")]
        if self._front.panel.shown is not None:
            self._front.panel.files.add_files(files)
        elif tables and self._front.register is not None:
            load(f"{DEFINE}.importing:ImportBookDialog")(
                self._desk, self._widget, self._front.register, tables[0]
            ).open()
        else:
            self._desk.say("先选中一条记录，再把图片或文件拖进来作附件。", "warn")

    def import_book(self) -> None:
        """Bring in an Excel book that was kept before."""
        load(f"{DEFINE}.importing:ImportBookDialog")(self._desk, self._widget, self._front.register, None).open()

    def export(self) -> None:
        """Write the list as it is shown to a file."""
        sift, words = self._front.sifted()
        load(f"{DEFINE}.exporting:ExportDialog")(self._desk, self._widget, self._front.register, sift, words).open()

    def define_book(self) -> None:
        """Change the definition of the open book."""
        load(f"{DEFINE}.book:BookDialog")(self._desk, self._widget, self._front.register).open()

    def add_book(self) -> None:
        """Add a book of the office."""
        load(f"{DEFINE}.book:BookDialog")(self._desk, self._widget, None).open()

    def define_words(self) -> None:
        """Change the lists of words."""
        load(f"{DEFINE}.words:WordsDialog")(self._desk, self._widget).open()


def _needed(item: Any, state: str) -> bool:
    return bool(item.required or state in item.required_at)


def _named(office: Office, word: str) -> str:
    """The book meant by an id, a title or a short word like 来访 or 办件."""
    known = books.registers(office)
    if word in known:
        return word
    return next((r.id for r in known.values() if word in r.title or word in r.short), word)
