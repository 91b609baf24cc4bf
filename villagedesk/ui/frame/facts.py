"""What the status line says, asked of rooms that the window does not load at its start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from villagedesk.services import upkeep
from villagedesk.services.office import Office
from villagedesk.services.punches import machines


@dataclass(frozen=True, slots=True)
class Facts:
    """When the office was last backed up, and up to which moment the machines' data are known."""

    backed_up: datetime | None
    data_until: datetime | None


def ask_facts(office: Office) -> Facts:
    """Both moments, each None when there is none."""
    return Facts(upkeep.last_backup(office), machines.data_until(office))
