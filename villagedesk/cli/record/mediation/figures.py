"""Figures of mediation from the command line: statistics and subsidies by case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from villagedesk.cli.answer import (
    answer,
    json_option,
    office_option,
    opened,
)
from villagedesk.mediation.statistics import LABELS, MEASURES, Line, Statistics
from villagedesk.services.mediation import (
    figures,
)


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


@click.command()
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


@click.command()
@click.argument("period")
@office_option
@json_option
def subsidy(period: str, office_file: Path | None, as_json: bool) -> None:
    """以案定补：每件能补多少，还缺什么条件。"""
    with opened(office_file, readonly=True) as office:
        found = figures.subsidy_claims(office, period)
    lines = [f"{c.number}　{c.amount:g} 元　{'；'.join(c.lacks)}" for c in found]
    total = sum(c.amount for c in found)
    answer({"claims": found, "total": total}, as_json, lambda: "\n".join([*lines, f"合计 {total:g} 元"]))


@click.command()
@click.argument("number")
@office_option
@json_option
def pay(number: str, office_file: Path | None, as_json: bool) -> None:
    """登记一件案件的补贴已经发放。"""
    with opened(office_file) as office:
        changes = figures.pay(office, number)
    answer({"number": number}, as_json, lambda: changes.says)
