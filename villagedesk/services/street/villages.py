"""The villages of a street and the public keys that each handed over once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from villagedesk.base import faults
from villagedesk.base.changes import Area, Changes
from villagedesk.base.errors import Mistake
from villagedesk.security import seal
from villagedesk.services.office import Office, fact, set_facts
from villagedesk.store import street as shelf
from villagedesk.store.street import Village


def villages(office: Office) -> tuple[Village, ...]:
    """Every village that is to report to this street."""
    return tuple(shelf.villages(office.store))


def keys(office: Office) -> dict[str, str]:
    """The public key of each village that handed one over."""
    return {village.name: village.public for village in villages(office) if village.public}


def is_street(office: Office) -> bool:
    """Whether this office file is a street's."""
    return fact(office, "kind") == "street" or bool(shelf.villages(office.store))


def open_as_street(office: Office, names: Iterable[str] = ()) -> Changes:
    """Make this office a street's, with the villages that are to report."""
    changes = set_facts(office, {"kind": "street"})
    wanted = [name for name in dict.fromkeys(word.strip() for word in names) if name]
    return changes | add_villages(office, wanted) if wanted else changes


def add_villages(office: Office, names: Iterable[str]) -> Changes:
    """Add villages that are to report; those already there stay as they are."""
    known = {village.name for village in villages(office)}
    new = [name for name in dict.fromkeys(word.strip() for word in names) if name and name not in known]
    with office.change("登记应报送的村（社区）") as change:
        added = [change.insert("villages", {"name": name}) for name in new]
    return Changes(Area.REPORTS, f"已登记 {len(added)} 个村（社区）。", lambda later: _take_out(later, added))


def _take_out(office: Office, keys_added: list[int]) -> Changes:
    with office.change("撤销登记村（社区）") as change:
        for key in keys_added:
            change.remove("villages", key, "撤销")
    return Changes(Area.REPORTS, "已撤销。")


def remove_village(office: Office, name: str, reason: str = "不再报送") -> Changes:
    """Take a village out of those that are to report; what it sent is kept."""
    village = _named(office, name)
    with office.change("移出应报送的村（社区）") as change:
        change.remove("villages", village.id, reason)

    def back(later: Office) -> Changes:
        with later.change("恢复应报送的村（社区）") as change:
            change.restore("villages", village.id)
        return Changes(Area.REPORTS, f"{name}已恢复。")

    return Changes(Area.REPORTS, f"{name}不再列入应报送名单。", back)


def _named(office: Office, name: str) -> Village:
    found = next((village for village in villages(office) if village.name == name), None)
    if found is None:
        raise Mistake(f"应报送名单里没有“{name}”，请先加入名单。", "village")
    return found


def take_key(office: Office, file: Path) -> Changes:
    """Register the public key that a village handed over as a small file."""
    with faults.world(file):
        text = file.read_text("utf-8-sig", errors="replace")
    return take_key_text(office, text, file.name)


def read_key(file: Path) -> dict[str, str]:
    """The village and public key in a key file."""
    with faults.world(file):
        text = file.read_text("utf-8-sig", errors="replace")
    village, public = _card(text, file.name)
    return {village: public}


def _card(text: str, name: str) -> tuple[str, str]:
    try:
        card = json.loads(text)
        village, public = str(card["village"]).strip(), str(card["public"])
        sound = card["form"] == "villagedesk-key" and len(bytes.fromhex(public)) == 32 and bool(village)
    except (ValueError, KeyError, TypeError):
        sound, village, public = False, "", ""
    if not sound:
        raise Mistake(f"“{name}”不是村里导出的公钥文件，没有登记；请让对方在“报表—公钥”里重新导出。", "key")
    return village, public


def take_key_text(office: Office, text: str, name: str = "公钥") -> Changes:
    """Register a public key from the text of the file or of the QR code."""
    village, public = _card(text, name)
    finger = seal.fingerprint(public)
    add_villages(office, [village])
    row = _named(office, village)
    with office.change("登记村（社区）公钥") as change:
        change.update("villages", row.id, {"public": public})

    def back(later: Office) -> Changes:
        with later.change("撤销登记公钥") as change:
            change.update("villages", row.id, {"public": row.public})
        return Changes(Area.REPORTS, f"{village}的公钥已恢复为原来的。")

    again = "（替换了原来的公钥，请打电话核对）" if row.public and row.public != public else ""
    return Changes(Area.REPORTS, f"已登记{village}的公钥，核对码 {finger}{again}。", back)


def set_due_day(office: Office, name: str, day: int) -> Changes:
    """Set by which day of the next month a village is to report."""
    if not 1 <= day <= 28:
        raise Mistake("报送期限请填每月 1 日到 28 日之间的一天。", "due_day")
    village = _named(office, name)
    with office.change("修改报送期限") as change:
        change.update("villages", village.id, {"due_day": day})
    return Changes(
        Area.REPORTS, f"{name}每月 {day} 日前报送。", lambda later: set_due_day(later, name, village.due_day)
    )
