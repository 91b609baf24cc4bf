"""修改考勤规则: numbers, leave and its approvals, ladders, signs and rates, in force from a day as a new version."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from villagedesk.attendance.ladder import (
    Fault,
    approval_faults,
    approvers_from,
    ladder_faults,
    ladder_rows,
    ladders_from,
)
from villagedesk.attendance.profile import Profile
from villagedesk.base.errors import Mistake
from villagedesk.services.attendance import profiles
from villagedesk.ui import messages
from villagedesk.ui.attendance.ruling import fields
from villagedesk.ui.attendance.ruling.rows import Draft, RowKind, RowsEditor
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FieldForm
from villagedesk.ui.page import row_of
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.widgets.controls import Segments
from villagedesk.ui.widgets.text import Text

_PARTS = (
    ("judging", "签到和判定"),
    ("shifts", "个别班次"),
    ("leave", "请假限额"),
    ("approvals", "请假审批"),
    ("ladder", "处理办法"),
    ("signs", "符号和补贴"),
)


def _shown(name: str, zero: str = "") -> Callable[[Draft], str]:
    """A column that shows what stands in a field of the row; `zero` stands for 0 and nothing."""

    def text(draft: Draft) -> str:
        value = draft.values.get(name)
        words = (
            "、".join(value) if isinstance(value, tuple | list) else f"{value:g}" if isinstance(value, float) else value
        )
        return zero if words in (None, "", 0, "0") else str(words)

    return text


def _own(name: str) -> Callable[[Draft], str]:
    """A column of a number that may be left to the general rules: 0 is a number of its own."""

    def text(draft: Draft) -> str:
        value = draft.values.get(name)
        return "—" if value in (None, "") else f"{value:g}" if isinstance(value, float) else str(value)

    return text


def _tone(draft: Draft) -> str:
    return "bad" if draft.wrong else ""


def _who(draft: Draft) -> str:
    return " → ".join(approvers_from(str(draft.values.get("approvers") or ""))) or "（还没写由谁批）"


def _approval_faults(rows: Sequence[dict[str, Any]]) -> Sequence[Fault]:
    return approval_faults([fields.approval_from(row) for row in rows])


def _ladder_faults(rows: Sequence[dict[str, Any]]) -> Sequence[Fault]:
    return ladder_faults([fields.ladder_from(row) for row in rows])


def _next_approval(before: Mapping[str, Any]) -> dict[str, Any]:
    """A step for longer leave of the same people."""
    kept = {name: before.get(name) for name in ("ranks", "leaving", "report_to")}
    return {**kept, "leaving": before.get("leaving") or "不问", "over_days": before.get("to_days") or 0, "to_days": 0}


def _next_step(before: Mapping[str, Any]) -> dict[str, Any]:
    """The next time of the same fault."""
    times = str(before.get("times") or 0)
    kept = {name: before.get(name) for name in ("fault", "span", "over_minutes", "to_minutes") if before.get(name)}
    defaults = {field.name: field.default for field in fields.LADDER_FIELDS}
    return {**defaults, **kept, "times": int(times) + 1 if times.isdigit() else 1, "consequence": ""}


APPROVALS = RowKind(
    "approvals",
    "审批规定",
    fields.APPROVAL_FIELDS,
    (
        Column("ranks", "哪些人", _shown("ranks", "所有人"), width=10, tone=_tone, bold=True),
        Column("over", "超过几天", _shown("over_days", "—"), width=5, right=True),
        Column("to", "到几天", _shown("to_days", "不限"), width=5, right=True),
        Column("leaving", "离开辖区", _shown("leaving"), width=5),
        Column("who", "依次由谁批", _who, width=0),
        Column("told", "报谁备案", _shown("report_to", "—"), width=7, muted=True),
    ),
    _approval_faults,
    _next_approval,
)
LADDERS = RowKind(
    "ladders",
    "处理办法",
    fields.LADDER_FIELDS,
    (
        Column("fault", "情况", _shown("fault"), width=5, tone=_tone, bold=True),
        Column("span", "累计", _shown("span"), width=4),
        Column("over", "超过(分)", _shown("over_minutes", "—"), width=5, right=True),
        Column("to", "到(分)", _shown("to_minutes", "不限"), width=5, right=True),
        Column("times", "第几次起", _shown("times"), width=5, right=True),
        Column("what", "怎么处理", _shown("consequence"), width=0),
        Column("points", "扣分", _shown("points", "—"), width=4, right=True),
        Column("money", "扣元", _shown("money", "—"), width=4, right=True),
    ),
    _ladder_faults,
    _next_step,
)


def _shift_faults(rows: Sequence[dict[str, Any]]) -> Sequence[Fault]:
    """A shift that is written twice, or with nothing of its own."""
    names = [row["shift"] for row in rows]
    found = [Fault(i, "shift", f"{name}写了两行，请合成一行。") for i, name in enumerate(names) if name in names[:i]]
    empty = [i for i, row in enumerate(rows) if all(row[name] is None for name in row if name != "shift")]
    return [*found, *(Fault(i, "late_grace_minutes", "这一行什么都没有填；和一般规则一样的请删掉。") for i in empty)]


def _next_shift(_before: Mapping[str, Any]) -> dict[str, Any]:
    return {}


SHIFTS = RowKind(
    "shifts",
    "单独规定的班次",
    fields.SHIFT_FIELDS,
    (
        Column("shift", "班次", _shown("shift", "（还没写班次）"), width=0, tone=_tone, bold=True),
        Column("signs", "签几次", _shown("punches_per_day", "—"), width=7),
        Column("in", "可提前", _shown("sign_in_from_minutes", "—"), width=5, right=True),
        Column("out", "可延后", _shown("sign_out_until_minutes", "—"), width=5, right=True),
        Column("late", "迟到宽限", _own("late_grace_minutes"), width=5, right=True),
        Column("early", "早退宽限", _own("early_grace_minutes"), width=5, right=True),
        Column("half", "不足算半天", _own("half_day_below_hours"), width=6, right=True),
        Column("absent", "不足算旷工", _own("absent_below_hours"), width=6, right=True),
    ),
    _shift_faults,
    _next_shift,
)


class RuleEditor(QDialog):
    """One dialog with five parts; a mistake brings its part, its row and its field to the front."""

    saved = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, profile: Profile, day: date) -> None:
        super().__init__(parent)
        self.setWindowTitle("修改考勤规则")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._desk, self._profile = desk, profile
        self._dirty = False
        self.head = FieldForm(desk, fields.HEAD_FIELDS)
        self.judging = FieldForm(desk, fields.JUDGING_FIELDS, columns=3)
        self.leave = FieldForm(desk, fields.LEAVE_FIELDS, columns=3)
        self.signs = FieldForm(desk, fields.SIGN_FIELDS, columns=3)
        self.approvals = RowsEditor(desk, APPROVALS)
        self.ladders = RowsEditor(desk, LADDERS)
        self.shifts = RowsEditor(desk, SHIFTS)
        self.parts = Segments(_PARTS)
        self.parts.chosen.connect(self.show_part)
        self.stack = QStackedWidget()
        for widget in (self.judging, self.shifts, self.leave, self.approvals, self.ladders, self.signs):
            self.stack.addWidget(self._part(widget))
        for form in (self.head, self.judging, self.leave, self.signs, self.shifts, self.approvals, self.ladders):
            form.submitted.connect(lambda form=form: self._entered(form))
            form.edited.connect(self._was_edited)
        self.save_button = self._button("保存 Ctrl+S", "primary", self.submit)
        self.save_button.setEnabled(not desk.readonly)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        box.addWidget(Text("修改考勤规则", "heading"))
        box.addWidget(self.head)
        box.addLayout(row_of(self.parts, 1))
        box.addWidget(self.stack, 1)
        says = Text("保存成新的版本，从执行那天起用；以前的日子和签定的月份不变。", "muted")
        box.addLayout(row_of(says, 1, self._button("取消", "plain", self.reject), self.save_button))
        self.resize(desk.look.room(980, 720))
        self._fill(day)

    def show_part(self, part: str) -> None:
        """Bring one of the parts to the front."""
        self.parts.mark(part)
        self.stack.setCurrentIndex([key for key, _ in _PARTS].index(part))

    def _entered(self, form: FieldForm | RowsEditor) -> None:
        """Ctrl+S saves from anywhere; Enter goes on from the head to the part, and from a row to the next row."""
        command = QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier
        if form is self.head and not command:
            self._part_in_front().focus_first()
        elif isinstance(form, RowsEditor) and not command:
            form.buttons["添加"].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.submit()

    def _part_in_front(self) -> FieldForm:
        parts = (self.judging, self.shifts, self.leave, self.approvals, self.ladders, self.signs)
        part = parts[self.stack.currentIndex()]
        return part.form if isinstance(part, RowsEditor) else part

    def submit(self) -> None:
        """Check everything and save; the dialog closes when the new version is stored."""
        if not self.save_button.isEnabled():
            return
        profile = self._read()
        if profile is None:
            return
        self.save_button.setEnabled(False)
        day = profile.effective_on
        self._desk.ops.change(lambda office: profiles.save_profile(office, profile, day), self._done, self._refused)

    def reject(self) -> None:
        """Close; what was typed is not thrown away without a word."""
        if not self._dirty:
            super().reject()
            return
        text = "规则改过，还没有保存。放弃这些改动吗？"
        messages.confirm(self, "放弃修改", text, "放弃", lambda: QDialog.reject(self), danger=True)

    def _was_edited(self) -> None:
        self._dirty = True

    def _fill(self, day: date) -> None:
        values = fields.profile_values(self._profile)
        self.head.show_values({**values, "effective_on": day})
        for form in (self.judging, self.leave, self.signs):
            form.show_values(values)
        self.approvals.show_rows([fields.approval_values(step) for step in self._profile.leave.approvals])
        self.ladders.show_rows([fields.ladder_values(row) for row in ladder_rows(self._profile.ladders)])
        self.shifts.show_rows([fields.shift_values(name, own) for name, own in self._profile.shifts.items()])
        self.head.focus_first()
        self._dirty = False

    def _read(self) -> Profile | None:
        """The profile as it stands in the forms, or None with the first mistake shown."""
        values: dict[str, Any] = {}
        for part, form in (("", self.head), ("judging", self.judging), ("leave", self.leave), ("signs", self.signs)):
            read = form.read()
            if read is None:
                self._bring(part)
                return None
            values |= read
        rows: dict[str, list[dict[str, Any]]] = {}
        for part, editor in (("shifts", self.shifts), ("approvals", self.approvals), ("ladder", self.ladders)):
            found = editor.read()
            if found is None:
                self._bring(part)
                return None
            rows[part] = found
        try:
            profile = fields.profile_with(self._profile, values)
        except Mistake as mistake:
            self._refused(mistake)
            return None
        return replace(
            profile,
            effective_on=values["effective_on"],
            shifts={
                row["shift"]: fields.shift_from(row, profile.shifts.get(row["shift"], {})) for row in rows["shifts"]
            },
            leave=replace(profile.leave, approvals=tuple(fields.approval_from(row) for row in rows["approvals"])),
            ladders=ladders_from([fields.ladder_from(row) for row in rows["ladder"]]),
        )

    def _bring(self, part: str) -> None:
        if part:
            self.show_part(part)

    def _done(self, value: Any) -> None:
        self.saved.emit(value)
        self.accept()

    def _refused(self, error: Exception) -> None:
        """Show what was refused at its field, in whichever part it stands."""
        self.save_button.setEnabled(not self._desk.readonly)
        name = error.field if isinstance(error, Mistake) else ""
        forms = (("", self.head), ("judging", self.judging), ("leave", self.leave), ("signs", self.signs))
        part, form = next(((p, f) for p, f in forms if name in f.editors), ("", self.head))
        self._bring(part)
        form.show_mistake(error)

    def _part(self, widget: QWidget) -> QScrollArea:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 8, 0)
        rows = isinstance(widget, RowsEditor)
        box.addWidget(widget, int(rows))
        if not rows:
            box.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(holder)
        return scroll

    def _button(self, text: str, role: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("role", role)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: run())
        return button
