"""What a backup holds and what going back to it would lose, told before it is restored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from villagedesk.services import history, upkeep
from villagedesk.services.history import Deed
from villagedesk.services.office import Office, fact
from villagedesk.store.file import glance

SHOWN = 200
"""How many of the deeds that would be lost are told one by one."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """Going back to one backup: whether it can be trusted, and everything done since, newest first.

    `past` is False for a backup that is not from this office's own history; then `lost` is empty, for all is.
    """

    path: Path
    sound: bool
    village: str
    past: bool
    taken_at: datetime | None
    count: int = 0
    lost: tuple[Deed, ...] = ()

    @property
    def says(self) -> str:
        """What restoring it means, in one or two sentences."""
        if not self.sound:
            return f"“{self.path.name}”已损坏或者不是办公文件，不能恢复；请换一份备份。"
        if not self.past:
            return (
                f"这一份是“{self.village}”另一个办公文件的备份，恢复后现在的内容会全部换成它的。"
                "恢复之前会先把现在的内容备份一份，可以再换回来。"
            )
        if not self.count:
            return "这份备份之后没有改过什么，恢复后内容不变。"
        return (
            f"这份备份之后又做了 {self.count} 件事，恢复后这些都会没有（见下面）。"
            "恢复之前会先把现在的内容备份一份，可以再换回来。"
        )


def prospect(office: Office, copy: Path) -> Prospect:
    """What would be lost by going back to a backup."""
    seen = glance.glance(copy)
    if not seen.sound or not glance.holds(office.store, seen):
        return Prospect(copy, seen.sound, seen.village or str(fact(office, "village")), False, None)
    count, lost = history.since(office, seen.last, SHOWN)
    taken = next((one.taken_at for one in upkeep.copies(office) if one.path == copy), None)
    return Prospect(copy, True, seen.village, True, taken, count, lost)


def verdicts(office: Office) -> dict[Path, bool]:
    """Every backup beside the office file with whether it was read through and found whole."""
    return {copy.path: glance.glance(copy.path).sound for copy in upkeep.copies(office)}
