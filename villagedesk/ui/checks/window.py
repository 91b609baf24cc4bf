"""查岗: checks that are due now, the month's plan without a word of its future, and every check made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from villagedesk.base.changes import Area, Changes
from villagedesk.base.clock import month_text
from villagedesk.base.fields import Field, Kind
from villagedesk.services.office import Office
from villagedesk.services.roster import duties
from villagedesk.services.roster.duties import OnDuty
from villagedesk.services.signs import checks
from villagedesk.services.signs.checks import Checked, Due, Progress
from villagedesk.ui.actions import Action, action_button
from villagedesk.ui.checks.cameras import CamerasDialog
from villagedesk.ui.checks.record import CheckDialog
from villagedesk.ui.checks.still import StillDialog
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FormDialog
from villagedesk.ui.messages import ask_text
from villagedesk.ui.page import row_of
from villagedesk.ui.preview.open import preview_paper
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card, clear_layout
from villagedesk.ui.widgets.controls import MonthStepper
from villagedesk.ui.widgets.flow import Beside
from villagedesk.ui.widgets.header import ToolRow
from villagedesk.ui.widgets.text import Chip, Text

_PLAN = (
    Field("per_person", "每人至少查几次", Kind.COUNT, required=True, default=2, min=1, max=31, unit="次"),
    Field(
        "extra",
        "另外随机多查几次",
        Kind.COUNT,
        default=4,
        min=0,
        max=60,
        unit="次",
        help="查过的人也可能再被抽中，所以谁都不能放松。",
    ),
)


@dataclass(frozen=True, slots=True)
class _Answer:
    month: str
    due: tuple[Due, ...]
    plan: Progress | None
    made: tuple[Checked, ...]
    standing: tuple[OnDuty, ...]
    cameras: tuple[tuple[str, str], ...]


def _ask(office: Office, month: str) -> _Answer:
    first = date.fromisoformat(f"{month}-01")
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return _Answer(
        month,
        checks.due(office),
        checks.progress(office, month),
        checks.checks(office, first, last),
        duties.standing(office, office.clock()),
        checks.cameras(office),
    )


class ChecksWindow(QDialog):
    """What to check now stands on top; the lot decides, nobody sees it before its minute."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("查岗")
        self._desk = desk
        self._answer: _Answer | None = None
        self.stepper = MonthStepper(desk.look, month_text(desk.today()))
        self.stepper.stepped.connect(lambda _month: self.refresh())
        self.month = Text(self.stepper.words, "heading")
        self.now = QVBoxLayout()
        self.plan = Text("", "body", wrap=True)
        self.table = RowsView(desk, "checks.made", _columns())
        self.table.hint = "这个月还没有查岗记录"
        self.table.actions_for = self._actions_for
        self.table.opened.connect(lambda row: self.show_stills(row) if row and row.stills else None)
        self._bar = QHBoxLayout()
        top = Card("现在要查的")
        top.body.addLayout(self.now)
        plan = Card("本月的抽查计划")
        plan.body.addWidget(self.plan)
        self._draw = self._act("draw", "抽取计划", self.draw, "sparkles")
        plan.add_beside(self._draw)
        made = Card("查岗记录", padding=16)
        made.body.addWidget(self.table)
        made.setMinimumHeight(desk.look.px(190))
        upper = Beside()
        upper.addWidget(top, 3)
        upper.addWidget(plan, 2)
        upper.keep(top, least=desk.look.px(420))
        upper.keep(plan, least=desk.look.px(300))
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(16)
        box.addWidget(ToolRow(Text("查岗", "title"), self.month, self.stepper, *self._buttons()))
        box.addLayout(upper)
        box.addWidget(made, 1)
        self.resize(desk.look.room(1180, 700))
        desk.ops.changed.connect(self._changed)
        self._timer = QTimer(self, interval=30_000)
        self._timer.timeout.connect(self.refresh)
        self._timer.start()
        self.refresh()

    def refresh(self) -> None:
        """Ask what is due, how the plan stands and what was found."""
        month = self.stepper.month
        self._desk.ops.query(lambda office: _ask(office, month), self._show, key="checks")

    def draw(self) -> None:
        """Draw the plan of the month in front."""
        month = self.stepper.month
        dialog = FormDialog(
            self._desk,
            self,
            f"抽取 {month} 的查岗计划",
            _PLAN,
            lambda said: lambda office: checks.draw_plan(office, month, said["per_person"], said["extra"] or 0),
            {field.name: field.default for field in _PLAN},
        )
        dialog.saved.connect(lambda _promise: self.refresh())
        dialog.open()

    def check_due(self, due: Due) -> None:
        """Write down a check that the lot asked for."""
        self._open((due.person, due.label, due.shift, due.start), due)

    def check_now(self) -> None:
        """Write down a check on somebody who stands on duty now, outside the plan."""
        answer = self._answer
        if answer is None or not answer.standing:
            self._desk.say("现在没有人当班，没有可以查的岗。", "warn")
            return
        if len(answer.standing) == 1:
            self._open_duty(answer.standing[0])
            return
        names = tuple(f"{one.person}（{one.shift} {one.post}）" for one in answer.standing)
        field = (Field("who", "查谁", Kind.CHOICE, required=True, choices=names, default=names[0]),)
        picked: list[OnDuty] = []

        def save(said: dict[str, Any]) -> Callable[[Office], Changes]:
            picked.append(answer.standing[names.index(said["who"])])
            return lambda _office: Changes(Area.NOTHING)

        dialog = FormDialog(self._desk, self, "临时查岗", field, save, {"who": names[0]})
        dialog.save_button.setText("下一步")
        dialog.saved.connect(lambda _value: self._open_duty(picked[-1]))
        dialog.open()

    def show_cameras(self) -> None:
        """The office's list of cameras."""
        dialog = CamerasDialog(self._desk, self)
        dialog.changed.connect(self.refresh)
        dialog.open()

    def show_stills(self, row: Checked) -> None:
        """The pictures kept with a check."""
        self._desk.ops.query(
            lambda office: checks.stills(office, row.id),
            lambda stills: StillDialog(self._desk, self, f"{row.person} {row.at:%m-%d %H:%M}", stills).open(),
            key="checks.stills",
        )

    def _open_duty(self, one: OnDuty) -> None:
        self._open((one.id, one.person, one.shift, one.start), None)

    def _open(self, duty: tuple[int, str, str, datetime], planned: Due | None) -> None:
        dialog = CheckDialog(self._desk, self, duty, planned, self._answer.cameras if self._answer else ())
        dialog.saved.connect(lambda _key: self.refresh())
        dialog.open()

    def _show(self, answer: _Answer) -> None:
        self._answer = answer
        self.month.setText(self.stepper.words)
        clear_layout(self.now)
        for due in answer.due[:4]:
            self.now.addLayout(self._due_row(due))
        if not answer.due:
            words = "现在没有到时间的查岗。" if answer.plan else "还没有抽取计划；也可以随时临时查岗。"
            self.now.addWidget(Text(words, "muted", wrap=True))
        self.now.addStretch(1)
        self.plan.setText(_plan_words(answer))
        self._draw.setVisible(answer.plan is None)
        self.table.set_rows(sorted(answer.made, key=lambda one: one.at, reverse=True), keep=lambda one: one.id)

    def _due_row(self, due: Due) -> QHBoxLayout:
        chip = Chip("过了半小时" if due.late else due.channel, "warn" if due.late else "accent")
        words = Text(f"{due.shift}　{due.channel}　{due.at:%H:%M} 起", "muted")
        button = self._act("check", "查", lambda: self.check_due(due), "clipboard-check", role="primary")
        row = row_of(Text(due.label, "heading"), chip, words, 1, Text(due.phone, "strong"), button)
        row.setAlignment(Qt.AlignmentFlag.AlignTop)
        return row

    def _buttons(self) -> tuple[QWidget, ...]:
        return (
            self._act("camera", "摄像头", self.show_cameras, "camera"),
            self._act("print", "打印记录", self._print, "printer", writes=False),
            self._act("now", "临时查岗", self.check_now, "clipboard-check", role="primary"),
        )

    def _print(self) -> None:
        preview_paper(self._desk, self, "查岗记录", self.stepper.month)

    def _actions_for(self, row: Checked) -> tuple[Action, ...]:
        def remove(reason: str) -> None:
            self._desk.ops.change(lambda office: checks.remove_check(office, row.id, reason), lambda _c: self.refresh())

        def ask() -> None:
            ask_text(self, "撤销查岗记录", "写明为什么撤销，记录会留底。", remove)

        look = Action("stills", "看截图", lambda: self.show_stills(row), icon="camera")
        take_back = Action("remove", "撤销这次查岗…", ask, icon="trash-2", writes=True)
        return (look, take_back) if row.stills else (take_back,)

    def _changed(self, changes: Changes) -> None:
        if changes.touched & (Area.ROSTER | Area.OPTIONS) and self.isVisible():
            self.refresh()

    def _act(
        self, name: str, text: str, run: Callable[[], object], icon: str, *, role: str = "", writes: bool = True
    ) -> QWidget:
        action = Action(name, text, run, icon=icon, role=role, writes=writes)
        return action_button(self._desk.look, action, readonly=self._desk.readonly)


def _plan_words(answer: _Answer) -> str:
    plan = answer.plan
    if plan is None:
        return "抽签决定查谁、什么时候、用什么方式：人人有份，谁也算不准。抽好后到时间才显示。"
    parts = [f"已到时间 {plan.passed} 次，查了 {plan.made} 次" + (f"，漏查 {plan.missed} 次" if plan.missed else "")]
    parts.append(f"凭证 {plan.promise[:16]}…（可事先张贴）")
    if plan.seed:
        parts.append(f"种子 {plan.seed[:16]}…，和凭证对得上，计划没有改过")
    return "\n".join(parts)


def _columns() -> tuple[Column[Checked], ...]:
    return (
        Column("at", "时间", lambda c: c.at, width=8),
        Column("person", "被查人", lambda c: c.person, width=6, bold=True),
        Column("shift", "班次", lambda c: f"{c.day:%m-%d} {c.shift}", width=8),
        Column("channel", "方式", lambda c: c.channel, width=4),
        Column("finding", "结果", lambda c: c.finding, width=8, chip=True, tone=lambda c: "bad" if c.bad else "ok"),
        Column("checker", "检查人", lambda c: c.checker, width=6),
        Column("stills", "截图", lambda c: f"{c.stills} 张" if c.stills else "", width=3.5, muted=True),
        Column("planned", "来历", lambda c: "抽签" if c.planned_at else "临时", width=4, muted=True),
        Column("note", "说明", lambda c: c.note, width=0, muted=True),
    )
