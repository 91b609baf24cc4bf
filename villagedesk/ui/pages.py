"""The pages of the window as one tuple; a page's module is imported when it is first shown."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page: its name in commands, its word and icon on the rail, and where its class is."""

    name: str
    title: str
    icon: str
    place: str
    at_foot: bool = False


PAGES = (
    PageEntry("today", "今日", "house", "villagedesk.ui.today.page:TodayPage"),
    PageEntry("roster", "值班表", "calendar-days", "villagedesk.ui.roster.page:RosterPage"),
    PageEntry("attendance", "考勤", "user-check", "villagedesk.ui.attendance.page:AttendancePage"),
    PageEntry("registers", "台账", "book-open-text", "villagedesk.ui.registers.page:RegistersPage"),
    PageEntry("mediation", "调解", "handshake", "villagedesk.ui.mediation.page:MediationPage"),
    PageEntry("reports", "报表", "chart-column", "villagedesk.ui.reports.page:ReportsPage"),
    PageEntry("people", "人员", "users", "villagedesk.ui.people.page:PeoplePage", at_foot=True),
    PageEntry("settings", "设置", "settings", "villagedesk.ui.settings.page:SettingsPage", at_foot=True),
)

WINDOWS = {
    "kiosk": "villagedesk.ui.kiosk.window:KioskWindow",
    "board": "villagedesk.ui.kiosk.board:BoardWindow",
    "checks": "villagedesk.ui.checks.window:ChecksWindow",
    "import": "villagedesk.ui.punches.dialog:ImportDialog",
    "staff-import": "villagedesk.ui.people.importing:StaffImportDialog",
    "wizard": "villagedesk.ui.wizard.window:WizardWindow",
    "preview": "villagedesk.ui.preview.dialog:PreviewDialog",
    "help": "villagedesk.ui.guide.help:HelpWindow",
    "search": "villagedesk.ui.guide.search:SearchBox",
    "shortcuts": "villagedesk.ui.guide.shortcuts:ShortcutSheet",
    "notices": "villagedesk.ui.guide.notices:NoticesDialog",
    "about": "villagedesk.ui.guide.about:AboutDialog",
}

PASTING = "villagedesk.ui.tables.pasting"

AHEAD = (
    *(page.place for page in PAGES),
    *(WINDOWS[name] for name in ("search", "help", "import")),
    f"{PASTING}:text_on_clipboard",
)
"""What the window loads by itself once it has come to rest, so that no first visit waits for modules."""


def load(place: str) -> Any:
    """The class at `module:Name`, its module imported now: the window's only late import."""
    module, name = place.split(":")
    return getattr(importlib.import_module(module), name)


def entry(name: str) -> PageEntry | None:
    """The page of that name or title."""
    return next((page for page in PAGES if name in (page.name, page.title)), None)
