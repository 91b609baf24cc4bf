"""Signed sheets come back as scans or photographs: upright, small enough, and in their place of the volume."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from villagedesk.base import faults
from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.clock import moment_text
from villagedesk.base.errors import Mistake
from villagedesk.mediation.case import Stage
from villagedesk.mediation.volume import BOUND, Sheet
from villagedesk.services.mediation import cases
from villagedesk.services.office import Office
from villagedesk.store.cases import sheets as shelf
from villagedesk.writers.raster import pictures_of_pdf

LONG_SIDE = 1754  # pixels: an A4 sheet at 150 dots an inch
QUALITIES = (78, 68, 58, 46)
MOST_KEPT = 420_000  # bytes a page: forty photographs stay well under 20 MB
_MOST_BYTES = 60_000_000


def shrink(content: bytes, name: str = "图片") -> tuple[bytes, int, int]:
    """An upright JPEG of at most A4 at 150 dpi, with its width and height; `Mistake` when it is no picture."""
    if len(content) > _MOST_BYTES:
        raise Mistake(f"“{name}”太大（超过 60 MB），没有放进卷宗；请用较低的分辨率重新扫描。", "file")
    try:
        with Image.open(io.BytesIO(content)) as opened:
            opened.draft("RGB", (LONG_SIDE, LONG_SIDE))
            upright = ImageOps.exif_transpose(opened)
            picture = upright.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        raise Mistake(f"“{name}”不是能打开的图片，没有放进卷宗；请扫描成 JPG 或 PNG。", "file") from None
    picture.thumbnail((LONG_SIDE, LONG_SIDE))
    made = b""
    for quality in QUALITIES:
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality, optimize=True)
        made = out.getvalue()
        if len(made) <= MOST_KEPT:
            break
    return made, picture.width, picture.height


def attach(office: Office, key: int, sheet: Sheet, step: int, files: Sequence[Path]) -> Result[int]:
    """Put scanned or photographed pages into a place of the volume, in the given order; answers how many."""
    case = cases.open_case(office, key)
    if sheet in BOUND:
        raise Mistake(f"“{sheet.value}”装订时自动生成，不用扫描。", "sheet")
    if case.stage is Stage.ARCHIVED and sheet is not Sheet.CLOSING:  # filled with the archiving, signed after it
        raise Mistake("这个案件已经归档，不能再放入材料；先撤销归档并写明理由。", "stage")
    pages: list[tuple[str, bytes, int, int]] = []
    for file in files:
        with faults.world(file):
            content = file.read_bytes()
        pages += [(file.name, *shrink(page, file.name)) for page in _pages(content, file.name)]
    known = shelf.scans(office.store, key)
    seq = max((scan.seq for scan in known if scan.sheet is sheet and scan.step == step), default=0)
    at = moment_text(office.clock())
    added: list[int] = []
    with office.change(f"{case.number}：放入{sheet.value}扫描件") as change:
        for n, (name, content, width, height) in enumerate(pages, seq + 1):
            digest = shelf.keep_picture(change, office.store, content)
            scan = shelf.Scan(sheet, step, n, name, digest, width, height, at)
            added.append(shelf.add_scan(change, key, scan))
    says = f"“{sheet.value}”放入 {len(added)} 页。"
    return Result(len(added), Changes(Area.CASES, says, lambda later: _take_out(later, added, "撤销放入")))


def _pages(content: bytes, name: str) -> Iterable[bytes]:
    """The pictures in a file: the pages of a scanner's PDF, or the one picture it is."""
    if not content.startswith(b"%PDF"):
        return (content,)
    if len(content) > _MOST_BYTES:
        raise Mistake(f"“{name}”太大（超过 60 MB），没有放进卷宗；请用较低的分辨率重新扫描。", "file")
    return pictures_of_pdf(content, name)


def take_out(office: Office, key: int, scan: int, reason: str) -> Changes:
    """Take one scanned page out of the volume, with a reason; the picture itself stays in the record."""
    if not reason.strip():
        raise Mistake("取出扫描件要写明理由。", "reason")
    cases.open_case(office, key)
    return _take_out(office, [scan], reason)


def _take_out(office: Office, found: Sequence[int], reason: str) -> Changes:
    with office.change("取出扫描件") as change:
        for scan in found:
            change.remove("dispute_scan", scan, reason)
    return Changes(Area.CASES, f"已取出 {len(found)} 页。", lambda later: _put_back(later, found))


def _put_back(office: Office, found: Sequence[int]) -> Changes:
    with office.change("放回扫描件") as change:
        for scan in found:
            change.restore("dispute_scan", scan)
    return Changes(Area.CASES, f"已放回 {len(found)} 页。")


def picture(office: Office, digest: str) -> bytes:
    """The kept picture of a scanned page."""
    found = shelf.picture(office.store, digest)
    if found is None:
        raise Mistake("这一页扫描件找不到了；请从备份里找回，或者重新扫描放进来。", "file")
    return found
