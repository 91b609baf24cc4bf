"""Cases and finds of a screening, as rows to paste."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from villagedesk.base.changes import Result
from villagedesk.base.fields import Field, Kind
from villagedesk.mediation.screening import Rhythm, Risk
from villagedesk.mediation.steps import CASE_FIELDS
from villagedesk.services.mediation import cases, rounds
from villagedesk.services.office import Office
from villagedesk.services.pasting.kinds import RowKind

_SIDES = (("applicants", "申请人"), ("respondents", "被申请人"))
CASE_COLUMNS = (
    Field("received_on", "来件日期", Kind.DATE, aliases=("日期", "受理日期", "登记日期", "受理时间")),
    Field("applicants", "申请人", required=True, aliases=("申请方", "甲方", "当事人甲", "申请人姓名")),
    Field("respondents", "被申请人", aliases=("被申请方", "乙方", "当事人乙", "被申请人姓名")),
    Field("category", "纠纷类型", required=True, aliases=("类型", "纠纷类别", "案由")),
    Field("summary", "纠纷简要情况", Kind.LONG_TEXT, required=True, aliases=("简要情况", "案情", "纠纷情况", "事由")),
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


CASES = RowKind("粘贴调解案件", "件", CASE_COLUMNS, _case)

FIND_COLUMNS = (
    Field("found_on", "排查日期", Kind.DATE, aliases=("日期", "排查时间", "发现日期")),
    Field(
        "matter",
        "矛盾事项",
        Kind.LONG_TEXT,
        required=True,
        aliases=("事项", "矛盾纠纷", "纠纷事项", "主要情况", "简要情况"),
    ),
    Field("category", "类型", required=True, aliases=("纠纷类型", "纠纷类别", "矛盾类型")),
    Field("parties", "当事人", aliases=("双方当事人", "涉及人员")),
    Field("people", "涉及人数", Kind.COUNT, min=1, unit="人", aliases=("人数",)),
    Field("cause", "原因", Kind.LONG_TEXT, aliases=("起因", "纠纷原因")),
    Field("risk", "风险", Kind.CHOICE, choices=tuple(risk.value for risk in Risk), aliases=("风险等级", "等级")),
    Field("measures", "化解措施", Kind.LONG_TEXT, aliases=("措施",)),
    Field("responsible", "责任人", aliases=("包案人", "化解责任人")),
    Field("due_on", "时限", Kind.DATE, aliases=("化解时限", "期限")),
    Field("progress", "进展", aliases=("化解进展", "进展情况")),
    Field("result", "结果", aliases=("化解结果", "处理结果")),
)


def find_kind(round_id: int = 0) -> RowKind:
    """What a screening found; without a round each goes to the monthly round of its day."""

    def write(office: Office, values: Mapping[str, Any]) -> Result[Any]:
        given = {name: value for name, value in values.items() if value is not None}
        day = given.get("found_on")
        of = round_id or rounds.open_round(office, Rhythm.MONTHLY, day).value.id
        plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in given.items()}
        return rounds.save_find(office, of, plain)

    return RowKind("粘贴排查事项", "件", FIND_COLUMNS, write)
