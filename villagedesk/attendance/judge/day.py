"""Judge one duty: its punches and explanations under its rule, pure and with reasons in Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from villagedesk.attendance.explanation import Cover, status_of
from villagedesk.attendance.judge import excuse, signs
from villagedesk.attendance.judge.finding import Finding, clock, explained, note_early, note_late, note_mark, span_text
from villagedesk.attendance.judge.rule import Part, moment_of
from villagedesk.attendance.judge.signs import Period, Span
from villagedesk.attendance.judge.slot import Fact, Slot, spaced
from villagedesk.attendance.judge.verdict import GRAVITY, Half, Status, Verdict


def judge(
    slot: Slot, facts: Sequence[Fact], cover: Cover | None = None, decided: bool = True, until: str = ""
) -> Verdict:
    """The verdict on a duty from the punches that belong to it (sorted) and what explains its person's absence.

    `cover` holds the explained half days and hours; `decided` says whether the data reach past the duty's
    window, `until` how far they reach, for the reason.
    """
    number = slot.day.toordinal() * 2
    due: list[Part] = []
    excused: list[tuple[Part, str]] = []
    gaps = excuse.gaps(cover, slot.start, slot.end) if cover and cover.hours else ()
    halves = cover.halves if cover else {}
    for part in slot.table.parts:
        if part.cell in slot.off:
            continue
        kind = halves.get(number + part.half)
        if not kind and gaps:
            kind = excuse.whole(gaps, slot.base + part.begin, slot.base + part.end)
        if kind:
            excused.append((part, kind))
        else:
            due.append(part)
    kept = spaced(facts, slot.rule.min_interval_minutes * 60, slot.rule.in_out == "device_state")
    found = Finding(slot, kept, due, excused, gaps)
    _find_signs(found)
    if not decided:
        return _undecided(found, until)
    if excused or gaps:
        found.reasons += explained(found)
    if due:
        _judge_due(found)
    elif facts and excused and status_of(excused[0][1]) in (Status.LEAVE, Status.REST):
        found.reasons.append(f"{excused[0][1]}期间有 {len(facts)} 次打卡，请核对是否提前销假")
    if len(found.facts) < len(facts):
        found.reasons.append(f"{len(facts) - len(found.facts)} 次打卡间隔太近，只计第一次")
    return _verdict(found)


def _find_signs(found: Finding) -> None:
    """First and last punch, or first `in` and last `out` where the profile trusts the keys; then the hours."""
    rule, facts = found.rule, found.facts
    keys = rule.in_out == "device_state" and any(fact.state for fact in facts)
    if keys:
        found.sign_in, found.sign_out = signs.by_state(facts)
    elif len(facts) == 1:
        alone = facts[0]
        begin, end = found.slot.start, found.slot.end
        if found.gaps:
            begin, end = excuse.starts(found.gaps, begin)[0], excuse.ends(found.gaps, end)[0]
        if abs(alone.at - begin) <= abs(alone.at - end):
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


def _periods(found: Finding) -> list[Period]:
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
    if found.gaps:
        spans = [_moved(found, span) for span in spans]
    return [signs.select(span, zone, slot.rule) for span, zone in zip(spans, zones, strict=True)]


def _moved(found: Finding, span: Span) -> Span:
    """A span without the explained hours at its ends; where they were work elsewhere no sign is needed there."""
    if not found.gaps or excuse.whole(found.gaps, span.begin, span.end):
        return span
    begin, before = excuse.starts(found.gaps, span.begin)
    end, after = excuse.ends(found.gaps, span.end)
    free_in, free_out = before is not None and before.outside, after is not None and after.outside
    return span._replace(begin=begin, end=end, free_in=free_in, free_out=free_out)


def _undecided(found: Finding, until: str) -> Verdict:
    none = "还没有任何考勤数据（没有导入过打卡文件，也没有人在签到台签到），暂不判定"
    why = f"考勤数据只到 {until}，还没有过这一班的时间，暂不判定" if until else none
    found.reasons.append(why)
    found.reasons += [f"已登记{text}" for text in explained(found)]
    found.hours = 0.0
    found.late = found.early = 0
    for part in found.due:
        found.marks[part.cell] = Status.UNDECIDED
    halves = tuple(
        Half(part.cell, Status.UNDECIDED) for part in found.slot.table.parts if part.cell not in found.slot.off
    )
    return _answer(found, Status.UNDECIDED, halves)


def _judge_due(found: Finding) -> None:
    found.marks = {part.cell: Status.NORMAL for part in found.due}
    if not found.facts:
        found.marks = dict.fromkeys(found.marks, Status.ABSENT)
        found.reasons.append("其余时间没有打卡，也没有说明" if found.gaps else "没有打卡，也没有请假、公出等说明")
    elif len(found.facts) == 1:
        if not _free_sign(found):
            _single(found)
        elif found.periods:
            _judge_periods(found)
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


def _free_sign(found: Finding) -> bool:
    """Whether the one sign that is missing beside a single punch is made needless by work elsewhere."""
    span = _moved(found, _outer(found)) if found.gaps else None
    if span is None or (found.sign_in and not span.free_out) or (found.sign_out and not span.free_in):
        return False
    word = "签到" if found.sign_in else "签退"
    found.reasons.append(f"只有 {clock(found.slot, found.facts[0].at)} 一次打卡（{word}），另一次在外出时间里，不用签")
    if found.periods:
        return True
    if found.sign_in and found.sign_in.at > span.begin + found.rule.late_grace_minutes * 60:
        note_late(found, found.due[0].cell, found.sign_in.at, found.sign_in.at - span.begin)
    if found.sign_out and found.sign_out.at < span.end - found.rule.early_grace_minutes * 60:
        note_early(found, found.due[-1].cell, found.sign_out.at, span.end - found.sign_out.at)
    return True


def _outer(found: Finding) -> Span:
    """All the time that is due as one span."""
    first, last = found.due[0], found.due[-1]
    return Span(1, first.cell, last.cell, found.slot.base + first.begin, found.slot.base + last.end)


def _single(found: Finding) -> None:
    """One punch is 缺卡: neither present nor absent by itself."""
    fact = found.facts[0]
    found.marks = dict.fromkeys(found.marks, Status.MISSING)
    missing = "签退" if found.sign_in is not None else "签到"
    found.reasons.append(f"只有 {clock(found.slot, fact.at)} 一次打卡，缺{missing}；请补签或说明")
    for period in found.periods:  # a broken day is judged sign by sign, as the clocks' own sheets do
        if period.first and period.late:
            note_late(found, period.span.first_cell, period.first.at, period.late)
        if period.last and period.early:
            note_early(found, period.span.last_cell, period.last.at, period.early)
    found.marks = dict.fromkeys(found.marks, Status.MISSING)


def _judge_span(found: Finding) -> None:
    """Late and early of an unbroken day, or of the half of it that is due."""
    rule = found.rule
    assert found.sign_in and found.sign_out
    _, cell, final, begin, end, *_ = _moved(found, _outer(found))
    first, last = found.sign_in.at, found.sign_out.at
    if first > begin + rule.late_grace_minutes * 60:
        note_late(found, cell, first, first - begin)
    if last < end - rule.early_grace_minutes * 60:
        note_early(found, final, last, end - last)


def _judge_periods(found: Finding) -> bool:
    """Late, early and missing signs, period by period; with two signs a day only the outer ones are judged.

    Answers whether there are two signs between which hours can be counted.
    """
    signed = [fact for period in found.periods for fact in (period.first, period.last) if fact is not None]
    if (
        len(signed) == 1 and len(found.facts) > 1
    ):  # several punches, but all of them one sign: as good as a single punch
        found.marks = dict.fromkeys(found.marks, Status.MISSING)
        found.reasons.append(f"{len(found.facts)} 次打卡只算得上一次签到签退（{clock(found.slot, signed[0].at)}）")
        return False
    needed = found.rule.punches_per_day
    final = len(found.periods) - 1
    for i, period in enumerate(found.periods):
        span = period.span
        if period.first is None and period.last is None and not (span.free_in or span.free_out):
            found.empty = True
            found.marks[span.first_cell] = found.marks[span.last_cell] = Status.ABSENT
            found.reasons.append(f"{span_text(found.slot, span)} 没有打卡")
            continue
        if period.late and period.first and (needed != 2 or i == 0):
            note_late(found, span.first_cell, period.first.at, period.late)
        if period.early and period.last and (needed != 2 or i == final):
            note_early(found, span.last_cell, period.last.at, period.early)
        _missing(found, period, needs_in=needed == 4 or i == 0, needs_out=needed == 4 or i == final)
    return True


def _missing(found: Finding, period: Period, needs_in: bool, needs_out: bool) -> None:
    span = period.span
    if needs_in and period.first is None and not span.free_in:
        note_mark(found, span.first_cell, Status.MISSING)
        found.reasons.append(f"{span_text(found.slot, span)} 缺签到")
    if needs_out and period.last is None and not span.free_out:
        note_mark(found, span.last_cell, Status.MISSING)
        found.reasons.append(f"{span_text(found.slot, span)} 缺签退")


def _judge_hours(found: Finding) -> None:
    """The thresholds of worked hours, scaled to the half days that are due."""
    rule = found.rule
    whole = len(found.slot.table.parts)
    share = len(found.due) / whole if found.excused or found.slot.off else 1.0
    hours = found.hours
    if found.gaps:
        hours = round(hours + excuse.beyond(found.gaps, found.facts[0].at, found.facts[-1].at) / 3600, 4)
    if rule.absent_below_hours and hours < rule.absent_below_hours * share:
        found.marks = dict.fromkeys(found.marks, Status.ABSENT)
        found.reasons.append(f"在岗 {hours:g} 小时，不足 {rule.absent_below_hours * share:g} 小时，按旷工计")
    elif rule.half_day_below_hours and hours < rule.half_day_below_hours * share and share == 1.0:
        found.half_day = True
        found.reasons.append(f"在岗 {hours:g} 小时，不足 {rule.half_day_below_hours:g} 小时，按半天计")
        if len(found.marks) == 2 and Status.ABSENT not in found.marks.values():
            found.marks[0 if found.late > found.early else 1] = Status.ABSENT


def _mark_corrected(found: Finding) -> None:
    counting = [found.sign_in, found.sign_out, *(f for p in found.periods for f in (p.first, p.last))]
    moments = sorted({fact.at for fact in counting if fact is not None and fact.source == "correction"})
    if not moments:
        return
    found.reasons.append("其中 " + "、".join(clock(found.slot, at) for at in moments) + " 是补签")
    for cell, mark in found.marks.items():
        if mark is Status.NORMAL:
            found.marks[cell] = Status.CORRECTED


def _verdict(found: Finding) -> Verdict:
    halves = [Half(part.cell, found.marks[part.cell]) for part in found.due]
    halves += [Half(part.cell, status_of(kind), kind) for part, kind in found.excused]
    halves.sort(key=lambda half: half.cell)
    found.absent = bool(found.due) and all(mark is Status.ABSENT for mark in found.marks.values())
    words = [half.status for half in halves]
    if not found.absent:
        words = [_cut(found) if word is Status.ABSENT else word for word in words]
    status = Status.ABSENT if found.absent else min(words, key=GRAVITY.__getitem__, default=Status.NORMAL)
    quiet = status not in (Status.ABSENT, Status.MISSING, Status.LATE, Status.EARLY)
    if quiet and found.due and found.sign_in and found.sign_out:
        found.reasons.insert(0, _normal_reason(found))
    return _answer(found, status, tuple(halves))


def _cut(found: Finding) -> Status:
    """What a day is called of which only half counts as absence: how it came about, for `absent` means all of it.

    A period without a sign lacks its signs; a gap in the middle of a day is neither late nor early.
    """
    if found.empty:
        return Status.MISSING
    if not found.late and not found.early:
        return Status.NORMAL
    return Status.LATE if found.late > found.early else Status.EARLY


def _normal_reason(found: Finding) -> str:
    assert found.sign_in and found.sign_out
    into, out = clock(found.slot, found.sign_in.at), clock(found.slot, found.sign_out.at)
    return f"{into} 签到，{out} 签退，在岗 {found.hours:.1f} 小时"


def _answer(found: Finding, status: Status, halves: tuple[Half, ...]) -> Verdict:
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
        away_minutes=excuse.minutes(found.gaps, slot.base, found.due) if found.gaps else (),
    )


def _selected(found: Finding) -> dict[str, datetime | None]:
    """The counting punch of every sign, in1, out1, in2, out2 …; None where there is none."""
    signed: dict[str, datetime | None] = {}
    by_number = {period.span.number: period for period in found.periods}
    for number in range(1, len(found.slot.table.periods) + 1):
        period = by_number.get(number)
        for word, fact in (("in", period and period.first), ("out", period and period.last)):
            signed[f"{word}{number}"] = moment_of(fact.at) if fact else None
    return signed
