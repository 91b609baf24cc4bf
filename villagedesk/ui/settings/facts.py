"""Settings that are declared options: one form for each group, saved together."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from villagedesk.base import options as declared
from villagedesk.services import options as use
from villagedesk.ui.desk import Desk
from villagedesk.ui.settings.section import FormsSection
from villagedesk.ui.widgets.text import Text

_REST = "点到哪一项，这里就说明哪一项。"


class FactsSection(FormsSection):
    """The office, the posted papers and safety as forms over the declared options."""

    title, icon = "办公室", "house"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._helps: dict[QWidget, tuple[Text, str]] = {}
        for group in declared.GROUPS:
            fields = [item.field for item in declared.OPTIONS if item.group == group]
            form, words = self.add_card(group, fields, _REST)
            for editor in form.editors.values():
                self._tell(editor.widget, words)
        self.column.addStretch(1)

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

    def refresh(self) -> None:
        """Ask for every option."""
        self.desk.ops.query(use.options, self.show_values, key="settings-facts")

    def save(self) -> None:
        """Check every form and store what changed."""
        values = self.read()
        if values is not None:
            self.forget_typing()
            self.desk.ops.change(lambda office: use.set_options(office, values), failed=self.forms[0].show_mistake)
