"""The course of a case from the command line: its steps, its clocks, and what is due."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click

from villagedesk.cli.answer import (
    answer,
    json_option,
    office_option,
    opened,
    read_data,
)
from villagedesk.cli.record.mediation.cases import case_json
from villagedesk.services.mediation import (
    cases,
    course,
    duties,
)


@click.command()
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


@click.command()
@click.argument("number")
@click.option("--reason", required=True, help="为什么退回")
@office_option
@json_option
def back(number: str, reason: str, office_file: Path | None, as_json: bool) -> None:
    """退回最近的一步。"""
    with opened(office_file) as office:
        key = cases.find_id(office, number)
        changes = course.take_back(office, key, reason)
        stage = cases.open_case(office, key).stage.value
    answer({"number": number, "stage": stage}, as_json, lambda: changes.says)


@click.command()
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


@click.command()
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
