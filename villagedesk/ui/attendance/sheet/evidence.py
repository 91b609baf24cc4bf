"""What speaks for the verdict of one cell: the time line, the reasons, and what can be done about it."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from villagedesk.attendance.judge.verdict import GRAVITY, Status
from villagedesk.calendar.wording import day_words, weekday_word
from villagedesk.services.attendance.evidence import DayEvidence
from villagedesk.ui.actions import Action, action_button
from villagedesk.ui.attendance.sheet.paint import TONES
from villagedesk.ui.attendance.sheet.timeline import SOURCES, TimeLine
from villagedesk.ui.desk import Desk
from villagedesk.ui.widgets.card import Card, clear_layout
from villagedesk.ui.widgets.flow import Beside
from villagedesk.ui.widgets.text import Chip, Text

CHIP_TONES = {"ok": "ok", "warn": "warn", "accent": "bad", "leave": "leave", "info": "info", "faint": "plain"}


class EvidencePanel(Card):
    """The day of one person under the sheet; `asked` carries the id of what the clerk wants to do."""

    asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(padding=12, spacing=4)
        self._desk = desk
        self.shown: DayEvidence | None = None
        self._frozen = False
        self._title = Text("", "cardtitle")
        self._chip = Chip()
        self._facts = Text("", "muted")
        self._facts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(8)
        for widget in (self._title, self._chip):
            top.addWidget(widget)
        top.addWidget(self._facts, 1)
        top.addLayout(self._buttons)
        self.body.addLayout(top)
        self.line = TimeLine(desk.look)
        self.reasons = QVBoxLayout()
        self.reasons.setSpacing(2)
        side = QWidget()
        side.setLayout(self.reasons)
        self.reasons.setContentsMargins(0, 0, 0, 0)
        row = Beside()
        row.addWidget(self.line, 5)
        row.addWidget(side, 3)
        row.keep(self.line, least=desk.look.px(420), high=desk.look.px(96))
        row.keep(side, least=desk.look.px(280))
        self.body.addLayout(row, 1)

    def show_evidence(self, found: DayEvidence, frozen: bool) -> None:
        """Show another day; a signed month changes only by 更正, after its evidence was completed."""
        self.shown, self._frozen = found, frozen
        self._title.setText(f"{found.person}　{day_words(found.day)} 星期{weekday_word(found.day)}")
        status = min((v.status for v in found.verdicts), key=GRAVITY.__getitem__, default=None)
        self._chip.show_text(status or "没有排班", CHIP_TONES[TONES[status]] if status else "plain")
        hours = "、".join(f"{b.shift} {_hours(b.start, b.end, found.day)}" for b in found.bands)
        self._facts.setText("　·　".join(filter(None, (found.day_name, hours))))
        self._facts.setToolTip(self._facts.text())
        self.line.show_evidence(found)
        clear_layout(self.reasons)
        for text, role in self._lines(found):
            self.reasons.addWidget(Text(text, role, wrap=True))
        self.reasons.addStretch(1)
        self._show_buttons(found, frozen, status)

    def restyle(self) -> None:
        """Take on a new theme or text size: the buttons carry tinted icons."""
        if self.shown is not None:
            self.show_evidence(self.shown, self._frozen)

    def _lines(self, found: DayEvidence) -> list[tuple[str, str]]:
        lines = [(reason, "body") for verdict in found.verdicts for reason in verdict.reasons]
        lines += [(says + "。", "body") for says in found.clocks]
        lines += [
            (f"更正：{one.before} → {one.after}，{one.why}（{one.made_by} {one.made_at:%m-%d}）", "body")
            for one in found.amendments
        ]
        lines += [(f"{one.kind} {one.words}（{one.state}）：{one.reason}", "muted") for one in found.absences]
        lines += [
            (f"补签 {one.sign_at:%H:%M}（{one.state}）：{one.why}", "muted")
            for one in found.corrections
            if one.sign_at.date() == found.day or one.state == "待确认"
        ]
        lines += [
            (f"查岗 {one.at:%H:%M} {one.channel}：{one.finding}（{one.checker}）{one.note}", "body")
            for one in found.checks
        ]
        lines += [(swap, "muted") for swap in found.swaps]
        odd = [mark for mark in found.marks if not mark.shift]
        if odd:
            signs = "、".join(f"{mark.punch.at:%H:%M} {SOURCES[mark.punch.source]}" for mark in odd)
            lines.append((f"不在任何班次时间内的打卡：{signs}", "muted"))
        return lines or [("这一天没有排班，也没有打卡和说明。", "muted")]

    def _show_buttons(self, found: DayEvidence, frozen: bool, status: Status | None) -> None:
        clear_layout(self._buttons)
        usual = "primary" if status is Status.MISSING and not frozen else ""
        acts = [
            Action("raw", "原始打卡", lambda: self.asked.emit("raw"), icon="fingerprint", role="quiet"),
            Action("errand", "公出", lambda: self.asked.emit("errand"), icon="footprints", writes=True),
            Action("leave", "请假", lambda: self.asked.emit("leave"), icon="door-open", writes=True),
            Action("correct", "补签", lambda: self.asked.emit("correct"), "", "user-check", usual, writes=True),
        ]
        if status is Status.UNDECIDED and found.data_until is not None and found.data_until.date() >= found.day:
            tip = "考勤机的文件只到最后一次打卡；说明文件几点拷的，就能判定"
            acts.insert(0, Action("reach", "数据截至…", lambda: self.asked.emit("reach"), "", "clock", "", tip))
        if frozen:
            tip = "已签定的月份：先补全凭据，再更正"
            run = Action("amend", "更正", lambda: self.asked.emit("amend"), "", "pencil", "primary", tip, writes=True)
            acts.append(run)
        for act in (*acts, Action("close", "", lambda: self.asked.emit("close"), icon="x", tip="收起", role="quiet")):
            self._buttons.addWidget(action_button(self._desk.look, act, readonly=self._desk.readonly))


def _hours(start: datetime, end: datetime, day: date) -> str:
    after = "次日 " if end.date() > day else ""
    return f"{start:%H:%M}–{after}{end:%H:%M}"
