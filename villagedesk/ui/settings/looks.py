"""This computer: text size and theme, switched at once, and who works at it."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from villagedesk.ui.desk import Desk
from villagedesk.ui.look.look import SIZES, THEMES
from villagedesk.ui.page import row_of
from villagedesk.ui.settings.section import Section
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.controls import Segments
from villagedesk.ui.widgets.text import Text


class LooksSection(Section):
    """Size and theme with an example below."""

    title, icon = "这台电脑", "monitor"
    narrow = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        look = desk.look
        self.sizes = Segments([(name, word) for name, word, _ in SIZES], look.size)
        self.sizes.chosen.connect(self.take_size)
        self.themes = Segments(list(THEMES), look.theme)
        self.themes.chosen.connect(self.take_theme)
        card = Card("字号和颜色")
        card.body.addLayout(row_of(Text("字号", "label"), self.sizes, 1))
        card.body.addLayout(row_of(Text("颜色", "label"), self.themes, 1))
        card.body.addWidget(Text("换了马上生效，只影响这台电脑；按 Ctrl+= 也可以换字号。", "muted", wrap=True))
        example = Card("样子")
        example.body.addWidget(Text("今天带班　张三", "big"))
        example.body.addWidget(Text("党支部书记　138****1201　08:30–17:30", "body"))
        example.body.addWidget(Text("√ 出勤　○ 迟到　△ 早退　× 旷工", "muted"))
        self.user = QLineEdit(desk.memory.get("user", "文书"))
        self.user.setAccessibleName("经办人")
        self.user.setMaximumWidth(look.px(200))
        self.user.editingFinished.connect(self.take_user)
        who = Card("这台电脑由谁使用")
        who.body.addLayout(row_of(Text("经办人", "label"), self.user, 1))
        who.body.addWidget(
            Text("写进每一条操作记录和打印的落款；换人使用时改成他的姓名，下次打开时生效。", "muted", wrap=True)
        )
        self.box.addWidget(card)
        self.box.addWidget(who)
        self.box.addWidget(example)
        self.box.addStretch(1)

    def take_size(self, size: str) -> None:
        """Switch the text size everywhere and remember it."""
        self.desk.look.choose_softly(size=size)
        self.desk.memory.put("size", size)

    def take_theme(self, theme: str) -> None:
        """Switch the theme everywhere and remember it."""
        self.desk.look.choose_softly(theme=theme)
        self.desk.memory.put("theme", theme)

    def take_user(self) -> None:
        """Remember who works at this computer."""
        name = self.user.text().strip()
        if name and name != self.desk.memory.get("user", "文书"):
            self.desk.memory.put("user", name)
            self.desk.say(f"下次打开办公文件时，经办人记作“{name}”。")

    def restyle(self) -> None:
        """Mark what was chosen elsewhere."""
        self.sizes.mark(self.desk.look.size)
        self.themes.mark(self.desk.look.theme)
