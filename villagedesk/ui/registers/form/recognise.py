"""The visitor is recognised while one types: name, pinyin initials or the phone's tail, chosen from a short list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QStringListModel, Qt, QTimer, Signal
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
    """Offers villagers under one line edit; `chosen` carries what is known of the one that was picked."""

    chosen = Signal(dict)

    def __init__(self, desk: Desk, edit: QLineEdit, key: str) -> None:
        super().__init__(edit)
        self._desk, self._edit, self._key = desk, edit, key
        self._offers: list[tuple[Villager, dict[str, Any]]] = []
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(8)
        self._completer.setWidget(edit)
        self._completer.activated.connect(self._picked)
        self._timer = QTimer(self, singleShot=True, interval=90)
        self._timer.timeout.connect(self._ask)
        edit.textEdited.connect(lambda _text: self._timer.start())
        self.when_settled: Callable[[str], None] = lambda _name: None
        edit.editingFinished.connect(lambda: self.when_settled(edit.text().strip()))

    def _ask(self) -> None:
        text = self._edit.text().strip()
        if text:
            self._desk.ops.query(lambda office: offered(office, text), self._show, key=f"recognise-{self._key}")

    def _show(self, offers: list[tuple[Villager, dict[str, Any]]]) -> None:
        self._offers = offers
        self._model.setStringList([_line(villager) for villager, _ in offers])
        popup = self._completer.popup()
        if popup is None:
            return
        if offers and self._edit.hasFocus():
            popup.setMinimumWidth(self._desk.look.px(320))
            self._completer.complete()
            popup.setCurrentIndex(self._model.index(0, 0) if self._surely(offers) else self._model.index(-1, 0))
        elif popup.isVisible():
            popup.hide()

    def _surely(self, offers: list[tuple[Villager, dict[str, Any]]]) -> bool:
        """Initials and phone tails are no names: the first offer is meant."""
        return self._edit.text().strip().isascii() and bool(offers)

    def _picked(self, line: str) -> None:
        for villager, known in self._offers:
            if _line(villager) == line:
                self._edit.setText(villager.name)
                self.chosen.emit(known)
                self.when_settled(villager.name)
                return

    @property
    def open_now(self) -> bool:
        """Whether the list of offers is open."""
        popup = self._completer.popup()
        return popup is not None and popup.isVisible()


def _line(villager: Villager) -> str:
    parts = (villager.name, villager.sex, mask_phone(villager.phone) if villager.phone else "", villager.address)
    return "　".join(part for part in (*parts, villager.tags) if part)


POPUP_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down)
