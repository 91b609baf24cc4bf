"""Try the rules on a self-contained example: plain values in, verdicts and reasons out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal, cast

from villagedesk.attendance.explanation import Away, covers, half_day_from, half_opens, timed_away
from villagedesk.attendance.judge.board import Judged, judge_all
from villagedesk.attendance.judge.rule import ShiftRule, midnight, moment_of, stamp
from villagedesk.attendance.judge.slot import Slot, make_slot
from villagedesk.attendance.judge.verdict import Verdict
from villagedesk.attendance.profile import Profile, profile_from, rule_from
from villagedesk.attendance.punch import Punch
from villagedesk.base import plain
from villagedesk.base.clock import moment_text
from villagedesk.base.errors import Mistake

FIRST_YEAR, LAST_YEAR = 1949, 2200


@dataclass(frozen=True, slots=True)
class TrialDuty:
    """A duty of the example."""

    person: str
    date: date
    shift: str


@dataclass(frozen=True, slots=True)
class TrialPunch:
    """A punch of the example; `at` is read with seconds or without."""

    person: str
    at: str
    state: Literal["in", "out", ""] | None = None


@dataclass(frozen=True, slots=True)
class TrialLeave:
    """A leave of the example, from and to a date, a half day or an hour (2026-11-05 14:00)."""

    person: str
    first: str = field(metadata={"key": "from"})
    last: str = field(metadata={"key": "to"})
    kind: str = "事假"


@dataclass(frozen=True, slots=True)
class TrialHoliday:
    """A holiday of the example with more than its date."""

    date: str
    half: Literal["", "上午", "下午"] = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """The whole example, as it is written in JSON."""

    shifts: tuple[dict[str, Any], ...]
    profile: dict[str, Any] = field(default_factory=dict[str, Any])
    duties: tuple[TrialDuty, ...] = ()
    default_shift: dict[str, str] = field(default_factory=dict[str, str])
    punches: tuple[TrialPunch, ...] = ()
    leaves: tuple[TrialLeave, ...] = ()
    holidays: tuple[str | TrialHoliday, ...] = ()
    data_until: str | None = None


def run(value: object) -> dict[str, Any]:
    """Judge an example given as plain JSON values; `Mistake` says what is wrong in it."""
    return _answer(*_judged(value))


def verdicts(value: object) -> tuple[Verdict, ...]:
    """The same judging, as verdicts with their minutes."""
    judged, doubtful = _judged(value)
    return tuple(verdict for _, verdict in _kept(judged, doubtful))


def _judged(value: object) -> tuple[Judged, set[int]]:
    case = plain.read(Case, _without_nulls(value))
    profile = profile_from(case.profile)
    rules = _rules(profile, case.shifts)
    punches = [Punch(p.person, _moment(p.at, f"punches[{i}].at"), p.state or "") for i, p in enumerate(case.punches)]
    aways = [_away(leave, f"leaves[{i}]") for i, leave in enumerate(case.leaves)]
    until = _until(case.data_until) if case.data_until else None
    for i, duty in enumerate(case.duties):
        _in_reach(duty.date, f"duties[{i}].date")
    slots = [make_slot(d.person, d.date, _rule(rules, d.shift, f"duties[{i}]")) for i, d in enumerate(case.duties)]
    slots = list({(slot.person, slot.day, slot.rule.name): slot for slot in slots}.values())
    holidays = _holidays(case)
    spare, keep = _default_slots(case, rules, slots, (punches, aways, holidays), until)
    return judge_all([*slots, *spare], punches, covers(aways), until), keep


def _away(leave: TrialLeave, where: str) -> Away:
    """A leave of the example: days, half days, or from one hour to another."""
    ends = [
        re.fullmatch(r"(\d{4}-\d{2}-\d{2})[ T](\d{1,2}:\d{2})(:\d{2})?", t.strip()) for t in (leave.first, leave.last)
    ]
    halves = [
        None if found else half_day_from(text, last=bool(i), where=f"{where}.{('from', 'to')[i]}")
        for i, (text, found) in enumerate(zip((leave.first, leave.last), ends, strict=True))
    ]
    first, last = halves
    if first is not None and last is not None:
        return Away(leave.person, first, last, leave.kind)
    begin = half_opens(first) if first else _moment(_spelled(leave.first), f"{where}.from")
    end = Away("", last, last, "").closes if last else _moment(_spelled(leave.last), f"{where}.to")
    if end <= begin:
        raise Mistake(f"{leave.person}的{leave.kind}结束（{end}）不晚于开始（{begin}）。", "to")
    if (end - begin).days > 1100:
        raise Mistake(f"{leave.person}的{leave.kind}超过三年，请核对日期。", "to")
    return timed_away(leave.person, begin, end, leave.kind)


def _spelled(text: str) -> str:
    """A moment with a T or a one-figure hour in the usual form."""
    day, _, clock = text.strip().replace("T", " ").partition(" ")
    return f"{day} {clock.zfill(8 if clock.count(':') == 2 else 5)}"


def _without_nulls(value: object) -> object:
    """The case without its top keys that are null: they stand for what is not given."""
    if not isinstance(value, dict):
        return value
    return {key: given for key, given in cast("dict[str, Any]", value).items() if given is not None}


def _rules(profile: Profile, shifts: Iterable[dict[str, Any]]) -> dict[str, ShiftRule]:
    found: dict[str, ShiftRule] = {}
    for i, values in enumerate(shifts):
        for key in ("name", "start", "end"):
            if key not in values:
                raise Mistake(f"缺少“shifts[{i}].{key}”。", key)
        rule = rule_from(profile, {key: given for key, given in values.items() if given is not None}, f"shifts[{i}]")
        if rule.name in found:
            raise Mistake(f"班次“{rule.name}”写了两次。", "shifts")
        found[rule.name] = rule
    return found


def _rule(rules: dict[str, ShiftRule], name: str, where: str) -> ShiftRule:
    if name not in rules:
        raise Mistake(f"“{where}”用到的班次“{name}”没有在 shifts 里定义。", where)
    return rules[name]


def _in_reach(day: date, where: str) -> None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Mistake(f"“{where}”的日期 {day} 不合理，请核对年份。", where)


def _until(text: str) -> datetime:
    """How far the data reach; a date alone means the whole of that day."""
    alone = len(text.strip()) <= 10
    return _moment(f"{text.strip()} 23:59:59" if alone else text, "data_until")


def _moment(text: str, where: str) -> datetime:
    for form in ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"):
        try:
            found = datetime.strptime(text, form)
        except ValueError:
            continue
        _in_reach(found.date(), where)
        return found
    raise Mistake(f"“{where}”写的“{text}”不是有效的时间，请写成 2026-11-21 08:30:00 这样。", where)


def _holidays(case: Case) -> dict[date, frozenset[int]]:
    """The half days (0, 1) that each holiday takes."""
    found: dict[date, frozenset[int]] = {}
    for i, entry in enumerate(case.holidays):
        text = f"{entry.date} {entry.half}".strip() if isinstance(entry, TrialHoliday) else entry
        first = half_day_from(text, last=False, where=f"holidays[{i}]")
        last = half_day_from(text, last=True, where=f"holidays[{i}]")
        found[first.day] = found.get(first.day, frozenset()) | frozenset(range(first.half, last.half + 1))
    return found


def _default_slots(
    case: Case,
    rules: dict[str, ShiftRule],
    slots: list[Slot],
    known: tuple[list[Punch], list[Away], dict[date, frozenset[int]]],
    until: datetime | None,
) -> tuple[list[Slot], set[int]]:
    """Slots of `default_shift`, and the ids of those that only stand when a punch belongs to them."""
    if not case.default_shift:
        return [], set()
    punches, aways, holidays = known
    days = [slot.day for slot in slots] + [p.at.date() for p in punches] + list(holidays)
    days += [day for away in aways for day in (away.first.day, away.last.day)]
    if not days and until is not None:
        days = [until.date()]
    if not days:
        return [], set()
    first, last = min(days), max(days)
    if until is not None and until.date() > last:
        last = until.date()
    if (last - first).days > 1100:
        raise Mistake(f"例子从 {first} 到 {last} 超过三年，请核对日期。", "data_until")
    taken = {(slot.person, slot.day) for slot in slots}
    made: list[Slot] = []
    doubtful: set[int] = set()
    for person, name in case.default_shift.items():
        rule = _rule(rules, name, f"default_shift.{person}")
        day = first - timedelta(days=1)
        while day <= last:
            if (person, day) not in taken and (slot := _default_slot(person, day, rule, holidays.get(day))):
                made.append(slot)
                if day < first or (until is not None and slot.window_from >= stamp(until)):
                    doubtful.add(id(slot))
            day += timedelta(days=1)
    return made, doubtful


def _default_slot(person: str, day: date, rule: ShiftRule, off: frozenset[int] | None) -> Slot | None:
    """The default duty of one day; none on a holiday, the other half on half a holiday."""
    if off is None:
        return make_slot(person, day, rule)
    slot = make_slot(person, day, rule)
    cells = frozenset(part.cell for part in slot.table.parts if part.half in off)
    if len(cells) == len(slot.table.parts):
        return None
    return make_slot(person, day, rule, off=cells)


def _kept(judged: Judged, doubtful: set[int]) -> list[tuple[Slot, Verdict]]:
    """Slots and verdicts without the doubtful ones that no punch belongs to."""
    used = {id(slot) for _, slot in judged.owners if slot is not None}
    pairs = zip(judged.slots, judged.verdicts, strict=True)
    return [(slot, verdict) for slot, verdict in pairs if id(slot) not in doubtful or id(slot) in used]


def _answer(judged: Judged, doubtful: set[int]) -> dict[str, Any]:
    return {
        "punches": [
            {
                "person": punch.person,
                "at": moment_text(punch.at),
                "shift_start": moment_text(moment_of(slot.start)) if slot else None,
                "shift": slot.rule.name if slot else None,
            }
            for punch, slot in judged.owners
        ],
        "days": [day_value(verdict) for _, verdict in _kept(judged, doubtful)],
    }


def day_value(verdict: Verdict) -> dict[str, Any]:
    """One verdict as plain values, with the keys of the contract."""
    value: dict[str, Any] = {
        "person": verdict.person,
        "date": verdict.date.isoformat(),
        "shift": verdict.shift,
        "status": verdict.status.value,
        "in": _text(verdict.sign_in),
        "out": _text(verdict.sign_out),
        "hours": verdict.hours,
        "late": verdict.late > 0,
        "early": verdict.early > 0,
        "half_day": verdict.half_day,
        "absent": verdict.absent,
        "half_days": {"present": verdict.present, "absent": verdict.absent_halves, "leave": verdict.away},
    }
    if verdict.selected is not None:
        value["selected"] = {name: _text(moment) for name, moment in verdict.selected.items()}
    value["reasons"] = list(verdict.reasons)
    return value


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment_text(moment)


def example() -> dict[str, Any]:
    """A small example for the 试算 window and for the manual."""
    day = midnight(date(2026, 11, 2))
    return cast(
        "dict[str, Any]",
        {
            "shifts": [{"name": "坐班", "start": "08:30", "end": "17:30", "late_grace_minutes": 5}],
            "duties": [{"person": "张建国", "date": moment_of(day).date().isoformat(), "shift": "坐班"}],
            "punches": [
                {"person": "张建国", "at": moment_text(moment_of(day + 8 * 3600 + 41 * 60))},
                {"person": "张建国", "at": moment_text(moment_of(day + 17 * 3600 + 33 * 60))},
            ],
            "data_until": moment_text(moment_of(day + 86_400)),
        },
    )
