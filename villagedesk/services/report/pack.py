"""The pack in one action: one sealed workbook and one PDF of the month, in a folder named village and month."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from villagedesk.base import plain
from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.document import Document
from villagedesk.base.errors import Mistake, Trouble
from villagedesk.papers.street import summary
from villagedesk.papers.street.facts import MonthFacts
from villagedesk.security import seal
from villagedesk.services.office import Office, head
from villagedesk.services.registers.lists import month_span
from villagedesk.services.report import sealing
from villagedesk.services.report.figures import month_facts
from villagedesk.services.report.parts import PARTS, Made, make_part
from villagedesk.writers.pdf import write_pdf
from villagedesk.writers.xlsx import HiddenSheet, Properties, SheetValues, write_workbook

OnStep = Callable[[int, int, str], object]


def _silent(done: int, total: int, what: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class PackFile:
    """One file of a pack and the names of its sheets (bookmarks in a PDF)."""

    path: Path
    sheets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """A month's pack as it was made: its folder, files, facts and what is not in it."""

    folder: Path
    files: tuple[PackFile, ...]
    facts: MonthFacts
    lacking: tuple[str, ...]

    @property
    def answer(self) -> dict[str, object]:
        """The answer of `report month --json`."""
        return {
            "files": [{"path": str(file.path), "sheets": list(file.sheets)} for file in self.files],
            "totals": self.facts.totals,
            "village": self.facts.village,
            "month": self.facts.month,
            "revision": self.facts.revision,
            "masked": self.facts.masked,
            "folder": str(self.folder),
            "lacking": list(self.lacking),
        }


def make_pack(office: Office, month: str, out: Path, *, masked: bool = True, step: OnStep = _silent) -> Result[Pack]:
    """Make the month's pack in a folder below `out` and note it in the office.

    Each making is a new revision; `step` is told what is being made and may raise to cancel, which leaves nothing.
    """
    if office.store.readonly:
        raise Trouble(office.store.readonly)
    if month_span(month)[0] > office.clock().date():
        raise Mistake(f"{month} 还没有开始，不能出月报；请选已经开始的月份。", "month")
    facts = month_facts(office, month, masked=masked)
    made = list(_made(office, month, masked, step))
    documents = [summary.document(facts, head(office)), *(d for part in made for d in part.documents)]
    folder = out / f"{facts.village}{month}"
    stem = f"{facts.village}{month}月报" + (f"（第{facts.revision}次）" if facts.revision > 1 else "")
    step(len(PARTS), len(PARTS) + 2, "写工作簿")
    book = write_sealed(documents, folder / f"{stem}.xlsx", facts, sealing.office_key(office))
    try:
        step(len(PARTS) + 1, len(PARTS) + 2, "写 PDF")
        printed = PackFile(write_pdf(documents, folder / f"{stem}.pdf", title=stem), tuple(d.title for d in documents))
    except BaseException:
        book.path.unlink(missing_ok=True)
        raise
    step(len(PARTS) + 2, len(PARTS) + 2, "完成")
    lacking = tuple(f"{part.part.sheet}：{part.lacks}" for part in made if part.lacks)
    pack = Pack(folder, (book, printed), facts, lacking)
    _keep(office, pack)
    return Result(pack, Changes(Area.REPORTS, f"{month} 月报已生成在“{folder}”。"))


def _made(office: Office, month: str, masked: bool, step: OnStep) -> Sequence[Made]:
    found: list[Made] = []
    for number, part in enumerate(PARTS):
        step(number, len(PARTS) + 2, part.sheet)
        found.append(make_part(office, part, month, masked=masked))
    return found


def write_sealed(documents: Sequence[Document], path: Path, facts: MonthFacts, secret: str) -> PackFile:
    """Write documents as one sealed workbook with a contents sheet."""

    def finish(said: Sequence[SheetValues]) -> tuple[HiddenSheet, ...]:
        sheets = [seal.seal_sheet(sheet.name, sheet.rows, sheet.formulas) for sheet in said]
        return (HiddenSheet(sealing.SHEET, sealing.seal_rows(facts, sheets, secret)),)

    title = f"{facts.village} {facts.month} 月报"
    custom = {"village": facts.village, "month": facts.month, "revision": str(facts.revision)}
    names = write_workbook(documents, path, Properties(title=title, custom=custom, contents="目录", finish=finish))
    return PackFile(path, names)


def _keep(office: Office, pack: Pack) -> None:
    facts = plain.write(pack.facts)
    row = {
        "month": pack.facts.month,
        "revision": pack.facts.revision,
        "made_at": pack.facts.made_at,
        "folder": str(pack.folder),
        "masked": int(pack.facts.masked),
        "digest": seal.digest_of(facts, ()),
        "facts": json.dumps(facts, ensure_ascii=False),
    }
    with office.change("生成月报" if pack.facts.masked else "生成不遮盖的月报") as change:
        change.insert("packs", row)
