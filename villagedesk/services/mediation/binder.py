"""The whole volume as one PDF: cover, contents with true page numbers, numbered sheets and scans, back."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.document import Document, Picture
from villagedesk.mediation import volume
from villagedesk.mediation.case import Case
from villagedesk.mediation.volume import Place, Sheet, State
from villagedesk.papers.mediation import binding
from villagedesk.papers.mediation.parts import PAGE
from villagedesk.services.mediation import scans, sheets
from villagedesk.services.office import Office
from villagedesk.writers.pdf import page_count, pdf_bytes
from villagedesk.writers.whole import write_whole

_SCAN_PAGE = replace(PAGE, top_mm=14, bottom_mm=16, left_mm=24, right_mm=14)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the contents: the sheet's title and the number of its first page."""

    title: str
    page: int
    pages: int
    scanned: bool


@dataclass(frozen=True, slots=True)
class Bound:
    """A volume that was bound: the PDF, its numbered pages, its contents, and what it must have and has not."""

    pdf: bytes
    pages: int
    contents: tuple[Line, ...]
    lacks: tuple[str, ...]
    path: Path | None = None


def write_volume(office: Office, case: Case, path: Path) -> Bound:
    """Bind the volume of a case into one PDF file, whole or not at all."""
    made = bind(office, case)
    write_whole(path, made.pdf)
    return replace(made, path=path)


def save_volume(office: Office, case: Case, path: Path) -> Result[Bound]:
    """Bind the volume into a file and note that a paper with full names left the office file."""
    made = write_volume(office, case, path)
    if not office.store.readonly:
        with office.change("导出卷宗") as change:
            change.note("dispute", f"{case.number} → {path.name}")
    return Result(made, Changes(Area.NOTHING))


def bind(office: Office, case: Case) -> Bound:
    """Bind the volume of a case: scans stand where the signed sheet belongs, forms where nothing was scanned yet."""
    places = [p for p in sheets.places_of(office, case) if p.sheet not in volume.BOUND]
    lacks = tuple(place.title for place in places if place.lacking)
    with tempfile.TemporaryDirectory() as folder:
        parts = [(place, documents) for place in places if (documents := _documents(office, case, place, Path(folder)))]
        lines, numbered = _number(parts)
        total = lines[-1].page + lines[-1].pages - 1 if lines else 0
        facts = sheets.facts_of(office, case)
        listed = [binding.Content(f.title, f.page, "扫描件" if f.scanned else "") for f in lines]
        whole = [binding.cover(facts), binding.contents(facts, listed), *numbered, binding.back(facts, total)]
        pdf = pdf_bytes(whole, title=f"{case.number}{case.title}")
    return Bound(pdf, total, lines, lacks)


def preview(office: Office, case: Case, place: Place) -> bytes:
    """One place of the volume as it will print: its scans, or its form; empty bytes when it has neither."""
    with tempfile.TemporaryDirectory() as folder:
        if place.sheet in volume.BOUND:
            return bind_only(office, case, place.sheet)
        found = _documents(office, case, replace(place, state=_shown(place)), Path(folder))
        return pdf_bytes(found, title=place.title) if found else b""


def bind_only(office: Office, case: Case, sheet: Sheet) -> bytes:
    """Cover, contents or back as the bound volume will have it."""
    if sheet is Sheet.COVER:
        return pdf_bytes([sheets.document_of(office, case, sheet)])
    made = bind(office, case)
    listed = [binding.Content(f.title, f.page, "扫描件" if f.scanned else "") for f in made.contents]
    facts = sheets.facts_of(office, case)
    return pdf_bytes([binding.contents(facts, listed) if sheet is Sheet.CONTENTS else binding.back(facts, made.pages)])


def _shown(place: Place) -> State:
    # A form that is not written yet is still shown as it would print, so that one sees what is asked for.
    if place.state in (State.LACKING, State.ABSENT) and place.sheet in volume.FORMS:
        return State.WRITTEN
    return place.state


def _number(parts: Sequence[tuple[Place, tuple[Document, ...]]]) -> tuple[tuple[Line, ...], list[Document]]:
    """The contents and the documents with their page numbers; a page of scans is always one page."""
    lines: list[Line] = []
    numbered: list[Document] = []
    page = 1
    for place, documents in parts:
        first, scanned = page, _is_scan(documents[0])
        for document in documents:
            numbered.append(replace(document, page=replace(document.page, first_number=page)))
            page += 1 if _is_scan(document) else page_count(pdf_bytes([document]))
        lines.append(Line(place.title, first, page - first, scanned))
    return tuple(lines), numbered


def _is_scan(document: Document) -> bool:
    return document.page is _SCAN_PAGE


def _documents(office: Office, case: Case, place: Place, folder: Path) -> tuple[Document, ...]:
    if place.state is State.SIGNED:
        return _scanned(office, case, place, folder)
    if place.state is State.WRITTEN or (place.sheet in (Sheet.CLOSING, Sheet.NOTES) and place.lacking):
        return (sheets.document_of(office, case, place.sheet, place.step),)
    return ()


def _scanned(office: Office, case: Case, place: Place, folder: Path) -> tuple[Document, ...]:
    width = _SCAN_PAGE.body_width_mm
    height = _SCAN_PAGE.size_mm[1] - _SCAN_PAGE.top_mm - _SCAN_PAGE.bottom_mm - 8
    made: list[Document] = []
    for n, scan in enumerate(sheets.scans_at(office, case, place.sheet, place.step), 1):
        file = folder / f"{scan.picture}.jpg"
        if not file.exists():
            file.write_bytes(scans.picture(office, scan.picture))
        block = Picture(file, width, height, f"{place.title}　第 {n} 张")
        made.append(Document(f"{place.title}扫描件{n}", "", (block,), _SCAN_PAGE, subject=case.number))
    return tuple(made)
