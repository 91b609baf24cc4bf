"""Cases from the command line: list, find, show, take in, change, and what may be written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from villagedesk.base import plain
from villagedesk.base.errors import Mistake
from villagedesk.cli.answer import (
    answer,
    json_option,
    office_option,
    opened,
    read_data,
)
from villagedesk.mediation.case import Case
from villagedesk.mediation.steps import CASE_FIELDS, PARTY_FIELDS, STEP_FIELDS
from villagedesk.services.mediation import (
    cases,
    course,
    sheets,
    visits,
)
from villagedesk.services.office import Office
from villagedesk.store.cases.dispute import Entry, Query


def mediated(text: str | None, invited: bool) -> dict[str, Any]:
    """The JSON object given with --data; with --invited, mediators outside the committee are invited ones."""
    try:
        return cases.invite(read_data(text or "{}")) if invited else read_data(text or "{}")
    except (TypeError, ValueError):
        raise Mistake("mediators 要写成姓名的列表。", "mediators") from None


invited_option = click.option("--invited", is_flag=True, help="名单以外的调解员是受邀参加的，不是写错了名字")


def _lines(entries: tuple[Entry, ...]) -> str:
    return (
        "\n".join(f"{e.number}　{e.stage}　{e.received_on}　{e.title}（{e.mediators}）" for e in entries)
        or "没有案件。"
    )


def case_json(office: Office, case: Case) -> dict[str, Any]:
    """A whole case for machines: its facts, people, steps, clocks and what the volume lacks."""
    value: dict[str, Any] = plain.write(case)
    value.update(stage=case.stage.value, clocks=plain.write(course.clocks_of(office, case)))
    places = sheets.places_of(office, case)
    value["volume"] = [{"sheet": p.title, "need": p.need.value, "state": p.state.value} for p in places]
    value["lacks"] = [p.title for p in places if p.lacking]
    return value


@click.command("list")
@click.option("--stage", default="", help="只看这一阶段")
@click.option("--category", default="", help="只看这一类型")
@click.option("--open", "open_only", is_flag=True, help="只看未归档的")
@office_option
@json_option
def list_(stage: str, category: str, open_only: bool, office_file: Path | None, as_json: bool) -> None:
    """列出案件。"""
    with opened(office_file, readonly=True) as office:
        query = Query(stage=stage, category=category, open_only=open_only, limit=100_000)
        found = cases.list_cases(office, query)
    answer({"cases": found}, as_json, lambda: _lines(found))


@click.command()
@click.argument("text")
@office_option
@json_option
def find(text: str, office_file: Path | None, as_json: bool) -> None:
    """按当事人、案号、事由查找。"""
    with opened(office_file, readonly=True) as office:
        found = cases.list_cases(office, Query(text=text))
    answer({"cases": found}, as_json, lambda: _lines(found))


@click.command()
@click.argument("number")
@office_option
@json_option
def show(number: str, office_file: Path | None, as_json: bool) -> None:
    """看一个案件：当事人、办理经过、期限、卷宗缺什么。"""
    with opened(office_file, readonly=True) as office:
        case = cases.case_numbered(office, number)
        value = case_json(office, case)
    clocks = [f"{c['name']}：{c['due_on']}（{c['mark']}）" for c in value["clocks"]]
    steps = [f"{s.on} {s.stage.value}" for s in case.steps]
    lacks = "卷宗还缺：" + "、".join(value["lacks"]) if value["lacks"] else "卷宗齐全。"
    answer(value, as_json, lambda: "\n".join([f"{case.number}　{case.title}", *steps, *clocks, lacks]))


@click.command()
@click.option("--data", required=True, help="案件，JSON")
@invited_option
@office_option
@json_option
def add(data: str, invited: bool, office_file: Path | None, as_json: bool) -> None:
    """登记一个案件（字段见 mediation fields）。"""
    with opened(office_file) as office:
        result = cases.add_case(office, mediated(data, invited))
        value = case_json(office, result.value)
    answer(value, as_json, lambda: result.changes.says)


@click.command()
@click.argument("number")
@click.option("--data", required=True, help="要改的内容，JSON")
@invited_option
@office_option
@json_option
def edit(number: str, data: str, invited: bool, office_file: Path | None, as_json: bool) -> None:
    """修改案件的内容、当事人或调解员。"""
    with opened(office_file) as office:
        key = cases.find_id(office, number)
        changes = cases.edit_case(office, key, mediated(data, invited))
        value = case_json(office, cases.open_case(office, key))
    answer(value, as_json, lambda: changes.says)


@click.command()
@click.argument("visit")
@click.option("--data", default="{}", help="补充的内容，JSON：category、parties、mediators 等")
@click.option("--book", default="visit", help="台账名称")
@invited_option
@office_option
@json_option
def visit(visit: str, data: str, book: str, invited: bool, office_file: Path | None, as_json: bool) -> None:
    """把一条来访转为调解案件。"""
    with opened(office_file) as office:
        result = visits.case_of_visit(office, visit, mediated(data, invited), book)
    answer(plain.write(result.value), as_json, lambda: result.changes.says)


@click.command()
@json_option
def fields(as_json: bool) -> None:
    """案件、当事人和每一步可以写的字段。"""
    value = {
        "case": [_field(f) for f in CASE_FIELDS],
        "party": [_field(f) for f in PARTY_FIELDS],
        "steps": {stage.value: [_field(f) for f in declared] for stage, declared in STEP_FIELDS.items()},
    }
    answer(value, as_json, lambda: json.dumps(value, ensure_ascii=False, indent=1))


def _field(field: Any) -> dict[str, Any]:
    return {
        "name": field.name,
        "label": field.label,
        "kind": field.kind.value,
        "required": field.required,
        "choices": list(field.choices),
    }
