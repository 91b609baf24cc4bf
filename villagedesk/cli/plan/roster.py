"""The roster on the command line."""

from __future__ import annotations

from pathlib import Path

import click

from villagedesk.cli.answer import answer, json_option, read_json
from villagedesk.services.roster.trying import try_case


@click.group()
def roster() -> None:
    """值班表：班次、排班、检查、发布、公平、替班、换班。"""


@roster.command("try")
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--seconds", type=float, default=0.0, help="最多用多少秒（默认不限）")
@json_option
def try_(case: Path, seconds: float, as_json: bool) -> None:
    """试排一个自带人员和班次的 JSON 算例，不需要办公文件。"""
    found = try_case(read_json(case), lambda stage, at: click.echo(f"{at:.1f} 秒 {stage}", err=True), seconds)
    answer(found, as_json, lambda: _plan_text(found))


def _plan_text(found: dict) -> str:
    lines = [f"{d['date']} {d['shift']} {d['post']} {d['person']}" for d in found["assignments"]]
    lines += [f"空缺 {h['date']} {h['shift']} {h['post']}：{'；'.join(h['reasons'])}" for h in found["unmet"]]
    return "\n".join(lines)
