"""The steps a case may take next, as buttons at the right of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from villagedesk.mediation.case import Case, Stage
from villagedesk.ui.mediation.opened.way import asked_before, offered
from villagedesk.ui.widgets.card import Card, clear_layout
from villagedesk.ui.widgets.states import UprightScroll
from villagedesk.ui.widgets.text import Text


class NextSteps(Card):
    """What may be done next, what is asked before it and what the volume lacks; `taken` carries the chosen stage."""

    taken = Signal(object)

    def __init__(self) -> None:
        super().__init__("下一步", padding=16)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(8)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._steps)
        column.addStretch(1)
        self.body.addWidget(UprightScroll(inner), 1)

    def show_steps(self, case: Case, lacking: Sequence[str], *, locked: bool, waits: bool) -> None:
        """Show the steps of a case; one that `waits` offers none. The keys stay on the first when they stood here."""
        front = self.focusWidget()
        standing = front is not None and self.window().focusWidget() is front and self.isAncestorOf(front)
        clear_layout(self._steps)
        words = "点一步就在这里填写；法律不允许的一步会说明条文。"
        if not offered(case):
            words = "案件已经办结归档。" if locked else "本案不予受理，请打印《不予受理告知书》交给当事人。"
        self._say(words, "small")
        if waits:
            return
        for stage in offered(case):
            self._offer(stage, first=stage is offered(case)[0])
        if standing:
            self.stand()
        for words in asked_before(case):
            self._say(words, "warn")
        if lacking:
            self._say("卷宗还缺：" + "、".join(lacking), "muted")
        elif Stage.ARCHIVED in offered(case):
            self._say("必须的文书齐了，可以归档；结案报告归档时自动填写。", "muted")

    def stand(self) -> None:
        """The keys on the first step, where there is one."""
        first = self._steps.itemAt(1)
        button = first.widget() if first is not None else None
        if isinstance(button, QPushButton):
            button.setFocus()

    def _offer(self, stage: Stage, *, first: bool) -> None:
        button = QPushButton(stage.value)
        button.setProperty("role", "primary" if first else "plain")
        button.setAccessibleName(f"办理下一步：{stage.value}")
        button.clicked.connect(lambda _checked=False: self.taken.emit(stage))
        self._steps.addWidget(button)

    def _say(self, words: str, role: str) -> None:
        self._steps.addWidget(Text(words, role, wrap=True))
