"""The fields of the rule editor and how a profile stands in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from villagedesk.attendance.allowance import KINDS
from villagedesk.attendance.approval import RANKS
from villagedesk.attendance.ladder import FAULTS, LadderRow, approvers_from
from villagedesk.attendance.profile import Approval, Profile, symbols_from, symbols_text
from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field, Kind

SIGNS: dict[str, Any] = {"有几次判几次": 0, "两次": 2, "四次": 4}
PAIRS: dict[str, Any] = {"不看机器按键": "first_last", "签到签退交替": "alternating", "按机器的按键": "device_state"}
HOURS: dict[str, Any] = {"最早到最晚": "first_last", "每次进出相加": "every_pair"}
SPANS: dict[str, Any] = {"每月": "month", "每年": "year"}
LEAVING: dict[str, Any] = {"不问": None, "离开": True, "不离开": False}
_WORDED = {"punches_per_day": SIGNS, "in_out": PAIRS, "hours": HOURS}

_MINUTES: dict[str, Any] = {"kind": Kind.COUNT, "unit": "分钟", "min": 0, "max": 1440, "required": True}
_NUMBER: dict[str, Any] = {"kind": Kind.NUMBER, "min": 0, "required": True}
_CHOICE: dict[str, Any] = {"kind": Kind.CHOICE, "required": True}
_COUNT: dict[str, Any] = {"kind": Kind.COUNT, "min": 0, "required": True}

HEAD_FIELDS = (
    Field("name", "名称", required=True),
    Field("effective_on", "从哪天起执行", Kind.DATE, required=True, help="以前的日子仍按原来的规则。"),
)
JUDGING_FIELDS = (
    Field("punches_per_day", "每天签几次", choices=tuple(SIGNS), **_CHOICE),
    Field("min_interval_minutes", "两次打卡最少间隔（分钟）", **_MINUTES),
    Field("sign_in_from_minutes", "上班前几分钟可签到", **_MINUTES),
    Field("sign_out_until_minutes", "下班后几分钟可签退", **_MINUTES),
    Field("late_grace_minutes", "迟到宽限（分钟）", **_MINUTES),
    Field("early_grace_minutes", "早退宽限（分钟）", **_MINUTES),
    Field("late_half_day_minutes", "迟到早退几分钟按旷工半天", help="0 表示不这样算。", **_MINUTES),
    Field("half_day_below_hours", "不足多少小时算半天", help="0 表示不按工时。", **_NUMBER),
    Field("absent_below_hours", "不足多少小时算旷工", help="0 表示不按工时。", **_NUMBER),
    Field("morning_until", "上午到几点", Kind.TIME, required=True, help="不分段的班按这两个钟点分上午下午。"),
    Field("afternoon_from", "下午从几点", Kind.TIME, required=True),
    Field("in_out", "签到签退怎么认", choices=tuple(PAIRS), **_CHOICE),
    Field("hours", "工时怎么算", choices=tuple(HOURS), **_CHOICE),
    Field("round_minutes", "工时按多少分钟取整", help="0 表示不取整。", **_MINUTES),
    Field("round_cutoff_minutes", "余数满多少分钟进一", help="0 表示余数都舍去。", **_MINUTES),
    Field("per_month", "每月补签几次", Kind.COUNT, min=0, max=31, required=True),
    Field("within_workdays", "几个工作日内补签", Kind.COUNT, min=0, max=60, required=True),
    Field("missing_after", "过期没补签的算", choices=("缺卡", "旷工"), **_CHOICE),
    Field("required_days_a_month", "每月至少出勤几天", Kind.COUNT, min=0, max=31, required=True, help="0 表示不规定。"),
)
LEAVE_FIELDS = (
    Field("days_a_year", "一年请假多少天以内", help="0 表示不限。", **_NUMBER),
    Field("days_at_once", "一次请假多少天以内", help="0 表示不限。", **_NUMBER),
    Field("backdating_days", "事后几天内还能补假", help="0 表示事后补假无效。", **_COUNT),
    Field("return_days", "到期几天内要销假", **_COUNT),
    Field("quotas", "各种假一年几天", help="假别和天数连着写，用空格隔开，例如 年休假5 事假20。"),
    Field("forbidden_in_special_periods", "防汛防火时期不得请假", Kind.YES),
)
SIGN_FIELDS = (
    Field(
        "symbols",
        "月报符号",
        Kind.LONG_TEXT,
        required=True,
        help="词和符号连着写，用空格隔开，例如 出勤√ 迟到迟 病假☆。",
    ),
    *(Field(f"rate_{kind}", f"{kind}补贴（元/天）", Kind.MONEY, min=0, required=True) for kind in KINDS),
    Field("point_in_yuan", "一分折多少元", Kind.MONEY, min=0, required=True, help="0 表示扣分不折钱。"),
)
APPROVAL_FIELDS = (
    Field("ranks", "哪些人（不选就是所有人）", Kind.CHOICES, choices=RANKS),
    Field("over_days", "超过几天", default=0, **_NUMBER),
    Field("to_days", "到几天以内", default=0, help="0 表示不限。", **_NUMBER),
    Field("leaving", "离开辖区", default="不问", choices=tuple(LEAVING), **_CHOICE),
    Field("approvers", "依次由谁批", required=True, help="按先后写，用顿号隔开，例如 挂村领导、镇长。"),
    Field("report_to", "批后报谁备案"),
)
LADDER_FIELDS = (
    Field("fault", "什么情况", default="迟到", choices=FAULTS, **_CHOICE),
    Field("span", "按什么累计", default="每月", choices=tuple(SPANS), **_CHOICE),
    Field("over_minutes", "超过几分钟", default=0, help="迟到早退分档用；不分档填 0。", **_MINUTES),
    Field("to_minutes", "到几分钟以内", default=0, help="0 表示不限。", **_MINUTES),
    Field("times", "第几次起", Kind.COUNT, default=1, min=1, max=366, required=True),
    Field("consequence", "怎么处理", required=True, help="例如：批评教育、书面说明、约谈。"),
    Field("points", "每次扣几分", default=0, **_NUMBER),
    Field("money", "每次扣几元", Kind.MONEY, default=0, min=0, required=True),
)


_OWN: dict[str, Any] = {"kind": Kind.COUNT, "unit": "分钟", "min": 0, "max": 1440}
SHIFT_FIELDS = (
    Field("shift", "班次", required=True, help="和值班表里的班次名称一样，例如 便民办公夜。"),
    Field("punches_per_day", "每天签几次", Kind.CHOICE, choices=tuple(SIGNS), help="空着就按上面的规则。"),
    Field("sign_in_from_minutes", "上班前几分钟可签到", **_OWN),
    Field("sign_out_until_minutes", "下班后几分钟可签退", **_OWN),
    Field("late_grace_minutes", "迟到宽限（分钟）", **_OWN),
    Field("early_grace_minutes", "早退宽限（分钟）", **_OWN),
    Field("late_half_day_minutes", "迟到早退几分钟按旷工半天", **_OWN),
    Field("half_day_below_hours", "不足多少小时算半天", Kind.NUMBER, min=0),
    Field("absent_below_hours", "不足多少小时算旷工", Kind.NUMBER, min=0),
)


def _word(words: Mapping[str, Any], value: Any) -> str:
    return next((word for word, held in words.items() if held == value), "")


def profile_values(profile: Profile) -> dict[str, Any]:
    """A profile as the plain forms show it, without its rows."""
    judging, leave, correction = profile.judging, profile.leave, profile.correction
    names = [field.name for field in JUDGING_FIELDS if hasattr(judging, field.name)]
    held: dict[str, Any] = {name: getattr(judging, name) for name in names}
    held |= {name: _word(words, held[name]) for name, words in _WORDED.items()}
    held |= {name: getattr(correction, name) for name in ("per_month", "within_workdays", "missing_after")}
    held |= {field.name: getattr(leave, field.name) for field in LEAVE_FIELDS}
    held["quotas"] = " ".join(f"{kind}{days:g}" for kind, days in leave.quotas.items())
    held |= {f"rate_{kind}": profile.rates.per_day.get(kind, 0) for kind in KINDS}
    return held | {
        "name": profile.name,
        "required_days_a_month": profile.required_days_a_month,
        "symbols": symbols_text(profile.symbols),
        "point_in_yuan": profile.rates.point_in_yuan,
    }


def quotas_from(text: str) -> dict[str, float]:
    """Days a year by kind of leave out of `年休假5 事假20`."""
    found: dict[str, float] = {}
    for token in re.split(r"[\s、，,；;]+", text.strip()):
        if not token:
            continue
        match = re.fullmatch(r"(\D+?)[:：]?(\d+(?:\.\d+)?)天?", token)
        if match is None:
            raise Mistake(f"“{token}”看不懂，请写成 年休假5 这样，几种用空格隔开。", "quotas")
        if match[1] in found:
            raise Mistake(f"{match[1]}写了两遍，请只留一个。", "quotas")
        found[match[1]] = float(match[2])
    return found


def profile_with(profile: Profile, values: dict[str, Any]) -> Profile:
    """The profile with what was typed in the plain forms; whatever they do not show stays."""
    typed = {**values, **{name: words[values[name]] for name, words in _WORDED.items()}}
    judging = {name: typed[name] for name in typed if hasattr(profile.judging, name)}
    correction = {name: typed[name] for name in ("per_month", "within_workdays", "missing_after")}
    leave = {field.name: typed[field.name] for field in LEAVE_FIELDS}
    leave |= {"quotas": quotas_from(typed["quotas"] or "")}
    rates = {**profile.rates.per_day, **{kind: typed[f"rate_{kind}"] for kind in KINDS}}
    return replace(
        profile,
        name=typed["name"],
        judging=replace(profile.judging, **judging),
        symbols=symbols_from(typed["symbols"]),
        leave=replace(profile.leave, **leave),
        correction=replace(profile.correction, **correction),
        rates=replace(profile.rates, per_day=rates, point_in_yuan=typed["point_in_yuan"]),
        required_days_a_month=typed["required_days_a_month"],
    )


def approval_values(step: Approval) -> dict[str, Any]:
    """One step of approval as its row's form shows it."""
    return {
        "ranks": step.ranks,
        "over_days": step.over_days,
        "to_days": step.to_days,
        "leaving": _word(LEAVING, step.leaving),
        "report_to": step.report_to,
        "approvers": "、".join(step.approvers),
    }


def approval_from(values: Mapping[str, Any]) -> Approval:
    """One step of approval from checked values of its form."""
    return Approval(
        approvers_from(values["approvers"]),
        tuple(values["ranks"] or ()),
        values["over_days"],
        values["to_days"],
        LEAVING[values["leaving"]],
        values["report_to"] or "",
    )


def ladder_values(row: LadderRow) -> dict[str, Any]:
    """One step of a ladder as its row's form shows it."""
    held = {field.name: getattr(row, field.name) for field in LADDER_FIELDS}
    return held | {"span": _word(SPANS, row.span)}


def ladder_from(values: Mapping[str, Any]) -> LadderRow:
    """One step of a ladder from checked values of its form."""
    return LadderRow(**{**values, "span": SPANS[values["span"]]})


def shift_values(name: str, own: Mapping[str, Any]) -> dict[str, Any]:
    """What a profile sets for one shift alone, as its row's form shows it."""
    held = {field.name: own.get(field.name) for field in SHIFT_FIELDS[1:]}
    signs = _word(SIGNS, own["punches_per_day"]) if "punches_per_day" in own else None
    return held | {"shift": name, "punches_per_day": signs}


def shift_from(values: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """The numbers of one shift from checked values of its form; empty ones follow the rules, hidden ones stay."""
    shown = {field.name for field in SHIFT_FIELDS}
    given = {name: value for name, value in values.items() if name != "shift" and value is not None}
    if "punches_per_day" in given:
        given["punches_per_day"] = SIGNS[given["punches_per_day"]]
    return {**{name: value for name, value in before.items() if name not in shown}, **given}
