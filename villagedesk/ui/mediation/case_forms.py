"""The forms of this page: a new case, a step, facts, a party, mediators, prevented effects, a clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from villagedesk.base import plain
from villagedesk.base.fields import Field, Kind
from villagedesk.mediation.case import Case, Effect, Source, Stage
from villagedesk.mediation.category import CATEGORIES
from villagedesk.mediation.steps import CASE_FIELDS, PARTY_FIELDS, STEP_FIELDS
from villagedesk.services.mediation import cases, course
from villagedesk.ui.desk import Desk
from villagedesk.ui.mediation.panel import FormPanel

_ON = Field("on", "日期", Kind.DATE, required=True)
_BY_NAME = {field.name: field for field in (*CASE_FIELDS, *PARTY_FIELDS)}
_HINTS = {
    Stage.ACCEPTED: "受理后开始计算调解期限。",
    Stage.REFUSED: "不受理要写明理由，并告知可以走的途径；会生成《不予受理告知书》。",
    Stage.INFORMED: "调解前要告知性质、原则、效力和当事人的权利义务。",
    Stage.SESSION: "每调解一次记一次；七个要点会写进调解记录。",
    Stage.WRITTEN: "还没有签名的，先在左边“调解协议书”里改好、打印，签好再来登记。从生效日算司法确认的三十天。",
    Stage.ORAL: "口头协议自达成之日起生效，必须登记协议内容。",
    Stage.FAILED: "调解不成要告知仲裁、行政、司法等途径。",
    Stage.CONFIRMED: "要双方在协议生效之日起三十日内共同申请。",
    Stage.ARCHIVED: "归档前卷宗必须的文书要齐全；归档后不能再改。",
}


def category_field(own: Sequence[str] = ()) -> Field:
    """The choice of a category: the office's own words first, then the Ministry's."""
    return replace(_BY_NAME["category"], kind=Kind.CHOICE, choices=tuple(dict.fromkeys((*own, *CATEGORIES))))


def step_panel(
    desk: Desk, case: Case, stage: Stage, people: Sequence[str], draft: Mapping[str, str] | None = None
) -> FormPanel:
    """The form of one step; `draft` are the words of an agreement printed and signed before."""
    fields = (_ON, *STEP_FIELDS[stage])

    def save(values: dict[str, Any]) -> Any:
        given = {name: plain.write(value) for name, value in values.items() if value is not None}
        return lambda office: course.take_step(office, case.id, stage, given)

    panel = FormPanel(desk, (f"办理：{stage.value}", _HINTS.get(stage, "")), fields, save, people=people)
    panel.show_values({"on": desk.today(), **_known(case, stage, draft or {})})
    return panel


def _known(case: Case, stage: Stage, draft: Mapping[str, str]) -> dict[str, Any]:
    """What is already known of a step from the case."""
    leader = case.active_mediators[0].name if case.active_mediators else ""
    recorder = case.active_mediators[-1].name if case.active_mediators else ""
    applicant = next((p.name for p in case.side("申请人")), "")
    session = case.last(Stage.SESSION)
    agreed = {name: draft.get(name, "") for name in ("facts", "terms")}
    known: dict[Stage, dict[str, Any]] = {
        Stage.INFORMED: {"told_by": leader},
        Stage.INVESTIGATED: {"investigator": leader, "recorder": recorder},
        Stage.SESSION: {"recorder": recorder},
        Stage.WRITTEN: {**agreed, "recorder": recorder},
        Stage.ORAL: agreed,
        Stage.FAILED: {
            "reason": session.text("content") if session else "",
            "told_ways": bool(session and session.data.get("told_ways")),
        },
        Stage.REVISITED: {"visitor": leader, "visited": applicant},
    }
    return known.get(stage, {})


def facts_panel(desk: Desk, case: Case, own: Sequence[str] = (), grids: Sequence[str] = ()) -> FormPanel:
    """The form of the facts of a case; `own` are the office's words for categories, `grids` its grids."""
    category = category_field(own)
    offered = tuple(dict.fromkeys((*grids, *([case.grid] if case.grid else []))))
    grid = replace(_BY_NAME["grid"], kind=Kind.CHOICE, choices=offered) if offered else _BY_NAME["grid"]
    placed = {"category": category, "grid": grid}
    fields = tuple(placed.get(f.name, f) for f in CASE_FIELDS if f.name != "fee")
    values = {field.name: plain.write(getattr(case, field.name)) for field in fields}
    shown = case.local_category if case.local_category in category.choices else case.category
    panel = FormPanel(desk, ("修改纠纷情况", ""), fields, _editing(case))
    panel.show_values({**values, "received_on": case.received_on, "category": shown})
    return panel


def _editing(case: Case) -> Any:
    def save(values: dict[str, Any]) -> Any:
        given = {name: plain.write(value) for name, value in values.items() if value is not None}
        for name in ("requests", "place", "grid", "referred_by", "referral_number", "barred", "origin", "same_as"):
            given.setdefault(name, "")
        return lambda office: cases.edit_case(office, case.id, given)

    return save


def party_panel(desk: Desk, case: Case, number: int) -> FormPanel:
    """The form of one party; -1 adds one."""
    new = number < 0
    parties = list(case.parties)
    side = "被申请人" if case.side("申请人") else "申请人"
    values = {"side": side, "kind": "自然人", "nation": "汉族"} if new else plain.write(parties[number])

    def save(values: dict[str, Any]) -> Any:
        written = {name: plain.write(value) for name, value in values.items() if value is not None}
        rest = [plain.write(party) for party in parties]
        if new:
            rest.append(written)
        else:
            rest[number] = written
        given = [{name: value for name, value in party.items() if value not in ("", None)} for party in rest]
        return lambda office: cases.edit_case(office, case.id, {"parties": given})

    panel = FormPanel(desk, ("添加当事人" if new else f"修改{parties[number].name}", ""), PARTY_FIELDS, save)
    panel.show_values({**values, "age": values.get("age") or None})
    return panel


def mediators_panel(desk: Desk, case: Case, committee: Sequence[str]) -> FormPanel:
    """The form of mediators, a withdrawal, interpreters and invited people; the committee is offered."""
    listed = f"调委会：{'、'.join(committee)}。" if committee else ""
    active = [m.name for m in case.active_mediators]
    withdrawn = [f"{m.name}：{m.withdrew}" for m in case.mediators if m.withdrew]
    helpers = [f"{h.name}（{h.capacity}）" for h in case.helpers]
    fields = (
        Field("chair", "主持调解员", Kind.PERSON, required=True),
        Field("others", "其他调解员", help=f"用顿号隔开。{listed}"),
        Field("withdrawn", "回避的调解员", Kind.LONG_TEXT, help="一行一名，写成：姓名：回避理由。"),
        Field(
            "helpers",
            "翻译和受邀参加的人",
            Kind.LONG_TEXT,
            help="一行一名，写成：姓名（翻译人员、邀请参加、亲属、专业人员）。",
        ),
        Field("consented", "受邀人参加已征得当事人同意", Kind.YES, default=True),
    )

    def save(values: dict[str, Any]) -> Any:
        given = {"mediators": _mediators(values), "helpers": _helpers(values)}
        if values.get("invited"):
            given = cases.invite(given)
        return lambda office: cases.edit_case(office, case.id, given)

    panel = FormPanel(desk, ("调解员和参加人", listed), fields, save, people=committee)
    panel.show_values(
        {
            "chair": active[0] if active else "",
            "others": "、".join(active[1:]),
            "withdrawn": "\n".join(withdrawn),
            "helpers": "\n".join(helpers),
            "consented": all(h.consented for h in case.helpers),
        }
    )
    return panel


def _mediators(values: Mapping[str, Any]) -> list[dict[str, str]]:
    found = [{"name": str(values["chair"]), "role": "主持"}]
    others = str(values.get("others") or "").replace("，", "、").split("、")
    found += [{"name": name.strip(), "role": "参加"} for name in others if name.strip()]
    for line in str(values.get("withdrawn") or "").splitlines():
        name, _, reason = line.replace(":", "：").partition("：")
        if name.strip():
            found.append({"name": name.strip(), "role": "参加", "withdrew": reason.strip() or "应当回避"})
    return found


def _helpers(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for line in str(values.get("helpers") or "").splitlines():
        name, _, rest = line.replace("(", "（").partition("（")
        if name.strip():
            capacity = rest.rstrip("）) ") or "邀请参加"
            found.append({"name": name.strip(), "capacity": capacity, "consented": bool(values.get("consented"))})
    return found


def prevented_panel(desk: Desk, case: Case) -> FormPanel:
    """The form of the worse turns that were prevented."""
    fields: list[Field] = []
    values: dict[str, int] = {}
    for effect in Effect:
        cut = case.cut(effect)
        fields += [
            Field(f"{effect.name}_cases", f"防止{effect.value}", Kind.COUNT, unit="件", min=0),
            Field(f"{effect.name}_people", "涉及", Kind.COUNT, unit="人", min=0),
        ]
        values |= {f"{effect.name}_cases": cut.cases, f"{effect.name}_people": cut.people}

    def save(values: dict[str, Any]) -> Any:
        given = [
            {"effect": e.value, "cases": values[f"{e.name}_cases"] or 0, "people": values[f"{e.name}_people"] or 0}
            for e in Effect
            if values[f"{e.name}_cases"]
        ]
        return lambda office: cases.edit_case(office, case.id, {"prevented": given})

    panel = FormPanel(desk, ("防止的后果", "只填确实防止了的；统计表按件、按人计。"), fields, save)
    panel.show_values(values)
    return panel


def clock_panel(desk: Desk, case: Case, clock: str, act: str) -> FormPanel:
    """The form that stops, restarts or extends a clock."""
    fields = [_ON]
    if act == "延长":
        fields.append(Field("days", "延长天数", Kind.COUNT, required=True, default=15, unit="天", min=1, max=365))
    if act != "恢复":
        fields.append(Field("consent", "双方同意的情况", required=True, default="双方书面同意"))
    fields.append(Field("reason", "理由", Kind.LONG_TEXT, required=True))

    def save(values: dict[str, Any]) -> Any:
        given = {**{name: value for name, value in values.items() if value is not None}, "clock": clock, "act": act}
        return lambda office: course.move_clock(office, case.id, course.hold_from(given, office.clock().date()))

    panel = FormPanel(desk, (f"{clock}：{act}", ""), fields, save)
    panel.show_values({"on": desk.today()})
    return panel


_BEFORE: tuple[Field, ...] = (
    replace(_BY_NAME["received_on"], required=True),
    _BY_NAME["source"],
    replace(_BY_NAME["referred_by"], help="公安、法院、部门移交的才写。"),
    _BY_NAME["referral_number"],
    replace(_BY_NAME["name"], name="one", label="申请人"),
    replace(_BY_NAME["phone"], name="one_phone", label="申请人电话"),
    replace(_BY_NAME["name"], name="two", label="被申请人"),
    replace(_BY_NAME["phone"], name="two_phone", label="被申请人电话"),
)
_AFTER: tuple[Field, ...] = (
    Field("chair", "主持调解员", Kind.PERSON),
    _BY_NAME["summary"],
    _BY_NAME["requests"],
    _BY_NAME["amount"],
    _BY_NAME["people"],
)


def new_panel(desk: Desk, committee: Sequence[str], own: Sequence[str] = ()) -> FormPanel:
    """The form that takes a dispute in; the rest is filled in on the case. `own` are the office's categories."""

    def save(given: dict[str, Any]) -> Any:
        invited = given.pop("invited", False)
        facts = {name: plain.write(value) for name, value in given.items() if value is not None}
        parties = [
            {
                "name": facts.pop(key),
                "side": side,
                **({"phone": facts.pop(f"{key}_phone")} if f"{key}_phone" in facts else {}),
            }
            for key, side in (("one", "申请人"), ("two", "被申请人"))
        ]
        chair = facts.pop("chair", "")
        made = {**facts, "parties": parties, "mediators": [chair] if chair else []}
        if invited:
            made = cases.invite(made)
        return lambda office: cases.add_case(office, made)

    fields = (*_BEFORE, category_field(own), *_AFTER)
    hint = "先把人和事记下来，其余在案件里补。编号自动接着排。"
    panel = FormPanel(desk, ("登记调解案件", hint), fields, save, people=committee, columns=2)
    panel.show_values({"received_on": desk.today(), "source": Source.REQUEST.value})
    return panel
