"""What can be done with one entry: take a step, carry it on, print it, void it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from villagedesk.base.changes import Result
from villagedesk.base.fields import Field
from villagedesk.registers.definition import Register, declared
from villagedesk.registers.entry import Entry
from villagedesk.services.casework import become_case
from villagedesk.services.office import Office
from villagedesk.services.registers import entries, links
from villagedesk.services.registers.drafts import drop_draft
from villagedesk.services.registers.links import CASE
from villagedesk.ui.actions import Action, action_menu
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FieldForm, FormDialog
from villagedesk.ui.messages import ask_text
from villagedesk.ui.preview.open import preview_paper
from villagedesk.ui.registers.acts import EntryActs
from villagedesk.ui.registers.form.detail import NewForm, Surroundings, surroundings
from villagedesk.ui.registers.form.fields import typed_facts
from villagedesk.ui.registers.form.keeping import Keeper, Typed
from villagedesk.ui.registers.form.slot import SlotForm
from villagedesk.ui.registers.front import Front
from villagedesk.ui.registers.list.tables import BookTables
from villagedesk.ui.registers.list.window import EntryTable


class StepActs:
    """The acts on one entry; `entries_shown` brings forms and histories to the front."""

    def __init__(self, front: Front, widget: QWidget, entries_shown: EntryActs) -> None:
        self._front, self._widget, self._entries = front, widget, entries_shown
        self._desk = front.desk
        panel = front.panel
        panel.printing.connect(self.print_entry)
        panel.course.step.connect(self.take_step)
        panel.course.onward.connect(self.carry_on)
        panel.more.clicked.connect(lambda: self._offer_more(panel.more))

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

        def ask(office: Office) -> Asked:
            around = surroundings(office)
            values = entries.offered_at_step(office, entry, asked)
            fields = [declared(item, around.lists, required=_needed(item, to)) for item in asked]
            return Asked(fields, values, around, register, entry)

        self._desk.ops.query(ask, lambda found: self._step_form(entry, to, found))

    def _step_form(self, entry: Entry, to: str, asked: Asked) -> None:
        def save(typed: dict[str, Any]) -> Callable[[Office], Result[Entry]]:
            return lambda office: entries.step_entry(office, entry.id, to, typed)

        StepDialog(self._desk, self._widget, f"{entry.number}：{to}", asked, save).open()

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

        self._desk.ops.query(ask, self._entries.show_form, key="registers-form")

    def _become_case(self, entry: Entry) -> None:
        key = entry.id
        self._desk.ops.change(
            lambda office: become_case(office, key), lambda case: self._desk.go("mediation", case.number)
        )

    def void_on_delete(self, tables: BookTables) -> None:
        """Let Delete in the list void the entry that stands in front there."""
        key = QShortcut(QKeySequence.StandardKey.Delete, tables)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

        def void() -> None:
            table = tables.currentWidget()
            entry = table.current_row() if isinstance(table, EntryTable) else None
            if entry is not None and not entry.removed and not self._desk.readonly:
                self.void(entry)

        key.activated.connect(void)

    def _offer_more(self, button: QPushButton) -> None:
        entry = self._front.panel.shown
        if entry is not None:
            menu = action_menu(self._desk.look, self.row_actions(entry), button, readonly=self._desk.readonly)
            menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def row_actions(self, entry: Entry) -> tuple[Action, ...]:
        """What the menu of a row offers."""
        found: list[Action] = []
        if entry.book == "matter" and entry.facts.get("missing"):
            found.append(Action("missing", "缺件一次性告知单", lambda: self._missing(entry), icon="stamp"))
        found += [Action("print-entry", "打印这一条", lambda: self.print_entry(entry), icon="printer")]
        found.append(Action("as-then", "看登记时的原样", lambda: self._as_then(entry), icon="history"))
        if entry.villager:
            villager = entry.villager
            found.append(
                Action(
                    "past", "此人的往来记录", lambda: self._entries.show_history("villager", villager), icon="history"
                )
            )
        if entry.household:
            house = entry.household
            found.append(
                Action(
                    "house", "这一户的往来记录", lambda: self._entries.show_history("household", house), icon="house"
                )
            )
        if entry.grid:
            grid = entry.grid
            found.append(
                Action("grid", "这个网格的记录", lambda: self._entries.show_history("grid", grid), icon="layout-grid")
            )
        if entry.removed:
            back = Action("restore", "恢复", lambda: self._restore(entry), icon="rotate-ccw", writes=True)
            return (*found, back)
        return (*found, Action("void", "作废…", lambda: self.void(entry), icon="trash-2", writes=True))

    def _as_then(self, entry: Entry) -> None:
        preview_paper(self._desk, self._widget, "登记原样", f"{entry.book}/{entry.number}")

    def _missing(self, entry: Entry) -> None:
        preview_paper(self._desk, self._widget, "缺件告知单", entry.number)

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
            preview_paper(self._desk, self._widget, "值班日志", entry.day.isoformat())
        else:
            preview_paper(self._desk, self._widget, "走访记录", f"{entry.book}/{entry.number}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a step asks, what is offered for it, and the words its editors offer."""

    fields: list[Field]
    values: dict[str, Any]
    around: Surroundings
    register: Register
    entry: Entry


class StepDialog(FormDialog):
    """What a step asks: people and grids to choose from, pictures and files in their places.

    What is half typed is kept like any other form, and offered again with the entry after a crash.
    """

    keeps = False

    def __init__(
        self, desk: Desk, parent: QWidget, title: str, asked: Asked, save: Callable[[dict[str, Any]], Any]
    ) -> None:
        self._around = asked.around
        super().__init__(desk, parent, title, asked.fields, save, asked.values)
        self._asked = asked
        self._keeper = Keeper(desk, self, self._typed)
        self.form.edited.connect(self._keeper.soon)
        self.accepted.connect(self._keeper.stop)
        self.rejected.connect(self._forget)

    def _typed(self) -> Typed | None:
        register, entry = self._asked.register, self._asked.entry
        words = {
            name: e.read() for name, e in self.form.editors.items() if name not in {s.name for s in register.slots}
        }
        return register.id, entry.id, typed_facts(register, words)

    def _forget(self) -> None:
        """Cancelling a step is an answer: nothing is offered again."""
        self._keeper.stop()
        if self.form.dirty:
            book, key = self._asked.register.id, self._asked.entry.id
            self._desk.ops.change(lambda office: drop_draft(office, book, key))

    def make_form(self, desk: Desk, fields: Sequence[Field]) -> FieldForm:
        """Slots for pictures and files."""
        return SlotForm(desk, fields, people=self._around.people, grids=self._around.grids)


def _needed(item: Any, state: str) -> bool:
    return bool(item.required or state in item.required_at)
