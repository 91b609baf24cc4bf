"""Further commands of mediation: scans, taking a step back, rounds of screening, subsidies, volumes due to destroy."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from villagedesk.base import plain
from villagedesk.base.errors import Mistake
from villagedesk.cli.answer import (
    DATE,
    answer,
    json_option,
    office_option,
    opened,
    read_data,
)
from villagedesk.mediation.screening import Rhythm, report_line
from villagedesk.mediation.steps import checked
from villagedesk.mediation.volume import PER_STEP
from villagedesk.services.mediation import cases, course, figures, preferences, rounds, scans, sheets, visits

_FILES = click.Path(path_type=Path)


def mediated(text: str | None, invited: bool) -> dict[str, Any]:
    """The JSON object given with --data; with --invited, mediators outside the committee are invited ones."""
    try:
        return cases.invite(read_data(text or "{}")) if invited else read_data(text or "{}")
    except (TypeError, ValueError):
        raise Mistake("mediators 要写成姓名的列表。", "mediators") from None


invited_option = click.option("--invited", is_flag=True, help="名单以外的调解员是受邀参加的，不是写错了名字")


@click.command()
@click.argument("number")
@click.argument("sheet")
@click.argument("files", nargs=-1, required=True, type=_FILES)
@click.option("--step", default=0, help="第几次的记录（步骤编号），默认最近一次")
@office_option
@json_option
def scan(number: str, sheet: str, files: tuple[Path, ...], step: int, office_file: Path | None, as_json: bool) -> None:
    """把签好的文书的扫描件或照片放进卷宗。"""
    with opened(office_file) as office:
        case = cases.case_numbered(office, number)
        named = sheets.sheet_named(sheet)
        recorded = sheets.step_of(case, named, step)
        place = recorded.id if recorded and named in PER_STEP else 0
        result = scans.attach(office, case.id, named, place, files)
    answer({"number": case.number, "sheet": named.value, "pages": result.value}, as_json, lambda: result.changes.says)


@click.command()
@click.argument("number")
@click.option("--reason", required=True, help="为什么退回")
@office_option
@json_option
def back(number: str, reason: str, office_file: Path | None, as_json: bool) -> None:
    """退回最近的一步。"""
    with opened(office_file) as office:
        key = cases.find_id(office, number)
        changes = course.take_back(office, key, reason)
        stage = cases.open_case(office, key).stage.value
    answer({"number": number, "stage": stage}, as_json, lambda: changes.says)


@click.command()
@click.argument("visit")
@click.option("--data", default="{}", help="补充的内容，JSON：category、parties、mediators 等")
@click.option("--book", default="visit", help="台账名称")
@invited_option
@office_option
@json_option
def visit(visit: str, data: str, book: str, invited: bool, office_file: Path | None, as_json: bool) -> None:
    """把一条来访转为调解案件。"""
    with opened(office_file) as office:
        result = visits.case_of_visit(office, visit, mediated(data, invited), book)
    answer(plain.write(result.value), as_json, lambda: result.changes.says)


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


@click.command()
@office_option
@json_option
def expired(office_file: Path | None, as_json: bool) -> None:
    """保管期满、可以鉴定销毁的卷宗（只列清单，程序不会销毁）。"""
    with opened(office_file, readonly=True) as office:
        found = figures.due_to_destroy(office)
    lines = [f"{e.number}　{e.title}　{e.destroy_on} 期满" for e in found]
    answer({"expired": found}, as_json, lambda: "\n".join(lines) or "没有保管期满的卷宗。")


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


_SETTINGS = (
    preferences.COMMITTEE,
    *preferences.TERM_FIELDS,
    preferences.CUTOFF,
    *preferences.RATE_FIELDS,
    preferences.PREVENTED,
    *preferences.KEEPING_FIELDS,
    preferences.CATEGORIES,
)

COMMANDS: tuple[click.Command, ...] = (scan, back, visit, round_, special, subsidy, pay, expired, settings)
