"""Commands over machine punches: import, pull, machines, clocks, badges."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from villagedesk.base import plain
from villagedesk.base.errors import Mistake
from villagedesk.cli.answer import DATE, answer, json_option, office_option, opened
from villagedesk.services import people
from villagedesk.services.punches import badges, imports, machines
from villagedesk.services.punches import pull as pulls
from villagedesk.services.punches.imports import Asked, Imported

_NAMES = ("badge", "name", "moment", "date", "time", "state")


@click.group()
def punches() -> None:
    """打卡记录：导入机器文件、从网络读取、匹配考勤号、机器时钟。"""


@punches.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--device", default="", help="机器名称（不写则按文件判断）")
@click.option("--year", type=click.IntRange(2005, 2100), default=None, help="文件里没有写年份时的年份")
@click.option("--date-order", type=click.Choice(["dmy", "mdy"]), default=None, help="03/05/2015 的次序：日月年或月日年")
@click.option("--columns", default="", help="不认识的表格：badge=1,moment=3 或 badge=考勤号,date=日期,time=上班+下班")
@click.option("--dry-run", is_flag=True, help="只试读，不存")
@office_option
@json_option
def import_(office_file: Path | None, files: tuple[Path, ...], as_json: bool, **options: Any) -> None:
    """导入考勤机、考勤软件、钉钉、企业微信的打卡文件。"""
    options["columns"] = _columns(options["columns"])
    options["date_order"] = options["date_order"] or ""
    with opened(office_file) as office:
        done = imports.import_files(office, files, Asked(**options), _progress)
    answer({"files": [_plain(item) for item in done.value]}, as_json, lambda: _text(done.value, done.changes.says))


def _columns(text: str) -> dict[str, str]:
    wanted: dict[str, str] = {}
    for part in filter(None, (piece.strip() for piece in text.replace("，", ",").split(","))):
        name, _, value = part.partition("=")
        if name.strip() not in _NAMES or not value.strip():
            raise Mistake(f"--columns 里的“{part}”不对；可写：{'、'.join(_NAMES)}，等号后写列号或表头。", "columns")
        wanted[name.strip()] = value.strip()
    return wanted


def _plain(item: Imported) -> dict[str, Any]:
    value = plain.write(item)
    for name in ("title", "device", "known"):
        value.pop(name)
    return value


def _progress(name: str, rows: int) -> None:
    if rows >= 100_000:
        click.echo(f"\r{name}：已读 {rows} 行", err=True, nl=False)


def _text(done: Sequence[Imported], says: str) -> str:
    lines: list[str] = []
    for item in done:
        lines.append(
            f"{Path(item.path).name}（{item.title}，{item.device}）：读到 {item.read}，新增 {item.new}，"
            f"重复 {item.duplicate}，拒收 {len(item.rejected)}，考勤号未匹配 {item.unknown_badge}；"
            f"{item.first or '—'} 至 {item.last or '—'}"
        )
        lines += [f"  第 {bad.line} 行：{bad.says}：{bad.text[:60]}" for bad in item.rejected[:20]]
        if len(item.rejected) > 20:
            lines.append(f"  …… 还有 {len(item.rejected) - 20} 行，用 --json 可以看到全部。")
    return "\n".join([*lines, says])


@punches.command(name="pull")
@click.argument("address", metavar="HOST[:PORT]")
@click.option("--password", type=int, default=0, help="机器“通讯设置”里的密码")
@click.option("--device", default="", help="存到哪台机器名下")
@click.option("--udp", is_flag=True, help="只用 UDP（旧机型）")
@click.option("--timeout", type=float, default=10.0, help="等多少秒没有回答就放弃")
@office_option
@json_option
def pull_(office_file: Path | None, address: str, device: str, as_json: bool, **options: Any) -> None:
    """从网络上的中控考勤机读取；机器里什么也不删。"""
    options["udp"] = options["udp"] or None
    where = pulls.read_address(address, options.pop("password"), **options)
    with opened(office_file) as office:
        done = pulls.pull(office, where, device, lambda step: click.echo(step, err=True))
    value = {"files": [_plain(done.value.account)], "serial": done.value.serial, "drift_seconds": done.value.drift}
    answer(value, as_json, lambda: _text([done.value.account], done.changes.says))


@punches.command(name="devices")
@office_option
@json_option
def devices_(office_file: Path | None, as_json: bool) -> None:
    """各台考勤机、数据截至和时钟校正。"""
    with opened(office_file, readonly=True) as office:
        found = machines.machines(office)
    value = [
        {
            "device": one.machine.name,
            "layout": one.machine.layout,
            "address": one.machine.address,
            "retired": one.machine.retired,
            "data_until": one.until,
            "offsets": [{"from": o.from_at, "to": o.to_at, "seconds": o.seconds, "note": o.note} for o in one.offsets],
        }
        for one in found
    ]
    lines = (f"{one.machine.name}：数据截至 {one.until or '—'}，时钟校正 {len(one.offsets)} 段" for one in found)
    answer({"devices": value}, as_json, lambda: "\n".join(lines) or "还没有考勤机。")


@punches.command(name="offset")
@click.argument("device")
@click.argument("seconds", type=int)
@click.option("--from", "from_at", required=True, type=click.DateTime(["%Y-%m-%d", "%Y-%m-%d %H:%M:%S"]))
@click.option("--to", "to_at", default=None, type=click.DateTime(["%Y-%m-%d", "%Y-%m-%d %H:%M:%S"]))
@click.option("--note", default="")
@office_option
@json_option
def offset_(office_file: Path | None, device: str, seconds: int, as_json: bool, **options: Any) -> None:
    """登记机器时钟慢了多少秒（快了写负数）；只用于判定，不改原始打卡。"""
    with opened(office_file) as office:
        machine = machines.machine_named(office, device)
        done = machines.set_offset(office, machine.id, options["from_at"], options["to_at"], seconds, options["note"])
    answer({"offset": done.value}, as_json, lambda: done.changes.says)


@punches.command(name="unknown")
@office_option
@json_option
def unknown_(office_file: Path | None, as_json: bool) -> None:
    """还没有对应人员的考勤号。"""
    with opened(office_file, readonly=True) as office:
        found = badges.unknown_badges(office)
    lines = (f"{one.badge}（{one.machine_name}）{one.count} 条，{one.name or '没有姓名'}" for one in found)
    answer({"badges": plain.write(found)}, as_json, lambda: "\n".join(lines) or "考勤号都有对应人员。")


@punches.command(name="match")
@click.argument("badge")
@click.argument("person")
@click.option("--device", default="", help="只在这台机器上（不写：所有机器）")
@click.option("--from", "from_on", type=DATE, default=None, help="从哪天起")
@click.option("--to", "to_on", type=DATE, default=None, help="到哪天止")
@office_option
@json_option
def match_(office_file: Path | None, badge: str, person: str, as_json: bool, **options: Any) -> None:
    """说明考勤号是谁的：punches match 12 张三。"""
    with opened(office_file) as office:
        done = badges.assign(office, badge, people.person_named(office, person).id, **options)
    answer({"badge": badge, "person": person}, as_json, lambda: done.changes.says)
