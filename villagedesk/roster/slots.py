"""Shifts laid over days: which slots a case has, when each stands and in which fairness bucket it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from villagedesk.base.errors import Mistake
from villagedesk.calendar.day import DayKind
from villagedesk.calendar.law import statutory_days
from villagedesk.roster.case import Case
from villagedesk.roster.season import in_season, in_year_part
from villagedesk.roster.shift import Shift, When

AROUND = 16
"""Days before and after the plan whose kinds are needed, for month days that are moved."""
LEADER = "带班"
_LONG = timedelta(hours=20)


@dataclass(frozen=True, slots=True)
class Slot:
    """One post of one shift on one day, for `count` people (`whole`: everybody who can)."""

    index: int
    date: date
    shift: str
    post: str
    count: int
    start: datetime
    end: datetime
    weight: int
    bucket: str
    whole: bool = False

    @property
    def overnight(self) -> bool:
        """Whether whoever stands it works through the night and rests the next morning."""
        return self.end > datetime.combine(self.date, time(4)) + timedelta(days=1)


def expand(case: Case, kinds: Mapping[date, DayKind]) -> tuple[Slot, ...]:
    """All slots of the case in the order of days, shifts and needs; `kinds` as `day_kinds` gives them."""
    slots: list[Slot] = []
    day = case.first
    while day <= case.last:
        for shift in case.shifts:
            if stands(shift.on, day, kinds):
                _add(slots, in_season(shift, day, case.seasons), day, kinds[day])
        day += timedelta(days=1)
    return tuple(slots)


def _add(slots: list[Slot], shift: Shift, day: date, kind: DayKind) -> None:
    start, end = shift.span(day)
    for need in shift.needs:
        whole = need.count == "all"
        count = 0 if need.count == "all" else need.count
        if whole or count:
            bucket = f"{sort_of_day(shift, day, kind)}·{need.post}"
            slots.append(Slot(len(slots), day, shift.name, need.post, count, start, end, shift.weight, bucket, whole))


def sort_of_day(shift: Shift, day: date, kind: DayKind) -> str:
    """The fairness sort of a duty: 法定节假日, else 夜间 for nights, else 周末 for days of rest, else 工作日."""
    if kind is DayKind.STATUTORY_HOLIDAY:
        return "法定节假日"
    start, end = shift.span(day)
    if shift.night and end - start < _LONG:
        return "夜间"
    return "工作日" if kind.works else "周末"


def stands(on: When, day: date, kinds: Mapping[date, DayKind]) -> bool:
    """Whether a shift with these days stands on `day`; all given conditions must hold."""
    if on.weekdays and day.isoweekday() not in on.weekdays:
        return False
    if on.kinds and kinds[day].value not in on.kinds:
        return False
    if on.dates and day not in on.dates:
        return False
    if (on.from_md or on.to_md) and not in_year_part(day, on.from_md, on.to_md):
        return False
    return not on.month_days or _is_month_day(on, day, kinds)


def _is_month_day(on: When, day: date, kinds: Mapping[date, DayKind]) -> bool:
    if on.moved_when != "not_workday":
        return day.day in on.month_days
    if not kinds[day].works:
        return False
    if day.day in on.month_days:
        return True
    step = timedelta(days=1 if on.to == "previous_workday" else -1)
    near = day + step
    while near in kinds and not kinds[near].works:
        if near.day in on.month_days:
            return True
        near += step
    return False


def day_kinds(case: Case, national: Mapping[date, DayKind]) -> dict[date, DayKind]:
    """The kind of every day of the case and of the days around it.

    `national` is used where the case gives no holidays of its own. A case may give a mapping of date to kind
    (or to a holiday's name, or true for a day off) or of kind to dates, a list of dates, or days in holiday-cn form.
    """
    given = None if case.holidays is None else given_kinds(case.holidays)
    kinds: dict[date, DayKind] = {}
    day = case.first - timedelta(days=AROUND)
    while day <= case.last + timedelta(days=AROUND):
        plain_kind = DayKind.WEEKEND if day.isoweekday() > 5 else DayKind.WORKDAY
        kinds[day] = (national if given is None else given).get(day, plain_kind)
        day += timedelta(days=1)
    return kinds


def given_kinds(value: Any) -> dict[date, DayKind]:
    """Day kinds out of the forms that a case may use; `Mistake` names the place of what is none of them."""
    if isinstance(value, Mapping):
        mapping = cast("Mapping[Any, Any]", value)
        if "days" in mapping:
            return given_kinds(mapping["days"])
        kinds = {kind.value: kind for kind in DayKind}
        if mapping and all(key in kinds for key in mapping):
            return {_day(day, f"holidays.{k}"): kinds[k] for k, days in mapping.items() for day in days}
        dated = {_day(k, f"holidays.{k}"): v for k, v in mapping.items()}
        return {day: _kind(_fact(v), day, f"holidays.{day}") for day, v in dated.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        items = cast("Sequence[Any]", value)
        return dict(_listed(item, f"holidays[{i}]") for i, item in enumerate(items))
    raise Mistake("“holidays”应是日期到种类的对照，或一个日期列表。", "holidays")


def _listed(item: Any, where: str) -> tuple[date, DayKind]:
    if not isinstance(item, Mapping):
        return _day(item, where), DayKind.STATUTORY_HOLIDAY
    facts = cast("Mapping[str, Any]", item)
    if "date" not in facts:
        raise Mistake(f"“{where}”缺少 date。", where)
    extra = [str(key) for key in facts if key not in ("date", "kind", "isOffDay", "name")]
    if extra:
        raise Mistake(f"不认识的名称：“{where}.{extra[0]}”；请检查拼写。", f"{where}.{extra[0]}")
    day = _day(facts["date"], where)
    return day, _kind(facts.get("kind", facts.get("isOffDay", True)), day, where)


def _fact(value: Any) -> Any:
    """The kind inside `{"kind": …}` or `{"isOffDay": …}`; anything else as it is."""
    if isinstance(value, Mapping):
        facts = cast("Mapping[str, Any]", value)
        return facts.get("kind", facts.get("isOffDay"))
    return value


def _day(value: Any, where: str) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        raise Mistake(f"“{where}”不是日历上有的日期；请写成 2026-10-01。", where) from None


def _kind(value: Any, day: date, where: str) -> DayKind:
    """A kind from its name; a bare day off is a statutory holiday when the law names it, else a day of rest."""
    if isinstance(value, bool):
        off = DayKind.STATUTORY_HOLIDAY if day in statutory_days(day.year) else DayKind.HOLIDAY_REST
        return off if value else DayKind.MAKE_UP_WORKDAY
    for kind in DayKind:
        if value in (kind, kind.value, kind.label):
            return kind
    if isinstance(value, str) and value.strip() and not value.isascii():
        return DayKind.STATUTORY_HOLIDAY
    kinds = "、".join(kind.value for kind in DayKind)
    raise Mistake(f"“{where}”的种类“{value}”不认识；可以写 {kinds}。", where)
