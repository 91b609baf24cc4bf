"""The way of an entry: a strip of states with dates, the next steps as buttons, and what it is linked with."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from villagedesk.registers.definition import Register, State
from villagedesk.registers.entry import Entry, Taken
from villagedesk.services.registers.deadlines import due_of
from villagedesk.services.registers.links import Linked
from villagedesk.ui.actions import Action, action_menu
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import row_of
from villagedesk.ui.widgets.card import clear_layout
from villagedesk.ui.widgets.steps import StepStrip
from villagedesk.ui.widgets.text import Text

_MOST = 6


def strip_of(register: Register, entry: Entry, taken: tuple[Taken, ...]) -> list[tuple[str, str, str]]:
    """The states gone through with their times, the present one, and the usual ones to come."""
    begun = entry.created_at[5:16] if entry.created_at else ""
    gone: list[tuple[str, str]] = [(taken[0].from_state if taken else entry.state, begun)]
    for step in taken:
        if step.note == "撤销":
            gone = gone[:-1] if len(gone) > 1 else gone
        else:
            gone.append((step.to_state, step.at[5:16]))
    finished = entry.state in register.ends
    names = {word for word, _ in gone}
    coming: list[str] = []
    if not finished:
        onward = [step.to for step in register.steps_from(entry.state) if step.to not in names]
        rest = [state for state in register.states if state.name not in names]
        usual = [state.name for state in rest if state.name in onward and _usual(state)]
        coming = usual[:1] + [state.name for state in rest if state.end][:1]
    shown = gone[-(_MOST - len(set(coming))) :]
    crowded = len(shown) + len(set(coming)) > 4
    strip = [(word, at[:5] if crowded else at, "done") for word, at in shown]
    if not finished:
        strip[-1] = (*strip[-1][:2], "now")
    return strip + [(word, "", "coming") for word in dict.fromkeys(coming)]


def _usual(state: State) -> bool:
    """Whether a state lies on the plain way: not handed on, not sent up, not sent back."""
    return not state.links_to and not state.name.startswith(("转", "上报", "退", "不", "未"))


class LinkLine(QPushButton):
    """A link in one line that ends in … where it is too long; its tip tells all of it."""

    def __init__(self, words: str, about: str) -> None:
        super().__init__(words)
        self._words = words
        self.setProperty("role", "link")
        self.setAccessibleName(f"{words}　{about}")
        self.setToolTip(f"{about}：{words}")
        self.setMinimumWidth(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for."""
        super().resizeEvent(event)
        room = self.width() - self.fontMetrics().horizontalAdvance("国")
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room))


class Course(QWidget):
    """Strip, step buttons and links; `step` carries the state, `onward` a book id, `followed` a link."""

    step = Signal(str)
    onward = Signal(str)
    followed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.strip = StepStrip(desk.look)
        self._due = Text("", "small")
        self._buttons = QVBoxLayout()
        self._buttons.setSpacing(4)
        self._links = QVBoxLayout()
        self._links.setSpacing(0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.strip)
        box.addWidget(self._due)
        box.addLayout(self._buttons)
        box.addLayout(self._links)

    def show_entry(
        self,
        register: Register,
        entry: Entry,
        taken: tuple[Taken, ...],
        links: tuple[Linked, ...],
        targets: tuple[tuple[str, str], ...],
    ) -> None:
        """Show the way of an entry."""
        self.strip.setVisible(len(register.states) > 1)
        self.strip.show_steps(strip_of(register, entry, taken))
        self._show_due(entry)
        clear_layout(self._buttons)
        if not entry.removed:
            self._show_steps(register, entry, targets)
        clear_layout(self._links)
        for link in links:
            word = "已转为" if link.onward else "来自"
            button = LinkLine(f"{word} {link.number}　{link.title}", link.book)
            button.clicked.connect(lambda _checked=False, link=link: self.followed.emit(link))
            self._links.addWidget(button)

    def _show_due(self, entry: Entry) -> None:
        self._due.setVisible(entry.due_on is not None)
        if entry.due_on is not None:
            due = due_of(entry, self._desk.office.clock())
            day = f"{due.due_at:%m月%d日 %H:%M}" if due.due_at else f"{due.due_on:%m月%d日}"
            self._due.setText(f"{entry.due_name}：{day}（{due.words}）")
            self._due.set_role("error" if due.overdue else "small")

    def _show_steps(self, register: Register, entry: Entry, targets: tuple[tuple[str, str], ...]) -> None:
        steps = register.steps_from(entry.state)
        row: list[QPushButton] = []
        for number, step in enumerate(steps, 1):
            button = QPushButton(step.label.split("（")[0] or step.to)
            button.setShortcut(f"Alt+{number}")
            button.setToolTip(f"{step.label or f'办到“{step.to}”'}　Alt+{number}")
            button.setEnabled(not self._desk.readonly)
            button.clicked.connect(lambda _checked=False, to=step.to: self.step.emit(to))
            row.append(button)
        if targets:
            button = QPushButton("转为")
            button.setProperty("menu", "true")
            button.setShortcut("Alt+0")
            button.setToolTip("转为另一本台账的记录，两边可以互相查看　Alt+0")
            actions = tuple(
                Action(f"to-{key}", title, lambda key=key: self.onward.emit(key), writes=True) for key, title in targets
            )
            button.setMenu(action_menu(self._desk.look, actions, button, readonly=self._desk.readonly))
            row.append(button)
        self._lay(row)

    def _lay(self, row: list[QPushButton]) -> None:
        for i in range(0, len(row), 3):
            self._buttons.addLayout(row_of(*row[i : i + 3], 1, spacing=6))
