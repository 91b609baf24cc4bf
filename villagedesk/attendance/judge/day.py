"""Judge one duty: its punches and explanations under its rule, pure and with reasons in Chinese."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from villagedesk.attendance.explanation import status_of
from villagedesk.attendance.judge import signs
from villagedesk.attendance.judge.rule import Part, ShiftRule, moment_of
from villagedesk.attendance.judge.signs import Period, Span
from villagedesk.attendance.judge.slot import Fact, Slot, spaced
from villagedesk.attendance.judge.verdict import GRAVITY, Half, Status, Verdict


@dataclass(slots=True)
class _Finding:
    """What is being found out about one duty, part by part."""

    slot: Slot
    facts: list[Fact]
    due: list[Part]
    excused: list[tuple[Part, str]]
    marks: dict[int, Status] = field(default_factory=dict[int, Status])
    reasons: list[str] = field(default_factory=list[str])
    late: int = 0
    early: int = 0
    hours: float = 0.0
    half_day: bool = False
    absent: bool = False
    sign_in: Fact | None = None
    sign_out: Fact | None = None
    periods: list[Period] = field(default_factory=list[Period])

    @property
    def rule(self) -> ShiftRule:
        """The rule of the duty's shift."""
        return self.slot.table.rule


def judge(
    slot: Slot, facts: Sequence[Fact], cover: Mapping[int, str] | None = None, decided: bool = True, until: str = ""
) -> Verdict:
    """The verdict on a duty from the punches that belong to it (sorted) and the explained half days of its person.

    `cover` maps the number of a half day (`HalfDay.number`) to the kind of leave or errand; `decided` says
    whether the data reach past the duty's window, `until` how far they reach, for the reason.
    """
    number = slot.day.toordinal() * 2
    due: list[Part] = []
    excused: list[tuple[Part, str]] = []
    for part in slot.table.parts:
        if part.cell in slot.off:
            continue
        kind = cover.get(number + part.half) if cover else None
        if kind:
            excused.append((part, kind))
        else:
            due.append(part)
    kept = spaced(facts, slot.rule.min_interval_minutes * 60, slot.rule.in_out == "device_state")
    found = _Finding(slot, kept, due, excused)
    _find_signs(found)
    if not decided:
        return _undecided(found, until)
    for part, kind in excused:
        found.reasons.append(f"{_half_name(slot, part)}{kind}")
    if due:
        _judge_due(found)
    elif facts and excused and status_of(excused[0][1]) in (Status.LEAVE, Status.REST):
        found.reasons.append(f"{excused[0][1]}期间有 {len(facts)} 次打卡，请核对是否提前销假")
    if len(found.facts) < len(facts):
        found.reasons.append(f"{len(facts) - len(found.facts)} 次打卡间隔太近，只计第一次")
    return _verdict(found)


def _half_name(slot: Slot, part: Part) -> str:
    return "全天" if len(slot.table.parts) == 1 else ("上午" if part.cell == 0 else "下午")


def _find_signs(found: _Finding) -> None:
    """First and last punch, or first `in` and last `out` where the profile trusts the keys; then the hours."""
    rule, facts = found.rule, found.facts
    keys = rule.in_out == "device_state" and any(fact.state for fact in facts)
    if keys:
        found.sign_in, found.sign_out = signs.by_state(facts)
    elif len(facts) == 1:
        alone = facts[0]
        if abs(alone.at - found.slot.start) <= abs(alone.at - found.slot.end):
            found.sign_in = alone
        else:
            found.sign_out = alone
    elif facts:
        found.sign_in, found.sign_out = facts[0], facts[-1]
    if found.slot.table.periods:
        found.periods = _periods(found)
    if len(facts) >= 2:
        pairs = [p for p in found.periods if p.first and p.last]
        if rule.hours == "every_pair" and pairs and not keys:
            seconds = sum(p.last.at - p.first.at for p in pairs if p.first and p.last)
        else:
            seconds = signs.worked(facts, rule, keys)
        found.hours = signs.rounded_hours(seconds, rule)


def _periods(found: _Finding) -> list[Period]:
    """The signs of each period that is due; an excused half day leaves its zone to the other."""
    slot = found.slot
    due = found.due or list(slot.table.parts)
    if len(slot.table.periods) == 1:
        first, last = due[0], due[-1]
        spans = [Span(1, first.cell, last.cell, slot.base + first.begin, slot.base + last.end)]
    else:
        cells = {part.cell for part in due}
        spans = [
            Span(i + 1, min(i, 1), min(i, 1), slot.base + begin, slot.base + end)
            for i, (begin, end) in enumerate(slot.table.periods)
            if min(i, 1) in cells
        ]
    zones = signs.zones(spans, found.facts)
    return [signs.select(span, zone, slot.rule) for span, zone in zip(spans, zones, strict=True)]


def _undecided(found: _Finding, until: str) -> Verdict:
    none = "还没有任何考勤数据（没有导入过打卡文件，也没有人在签到台签到），暂不判定"
    why = f"考勤数据只到 {until}，还没有过这一班的时间，暂不判定" if until else none
    found.reasons.append(why)
    found.reasons += [f"已登记{kind}" for _, kind in found.excused[:1]]
    found.hours = 0.0
    found.late = found.early = 0
    for part in found.due:
        found.marks[part.cell] = Status.UNDECIDED
    halves = tuple(
        Half(part.cell, Status.UNDECIDED) for part in found.slot.table.parts if part.cell not in found.slot.off
    )
    return _answer(found, Status.UNDECIDED, halves)


def _judge_due(found: _Finding) -> None:
    found.marks = {part.cell: Status.NORMAL for part in found.due}
    if not found.facts:
        found.absent = True
        found.marks = dict.fromkeys(found.marks, Status.ABSENT)
        found.reasons.append("没有打卡，也没有请假、公出等说明")
    elif len(found.facts) == 1:
        _single(found)
    elif found.sign_in is None or found.sign_out is None:
        found.marks = dict.fromkeys(found.marks, Status.MISSING)
        missing = "签到" if found.sign_in is None else "签退"
        found.reasons.append(f"{len(found.facts)} 次打卡里没有按{missing}键的，缺{missing}")
    elif found.periods:
        if _judge_periods(found):
            _judge_hours(found)
    else:
        _judge_span(found)
        _judge_hours(found)
    _mark_corrected(found)


def _single(found: _Finding) -> None:
    """One punch is 缺卡: neither present nor absent by itself."""
    fact = found.facts[0]
    found.marks = dict.fromkeys(found.marks, Status.MISSING)
    missing = "签退" if found.sign_in is not None else "签到"
    found.reasons.append(f"只有 {_clock(found.slot, fact.at)} 一次打卡，缺{missing}；请补签或说明")
    for period in found.periods:  # a broken day is judged sign by sign, as the clocks' own sheets do
        if period.first and period.late:
            _late(found, period.span.first_cell, period.first.at, period.late)
        if period.last and period.early:
            _early(found, period.span.last_cell, period.last.at, period.early)
    found.marks = dict.fromkeys(found.marks, Status.MISSING)


def _judge_span(found: _Finding) -> None:
    """Late and early of an unbroken day, or of the half of it that is due."""
    slot, rule = found.slot, found.rule
    assert found.sign_in and found.sign_out
    begin, end = slot.base + found.due[0].begin, slot.base + found.due[-1].end
    first, last = found.sign_in.at, found.sign_out.at
    if first > begin + rule.late_grace_minutes * 60:
        _late(found, found.due[0].cell, first, first - begin)
    if last < end - rule.early_grace_minutes * 60:
        _early(found, found.due[-1].cell, last, end - last)


def _judge_periods(found: _Finding) -> bool:
    """Late, early and missing signs, period by period; with two signs a day only the outer ones are judged.

    Answers whether there are two signs between which hours can be counted.
    """
    signed = [fact for period in found.periods for fact in (period.first, period.last) if fact is not None]
    if len(signed) == 1:  # several punches, but all of them one sign: as good as a single punch
        found.marks = dict.fromkeys(found.marks, Status.MISSING)
        found.reasons.append(f"{len(found.facts)} 次打卡只算得上一次签到签退（{_clock(found.slot, signed[0].at)}）")
        return False
    needed = found.rule.punches_per_day
    final = len(found.periods) - 1
    for i, period in enumerate(found.periods):
        span = period.span
        if period.first is None and period.last is None:
            found.marks[span.first_cell] = found.marks[span.last_cell] = Status.ABSENT
            found.reasons.append(f"{_span_text(found.slot, span)} 没有打卡")
            continue
        if period.late and period.first and (needed != 2 or i == 0):
            _late(found, span.first_cell, period.first.at, period.late)
        if period.early and period.last and (needed != 2 or i == final):
            _early(found, span.last_cell, period.last.at, period.early)
        _missing(found, period, needs_in=needed == 4 or i == 0, needs_out=needed == 4 or i == final)
    return True


def _missing(found: _Finding, period: Period, needs_in: bool, needs_out: bool) -> None:
    span = period.span
    if needs_in and period.first is None:
        _grave(found, span.first_cell, Status.MISSING)
        found.reasons.append(f"{_span_text(found.slot, span)} 缺签到")
    if needs_out and period.last is None:
        _grave(found, span.last_cell, Status.MISSING)
        found.reasons.append(f"{_span_text(found.slot, span)} 缺签退")


def _late(found: _Finding, cell: int, at: int, seconds: int) -> None:
    minutes = max(1, seconds // 60)
    found.late += minutes
    grace = f"，宽限 {found.rule.late_grace_minutes} 分钟" if found.rule.late_grace_minutes else ""
    begin = _clock(found.slot, at - seconds)
    found.reasons.append(f"{_clock(found.slot, at)} 签到，晚于 {begin}，迟到 {minutes} 分钟{grace}")
    _grave(found, cell, _cost(found, minutes, Status.LATE))


def _early(found: _Finding, cell: int, at: int, seconds: int) -> None:
    minutes = max(1, seconds // 60)
    found.early += minutes
    grace = f"，宽限 {found.rule.early_grace_minutes} 分钟" if found.rule.early_grace_minutes else ""
    end = _clock(found.slot, at + seconds)
    found.reasons.append(f"{_clock(found.slot, at)} 签退，早于 {end}，早退 {minutes} 分钟{grace}")
    _grave(found, cell, _cost(found, minutes, Status.EARLY))


def _cost(found: _Finding, minutes: int, usual: Status) -> Status:
    limit = found.rule.late_half_day_minutes
    if not limit or minutes <= limit:
        return usual
    found.reasons.append(f"{usual}超过 {limit} 分钟，按旷工半天计")
    return Status.ABSENT


def _grave(found: _Finding, cell: int, status: Status) -> None:
    if GRAVITY[status] < GRAVITY[found.marks.get(cell, Status.NORMAL)]:
        found.marks[cell] = status


def _judge_hours(found: _Finding) -> None:
    """The thresholds of worked hours, scaled to the half days that are due."""
    rule = found.rule
    whole = len(found.slot.table.parts)
    share = len(found.due) / whole if found.excused or found.slot.off else 1.0
    if rule.absent_below_hours and found.hours < rule.absent_below_hours * share:
        found.absent = True
        found.marks = dict.fromkeys(found.marks, Status.ABSENT)
        found.reasons.append(f"在岗 {found.hours:g} 小时，不足 {rule.absent_below_hours * share:g} 小时，按旷工计")
    elif rule.half_day_below_hours and found.hours < rule.half_day_below_hours * share and share == 1.0:
        found.half_day = True
        found.reasons.append(f"在岗 {found.hours:g} 小时，不足 {rule.half_day_below_hours:g} 小时，按半天计")
        if len(found.marks) == 2 and Status.ABSENT not in found.marks.values():
            found.marks[0 if found.late > found.early else 1] = Status.ABSENT


def _mark_corrected(found: _Finding) -> None:
    counting = [found.sign_in, found.sign_out, *(f for p in found.periods for f in (p.first, p.last))]
    moments = sorted({fact.at for fact in counting if fact is not None and fact.source == "correction"})
    if not moments:
        return
    found.reasons.append("其中 " + "、".join(_clock(found.slot, at) for at in moments) + " 是补签")
    for cell, mark in found.marks.items():
        if mark is Status.NORMAL:
            found.marks[cell] = Status.CORRECTED


def _verdict(found: _Finding) -> Verdict:
    halves = [Half(part.cell, found.marks[part.cell]) for part in found.due]
    halves += [Half(part.cell, status_of(kind), kind) for part, kind in found.excused]
    halves.sort(key=lambda half: half.cell)
    words = [half.status for half in halves]
    if found.half_day:
        # a day that was cut short is named by how it was cut, not as absence of the whole day; a gap in its
        # middle is neither late nor early, and its reasons say that it counts as half
        cut = Status.LATE if found.late > found.early else Status.EARLY
        fallback = cut if found.late or found.early else Status.NORMAL
        words = [fallback if word is Status.ABSENT else word for word in words]
    gravest = min(words, key=GRAVITY.__getitem__, default=Status.NORMAL)
    status = Status.ABSENT if found.absent else gravest
    quiet = status not in (Status.ABSENT, Status.MISSING, Status.LATE, Status.EARLY)
    if quiet and found.due and found.sign_in and found.sign_out:
        found.reasons.insert(0, _normal_reason(found))
    return _answer(found, status, tuple(halves))


def _normal_reason(found: _Finding) -> str:
    assert found.sign_in and found.sign_out
    into, out = _clock(found.slot, found.sign_in.at), _clock(found.slot, found.sign_out.at)
    return f"{into} 签到，{out} 签退，在岗 {found.hours:.1f} 小时"


def _answer(found: _Finding, status: Status, halves: tuple[Half, ...]) -> Verdict:
    slot = found.slot
    return Verdict(
        person=slot.person,
        date=slot.day,
        shift=slot.rule.name,
        status=status,
        sign_in=moment_of(found.sign_in.at) if found.sign_in else None,
        sign_out=moment_of(found.sign_out.at) if found.sign_out else None,
        hours=found.hours,
        late=found.late,
        early=found.early,
        half_day=found.half_day,
        absent=found.absent,
        halves=halves,
        selected=_selected(found) if found.periods else None,
        reasons=tuple(found.reasons),
        start=moment_of(slot.start),
        end=moment_of(slot.end),
        kind=slot.kind,
        punched_on_leave=status in (Status.LEAVE, Status.REST) and bool(found.facts) and not found.due,
    )


def _selected(found: _Finding) -> dict[str, datetime | None]:
    """The counting punch of every sign, in1, out1, in2, out2 …; None where there is none."""
    signed: dict[str, datetime | None] = {}
    by_number = {period.span.number: period for period in found.periods}
    for number in range(1, len(found.slot.table.periods) + 1):
        period = by_number.get(number)
        for word, fact in (("in", period and period.first), ("out", period and period.last)):
            signed[f"{word}{number}"] = moment_of(fact.at) if fact else None
    return signed


def _clock(slot: Slot, at: int) -> str:
    seconds = at % 86_400
    days = (at - slot.base) // 86_400
    return f"{'次日 ' if days == 1 else '前一天 ' if days < 0 else ''}{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"


def _span_text(slot: Slot, span: Span) -> str:
    return f"{_clock(slot, span.begin)}–{_clock(slot, span.end)}"
