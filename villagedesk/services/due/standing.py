"""What waits for somebody, whatever page is in front: approvals, backups that do not happen, a full disk."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from villagedesk.services import upkeep
from villagedesk.services.attendance import absences, corrections
from villagedesk.services.office import Office, fact
from villagedesk.services.roster.edit import swaps

LATE = timedelta(days=7)
"""How old the newest backup may be."""
LITTLE = 300 * 1024 * 1024
"""Bytes below which a disk has hardly room for a backup."""
_BACKUP = "备份与检查"


@dataclass(frozen=True, slots=True)
class Standing:
    """One thing that waits: a key by which it is known, the sentence, how grave, and the page that settles it."""

    key: str
    says: str
    page: str
    target: str = ""
    tone: str = "warn"


def ask_standing(office: Office) -> tuple[Standing, ...]:
    """Everything that waits now."""
    return (*_approvals(office), *_backups(office), *_room(office))


def approvals(office: Office) -> tuple[tuple[str, int, str], ...]:
    """Requests that wait to be decided: kind, how many, and the page that decides them."""
    found = (
        ("换班", len(swaps.requests(office, state="待审批")), "roster"),
        ("请假", len(absences.waiting(office)), "attendance"),
        ("补签", len(corrections.waiting_corrections(office)), "attendance"),
    )
    return tuple(one for one in found if one[1])


def _approvals(office: Office) -> list[Standing]:
    found = approvals(office)
    if not found:
        return []
    words = "、".join(f"{kind} {count} 件" for kind, count, _page in found)
    page = found[0][2] if len({page for _kind, _count, page in found}) == 1 else "today"
    return [Standing(f"approvals {words}", f"有等着审批的：{words}。", page)]


def _backups(office: Office) -> list[Standing]:
    now = office.clock()
    found: list[Standing] = []
    last = upkeep.last_backup(office)
    if last is not None and now - last > LATE and not office.store.readonly:
        says = f"已经 {(now - last).days} 天没有备份了；电脑坏了，这些天登记的就找不回来。现在就可以备份一份。"
        found.append(Standing("backup-late", says, "settings", _BACKUP))
    named = str(fact(office, "backup_folder", ""))
    if named and not Path(named).is_dir():
        says = f"第二份备份的文件夹“{named}”现在找不到（优盘没插？），这一份没有备份；插好优盘再备份一次。"
        found.append(Standing("stick-gone", says, "settings", _BACKUP))
    elif named and (newest := upkeep.newest_in(Path(named), office.store.path)) is not None and now - newest > LATE:
        says = f"“{named}”上最近的备份是 {(now - newest).days} 天以前的；请插好优盘再备份一次。"
        found.append(Standing("stick-late", says, "settings", _BACKUP))
    return found


def _room(office: Office) -> list[Standing]:
    places = {"电脑": office.store.path.parent}
    if (named := str(fact(office, "backup_folder", ""))) and Path(named).is_dir():
        places["备份用的优盘"] = Path(named)
    found: list[Standing] = []
    for words, place in places.items():
        free = shutil.disk_usage(place).free
        if free < LITTLE:
            says = f"{words}的磁盘快满了，只剩 {free // 1024 // 1024} MB，备份可能写不下；请删掉不用的文件。"
            found.append(Standing(f"room {words}", says, "settings", _BACKUP, "bad"))
    return found
