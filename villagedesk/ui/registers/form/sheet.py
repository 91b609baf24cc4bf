"""The editors of one entry: the fields seen at once, the rest on demand, the villager recognised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from villagedesk.base.errors import mistakes_in
from villagedesk.base.fields import Kind
from villagedesk.registers.definition import Register
from villagedesk.registers.drawing import filled
from villagedesk.services.office import Office
from villagedesk.services.registers.exchange.attachments import PICTURES, Attachment, attachments_of
from villagedesk.ui.desk import Desk
from villagedesk.ui.registers.form.detail import Surroundings
from villagedesk.ui.registers.form.fields import form_fields, shown_values, typed_facts
from villagedesk.ui.registers.form.recognise import Recognition
from villagedesk.ui.registers.form.slot import SlotForm


class EntrySheet(QWidget):
    """The form of one book; `submitted` asks to save, `edited` tells of typing, `settled` of a finished name."""

    submitted = Signal()
    edited = Signal()
    settled = Signal(str)

    def __init__(self, desk: Desk, register: Register, around: Surroundings) -> None:
        super().__init__()
        self.register, self._desk, self._key = register, desk, 0
        chosen = form_fields(register, around.lists)
        self._first, self._rest = chosen.first, tuple(field.name for field in chosen.rest)
        half = [f.name for f in chosen.all if f.kind in (Kind.MOMENT, Kind.DATE)]
        self.form = SlotForm(desk, chosen.all, columns=2, people=around.people, grids=around.grids, wide=half)
        self.form.passes = self._passed
        self.form.save_key.setEnabled(False)
        self._fresh = True
        self.form.submitted.connect(self.submitted)
        self.form.edited.connect(self.edited)
        self._more = QPushButton("更多栏目")
        self._more.setCheckable(True)
        self._more.setProperty("role", "link")
        self._filled: frozenset[str] = frozenset()
        self._more.toggled.connect(self._show_rest)
        self._more.setVisible(bool(self._rest))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.form)
        box.addWidget(self._more)
        self._show_rest(False)
        for slot in self.form.slots.values():
            slot.changed.connect(self._ask_files)
        for item in register.shown:
            editor = self.form.editors.get(item.name)
            if item.kind is Kind.VILLAGER and editor and isinstance(editor.widget, QLineEdit):
                self._recognise(desk, item.name, editor.widget)

    def _recognise(self, desk: Desk, name: str, edit: QLineEdit) -> None:
        recognition = Recognition(desk, edit, name)
        recognition.passed.connect(lambda: self.form.go_on(name))
        if name == self.register.villager:
            recognition.chosen.connect(self.fill)
            recognition.when_settled = self.settled.emit

    def _passed(self, name: str) -> bool:
        """Whether Enter goes past a field: files always, in a new form whatever is filled in but its category."""
        if name in self.form.slots:
            return True
        return self._fresh and name != self.register.category and bool(self.form.editors[name].read())

    def fill(self, known: Mapping[str, Any]) -> None:
        """Put what is known of a villager where nothing is typed yet."""
        for name, value in filled(self.register, known).items():
            editor = self.form.editors.get(name)
            if editor is not None and not editor.read():
                editor.show(value)
        self.edited.emit()

    def overwrite(self, facts: Mapping[str, Any]) -> None:
        """Put facts into their editors over what stands there."""
        for name, value in shown_values(self.register, facts).items():
            if name in self.form.editors and name in facts:
                self.form.editors[name].show(value)
        self.form.dirty = True
        self.edited.emit()

    def _show_rest(self, on: bool) -> None:
        labels = {label.buddy(): label for label in self.form.findChildren(QLabel) if label.buddy() is not None}
        for name in self._rest:
            widget = self.form.editors[name].widget
            seen = on or name in self._filled
            widget.setVisible(seen)
            label = labels.get(widget)
            if label is not None and not isinstance(widget, QCheckBox):
                label.setVisible(seen)
        self._more.setText("收起更多栏目" if on else f"更多栏目（{len(self._rest) - len(self._filled)}）")
        self._more.setChecked(on)

    def show_facts(self, facts: Mapping[str, Any], *, fresh: bool) -> None:
        """Show the facts of a new (`fresh`) or a stored entry; what no default put is seen without asking."""
        self._fresh = fresh
        values = shown_values(self.register, facts)
        self.form.show_values(values)
        self._filled = frozenset(name for name in self._rest if values.get(name) and not self._usual(name, values))
        self._show_rest(False)
        self.form.dirty = False

    def _usual(self, name: str, values: Mapping[str, Any]) -> bool:
        item = self.register.item(name)
        return item is not None and values.get(name) == item.default

    def show_files(self, key: int, files: Sequence[Attachment]) -> None:
        """Show the files that hang on a stored entry, each in its slot."""
        self._key = key
        slots = self.register.slots
        for slot in slots:
            here = [file for file in files if self.register.slot_of(file.field) == slot.name]
            others = tuple((other.name, other.label) for other in slots if other.name != slot.name)
            self.form.slots[slot.name].show_files((self.register.id, key), here, others)

    def _ask_files(self) -> None:
        """Show the files of the entry anew; what is being typed beside them stays."""
        book, key = self.register.id, self._key

        def ask(office: Office) -> tuple[int, tuple[Attachment, ...]]:
            return key, attachments_of(office, book, key)

        self._desk.ops.query(ask, self._show_asked, key="registers-files")

    def _show_asked(self, found: tuple[int, tuple[Attachment, ...]]) -> None:
        if self._key == found[0] and not self._fresh:
            self.show_files(*found)

    def take_files(self, files: Sequence[Path]) -> None:
        """Files dropped anywhere: pictures into the first place for pictures, all else among the files."""
        slots = tuple(self.form.slots.values())
        focused = next((slot for slot in slots if slot.isAncestorOf(QApplication.focusWidget() or self)), None)
        for file in files:
            picture = file.suffix.lower() in PICTURES
            fitting = [slot for slot in slots if picture or slot.field.kind is Kind.FILE]
            (focused or fitting[0]).take([file])

    def facts(self) -> dict[str, Any]:
        """What is typed, as facts, unchecked."""
        return typed_facts(self.register, {name: e.read() for name, e in self.form.editors.items() if self._says(name)})

    def _says(self, name: str) -> bool:
        return self._fresh or name not in self.form.slots

    def start(self) -> None:
        """Put the cursor where typing begins."""
        editor = self.form.editors.get(self._first)
        if editor is not None:
            editor.widget.setFocus()
            if isinstance(editor.widget, QLineEdit):
                editor.widget.selectAll()
        else:
            self.form.focus_first()

    def show_mistake(self, error: Exception) -> None:
        """Mark the field a service refused, opening the rest when it stands there."""
        wrong = {mistake.field for mistake in mistakes_in(error)}
        if wrong & set(self._rest):
            self._show_rest(True)
        self.form.show_mistake(error)

    @property
    def dirty(self) -> bool:
        """Whether something was typed since it was shown."""
        return self.form.dirty
