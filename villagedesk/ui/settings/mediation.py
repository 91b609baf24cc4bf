"""Mediation in the settings: committee, days, own categories, rates and years of keeping."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field
from villagedesk.services.mediation import preferences as use
from villagedesk.ui.actions import Action
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FieldForm
from villagedesk.ui.settings.section import Section
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.text import Text

_CARDS: tuple[tuple[str, tuple[Field, ...], str], ...] = (
    ("调解委员会", (use.COMMITTEE,), use.COMMITTEE.help),
    (
        "期限",
        (*use.TERM_FIELDS, use.CUTOFF),
        "天数是条例的常用值，街道另有规定的照规定改；改了以后在办案件的期限重新计算。",
    ),
    ("以案定补和保管", (*use.RATE_FIELDS, use.PREVENTED, *use.KEEPING_FIELDS), "补贴标准照本地文件填写。"),
    ("纠纷类型", (use.CATEGORIES,), use.CATEGORIES.help),
)


class MediationSection(Section):
    """One form over everything an office sets for its mediation."""

    title, icon = "调解", "handshake"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        self.forms: list[FieldForm] = []
        for heading, fields, says in _CARDS:
            card = Card(heading)
            form = FieldForm(desk, fields)
            form.submitted.connect(self.save)
            self.forms.append(form)
            card.body.addWidget(form)
            card.body.addWidget(Text(says, "small", wrap=True))
            box.addWidget(card)
        box.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        self.box.addWidget(scroll, 1)

    def offers(self) -> tuple[Action, ...]:
        """Saving all forms."""
        return (Action("save-mediation", "保存 Ctrl+S", self.save, icon="save", role="primary", writes=True),)

    def refresh(self) -> None:
        """Ask for everything that is set."""
        self.desk.ops.query(use.preferences, self._show, key="settings-mediation")

    def save(self) -> None:
        """Check every form and store all of it together."""
        values: dict[str, Any] = {}
        for form in self.forms:
            read = form.read()
            if read is None:
                return
            values |= {name: 0 if value is None and name not in _TEXTS else value for name, value in read.items()}
        self.desk.ops.change(lambda office: use.save_preferences(office, values), self._saved, self._refused)

    def _saved(self, _changes: Any) -> None:
        for form in self.forms:
            form.dirty = False

    def _refused(self, error: Exception) -> None:
        name = error.field if isinstance(error, Mistake) else ""
        wanted = {"members": "committee", "category": "categories"}.get(name, name)
        form = next((form for form in self.forms if wanted in form.editors), self.forms[0])
        form.show_mistake(Mistake(error.says, wanted) if isinstance(error, Mistake) else error)

    def _show(self, values: dict[str, Any]) -> None:
        for form in self.forms:
            if not form.dirty:
                form.show_values(values)


_TEXTS = ("committee", "categories")
