"""Commands over the people of the office: list, import, template, add, leave."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from villagedesk.base.document import plain_text
from villagedesk.cli.answer import DATE, answer, json_option, office_option, opened
from villagedesk.people.badges import current
from villagedesk.people.person import Badge, Person
from villagedesk.services import people as use
from villagedesk.services.staff import intake
from villagedesk.services.staff.template import write_template

_PATH = click.Path(path_type=Path)


@click.group()
def people() -> None:
    """人员：名单、导入、模板、考勤号。"""


@people.command("list")
@office_option
@json_option
def list_people(office_file: Path | None, as_json: bool) -> None:
    """按排序列出所有人员，离任的也在内。"""
    with opened(office_file, readonly=True) as office:
        today = office.clock().date()
        names, badges = use.labels(office), use.badges(office)
        rows = [_row(person, names, badges, today) for person in use.people(office)]
    serving = sum(row["serving"] for row in rows)
    lines = [
        f"{n:>3} {row['label']}  {row['post'] or '—'}  {row['phone']}  考勤号 {row['badge'] or '—'}"
        + ("" if row["serving"] else f"  （{row['left_on']} 离任）")
        for n, row in enumerate(rows, 1)
    ]
    lines.append(f"共 {len(rows)} 人，在任 {serving} 人。")
    answer({"people": rows, "count": len(rows), "serving": serving}, as_json, lambda: "\n".join(lines))


def _row(person: Person, names: dict[int, str], badges: tuple[Badge, ...], today: date) -> dict[str, Any]:
    held = current(badges, person.id, min(today, person.left_on or today))
    return {
        "id": person.id,
        "name": person.name,
        "label": names[person.id],
        "post": person.post,
        "posts": person.posts,
        "group": person.group,
        "phone": person.phone,
        "other_phone": person.other_phone,
        "badge": held.number if held else "",
        "duty_posts": person.duty_posts,
        "grid": person.grid,
        "serving": person.serves(today),
        "joined_on": person.joined_on,
        "left_on": person.left_on,
        "promised_days": person.promised_days,
        "note": person.note,
    }


@people.command("import")
@click.argument("file", type=_PATH)
@click.option("--dry-run", is_flag=True, help="只看结果，不保存")
@office_option
@json_option
def import_people(file: Path, dry_run: bool, office_file: Path | None, as_json: bool) -> None:
    """导入人员名单（xlsx、xls、ods、csv），按表头文字认栏目。"""
    with opened(office_file, readonly=dry_run) as office:
        found = intake.preview_file(office, file)
        if not dry_run:
            intake.store_preview(office, found)
    value: dict[str, Any] = {
        "file": str(file),
        "sheet": found.sheet,
        "dry_run": dry_run,
        "new": found.count(intake.NEW),
        "updated": found.count(intake.UPDATED),
        "unchanged": found.count(intake.UNCHANGED),
        "people": [_imported(row) for row in found.rows],
        "rejected": [{"line": p.line, "text": p.text, "reason": p.reason, "says": p.says} for p in found.rejected],
        "notes": found.notes,
    }
    lines = [problem.says for problem in found.rejected] + [note.says for note in found.notes]
    lines.append(f"{'试导入（没有保存）' if dry_run else '已导入'}：{found.says}。")
    answer(value, as_json, lambda: "\n".join(lines))


def _imported(row: intake.StaffRow) -> dict[str, Any]:
    person = row.person
    return {
        "line": row.line,
        "result": row.result,
        "name": person.name,
        "post": person.post,
        "posts": person.posts,
        "group": person.group,
        "phone": person.phone,
        "other_phone": person.other_phone,
        "badge": row.badge,
        "duty_posts": person.duty_posts,
        "left_on": person.left_on,
        "changed": row.changed,
        "questions": row.questions,
    }


@people.command()
@click.argument("file", type=_PATH)
@json_option
def template(file: Path, as_json: bool) -> None:
    """写一个空白的人员名单模板（xlsx）。"""
    write_template(file)
    answer({"template": str(file)}, as_json, lambda: f"已写好模板：{file}")


@people.command()
@click.argument("name")
@click.option("--post", "posts", default="", help="职务，几个用顿号隔开")
@click.option("--phone", default="", help="电话")
@click.option("--badge", default="", help="考勤号码")
@click.option("--duty", default="", help="可值岗位，如 带班、坐班")
@office_option
@json_option
def add(name: str, posts: str, phone: str, badge: str, duty: str, office_file: Path | None, as_json: bool) -> None:
    """添加一位人员。"""
    values = {"name": name, "posts": posts, "phone": phone, "duty_posts": duty}
    with opened(office_file) as office:
        done = use.add_person(office, {key: value for key, value in values.items() if value}, badge)
    answer({"id": done.value, "name": name}, as_json, lambda: done.changes.says)


@people.command()
@click.argument("name")
@click.argument("day", type=DATE)
@office_option
@json_option
def leave(name: str, day: date, office_file: Path | None, as_json: bool) -> None:
    """登记一位人员离任，DAY 是最后在任的一天。"""
    with opened(office_file) as office:
        done = use.leave(office, use.person_named(office, name).id, day)
    answer({"name": name, "left_on": plain_text(day)}, as_json, lambda: done.says)
