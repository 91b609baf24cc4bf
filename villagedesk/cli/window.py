"""The command that opens the window."""

from __future__ import annotations

from pathlib import Path

import click

from villagedesk.base.errors import Trouble
from villagedesk.ui.start import run_window


@click.command()
@click.option(
    "--office", "office_file", type=click.Path(path_type=Path), default=None, help="办公文件（默认：上次打开的）"
)
@click.option(
    "--page",
    default="today",
    help="先打开哪一页：today、roster、attendance、registers、mediation、reports、people、settings",
)
@click.option("--once", is_flag=True, help="画完就关，并输出所用时间和内存")
def window(office_file: Path | None, page: str, once: bool) -> None:
    """打开窗口。"""
    if run_window(office_file, page=page, once=once):
        raise Trouble("窗口没有正常关闭；请再试一次。")
