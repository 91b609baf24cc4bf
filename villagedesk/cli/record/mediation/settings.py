"""What an office sets for its mediation, from the command line."""

from __future__ import annotations

from pathlib import Path

import click

from villagedesk.cli.answer import (
    answer,
    json_option,
    office_option,
    opened,
    read_data,
)
from villagedesk.mediation.steps import checked
from villagedesk.services.mediation import (
    preferences,
)

_SETTINGS = (
    preferences.COMMITTEE,
    *preferences.TERM_FIELDS,
    preferences.CUTOFF,
    *preferences.RATE_FIELDS,
    preferences.PREVENTED,
    *preferences.KEEPING_FIELDS,
    preferences.CATEGORIES,
)


@click.command()
@click.option("--data", default=None, help="要改的设置，JSON；不写就只看")
@office_option
@json_option
def settings(data: str | None, office_file: Path | None, as_json: bool) -> None:
    """调解设置：委员、期限、补贴标准、保管年限、本地类型对照。"""
    with opened(office_file, readonly=data is None) as office:
        values = preferences.preferences(office)
        if data is not None:
            given = checked(_SETTINGS, read_data(data), defaults=False)
            preferences.save_preferences(office, {**values, **given})
            values = preferences.preferences(office)
    answer(values, as_json, lambda: "\n".join(f"{field.label}：{values[field.name]}" for field in _SETTINGS))
