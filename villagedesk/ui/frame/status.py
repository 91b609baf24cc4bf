"""The status line: office file, last backup, how far the data go, who works, text size and theme."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from villagedesk.calendar.wording import day_words
from villagedesk.ui.actions import Action, action_menu
from villagedesk.ui.desk import Desk
from villagedesk.ui.look.look import SIZES, THEMES, Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.page import line_of
from villagedesk.ui.pages import load
from villagedesk.ui.widgets.text import Elided, Text

if TYPE_CHECKING:
    from villagedesk.ui.frame.facts import Facts

FACTS = "villagedesk.ui.frame.facts:ask_facts"


def moment_words(moment: datetime, today: date) -> str:
    """`今天 12:05`, `昨天 18:02`, or the date and time."""
    days = (today - moment.date()).days
    day = {0: "今天", 1: "昨天"}.get(days, day_words(moment))
    return f"{day} {moment:%H:%M}"


def take_size(look: Look, memory: Memory, size: str) -> None:
    """Switch the text size everywhere and remember it."""
    look.choose_softly(size=size)
    memory.put("size", size)


class Status(QFrame):
    """The line at the foot of the window."""

    _desk: Desk

    def __init__(self, look: Look, memory: Memory) -> None:
        super().__init__()
        self.setObjectName("status")
        self._look = look
        self._memory = memory
        self._facts = Elided()
        self._user = Text()
        self._size = QToolButton()
        self._theme = QToolButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 3, 16, 3)
        row.setSpacing(12)
        row.addWidget(self._facts, 1)
        self.bell = QToolButton()
        self.show_unread(0)
        for widget in (self.bell, self._user, self._theme, self._size):
            row.addWidget(widget)
        self._choices(self._size, "字号", [(name, word) for name, word, _ in SIZES], self._take_size)
        self._choices(self._theme, "外观", list(THEMES), self._take_theme)
        look.changed.connect(self._words)
        self._words()

    def show_file(self, file: Path) -> None:
        """Name the office file."""
        self._facts.setText(file.name)

    def sit(self, desk: Desk) -> None:
        """Take the open office."""
        self._desk = desk
        self._user.setText(desk.office.user)
        self.show_file(desk.office.store.path)

    def show_unread(self, count: int) -> None:
        """How many warnings nobody has looked at."""
        self.bell.setText(f"消息 {count}" if count else "消息")
        self.bell.setAccessibleName(f"消息，{count} 条没看" if count else "消息")
        self.bell.setToolTip("看看说过的话和提醒")

    def refresh(self) -> None:
        """Ask for the facts again."""
        self._desk.ops.query(lambda office: load(FACTS)(office), self._show, lambda _error: None, key="status")

    def _show(self, facts: Facts) -> None:
        today = self._desk.today()
        backup = f"上次备份 {moment_words(facts.backed_up, today)}" if facts.backed_up else "还没有备份"
        until = f"考勤机数据截至 {moment_words(facts.data_until, today)}" if facts.data_until else "还没有考勤机数据"
        self._facts.setText(line_of(self._desk.office.store.path.name, backup, until))

    def _choices(
        self, button: QToolButton, name: str, choices: list[tuple[str, str]], take: Callable[[str], None]
    ) -> None:
        actions = [Action(key, word, lambda key=key: take(key)) for key, word in choices]
        button.setMenu(action_menu(self._look, actions, button))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setAccessibleName(name)
        button.setToolTip(f"换{name}")

    def _take_size(self, size: str) -> None:
        take_size(self._look, self._memory, size)

    def _take_theme(self, theme: str) -> None:
        self._look.choose_softly(theme=theme)
        self._memory.put("theme", theme)

    def _words(self) -> None:
        self._size.setText(next(word for name, word, _ in SIZES if name == self._look.size) + "字号")
        self._theme.setText(dict(THEMES)[self._look.theme])
