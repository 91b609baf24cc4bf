"""The history in the settings: who did what and when; nothing here can be changed."""

from __future__ import annotations

from villagedesk.services import history as use
from villagedesk.services.history import Deed
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import row_of
from villagedesk.ui.settings.section import Section
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.controls import SearchEdit
from villagedesk.ui.widgets.text import Elided, Text

_MOST = 500


class HistorySection(Section):
    """The newest deeds with a search box over names, reasons and values."""

    title, icon = "操作记录", "history"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.search = SearchEdit(desk.look, "姓名、事项、日期")
        self.search.asked.connect(lambda _text: self.refresh())
        self.search.setMinimumWidth(desk.look.px(200))
        self.count = Elided("", "muted")
        columns: tuple[Column[Deed], ...] = (
            Column("at", "时间", lambda r: r.at, lambda r: r.at.strftime("%Y-%m-%d %H:%M"), width=9.4),
            Column("who", "经办", lambda r: r.who, width=4.4),
            Column("what", "做了什么", lambda r: r.what, width=13, bold=True),
            Column("about", "对象", lambda r: r.about, width=11),
            Column("change", "改动", lambda r: r.change, width=0, muted=True),
        )
        self.table = RowsView(desk, "settings.history", columns)
        self.table.setAccessibleName("操作记录")
        card = Card(padding=1)
        card.body.addWidget(self.table)
        row = row_of(self.search)
        row.addWidget(self.count, 1)
        self.box.addLayout(row)
        self.box.addWidget(card, 1)
        says = "每一次保存都自动记在这里，环环相扣，改不了也删不掉；“备份与检查”里的“检查文件”会核对它。"
        self.box.addWidget(Text(says, "muted", wrap=True))

    def refresh(self) -> None:
        """Ask for the newest deeds that hold what was typed."""
        text = self.search.text()
        self.desk.ops.query(lambda office: use.deeds(office, text, _MOST), self._show, key="settings-history")

    def _show(self, found: tuple[Deed, ...]) -> None:
        more = "（只显示最近的，更早的请用查找）" if len(found) == _MOST else ""
        self.count.setText(f"{len(found)} 条{more}")
        self.table.set_rows(found, keep=lambda row: row.id)
