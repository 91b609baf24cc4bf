"""Settings that are declared options: one form for each group, saved together."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from villagedesk.base import options as declared
from villagedesk.services import options as use
from villagedesk.ui.actions import Action
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FieldForm
from villagedesk.ui.settings.section import Section
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.text import Text

_REST = "点到哪一项，这里就说明哪一项。"


class FactsSection(Section):
    """The office, the posted papers and safety as forms over the declared options."""

    title, icon = "办公室", "house"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        self.forms: list[FieldForm] = []
        self._helps: dict[QWidget, tuple[Text, str]] = {}
        for group in declared.GROUPS:
            box.addWidget(self._card(group))
        box.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        self.box.addWidget(scroll, 1)

    def _card(self, group: str) -> Card:
        card = Card(group)
        fields = [item.field for item in declared.OPTIONS if item.group == group]
        form = FieldForm(self.desk, fields)
        form.submitted.connect(self.save)
        self.forms.append(form)
        card.body.addWidget(form)
        words = Text(_REST, "small", wrap=True)
        card.body.addWidget(words)
        for editor in form.editors.values():
            self._tell(editor.widget, words)
        return card

    def _tell(self, widget: QWidget, words: Text) -> None:
        """Say below the form what the field in front is for."""
        target = widget.focusProxy() or widget
        self._helps[target] = (words, widget.toolTip())
        target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The help of a field follows the cursor."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget) and watched in self._helps:
            words, text = self._helps[watched]
            words.setText(text or _REST)
        return False

    def offers(self) -> tuple[Action, ...]:
        """Saving all forms."""
        return (Action("save-facts", "保存 Ctrl+S", self.save, icon="save", role="primary", writes=True),)

    def refresh(self) -> None:
        """Ask for every option."""
        self.desk.ops.query(use.options, self._show, key="settings-facts")

    def save(self) -> None:
        """Check every form and store what changed."""
        values: dict[str, Any] = {}
        for form in self.forms:
            read = form.read()
            if read is None:
                return
            values |= read
        for form in self.forms:
            form.dirty = False
        self.desk.ops.change(lambda office: use.set_options(office, values), failed=self.forms[0].show_mistake)

    def _show(self, values: dict[str, Any]) -> None:
        for form in self.forms:
            if not form.dirty:
                form.show_values(values)
