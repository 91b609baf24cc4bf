"""The case itself: parties, mediators, matter and the way it took; with what may be changed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from villagedesk.mediation.case import Case, Step
from villagedesk.mediation.party import Mediator, Party
from villagedesk.mediation.steps import STEP_FIELDS
from villagedesk.ui.desk import Desk
from villagedesk.ui.widgets.card import Card, clear_layout
from villagedesk.ui.widgets.text import Line, Text


class FactsPanel(Card):
    """The parties and facts of a case at a glance; signals ask for the form that changes them."""

    edit_wanted = Signal(str)
    party_wanted = Signal(int)
    back_wanted = Signal()
    drop_wanted = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(padding=16)
        self._desk = desk
        inner = QWidget()
        self._rows = QVBoxLayout(inner)
        self._rows.setContentsMargins(0, 0, 8, 0)
        self._rows.setSpacing(6)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        scroll.setAccessibleName("案件与经过")
        self.body.addWidget(scroll, 1)

    def show_case(self, case: Case, locked: bool) -> None:
        """Show one case; a locked one offers no changes."""
        clear_layout(self._rows)
        locked = locked or bool(self._desk.readonly)
        self._section("当事人", "添加当事人" if not locked else "", "party")
        for number, party in enumerate(case.parties):
            self._party(number, party, locked)
        if not case.parties:
            self._rows.addWidget(Text("还没有当事人。至少要有一名申请人和一名被申请人才能受理。", "muted", wrap=True))
        self._section("纠纷情况", "修改" if not locked else "", "facts")
        self._rows.addWidget(Text(case.summary, "body", wrap=True))
        for line in case.requests.splitlines():
            self._rows.addWidget(Text(f"· {line}", "muted", wrap=True))
        self._rows.addWidget(Text(_facts_line(case), "small", wrap=True))
        change = "修改" if case.mediators else "指定"
        self._section("调解员", change if not locked else "", "mediators")
        self._rows.addWidget(Text(_people_line(case), "body", wrap=True))
        prevented = "；".join(f"防止{p.effect.value} {p.cases} 件 {p.people} 人" for p in case.prevented)
        self._section("防止的后果", "登记" if not locked else "", "prevented")
        self._rows.addWidget(Text(prevented or "无", "muted", wrap=True))
        self._section("办理经过", "退回一步" if case.steps and not self._desk.readonly else "", "back")
        for step in case.steps:
            self._step(step)
        for hold in case.holds:
            days = f" {hold.days} 天" if hold.days else ""
            words = f"{hold.on}　{hold.clock}{hold.act.value}{days}：{hold.reason}（{hold.consent}）"
            self._rows.addWidget(Text(words, "small", wrap=True))
        self._rows.addStretch(1)

    def _section(self, title: str, button: str, what: str) -> None:
        if self._rows.count():
            self._rows.addWidget(Line())
        row = QHBoxLayout()
        row.addWidget(Text(title, "strong"), 1)
        if button:
            link = QPushButton(button)
            link.setProperty("role", "link")
            link.setAccessibleName(f"{title}：{button}")
            link.clicked.connect(lambda _checked=False: self._ask(what))
            row.addWidget(link)
        self._rows.addLayout(row)

    def _ask(self, what: str) -> None:
        if what == "back":
            self.back_wanted.emit()
        elif what == "party":
            self.party_wanted.emit(-1)
        else:
            self.edit_wanted.emit(what)

    def _party(self, number: int, party: Party, locked: bool) -> None:
        row = QHBoxLayout()
        age = f"{party.age} 岁" if party.age else ""
        more = "　".join(part for part in (party.sex, age, party.phone, party.address) if part)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(f"{party.side}　{party.speaks}", "body", wrap=True))
        if more:
            words.addWidget(Text(more, "small", wrap=True))
        row.addLayout(words, 1)
        self._rows.addLayout(row)
        if locked:
            return
        link = QPushButton("修改")
        link.setProperty("role", "link")
        link.setAccessibleName(f"修改{party.name}")
        link.clicked.connect(lambda _checked=False: self.party_wanted.emit(number))
        row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        drop = QPushButton("移除")
        drop.setProperty("role", "link")
        drop.setAccessibleName(f"移除{party.name}")
        drop.setToolTip("登记错了才移除，可以撤销")
        drop.clicked.connect(lambda _checked=False: self.drop_wanted.emit(number))
        row.addWidget(drop, 0, Qt.AlignmentFlag.AlignTop)

    def _step(self, step: Step) -> None:
        row = QHBoxLayout()
        day = Text(step.on.isoformat(), "small")
        day.setFixedWidth(self._desk.look.px(104))
        row.addWidget(day, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(step.stage.value, "body"))
        if note := _step_note(step):
            words.addWidget(Text(note, "small", wrap=True))
        row.addLayout(words, 1)
        self._rows.addLayout(row)


def _facts_line(case: Case) -> str:
    money = f"{case.amount:,.0f} 元" if case.amount else ""
    referral = "　".join(part for part in (case.referred_by, case.referral_number, case.origin) if part)
    parts = (case.source.value, referral, case.category, case.difficulty.value, f"{case.people} 人", money, case.place)
    return "　·　".join(part for part in parts if part)


def _people_line(case: Case) -> str:
    names = [f"{m.name}（{f'回避：{m.withdrew}' if m.withdrew else _role(m)}）" for m in case.mediators]
    helpers = [f"{h.name}（{h.capacity}）" for h in case.helpers]
    return "、".join([*names, *helpers]) or "还没有指定调解员。"


def _role(mediator: Mediator) -> str:
    return f"{mediator.role}，受邀" if mediator.invited else mediator.role


def _step_note(step: Step) -> str:
    shown = [
        f"{field.label}：{step.text(field.name)}"
        for field in STEP_FIELDS.get(step.stage, ())
        if step.text(field.name) not in ("", "False", "True") and field.name not in ("place", "statements", "record")
    ]
    return "；".join(shown[:3])[:120]
