"""street: what the street does with the villages' packs."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import click

from villagedesk.base.errors import Mistake
from villagedesk.cli.answer import MONTH, answer, json_option, office_option, opened
from villagedesk.services.street import analysis, keeping, schemes
from villagedesk.services.street import merge as merging
from villagedesk.services.street import villages as registry
from villagedesk.services.street.circulars import write_circular, write_evidence, write_form
from villagedesk.services.street.merge import Terms
from villagedesk.services.street.proving.proof import read_received

_IN = click.Path(path_type=Path)
_OUT = click.Path(path_type=Path, dir_okay=False)


@click.group()
def street() -> None:
    """街道：核验、汇总各村报送包。"""


def _step(done: int, total: int, what: str) -> None:
    click.echo(f"[{done}/{total}] {what}", err=True)


@street.command()
@click.argument("files", nargs=-1, required=True, type=_IN)
@click.option("--out", type=_OUT, required=True, help="汇总工作簿")
@click.option("--month", type=MONTH, default=None, help="只汇总这个月（默认：多数文件的月份）")
@click.option("--expect", multiple=True, help="应报送的村（社区），可写多次")
@click.option("--copies", is_flag=True, help="把各村原表放在汇总旁边的文件夹里（默认：只链接到原处）")
@click.option("--circular", type=_OUT, default=None, help="同时写一份通报（docx）")
@office_option
@json_option
def merge(files: tuple[Path, ...], out: Path, office_file: Path | None, as_json: bool, **more: object) -> None:
    """把各村的报送包和简易表汇成一个工作簿。"""
    month, expect, circular = str(more["month"] or ""), more["expect"], more["circular"]
    with opened(office_file) if office_file else nullcontext() as office:
        terms = merging.terms_of(office) if office else Terms()
        if isinstance(expect, tuple) and expect:
            terms = Terms(terms.street, expect, terms.keys, terms.due_days, terms.schemes)
        received, faults = merging.read_all(_packs(files), terms.keys, _step)
        merged = merging.merge(received, faults, terms, month)
        merging.write_merged((keeping.beside if more["copies"] else keeping.linked)(merged, out), out)
        if office and not office.store.readonly:
            merging.keep_received(office, received)
        if isinstance(circular, Path):
            write_circular(merged, circular)
    found = merging.answer(merged)
    lines = [f"已汇总 {len(merged.rows)} 个村到“{out}”。", *(row.facts.village + row.says for row in merged.altered)]
    lines += [f"未报送：{'、'.join(merged.missing)}"] if merged.missing else []
    answer(found, as_json, lambda: "\n".join([*lines, *(fault.says for fault in merged.faults)]))


def _packs(files: tuple[Path, ...]) -> list[Path]:
    """The files given, and the workbooks inside folders given."""
    found: list[Path] = []
    for file in files:
        inside = sorted(p for p in file.rglob("*.xlsx") if not p.name.startswith(("~$", "."))) if file.is_dir() else []
        found += inside or [file]
    return found


@street.command()
@click.argument("file", type=_IN)
@click.option("--key", "key_file", type=_IN, default=None, help="村里交来的公钥文件")
@office_option
@json_option
def verify(file: Path, key_file: Path | None, office_file: Path | None, as_json: bool) -> None:
    """核验一个报送包：未改动、已改动（哪些单元格）、未知来源。"""
    with opened(office_file, readonly=True) if office_file else nullcontext() as office:
        keys = registry.keys(office) if office else {}
    if key_file:
        keys = {**keys, **registry.read_key(key_file)}
    try:
        found = read_received(file, keys)
    except Mistake as mistake:
        if mistake.field not in ("seal", "foreign"):
            raise
        says = mistake.says
        unknown = {"file": str(file), "state": "未知来源", "village": "", "month": "", "cells": [], "says": says}
        answer(unknown, as_json, lambda: f"未知来源：{says}")
        return
    state = "未知来源" if found.state == "简易表" else str(found.state)
    facts = found.facts
    value = {"file": str(file), "state": state, "village": facts.village, "month": facts.month}
    value |= {"revision": facts.revision, "cells": list(found.cells), "says": found.says}
    answer(value, as_json, lambda: f"{facts.village} {facts.month}：{found.says}")


@street.command()
@click.option(
    "--set", "given", default="", help='新办法，如 [{"name":"到岗率","weight":60},{"name":"旷工","weight":-2,"per":1}]'
)
@click.option("--from", "since", type=MONTH, default=None, help="自哪月起用")
@click.option("--profile", default="", help="只用于执行这种考勤规则的村（默认：各村）")
@office_option
@json_option
def scheme(given: str, since: str | None, profile: str, office_file: Path | None, as_json: bool) -> None:
    """查看或制定计分办法。"""
    with opened(office_file, readonly=not given) as office:
        if given:
            if since is None:
                raise Mistake("请用 --from 写明自哪月起用，如 --from 2026-10。", "from")
            schemes.keep_scheme(office, schemes.points_from(given), since, profile)
        found = schemes.schemes(office) or (schemes.Scheme(),)
    value = [{"profile": s.profile, "from": s.from_month, "points": list(s.points)} for s in found]
    answer({"schemes": value}, as_json, lambda: "\n".join(f"{one.title}：{one.words}" for one in found))


@street.command("open")
@click.argument("names", nargs=-1)
@office_option
@json_option
def open_as(names: tuple[str, ...], office_file: Path | None, as_json: bool) -> None:
    """把办公文件作为街道使用，并登记应报送的村（社区）。"""
    with opened(office_file) as office:
        registry.open_as_street(office, names)
        known = [village.name for village in registry.villages(office)]
    answer({"villages": known}, as_json, lambda: f"应报送的村（社区）：{'、'.join(known)}")


@street.command()
@click.argument("files", nargs=-1, required=True, type=_IN)
@office_option
def key(files: tuple[Path, ...], office_file: Path | None) -> None:
    """登记村里交来的公钥文件。"""
    with opened(office_file) as office:
        for file in files:
            click.echo(registry.take_key(office, file).says)


@street.command()
@click.argument("file", type=_OUT)
@click.option("--street", "name", default="", help="街道名称")
@click.option("--village", default="", help="先填好村名")
@click.option("--month", type=MONTH, default=None, help="先填好月份")
def form(file: Path, name: str, village: str, month: str | None) -> None:
    """写一份给没有程序的村填写的简易表。"""
    write_form(file, name, village, month or "")
    click.echo(f"已写出“{file}”。")


@street.command()
@click.argument("question", default="")
@click.option(
    "--csv", "folder", type=click.Path(path_type=Path, file_okay=False), default=None, help="导出 CSV 到文件夹"
)
@office_option
@json_option
def ask(question: str, folder: Path | None, office_file: Path | None, as_json: bool) -> None:
    """对历年收到的报送包提问；不写 QUESTION 时列出现成的问题。"""
    if folder:
        with opened(office_file, readonly=True) as office:
            paths = [str(path) for path in analysis.export_csv(office, folder)]
        answer({"files": paths}, as_json, lambda: "已导出：" + "、".join(paths))
        return
    if not question:
        known = [{"name": q.name, "words": q.words} for q in analysis.QUESTIONS]
        answer({"questions": known}, as_json, lambda: "\n".join(f"{q.name}\t{q.words}" for q in analysis.QUESTIONS))
        return
    with opened(office_file, readonly=True) as office:
        collection = analysis.collect(office, _step)
        try:
            found = collection.ask(question)
        finally:
            collection.close()
    lines = ["\t".join(found.headings), *("\t".join(map(str, row)) for row in found.rows)]
    answer(analysis.answer_value(found), as_json, lambda: "\n".join(lines))


@street.command()
@click.argument("village")
@click.argument("person")
@click.option("--out", type=_OUT, required=True, help="PDF 或 docx")
@office_option
def evidence(village: str, person: str, out: Path, office_file: Path | None) -> None:
    """一名干部的约谈材料：历月坐班和需要说明的日期。"""
    with opened(office_file, readonly=True) as office:
        write_evidence(office, village, person, out)
    click.echo(f"已写出“{out}”。")
