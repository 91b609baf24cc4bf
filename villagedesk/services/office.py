"""The open office that every use case is handed: its file, its time and who is working."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from villagedesk.base.changes import Area, Changes
from villagedesk.base.clock import Clock, moment_text, office_clock
from villagedesk.base.document import Head
from villagedesk.base.errors import Mistake
from villagedesk.store.file import store as store_room
from villagedesk.store.file.audit import Change
from villagedesk.store.file.store import Store


@dataclass(frozen=True, slots=True)
class Office:
    """One village office: the store, the clock and the name of the person at the desk."""

    store: Store
    clock: Clock
    user: str

    @contextmanager
    def change(self, what: str) -> Iterator[Change]:
        """One audited write by the person at the desk, for the purpose `what` (Chinese verb phrase)."""
        with self.store.change(self.user, what, moment_text(self.clock())) as change:
            yield change

    def twin(self) -> Office:
        """The same office on a connection of its own, for another thread."""
        return replace(self, store=self.store.twin())

    def close(self) -> None:
        """Let the file go without a backup (see `upkeep.close_office` for the usual way)."""
        self.store.close()


def create_office(path: Path, village: str, street: str, *, clock: Clock = office_clock, user: str = "文书") -> Office:
    """Make the office file of a village and open it."""
    if not village.strip():
        raise Mistake("请填写村（社区）名称。", "village")
    office = Office(store_room.create(path), clock, user)
    set_facts(office, {"village": village.strip(), "street": street.strip()})
    return office


def open_office(path: Path, *, clock: Clock = office_clock, user: str = "文书", readonly: bool = False) -> Office:
    """Open an office file; `Trouble` in words when it cannot be."""
    return Office(store_room.open_store(path, readonly=readonly), clock, user)


def facts(office: Office) -> dict[str, Any]:
    """What the office says about itself and its options, by name."""
    return {row["name"]: json.loads(row["value"]) for row in office.store.rows("select name, value from office")}


def fact(office: Office, name: str, default: Any = "") -> Any:
    """One fact about the office or one option, or `default`."""
    stored = office.store.value("select value from office where name = ?", [name])
    return default if stored is None else json.loads(stored)


def set_facts(office: Office, values: dict[str, Any]) -> Changes:
    """Write facts about the office or options; undo puts the old values back."""
    before = {name: fact(office, name, None) for name in values}
    with office.change("修改办公室信息") as change:
        for name, value in values.items():
            text = json.dumps(value, ensure_ascii=False)
            row = office.store.one("select id from office where name = ?", [name])
            if row:
                change.update("office", row["id"], {"value": text})
            else:
                change.insert("office", {"name": name, "value": text})
    return Changes(Area.OFFICE | Area.OPTIONS, "已保存。", lambda later: set_facts(later, before))


def head(office: Office) -> Head:
    """The letterhead of every paper of this office."""
    known = facts(office)
    village = known.get("village", "")
    return Head(
        village=village,
        street=known.get("street", ""),
        committee=known.get("committee") or _committee(village),
        printed_at=office.clock(),
        printed_by=office.user,
        duty_phone=known.get("duty_phone", ""),
        supervision_phone=known.get("supervision_phone", ""),
    )


def _committee(village: str) -> str:
    return f"{village}居民委员会" if village.endswith("社区") else f"{village}村民委员会"
