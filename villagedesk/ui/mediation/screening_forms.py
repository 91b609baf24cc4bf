"""The forms of the screening: a find, a round, a special period, and the report of a round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from villagedesk.base import plain
from villagedesk.base.fields import Field, Kind
from villagedesk.mediation.screening import Find, Round
from villagedesk.services.mediation import rounds
from villagedesk.ui.desk import Desk
from villagedesk.ui.mediation.case_forms import category_field
from villagedesk.ui.mediation.panel import FormPanel

_FIND: tuple[Field, ...] = (
    Field("found_on", "排查日期", Kind.DATE, required=True),
    category_field(),
    Field("matter", "矛盾事项", Kind.LONG_TEXT, required=True),
    Field("cause", "成因、诉求", Kind.LONG_TEXT),
    Field("parties", "当事人", help="用顿号隔开。"),
    Field("people", "涉及人数", Kind.COUNT, default=2, min=1, unit="人"),
    Field("risk", "风险等级", Kind.CHOICE, default="一般", choices=("一般", "较大", "重大")),
    Field("responsible", "责任人", Kind.PERSON, help="较大、重大的必须写。"),
    Field("measures", "化解措施", Kind.LONG_TEXT, help="较大、重大的必须写。"),
    Field("due_on", "化解时限", Kind.DATE, help="写了就进入到期提醒。"),
    Field("reported_at", "上报时间", Kind.MOMENT, help="重大矛盾 6 小时内报司法所；还没有报就留空，会提醒。"),
    Field("progress", "进展", Kind.LONG_TEXT),
    Field("result", "结果", Kind.LONG_TEXT),
    Field("followed_on", "回访日期", Kind.DATE),
)


def round_label(made: Round) -> str:
    """`每月排查 10-21 至 11-20`, as a round is chosen in a form."""
    return f"{made.name} {made.from_on:%m-%d} 至 {made.to_on:%m-%d}"


def _which(offered: Sequence[Round]) -> Field:
    labels = tuple(round_label(made) for made in offered)
    return Field("round", "哪一轮", Kind.CHOICE, required=True, default=labels[0], choices=labels)


def find_panel(desk: Desk, offered: Sequence[Round], people: Sequence[str], find: Find | None = None) -> FormPanel:
    """The form of one find; of several rounds one is chosen, the present monthly one first."""
    key = find.id if find else 0
    several = len(offered) > 1
    fields = (_which(offered), *_FIND) if several else _FIND
    by_label = {round_label(made): made.id for made in offered}

    def save(values: dict[str, Any]) -> Any:
        of = by_label[values.pop("round")] if several else offered[0].id
        given = {name: plain.write(value) for name, value in values.items() if value is not None}
        if find is not None:
            given = {**_EMPTY, **given}
        return lambda office: rounds.save_find(office, of, given, key)

    panel = FormPanel(desk, ("排查事项", ""), fields, save, people=people, columns=2)
    panel.show_values(plain.write(find) if find else {"found_on": desk.today()})
    return panel


# What was taken out of the form is empty again, not what it was before.
_EMPTY: dict[str, Any] = {
    **dict.fromkeys(("parties", "cause", "responsible", "measures", "reported_at", "progress", "result"), ""),
    "due_on": None,
    "followed_on": None,
}


def round_panel(desk: Desk, made: Round) -> FormPanel:
    """The form of a round: where, who, and by when it is reported."""

    def save(values: dict[str, Any]) -> Any:
        given = {name: plain.write(value) or "" for name, value in values.items()}
        return lambda office: rounds.edit_round(office, made.id, given)

    panel = FormPanel(desk, (round_label(made), ""), rounds.ROUND_FIELDS, save)
    panel.show_values({"area": made.area, "staff": made.staff, "due_on": made.due_on})
    return panel


def special_panel(desk: Desk) -> FormPanel:
    """The form that begins the screening of a special period."""

    def save(values: dict[str, Any]) -> Any:
        given = {name: plain.write(value) for name, value in values.items() if value is not None}
        return lambda office: rounds.open_special(office, given)

    hint = "节日前、重要会议期间、汛期等。报送截止不填就是结束那一天。"
    panel = FormPanel(desk, ("特殊时期排查", hint), rounds.SPECIAL_FIELDS, save)
    panel.show_values({"from_on": desk.today()})
    return panel


def report_panel(desk: Desk, waiting: Sequence[Round]) -> FormPanel:
    """The form that reports a round: which one and on which day."""
    by_label = {round_label(made): made.id for made in waiting}
    on = Field("on", "报送日期", Kind.DATE, required=True)

    def save(values: dict[str, Any]) -> Any:
        of, day = by_label[values["round"]], values["on"] if isinstance(values["on"], date) else None
        return lambda office: rounds.report_round(office, of, day)

    which = replace(_which(waiting), default=round_label(waiting[0]))
    panel = FormPanel(desk, ("报送排查", "没有发现矛盾的，报送就是零报告。"), (which, on), save)
    panel.show_values({"on": desk.today()})
    return panel
