"""Commands over the office calendar: show a month, import a notice, set a day."""

from __future__ import annotations

import calendar as months
from datetime import date, timedelta
from pathlib import Path

import click

from villagedesk.base.fields import Field, Kind, check
from villagedesk.calendar.day import Day, DayKind
from villagedesk.calendar.wording import weekday_word
from villagedesk.cli.answer import DATE, MONTH, answer, json_option, office_option, opened
from villagedesk.services import calendar as use
from villagedesk.services.due import holidays


@click.group()
def calendar() -> None:
    """日历：法定节假日、调休、农历、集体日。"""


@calendar.command()
@click.argument("month", type=MONTH)
@office_option
@json_option
def show(month: str, office_file: Path | None, as_json: bool) -> None:
    """显示一个月的每一天。"""
    first: date = check(Field("month", "月份", Kind.DATE), f"{month}-01")
    last = first + timedelta(days=months.monthrange(first.year, first.month)[1] - 1)
    with opened(office_file, readonly=True) as office:
        found = use.days(office, first, last)
        says = use.unpublished_says(office, first, last)
    value = {
        "month": month,
        "days": [
            {
                "date": day.date,
                "kind": day.kind,
                "name": day.name,
                "lunar": day.lunar,
                "term": day.term,
                "collective": day.collective,
                "special": day.special,
            }
            for day in found
        ],
        "published": all(day.published for day in found),
        "says": says,
    }
    answer(value, as_json, lambda: "\n".join([*map(_line, found), *([says] if says else [])]))


def _line(day: Day) -> str:
    week = weekday_word(day.date)
    parts = [str(day.date), f"周{week}", day.lunar, day.term, day.kind.label, day.name, day.collective, day.special]
    return " ".join(part for part in parts if part)


@calendar.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@office_option
@json_option
def import_notice(file: Path, office_file: Path | None, as_json: bool) -> None:
    """导入某一年的放假通知（holiday-cn 格式的 JSON）。"""
    with opened(office_file) as office:
        done = holidays.import_notice(office, file)
    notice = done.value
    value = {
        "year": notice.year,
        "published": bool(notice.days),
        "days": len(notice.days),
        "off": sum(day.off for day in notice.days),
        "says": done.changes.says,
    }
    answer(value, as_json, lambda: done.changes.says)


@calendar.command("set")
@click.argument("day", type=DATE)
@click.argument("kind", type=click.Choice([*(kind.value for kind in DayKind), "clear"]))
@click.option("--name", default="", help="节日或事由")
@office_option
@json_option
def set_day(day: date, kind: str, name: str, office_file: Path | None, as_json: bool) -> None:
    """手工规定某一天是什么日子（clear：恢复按通知执行）。"""
    with opened(office_file) as office:
        done = (
            holidays.clear_day(office, day) if kind == "clear" else holidays.set_day(office, day, DayKind(kind), name)
        )
    answer({"date": day, "kind": kind}, as_json, lambda: done.says)
