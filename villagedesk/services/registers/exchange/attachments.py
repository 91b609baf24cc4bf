"""Attachments: files beside the office file, named by their digest, never outside their folder."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from villagedesk.base import faults
from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.clock import moment_text
from villagedesk.base.errors import Mistake, Trouble
from villagedesk.base.fields import Kind
from villagedesk.registers.definition import LOOSE, Register
from villagedesk.services.office import Office
from villagedesk.services.registers.books import registers
from villagedesk.store.books import entries as entry_rows
from villagedesk.store.books import villagers as rows
from villagedesk.store.file.audit import Change
from villagedesk.store.file.beside import copy_whole, folder_of

MOST_BYTES = 50_000_000
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".gif", ".webp", ".heic", ".tif", ".tiff"})
_PAPERS = frozenset({".pdf", ".ofd", ".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".ppt", ".pptx", ".dps"})
_OTHERS = frozenset({".txt", ".csv", ".md", ".mp3", ".m4a", ".wav", ".amr", ".mp4", ".zip"})
TYPES = PICTURES | _PAPERS | _OTHERS
_BLOCK = 1 << 20
_BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG", b"BM", b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*", b"\x00\x00\x00")
"""How the files of PICTURES begin; a program that was renamed to .png does not."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that hangs on an entry or a case: its own name, its digest, its size and the field it belongs to."""

    id: int
    name: str
    digest: str
    size: int
    created_at: str
    field: str = LOOSE

    @property
    def picture(self) -> bool:
        """Whether it can be shown as a picture."""
        return Path(self.name).suffix.lower() in PICTURES


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that lies in the office's folder already and hangs on nothing yet: a form still being typed holds it."""

    name: str
    digest: str
    size: int

    @property
    def plain(self) -> dict[str, Any]:
        """As a fact of a half-typed form."""
        return {"name": self.name, "digest": self.digest, "size": self.size}


def place_of(office_file: Path, digest: str, name: str) -> Path:
    """Where the file of a digest lies; built from the digest and a known ending only."""
    if not re.fullmatch(r"[0-9a-f]{64}", digest):
        raise Mistake("附件的内容和放进来时不一样，没有打开；请从备份里找回。", "files")
    ending = Path(name).suffix.lower()
    return folder_of(office_file) / digest[:2] / (digest + (ending if ending in TYPES else ""))


def stage_file(office: Office, source: Path, kind: Kind = Kind.FILE, field: str = "files") -> Staged:
    """Copy a file into the office's folder, to hang it on an entry later; `Mistake` at `field` when it cannot be."""
    with faults.world(source):
        if not source.is_file():
            raise Mistake(f"“{source.name}”不是文件，没有添加；请选一个文件。", field)
        with source.open("rb") as stream:
            _check(source.name, source.stat().st_size, stream.read(8), kind, field)
        digest, size = _digest(source, field)
        target = place_of(office.store.path, digest, source.name)
        if target.exists():
            target.touch()  # it is wanted again: see `leftovers.sweep`
        else:
            copy_whole(source, target)
    return Staged(_clean(source.name), digest, size)


def stage_bytes(office: Office, name: str, data: bytes, kind: Kind = Kind.FILE, field: str = "files") -> Staged:
    """Keep pasted bytes (a picture from the clipboard) in the office's folder, to hang them on an entry later."""
    _check(name, len(data), data[:8], kind, field)
    digest = hashlib.sha256(data).hexdigest()
    target = place_of(office.store.path, digest, name)
    with faults.world(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(target.name + ".part")
        draft.write_bytes(data)
        draft.replace(target)
    return Staged(_clean(name), digest, len(data))


def attach_file(office: Office, kind: str, key: int, source: Path, field: str = LOOSE) -> Result[Attachment]:
    """Copy a file into the office's folder and hang it on an entry (`kind` = book id) or a case (`mediation`)."""
    register = registers(office).get(kind)
    field = register.slot_of(field) if register and field == LOOSE else field
    return attach_staged(office, kind, key, stage_file(office, source, _kind_of(office, kind, field), field), field)


def attach_bytes(office: Office, kind: str, key: int, name: str, data: bytes) -> Result[Attachment]:
    """Keep pasted bytes (a picture from the clipboard) as an attachment."""
    return attach_staged(office, kind, key, stage_bytes(office, name, data))


def _kind_of(office: Office, book: str, field: str) -> Kind:
    register = registers(office).get(book)
    if register is None or field == LOOSE:
        return Kind.FILE
    slot = next((item for item in register.slots if item.name == field), None)
    if slot is None:
        labels = "、".join(f"{item.name}（{item.label}）" for item in register.slots)
        raise Mistake(f"“{register.title}”没有放附件的栏目“{field}”，有：{labels}。", field)
    return slot.kind


def _check(name: str, size: int, begins: bytes, kind: Kind, field: str) -> None:
    ending = Path(name).suffix.lower()
    if kind is Kind.PICTURE and ending not in PICTURES:
        raise Mistake(f"“{name}”不是图片，没有添加；这一栏只放 jpg、png 等图片。", field)
    if ending not in TYPES:
        kinds = "图片、PDF、OFD、Word、Excel、WPS、文本、录音、视频或 zip"
        raise Mistake(f"“{name}”的类型“{ending or '无'}”不能作附件；可以是{kinds}。", field)
    if size > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        raise Mistake(f"“{name}”有 {size / 1e6:.0f} MB，超过 {most} MB，没有添加；请压缩后再试。", field)
    if size == 0:
        raise Mistake(f"“{name}”是空文件，没有添加。", field)
    if ending in PICTURES and not begins.startswith(_BEGINNINGS):
        raise Mistake(f"“{name}”的内容不是图片（可能改过扩展名或已损坏），没有添加。", field)


def _digest(source: Path, field: str) -> tuple[str, int]:
    found, size = hashlib.sha256(), 0
    with source.open("rb") as stream:
        while block := stream.read(_BLOCK):
            found.update(block)
            size += len(block)
            if size > MOST_BYTES:
                raise Mistake(f"“{source.name}”超过 {MOST_BYTES // 1_000_000} MB，没有添加；请压缩后再试。", field)
    return found.hexdigest(), size


def _clean(name: str) -> str:
    return re.sub(r"[\x00-\x1f/\\]", "_", name)[-120:]


def taken_apart(register: Register, facts: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, tuple[Staged, ...]]]:
    """Facts without the files that were put into a form, and those files by field."""
    rest, files = dict(facts), dict[str, tuple[Staged, ...]]()
    for name in (LOOSE, *(item.name for item in register.fields if item.kind in (Kind.FILE, Kind.PICTURE))):
        value = rest.get(name)
        if isinstance(value, list | tuple) and all(isinstance(part, dict) and "digest" in part for part in value):
            rest.pop(name)
            found = tuple(Staged(str(p["name"]), str(p["digest"]), int(p["size"])) for p in value if "id" not in p)
            files |= {name: found} if found else {}
    return rest, files


def counted(office: Office, kind: str, key: int, files: Mapping[str, Sequence[Staged]]) -> dict[str, int]:
    """How many files each field of an entry will hold, with those that are put into its form."""
    found = {name: len(part) for name, part in files.items()}
    for file in attachments_of(office, kind, key) if key else ():
        found[file.field] = found.get(file.field, 0) + 1
    return found


def hang(office: Office, change: Change, thing: tuple[str, int], files: Mapping[str, Iterable[Staged]]) -> list[int]:
    """Hang staged files on an entry within a write; the same file in the same field hangs once."""
    known = {(a["field"], a["digest"]): int(a["id"]) for a in rows.attachments(office.store, *thing)}
    keys: list[int] = []
    for field, part in files.items():
        for file in part:
            if not place_of(office.store.path, file.digest, file.name).is_file():
                raise Mistake(f"附件“{file.name}”的文件不在了，请移除后重新添加。", field)
            row = {"kind": thing[0], "key": thing[1], **file.plain, "field": field}
            key = known.get((field, file.digest)) or change.insert(
                "attachments", {**row, "created_at": moment_text(office.clock())}
            )
            known[(field, file.digest)] = key
            keys.append(key)
    return keys


def attach_staged(office: Office, kind: str, key: int, file: Staged, field: str = LOOSE) -> Result[Attachment]:
    """Hang a staged file on an entry or a case; undo takes it off."""
    register = registers(office).get(kind)
    slot = register.item(field) if register else None
    many = sum(file.field == field for file in attachments_of(office, kind, key))
    if slot is not None and slot.max is not None and many >= slot.max:
        raise Mistake(f"“{slot.label}”最多放 {slot.max:g} 个，没有添加。", field)
    with office.change("添加附件") as change:
        made = hang(office, change, (kind, key), {field: (file,)})[0]
    kept = next(one for one in attachments_of(office, kind, key) if one.id == made)
    says = f"已添加附件“{file.name}”。"
    return Result(kept, Changes(Area.REGISTERS, says, lambda later: remove_attachment(later, made)))


def move_attachment(office: Office, key: int, field: str) -> Changes:
    """Put a file into another field of its entry (处理前照片, 处理后照片)."""
    row = rows.attachment(office.store, key)
    if row is None:
        raise Mistake("这个附件已经不在了。", "files")
    kind = _kind_of(office, row["kind"], field)
    if kind is Kind.PICTURE and Path(row["name"]).suffix.lower() not in PICTURES:
        raise Mistake(f"“{row['name']}”不是图片，不能移到这一栏。", field)
    with office.change("移动附件") as change:
        change.update("attachments", key, {"field": field})
    was = str(row["field"])
    return Changes(Area.REGISTERS, f"已移动附件“{row['name']}”。", lambda later: move_attachment(later, key, was))


def remove_attachment(office: Office, key: int) -> Changes:
    """Take an attachment off; the file stays for the audit and for undo."""
    _may_go(office, key)
    with office.change("移除附件") as change:
        change.remove("attachments", key, "移除")
    return Changes(Area.REGISTERS, "已移除附件。", lambda later: _bring_back(later, key))


def _may_go(office: Office, key: int) -> None:
    row = rows.attachment(office.store, key)
    register = registers(office).get(row["kind"]) if row else None
    if row is None or register is None:
        return
    entry, item = entry_rows.entry(office.store, row["key"]), register.item(row["field"])
    if entry is None or item is None or entry.removed or not (item.required or entry.state in item.required_at):
        return
    if counted(office, row["kind"], row["key"], {}).get(item.name, 0) < 2:
        says = f"“{item.label}”在“{entry.state}”时不能空着，没有移除；请先添加另一个，再移除这一个。"
        raise Mistake(says, item.name)


def _bring_back(office: Office, key: int) -> Changes:
    with office.change("恢复附件") as change:
        change.restore("attachments", key)
    return Changes(Area.REGISTERS, "已恢复附件。", lambda later: remove_attachment(later, key))


def attachments_of(office: Office, kind: str, key: int) -> tuple[Attachment, ...]:
    """The files that hang on an entry or a case."""
    return tuple(Attachment(**row) for row in rows.attachments(office.store, kind, key))


def file_of(office: Office, attachment: Attachment) -> Path:
    """The file itself, for the system to open; `Trouble` when it is gone or was changed."""
    return path_of(office, attachment.digest, attachment.name, attachment.size)


def path_of(office: Office, digest: str, name: str, size: int) -> Path:
    """Where the file of a digest lies, hanging or staged; `Trouble` when it is gone or was changed."""
    path = place_of(office.store.path, digest, name)
    if not path.is_file():
        raise Trouble(f"附件“{name}”的文件不在了，打不开；请从备份的 files 文件夹里找回。")
    if path.stat().st_size != size:
        raise Trouble(f"附件“{name}”的文件被改动过，没有打开；请从备份的 files 文件夹里找回。")
    return path
