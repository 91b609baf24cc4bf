"""Swaps and substitutes on the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from villagedesk.base import plain
from villagedesk.cli.answer import DATE, answer, json_option, office_option, opened
from villagedesk.services.roster.edit import swaps


@click.group()
def swap() -> None:
    """换班和替班：申请、审批、撤回。"""


@swap.command("list")
@click.option("--state", default="", help="待审批、已同意、不同意或已撤回")
@office_option
@json_option
def list_(state: str, office_file: Path | None, as_json: bool) -> None:
    """列出申请，最近的在前。"""
    with opened(office_file, readonly=True) as office:
        found = swaps.requests(office, state=state)
    rows = [{**plain.write(one), "says": one.says} for one in found]
    answer({"requests": rows}, as_json, lambda: "\n".join(f"{s.id} {s.state} {s.says}" for s in found) or "没有申请。")


@swap.command("ask")
@click.argument("asker")
@click.argument("day", type=DATE)
@click.argument("shift")
@click.argument("post")
@click.argument("taker")
@click.option("--for", "other", nargs=3, type=(DATE, str, str), default=None, help="对换的班：日期 班次 岗位")
@click.option("--reason", required=True, help="事由")
@office_option
@json_option
def ask(office_file: Path | None, as_json: bool, **given: Any) -> None:
    """申请换班（--for）或替班。"""
    spot: tuple[date, str, str] = (given["day"], given["shift"], given["post"])
    with opened(office_file) as office:
        done = swaps.ask(office, given["asker"], spot, given["taker"], given["reason"], other=given["other"])
    answer({"id": done.value, "says": done.changes.says}, as_json, lambda: f"{done.value} {done.changes.says}")


@swap.command("decide")
@click.argument("key", type=int)
@click.option("--agree/--refuse", default=True, help="同意或不同意")
@click.option("--note", default="", help="意见；违反规定时须写理由")
@click.option("--by", default="", help="审批人（默认当天带班）")
@office_option
@json_option
def decide(office_file: Path | None, as_json: bool, **given: Any) -> None:
    """审批一份申请；同意后班表和两人的账随之改变。"""
    with opened(office_file) as office:
        done = swaps.decide(office, given["key"], given["agree"], note=given["note"], by=given["by"])
    answer({"id": given["key"], "says": done.says}, as_json, lambda: done.says)


@swap.command("withdraw")
@click.argument("key", type=int)
@office_option
@json_option
def withdraw(key: int, office_file: Path | None, as_json: bool) -> None:
    """撤回一份还没审批的申请。"""
    with opened(office_file) as office:
        done = swaps.call_back(office, key)
    answer({"id": key, "says": done.says}, as_json, lambda: done.says)
