"""What the books remember from the command line: what is due, and the history of a person, a household or a grid."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from villagedesk.base.errors import Mistake
from villagedesk.cli.answer import (
    answer,
    json_option,
    office_option,
    opened,
)
from villagedesk.services.due.agenda import agenda
from villagedesk.services.villagers import history as histories
from villagedesk.services.villagers.villagers import recognise


@click.command()
@click.option("--days", default=7, type=click.IntRange(min=0), show_default=True, help="几天之内到期的")
@office_option
@json_option
def due(days: int, office_file: Path | None, as_json: bool) -> None:
    """全部台账和案件里到期与逾期的，一张表。"""
    with opened(office_file, readonly=True) as office:
        found = agenda(office, days)
    value = [{**_due(one), "words": one.words, "overdue": one.overdue} for one in found]
    lines = (f"{one.words}　{one.key}　{one.title}（{one.name}）　逾期报{one.escalates_to or '—'}" for one in found)
    answer({"due": value}, as_json, lambda: "\n".join(lines) or "没有到期的事。")


def _due(one: Any) -> dict[str, Any]:
    names = ("kind", "key", "title", "name", "due_on", "due_at", "days_left", "state", "person", "escalates_to")
    return {name: getattr(one, name) for name in names}


@click.command()
@click.argument("who")
@office_option
@json_option
def history(who: str, office_file: Path | None, as_json: bool) -> None:
    """一位村民的全部往来：姓名、拼音首字母或电话尾号。"""
    with opened(office_file, readonly=True) as office:
        offers = recognise(office, who)
        if not offers:
            raise Mistake(f"没有找到村民“{who}”。", "who")
        found = histories.history(office, "villager", offers[0].id)
    lines = (f"{one.day}　{one.book}　{one.number}　{one.text}　{one.state}" for one in found.past)
    value = {"heading": found.heading, "facts": found.facts, "counts": dict(found.counts), "past": found.past}
    answer(value, as_json, lambda: "\n".join((found.heading, *lines)))
