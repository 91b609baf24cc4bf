"""The commands that furnish a demonstration office and hand out its machine's file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from villagedesk.base.clock import office_clock
from villagedesk.cli.answer import DATE, MONTH, answer, json_option, office_option, opened
from villagedesk.services.demo import office as demo_office
from villagedesk.services.demo.punches import write_demo_machine_file


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--village", default="桃源村", help="村（社区）名称")
@click.option("--seed", type=int, default=1, help="同样的种子得到同样的内容")
@click.option("--today", type=DATE, default=None, help="演示里的“今天”（默认：今天）")
@json_option
def demo(file: Path, village: str, seed: int, today: date | None, as_json: bool) -> None:
    """布置一个演示用的办公文件：三个月的值班、考勤、台账和调解。"""
    day = today or office_clock().date()
    demo_office.furnish_office(file, village, seed, day)
    value = {"office": str(file), "village": village, "seed": seed, "today": day.isoformat()}
    answer(value, as_json, lambda: f"演示用的办公文件做好了：{file}")


@click.command(name="demo-machine")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("month", type=MONTH)
@office_option
@json_option
def demo_machine(file: Path, month: str, office_file: Path | None, as_json: bool) -> None:
    """把演示考勤机一个月的记录写成优盘上那样的文件。"""
    with opened(office_file, readonly=True) as office:
        lines = write_demo_machine_file(office, file, month)
    answer({"file": str(file), "lines": lines}, as_json, lambda: f"已写出考勤机文件：{file}（{lines} 行）")
