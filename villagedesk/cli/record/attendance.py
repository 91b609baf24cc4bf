"""Commands over attendance: the month, trying the rules, leave, errands and corrections."""

from __future__ import annotations

from pathlib import Path

import click

from villagedesk.attendance import trial
from villagedesk.cli.answer import answer, json_option, read_json

_PATH = click.Path(path_type=Path)


@click.group()
def attendance() -> None:
    """考勤：月表、试算、请假、公出、补签。"""


@attendance.command(name="try")
@click.argument("case", type=_PATH)
@json_option
def try_rules(case: Path, as_json: bool) -> None:
    """用一个例子试算规则（不需要办公文件）。"""
    found = trial.run(read_json(case))
    lines = [f"{d['date']} {d['person']} {d['shift']} {d['status']}：{'；'.join(d['reasons'])}" for d in found["days"]]
    answer(found, as_json, lambda: "\n".join(lines) or "例子里没有要判定的班次。")
