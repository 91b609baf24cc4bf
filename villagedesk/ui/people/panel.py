"""The person at the side of the people page: the form, the term, the badges, leaving."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from villagedesk.base.fields import Field, Kind
from villagedesk.people import staff
from villagedesk.people.badges import span_text
from villagedesk.people.person import Badge, Person
from villagedesk.store.people import Term
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FieldForm
from villagedesk.ui.page import row_of
from villagedesk.ui.people.completer import PostsCompleter
from villagedesk.ui.widgets.card import Card, clear_layout
from villagedesk.ui.widgets.controls import ClickRow
from villagedesk.ui.widgets.text import Chip, Line, Text


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Everything the panel shows of one person."""

    person: Person
    label: str
    badges: tuple[Badge, ...]
    terms: tuple[Term, ...]
    days: int = 0


FIELDS: tuple[Field, ...] = (
    staff.NAME,
    staff.SEX,
    replace(staff.POSTS, kind=Kind.TEXT),
    staff.PHONE,
    staff.OTHER_PHONE,
    staff.GROUP,
    staff.GRID,
    staff.WORK,
    staff.BORN,
    staff.JOINED,
    staff.PHONE_PUBLIC,
    staff.NOTE,
)
"""The fields of the side form; posts are typed, posts of duty are chips above."""


class DutyChips(QWidget):
    """Posts of duty to tick, side by side."""

    edited = Signal()

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._buttons: dict[str, QPushButton] = {}
        for name in names:
            button = QPushButton(name)
            button.setCheckable(True)
            button.setProperty("role", "chip")
            button.setAccessibleName(f"可值岗位：{name}")
            button.clicked.connect(lambda _checked=False: self.edited.emit())
            row.addWidget(button)
            self._buttons[name] = button
        row.addStretch(1)

    def show_names(self, names: Sequence[str]) -> None:
        """Tick these and no others."""
        for name, button in self._buttons.items():
            button.setChecked(name in names)

    def names(self) -> tuple[str, ...]:
        """What is ticked, in the order of the list."""
        return tuple(name for name, button in self._buttons.items() if button.isChecked())


class PersonPanel(Card):
    """The card at the right; it asks the page to save, to badge, to start a term and to leave."""

    saved = Signal(int, dict)
    badge_wanted = Signal(object)
    term_wanted = Signal()
    leave_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, desk: Desk, duty_posts: Sequence[str], posts: Sequence[str] = ()) -> None:
        super().__init__(padding=16, spacing=8)
        self._desk = desk
        self.shown: PersonCard | None = None
        self._title = Text("", "heading")
        self._chip = Chip("", "plain")
        self.duty = DutyChips(duty_posts)
        self.duty.edited.connect(self._duty_edited)
        self.form = FieldForm(desk, FIELDS, wide=("posts",))
        self.form.submitted.connect(self.save)
        line = self.form.editors["posts"].widget
        if isinstance(line, QLineEdit):
            self.completer = PostsCompleter(posts, line)
        self._term = Text("", "muted", wrap=True)
        self._badges = QVBoxLayout()
        self._badges.setSpacing(0)
        self._save = self._button("保存 Ctrl+S", "primary", self.save)
        self._leave = self._button("办理离任…", "plain", self.leave_wanted.emit)
        self._back = self._button("恢复在任", "plain", self.back_wanted.emit)
        self._lay_out()

    def _lay_out(self) -> None:
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 8, 0)
        box.setSpacing(8)
        box.addWidget(Text("可值岗位", "label"))
        box.addWidget(self.duty)
        box.addWidget(self.form)
        box.addWidget(Line())
        new_term = self._button("新任期…", "link", self.term_wanted.emit)
        box.addLayout(row_of(Text("任期与承诺", "cardtitle"), 1, new_term))
        box.addWidget(self._term)
        box.addWidget(Line())
        add_badge = self._button("添加考勤号…", "link", lambda: self.badge_wanted.emit(None))
        box.addLayout(row_of(Text("考勤号", "cardtitle"), 1, add_badge))
        box.addLayout(self._badges)
        box.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        self.body.addLayout(row_of(self._title, self._chip, 1))
        self.body.addWidget(scroll, 1)
        self.body.addLayout(row_of(self._leave, self._back, 1, self._save))

    def show_person(self, card: PersonCard, today: date) -> None:
        """Show another person, or the same one anew."""
        same = self.shown is not None and self.shown.person.id == card.person.id
        unsaved = same and self.form.dirty
        self.shown = card
        person = card.person
        serves = person.serves(today)
        self._title.setText(card.label)
        self._chip.show_text("在任" if serves else f"{person.left_on} 离任", "ok" if serves else "plain")
        if not unsaved:
            self.form.show_values({field.name: getattr(person, field.name) for field in self.form.fields})
            self.duty.show_names(person.duty_posts)
            self.form.keep_as(form_name(person.id))
        self._term.setText(_term_words(card))
        self._show_badges(card.badges, today)
        self._leave.setVisible(person.left_on is None)
        self._back.setVisible(person.left_on is not None)

    def save(self) -> None:
        """Check the form and ask the page to store it."""
        values = self.read()
        if values is not None and self.shown is not None and not self._desk.readonly:
            self.saved.emit(self.shown.person.id, values)

    def read(self) -> dict[str, Any] | None:
        """What the form and the chips hold, or None after marking what is wrong."""
        values = self.form.read()
        return None if values is None else {**values, "duty_posts": self.duty.names()}

    def _duty_edited(self) -> None:
        self.form.dirty = True

    def _show_badges(self, badges: Sequence[Badge], today: date) -> None:
        clear_layout(self._badges)
        if not badges:
            self._badges.addWidget(Text("还没有考勤号，导入的打卡认不出是谁。", "muted", wrap=True))
        for badge in badges:
            row = ClickRow(f"修改考勤号 {badge.number}")
            held = badge.covers(today)
            row.row.addWidget(Text(badge.number, "strong"))
            row.row.addWidget(Text(span_text(badge), "muted"), 1)
            row.row.addWidget(Chip(badge.device or "所有考勤机" if held else "停用", "ok" if held else "plain"))
            row.clicked.connect(lambda _checked=False, badge=badge: self.badge_wanted.emit(badge))
            self._badges.addWidget(row)

    def _button(self, text: str, role: str, run: Callable[..., Any]) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("role", role)
        button.setAutoDefault(False)
        button.setEnabled(not self._desk.readonly)
        button.clicked.connect(lambda _checked=False: run())
        return button


def form_name(key: int) -> str:
    """Under which name the half-typed form of a person waits."""
    return f"人员 {key}"


def _term_words(card: PersonCard) -> str:
    person = card.person
    if not (person.term_from_on or person.promised_days):
        return "还没有登记任期；换届后点“新任期…”写上承诺的坐班天数。"
    span = f"{person.term_from_on or '？'} 到 {person.term_to_on or '换届'}"
    lines = [f"{span}，承诺坐班 {person.promised_days} 天，到今天已值 {card.days} 天"]
    lines += [f"上届 {term.from_on} 到 {term.to_on}，承诺 {term.promised_days} 天" for term in reversed(card.terms)]
    return "\n".join(lines)
