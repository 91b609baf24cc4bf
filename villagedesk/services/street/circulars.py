"""What the street writes from the merged month: the circular, and the evidence sheet for a talk."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from villagedesk.base.errors import Mistake
from villagedesk.papers.street import circular, evidence
from villagedesk.papers.street.merged import Merged
from villagedesk.services.office import Office, fact
from villagedesk.services.street.collected import months_of
from villagedesk.services.street.schemes import schemes
from villagedesk.writers.docx import write_docx
from villagedesk.writers.pdf import write_pdf


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
