"""What became of an import: the account, every rejected line, and the badges that still mean nobody."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from villagedesk.services.punches import badges
from villagedesk.services.punches.badges import Unknown
from villagedesk.services.punches.imports import Imported
from villagedesk.services.punches.machines import span_words
from villagedesk.services.punches.pull import Pull
from villagedesk.ui.attendance.reach import ReachLine
from villagedesk.ui.desk import Desk
from villagedesk.ui.punches.rejected import RejectedTable
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.text import Text


class Outcome(QWidget):
    """Four figures, what is left to do, and the rejected lines; `match` asks for the matching of badges."""

    match = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._figures = {name: (Text("", "big"), Text(word, "label")) for name, word in _WORDS.items()}
        row = QHBoxLayout()
        row.setSpacing(16)
        for number, word in self._figures.values():
            card = Card(padding=16, spacing=0)
            card.body.addWidget(word)
            card.body.addWidget(number)
            row.addWidget(card, 1)
        self.unknown = Text("", wrap=True)
        self.match_button = QPushButton(desk.look.icon("user-check", "on_accent"), " 匹配考勤号")
        self.match_button.setProperty("role", "primary")
        self.match_button.setAutoDefault(False)
        self.match_button.clicked.connect(self.match.emit)
        self._ask = Card()
        ask = QHBoxLayout()
        ask.addWidget(self.unknown, 1)
        ask.addWidget(self.match_button)
        self._ask.body.addLayout(ask)
        self.clock = Text("", "body", wrap=True)
        self.reach = ReachLine(desk)
        self.rejected = RejectedTable(desk)
        bottom = Card("拒收的行（原文件不动，这里留底）")
        bottom.body.addWidget(self.rejected)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        box.addLayout(row)
        box.addWidget(self._ask)
        box.addWidget(self.clock)
        box.addWidget(self.reach)
        box.addWidget(bottom, 1)

    def show_accounts(self, accounts: Sequence[Imported], pull: Pull | None = None) -> None:
        """Show what was imported, of files or of one terminal."""
        rejected = [problem for account in accounts for problem in account.rejected]
        sums = {name: sum(getattr(account, name) for account in accounts) for name in ("read", "new", "duplicate")}
        for name, value in (sums | {"rejected": len(rejected)}).items():
            self._figures[name][0].setText(f"{value:,}")
        self.rejected.show_problems(rejected)
        drift = pull.drift if pull else None
        off = drift is not None and abs(drift) > 60
        self.clock.setVisible(off)
        if off and drift is not None:
            way = "快" if drift > 0 else "慢"
            self.clock.setText(
                f"机器时钟比电脑{way} {span_words(abs(drift))}；可在“考勤机和时钟”里登记校正，只影响判定。"
            )
        self.reach.refresh()
        self.ask_unknown()

    def ask_unknown(self) -> None:
        """Ask how many badges still mean nobody."""
        self._ask.hide()
        self._desk.ops.query(badges.unknown_badges, self._show_unknown, key="punches.unknown")

    def _show_unknown(self, unknown: tuple[Unknown, ...]) -> None:
        guessed = sum(bool(one.guess) for one in unknown)
        self._ask.setVisible(bool(unknown))
        hint = f"，其中 {guessed} 个可以按姓名认出来" if guessed else ""
        self.unknown.setText(f"有 {len(unknown)} 个考勤号还不知道是谁{hint}。打卡都存着，匹配以后就算数。")


_WORDS = {"read": "读到", "new": "新增", "duplicate": "重复（没有再存）", "rejected": "拒收"}
