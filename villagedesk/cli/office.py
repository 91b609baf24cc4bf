"""Commands over the office file itself: init, check, backup, restore."""

from __future__ import annotations

from pathlib import Path

import click

from villagedesk.base import paths
from villagedesk.base.errors import Mistake, Trouble
from villagedesk.cli.answer import answer, json_option, office_option, opened
from villagedesk.services import office as offices
from villagedesk.services import upkeep
from villagedesk.services.roster import pattern

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("file", type=_PATH)
@click.option("--village", required=True, help="村（社区）名称")
@click.option("--street", required=True, help="街道（乡镇）名称")
@click.option("--profile", default="", help="班次方案的名称（见 villagedesk roster presets）")
@json_option
def init(file: Path, village: str, street: str, profile: str, as_json: bool) -> None:
    """新建一个办公文件。"""
    if profile and profile not in (names := [word for one in pattern.presets() for word in (one.name, one.title)]):
        raise Mistake(f"没有“{profile}”这个班次方案，没有新建；可选：{'、'.join(names)}。", "profile")
    office = offices.create_office(file, village, street)
    if profile:
        pattern.apply_preset(office, profile)
    office.close()
    value = {"office": str(file), "village": village, "profile": profile}
    answer(value, as_json, lambda: f"已新建{village}的办公文件：{file}")


@click.command()
@office_option
@json_option
def check(office_file: Path | None, as_json: bool) -> None:
    """检查办公文件：完整性、操作记录链、不可能的日期。"""
    with opened(office_file, readonly=True) as office:
        health = upkeep.check_office(office)
    fine = f"没有发现问题（{health.audit_rows} 条操作记录都对得上）。"
    value = {"sound": health.sound, "faults": health.faults, "audit_rows": health.audit_rows, "dates": health.dates}
    answer(value, as_json, lambda: "\n".join(health.faults) or fine)
    if not health.sound:
        raise Trouble(f"检查发现 {len(health.faults)} 处问题。")


@click.command()
@click.argument("file", type=_PATH)
@office_option
@json_option
def backup(file: Path, office_file: Path | None, as_json: bool) -> None:
    """把办公文件备份到 FILE，并核对备份。"""
    with opened(office_file, readonly=True) as office:
        written = upkeep.backup_office(office, file)
    answer({"backup": str(written)}, as_json, lambda: f"已备份并核对：{written}")


@click.command()
@click.argument("file", type=_PATH)
@office_option
@json_option
def restore(file: Path, office_file: Path | None, as_json: bool) -> None:
    """用备份 FILE 恢复办公文件；恢复前的内容另存一份。"""
    target = office_file or paths.default_office()
    if upkeep.is_lost(target):
        says = upkeep.rescue_office(target, file)
    else:
        with opened(target) as office:
            says = upkeep.restore_office(office, file).says
    answer({"restored": str(file)}, as_json, lambda: says)
