"""What a section of the settings page is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from villagedesk.base.fields import Field
from villagedesk.ui.actions import Action
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FieldForm
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.text import Text

WIDEST = 960
"""Pixels at the standard text size that a form takes at most."""


class Section(QWidget):
    """One part of the settings: it names itself, asks for its values in `refresh` and tells its actions in `offers`."""

    title = ""
    icon = "settings"
    hint = ""
    narrow = False
    """Whether a wide window leaves room at the right: forms are not read over a whole screen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(16)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Forms keep the width that is read in one look."""
        super().resizeEvent(event)
        right = max(self.width() - self.desk.look.px(WIDEST), 0) if self.narrow else 0
        if self.box.contentsMargins().right() != right:
            self.box.setContentsMargins(0, 0, right, 0)

    def refresh(self) -> None:
        """Ask the office anew for what is shown."""

    def offers(self) -> tuple[Action, ...]:
        """What the page's header offers while this section is in front."""
        return ()

    def paste_rows(self, _text: str, /) -> bool:
        """Take pasted rows; whether they belong here."""
        return False

    def restyle(self) -> None:
        """Take on a new theme or text size where the style sheet does not reach."""

    def button(self, text: str, role: str, run: Callable[[], None], *, writes: bool = True) -> QPushButton:
        """A button of this section, greyed in a read-only office when it writes."""
        button = QPushButton(text)
        button.setProperty("role", role)
        button.setAutoDefault(False)
        button.setEnabled(not (writes and self.desk.readonly))
        button.clicked.connect(lambda _checked=False: run())
        return button


class FormsSection(Section):
    """A section of several forms in cards, one below the other, that are shown and saved together."""

    narrow = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.forms: list[FieldForm] = []
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(16)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        self.box.addWidget(scroll, 1)

    def add_card(self, heading: str, fields: Sequence[Field], says: str) -> tuple[FieldForm, Text]:
        """One more form with words below it."""
        card, form, words = Card(heading), FieldForm(self.desk, fields), Text(says, "small", wrap=True)
        form.submitted.connect(self.save)
        form.keep_as(f"设置 {self.title} {heading}", filled=False)
        self.forms.append(form)
        card.body.addWidget(form)
        card.body.addWidget(words)
        self.column.addWidget(card)
        return form, words

    def offers(self) -> tuple[Action, ...]:
        """Saving all forms."""
        return (Action("save-forms", "保存 Ctrl+S", self.save, icon="save", role="primary", writes=True),)

    def save(self) -> None:
        """Store what the forms hold."""

    def read(self) -> dict[str, Any] | None:
        """The values of all forms together; None when one of them marks a mistake."""
        values: dict[str, Any] = {}
        for form in self.forms:
            read = form.read()
            if read is None:
                return None
            values |= read
        return values

    def show_values(self, values: dict[str, Any]) -> None:
        """Show values in every form that nobody is typing in."""
        for form in self.forms:
            if not form.dirty:
                form.show_values(values)

    def forget_typing(self) -> None:
        """What was typed is stored now."""
        for form in self.forms:
            form.stored()
