"""Mediation from the command line: list, add, step, find, stats, show, volume."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from villagedesk.base import plain
from villagedesk.cli.answer import (
    answer,
    json_option,
    office_option,
    opened,
    read_data,
)
from villagedesk.cli.record.mediation_more import COMMANDS, invited_option, mediated
from villagedesk.mediation.case import Case
from villagedesk.mediation.statistics import LABELS, MEASURES, Line, Statistics
from villagedesk.mediation.steps import CASE_FIELDS, PARTY_FIELDS, STEP_FIELDS
from villagedesk.services.mediation import binder, cases, course, duties, figures, sheets
from villagedesk.services.office import Office
from villagedesk.store.cases.dispute import Entry, Query


@click.group()
def mediation() -> None:
    """人民调解：登记、办理、查找、统计、成卷。"""


for _command in COMMANDS:
    mediation.add_command(_command)


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


@mediation.command("list")
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


@mediation.command()
@click.argument("text")
@office_option
@json_option
def find(text: str, office_file: Path | None, as_json: bool) -> None:
    """按当事人、案号、事由查找。"""
    with opened(office_file, readonly=True) as office:
        found = cases.list_cases(office, Query(text=text))
    answer({"cases": found}, as_json, lambda: _lines(found))


@mediation.command()
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


@mediation.command()
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


@mediation.command()
@click.argument("number")
@click.argument("stage")
@click.option("--data", default="{}", help="这一步的内容，JSON")
@office_option
@json_option
def step(number: str, stage: str, data: str, office_file: Path | None, as_json: bool) -> None:
    """办理一步：受理、告知、调查、调解、达成书面协议、履行、回访、归档等。"""
    with opened(office_file) as office:
        result = course.take_step(office, cases.find_id(office, number), stage, read_data(data))
        value = case_json(office, result.value)
    answer(value, as_json, lambda: result.changes.says)


@mediation.command()
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


@mediation.command()
@click.argument("number")
@click.option("--data", required=True, help="期限变动，JSON：clock, act, days, consent, reason")
@office_option
@json_option
def clock(number: str, data: str, office_file: Path | None, as_json: bool) -> None:
    """暂停、恢复或延长一个期限。"""
    with opened(office_file) as office:
        key = cases.find_id(office, number)
        changes = course.move_clock(office, key, course.hold_from(read_data(data), office.clock().date()))
        value = case_json(office, cases.open_case(office, key))
    answer(value, as_json, lambda: changes.says)


def _line_json(line: Line) -> dict[str, Any]:
    return {
        "category": line.category,
        **line.counts,
        "amount": line.amount,
        "success_rate": line.rate(),
        "written_success_rate": line.written_rate(),
    }


def stats_json(found: Statistics) -> dict[str, Any]:
    """Statistics for machines: every category, their total and the Chinese label of each measure."""
    return {
        "period": found.period.name,
        "from": found.period.from_on,
        "to": found.period.to_on,
        "categories": [_line_json(line) for line in found.lines],
        "total": _line_json(found.total),
        "labels": dict(LABELS),
    }


@mediation.command()
@click.argument("period")
@office_option
@json_option
def stats(period: str, office_file: Path | None, as_json: bool) -> None:
    """统计：2026-11、2026Q4 或 2026。"""
    with opened(office_file, readonly=True) as office:
        found = figures.statistics(office, period)
    total = found.total
    lines = [f"{LABELS[name]}：{total.counts[name]}" for name in MEASURES]
    rate = total.rate()
    lines.append("成功率：" + ("没有调解" if rate is None else f"{rate:.1%}"))
    answer(stats_json(found), as_json, lambda: "\n".join([found.period.name, *lines]))


@mediation.command()
@click.argument("case")
@click.option("--pdf", "file", required=True, type=click.Path(path_type=Path), help="写到这个文件")
@office_option
@json_option
def volume(case: str, file: Path, office_file: Path | None, as_json: bool) -> None:
    """把一个案件的整卷写成一个 PDF：封面、目录、编页的文书和扫描件。"""
    with opened(office_file) as office:
        made = binder.save_volume(office, cases.case_numbered(office, case), file).value
    answer(
        {"path": str(made.path), "pages": made.pages, "contents": made.contents, "lacks": made.lacks},
        as_json,
        lambda: f"整卷 {made.pages} 页：{made.path}" + (f"；还缺：{'、'.join(made.lacks)}" if made.lacks else ""),
    )


@mediation.command()
@office_option
@json_option
def due(office_file: Path | None, as_json: bool) -> None:
    """临近和逾期的期限，包括排查报送和要上报的重大矛盾。"""
    with opened(office_file, readonly=True) as office:
        found = course.due_list(office)
        screened = duties.screening_duties(office, office.clock().date() + timedelta(days=7))
    lines = [f"{d.clock.due_on} {d.clock.name} {d.number}（{d.clock.mark.value}）" for d in found]
    lines += [f"{d.due_on} {d.name} {d.title}（{d.words}）" for d in screened]
    answer({"due": found, "screening": screened}, as_json, lambda: "\n".join(lines) or "没有临近的期限。")


@mediation.command()
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
