"""Days of the calendar pasted from a sheet: date, kind and name, stored together and undone together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from villagedesk.base.changes import Area, Changes
from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field, Kind
from villagedesk.calendar.almanac import Mark
from villagedesk.calendar.day import DayKind
from villagedesk.services.office import Office
from villagedesk.services.pasting.rows import Pasted, Row, read_rows
from villagedesk.store import calendar as shelf

_WORDS = {
    **{kind.label: kind for kind in DayKind},
    "休": DayKind.HOLIDAY_REST,
    "休息": DayKind.HOLIDAY_REST,
    "放假": DayKind.HOLIDAY_REST,
    "节假日": DayKind.STATUTORY_HOLIDAY,
    "班": DayKind.MAKE_UP_WORKDAY,
    "上班": DayKind.MAKE_UP_WORKDAY,
    "补班": DayKind.MAKE_UP_WORKDAY,
}
FIELDS = (
    Field("day", "日期", Kind.DATE, required=True, aliases=("日子", "公历")),
    Field("kind", "种类", required=True, aliases=("类型", "性质", "休班", "安排")),
    Field("name", "名称", aliases=("节日", "说明", "备注")),
)


def read_days(text: str, mapping: Mapping[int, str] | None = None) -> Pasted:
    """Pasted days, each checked; one date may stand there only once."""
    seen: set[date] = set()

    def judge(values: dict[str, object]) -> None:
        if values["kind"] not in _WORDS:
            raise Mistake(f"“{values['kind']}”不是日子的种类，可以写：{'、'.join(_WORDS)}。", "kind")
        day = values["day"]
        assert isinstance(day, date)
        if day in seen:
            raise Mistake(f"{day} 前面已经有一行了，这一行没有采用。", "day")
        seen.add(day)

    return read_rows(text, FIELDS, judge, mapping)


def store_days(office: Office, rows: Sequence[Row]) -> Changes:
    """Say by hand what these days are, in one write."""
    marks = {row.values["day"]: Mark(_WORDS[row.values["kind"]], row.values.get("name") or "") for row in rows}
    return _write(office, marks, f"已把 {len(marks)} 天写进日历。")


def _write(office: Office, marks: dict[date, Mark | None] | dict[date, Mark], says: str) -> Changes:
    known = shelf.hand_days(office.store)
    before = {day: known.get(day) for day in marks}
    with office.change("粘贴日历") as change:
        for day, mark in marks.items():
            shelf.write_hand_day(office.store, change, day, mark)
    return Changes(
        Area.CALENDAR | Area.ROSTER | Area.ATTENDANCE,
        says,
        lambda later: _write(later, before, f"{len(before)} 天已恢复原样。"),
    )
