"""The visitor is recognised while one types: name, pinyin initials or the phone's tail, chosen from a short list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCompleter, QLineEdit

from villagedesk.registers.masks import mask_phone
from villagedesk.services.office import Office
from villagedesk.services.villagers.villagers import known_facts, recognise
from villagedesk.store.books.villagers import Villager
from villagedesk.ui.desk import Desk


def offered(office: Office, text: str) -> list[tuple[Villager, dict[str, Any]]]:
    """The villagers that the typed characters may mean, each with what is known."""
    return [(villager, known_facts(office, villager.id)) for villager in recognise(office, text)]


class Recognition(QObject):
    """Offers villagers under one line edit; `chosen` carries what is known of the one that was picked.

    Enter takes the offer that is surely meant and goes on (`passed`), even when it comes before the offers do.
    """

    chosen = Signal(dict)
    passed = Signal()

    def __init__(self, desk: Desk, edit: QLineEdit, key: str) -> None:
        super().__init__(edit)
        self._desk, self._edit, self._key = desk, edit, key
        self._offers: list[tuple[Villager, dict[str, Any]]] = []
        self._asked = self._answered = ""
        self._entered = self._pasted = self._hushed = False
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(8)
        self._completer.setWidget(edit)
        self._completer.activated.connect(self._picked)
        self._timer = QTimer(self, singleShot=True, interval=30)
        self._timer.timeout.connect(self._ask)
        edit.textEdited.connect(self._typing)
        edit.returnPressed.connect(lambda: QTimer.singleShot(0, self._enter))
        edit.installEventFilter(self)
        self.when_settled: Callable[[str], None] = lambda _name: None
        edit.editingFinished.connect(lambda: self.when_settled(edit.text().strip()))

    def _typing(self, text: str) -> None:
        self._asked, self._entered, self._hushed = text.strip(), False, False
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold an Enter that comes before the offers for what was typed; note what is pasted."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._pasted = event.matches(QKeySequence.StandardKey.Paste)
        if _is_enter(event) and self._asked:
            if self._asked != self._answered:
                self._entered = True
                self._timer.stop()
                self._ask()
                return True
            if self._hushed and self._surely():  # no list was shown for what was pasted
                self._take_or_pass()
                return True
        return super().eventFilter(watched, event)

    def _ask(self) -> None:
        text = self._asked
        if text:
            ask, key = (lambda office: offered(office, text)), f"recognise-{self._key}"
            self._desk.ops.query(ask, lambda found: self._show(text, found), key=key)
        else:
            self._show("", [])

    def _show(self, text: str, offers: list[tuple[Villager, dict[str, Any]]]) -> None:
        self._answered, self._offers = text, offers
        self._model.setStringList([_line(villager) for villager, _ in offers])
        popup = self._completer.popup()
        if popup is None or text != self._asked:
            return
        if self._entered:
            self._entered = False
            self._take_or_pass()
        elif self._pasted and sum(villager.name == text for villager, _ in offers) <= 1:
            self._hushed = True  # a whole name was pasted: a list would only stand in the way
            popup.hide()
        elif offers and self._edit.hasFocus():
            popup.setMinimumWidth(self._desk.look.px(320))
            self._completer.complete()
            popup.setCurrentIndex(self._model.index(0, 0) if self._surely() else self._model.index(-1, 0))
        elif popup.isVisible():
            popup.hide()

    def _surely(self) -> bool:
        """Initials and phone tails are no names, so the first offer is meant; a full name is, if one bears it."""
        text = self._answered
        bearing = [villager for villager, _ in self._offers if villager.name == text]
        return bool(self._offers) and (text.isascii() or (len(bearing) == 1 and self._offers[0][0] is bearing[0]))

    def _take_or_pass(self) -> None:
        if self._surely():
            self._picked(_line(self._offers[0][0]))
        else:
            self.passed.emit()

    def _enter(self) -> None:
        """Enter with the list open: what was picked has gone on already, else it only closes and goes on."""
        if self._edit.hasFocus() and self._asked:
            self.passed.emit()

    def _picked(self, line: str) -> None:
        for villager, known in self._offers:
            if _line(villager) == line:
                self._edit.setText(villager.name)
                self._asked = self._answered = ""
                self.chosen.emit(known)
                self.when_settled(villager.name)
                self.passed.emit()
                return

    @property
    def open_now(self) -> bool:
        """Whether the list of offers is open."""
        popup = self._completer.popup()
        return popup is not None and popup.isVisible()


def _is_enter(event: QEvent) -> bool:
    enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in enter


def _line(villager: Villager) -> str:
    parts = (villager.name, villager.sex, mask_phone(villager.phone) if villager.phone else "", villager.address)
    return "　".join(part for part in (*parts, villager.tags) if part)
