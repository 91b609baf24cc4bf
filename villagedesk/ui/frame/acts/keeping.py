"""What is half typed anywhere in a window is kept before the window closes."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from villagedesk.ui.memory import KEEPER


def keep_all(window: QWidget) -> None:
    """Keep at once what is half typed in the pages and dialogs of a window."""
    for keeper in window.findChildren(QObject, KEEPER):
        keep: Any = getattr(keeper, "keep", None)
        if keep is not None:
            keep()
