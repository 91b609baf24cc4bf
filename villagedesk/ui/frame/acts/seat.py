"""What a window can do once it sits at an office; loaded after the window is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from villagedesk.ui.desk import Desk
from villagedesk.ui.frame.acts.arriving import Arriving, Front
from villagedesk.ui.frame.acts.menus import MenuKey
from villagedesk.ui.frame.acts.notices import Notices
from villagedesk.ui.frame.acts.undoing import Repeating, Undoing
from villagedesk.ui.frame.acts.watching import Watching
from villagedesk.ui.messages import MessageLine

if TYPE_CHECKING:
    from villagedesk.services.office import Office


class Seat:
    """Notices, undo, dropped files and the menu key of one window at one office."""

    def __init__(self, front: Front, window: QWidget, line: MessageLine, office: Office) -> None:
        self.ops = Repeating(office)
        self.notices = Notices(line, office.clock, window)
        self.undoing = Undoing(self.ops, self.notices.say, window)
        self.arriving = Arriving(front, window)
        self.menu_key = MenuKey(window)

    def watch(self, desk: Desk) -> Watching:
        """What tells by itself of what has come to stand badly."""
        return Watching(desk, self.notices)
