"""A rule profile: from which day it holds, how shifts are judged, what things cost and who approves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from villagedesk.attendance.judge.rule import Judging, ShiftRule, timetable
from villagedesk.base import plain
from villagedesk.base.errors import Mistake
from villagedesk.roster.shift import Shift

FULL_DAY = 8 * 3600
JUDGING_KEYS = frozenset(Judging.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Symbols:
    """The sign of each word in a cell of the month sheet; the legend is printed under it.

    `leave` gives kinds of leave a sign of their own; a kind without one takes `请假`.
    """

    正常: str = "√"
    迟到: str = "迟"
    早退: str = "早"
    缺卡: str = "缺"
    旷工: str = "×"
    请假: str = "○"
    公出: str = "△"
    外勤: str = "▲"
    调休: str = "休"
    未判定: str = "·"
    补签: str = "补"
    leave: dict[str, str] = field(default_factory=lambda: {"病假": "☆", "年休假": "年", "公假": "公"})

    def of(self, status: str, kind: str = "") -> str:
        """The sign of a word, or of the kind of leave behind it."""
        return self.leave.get(kind) or str(getattr(self, status))

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """Sign and word of everything that can stand in a cell, in the order of the sheet."""
        words = ("正常", "迟到", "早退", "缺卡", "补签", "旷工", "请假", "公出", "外勤", "调休", "未判定")
        names = {"正常": "出勤", "缺卡": "缺卡待补"}
        found = [(str(getattr(self, word)), names.get(word, word)) for word in words]
        return (*found, *((sign, kind) for kind, sign in self.leave.items()))


_WORDS = ("正常", "迟到", "早退", "缺卡", "旷工", "请假", "公出", "外勤", "调休", "未判定", "补签")
_SHOWN = {"正常": "出勤"}


def symbols_text(symbols: Symbols) -> str:
    """All signs in one line, as a clerk edits them: 出勤√ 迟到迟 … 病假☆."""
    words = [f"{_SHOWN.get(word, word)}{getattr(symbols, word)}" for word in _WORDS]
    return " ".join([*words, *(f"{kind}{sign}" for kind, sign in symbols.leave.items())])


def symbols_from(text: str) -> Symbols:
    """Signs from the line that `symbols_text` writes; what is not named keeps its usual sign."""
    given: dict[str, str] = {}
    leave: dict[str, str] = {}
    known = {_SHOWN.get(word, word): word for word in _WORDS}
    for token in text.split():
        word, sign = token[:-1], token[-1:]
        if not word:
            raise Mistake(f"符号“{token}”前面要写是什么，例如 出勤√。", "symbols")
        if word in known:
            given[known[word]] = sign
        else:
            leave[word] = sign
    if len(set(given.values())) < len(given):
        raise Mistake("有两样用了同一个符号，月报上会分不清；请改成不同的符号。", "symbols")
    return Symbols(**given, leave=leave)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a ladder: from how many times, what follows, and points or money taken."""

    times: int
    consequence: str
    points: float = 0.0
    money: float = 0.0


@dataclass(frozen=True, slots=True)
class Ladder:
    """Consequences of repeated faults; counted over a `span`, each step from its number of times."""

    fault: str
    span: str = "year"
    over_minutes: int = 0
    to_minutes: int = 0
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approves, in order: for ranks, for leave of more than `over_days` up to `to_days`, leaving the area or not.

    Empty `ranks` is everybody; `to_days` 0 has no end; `leaving` None does not ask whether the area is left.
    """

    approvers: tuple[str, ...]
    ranks: tuple[str, ...] = ()
    over_days: float = 0.0
    to_days: float = 0.0
    leaving: bool | None = None
    report_to: str = ""


@dataclass(frozen=True, slots=True)
class LeaveRules:
    """What limits leave: days a year and at a time, quotas by kind, special periods, and the approval ladder."""

    approvals: tuple[Approval, ...] = ()
    days_a_year: float = 0.0
    days_at_once: float = 0.0
    quotas: dict[str, float] = field(default_factory=dict[str, float])
    forbidden_in_special_periods: bool = True
    backdating_days: int = 0
    return_days: int = 1


@dataclass(frozen=True, slots=True)
class CorrectionRules:
    """How many forgotten signs a month may be made good, until how many workdays later, and what else counts."""

    per_month: int = 3
    within_workdays: int = 1
    missing_after: str = "缺卡"


@dataclass(frozen=True, slots=True)
class Rates:
    """Money: allowance per day by kind of duty, and what one point is worth."""

    per_day: dict[str, float] = field(default_factory=dict[str, float])
    point_in_yuan: float = 0.0


@dataclass(frozen=True, slots=True)
class Profile:
    """One version of the office's rules, in force from `effective_on` until the next version begins."""

    name: str = "通用"
    effective_on: date = date(2000, 1, 1)
    source: str = ""
    judging: Judging = field(default_factory=Judging)
    shifts: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    symbols: Symbols = field(default_factory=Symbols)
    ladders: tuple[Ladder, ...] = ()
    leave: LeaveRules = field(default_factory=LeaveRules)
    correction: CorrectionRules = field(default_factory=CorrectionRules)
    rates: Rates = field(default_factory=Rates)
    required_days_a_month: int = 0
    note: str = ""

    def rule_for(self, shift: Shift) -> ShiftRule:
        """How a shift of the roster is judged under this profile, with the numbers the profile sets for it alone."""
        own = self.shifts.get(shift.name, {})
        begin, end = shift.span(self.effective_on)
        share = min(1.0, (end - begin).total_seconds() / FULL_DAY)
        if share < 1.0:
            # the thresholds of a whole day mean less on an evening of two hours
            for key in ("half_day_below_hours", "absent_below_hours"):
                own = {key: round(getattr(self.judging, key) * share, 2), **own}
        hours = {"name": shift.name, "start": shift.start, "end": shift.end, "periods": shift.periods}
        return rule_from(self, {**own, **hours}, f"shifts.{shift.name}")


def rule_from(profile: Profile, values: dict[str, Any], where: str) -> ShiftRule:
    """A shift's rule from plain values over the numbers of a profile; `Mistake` for an unknown key or bad number."""
    base = {key: getattr(profile.judging, key) for key in JUDGING_KEYS}
    rule = plain.read(ShiftRule, {**base, **values}, where)
    timetable(rule)
    return rule


def profile_from(values: object, where: str = "profile") -> Profile:
    """A profile from plain values, where the numbers of `Judging` may also stand flat at the top."""
    if not isinstance(values, dict):
        raise Mistake(f"“{where}”应是一组名称和值。", where)
    given = dict(cast("dict[str, Any]", values))
    flat = {key: given.pop(key) for key in list(given) if key in JUDGING_KEYS}
    if flat:
        nested = given.get("judging", {})
        given["judging"] = {**(cast("dict[str, Any]", nested) if isinstance(nested, dict) else {}), **flat}
    return plain.read(Profile, given, where)
