"""值班表: the month of duty."""

from __future__ import annotations

from villagedesk.base.changes import Area
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import Page
from villagedesk.ui.widgets.card import Card


class RosterPage(Page):
    """The month of duty."""

    name = "roster"
    title = "值班表"
    watches = Area.ROSTER | Area.SHIFTS | Area.PEOPLE | Area.CALENDAR

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.body.addWidget(Card("月历"))
