"""The plain form as a file to hand out."""

from __future__ import annotations

from pathlib import Path

from villagedesk.papers.street import plain_form
from villagedesk.writers.xlsx import Properties, write_workbook


def write_form(path: Path, street: str, village: str = "", month: str = "") -> Path:
    """Write the plain form that villages without the program fill in."""
    write_workbook([plain_form.document(street, village, month)], path, Properties(title="村级月报简易表"))
    return path
