"""The main window on its office: pages built on first visit, writes broadcast, drops and keys that work everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent

from villagedesk.base.changes import Area, Changes
from villagedesk.base.errors import Mistake
from villagedesk.ui.actions import bind_shortcut
from villagedesk.ui.desk import Desk
from villagedesk.ui.frame.process import resident_mb
from villagedesk.ui.frame.rest import Rest
from villagedesk.ui.frame.shell import Shell
from villagedesk.ui.frame.sides import Sides
from villagedesk.ui.guide.places import place_of_page
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.page import Page
from villagedesk.ui.pages import AHEAD, WINDOWS, entry, load

if TYPE_CHECKING:
    from villagedesk.services.office import Office
    from villagedesk.ui.frame.acts.arriving import Arriving
    from villagedesk.ui.frame.acts.notices import Notices
    from villagedesk.ui.frame.acts.seat import Seat
    from villagedesk.ui.frame.acts.undoing import Undoing

SEAT = "villagedesk.ui.frame.acts.seat:Seat"
KEYS = "villagedesk.ui.frame.keys:window_keys"
REMINDER = "villagedesk.ui.registers.list.due:Reminder"
REMIND_AFTER = 3000
"""Milliseconds: what is due is said once the clerk sees the window, not while it opens."""


class Window(Shell):
    """The one window of an office; it is shown first, and sits down at its office (`sit`) as soon as that is open."""

    wants = Signal(str)
    """Asks for another office: a path, `choose`, `recent` or `new`."""

    desk: Desk
    sides: Sides
    seat: Seat
    notices: Notices
    undoing: Undoing
    arriving: Arriving

    def __init__(self, look: Look, memory: Memory, page: str = "today") -> None:
        super().__init__(look, memory)
        self._pages: dict[str, Page] = {}
        self._first = page
        self.rest = Rest(AHEAD, lambda: self.seated and self.desk.ops.busy)
        self.seated = False
        """Whether it has its office."""
        self.held = 0.0
        """Megabytes that the process held when the first page stood in the window."""

    @classmethod
    def on(cls, office: Office, look: Look, memory: Memory, page: str = "today") -> Window:
        """A window that already sits at `office`."""
        window = cls(look, memory, page)
        window.sit(office)
        return window

    def sit(self, office: Office) -> None:
        """Take an open office; its pages can be shown from now on."""
        self.seat = load(SEAT)(self, self, self.line, office)
        self.notices, self.undoing, self.arriving = self.seat.notices, self.seat.undoing, self.seat.arriving
        self.desk = Desk(office, self.seat.ops, self.look, self.memory, self.notices.say, self.go)
        self.sides = Sides(self.desk)
        self.status.sit(self.desk)
        self._banner_words.setText(self.desk.readonly)
        self._banner.setVisible(bool(self.desk.readonly))
        self._connect()
        self.seated = True

    def _connect(self) -> None:
        ops = self.desk.ops
        self.look.help_asked.connect(self.help)
        ops.changed.connect(self._broadcast)
        ops.failed.connect(lambda error: self.desk.say(error.says, "warn" if isinstance(error, Mistake) else "bad"))
        ops.began.connect(self.strip.begin)
        ops.progressed.connect(self.strip.report)
        ops.ended.connect(self.strip.hide)
        self.rail.chosen.connect(self.go)
        self.rail.search.connect(self.search)
        self.notices.changed.connect(lambda: self.status.show_unread(self.notices.unread))
        self.status.bell.clicked.connect(self.show_notices)
        self.keys = load(KEYS)(self)
        for action in self.keys:
            bind_shortcut(self, action)

    def start(self) -> None:
        """Show the first page and ask for the status line."""
        self._bring(self._first)
        self.stack.setFocus()
        self.arriving.look_around()
        self.paint_now()
        self.held = resident_mb()
        self.refresh()
        self.rest.begin()
        soon = QTimer(self, singleShot=True, interval=REMIND_AFTER)
        soon.timeout.connect(self._remind)
        soon.start()

    def _remind(self) -> None:
        """Say what is due when the program opens, and from then on while it runs, whatever page is in front."""
        self.reminder = load(REMINDER)(self.desk, self)
        self.reminder.ask()
        self.watching = self.seat.watch(self.desk)
        self.watching.begin()

    def go(self, page: str, target: str = "") -> None:
        """Show a page, built now if it is new, and hand it the target."""
        if page == "search":
            self.search()
            return
        shown = self._bring(page)
        if target:
            shown.open(target)
        shown.freshen()

    def _bring(self, page: str) -> Page:
        """Bring a page to the front, built now if it is new; a name that is none leaves the page in front."""
        found = entry(page)
        if found is None:
            return self.page
        if found.name not in self._pages:
            self._pages[found.name] = load(found.place)(self.desk)
            self.stack.addWidget(self._pages[found.name])
            self.forget_empty()
        shown = self._pages[found.name]
        self.rail.mark(found.name)
        self.stack.setCurrentWidget(shown)
        self.setWindowTitle(f"{found.title} — {self.desk.office.store.path.name}")
        return shown

    @property
    def page(self) -> Page:
        """The page in front."""
        shown = self.stack.currentWidget()
        assert isinstance(shown, Page)
        return shown

    def refresh(self) -> None:
        """Ask for everything on the page in front again."""
        self.page.stale = True
        self.page.freshen()
        self.status.refresh()

    def search(self) -> None:
        """Open the one search box."""
        box = load(WINDOWS["search"])(self.desk, self, (*self.page.actions_now, *self.keys))
        box.show_over(self)

    def help(self, page: str = "") -> None:
        """Open the manual at a place, or at what is in front on the page."""
        shown = self.sides.show("help")
        shown.show_page(page or place_of_page(self.page, self.page.help or self.page.title))

    def show_notices(self) -> None:
        """Open the list of what was said."""
        self.sides.show("notices", self.notices)

    def ask_office(self, wanted: str) -> None:
        """Ask for another office: `choose`, `new` or a path."""
        self.wants.emit(wanted)

    def _broadcast(self, changes: Changes) -> None:
        for page in self._pages.values():
            if page.watches & changes.touched:
                page.stale = True
        self.page.freshen()
        if changes.touched & (Area.OFFICE | Area.PUNCHES | Area.OPTIONS):
            self.status.refresh()
        self.undoing.note(changes)
        if changes.says:
            word, back = ("重做", self.undoing.redo) if self.desk.ops.undid else ("撤销", self.undoing.undo)
            self.desk.say(changes.says, "ok", word if changes.undo else "", back if changes.undo else None)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Finish what was sent, close the side windows, remember the place."""
        self.rest.end()
        if self.seated:
            self.desk.ops.closing.emit()
            self.sides.close()
            self.desk.ops.stop()
        super().closeEvent(event)
