"""A half-typed form of any kind is kept within a second, filled in when it is opened again, or thrown away."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Protocol

from PySide6.QtCore import QObject

from villagedesk.services.halftyped import HalfTyped
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.editors import Editor
from villagedesk.ui.forms.waiting import DraftLine, Soon, Waiting

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
        self.waiting = Waiting(desk, name)
        self._form, self._line = form, line
        self._start: dict[str, Any] = {}
        self._ended = True
        self._soon = Soon(desk, self, self.keep)
        line.thrown.connect(self._throw_away)
        if filled:
            self.begin()

    def begin(self) -> None:
        """The form was filled anew: what is typed from now on is kept, what was half typed before is offered."""
        self._soon.stop()
        self._ended = False
        self._start = self._form.typed()
        self._line.hide()
        self.waiting.ask(self._offer)

    def soon(self) -> None:
        """Keep what is typed within a second, however long one types on."""
        if not self._ended:
            self._soon.ask()

    def keep(self) -> bool:
        """Keep what is typed now; whether there was anything."""
        self._soon.stop()
        facts = self._facts() if self._form.dirty and not self._ended else {}
        return bool(facts) and self.waiting.keep(facts)

    def forget(self) -> None:
        """What was typed is stored where it belongs, or not wanted."""
        self._soon.stop()
        self._ended = True
        self.waiting.drop()

    def end(self) -> None:
        """The form goes on to something else."""
        self.keep()
        self._ended = True
        self._line.thrown.disconnect(self._throw_away)
        self.deleteLater()

    def _throw_away(self) -> None:
        """The form as it was before anything was typed into it."""
        for name, value in self._start.items():
            self._form.editors[name].show(value)
        self._form.dirty = False
        self._line.hide()
        self.waiting.drop()

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
            self._line.show_words(f"上次没写完的内容已经填回来（{found.moment}）。")


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
