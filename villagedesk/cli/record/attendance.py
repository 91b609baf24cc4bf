"""Commands over attendance: the month, trying the rules, leave, errands and corrections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from villagedesk.attendance import trial
from villagedesk.attendance.month import MonthSheet, month_value
from villagedesk.base import plain
from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field, Kind, check
from villagedesk.cli.answer import (
    DATE,
    MONTH,
    answer,
    json_option,
    office_option,
    opened,
    read_data,
    read_json,
)
from villagedesk.services.attendance import absences, corrections, flags, profiles, reach, signing
from villagedesk.services.attendance import month as months

_PATH = click.Path(path_type=Path)
_HALF = click.Choice(["上午", "下午"])


@click.group()
def attendance() -> None:
    """考勤：月表、试算、请假、公出、补签、签定。"""


@attendance.command(name="try")
@click.argument("case", type=_PATH)
@json_option
def try_rules(case: Path, as_json: bool) -> None:
    """用一个例子试算规则（不需要办公文件）。"""
    found = trial.run(read_json(case))
    lines = [f"{d['date']} {d['person']} {d['shift']} {d['status']}：{'；'.join(d['reasons'])}" for d in found["days"]]
    answer(found, as_json, lambda: "\n".join(lines) or "例子里没有要判定的班次。")


@attendance.command(name="month")
@click.argument("month", type=MONTH)
@office_option
@json_option
def show_month(month: str, office_file: Path | None, as_json: bool) -> None:
    """一个月的考勤：应到、实到、迟到、早退、缺卡、旷工、请假和每天的判定理由。"""
    with opened(office_file, readonly=True) as office:
        sheet = months.month(office, month)
    answer(month_value(sheet), as_json, lambda: _sheet_text(sheet))


def _sheet_text(sheet: MonthSheet) -> str:
    signs = sheet.profile.symbols
    lines = [f"{sheet.month} 考勤，数据截至 {sheet.data_until or '（还没有数据）'}"]
    for row in sheet.rows:
        halves = [
            "/".join(signs.of(half.status, half.kind) if half else "-" for half in cell.halves)
            for cell in row.cells.values()
        ]
        total = row.totals
        lines.append(
            f"{row.member.person}\t应 {total.due_half_days / 2:g} 实 {total.present_days:g} 迟 {total.late}"
            f" 早 {total.early} 缺卡 {total.missing} 旷工 {total.absent_half_days / 2:g}\t{' '.join(halves)}"
        )
    return "\n".join(lines)


@attendance.command(name="flags")
@click.argument("month", type=MONTH)
@office_option
@json_option
def show_flags(month: str, office_file: Path | None, as_json: bool) -> None:
    """签字前要核对的疑点。"""
    with opened(office_file, readonly=True) as office:
        found = flags.red_flags(office, month)
    value = {"month": month, "flags": [{**plain.write(one.flag), "remark": one.remark} for one in found]}
    answer(value, as_json, lambda: "\n".join(f"[{f.flag.kind}] {f.flag.says}" for f in found) or "没有疑点。")


@attendance.command(name="freeze")
@click.argument("month", type=MONTH)
@click.option("--signer", default="", help="签字人")
@office_option
@json_option
def freeze_month(month: str, signer: str, office_file: Path | None, as_json: bool) -> None:
    """签定一个月：以后只能登记更正。"""
    with opened(office_file) as office:
        changes = signing.freeze(office, month, signer)
    answer({"month": month, "says": changes.says}, as_json, lambda: changes.says)


@attendance.command(name="amend")
@click.argument("month", type=MONTH)
@click.argument("person")
@click.argument("day", type=DATE)
@click.option("--why", required=True, help="更正的原因")
@office_option
@json_option
def amend_day(month: str, person: str, day: date, why: str, office_file: Path | None, as_json: bool) -> None:
    """更正已签定月份里一个人的一天。"""
    with opened(office_file) as office:
        done = signing.amend(office, month, person, day, why)
    answer({"amendment": done.value, "says": done.changes.says}, as_json, lambda: done.changes.says)


@attendance.command(name="until")
@click.argument("device")
@click.argument("taken_at", metavar="时间")
@office_option
@json_option
def confirm_until(device: str, taken_at: str, office_file: Path | None, as_json: bool) -> None:
    """说明一台考勤机最近的文件是什么时候拷出来的，那以前结束的班次就能判定。"""
    moment = check(Field("taken_at", "拷出的时间", Kind.MOMENT, required=True), taken_at)
    with opened(office_file) as office:
        changes = reach.confirm_named(office, device, moment)
    answer({"device": device, "says": changes.says}, as_json, lambda: changes.says)


def _given(data: str, fields: Sequence[Field]) -> dict[str, Any]:
    """The values of a form given as JSON, each in its own type; unknown names are refused."""
    value = read_data(data)
    known = {field.name: field for field in fields}
    if strangers := [name for name in value if name not in known]:
        raise Mistake(f"不认识的名称：“{'”、“'.join(strangers)}”；可以用 {'、'.join(known)}。", strangers[0])
    return {name: check(known[name], given) for name, given in value.items() if given not in (None, "")}


@attendance.command(name="leave")
@click.argument("data", metavar="JSON")
@office_option
@json_option
def ask_leave(data: str, office_file: Path | None, as_json: bool) -> None:
    """登记请假：{"person","kind","from_on","to_on","from_half","to_half","reason",…}；按小时加 from_time、to_time。"""
    with opened(office_file) as office:
        done = absences.request_leave(office, _given(data, absences.LEAVE_FIELDS))
    answer({"leave": done.value, "says": done.changes.says}, as_json, lambda: done.changes.says)


@attendance.command(name="errand")
@click.argument("data", metavar="JSON")
@office_option
@json_option
def note_errand(data: str, office_file: Path | None, as_json: bool) -> None:
    """登记公出、下村、开会、培训：{"person","kind","from_on","to_on","reason",…}，按小时的加 "from_time","to_time"。"""
    with opened(office_file) as office:
        done = absences.record_errand(office, _given(data, absences.ERRAND_FIELDS))
    answer({"errand": done.value, "says": done.changes.says}, as_json, lambda: done.changes.says)


@attendance.command(name="correct")
@click.argument("data", metavar="JSON")
@click.option("--confirmed", is_flag=True, help="书记已经确认")
@office_option
@json_option
def correct_sign(data: str, confirmed: bool, office_file: Path | None, as_json: bool) -> None:
    """补签：{"person","sign_at","why","witness"}。"""
    with opened(office_file) as office:
        done = corrections.request_correction(office, _given(data, corrections.CORRECTION_FIELDS), confirmed)
    answer({"correction": done.value, "says": done.changes.says}, as_json, lambda: done.changes.says)


@attendance.command(name="profiles")
@office_option
@json_option
def list_profiles(office_file: Path | None, as_json: bool) -> None:
    """考勤规则的各个版本和自带的几套。"""
    with opened(office_file, readonly=True) as office:
        known = profiles.versions(office)
    shipped = profiles.shipped()
    value = {"versions": [plain.write(one) for one in known], "shipped": [one.name for one in shipped]}
    lines = [f"{one.profile.effective_on} 起　{one.profile.name}" for one in known]
    answer(value, as_json, lambda: "\n".join([*lines, "自带：" + "、".join(one.name for one in shipped)]))


@attendance.command(name="profile")
@click.argument("name")
@click.option("--from", "effective_on", type=DATE, required=True, help="从哪天起执行")
@office_option
@json_option
def use_profile(name: str, effective_on: date, office_file: Path | None, as_json: bool) -> None:
    """启用一套考勤规则：自带的名称，或一个 TOML 文件。"""
    with opened(office_file) as office:
        file = Path(name)
        if file.suffix == ".toml":
            done = profiles.import_profile(office, file, effective_on)
        else:
            done = profiles.apply_shipped(office, name, effective_on)
    answer({"profile": done.value, "says": done.changes.says}, as_json, lambda: done.changes.says)
