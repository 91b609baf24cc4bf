"""The street's own template: kept once with its marks, filled every month with one action."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from villagedesk.base import faults
from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.clock import moment_text
from villagedesk.base.errors import Mistake
from villagedesk.services.office import Office
from villagedesk.services.report import vocabulary
from villagedesk.services.report.figures import month_facts
from villagedesk.store import street as shelf
from villagedesk.writers.xlsx_template import marks as reading
from villagedesk.writers.xlsx_template.fill import fill
from villagedesk.writers.xlsx_template.marks import Filling, SheetPicture

_MOST = 5_000_000


@dataclass(frozen=True, slots=True)
class Template:
    """A template in use: its name, file name and saved marks (`sheet!place` → name)."""

    name: str
    file: str
    marks: Mapping[str, str]
    id: int = 0


def templates(office: Office) -> tuple[Template, ...]:
    """The templates in use."""
    return tuple(
        Template(row["name"], row["file"], json.loads(row["marks"]), row["id"]) for row in shelf.templates(office.store)
    )


def read_template(path: Path) -> bytes:
    """The bytes of a template file, looked at before they are kept."""
    with faults.world(path):
        if path.stat().st_size > _MOST:
            raise Mistake(f"“{path.name}”超过 5 MB，不像一张表格模板。", "file")
        content = path.read_bytes()
    reading.load(content, path.name)
    return content


def look(
    office: Office, content: bytes, file: str, month: str
) -> tuple[tuple[SheetPicture, ...], Filling, dict[str, str]]:
    """A template's sheets to click on, what may be marked, and the marks that its words suggest."""
    pictures = reading.pictures(content, file)
    known = vocabulary.filling(office, month_facts(office, month))
    suggested: dict[str, str] = {}
    if not reading.marks_in(content, file):
        for picture in pictures:
            suggested |= vocabulary.suggest(picture, known)
    return pictures, known, suggested


def keep_template(office: Office, name: str, content: bytes, file: str, marks: Mapping[str, str]) -> Result[int]:
    """Keep a template with its marks under a name; an older one of that name is put away.

    Raises `Mistake` naming every mark that means nothing.
    """
    if not name.strip():
        raise Mistake("请给模板起个名字。", "name")
    known = vocabulary.filling(office, month_facts(office, f"{office.clock():%Y-%m}"))
    unknown = reading.unknown_marks(content, file, marks, known)
    if unknown:
        raise Mistake(f"模板里有看不懂的标记：{'、'.join(unknown[:8])}；请改正名称或去掉标记。", "marks")
    if not marks and not reading.marks_in(content, file):
        raise Mistake(f"“{file}”里没有标记，填不了；请先在图上点出哪一格填什么，或在单元格里写 {{{{名称}}}}。", "marks")
    row = {
        "name": name.strip(),
        "file": file,
        "content": base64.b64encode(content).decode(),
        "marks": json.dumps(dict(marks), ensure_ascii=False),
        "made_at": moment_text(office.clock()),
    }
    old = [held for held in templates(office) if held.name == name.strip()]
    with office.change("选用街道模板") as change:
        for held in old:
            change.remove("street_templates", held.id, "换用新模板")
        key = change.insert("street_templates", row)

    def back(later: Office) -> Changes:
        with later.change("撤销选用街道模板") as change:
            change.remove("street_templates", key, "撤销")
            for held in old:
                change.restore("street_templates", held.id)
        return Changes(Area.REPORTS, "已恢复原来的模板。")

    return Result(key, Changes(Area.REPORTS, f"模板“{name.strip()}”已可使用。", back))


def remove_template(office: Office, name: str) -> Changes:
    """Stop using a template."""
    held = next((held for held in templates(office) if held.name == name), None)
    if held is None:
        raise Mistake(f"没有叫“{name}”的模板。", "name")
    with office.change("停用街道模板") as change:
        change.remove("street_templates", held.id, "停用")

    def back(later: Office) -> Changes:
        with later.change("恢复街道模板") as change:
            change.restore("street_templates", held.id)
        return Changes(Area.REPORTS, f"模板“{name}”已恢复。")

    return Changes(Area.REPORTS, f"模板“{name}”已停用。", back)


def fill_template(office: Office, name: str, month: str, out: Path, *, masked: bool = True) -> Result[Path]:
    """Fill a kept template with a month and write it to `out` (a folder or an xlsx file)."""
    row = shelf.template(office.store, name)
    if row is None:
        known = "、".join(held.name for held in templates(office)) or "还没有选用模板"
        raise Mistake(f"没有叫“{name}”的模板（{known}）。", "name")
    content, marks = base64.b64decode(row["content"]), json.loads(row["marks"])
    return _filled(office, (content, row["file"], marks), month, out, masked=masked)


def fill_file(office: Office, file: Path, month: str, out: Path, *, masked: bool = True) -> Result[Path]:
    """Fill a template file directly: by its own marks, or by those that its words suggest."""
    content = read_template(file)
    _, _, suggested = look(office, content, file.name, month)
    return _filled(office, (content, file.name, suggested), month, out, masked=masked)


def _filled(
    office: Office, kept: tuple[bytes, str, Mapping[str, str]], month: str, out: Path, *, masked: bool
) -> Result[Path]:
    content, file, marks = kept
    if out.suffix and out.suffix.lower() != ".xlsx" and not out.is_dir():
        raise Mistake(f"“{out.name}”不能这样命名；填好的表是 xlsx，请用 .xlsx 结尾。", "out")
    facts = month_facts(office, month, masked=masked)
    path = out if out.suffix.lower() == ".xlsx" else out / f"{facts.village}{month}{Path(file).stem}.xlsx"
    count = fill(content, file, marks, vocabulary.filling(office, facts, masked=masked), path)
    if not count:
        raise Mistake(f"“{file}”里没有标记，也认不出表头，没有填写；请先标记。", "marks")
    return Result(path, Changes(Area.NOTHING, f"已填好“{path.name}”，共 {count} 格。"))
