"""Leave, errands and days on which somebody cannot stand duty, as rows to paste."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from villagedesk.attendance.explanation import ERRAND_KINDS, LEAVE_KINDS
from villagedesk.base.changes import Result
from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field, Kind
from villagedesk.services.attendance import absences
from villagedesk.services.office import Office
from villagedesk.services.pasting.dates import read_day
from villagedesk.services.pasting.kinds import RowKind
from villagedesk.services.people import person_named
from villagedesk.services.roster import away

LEAVE_FIELDS = (
    Field("person", "姓名", required=True, aliases=("请假人", "外出人", "人员", "请假人姓名", "申请人")),
    Field("kind", "假别", required=True, aliases=("类别", "种类", "请假类别", "请假类型", "请假种类", "类型")),
    Field("from_on", "从哪天", required=True, aliases=("开始", "开始日期", "起始日期", "请假日期", "日期", "起")),
    Field("to_on", "到哪天", aliases=("结束", "结束日期", "截止日期", "终止日期", "止")),
    Field("from_half", "从上午或下午", aliases=("开始半天", "开始时段")),
    Field("to_half", "到上午或下午", aliases=("结束半天", "结束时段")),
    Field("reason", "事由", aliases=("原因", "请假原因", "请假事由", "说明", "备注")),
    Field("place", "去往地点", aliases=("地点", "去向")),
    Field("exception", "特殊说明", aliases=("特殊情况",)),
)


def leave_kind(month: str) -> RowKind:
    """Leave and errands; a day without a month is of `month`."""

    def write(office: Office, values: Mapping[str, Any]) -> Result[int]:
        kind = str(values["kind"])
        first = _day(values["from_on"], month, "from_on", "从哪天")
        last = _day(values.get("to_on") or values["from_on"], month, "to_on", "到哪天")
        given = {
            "person": values["person"],
            "kind": kind,
            "from_on": first,
            "to_on": last,
            "from_half": _half(values.get("from_half"), "上午"),
            "to_half": _half(values.get("to_half"), "下午"),
            "reason": values.get("reason") or kind,
            "place": values.get("place"),
            "exception": values.get("exception"),
        }
        if kind in LEAVE_KINDS:
            return absences.request_leave(office, given)
        if kind in ERRAND_KINDS:
            return absences.record_errand(office, given)
        raise Mistake(f"假别没有“{kind}”这一项，可以写：{'、'.join((*LEAVE_KINDS, *ERRAND_KINDS))}。", "kind")

    return RowKind("粘贴请假和公出", "份", LEAVE_FIELDS, write, asks="exception")


def _day(text: Any, month: str, name: str, label: str) -> date:
    found = text if isinstance(text, date) else read_day(str(text), month)
    if found is None:
        raise Mistake(f"“{label}”写的“{text}”不是日历上有的日期，请写成 2026-11-21 这样。", name)
    return found


def _half(text: Any, usual: str) -> str:
    word = str(text or usual)
    return "上午" if "上" in word else "下午" if "下" in word else usual


BUSY_FIELDS = (
    Field("person", "姓名", required=True, aliases=("人员",)),
    Field("first_on", "从", required=True, aliases=("日期", "从哪天", "开始日期", "开始")),
    Field("last_on", "到", aliases=("到哪天", "结束日期", "结束")),
    Field("part", "时段", Kind.CHOICE, choices=("全天", "上午", "下午")),
    Field("reason", "原因", required=True, aliases=("事由", "说明", "备注")),
)


def busy_kind(month: str) -> RowKind:
    """Days on which somebody cannot stand duty; a day without a month is of `month`."""

    def write(office: Office, values: Mapping[str, Any]) -> Result[int]:
        first = _day(values["first_on"], month, "first_on", "从")
        last = _day(values.get("last_on") or values["first_on"], month, "last_on", "到")
        person = person_named(office, str(values["person"])).id
        part = values.get("part")
        return away.add_busy(office, person, first, last, values["reason"], part if part in ("上午", "下午") else "")

    return RowKind("登记不在岗", "条", BUSY_FIELDS, write)
