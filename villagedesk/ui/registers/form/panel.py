"""The side of the page: one entry as a form, saved with one key, its way below."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from villagedesk.base.errors import Mistake
from villagedesk.registers.entry import Entry
from villagedesk.services.registers import entries
from villagedesk.services.registers.daylog import drawn_facts
from villagedesk.services.registers.links import become
from villagedesk.services.villagers.history import Repeat, repeats
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import row_of
from villagedesk.ui.registers.form.course import Course
from villagedesk.ui.registers.form.detail import Detail, NewForm, Surroundings
from villagedesk.ui.registers.form.keeping import Keeper, Typed
from villagedesk.ui.registers.form.sheet import EntrySheet
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.text import Chip, Elided


class EntryPanel(Card):
    """Shows a new or a stored entry; `saved` and `printing` carry it, `history` a villager's id,
    `opened` tells that it came or went."""

    saved = Signal(object)
    opened = Signal()
    left = Signal()
    printing = Signal(object)
    history = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(padding=16)
        self._desk = desk
        self._sheet: EntrySheet | None = None
        self._detail: Detail | None = None
        self._new: NewForm | None = None
        self._saving = False
        self.number, self.chip = Elided("", "heading"), Chip("")
        self.number.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        close = QPushButton()
        close.setIcon(desk.look.icon("x"))
        close.setProperty("role", "quiet")
        close.setAccessibleName("关闭表单")
        close.setToolTip("关闭（Esc）")
        close.setShortcut("Escape")
        close.clicked.connect(self.close_form)
        self.more = QPushButton()
        self.more.setIcon(desk.look.icon("ellipsis"))
        self.more.setProperty("role", "quiet")
        self.more.setAccessibleName("这一条的更多操作")
        self.more.setToolTip("更多：作废、往来记录、登记时的原样")
        self._again = QPushButton()
        self._again.setProperty("role", "link")
        self._again.clicked.connect(self._show_history)
        self._redraw = QPushButton("从各本台账重新抽取")
        self._redraw.setProperty("role", "link")
        self._redraw.clicked.connect(self._draw_again)
        self.course = Course(desk)
        self.save_button = QPushButton("保存 Ctrl+S")
        self.save_button.setProperty("role", "primary")
        self.save_button.clicked.connect(self.save)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.save)
        self.print_button = QPushButton("打印")
        self.print_button.clicked.connect(lambda: self.printing.emit(self._detail.entry if self._detail else None))
        self.keeper = Keeper(desk, self, self._typed)
        self._lay(close)

    def _lay(self, close: QPushButton) -> None:
        self._inner = QVBoxLayout()
        content = QWidget()
        content.setProperty("role", "bare")
        outer = QVBoxLayout(content)
        outer.setContentsMargins(0, 0, 8, 0)
        outer.setSpacing(8)
        outer.addLayout(self._inner)
        outer.addWidget(self._redraw)
        outer.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        self.body.addLayout(row_of(self.number, self.chip, 1, self.more, close))
        self.body.addWidget(self._again)
        self.body.addWidget(scroll, 1)
        self.body.addWidget(self.course)
        bottom = row_of(self.save_button, self.print_button)
        bottom.setStretch(0, 1)
        self.body.addLayout(bottom)

    @property
    def book(self) -> str:
        """The book of what is shown; empty when nothing is."""
        return self._sheet.register.id if self._sheet and (self._new or self._detail) else ""

    @property
    def shown(self) -> Entry | None:
        """The stored entry that is shown."""
        return self._detail.entry if self._detail else None

    @property
    def dirty(self) -> bool:
        """Whether there is something typed that is not saved."""
        return bool(self._sheet and self._sheet.dirty and (self._new or self._detail))

    @property
    def sheet(self) -> EntrySheet | None:
        """The editors that are shown."""
        return self._sheet

    def show_new(self, form: NewForm, typed: dict[str, Any] | None = None) -> None:
        """Show a new form, with what was half typed before if given."""
        register = form.blank.register
        self._new, self._detail = form, None
        self._use(register.id, form.around, register)
        assert self._sheet is not None
        self._sheet.show_facts({**form.blank.facts, **(typed or {})}, fresh=True)
        self.number.setText(form.blank.number)
        self.chip.show_text("新登记", "info")
        self._again.hide()
        for widget in (self.course, self.print_button, self.more):
            widget.hide()
        self._ready()
        self._sheet.start()

    def show_detail(self, detail: Detail, typed: dict[str, Any] | None = None) -> None:
        """Show a stored entry."""
        self._new, self._detail = None, detail
        entry, register = detail.entry, detail.register
        self._use(register.id, detail.around, register)
        assert self._sheet is not None
        self._sheet.show_facts({**entry.facts, **(typed or {})}, fresh=False)
        self._sheet.show_files(entry.id, detail.files)
        self.number.setText(entry.number)
        state = register.state(entry.state)
        tone = "bad" if entry.removed else (state.colour if state else "") or "plain"
        self.chip.show_text(f"作废：{entry.removed}" if entry.removed else entry.state, tone)
        self.course.show_entry(register, entry, detail.taken, detail.links, detail.targets)
        self._show_repeat(detail.repeat)
        for widget in (self.course, self.print_button, self.more):
            widget.show()
        self._ready()

    def _ready(self) -> None:
        self._saving = False
        self._redraw.setVisible(bool(self._sheet and self._sheet.register.draws))
        self.save_button.setEnabled(not self._desk.readonly)
        self.save_button.setToolTip(self._desk.readonly)
        self.show()
        self.opened.emit()

    def _use(self, book: str, around: Surroundings, register: Any) -> None:
        self.keeper.stop()
        old = self._sheet
        if old is not None and old.register == register and old.property("around") == hash(around.people):
            return
        if old is not None:
            self._inner.removeWidget(old)
            old.deleteLater()
        self._sheet = EntrySheet(self._desk, register, around)
        self._sheet.setProperty("around", hash(around.people))
        self._sheet.submitted.connect(self.save)
        self._sheet.edited.connect(self.keeper.soon)
        self._sheet.settled.connect(self._look_back)
        self._inner.addWidget(self._sheet)

    def save(self) -> None:
        """Save what is typed; mistakes come back to their fields."""
        sheet = self._sheet
        if sheet is None or self._saving or self._desk.readonly or not (self._new or self._detail):
            return
        if self._new is None and not sheet.dirty:
            self._desk.say("没有改动。")
            return
        facts = sheet.facts()
        self.keeper.stop()
        self._saving = True
        self.save_button.setEnabled(False)
        if self._detail is not None:
            key = self._detail.entry.id
            self._desk.ops.change(lambda office: entries.edit_entry(office, key, facts), self._done, self._refused)
        elif self._new is not None:
            blank, of = self._new.blank, self._new.of
            if of:
                act = lambda office: become(office, of, blank.register.id, facts)  # noqa: E731
            else:
                act = lambda office: entries.write_new(office, entries.fresh(office, blank), facts)  # noqa: E731
            self._desk.ops.change(act, self._done, self._refused)

    def _done(self, entry: Entry) -> None:
        self._saving = False
        if self._sheet is not None:
            self._sheet.form.dirty = False
        self.saved.emit(entry)

    def _refused(self, error: Exception) -> None:
        self._saving = False
        self.save_button.setEnabled(True)
        if self._sheet is not None:
            self._sheet.show_mistake(error)
        if isinstance(error, Mistake):
            self.keeper.keep()

    def _typed(self) -> Typed | None:
        if not self.dirty or self._sheet is None or self._saving:
            return None
        return self._sheet.register.id, self._detail.entry.id if self._detail else 0, self._sheet.facts()

    def close_form(self) -> None:
        """Put the form away; what was typed and not saved waits as a draft and is offered again."""
        self.keeper.put_away()
        self._new = self._detail = None
        typing = self.window().focusWidget()
        inside = typing is not None and self.isAncestorOf(typing)
        self.hide()
        self.opened.emit()
        if inside:
            self.left.emit()

    def _draw_again(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        book, text = sheet.register.id, str(sheet.facts().get("day") or "")
        day = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else self._desk.today()
        self._desk.ops.query(lambda office: drawn_facts(office, day, book), sheet.overwrite, key="registers-draw")

    def _look_back(self, name: str) -> None:
        sheet = self._sheet
        if sheet is None or not name or self._new is None:
            return
        facts = sheet.facts()
        book, phone = sheet.register.id, str(facts.get("phone") or "")
        category = str(facts.get(sheet.register.category) or "")
        self._desk.ops.query(
            lambda office: repeats(office, book, name, phone if phone.isdigit() else "", category),
            self._show_repeat,
            key="repeats",
        )

    def _show_repeat(self, repeat: Repeat | None) -> None:
        self._again.setVisible(repeat is not None and repeat.times > 0)
        if repeat is not None:
            self._again.setText(f"{repeat.says} ›")
            self._again.setProperty("villager", repeat.villager)

    def _show_history(self) -> None:
        self.history.emit(int(self._again.property("villager") or 0))

    def take_files(self, files: list[Path]) -> None:
        """Files dropped on the page go into the form."""
        if self._sheet is not None:
            self._sheet.take_files(files)
