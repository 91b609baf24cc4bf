"""Rounds of screening from the command line, monthly and for special periods."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from villagedesk.base import plain
from villagedesk.cli.answer import (
    DATE,
    answer,
    json_option,
    office_option,
    opened,
    read_data,
)
from villagedesk.mediation.screening import Rhythm, report_line
from villagedesk.services.mediation import (
    rounds,
)


@click.command("round")
@click.option("--rhythm", default="每月", type=click.Choice([r.value for r in Rhythm]), help="多久一次")
@click.option("--date", "day", type=DATE, default=None, help="哪一天所在的一轮，默认今天")
@click.option("--find", "found", default=None, help="登记一条排查事项，JSON")
@click.option("--report", is_flag=True, help="报送这一轮（没有就是零报告）")
@office_option
@json_option
def round_(
    rhythm: str, day: date | None, found: str | None, report: bool, office_file: Path | None, as_json: bool
) -> None:
    """矛盾纠纷排查：开始一轮、登记事项、报送。"""
    with opened(office_file) as office:
        made = rounds.open_round(office, Rhythm(rhythm), day).value
        if found:
            rounds.save_find(office, made.id, read_data(found))
        if report:
            rounds.report_round(office, made.id, day)
        now = rounds.round_with(office, made.id)
    answer({**plain.write(now), "says": report_line(now)}, as_json, lambda: report_line(now))


@click.command()
@click.option("--data", required=True, help="JSON：occasion、from_on、to_on，可加 due_on、area、staff")
@office_option
@json_option
def special(data: str, office_file: Path | None, as_json: bool) -> None:
    """开始一个特殊时期的排查（春节前、汛期等）；以后用 round --rhythm 特殊时期 登记和报送。"""
    with opened(office_file) as office:
        result = rounds.open_special(office, read_data(data))
    answer({**plain.write(result.value), "says": report_line(result.value)}, as_json, lambda: result.changes.says)
