"""What can be done with a book: print, export, import, change it, take up what was half typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from villagedesk.registers.definition import Register
from villagedesk.registers.entry import Entry
from villagedesk.services.office import Office
from villagedesk.services.passing import PASTED
from villagedesk.services.registers.drafts import Draft, drafts, take_up
from villagedesk.ui.actions import Action
from villagedesk.ui.pages import load
from villagedesk.ui.preview.open import preview_paper
from villagedesk.ui.registers.acts import EntryActs
from villagedesk.ui.registers.form.detail import Detail, NewForm, detail, new_form
from villagedesk.ui.registers.front import Front
from villagedesk.ui.registers.pick import PickDialog

DEFINE = "villagedesk.ui.registers.define"
_BOOK_PAPERS = ("来访登记册", "办件登记册", "走访登记册", "巡查抽查记录")
"""Papers of a month that a definition may name; every other book prints its own 登记册."""
_MORE_PAPERS = {"积分公示": "points", "时间银行公示": "volunteer", "走访清单": "walk"}
_NEW_WORDS = {"visit": ("来访", "F2"), "matter": ("办件", "F3"), "log": ("日志", "F5")}


class BookActs:
    """The acts on the open book; `entries_shown` starts forms."""

    def __init__(self, front: Front, widget: QWidget, entries_shown: EntryActs) -> None:
        self._front, self._widget, self._entries = front, widget, entries_shown
        self._desk = front.desk
        entries_shown.half_typed = self.offer_again
        self.print_one: Callable[[Entry], object] = lambda _entry: None

    def actions(self, register: Register) -> tuple[Action, ...]:
        """The actions of a book."""
        word, key = _NEW_WORDS.get(register.id, ("登记", "Ctrl+N"))
        papers = self._papers(register)
        return (
            Action("import", "导入 Excel…", self.import_book, icon="file-up", more=True, writes=True),
            Action("define", "设置这本台账…", self.define_book, icon="settings", more=True, writes=True),
            Action("grids", "网格和户…", self.show_grids, icon="layout-grid", more=True),
            Action("words", "选项表…", self.define_words, icon="list", more=True, writes=True),
            Action("add-book", "添加一本台账…", self.add_book, icon="plus", more=True, writes=True),
            Action("print", "打印", papers[0].run, "Ctrl+P", "printer", menu=papers),
            Action("export", "导出", self.export, icon="file-down"),
            Action("new", f"新{word} {key}", self._entries.start, "Ctrl+N", "plus", "primary", writes=True),
        )

    def _papers(self, register: Register) -> tuple[Action, ...]:
        month = self._front.month()
        words = _month_words(month)
        own = [name for name in register.papers if name in _BOOK_PAPERS] or ["登记册"]
        keys = {name: month if name in _BOOK_PAPERS else f"{register.id}/{month}" for name in (*own, "登记册（遮盖）")}
        found = [
            Action(f"paper-{name}", f"{name}　{words}", lambda name=name: self._preview(name, keys[name]))
            for name in keys
        ]
        found += [
            Action(f"paper-{name}", name, lambda name=name: self._preview(name, month))
            for name, book in _MORE_PAPERS.items()
            if book == register.id
        ]
        if register.id == "matter":
            found.append(Action("paper-missing", "缺件一次性告知单…", self.pick_missing))
        if register.id == "log":
            today = self._desk.today().isoformat()
            found += [
                Action("paper-day", "今天的值班日志", lambda: self._preview("值班日志", today)),
                Action("paper-days", f"值班日志册　{words}", lambda: self._preview("值班日志册", month)),
                Action("paper-handover", f"交接班记录　{words}", lambda: self._preview("交接班记录", month)),
            ]
        found.append(Action("paper-one", "打印某一条…", self.pick_and_print))
        found.append(Action("paper-figures", f"台账统计　{words}", lambda: self._preview("台账统计", month)))
        found.append(Action("paper-all", f"全部台账（遮盖）　{words}", lambda: self._preview("台账（遮盖）", month)))
        return tuple(found)

    def pick_and_print(self) -> None:
        """Print any entry of the book as a form, a log as its paper."""
        self._pick("打印哪一条", self.print_one)

    def pick_missing(self) -> None:
        """Print the notice of missing papers of any matter."""
        self._pick("打印哪一件的缺件告知单", lambda entry: self._preview("缺件告知单", entry.number))

    def _pick(self, title: str, then: Callable[[Entry], object]) -> None:
        register = self._front.register
        if register is not None:
            PickDialog(self._desk, self._widget, register, title, then).open()

    def _preview(self, paper: str, key: str) -> None:
        preview_paper(self._desk, self._widget, paper, key)

    def offer_again(self) -> None:
        """Take up the newest half-typed form."""
        self._desk.ops.query(
            drafts,
            lambda found: self.take_up(found[0]) if found else None,
        )

    def take_up(self, draft: Draft) -> None:
        """Open a half-typed form again."""

        def ask(office: Office) -> NewForm | Detail:
            return detail(office, draft.entry) if draft.entry > 0 else new_form(office, draft.book)

        def show(form: NewForm | Detail) -> None:
            self._entries.show_form(form, dict(draft.facts))
            # The draft itself is dropped by saving: until then another crash must not lose it.
            if draft.entry <= 0:
                self._desk.ops.change(lambda office: take_up(office, draft), lambda _done: self._front.offer.ask())
            else:
                self._front.offer.ask()
            if self._front.panel.sheet is not None:
                self._front.panel.sheet.form.dirty = True

        self._desk.ops.query(ask, show, key="registers-form")

    def take_files(self, files: list[Path]) -> None:
        """Dropped files: a table is imported when no form is open, all else goes into the form."""
        tables = [file for file in files if file.suffix.lower() in (".xlsx", ".xls", ".et", ".csv", ".ods")]
        if self._front.panel.book and files[0].name != PASTED:  # pasted cells never become an attachment
            self._front.panel.take_files(files)
        elif tables and self._front.register is not None:
            load(f"{DEFINE}.importing:ImportBookDialog")(
                self._desk, self._widget, self._front.register, tables[0]
            ).open()
        else:
            self._desk.say("先选中一条记录，或打开一张新表单，再把图片或文件拖进来作附件。", "warn")

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

    def show_grids(self) -> None:
        """The grids with their people and households."""
        load(f"{DEFINE}.grids:GridsDialog")(self._desk, self._widget).open()

    def define_words(self) -> None:
        """Change the lists of words."""
        load(f"{DEFINE}.words:WordsDialog")(self._desk, self._widget).open()


def _month_words(month: str) -> str:
    return f"{month[:4]}年{int(month[5:7])}月"
