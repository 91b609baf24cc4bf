"""Short lists that can be pasted: households, grids, villages that report, finds and cases of mediation, leave."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from villagedesk.attendance.explanation import ERRAND_KINDS, LEAVE_KINDS
from villagedesk.base.changes import Changes, Result
from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field
from villagedesk.base.fields import Kind as Sort
from villagedesk.mediation.screening import Rhythm, Risk
from villagedesk.mediation.steps import CASE_FIELDS
from villagedesk.services.attendance import absences
from villagedesk.services.mediation import cases, rounds
from villagedesk.services.office import Office
from villagedesk.services.pasting.dates import read_day
from villagedesk.services.pasting.kinds import Kind
from villagedesk.services.people import person_named
from villagedesk.services.roster import away
from villagedesk.services.street import villages as street
from villagedesk.services.villagers.grids import add_grid, add_households
from villagedesk.store.books import villagers as shelf
from villagedesk.store.books.villagers import Household

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


def leave_kind(month: str) -> Kind:
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

    return Kind("粘贴请假和公出", "份", LEAVE_FIELDS, write, asks="exception")


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
    Field("part", "时段", Sort.CHOICE, choices=("全天", "上午", "下午")),
    Field("reason", "原因", required=True, aliases=("事由", "说明", "备注")),
)


def busy_kind(month: str) -> Kind:
    """Days on which somebody cannot stand duty; a day without a month is of `month`."""

    def write(office: Office, values: Mapping[str, Any]) -> Result[int]:
        first = _day(values["first_on"], month, "first_on", "从")
        last = _day(values.get("last_on") or values["first_on"], month, "last_on", "到")
        person = person_named(office, str(values["person"])).id
        part = values.get("part")
        return away.add_busy(office, person, first, last, values["reason"], part if part in ("上午", "下午") else "")

    return Kind("登记不在岗", "条", BUSY_FIELDS, write)


_SIDES = (("applicants", "申请人"), ("respondents", "被申请人"))
CASE_COLUMNS = (
    Field("received_on", "来件日期", Sort.DATE, aliases=("日期", "受理日期", "登记日期", "受理时间")),
    Field("applicants", "申请人", required=True, aliases=("申请方", "甲方", "当事人甲", "申请人姓名")),
    Field("respondents", "被申请人", aliases=("被申请方", "乙方", "当事人乙", "被申请人姓名")),
    Field("category", "纠纷类型", required=True, aliases=("类型", "纠纷类别", "案由")),
    Field("summary", "纠纷简要情况", Sort.LONG_TEXT, required=True, aliases=("简要情况", "案情", "纠纷情况", "事由")),
    Field("mediators", "调解员", aliases=("人民调解员", "承办人", "调解人")),
    *(field for field in CASE_FIELDS if field.name in ("source", "amount", "people", "place", "referred_by")),
)


def _case(office: Office, values: Mapping[str, Any]) -> Result[Any]:
    parties = [{"name": name, "side": side} for key, side in _SIDES for name in _names(values.get(key))]
    given = {
        name: value for name, value in values.items() if value is not None and name not in ("applicants", "respondents")
    }
    given["mediators"] = _names(values.get("mediators"))
    if "received_on" in given:
        given["received_on"] = given["received_on"].isoformat()
    return cases.add_case(office, {**given, "parties": parties})


def _names(text: Any) -> list[str]:
    return [name for name in re.split(r"[、,，;；\n]+", str(text or "")) if name.strip()]


CASES = Kind("粘贴调解案件", "件", CASE_COLUMNS, _case)

FIND_COLUMNS = (
    Field("found_on", "排查日期", Sort.DATE, aliases=("日期", "排查时间", "发现日期")),
    Field(
        "matter",
        "矛盾事项",
        Sort.LONG_TEXT,
        required=True,
        aliases=("事项", "矛盾纠纷", "纠纷事项", "主要情况", "简要情况"),
    ),
    Field("category", "类型", required=True, aliases=("纠纷类型", "纠纷类别", "矛盾类型")),
    Field("parties", "当事人", aliases=("双方当事人", "涉及人员")),
    Field("people", "涉及人数", Sort.COUNT, min=1, unit="人", aliases=("人数",)),
    Field("cause", "原因", Sort.LONG_TEXT, aliases=("起因", "纠纷原因")),
    Field("risk", "风险", Sort.CHOICE, choices=tuple(risk.value for risk in Risk), aliases=("风险等级", "等级")),
    Field("measures", "化解措施", Sort.LONG_TEXT, aliases=("措施",)),
    Field("responsible", "责任人", aliases=("包案人", "化解责任人")),
    Field("due_on", "时限", Sort.DATE, aliases=("化解时限", "期限")),
    Field("progress", "进展", aliases=("化解进展", "进展情况")),
    Field("result", "结果", aliases=("化解结果", "处理结果")),
)


def find_kind(round_id: int = 0) -> Kind:
    """What a screening found; without a round each goes to the monthly round of its day."""

    def write(office: Office, values: Mapping[str, Any]) -> Result[Any]:
        given = {name: value for name, value in values.items() if value is not None}
        day = given.get("found_on")
        of = round_id or rounds.open_round(office, Rhythm.MONTHLY, day).value.id
        plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in given.items()}
        return rounds.save_find(office, of, plain)

    return Kind("粘贴排查事项", "件", FIND_COLUMNS, write)


HOUSE_COLUMNS = (
    Field("head", "户主", required=True, aliases=("户主姓名", "姓名")),
    Field("address", "住址", aliases=("地址", "家庭住址", "门牌")),
    Field("members", "人口", Sort.COUNT, min=0, max=60, unit="人", aliases=("人数", "家庭人口", "家庭人数")),
    Field("tags", "标签", aliases=("类别", "备注", "户类型")),
    Field("number", "户号", aliases=("户编号", "编号", "户口簿号")),
    Field("grid", "网格", aliases=("所属网格", "网格编号", "网格名称")),
)


def household_kind(grid: int | None = None) -> Kind:
    """Households of a grid; a column 网格 goes before the grid that was chosen."""

    def write(office: Office, values: Mapping[str, Any]) -> Result[Any]:
        at = _grid(office, values.get("grid"), grid)
        head, address = str(values["head"]), values.get("address") or ""
        if any((one.head, one.address, one.grid) == (head, address, at) for one in shelf.households(office.store)):
            raise Mistake(f"{head}这一户（{address or '没有写住址'}）已经登记过，不再登记。", "head")
        number, tags = values.get("number") or "", values.get("tags") or ""
        return add_households(office, [Household(head, number, address, at, values.get("members") or 0, tags)])

    return Kind("登记户", "户", HOUSE_COLUMNS, write)


def _grid(office: Office, word: Any, usual: int | None) -> int | None:
    if not word:
        return usual
    known = shelf.grids(office.store)
    found = next((one for one in known if str(word) in (one.number, one.name)), None)
    if found is None:
        raise Mistake(f"没有“{word}”这个网格，已有：{'、'.join(one.name for one in known[:8]) or '无'}。", "grid")
    return found.id


GRID_COLUMNS = (
    Field("number", "编号", required=True, aliases=("网格编号", "序号")),
    Field("name", "名称", required=True, aliases=("网格", "网格名称")),
    Field("households", "户数", Sort.COUNT, min=0, unit="户"),
)


def _add_grid(office: Office, values: Mapping[str, Any]) -> Result[Any]:
    above = re.fullmatch(r"(.+)[-－]\d+", str(values["number"]))
    parent = next((one.id for one in shelf.grids(office.store) if above and one.number == above[1]), None)
    return add_grid(office, values["number"], values["name"], parent, values.get("households") or 0)


GRIDS = Kind("粘贴网格", "个", GRID_COLUMNS, _add_grid)

VILLAGE_COLUMNS = (
    Field("name", "村（社区）", required=True, aliases=("村", "社区", "村名", "村社区", "名称", "单位")),
)


def _add_village(office: Office, values: Mapping[str, Any]) -> Changes:
    name = str(values["name"])
    if any(village.name == name for village in street.villages(office)):
        raise Mistake(f"“{name}”已经在应报送的名单里，不再登记。", "name")
    return street.add_villages(office, [name])


VILLAGES = Kind("登记应报送的村", "个", VILLAGE_COLUMNS, _add_village)
