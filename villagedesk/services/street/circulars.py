"""What the street writes: the circular of a month, the evidence sheet for a talk, the plain form to hand out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from villagedesk.base.errors import Mistake
from villagedesk.papers.street import circular, evidence, plain_form
from villagedesk.papers.street.merged import Merged
from villagedesk.services.office import Office, fact
from villagedesk.services.street.collected import months_of
from villagedesk.services.street.schemes import schemes
from villagedesk.writers.docx import write_docx
from villagedesk.writers.pdf import write_pdf
from villagedesk.writers.xlsx import Properties, write_workbook


def write_circular(merged: Merged, path: Path, on: date | None = None) -> Path:
    """The circular of a month as docx; without `on` it is dated the fifth of the month after."""
    year, month = int(merged.month[:4]), int(merged.month[5:])
    day = on or date(year + month // 12, month % 12 + 1, 5)
    return write_docx(circular.document(merged, day), path)


def write_evidence(office: Office, village: str, person: str, path: Path) -> Path:
    """What all collected packs say about one person, as PDF or docx by the ending of `path`."""
    months = months_of(office, village)
    if not any(line.person == person for facts in months for line in facts.people):
        raise Mistake(f"{village}报送的材料里没有“{person}”，请核对姓名。", "person")
    on = office.clock().date()
    subject = evidence.Subject(str(fact(office, "street")), village, person, on, schemes(office))
    document = evidence.document(subject, months)
    if path.suffix.lower() == ".docx":
        return write_docx(document, path)
    return write_pdf([document], path)


def write_form(path: Path, street: str, village: str = "", month: str = "") -> Path:
    """Write the plain form that villages without the program fill in."""
    write_workbook([plain_form.document(street, village, month)], path, Properties(title="村级月报简易表"))
    return path
