"""今日: who is on duty, what is due, and how the month stands."""

from __future__ import annotations

from villagedesk.base.changes import Area
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import Page
from villagedesk.ui.widgets.card import Card


class TodayPage(Page):
    """The first page of the day."""

    name = "today"
    title = "今日"
    watches = Area.EVERYTHING

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.body.addWidget(Card("现在在岗"))
