"""What a page is: a header with title, facts and actions over a body, refreshed when its data change."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from villagedesk.base.changes import Area
from villagedesk.ui.actions import Action, bind_shortcut
from villagedesk.ui.desk import Desk
from villagedesk.ui.look.sleeping import put_to_sleep, wake
from villagedesk.ui.pages import PASTING, load
from villagedesk.ui.slices import Slices
from villagedesk.ui.widgets.header import Header

_AFTER_PAINTING_MS = 60
_WOKEN_AT_ONCE = 60
_HARDLY_ANY = 420
LOW = 640
LEAST_HIGH = 320
"""Pixels below which the body of a page is scrolled instead of squeezed."""


class Body(QVBoxLayout):
    """The column of a page; its least height decides when it is scrolled, and in a low window what words would like."""

    def hasHeightForWidth(self) -> bool:
        """Asked by the scroll area; only a low window is scrolled for the sake of wrapping words."""
        room = self.parentWidget()
        return room is not None and room.window().height() < LOW and super().hasHeightForWidth()

    def minimumSize(self) -> QSize:
        """The least that is in it, and never less than a few rows."""
        return super().minimumSize().expandedTo(QSize(0, LEAST_HIGH))


class Page(QWidget):
    """A page of the window; a subclass names itself, says what it watches and fills `body`.

    The window calls `refresh` when the page is first shown, and again when it is shown (or visible)
    after a write has touched what it `watches`; `open` gets the target of `desk.go`. A page that asks in parts
    sets `settled` when what matters first is shown.
    """

    name = ""
    title = ""
    help = ""
    watches = Area.NOTHING

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.stale = True
        self.settled = False
        self.actions_now: tuple[Action, ...] = ()
        self._bound: list[QAction] = []
        self.header = Header(desk, self.title)
        self.body = Body()
        self.body.setSpacing(16)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(24, 12, 24, 16)
        self._rows.setSpacing(12)
        self._rows.addWidget(self.header)
        self._scrolled_rows = QVBoxLayout()
        self._rows.addWidget(self._scrolled(), 1)
        bind_shortcut(self, Action("paste", "粘贴表格里的行", self.paste, "Ctrl+V"))
        self._asleep = False
        self._waking = Slices(desk.ops, self, at_once=0, each=_WOKEN_AT_ONCE)
        desk.look.changing.connect(self._sleep)
        desk.look.changed.connect(self._relook)

    def _scrolled(self) -> QWidget:
        """The body; on a small or much enlarged screen it scrolls, so that nothing is ever cut."""
        self.body.setContentsMargins(0, 0, 0, 0)
        self._scrolled_rows.setContentsMargins(0, 0, 0, 0)
        self._scrolled_rows.setSpacing(12)
        self._scrolled_rows.addLayout(self.body, 1)
        room = QWidget()
        room.setLayout(self._scrolled_rows)
        scroll = self.room = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(room)
        return scroll

    def set_actions(self, actions: Sequence[Action]) -> None:
        """Show these actions in the header and bind their keys while the page is in front."""
        self.actions_now = tuple(actions)
        self.header.show_actions(actions)
        for bound in self._bound:
            self.removeAction(bound)
            bound.deleteLater()
        every = [one for action in actions for one in (action, *action.menu)]
        self._bound = [bound for action in every if (bound := bind_shortcut(self, action))]

    def refresh(self) -> None:
        """Ask the office anew for what is shown."""

    def open(self, target: str) -> None:
        """Show what `target` names (a month, a number); an empty target changes nothing."""

    def paste(self) -> None:
        """Take rows that were copied in a spreadsheet; where the cursor stands in a field, the field takes them."""
        text: str = load(f"{PASTING}:text_on_clipboard")()
        if text:
            self.take_rows(text)
        else:
            self.desk.say("剪贴板里没有表格内容：先在 Excel、WPS 里选中几行（连同表头）复制，再按 Ctrl+V。", "warn")

    def take_rows(self, text: str) -> None:
        """Pasted rows go where a dropped table would go, with its preview."""
        take: Any = getattr(self, "take_files", None)
        if take is not None:
            take([load(f"{PASTING}:as_file")(text)])
        else:
            self.desk.say(f"“{self.title}”这一页没有可以粘贴的表格；人员、台账、考勤和日历可以。", "warn")

    def restyle(self) -> None:
        """Take on a new theme or text size where the style sheet does not reach."""

    def freshen(self) -> None:
        """Ask anew when something has changed since; a page that is just waking does so by itself."""
        if self.stale and not self._waking.under_way:
            self.stale = False
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where hardly any height is left, the head scrolls away with the body."""
        super().resizeEvent(event)
        rows = self._scrolled_rows if self.height() < _HARDLY_ANY else self._rows
        if rows.indexOf(self.header) < 0:
            rows.insertWidget(0, self.header)

    def showEvent(self, event: QShowEvent) -> None:
        """A page that slept through a change of the look takes it on now, and is painted when it has."""
        if self._asleep:
            self._asleep = False
            self.window().setUpdatesEnabled(False)
            self._waking.run(chain(wake(self), (self._woken,)))
        super().showEvent(event)

    def _sleep(self) -> None:
        if not self.isVisible():
            if self._waking.under_way:
                self._waking.stop()
                self.window().setUpdatesEnabled(True)
            self._asleep = True
            put_to_sleep(self)

    def _woken(self) -> None:
        self._restyled()
        self.window().setUpdatesEnabled(True)

    def _relook(self) -> None:
        self.stale = True
        if not self._asleep:
            self._restyled()

    def _restyled(self) -> None:
        """Take on the rest; the office is asked once the new look stands: its answers would vie with the painting."""
        self.header.show_actions(self.actions_now)
        self.restyle()
        self.desk.ops.hold(1)
        QTimer.singleShot(_AFTER_PAINTING_MS, self, self._ask_again)

    def _ask_again(self) -> None:
        self.desk.ops.hold(-1)
        self.freshen()


def line_of(*facts: str) -> str:
    """Facts joined by middle dots, empty ones left out."""
    return "　·　".join(fact for fact in facts if fact)


def row_of(*widgets: QWidget | int, spacing: int = 8) -> QHBoxLayout:
    """Widgets side by side; a number is a stretch."""
    row = QHBoxLayout()
    row.setSpacing(spacing)
    for widget in widgets:
        if isinstance(widget, int):
            row.addStretch(widget)
        else:
            row.addWidget(widget)
    return row


def named(widget: QWidget, name: str, tip: str = "") -> QWidget:
    """Give a control the name that a screen reader says, and a tip."""
    widget.setAccessibleName(name)
    if tip and not isinstance(widget, QLabel):
        widget.setToolTip(tip)
    return widget
