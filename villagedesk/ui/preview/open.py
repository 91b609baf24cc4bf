"""Opening the preview of a paper from any page."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from villagedesk.ui.desk import Desk
from villagedesk.ui.pages import WINDOWS, load


def preview_paper(desk: Desk, parent: QWidget, paper: str, key: str = "") -> QWidget:
    """Show a paper of the shelf (by name and key) with printing and saving; the heavy parts load now."""
    dialog: QWidget = load(WINDOWS["preview"])(desk, parent, paper, key)
    dialog.show()
    return dialog
