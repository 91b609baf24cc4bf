"""Red flags before signing: what an inspection would ask about, each with its evidence."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from villagedesk.attendance.explanation import Away, status_of
from villagedesk.attendance.judge.verdict import Status, Verdict
from villagedesk.attendance.month import MonthSheet
from villagedesk.attendance.punch import Punch
from villagedesk.calendar.wording import WEEKDAYS

BURST_SECONDS = 10
BURST_PEOPLE = 3
EDGE_MINUTES = 15
LATE_ENTRY_DAYS = 3
PATTERN_DUTIES = 24


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing to explain: what kind, whose, which day, in one sentence, and the facts it rests on.

    `key` stays the same when the sheet is opened again, so that a remark on it is found.
    """

    kind: str
    person: str
    day: date | None
    says: str
    evidence: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What a remark is stored under."""
        return "|".join((self.kind, self.person, self.day.isoformat() if self.day else ""))


@dataclass(frozen=True, slots=True)
class Entry:
    """Something typed: what, whose, for which day, and when it was typed."""

    what: str
    person: str
    day: date
    entered_at: datetime
    entered_by: str = ""


@dataclass(frozen=True, slots=True)
class Beginnings:
    """The duties of one person over twelve months: days by weekday, and how many swaps there were."""

    person: str
    days: tuple[date, ...]
    swaps: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything the flags look at besides the sheet."""

    punches: tuple[Punch, ...] = ()
    aways: tuple[Away, ...] = ()
    entries: tuple[Entry, ...] = ()
    years: tuple[Beginnings, ...] = ()
    impossible: tuple[tuple[str, str], ...] = ()
    nobody_there: tuple[tuple[str, date, str], ...] = ()
    claims: dict[str, float] = field(default_factory=dict[str, float])
    sources: dict[tuple[str, date], frozenset[str]] = field(default_factory=dict[tuple[str, date], frozenset[str]])


def flags(sheet: MonthSheet, evidence: Evidence) -> tuple[Flag, ...]:
    """Every red flag of a month, the gravest kinds first."""
    return (
        *_impossible_days(evidence),
        *_too_many_days(sheet, evidence),
        *_two_claims(sheet),
        *_presence_on_leave(sheet, evidence),
        *_found_away(sheet, evidence),
        *_allowance_without_fact(sheet, evidence),
        *_bursts(evidence),
        *_no_swaps(evidence),
        *_late_entries(evidence),
    )


def _impossible_days(evidence: Evidence) -> Iterable[Flag]:
    for place, text in evidence.impossible:
        yield Flag("不存在的日期", "", None, f"{place}有不存在的日期或时间“{text}”，没有计入考勤。", (place, text))


def _too_many_days(sheet: MonthSheet, evidence: Evidence) -> Iterable[Flag]:
    year, month = int(sheet.month[:4]), int(sheet.month[5:])
    length = calendar.monthrange(year, month)[1]
    for row in sheet.rows:
        days = max(row.totals.present_days, evidence.claims.get(row.member.person, 0.0))
        if days > length:
            says = f"{row.member.person}本月计 {days:g} 天，超过当月的 {length} 天。"
            yield Flag("天数超过当月", row.member.person, None, says, tuple(_duty_lines(row.verdicts)))


def _duty_lines(verdicts: Sequence[Verdict]) -> Iterable[str]:
    for verdict in verdicts:
        if verdict.present:
            yield f"{verdict.date} {verdict.shift} 计 {verdict.present / 2:g} 天"


def _two_claims(sheet: MonthSheet) -> Iterable[Flag]:
    """Two attended duties of one person whose hours overlap: the same time would be paid twice."""
    for row in sheet.rows:
        held: Verdict | None = None
        for verdict in sorted((v for v in row.verdicts if v.present and v.start), key=_begins):
            if held is not None and held.end is not None and verdict.start is not None and verdict.start < held.end:
                says = f"{row.member.person} {verdict.date} 的{held.shift}和{verdict.shift}时间重叠，都计了出勤。"
                lines = tuple(f"{v.date} {v.shift}：{'；'.join(v.reasons)}" for v in (held, verdict))
                yield Flag("同日重复", row.member.person, verdict.date, says, lines)
            held = verdict


def _begins(verdict: Verdict) -> datetime:
    return verdict.start or datetime.min


def _presence_on_leave(sheet: MonthSheet, evidence: Evidence) -> Iterable[Flag]:
    punched: dict[tuple[str, date], list[Punch]] = defaultdict(list)
    for punch in evidence.punches:
        punched[punch.person, punch.at.date()].append(punch)
    first, last = sheet.days[0], sheet.days[-1]
    for away in evidence.aways:
        if status_of(away.kind) in (Status.ERRAND, Status.FIELD):
            continue
        day = max(away.first.day, first)
        while day <= min(away.last.day, last):
            whole = (day > away.first.day or away.first.half == 0) and (day < away.last.day or away.last.half == 1)
            found: Sequence[Punch] = punched.get((away.person, day), ())
            if away.timed:
                whole, found = True, _well_inside(away, found)
            if whole and found:
                says = (
                    f"{away.person} {day} {away.kind}，{'这段时间' if away.timed else '当天'}却有 {len(found)} 次打卡。"
                )
                lines = (f"{away.kind}：{away.words}", *(_punch_line(punch) for punch in found))
                yield Flag("请假期间有打卡", away.person, day, says, lines)
            day += timedelta(days=1)


def _well_inside(away: Away, punches: Sequence[Punch]) -> Sequence[Punch]:
    """Punches in the midst of leave by the hour; the sign on going and on coming back is as it should be."""
    edge = timedelta(minutes=EDGE_MINUTES)
    return [punch for punch in punches if away.opens + edge < punch.at < away.closes - edge]


def _found_away(sheet: MonthSheet, evidence: Evidence) -> Iterable[Flag]:
    """A check met nobody at the post although the day counts as attended."""
    for person, day, says in evidence.nobody_there:
        row = sheet.row(person)
        cell = row.cells.get(day) if row else None
        if cell and any(verdict.present for verdict in cell.verdicts):
            words = f"{person} {day} 查岗不在岗（{says}），当天却计了出勤。"
            lines = (says, *(reason for verdict in cell.verdicts for reason in verdict.reasons))
            yield Flag("查岗不在岗", person, day, words, lines)


def _punch_line(punch: Punch) -> str:
    words = {"machine": "考勤机", "desk": "签到台", "clerk": "代签", "correction": "补签"}
    device = f"（{punch.device}）" if punch.device else ""
    return f"{punch.at:%m-%d %H:%M:%S} {words.get(punch.source, punch.source)}{device}"


def _allowance_without_fact(sheet: MonthSheet, evidence: Evidence) -> Iterable[Flag]:
    """Presence that rests on nothing but corrections and signs by somebody else's hand."""
    for row in sheet.rows:
        for day in row.cells:
            sources = evidence.sources.get((row.member.person, day), frozenset())
            present = sum(verdict.present for verdict in row.cells[day].verdicts)
            if present and not sources & {"machine", "desk"}:
                what = "、".join(sorted({"correction": "补签", "clerk": "代签"}.get(s, s) for s in sources)) or "无记录"
                says = f"{row.member.person} {day} 计出勤，但没有本人打卡，只有{what}。"
                lines = tuple(line for verdict in row.cells[day].verdicts for line in verdict.reasons)
                yield Flag("计补贴无凭据", row.member.person, day, says, lines)


def _bursts(evidence: Evidence) -> Iterable[Flag]:
    """Several people within seconds on one machine: one hand may have held all the badges."""
    by_machine: dict[str, list[Punch]] = defaultdict(list)
    for punch in evidence.punches:
        if punch.source == "machine":
            by_machine[punch.device].append(punch)
    for device, punches in by_machine.items():
        punches.sort(key=lambda punch: punch.at)
        group: list[Punch] = []
        for punch in [*punches, None]:
            if punch is not None and (not group or (punch.at - group[0].at).total_seconds() <= BURST_SECONDS):
                group.append(punch)
                continue
            people = sorted({one.person for one in group})
            if len(people) >= BURST_PEOPLE:
                at = group[0].at
                where = device or "考勤机"
                names = "、".join(people)
                says = f"{at:%m月%d日 %H:%M} {where}在 {BURST_SECONDS} 秒内有 {len(people)} 人打卡：{names}。"
                lines = tuple(f"{_punch_line(one)} {one.person}" for one in group)
                yield Flag("几秒内多人打卡", names, at.date(), says, lines)
            group = [punch] if punch is not None else []


def _no_swaps(evidence: Evidence) -> Iterable[Flag]:
    """Twelve months on one weekday and never a swap: the table may have been written together at the end."""
    for one in evidence.years:
        if len(one.days) < PATTERN_DUTIES or one.swaps:
            continue
        weekdays = {day.weekday() for day in one.days}
        span = (max(one.days) - min(one.days)).days
        if len(weekdays) == 1 and span >= 330:
            weekday = WEEKDAYS[next(iter(weekdays))]
            says = f"{one.person}连续 {span // 30} 个月只值星期{weekday}，{len(one.days)} 个班次没有一次换班。"
            lines = (f"最早 {min(one.days)}", f"最近 {max(one.days)}", "换班、替班：0 次")
            yield Flag("全年无换班", one.person, None, says, lines)


def _late_entries(evidence: Evidence) -> Iterable[Flag]:
    for entry in evidence.entries:
        days = (entry.entered_at.date() - entry.day).days
        if days > LATE_ENTRY_DAYS:
            says = f"{entry.person} {entry.day} 的{entry.what}在 {days} 天后（{entry.entered_at:%m-%d %H:%M}）才录入。"
            lines = (
                f"发生：{entry.day}",
                f"录入：{entry.entered_at:%Y-%m-%d %H:%M}",
                f"录入人：{entry.entered_by or '不详'}",
            )
            yield Flag("事后很久才录入", entry.person, entry.day, says, lines)
