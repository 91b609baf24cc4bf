"""What a person can do on a page, as a table: text, key, icon and what it runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from villagedesk.ui.look.look import Look


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: `role` primary, quiet or danger; `more` puts it under the ⋯ menu; `menu` makes a drop-down.

    `writes` greys it while the office is read-only.
    """

    id: str
    text: str
    run: Callable[[], object] | None = None
    shortcut: str = ""
    icon: str = ""
    role: str = ""
    tip: str = ""
    more: bool = False
    writes: bool = False
    enabled: bool = True
    menu: tuple[Action, ...] = ()


class ActionButton(QPushButton):
    """A button that Enter presses as Space does, in a page as in a dialog."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


def action_button(look: Look, action: Action, *, readonly: str = "", short: bool = False) -> QPushButton:
    """The button of an action, with its icon, key and reason when it cannot be used; `short` is the icon alone."""
    short = short and bool(action.icon) and action.role != "primary"
    button = ActionButton("" if short else f" {action.text}" if action.icon and action.text else action.text)
    button.setObjectName(action.id)
    button.setProperty("role", action.role or "plain")
    button.setAutoDefault(False)
    if action.icon:
        button.setIcon(look.icon(action.icon, "on_accent" if action.role == "primary" else "ink2"))
    blocked = readonly if action.writes else ""
    button.setEnabled(action.enabled and not blocked)
    tip = blocked or action.tip or action.text
    button.setToolTip(f"{tip}（{key_words(action.shortcut)}）" if action.shortcut else tip)
    button.setAccessibleName(action.text if has_chinese(action.text) else action.tip or action.text)
    if action.menu:
        button.setProperty("menu", "true" if action.text and not short else "bare")
        button.setMenu(action_menu(look, action.menu, button, readonly=readonly))
    elif action.run is not None:
        run = action.run
        button.clicked.connect(lambda _checked=False: run())
    return button


def has_chinese(text: str) -> bool:
    """Whether a screen reader for Chinese has something to say."""
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


def key_words(shortcut: str) -> str:
    """A key as it is printed on the keyboard."""
    return shortcut.replace("Return", "Enter")


def action_menu(look: Look, actions: Sequence[Action], parent: QWidget, *, readonly: str = "") -> QMenu:
    """A menu of actions."""
    menu = QMenu(parent)
    menu.ensurePolished()
    widest = look.room(9999, 9999).width() - look.px(140)
    for action in actions:
        if action.id == "-":
            menu.addSeparator()
            continue
        if action.menu:
            below = action_menu(look, action.menu, menu, readonly=readonly)
            below.setTitle(action.text)
            if action.icon:
                below.setIcon(look.icon(action.icon))
            menu.addMenu(below)
            continue
        entry = QAction(menu.fontMetrics().elidedText(action.text, Qt.TextElideMode.ElideRight, widest), menu)
        if action.icon:
            entry.setIcon(look.icon(action.icon))
        entry.setEnabled(action.enabled and not (action.writes and readonly))
        if action.run is not None:
            run = action.run
            entry.triggered.connect(lambda _checked=False, run=run: run())
        menu.addAction(entry)
    return menu


def bind_shortcut(widget: QWidget, action: Action) -> QAction | None:
    """Let the action's key work anywhere on the widget; None when it has no key."""
    if not action.shortcut or action.run is None:
        return None
    run = action.run
    bound = QAction(action.text, widget)
    bound.setShortcut(QKeySequence(action.shortcut))
    bound.triggered.connect(lambda _checked=False: run())
    widget.addAction(bound)
    return bound
