"""What a section of the settings page is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from villagedesk.ui.actions import Action
from villagedesk.ui.desk import Desk


class Section(QWidget):
    """One part of the settings: it names itself, asks for its values in `refresh` and tells its actions in `offers`."""

    title = ""
    icon = "settings"
    hint = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(16)

    def refresh(self) -> None:
        """Ask the office anew for what is shown."""

    def offers(self) -> tuple[Action, ...]:
        """What the page's header offers while this section is in front."""
        return ()

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
