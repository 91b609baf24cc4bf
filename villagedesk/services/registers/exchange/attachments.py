"""Attachments: files beside the office file, named by their digest, never outside their folder."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from villagedesk.base import faults
from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.clock import moment_text
from villagedesk.base.errors import Mistake, Trouble
from villagedesk.services.office import Office
from villagedesk.store.books import villagers as rows

MOST_BYTES = 50_000_000
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".gif", ".webp", ".heic", ".tif", ".tiff"})
_PAPERS = frozenset({".pdf", ".ofd", ".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".ppt", ".pptx", ".dps"})
_OTHERS = frozenset({".txt", ".csv", ".md", ".mp3", ".m4a", ".wav", ".amr", ".mp4", ".zip"})
TYPES = PICTURES | _PAPERS | _OTHERS
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that hangs on an entry or a case: its own name, its digest and its size."""

    id: int
    name: str
    digest: str
    size: int
    created_at: str

    @property
    def picture(self) -> bool:
        """Whether it can be shown as a picture."""
        return Path(self.name).suffix.lower() in PICTURES


def folder_of(office_file: Path) -> Path:
    """Where the attachments of an office file lie: beside it, in `<name>.files`."""
    return office_file.with_name(f"{office_file.stem}.files")


def place_of(office_file: Path, digest: str, name: str) -> Path:
    """Where the file of a digest lies; built from the digest and a known ending only."""
    if not re.fullmatch(r"[0-9a-f]{64}", digest):
        raise Mistake("附件的指纹不对，没有打开。", "files")
    ending = Path(name).suffix.lower()
    return folder_of(office_file) / digest[:2] / (digest + (ending if ending in TYPES else ""))


def attach_file(office: Office, kind: str, key: int, source: Path) -> Result[Attachment]:
    """Copy a file into the office's folder and hang it on an entry (`kind` = book id) or a case (`mediation`)."""
    with faults.world(source):
        if not source.is_file():
            raise Mistake(f"“{source.name}”不是文件，没有添加；请选一个文件。", "files")
        _check(source.name, source.stat().st_size)
        digest, size = _digest(source)
        target = place_of(office.store.path, digest, source.name)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            draft = target.with_name(target.name + ".part")
            shutil.copyfile(source, draft)
            draft.replace(target)
    return _hang(office, (kind, key), source.name, digest, size)


def attach_bytes(office: Office, kind: str, key: int, name: str, data: bytes) -> Result[Attachment]:
    """Keep pasted bytes (a picture from the clipboard) as an attachment."""
    _check(name, len(data))
    digest = hashlib.sha256(data).hexdigest()
    target = place_of(office.store.path, digest, name)
    with faults.world(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(target.name + ".part")
        draft.write_bytes(data)
        draft.replace(target)
    return _hang(office, (kind, key), name, digest, len(data))


def _check(name: str, size: int) -> None:
    ending = Path(name).suffix.lower()
    if ending not in TYPES:
        kinds = "图片、PDF、OFD、Word、Excel、WPS、文本、录音、视频或 zip"
        raise Mistake(f"“{name}”的类型“{ending or '无'}”不能作附件；可以是{kinds}。", "files")
    if size > MOST_BYTES:
        raise Mistake(
            f"“{name}”有 {size / 1e6:.0f} MB，超过 {MOST_BYTES // 1_000_000} MB，没有添加；请压缩后再试。", "files"
        )
    if size == 0:
        raise Mistake(f"“{name}”是空文件，没有添加。", "files")


def _digest(source: Path) -> tuple[str, int]:
    found, size = hashlib.sha256(), 0
    with source.open("rb") as stream:
        while block := stream.read(_BLOCK):
            found.update(block)
            size += len(block)
            if size > MOST_BYTES:
                _check(source.name, size)
    return found.hexdigest(), size


def _hang(office: Office, thing: tuple[str, int], name: str, digest: str, size: int) -> Result[Attachment]:
    clean = re.sub(r"[\x00-\x1f/\\]", "_", name)[-120:]
    row = {"kind": thing[0], "key": thing[1], "name": clean, "digest": digest, "size": size}
    with office.change("添加附件") as change:
        known = next((a for a in rows.attachments(office.store, *thing) if a["digest"] == digest), None)
        created_at = moment_text(office.clock())
        key = known["id"] if known else change.insert("attachments", {**row, "created_at": created_at})
    made = Attachment(key, clean, digest, size, created_at)
    return Result(made, Changes(Area.REGISTERS, f"已添加附件“{clean}”。", lambda later: remove_attachment(later, key)))


def mark_attachment(office: Office, attachment: Attachment, label: str) -> Changes:
    """Say which field of its book a file belongs to (处理前照片, 处理后照片); the word stands before its name."""
    name = f"{label}：{attachment.name.split('：', 1)[-1]}"
    return _rename(office, attachment.id, attachment.name, name)


def _rename(office: Office, key: int, was: str, name: str) -> Changes:
    with office.change("标注附件") as change:
        change.update("attachments", key, {"name": name})
    return Changes(Area.REGISTERS, f"已标为“{name}”。", lambda later: _rename(later, key, name, was))


def remove_attachment(office: Office, key: int) -> Changes:
    """Take an attachment off; the file stays for the audit and for undo."""
    with office.change("移除附件") as change:
        change.remove("attachments", key, "移除")
    return Changes(Area.REGISTERS, "已移除附件。", lambda later: _bring_back(later, key))


def _bring_back(office: Office, key: int) -> Changes:
    with office.change("恢复附件") as change:
        change.restore("attachments", key)
    return Changes(Area.REGISTERS, "已恢复附件。", lambda later: remove_attachment(later, key))


def attachments_of(office: Office, kind: str, key: int) -> tuple[Attachment, ...]:
    """The files that hang on an entry or a case."""
    return tuple(Attachment(**row) for row in rows.attachments(office.store, kind, key))


def file_of(office: Office, attachment: Attachment) -> Path:
    """The file itself, for the system to open; `Trouble` when it is gone or was changed."""
    path = place_of(office.store.path, attachment.digest, attachment.name)
    if not path.is_file():
        raise Trouble(f"附件“{attachment.name}”的文件不在了，打不开；请从备份的 files 文件夹里找回。")
    if path.stat().st_size != attachment.size:
        raise Trouble(f"附件“{attachment.name}”的文件被改动过，没有打开；请从备份的 files 文件夹里找回。")
    return path


def attachment_files(office: Office) -> tuple[Path, ...]:
    """Every attachment file that belongs into a backup."""
    found = (place_of(office.store.path, digest, name) for digest, name, _ in rows.digests(office.store))
    return tuple(path for path in found if path.is_file())


def copy_files(office: Office, copy: Path) -> int:
    """Copy the attachments that a backup at `copy` does not have yet beside it; returns how many were copied."""
    return _carry(office, folder_of(office.store.path), folder_of(copy))


def bring_files(office: Office, copy: Path) -> int:
    """Bring back the attachments that lie beside a backup and are not here any more."""
    return _carry(office, folder_of(copy), folder_of(office.store.path))


def _carry(office: Office, source: Path, target: Path) -> int:
    count = 0
    for digest, name, size in rows.digests(office.store):
        inside = place_of(office.store.path, digest, name).relative_to(folder_of(office.store.path))
        here, there = source / inside, target / inside
        if not here.is_file() or (there.is_file() and there.stat().st_size == size):
            continue
        with faults.world(there):
            there.parent.mkdir(parents=True, exist_ok=True)
            draft = there.with_name(there.name + ".part")
            shutil.copyfile(here, draft)
            draft.replace(there)
        count += 1
    return count


def attach_files(office: Office, kind: str, key: int, sources: Sequence[Path]) -> Result[tuple[Attachment, ...]]:
    """Hang several dropped files on one thing; the first that cannot be taken stops with its reason."""
    made = [attach_file(office, kind, key, source).value for source in sources]
    says = f"已添加 {len(made)} 个附件。"
    return Result(tuple(made), Changes(Area.REGISTERS, says))
