"""The rules of attendance: which version holds since when, each rule as a sentence, and a new version from a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from villagedesk.attendance.allowance import KINDS
from villagedesk.attendance.profile import Profile, symbols_from, symbols_text
from villagedesk.base.fields import Field, Kind
from villagedesk.services.attendance import profiles
from villagedesk.services.attendance.profiles import Version
from villagedesk.services.office import Office
from villagedesk.ui import messages
from villagedesk.ui.actions import Action, action_button
from villagedesk.ui.attendance.trial import TrialDialog
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FormDialog
from villagedesk.ui.settings.section import Section
from villagedesk.ui.widgets.card import Card, clear_layout
from villagedesk.ui.widgets.text import Text

_SIGNS = {"有几次判几次": 0, "两次": 2, "四次": 4}
_MINUTES: dict[str, Any] = {"kind": Kind.COUNT, "unit": "分钟", "min": 0, "max": 1440, "required": True}
_NUMBER: dict[str, Any] = {"kind": Kind.NUMBER, "min": 0, "required": True}
RULE_FIELDS = (
    Field("name", "名称", required=True),
    Field("effective_on", "从哪天起执行", Kind.DATE, required=True, help="以前的日子仍按原来的规则。"),
    Field("punches_per_day", "每天签几次", Kind.CHOICE, choices=tuple(_SIGNS), required=True),
    Field("min_interval_minutes", "两次打卡最少间隔", **_MINUTES),
    Field("sign_in_from_minutes", "上班前多久可签到", **_MINUTES),
    Field("sign_out_until_minutes", "下班后多久可签退", **_MINUTES),
    Field("late_grace_minutes", "迟到宽限", **_MINUTES),
    Field("early_grace_minutes", "早退宽限", **_MINUTES),
    Field("late_half_day_minutes", "迟到多久按旷工半天", help="0 表示不这样算。", **_MINUTES),
    Field("half_day_below_hours", "不足多少小时算半天", **_NUMBER),
    Field("absent_below_hours", "不足多少小时算旷工", **_NUMBER),
    Field("per_month", "每月补签几次", Kind.COUNT, min=0, max=31, required=True),
    Field("within_workdays", "几个工作日内补签", Kind.COUNT, min=0, max=60, required=True),
    Field("days_a_year", "一年请假多少天以内", help="0 表示不限。", **_NUMBER),
    Field("days_at_once", "一次请假多少天以内", help="0 表示不限。", **_NUMBER),
    Field(
        "symbols",
        "月报符号",
        Kind.LONG_TEXT,
        required=True,
        help="词和符号连着写，用空格隔开，例如 出勤√ 迟到迟 病假☆。",
    ),
    *(Field(f"rate_{kind}", f"{kind}补贴（元/天）", Kind.MONEY, min=0, required=True) for kind in KINDS),
)


def rule_values(profile: Profile, day: date) -> dict[str, Any]:
    """A profile as the form shows it."""
    judging, leave, correction = profile.judging, profile.leave, profile.correction
    held = {field.name: getattr(judging, field.name) for field in RULE_FIELDS if hasattr(judging, field.name)}
    held |= {"name": profile.name, "effective_on": day}
    held["punches_per_day"] = next(word for word, count in _SIGNS.items() if count == judging.punches_per_day)
    held["symbols"] = symbols_text(profile.symbols)
    held |= {"per_month": correction.per_month, "within_workdays": correction.within_workdays}
    held |= {"days_a_year": leave.days_a_year, "days_at_once": leave.days_at_once}
    return held | {f"rate_{kind}": profile.rates.per_day.get(kind, 0) for kind in KINDS}


def profile_of(profile: Profile, values: dict[str, Any]) -> Profile:
    """The profile with what was typed in the form; whatever the form does not show stays."""
    own = {name: values[name] for name in values if hasattr(profile.judging, name) and name != "punches_per_day"}
    judging = replace(profile.judging, **own, punches_per_day=_SIGNS[values["punches_per_day"]])
    rates = {**profile.rates.per_day, **{kind: values[f"rate_{kind}"] for kind in KINDS}}
    return replace(
        profile,
        name=values["name"],
        judging=judging,
        symbols=symbols_from(values["symbols"]),
        leave=replace(profile.leave, days_a_year=values["days_a_year"], days_at_once=values["days_at_once"]),
        correction=replace(
            profile.correction, per_month=values["per_month"], within_workdays=values["within_workdays"]
        ),
        rates=replace(profile.rates, per_day=rates),
    )


class RulesPanel(QWidget):
    """The version in force in sentences; its `actions` change the numbers, take another set, or try an example."""

    shown = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.now: Profile | None = None
        self.title = Text("考勤规则", "heading")
        self.source = Text("", "muted", wrap=True)
        self.card = Card(padding=16)
        self.versions = Text("", "small", wrap=True)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(self.card)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        for widget in (self.title, self.source):
            box.addWidget(widget)
        box.addWidget(scroll, 1)
        box.addWidget(self.versions)

    def reload(self) -> None:
        """Ask for the versions as they stand now."""
        self._desk.ops.query(profiles.versions, self._show, key=f"attendance-rules-{id(self)}")

    def _show(self, known: tuple[Version, ...]) -> None:
        self.now = profiles.on_day(known, self._desk.today())
        self.title.setText(f"考勤规则：{self.now.name}")
        self.source.setText(self.now.source)
        clear_layout(self.card.body)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for row, (heading, says) in enumerate(profiles.sentences(self.now)):
            grid.addWidget(Text(heading, "strong"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Text(says, wrap=True), row, 1)
        holder = QWidget()
        holder.setLayout(grid)
        self.card.body.addWidget(holder)
        self.card.body.addStretch(1)
        lines = [f"{one.profile.effective_on} 起　{one.profile.name}" for one in known[1:]]
        self.versions.setText("版本：" + ("；".join(lines) if lines else "还没有改过，按自带的规则执行。"))
        self.shown.emit()

    def actions_now(self) -> tuple[Action, ...]:
        """What can be done with the rules."""
        shipped = tuple(
            Action(f"shipped-{i}", profile.name, self._take_shipped(profile), writes=True)
            for i, profile in enumerate(profiles.shipped())
        )
        return (
            Action("try-rules", "试算", self._try, icon="circle-play"),
            Action("shipped", "换一套", icon="sheet", menu=(*shipped, *self._file_actions()), writes=True),
            Action("edit-rules", "修改", self._edit, icon="pencil", role="primary", writes=True),
        )

    def _file_actions(self) -> tuple[Action, ...]:
        """Ladders and approvals are edited as text: written to a file, read back from it."""
        return (
            Action("write-rules", "存成文件来改…", self._write, icon="file-down"),
            Action("read-rules", "从文件读入…", self._read, icon="file-up", writes=True),
        )

    def _write(self) -> None:
        if self.now is None:
            return
        kinds = "考勤规则 (*.toml)"
        file = messages.choose_target(self, self._desk.memory, "存成文件", f"{self.now.name}.toml", kinds)
        if file is not None:
            profile = self.now
            self._desk.ops.query(
                lambda _office: profiles.export_profile(profile, file), lambda path: self._desk.say(f"已存到 {path}。")
            )

    def _read(self) -> None:
        files = messages.choose_files(self, self._desk.memory, "考勤规则", "考勤规则 (*.toml)")
        if files:
            day = self._next_month()
            self._desk.ops.change(
                lambda office: profiles.import_profile(office, files[0], day), lambda _key: self.reload()
            )

    def _try(self) -> None:
        if self.now is not None:
            TrialDialog(self._desk, self, self.now).open()

    def _next_month(self) -> date:
        today = self._desk.today()
        return date(today.year + today.month // 12, today.month % 12 + 1, 1)

    def _take_shipped(self, profile: Profile) -> Callable[[], None]:
        return lambda: self._ask(profile)

    def _edit(self) -> None:
        if self.now is not None:
            self._ask(self.now)

    def _ask(self, profile: Profile) -> None:
        def save(values: dict[str, Any]) -> Callable[[Office], Any]:
            day = values["effective_on"]
            return lambda office: profiles.save_profile(office, profile_of(profile, values), day)

        dialog = FormDialog(
            self._desk, self, "修改考勤规则", RULE_FIELDS, save, rule_values(profile, self._next_month())
        )
        dialog.saved.connect(lambda _value: self.reload())
        dialog.open()


class RulesDialog(QDialog):
    """The rules in a dialog of the attendance page."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("考勤规则")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(desk.look.room(760, 600))
        self.panel = RulesPanel(desk)
        foot = QHBoxLayout()
        foot.addStretch(1)
        for act in self.panel.actions_now():
            foot.addWidget(action_button(desk.look, act, readonly=desk.readonly))
        close = QPushButton("关闭")
        close.setProperty("role", "plain")
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        box.addWidget(self.panel, 1)
        box.addLayout(foot)
        self.panel.reload()


class RulesSection(Section):
    """The rules as a section of the settings page."""

    title, icon = "考勤规则", "scale"
    hint = "每天签几次、宽限多少、补签几次、请假谁批、补贴多少"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.panel = RulesPanel(desk)
        self.box.addWidget(self.panel, 1)

    def refresh(self) -> None:
        """Ask for the rules as they stand."""
        self.panel.reload()

    def offers(self) -> tuple[Action, ...]:
        """Try, change, take another set."""
        return self.panel.actions_now()
