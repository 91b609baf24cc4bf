"""What a dropped file is: an office, punches, a staff list, a report of a village, a picture, or nothing we know."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from villagedesk.base.errors import Mistake, Trouble
from villagedesk.calendar.notice import read_notice
from villagedesk.devices import sniff
from villagedesk.devices.reading import Found, Wishes
from villagedesk.people.sheet import Rows, find_header, header_width
from villagedesk.services import passing
from villagedesk.services.office import Office
from villagedesk.services.report import sealing
from villagedesk.services.street.proving.form import is_form
from villagedesk.services.street.proving.reading import open_workbook
from villagedesk.services.workbooks import read_file

MOST = 500
"""Files of a dropped folder or archive that are looked at."""
LARGEST = 300 * 1024 * 1024
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"RIFF", b"II*\0", b"MM\0*")
_DOCUMENTS = (".pdf", ".doc", ".docx", ".wps", ".ofd", ".rtf", ".ppt", ".pptx", ".mp4", ".mp3", ".m4a", ".heic")
_TABLES = (".xlsx", ".xls", ".et", ".csv", ".ods", ".xlsm", ".txt", ".tsv")
_SQLITE = b"SQLite format 3\0"


class Sort(StrEnum):
    """The kinds of files, by the words that name them."""

    OFFICE = "办公文件"
    PUNCHES = "打卡记录"
    STAFF = "人员名单"
    PACK = "各村的月报"
    KEY = "公钥"
    NOTICE = "放假通知"
    TABLE = "表格"
    PICTURE = "图片"
    DOCUMENT = "文档"
    UNKNOWN = "认不出的文件"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file, what it is, and why it cannot be used (empty: it can)."""

    file: Path
    sort: Sort
    says: str = ""


def look_at(
    office: Office, files: Sequence[Path], step: Callable[[int, int, str], None] = lambda *_told: None
) -> tuple[Arrival, ...]:
    """What each dropped file is; folders and archives are opened and their files looked at."""
    found: list[Arrival] = []
    whole = [one for file in files for one in _inside(file)]
    for number, one in enumerate(whole[:MOST]):
        if isinstance(one, Arrival):
            found.append(one)
        else:
            step(number, len(whole), one.name)
            found.append(_judged(office, one))
    if len(whole) > MOST:
        says = f"一次最多看 {MOST} 个文件，其余 {len(whole) - MOST} 个没有看；请分几次拖进来。"
        found.append(Arrival(files[0], Sort.UNKNOWN, says))
    return tuple(found)


def _inside(file: Path) -> list[Path | Arrival]:
    """A file itself, or what lies in a folder or an archive."""
    if file.is_dir():
        return _of_folder(file)
    if file.suffix.lower() == ".zip" and zipfile.is_zipfile(file):
        return _unpacked(file)
    if file.suffix.lower() in (".rar", ".7z"):
        says = f"“{file.name}”是压缩包，这种压缩包本程序打不开；请先解压，再把里面的文件拖进来。"
        return [Arrival(file, Sort.UNKNOWN, says)]
    return [file]


def _of_folder(folder: Path) -> list[Path | Arrival]:
    inside = sorted(
        path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(("~$", ".")) and path.parent
    )
    return [*inside] or [Arrival(folder, Sort.UNKNOWN, f"文件夹“{folder.name}”是空的，没有可以用的文件。")]


def _unpacked(file: Path) -> list[Path | Arrival]:
    target = passing.folder()
    with zipfile.ZipFile(file) as archive:
        members = [one for one in archive.infolist() if not one.is_dir()]
        if sum(one.file_size for one in members) > LARGEST or len(members) > MOST:
            return [Arrival(file, Sort.UNKNOWN, f"压缩包“{file.name}”太大，没有打开；请解压后分几次拖进来。")]
        try:
            for number, one in enumerate(members):
                place = target / f"{number:04}"  # two of one name may lie in different folders
                place.mkdir()
                (place / Path(_readable(one)).name).write_bytes(archive.read(one))
        except (RuntimeError, zipfile.BadZipFile, NotImplementedError, OSError):
            says = f"压缩包“{file.name}”打不开（加了密码或已经损坏）；请解压后再拖进来。"
            return [Arrival(file, Sort.UNKNOWN, says)]
    return _of_folder(target)


def _readable(member: zipfile.ZipInfo) -> str:
    """The name of a member; Chinese archivers write GBK without saying so."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename


def _judged(office: Office, file: Path) -> Arrival:
    try:
        return _sorted(office, file)
    except Mistake as mistake:
        return Arrival(file, Sort.UNKNOWN, mistake.says)
    except (OSError, Trouble):
        says = f"“{file.name}”打不开；请检查文件还在不在、优盘是否插好。"
        return Arrival(file, Sort.UNKNOWN, says)


def _sorted(office: Office, file: Path) -> Arrival:
    with file.open("rb") as opened:
        head = opened.read(512)
    if not head:
        return Arrival(file, Sort.UNKNOWN, f"“{file.name}”是空的，一个字也没有；请重新拷一次。")
    if file.suffix.lower() == ".vdesk":
        return Arrival(file, Sort.OFFICE)
    sniff.refuse_biometric(file)
    if head.startswith(_PICTURES) and not head.startswith(_SQLITE):
        return Arrival(file, Sort.PICTURE)
    if file.suffix.lower() in _DOCUMENTS or head.startswith(b"%PDF"):
        return Arrival(file, Sort.DOCUMENT)
    if file.suffix.lower() == ".json":
        return _small(file)
    return _table(office, file)


def _small(file: Path) -> Arrival:
    try:
        said = json.loads(file.read_text("utf-8-sig"))
        if isinstance(said, dict) and said.get("form") == "villagedesk-key":
            return Arrival(file, Sort.KEY)
        read_notice(said, file.name)
    except (ValueError, Mistake):
        return _unknown(file)
    return Arrival(file, Sort.NOTICE)


def _table(office: Office, file: Path) -> Arrival:
    sheets = file.suffix.lower() in _TABLES
    if sheets and _is_pack(file):
        return Arrival(file, Sort.PACK)
    sniff.refuse_harmful(file)
    if isinstance(sniff.recognise(file, Wishes(office.clock())), Found):
        return Arrival(file, Sort.PUNCHES)
    if not sheets:
        return _unknown(file)
    found = read_file(file)
    if any(_names_staff(sheet.rows) for sheet in found):
        return Arrival(file, Sort.STAFF)
    wide = any(len([cell for cell in cells if cell not in (None, "")]) > 1 for s in found for _, cells in s.rows[:20])
    return Arrival(file, Sort.TABLE if wide or file.suffix.lower() != ".txt" else Sort.DOCUMENT)


def _names_staff(rows: Rows) -> bool:
    """Whether a sheet has a header with 姓名 of which at least half, and two columns, speak of staff."""
    place = find_header(rows)
    if place is None:
        return False
    headings = sum(cell not in (None, "") for cell in rows[place][1])
    return header_width(rows) >= max(2, (headings + 1) // 2)


def _is_pack(file: Path) -> bool:
    if file.suffix.lower() not in (".xlsx", ".xlsm"):
        return False
    try:
        opened = open_workbook(file)
        return sealing.SHEET in opened.names or is_form(opened)
    except (Mistake, Trouble):
        return False


def _unknown(file: Path) -> Arrival:
    says = f"“{file.name}”不是本程序认得的文件，什么也没有改动。"
    return Arrival(file, Sort.UNKNOWN, says)
