"""Figures of the books from the command line, by month and by year."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from villagedesk.cli.answer import (
    MONTH,
    answer,
    json_option,
    office_option,
    opened,
)
from villagedesk.services.registers import stats


@click.command("stats")
@click.argument("month", type=MONTH)
@click.option("--year", "whole_year", is_flag=True, help="统计全年")
@office_option
@json_option
def show_stats(month: str, whole_year: bool, office_file: Path | None, as_json: bool) -> None:
    """一个月（或全年）的统计：人次、件次、件分开。"""
    period = month[:4] if whole_year else month
    with opened(office_file, readonly=True) as office:
        found = stats.figures(office, period)
        columns = stats.report_columns(office, period)
    value = {
        "month": period,
        "totals": columns,
        "books": [
            {
                "book": f.register.id,
                "title": f.register.title,
                "statistics": [{"heading": s.heading, **_figure(s)} for s in f.figures],
                "splits": f.splits,
            }
            for f in found
        ],
    }
    lines = (f"{f.register.title}　" + "，".join(_words(s) for s in f.figures) for f in found)
    answer(value, as_json, lambda: "\n".join(lines))


def _figure(figure: stats.Figure) -> dict[str, Any]:
    return {"label": figure.label, "unit": figure.unit, "value": figure.value, "last_year": figure.last_year}


def _words(figure: stats.Figure) -> str:
    return f"{figure.heading} {'—' if figure.value is None else format(figure.value, 'g')}"
