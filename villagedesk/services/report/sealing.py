"""The seal inside a pack: facts, a digest for every sheet and the office's signature, on a hidden sheet of text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from villagedesk.base import plain
from villagedesk.base.clock import moment_text
from villagedesk.papers.street.facts import MonthFacts
from villagedesk.security import seal
from villagedesk.security.seal import SheetSeal
from villagedesk.services.office import Office, fact
from villagedesk.store import street as shelf

SHEET = "_坐班台封签"
FORM = "villagedesk-pack"
VERSION = 1
_CHUNK = 30_000


def office_key(office: Office) -> str:
    """The office's secret key, made on first use."""
    secret = shelf.secret_key(office.store)
    if not secret:
        secret, public = seal.new_key()
        with office.change("生成本村印鉴密钥") as change:
            shelf.keep_key(change, secret, public, moment_text(office.clock()))
    return secret


@dataclass(frozen=True, slots=True)
class KeyCard:
    """What a village hands to the street once: its name and its public key."""

    village: str
    public: str

    @property
    def fingerprint(self) -> str:
        """The key short enough for the telephone."""
        return seal.fingerprint(self.public)

    @property
    def text(self) -> str:
        """The small file, which also fits into a QR code."""
        card = {"form": "villagedesk-key", "village": self.village, "public": self.public}
        return json.dumps(card, ensure_ascii=False)


def key_card(office: Office) -> KeyCard:
    """The office's own key card."""
    return KeyCard(str(fact(office, "village")), seal.public_of(office_key(office)))


def seal_rows(facts: MonthFacts, sheets: Sequence[SheetSeal], secret: str) -> tuple[tuple[str, ...], ...]:
    """The rows of the hidden sheet."""
    body = plain.write(facts)
    digest = seal.digest_of(body, sheets)
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    rows: list[tuple[str, ...]] = [(FORM, f"v{VERSION}"), ("public", f"k{seal.public_of(secret)}")]
    rows += [("digest", f"d{digest}"), ("signature", f"s{seal.sign(secret, digest)}")]
    rows += [("facts", f"j{part}") for part in _chunks(text)]
    for sheet in sheets:
        rows.append(("sheet", f"n{sheet.name}", f"d{sheet.digest}"))
        rows += [("marks", f"m{part}") for part in _chunks(",".join(sheet.marks))]
        if sheet.formulas:
            rows += [("formulas", f"f{part}") for part in _chunks(json.dumps(dict(sheet.formulas), ensure_ascii=False))]
    return tuple(rows)


def _chunks(text: str) -> Iterable[str]:
    for start in range(0, max(len(text), 1), _CHUNK):
        yield text[start : start + _CHUNK]


@dataclass(frozen=True, slots=True)
class Sealed:
    """The seal as read from a workbook: what it says was sealed, and by which key."""

    version: int
    public: str
    digest: str
    signature: str
    facts: Mapping[str, Any]
    sheets: tuple[SheetSeal, ...]

    @property
    def holds(self) -> bool:
        """Whether facts and sheet digests are those that the key signed."""
        computed = seal.digest_of(self.facts, self.sheets)
        return computed == self.digest and seal.signed_by(self.public, self.digest, self.signature)


def read_seal(rows: Sequence[Sequence[Any]]) -> Sealed | None:
    """The seal from the hidden sheet's rows; None when they hold no seal of ours."""
    texts = [[str(cell) for cell in row if cell not in (None, "")] for row in rows]
    if not texts or texts[0][:1] != [FORM]:
        return None
    one: dict[str, str] = {}
    body: list[str] = []
    names: list[tuple[str, str]] = []
    marks: list[list[str]] = []
    formulas: list[list[str]] = []
    for row in texts:
        match row:
            case ["facts", part]:
                body.append(part[1:])
            case ["sheet", name, digest]:
                names.append((name[1:], digest[1:]))
                marks.append([])
                formulas.append([])
            case ["marks", part] if marks:
                marks[-1].append(part[1:])
            case ["formulas", part] if formulas:
                formulas[-1].append(part[1:])
            case [word, value]:
                one[word] = value[1:]
            case _:
                continue
    try:
        facts = json.loads("".join(body))
        version = int(one[FORM])
        sheets = tuple(
            SheetSeal(name, digest, tuple("".join(parts).split(",")), json.loads("".join(written) or "{}"))
            for (name, digest), parts, written in zip(names, marks, formulas, strict=True)
        )
    except (ValueError, KeyError):
        return None
    if not isinstance(facts, dict):
        return None
    return Sealed(version, one.get("public", ""), one.get("digest", ""), one.get("signature", ""), facts, sheets)
