"""A half-typed form of any kind is kept within a second, filled in when it is opened again, or thrown away."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton

from villagedesk.services.office import Office
from villagedesk.services.registers.drafts import HalfTyped, drop_form, form_draft, keep_form
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.editors import Editor
from villagedesk.ui.widgets.text import Text

_QUIET_MS = 900
_SECRET = ("pin", "old", "password")
_KINDS = (str, bool, int, float)


class Typed(Protocol):
    """The parts of a form that its keeper uses."""

    editors: dict[str, Editor]
    dirty: bool

    def typed(self) -> dict[str, Any]:
        """What stands in the editors."""
        ...


class FormKeeper(QObject):
    """Keeps what was typed since the form was shown, under a name; secrets and files are never kept."""

    def __init__(self, desk: Desk, form: Typed, name: str, line: DraftLine, *, filled: bool) -> None:
        super().__init__(line)
        self._desk, self._form, self.name, self._line = desk, form, name, line
        self._start: dict[str, Any] = {}
        self._ended = True
        self._timer = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._timer.timeout.connect(self.keep)
        desk.ops.closing.connect(self.keep)
        line.away = self.throw_away
        if filled:
            self.begin()

    def begin(self) -> None:
        """The form was filled anew: what is typed from now on is kept, what was half typed before is offered."""
        self._timer.stop()
        self._ended = False
        self._start = self._form.typed()
        self._line.hide()
        name = self.name
        self._desk.ops.query(lambda office: form_draft(office, name), self._offer)

    def soon(self) -> None:
        """Keep what is typed within a second, however long one types on."""
        if not self._timer.isActive() and not self._ended:
            self._timer.start()

    def keep(self) -> bool:
        """Keep what is typed now; whether there was anything."""
        self._timer.stop()
        facts = self._facts() if self._form.dirty and not self._ended and not self._desk.readonly else {}
        if facts:
            name = self.name
            self._desk.ops.change(lambda office: keep_form(office, name, facts))
        return bool(facts)

    def forget(self) -> None:
        """What was typed is stored where it belongs, or not wanted."""
        self._timer.stop()
        self._ended = True
        if not self._desk.readonly:
            self._desk.ops.change(dropping(self.name))

    def end(self) -> None:
        """The form goes on to something else."""
        self.keep()
        self._ended = True
        self.deleteLater()

    def throw_away(self) -> None:
        """The form as it was before anything was typed into it."""
        for name, value in self._start.items():
            self._form.editors[name].show(value)
        self._form.dirty = False
        self._line.hide()
        self._desk.ops.change(dropping(self.name))

    def _facts(self) -> dict[str, Any]:
        """What differs from how the form was shown."""
        typed = self._form.typed()
        return {
            name: value
            for name, value in typed.items()
            if value != self._start.get(name) and name not in _SECRET and _plain(value)
        }

    def _offer(self, found: HalfTyped | None) -> None:
        if found is None or self._ended or self._form.dirty:
            return
        known = {name: value for name, value in found.facts.items() if name in self._form.editors}
        for name, value in known.items():
            self._form.editors[name].show(value)
        if known:
            self._form.dirty = True
            moment = found.saved_at[5:16].replace("T", " ")
            self._line.show_words(f"上次没写完的内容已经填回来（{moment}）。")


class DraftLine(QFrame):
    """Says that a form was filled with what was half typed, with the way to throw that away."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self.away: Callable[[], object] = lambda: None
        self._words = Text("", wrap=True)
        button = QPushButton("丢弃，重新填")
        button.setProperty("role", "link")
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: self.away())
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        row.addWidget(self._words, 1)
        row.addWidget(button)
        self.hide()

    def show_words(self, text: str) -> None:
        """Say it."""
        self._words.setText(text)
        self.show()
        dialog = self.window()
        if isinstance(dialog, QDialog):
            room = dialog.screen().availableGeometry().height() - 60
            dialog.resize(dialog.width(), min(room, dialog.height() + self.sizeHint().height() + 8))


def dropping(name: str) -> Callable[[Office], Any]:
    """The write that forgets a half-typed form."""
    return lambda office: drop_form(office, name)


def name_of(title: str, values: Mapping[str, Any], now: datetime) -> str:
    """A name that tells forms of one title apart by what they were opened with; today is today on every day."""
    told = sorted((name, _timeless(value, now)) for name, value in values.items() if value not in (None, ""))
    return f"{title} {hashlib.sha256(repr(told).encode()).hexdigest()[:12]}"


def _timeless(value: Any, now: datetime) -> str:
    if isinstance(value, datetime):
        return "today" if value.date() == now.date() else value.isoformat()
    if isinstance(value, date):
        return "today" if value == now.date() else value.isoformat()
    return repr(value)


def _plain(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return all(isinstance(part, _KINDS) for part in value)
    return isinstance(value, _KINDS)
