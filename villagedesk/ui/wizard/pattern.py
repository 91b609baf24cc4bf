"""The third step: hours and shifts from one of the presets, and who may stand them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QRadioButton

from villagedesk.services import people as staff
from villagedesk.services.office import Office
from villagedesk.services.roster import pattern as use
from villagedesk.services.roster.pattern import Preset
from villagedesk.ui.desk import Desk
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.text import Text
from villagedesk.ui.wizard.step import Step


@dataclass(frozen=True, slots=True)
class Choice:
    """What the step asks for: the presets, and how many people may stand each post."""

    presets: tuple[Preset, ...]
    able: tuple[tuple[str, int], ...]


def read_choice(office: Office, today: date) -> Choice:
    """The presets and the people who may stand each post of duty."""
    serving = staff.serving(office, today)
    able = tuple((post, sum(post in p.duty_posts for p in serving)) for post in staff.duty_posts(office))
    return Choice(use.presets(), able)


class PatternStep(Step):
    """Three presets as cards; the chosen one is stored when the step is left."""

    title = "怎么值班"
    hint = "选一个最接近的方案，工作时间、班次和人数以后在“值班表”页都可以改。"

    def __init__(self, look: Look, memory: Memory) -> None:
        super().__init__(look, memory)
        self._group = QButtonGroup(self)
        self._presets: tuple[Preset, ...] = ()
        self._able = Text("", "body", wrap=True)
        self._lacking = Text("", "error", wrap=True)

    def enter(self, desk: Desk) -> None:
        """Ask for the presets."""
        super().enter(desk)
        today = desk.today()
        desk.ops.query(lambda office: read_choice(office, today), self._show, self.refuse)

    def _show(self, choice: Choice) -> None:
        self._able.setText(_able_words(choice))
        self._lacking.setText(_lacking_words(choice))
        self._lacking.setVisible(bool(self._lacking.text()))
        if self._presets:
            return
        self._presets = choice.presets
        for number, preset in enumerate(choice.presets):
            card = Card()
            button = QRadioButton(preset.title)
            button.setAccessibleDescription(preset.says)
            self._group.addButton(button, number)
            card.body.addWidget(button)
            card.body.addWidget(Text(preset.says, "muted", wrap=True))
            self.box.addWidget(card)
        self._group.button(0).setChecked(True)
        self.box.addWidget(self._able)
        self.box.addWidget(self._lacking)
        self.box.addWidget(self.error)
        self.box.addStretch(1)

    def leave(self) -> None:
        """Store the chosen pattern."""
        if self.desk is None or not self._presets:
            return
        name = self._presets[self._group.checkedId()].name
        self.desk.ops.change(lambda office: use.apply_preset(office, name), self._stored, self.refuse)

    def _stored(self, _changes: Any) -> None:
        self.done.emit()


def _able_words(choice: Choice) -> str:
    counts = "，".join(f"{post} {count} 人" for post, count in choice.able)
    return f"现在能排的人：{counts}。"


def _lacking_words(choice: Choice) -> str:
    """What a list without posts leads to, said before the month is planned with holes."""
    nobody = "、".join(post for post, count in choice.able if not count)
    if not nobody:
        return ""
    return (
        f"还没有人能{nobody}，排出来的表上会写缺人。请点“上一步”，在书记、主任的名字后面写上职务，例如“王小红 书记”；"
        f"也可以先排，进去以后在“人员”里勾上“{nobody.partition('、')[0]}”再排一次。"
    )
