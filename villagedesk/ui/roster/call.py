"""The strip over the grid: what should be known of the month, and the call to plan one that is still empty."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from villagedesk.ui.actions import Action, action_button
from villagedesk.ui.desk import Desk
from villagedesk.ui.roster.sheet import Sheet
from villagedesk.ui.widgets.controls import month_words
from villagedesk.ui.widgets.text import Elided


class CallStrip(QWidget):
    """One quiet line with one button; hidden when there is nothing to say."""

    def __init__(self, desk: Desk, plan: Callable[[], None]) -> None:
        super().__init__()
        self.words = Elided("", "small")
        action = Action("plan-call", "一键排班", plan, icon="wand-sparkles", role="primary", writes=True)
        self.button = action_button(desk.look, action, readonly=desk.readonly)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(16)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        self.hide()

    def show_sheet(self, sheet: Sheet) -> None:
        """Say what the month needs."""
        view = sheet.view
        empty = view.state == "空"
        wanted = sum(place.need for place in view.places if not place.whole)
        call = f"{month_words(view.month)}还没有排班，要排 {wanted} 人次。" if empty else ""
        said = "".join(words if words.endswith("。") else words + "。" for words in view.warnings[:2])
        self.words.setText(call + said)
        self.button.setVisible(empty)
        self.setVisible(bool(call or said))
