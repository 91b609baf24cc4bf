"""试算: try the rules on an example and see at once how it is judged and why."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from villagedesk.attendance import trial
from villagedesk.attendance.profile import Profile
from villagedesk.base import plain
from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field, Kind
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FieldForm
from villagedesk.ui.widgets.card import Card, clear_layout
from villagedesk.ui.widgets.flow import Beside
from villagedesk.ui.widgets.text import Chip, Text

_TONES = {"正常": "ok", "迟到": "warn", "早退": "warn", "请假": "leave", "公出": "info", "外勤": "info", "补签": "info"}
_MINUTES: dict[str, Any] = {"kind": Kind.COUNT, "unit": "分钟", "min": 0, "max": 1440}
_HOURS: dict[str, Any] = {"kind": Kind.NUMBER, "unit": "小时", "min": 0, "max": 24}
_FIELDS = (
    Field("start", "上班", Kind.TIME, required=True, default="08:30"),
    Field("end", "下班", Kind.TIME, required=True, default="17:30", help="不晚于上班时间表示到次日。"),
    Field(
        "periods",
        "分段",
        Kind.TEXT,
        default="08:30-11:30 14:00-17:30",
        help="一天分几段，写成 08:30-11:30 14:00-17:30；不分段就空着。",
    ),
    Field("punches_per_day", "每天签几次", Kind.CHOICE, choices=("有几次判几次", "两次", "四次"), default="两次"),
    Field("late_grace_minutes", "迟到宽限（分钟）", default=10, **_MINUTES),
    Field("early_grace_minutes", "早退宽限（分钟）", default=10, **_MINUTES),
    Field("sign_in_from_minutes", "上班前几分钟可签到", default=60, **_MINUTES),
    Field("sign_out_until_minutes", "下班后几分钟可签退", default=120, **_MINUTES),
    Field("min_interval_minutes", "两次打卡最少间隔（分钟）", default=1, **_MINUTES),
    Field("late_half_day_minutes", "迟到几分钟算旷工半天", default=60, **_MINUTES),
    Field("half_day_below_hours", "不足几小时算半天", default=4, **_HOURS),
    Field("absent_below_hours", "不足几小时算旷工", default=1, **_HOURS),
    Field("punches", "打卡时间", Kind.TEXT, default="08:41 17:33", help="用空格隔开；次日的写成 +06:05。"),
    Field("leave", "请假", Kind.CHOICE, choices=("没有", "上午", "下午", "全天"), default="没有"),
    Field("out", "外出几点到几点", Kind.TEXT, help="例如 14:00-16:00；没有就空着。"),
)
_SIGNS = {"有几次判几次": 0, "两次": 2, "四次": 4}
DAY = "2026-11-02"
_CLOCK = r"\d{1,2}:\d{2}"


class TrialDialog(QDialog):
    """The example at the left, what the rules say of it at the right; nothing is stored."""

    def __init__(self, desk: Desk, parent: QWidget, profile: Profile) -> None:
        super().__init__(parent)
        self.setWindowTitle("试算")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(desk.look.room(900, 600))
        self._profile = profile
        self.form = FieldForm(desk, _FIELDS)
        self.form.show_values(_values(profile))
        self.form.edited.connect(self.judge)
        self.form.submitted.connect(self.judge)
        self.card = Card("判定")
        row = Beside(spacing=20)
        row.addWidget(self.form, 3)
        row.addWidget(self.card, 2)
        row.keep(self.form, least=desk.look.px(360))
        row.keep(self.card, least=desk.look.px(330))
        close = QPushButton("关闭")
        close.setProperty("role", "plain")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(Text("只是试算，什么也不会存；改规则请用“考勤规则”。", "muted", wrap=True), 1)
        foot.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        box.addWidget(Text(f"试算：用一个例子看规则怎么判（从“{profile.name}”开始）", "heading", wrap=True))
        box.addLayout(row, 1)
        box.addLayout(foot)
        self.judge()

    def judge(self) -> None:
        """Judge the example as it is typed now."""
        clear_layout(self.card.body)
        try:
            rules = {"judging": plain.write(self._profile.judging)}
            found = trial.run({**case_of(self.form.typed()), "profile": rules})["days"]
        except Mistake as mistake:
            self.card.body.addWidget(Text(mistake.says, "error", wrap=True))
            self.card.body.addStretch(1)
            return
        self._show(found[0])

    def _show(self, day: dict[str, Any]) -> None:
        self.card.body.addWidget(Chip(day["status"], _TONES.get(day["status"], "bad")))
        halves = day["half_days"]
        counts = f"到岗 {halves['present']:g}，旷工 {halves['absent']:g}，请假公出 {halves['leave']:g}（半天数）"
        self.card.body.addWidget(Text(counts, "muted", wrap=True))
        for reason in day["reasons"]:
            self.card.body.addWidget(Text("· " + reason, wrap=True))
        self.card.body.addWidget(Text(_signs(day), "small", wrap=True))
        self.card.body.addStretch(1)


def _signs(day: dict[str, Any]) -> str:
    names = {"in1": "上午签到", "out1": "上午签退", "in2": "下午签到", "out2": "下午签退"}
    pairs = day.get("selected") or {"签到": day["in"], "签退": day["out"]}
    chosen = [f"{names.get(key, key)} {at[11:16] if at else '—'}" for key, at in pairs.items()]
    return f"计数的打卡：{'，'.join(chosen)}；工时 {day['hours']:.1f} 小时"


def _values(profile: Profile) -> dict[str, Any]:
    rule = profile.judging
    known = {field.name: getattr(rule, field.name) for field in _FIELDS if hasattr(rule, field.name)}
    return {**known, "punches_per_day": next(word for word, n in _SIGNS.items() if n == rule.punches_per_day)}


def case_of(typed: dict[str, Any]) -> dict[str, Any]:
    """The example as the rules take it, from what stands in the form; `Mistake` names what cannot be read."""
    shift: dict[str, Any] = {"name": "例子", "start": str(typed["start"]).strip(), "end": str(typed["end"]).strip()}
    periods = re.findall(r"(\d{1,2}:\d{2})\s*[-–—~至]\s*(\d{1,2}:\d{2})", str(typed["periods"]))
    if periods:
        shift["periods"] = [list(pair) for pair in periods]
    elif str(typed["periods"]).strip():
        raise Mistake("分段请写成 08:30-11:30 14:00-17:30 这样；不分段就空着。", "periods")
    shift["punches_per_day"] = _SIGNS.get(str(typed["punches_per_day"]), 0)
    for field in _FIELDS:
        if field.kind in (Kind.COUNT, Kind.NUMBER):
            shift[field.name] = _number(field, typed[field.name])
    punches = [{"person": "例子", "at": _moment(word)} for word in str(typed["punches"]).replace("，", " ").split()]
    case: dict[str, Any] = {"shifts": [shift], "punches": punches, "data_until": "2026-11-05 00:00:00"}
    case["duties"] = [{"person": "例子", "date": DAY, "shift": "例子"}]
    half = str(typed["leave"])
    if half in ("上午", "下午", "全天"):
        ends = (DAY, DAY) if half == "全天" else (f"{DAY} {half}", f"{DAY} {half}")
        case["leaves"] = [{"person": "例子", "from": ends[0], "to": ends[1], "kind": "事假"}]
    if out := str(typed["out"]).strip():
        hours = re.fullmatch(rf"({_CLOCK})\s*[-–—~至到]\s*({_CLOCK})", out.replace("：", ":"))
        if hours is None:
            raise Mistake("外出请写成 14:00-16:00 这样；没有就空着。", "out")
        away = {"person": "例子", "from": f"{DAY} {hours[1]}", "to": f"{DAY} {hours[2]}", "kind": "公出"}
        case["leaves"] = [*case.get("leaves", []), away]
    return case


def _number(field: Field, text: Any) -> float | int:
    try:
        value = float(str(text).strip() or 0)
    except ValueError:
        raise Mistake(f"“{field.label}”要写数字。", field.name) from None
    return int(value) if field.kind is Kind.COUNT else value


def _moment(word: str) -> str:
    day = "2026-11-03" if word.startswith("+") else DAY
    return f"{day} {word.lstrip('+').replace('：', ':').zfill(5)}:00"
