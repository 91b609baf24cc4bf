"""Say who each number on the machines is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QPushButton, QVBoxLayout, QWidget

from villagedesk.base.errors import said
from villagedesk.services import people as staff
from villagedesk.services.office import Office
from villagedesk.services.punches import badges
from villagedesk.services.punches.badges import Unknown
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import row_of
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.text import Text


@dataclass(frozen=True, slots=True)
class _Answer:
    unknown: tuple[Unknown, ...]
    people: tuple[tuple[int, str], ...]


def _asked(office: Office) -> _Answer:
    labels = staff.labels(office)
    return _Answer(badges.unknown_badges(office), tuple((p.id, labels[p.id]) for p in staff.people(office)))


class MatchingDialog(QDialog):
    """Unknown numbers at the top of their counts; choose a person, press 就是这个人, go on with the next."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("匹配考勤号")
        self._desk = desk
        self.summary = Text("", "muted", wrap=True)
        self.table = RowsView(desk, "punches.unknown", _columns())
        self.table.hint = "考勤号都有对应的人员"
        self.table.chosen.connect(self._show_one)
        self.table.opened.connect(lambda _row: self.person.setFocus())
        self.person = QComboBox()
        self.person.setMinimumWidth(desk.look.px(200))
        self.person.setAccessibleName("这个考勤号是谁")
        self.only_here = QComboBox()
        self.only_here.addItems(["所有机器上都是", "只在这台机器上是"])
        self.only_here.setAccessibleName("在哪些机器上")
        self.assign_button = self._button("就是这个人", "primary", self.assign)
        self.guess_button = self._button("按姓名全部认领", "plain", self.assign_guesses)
        self.says = Text("", "error", wrap=True)
        card = Card(padding=1)
        card.body.addWidget(self.table)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(12)
        box.addWidget(Text("匹配考勤号", "title"))
        box.addWidget(self.summary)
        box.addWidget(card, 1)
        box.addWidget(self.says)
        box.addLayout(
            row_of(
                Text("是", "label"),
                self.person,
                self.only_here,
                self.assign_button,
                1,
                self.guess_button,
                self._button("完成", "plain", self.accept),
            )
        )
        self.resize(desk.look.room(980, 600))
        self.refresh()

    def refresh(self) -> None:
        """Ask for the numbers without a person."""
        self._desk.ops.query(_asked, self._show, key="punches.matching")

    def assign(self) -> None:
        """The number in front means the chosen person."""
        one: Unknown | None = self.table.current_row()
        person = self.person.currentData()
        if one is None or not person:
            self.says.setText("请先选一个考勤号，再选人员。")
            return
        device = one.machine_name if self.only_here.currentIndex() else ""
        self._desk.ops.change(
            lambda office: badges.assign(office, one.badge, person, device), self._done, self._refused
        )

    def assign_guesses(self) -> None:
        """Accept every guess by name."""
        self._desk.ops.change(badges.assign_guesses, self._done, self._refused)

    def _show(self, answer: _Answer) -> None:
        kept = self.person.currentData()
        self.person.clear()
        self.person.addItem("（选人员）", 0)
        for key, label in answer.people:
            self.person.addItem(label, key)
        self.person.setCurrentIndex(max(0, self.person.findData(kept)))
        self.table.set_rows(answer.unknown)
        punches = sum(one.count for one in answer.unknown)
        guesses = sum(bool(one.guess) for one in answer.unknown)
        self.summary.setText(
            f"{len(answer.unknown)} 个考勤号、{punches} 条打卡还不知道是谁；来访客人或离任的人可以不管。"
            if answer.unknown
            else "考勤号都有对应的人员了。"
        )
        self.guess_button.setText(f"按姓名全部认领（{guesses}）")
        self.guess_button.setVisible(bool(guesses))
        self.assign_button.setEnabled(bool(answer.unknown) and not self._desk.readonly)
        self.table.select(lambda _one: True)

    def _show_one(self, one: Unknown | None) -> None:
        self.says.setText("")
        if one is not None:
            self.person.setCurrentIndex(max(0, self.person.findData(one.guess)) if one.guess else 0)

    def _done(self, _value: Any) -> None:
        # the next number is somebody else
        self.person.setCurrentIndex(0)
        self.refresh()

    def _refused(self, error: Exception) -> None:
        self.says.setText(said(error))

    def _button(self, text: str, role: str, run: Any) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("role", role)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: run())
        return button


def _columns() -> tuple[Column[Unknown], ...]:
    return (
        Column("badge", "考勤号", lambda u: u.badge, width=6, bold=True),
        Column("name", "文件里的姓名", lambda u: u.name, width=7),
        Column("guess", "可能是", lambda u: u.guess_label, width=6, chip=True, tone=lambda _u: "info"),
        Column("count", "打卡", lambda u: u.count, width=4, right=True),
        Column("first", "最早", lambda u: u.first[:10], width=6, muted=True),
        Column("last", "最近", lambda u: u.last[:10], width=6, muted=True),
        Column("machine", "机器", lambda u: u.machine_name, width=0, muted=True),
    )
