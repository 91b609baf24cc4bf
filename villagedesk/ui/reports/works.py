"""The heavy works of the page: they import the writers, so they are loaded when first asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from villagedesk.base.changes import Area, Changes, Result
from villagedesk.papers.street.merged import Merged
from villagedesk.services.office import Office
from villagedesk.services.report import keycard, sending, template
from villagedesk.services.report.pack import Pack, make_pack
from villagedesk.services.street import analysis, collected, keeping, merge, schemes, sheets
from villagedesk.services.street.circulars import write_circular, write_evidence, write_form

pack_month = make_pack
key_with_code = keycard.key_with_code
write_card = keycard.write_card
fill_template = template.fill_template
keep_template = template.keep_template
remove_template = template.remove_template
evidence = write_evidence
plain_form = write_form
keep_scheme = schemes.keep_scheme
look_at_pack = sheets.look_at
QUESTIONS = analysis.QUESTIONS


def send(folder: Path, target: Path, progress: Any) -> sending.Sent:
    """Copy a pack's folder and prove the copy."""
    return sending.send_folder(folder, target, progress)


def sticks() -> tuple[sending.Stick, ...]:
    """The removable drives that are plugged in."""
    return sending.sticks()


def look_at_template(office: Office, file: Path, month: str) -> tuple[bytes, Any, Any, Mapping[str, str]]:
    """A template's content, its sheets, what may be marked, and the suggested marks."""
    content = template.read_template(file)
    pictures, known, suggested = template.look(office, content, file.name, month)
    return content, pictures, known, suggested


def take_packs(office: Office, files: Sequence[Path], progress: Any) -> Result[tuple[str, ...]]:
    """Read, prove and keep packs; the sentences about those that could not be read."""
    received, faults = merge.read_all(files, merge.terms_of(office).keys, progress)
    new = merge.keep_received(office, received) if received else 0
    months = Counter(each.facts.month for each in received)
    says = f"收下 {new} 个新文件" + (f"，{len(received) - new} 个以前收过" if len(received) > new else "")
    if len(months) > 1:
        says += "（" + "、".join(f"{month} 的 {count} 个" for month, count in sorted(months.items())) + "）"
    says += f"，{len(faults)} 个不能采用" if faults else ""
    return Result(tuple(fault.says for fault in faults), Changes(Area.REPORTS, says + "。"))


def street_month(office: Office, month: str) -> Merged:
    """The street's month from what was received."""
    terms = merge.terms_of(office)
    found = collected.received(office, month)
    strayed = collected.strayed(office, month)
    if not found:
        return Merged(terms.street, month, missing=terms.expected, faults=strayed, schemes=terms.schemes)
    return merge.merge(found, strayed, terms, month)


def write_merged(office: Office, month: str, path: Path, progress: Any) -> Path:
    """The consolidated workbook of a month, with the villages' own files in a folder beside it."""
    return merge.write_merged(keeping.beside(street_month(office, month), path, progress), path)


def scheme_choices(office: Office) -> tuple[tuple[Any, ...], tuple[str, ...]]:
    """The versions of the point scheme, and the rule profiles that one may be for."""
    return schemes.schemes(office), schemes.profile_names(office)


def write_month_circular(office: Office, month: str, path: Path) -> Path:
    """The circular of a month."""
    return write_circular(street_month(office, month), path, office.clock().date())


def ask(office: Office, question: str, progress: Any) -> analysis.Answer:
    """A ready question, answered."""
    collection = analysis.collect(office, progress)
    try:
        return collection.ask(question)
    finally:
        collection.close()


def export_csv(office: Office, folder: Path) -> tuple[Path, ...]:
    """All collected figures as CSV."""
    return analysis.export_csv(office, folder)


__all__ = ["Pack", "evidence", "key_with_code", "pack_month", "plain_form"]
