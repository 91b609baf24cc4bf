"""The sheets of a volume: forms with their edited words, and the scans of what was signed."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from villagedesk.mediation.volume import Held, Sheet
from villagedesk.store.file.audit import Change
from villagedesk.store.file.store import Store


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a case: which sheet, for which step, and the words the mediator changed."""

    sheet: Sheet
    step: int
    texts: Mapping[str, str]
    written_at: str
    printed_at: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Scan:
    """One scanned or photographed page in its place; the picture itself is kept once by its digest."""

    sheet: Sheet
    step: int
    seq: int
    name: str
    picture: str
    width: int
    height: int
    scanned_at: str
    id: int = 0


def forms(store: Store, key: int) -> tuple[Form, ...]:
    """The forms of a case."""
    rows = store.rows("select * from dispute_sheet where dispute = ? and removed is null order by id", [key])
    return tuple(
        Form(Sheet(r["sheet"]), r["step"], json.loads(r["texts"]), r["written_at"], r["printed_at"] or "", r["id"])
        for r in rows
    )


def scans(store: Store, key: int) -> tuple[Scan, ...]:
    """The scans of a case, in the order of their pages."""
    rows = store.tuples(
        "select sheet, step, seq, name, picture, width, height, scanned_at, id from dispute_scan"
        " where dispute = ? and removed is null order by sheet, step, seq, id",
        [key],
    )
    return tuple(Scan(Sheet(row[0]), *row[1:]) for row in rows)


def held(store: Store, key: int) -> tuple[Held, ...]:
    """What a case has of each sheet, for the check of completeness."""
    written = store.tuples("select sheet, step from dispute_sheet where dispute = ? and removed is null", [key])
    scanned = store.tuples("select distinct sheet, step from dispute_scan where dispute = ? and removed is null", [key])
    return (*(Held(Sheet(s), n) for s, n in written), *(Held(Sheet(s), n, True) for s, n in scanned))


def save_form(change: Change, store: Store, key: int, form: Form) -> int:
    """Write a form, or its new words; a form that was taken out comes back."""
    texts = json.dumps(dict(form.texts), ensure_ascii=False)
    known = store.value(
        "select id from dispute_sheet where dispute = ? and sheet = ? and step = ?", [key, form.sheet.value, form.step]
    )
    if known:
        change.update("dispute_sheet", known, {"texts": texts, "removed": None})
        return int(known)
    row = {"dispute": key, "sheet": form.sheet.value, "step": form.step, "texts": texts}
    return change.insert("dispute_sheet", {**row, "written_at": form.written_at})


def drop_forms(change: Change, store: Store, key: int, step: int, reason: str) -> None:
    """Take the forms of one step out of the volume."""
    for (form,) in store.tuples(
        "select id from dispute_sheet where dispute = ? and step = ? and removed is null", [key, step]
    ):
        change.remove("dispute_sheet", form, reason)


def keep_picture(change: Change, store: Store, content: bytes) -> str:
    """Keep a picture once, named by its SHA-256."""
    digest = hashlib.sha256(content).hexdigest()
    if not store.value("select 1 from dispute_picture where digest = ?", [digest]):
        # As text: the audit seals what it can read as text, and a picture is never updated.
        row = (digest, base64.b64encode(content).decode("ascii"))
        change.insert_bulk("dispute_picture", ("digest", "content"), [row], "卷宗扫描件")
    return digest


def add_scan(change: Change, key: int, scan: Scan) -> int:
    """Put a scanned page into its place."""
    row = {"dispute": key, "sheet": scan.sheet.value, "step": scan.step, "seq": scan.seq, "name": scan.name}
    size = {"picture": scan.picture, "width": scan.width, "height": scan.height}
    return change.insert("dispute_scan", {**row, **size, "scanned_at": scan.scanned_at})


def picture(store: Store, digest: str) -> bytes | None:
    """The bytes of a kept picture."""
    found = store.value("select content from dispute_picture where digest = ?", [digest])
    return base64.b64decode(found) if found else None
