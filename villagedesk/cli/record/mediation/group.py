"""Mediation from the command line, all its commands under one word."""

from __future__ import annotations

import click

from villagedesk.cli.record.mediation import cases, course, figures, screening, settings, volume


@click.group()
def mediation() -> None:
    """人民调解：登记、办理、查找、统计、成卷。"""


for _command in (
    *(cases.list_, cases.find, cases.show, cases.add, cases.edit, cases.visit, cases.fields),
    *(course.step, course.back, course.clock, course.due),
    *(volume.scan, volume.volume, volume.expired),
    *(screening.round_, screening.special),
    *(figures.stats, figures.subsidy, figures.pay),
    settings.settings,
):
    mediation.add_command(_command)
