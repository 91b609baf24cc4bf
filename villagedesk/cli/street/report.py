"""report: the month's checklist and pack for the street, its template, its key, and the safe copy."""

from __future__ import annotations

from pathlib import Path

import click

from villagedesk.cli.answer import MONTH, answer, json_option, office_option, opened
from villagedesk.services.report.checklist import SIGNS, checklist
from villagedesk.services.report.keycard import write_card
from villagedesk.services.report.pack import make_pack
from villagedesk.services.report.sealing import key_card
from villagedesk.services.report.sending import send_folder
from villagedesk.services.report.template import fill_file, fill_template, templates

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.group()
def report() -> None:
    """月报：检查、出包、填街道模板、报送。"""


@report.command("month")
@click.argument("month", type=MONTH)
@click.option("--out", type=_FOLDER, required=True, help="放在哪个文件夹下")
@click.option("--full", is_flag=True, help="不遮盖（只在街道有权查看时用，会留下记录）")
@office_option
@json_option
def month_pack(month: str, out: Path, full: bool, office_file: Path | None, as_json: bool) -> None:
    """一次做好一个月的报送包：一个工作簿、一个 PDF。"""

    def step(done: int, total: int, what: str) -> None:
        click.echo(f"[{done}/{total}] {what}", err=True)

    with opened(office_file) as office:
        pack = make_pack(office, month, out, masked=not full, step=step).value
    lines = [f"已生成：{file.path}" for file in pack.files] + [f"没有放入：{line}" for line in pack.lacking]
    answer(pack.answer, as_json, lambda: "\n".join(lines))


@report.command()
@click.argument("month", type=MONTH)
@click.option(
    "--template", "source", type=click.Path(path_type=Path), required=True, help="街道模板文件或已选用的模板名"
)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="写成哪个 xlsx，或放在哪个文件夹")
@office_option
@json_option
def fill(month: str, source: Path, out: Path, office_file: Path | None, as_json: bool) -> None:
    """按街道自己的模板填一个月的数字。"""
    with opened(office_file) as office:
        kept = [held.name for held in templates(office)]
        done = (
            fill_template(office, str(source), month, out)
            if str(source) in kept
            else fill_file(office, source, month, out)
        )
    answer({"path": str(done.value)}, as_json, lambda: done.changes.says)


@report.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@office_option
def key(file: Path, office_file: Path | None) -> None:
    """导出本村公钥，交给街道一次：.json 是小文件，.pdf、.xlsx、.docx 是带二维码的卡片。"""
    with opened(office_file) as office:
        card = key_card(office)
        write_card(office, file)
    click.echo(f"公钥已写到“{file}”，核对码 {card.fingerprint}。")


@report.command()
@click.argument("folder", type=_FOLDER)
@click.option("--to", "target", type=_FOLDER, required=True, help="文件夹、优盘或共享文件夹")
@json_option
def send(folder: Path, target: Path, as_json: bool) -> None:
    """把报送包复制出去，复制后逐个读回核对。"""
    sent = send_folder(folder, target)
    value = {"folder": str(sent.folder), "files": list(sent.files)}
    answer(value, as_json, lambda: f"已复制并核对 {len(sent.files)} 个文件到“{sent.folder}”。")


@report.command()
@click.argument("month", type=MONTH)
@office_option
@json_option
def check(month: str, office_file: Path | None, as_json: bool) -> None:
    """一个月报送前的检查：齐了什么、缺什么、哪些要说明。"""
    with opened(office_file, readonly=True) as office:
        items = checklist(office, month)
    lines = [f"{SIGNS[item.state]} {item.title}：{item.says}" for item in items]
    answer({"month": month, "items": items}, as_json, lambda: "\n".join(lines))
