"""The seal of a report: a digest of what its cells say, signed with the office's Ed25519 key.

The digest is taken over values, not over bytes: a workbook that was only opened and saved again by another
program has the same values in the same places and keeps its seal; one changed figure breaks it.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_UNSEEN = re.compile("[\u200b\ufeff]|_x000D_")
_MOST_READ = 100_000
_MARK = 2  # hex signs kept for each cell, enough to name a changed cell; the row's own digest proves it


def new_key() -> tuple[str, str]:
    """A fresh secret key and its public key, as hex."""
    key = Ed25519PrivateKey.generate()
    return key.private_bytes_raw().hex(), key.public_key().public_bytes_raw().hex()


def public_of(secret: str) -> str:
    """The public key that belongs to a secret key."""
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret)).public_key().public_bytes_raw().hex()


def sign(secret: str, digest: str) -> str:
    """The signature of a digest, as hex."""
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret)).sign(bytes.fromhex(digest)).hex()


def signed_by(public: str, digest: str, signature: str) -> bool:
    """Whether the owner of the public key signed this digest; False for anything malformed."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), bytes.fromhex(digest))
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: str) -> str:
    """A public key short enough to be read out on the telephone, in figures only: `3120-9146-7713-0814-5520`."""
    number = int.from_bytes(hashlib.sha256(bytes.fromhex(public)).digest()) % 10**20
    text = f"{number:020d}"
    return "-".join(text[i : i + 4] for i in range(0, 20, 4))


def canonical_value(value: Any) -> str:
    """What a cell says, the same after any spreadsheet program saved it again; empty for a blank cell."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _text(value)
    return _number(value) if isinstance(value, float) else _other(value)


def _text(text: str) -> str:
    if text.isprintable() and " " not in text and "_x" not in text:
        return text
    return _UNSEEN.sub("", "".join(text.split()))


def _other(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        rounded = value + timedelta(seconds=30)
        return rounded.strftime("%Y-%m-%d" if not (rounded.hour or rounded.minute) else "%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        return _number(value.total_seconds() / 86400)
    return _number(float(value)) if isinstance(value, int | float) else _text(str(value))


def _number(value: float) -> str:
    text = f"{value:.9g}"
    return "0" if text == "-0" else text


class Reading(dict[Any, str]):
    """What values say, each read once: texts, days and figures repeat all over sheets and villages.

    It forgets everything when it has grown large, so that hundreds of packs need no more room than a few.
    """

    def __missing__(self, value: Any) -> str:
        if len(self) > _MOST_READ:
            self.clear()
        text = self[value] = canonical_value(value)
        return text


@dataclass(frozen=True, slots=True)
class SheetSeal:
    """One sheet's part of the seal: its name, its digest, a short mark for every cell by row, its formulas by place."""

    name: str
    digest: str
    marks: tuple[str, ...]
    formulas: Mapping[str, str] = field(default_factory=dict[str, str])


def seal_sheet(name: str, rows: Sequence[Sequence[Any]], formulas: Mapping[str, str] | None = None) -> SheetSeal:
    """The seal of one sheet; trailing blank cells and rows do not count."""
    lines = _lines(rows)
    while lines and not lines[-1]:
        lines.pop()
    marks = tuple("".join(_mark(text) for text in line) for line in lines)
    return SheetSeal(name, _digest(lines), marks, dict(formulas or {}))


def digest_sheet(rows: Sequence[Sequence[Any]], read: Reading | None = None) -> str:
    """The digest of one sheet alone, which is quick: marks are only needed when it differs.

    `read` may be shared by many sheets.
    """
    return _digest(_lines(rows, read))


def _lines(rows: Sequence[Sequence[Any]], read: Reading | None = None) -> list[list[str]]:
    known = (Reading() if read is None else read).__getitem__
    found: list[list[str]] = []
    for row in rows:
        plain = bool not in map(type, row)  # True equals 1 as a key, but does not say the same
        texts = list(map(known if plain else canonical_value, row))
        while texts and not texts[-1]:
            texts.pop()
        found.append(texts)
    return found


def _digest(lines: Sequence[Sequence[str]]) -> str:
    whole = hashlib.sha256()
    for number, texts in enumerate(lines):
        if texts:
            joined = "\x1f".join(texts)
            whole.update(f"{number}\x1e{joined}\x1e".encode("utf-8", "replace"))
    return whole.hexdigest()


def _mark(text: str) -> str:
    return f"{zlib.crc32(text.encode('utf-8', 'replace')) & 0xFF:02x}" if text else "--"


def changed_cells(sealed: SheetSeal, found: SheetSeal) -> tuple[str, ...]:
    """The places (`B7`) whose values differ from the sealed ones; the whole sheet as `*` when no mark tells."""
    if sealed.digest == found.digest:
        return ()
    places: list[str] = []
    for number in range(max(len(sealed.marks), len(found.marks))):
        before, after = (seal.marks[number] if number < len(seal.marks) else "" for seal in (sealed, found))
        for column in range(max(len(before), len(after)) // _MARK):
            at = slice(column * _MARK, column * _MARK + _MARK)
            if (before[at] or "--") != (after[at] or "--"):
                places.append(f"{column_letters(column)}{number + 1}")
    return tuple(places) or ("*",)


def column_letters(index: int) -> str:
    """`A` for column 0, `AB` for column 27."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def place_of(place: str) -> tuple[int, int]:
    """Column and row of `AB7`, both counted from 0."""
    letters = place.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1, int(place[len(letters) :]) - 1


def _formula_lines(sheet: SheetSeal) -> list[str]:
    return [f"{place}={formula_text(text)}" for place, text in sorted(sheet.formulas.items())]


def formula_text(text: str) -> str:
    """A formula as any spreadsheet program would write it: no blanks, no leading sign, capitals."""
    return "".join(text.split()).removeprefix("=").replace("_xlfn.", "").upper()


def digest_of(facts: Mapping[str, Any], sheets: Sequence[SheetSeal]) -> str:
    """The digest that is signed: the facts in canonical JSON and every sheet's digest by name."""
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    lines = sorted("\x1f".join((sheet.name, sheet.digest, *_formula_lines(sheet))) for sheet in sheets)
    return hashlib.sha256("\x1e".join([text, *lines]).encode("utf-8", "replace")).hexdigest()
