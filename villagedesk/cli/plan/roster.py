"""The roster on the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from villagedesk.base import plain
from villagedesk.cli.answer import DATE, MONTH, answer, json_option, office_option, opened, read_json
from villagedesk.cli.plan.paste import paste
from villagedesk.cli.plan.swaps import swap
from villagedesk.roster.explain import holes
from villagedesk.roster.plan import answer as plan_answer
from villagedesk.services.roster import ledger, pattern, publishing
from villagedesk.services.roster import month as months
from villagedesk.services.roster.cases import month_days, stretch
from villagedesk.services.roster.edit import cells, replacement
from villagedesk.services.roster.habits import half_year
from villagedesk.services.roster.planning import Wish, plan_months, stage_text
from villagedesk.services.roster.trying import try_case


@click.group()
def roster() -> None:
    """值班表：班次、排班、检查、公示、公平、替班、换班。"""


roster.add_command(swap)
roster.add_command(paste)


@roster.group()
def shifts() -> None:
    """班次和规则。"""


@shifts.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@office_option
@json_option
def import_(file: Path, office_file: Path | None, as_json: bool) -> None:
    """从 TOML 文件导入班次、季节和规则。"""
    with opened(office_file) as office:
        found = pattern.import_pattern(office, file)
    answer({"shifts": found.value.shift, "says": found.changes.says}, as_json, lambda: found.changes.says)


@shifts.command("list")
@click.option("--on", "day", type=DATE, default=None, help="哪一天的班次（默认今天）")
@office_option
@json_option
def list_(day: date | None, office_file: Path | None, as_json: bool) -> None:
    """列出现在执行的班次和规则。"""
    with opened(office_file, readonly=True) as office:
        held = pattern.pattern(office, day or office.clock().date())
    text = "\n".join(f"{one.name} {one.start}–{one.end}" for one in held.shift) or "还没有班次。"
    answer({"shifts": held.shift, "seasons": held.season, "rules": held.rules}, as_json, lambda: text)


@roster.command()
@click.option("--apply", "name", default="", help="用这个方案作为本办公室的班次")
@office_option
@json_option
def presets(name: str, office_file: Path | None, as_json: bool) -> None:
    """列出可以开始使用的班次样板，或者采用一个。"""
    says = ""
    if name:
        with opened(office_file) as office:
            says = pattern.apply_preset(office, name).says
    found = pattern.presets()
    text = says or "\n".join(f"{one.name}  {one.title}：{one.says}" for one in found)
    answer({"presets": found, "says": says}, as_json, lambda: text)


@roster.command()
@click.argument("month", type=MONTH)
@click.option("--to", type=MONTH, default=None, help="排到哪个月（含）")
@click.option("--keep-published/--replan-published", default=True, help="已公示的班不动（默认），或者也重新安排")
@click.option("--fresh", is_flag=True, help="草稿不保留，重新排")
@click.option("--seconds", type=click.FloatRange(min=0), default=0.0, help="每月最多用多少秒（默认不限）")
@office_option
@json_option
def plan(office_file: Path | None, as_json: bool, **given: Any) -> None:
    """排一个月或几个月的班，存为草稿。"""
    wish = Wish(given["keep_published"], given["fresh"], given["seconds"])
    with opened(office_file) as office:
        done = plan_months(office, given["month"], to=given["to"], wish=wish, on_progress=_progress)
    found = [{"month": one.month, "moved": one.moved, **plan_answer(one.plan)} for one in done.value]
    whole = {"months": found, **(found[0] if len(found) == 1 else {})}
    gaps = [_hole_text(hole) for one in found for hole in one["unmet"]]
    answer(whole, as_json, lambda: "\n".join([done.changes.says, *gaps]))


def _progress(stage: str, month: str, at: float) -> None:
    click.echo(f"{month} {at:.1f} 秒 {stage}", err=True)


@roster.command()
@click.argument("month", type=MONTH)
@office_option
@json_option
def show(month: str, office_file: Path | None, as_json: bool) -> None:
    """显示一个月的值班表。"""
    with opened(office_file, readonly=True) as office:
        view = months.month(office, month)
    duties = [
        {"date": p.date, "shift": p.shift, "post": p.post, "person": c.person, "hours": p.hours}
        | {"pinned": c.pinned, "accepted": c.accepted, "changed": c.changed}
        for p in view.places
        for c in p.cells
    ]
    facts = {"month": month, "state": view.state, "revision": view.number, "published_at": view.published_at}
    facts |= {"duties": duties, "holes": view.holes, "warnings": view.warnings}
    lines = [f"{month} {view.state}" + (f" 第 {view.number} 版" if view.number else "")]
    for place in view.places:
        names = "、".join(cell.person for cell in place.cells) + ("（缺）" if place.missing else "")
        lines.append(f"{place.date} {place.shift} {place.hours} {place.post} {names}")
    answer(facts, as_json, lambda: "\n".join([*lines, *view.warnings]))


@roster.command()
@click.argument("month", type=MONTH)
@office_option
@json_option
def check(month: str, office_file: Path | None, as_json: bool) -> None:
    """列出手工改过的班表里每一处违反规定的地方和每一个空缺。"""
    with opened(office_file, readonly=True) as office:
        there = stretch(office, *month_days(month))
        view = months.month(office, month)
        every = months.every_breach(office, month)
    unmet = holes(there.made, there.duties)
    broken = [
        {"date": b.date, "shift": b.shift, "post": b.post, "person": b.person}
        | {"rule": b.rule, "says": b.says, "accepted": reason}
        for b, reason in every
    ]
    found = {"month": month, "breaches": broken, "unmet": unmet, "warnings": view.warnings}
    lines = [f"{b.date} {b.shift} {b.post} {b.says}" + (f"（已接受：{why}）" if why else "") for b, why in every]
    lines += [_hole_text(plain.write(one)) for one in unmet]
    answer(found, as_json, lambda: "\n".join([*lines, *view.warnings]) or "没有发现问题。")


@roster.command()
@click.argument("month", type=MONTH)
@click.option("--accept", default="", help="接受违反规定之处的理由")
@office_option
@json_option
def publish(month: str, accept: str, office_file: Path | None, as_json: bool) -> None:
    """公示一个月的值班表（改动后再公示为新的一版）。"""
    with opened(office_file) as office:
        done = publishing.publish(office, month, accept=accept)
        at = office.clock()
    answer({"month": month, "revision": done.value, "published_at": at}, as_json, lambda: done.changes.says)


@roster.command()
@click.argument("month", type=MONTH)
@office_option
@json_option
def fairness(month: str, office_file: Path | None, as_json: bool) -> None:
    """一个月的公平情况，连同以前各月结转。"""
    with opened(office_file, readonly=True) as office:
        found = ledger.fairness(office, month)
    facts = {"month": month, "buckets": found.buckets, "counts": found.month, "carried": found.carried}
    facts |= {"fairness": found.total, "spread": found.spread}
    lines = [
        f"{bucket}（相差 {found.spread.get(bucket, 0):g}）："
        + "、".join(f"{name} {count:g}" for name, count in found.total[bucket].items())
        for bucket in found.buckets
    ]
    answer(facts, as_json, lambda: "\n".join(lines) or "这个月没有班次。")


@roster.command()
@click.argument("day", type=DATE)
@click.argument("shift")
@click.argument("person", default="")
@click.option("--post", default="", help="岗位（一个班有几个岗时）")
@office_option
@json_option
def replace(day: date, shift: str, person: str, post: str, office_file: Path | None, as_json: bool) -> None:
    """谁可以替某人的一个班，按合适程度排列并说明理由。"""
    with opened(office_file, readonly=True) as office:
        found = replacement.replace(office, day, shift, person, post)
    facts = {"date": day, "shift": shift, "person": person, "candidates": found}
    answer(facts, as_json, lambda: "\n".join(f"{'√' if s.fits else '×'} {s.person} {s.says}" for s in found))


@roster.command()
@click.argument("day", type=DATE)
@click.argument("shift")
@click.argument("post")
@click.argument("person")
@click.option("--instead", default="", help="换下谁")
@click.option("--reason", default="", help="违反规定时接受的理由")
@click.option("--clear", is_flag=True, help="撤下这个人")
@office_option
@json_option
def assign(office_file: Path | None, as_json: bool, **given: Any) -> None:
    """手工安排、替换或撤下一个班上的一个人。"""
    spot = (given["day"], given["shift"], given["post"])
    with opened(office_file) as office:
        if given["clear"]:
            done = cells.clear(office, spot, given["person"])
        else:
            done = cells.assign(office, spot, given["person"], instead=given["instead"], reason=given["reason"])
    answer({"says": done.says}, as_json, lambda: done.says)


@roster.command("half-year")
@click.argument("month", type=MONTH)
@office_option
@json_option
def half_year_(month: str, office_file: Path | None, as_json: bool) -> None:
    """到某月为止半年里谁从不换班、谁总值同一天。"""
    with opened(office_file, readonly=True) as office:
        found = half_year(office, month)
    rows = [{**plain.write(h), "never_swaps": h.never_swaps, "same_weekday": h.same_weekday} for h in found]
    lines = [f"{h.person} {h.says}" for h in found if h.says]
    answer({"month": month, "people": rows}, as_json, lambda: "\n".join(lines) or "没有需要注意的情况。")


@roster.command("try")
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--seconds", type=click.FloatRange(min=0), default=0.0, help="最多用多少秒（默认不限）")
@json_option
def try_(case: Path, seconds: float, as_json: bool) -> None:
    """试排一个自带人员和班次的 JSON 算例，不需要办公文件。"""
    tell = None if as_json else lambda stage, at: _progress(stage_text(stage), "试排", at)
    found = try_case(read_json(case), tell, seconds)
    answer(found, as_json, lambda: _plan_text(found))


def _plan_text(found: dict[str, Any]) -> str:
    lines = [f"{d['date']} {d['shift']} {d['post']} {d['person']}" for d in found["assignments"]]
    return "\n".join([*lines, *(_hole_text(hole) for hole in found["unmet"])])


def _hole_text(hole: dict[str, Any]) -> str:
    why = "；".join(hole["reasons"])
    return f"空缺 {hole['date']} {hole['shift']} {hole['post']}：{why}。{hole['fix']}。"
