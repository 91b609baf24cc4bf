"""The head of a page: title and facts at the left, tools at the right; where that is too much, tools go below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayoutItem, QWidget

from villagedesk.ui.actions import Action, action_button
from villagedesk.ui.desk import Desk
from villagedesk.ui.widgets.flow import FlowLayout
from villagedesk.ui.widgets.text import Chip, Elided, Text

LEFT = 3
"""Title, chip and facts come first in the layout; the facts take what is left."""
LOW = 560
"""Pixels of a window's height below which tools rather become a menu than a second row."""
LEAST_FACTS = 48
WORDS, PICTURES, FEW = range(3)
"""How the actions are shown: with words, the lesser ones as pictures, or the lesser ones under ⋯."""


Asked = tuple[QLayoutItem, QSize]


class HeadLayout(FlowLayout):
    """One row where there is room for it, else the tools in rows of their own below the title."""

    def put(self, at: int, widget: QWidget) -> None:
        """Put a widget at a place among the items."""
        self.addWidget(widget)
        self._items.insert(at, self._items.pop())

    def expandingDirections(self) -> Qt.Orientation:
        """It fills the width."""
        return Qt.Orientation.Horizontal

    def sizeHint(self) -> QSize:
        """Everything in one row."""
        asked = _asked(self._items)
        return QSize(self._wide(asked), _high(asked))

    def tools_wide(self) -> int:
        """The width of all tools in one row."""
        return self._wide(_asked(self._items[LEFT:]))

    def beside_title(self, wide: int) -> int:
        """What the title leaves for the tools in its own row."""
        return wide - self._wide(_asked(self._items[: LEFT - 1])) - self.spacing()

    def _wide(self, asked: Sequence[Asked]) -> int:
        return sum(size.width() for _, size in asked) + self.spacing() * max(len(asked) - 1, 0)

    def _lay(self, rect: QRect, *, move: bool) -> int:
        left, tools = _asked(self._items[: LEFT - 1]), _asked(self._items[LEFT:])
        facts = self._items[LEFT - 1 : LEFT]
        gap = self.spacing()
        begin, tools_wide = self._wide(left), self._wide(tools)
        high = _high([*left, *_asked(facts), *tools])
        one_row = begin + (gap + tools_wide if tools_wide else 0) <= rect.width()
        room = rect.width() - begin - gap - (gap + tools_wide if one_row and tools_wide else 0)
        if move:
            self._row(left, rect.topLeft(), high)
            for item in facts:
                item.setGeometry(QRect(rect.left() + begin + gap, rect.top(), room if room > LEAST_FACTS else 0, high))
        if one_row:
            if move:
                self._row(tools, QPoint(rect.right() + 1 - tools_wide, rect.top()), high)
            return high
        return high + self._flow(tools, rect.adjusted(0, high + gap, 0, 0), high, move=move) + gap

    def _row(self, asked: Sequence[Asked], at: QPoint, high: int) -> None:
        left = at.x()
        for item, size in asked:
            item.setGeometry(QRect(QPoint(left, at.y() + (high - size.height()) // 2), size))
            left += size.width() + self.spacing()

    def _flow(self, asked: Sequence[Asked], rect: QRect, high: int, *, move: bool) -> int:
        """Rows from the left, each as full as it goes; the height of all."""
        row: list[Asked] = []
        top, wide = rect.top(), 0
        for one in asked:
            needs = one[1].width()
            if row and wide + needs > rect.width():
                if move:
                    self._row(row, QPoint(rect.left(), top), high)
                row, top, wide = [], top + high + self.spacing(), 0
            row.append(one)
            wide += needs + self.spacing()
        if move:
            self._row(row, QPoint(rect.left(), top), high)
        return top + high - rect.top()


def _asked(items: Sequence[QLayoutItem]) -> list[Asked]:
    """The items that are shown, each with the size that it would like."""
    return [(item, item.sizeHint()) for item in items if not item.isEmpty()]


def _high(asked: Sequence[Asked]) -> int:
    return max((size.height() for _, size in asked), default=0)


class ToolRow(QWidget):
    """A title and facts with tools at the right, below them where there is no room, for dialogs and parts of pages."""

    def __init__(self, title: QWidget, facts: QWidget | None = None, *tools: QWidget) -> None:
        super().__init__()
        self.row = HeadLayout(self, spacing=8)
        for widget in (title, facts or Text(), Elided(), *tools):
            self.row.addWidget(widget)

    def add(self, widget: QWidget) -> None:
        """One more tool."""
        self.row.addWidget(widget)


class Header(QWidget):
    """Title, chip and facts at the left, widgets and actions at the right."""

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__()
        self._desk = desk
        self.title = Text(title, "title")
        self.chip = Chip("", "plain")
        self.facts = Elided("", "muted")
        self.chip.hide()
        self._row = HeadLayout(self, spacing=8)
        for widget in (self.title, self.chip, self.facts):
            self._row.addWidget(widget)
        self._buttons: list[QWidget] = []
        self._actions: tuple[Action, ...] = ()
        self._form = WORDS
        self._wide = [0, 0, 0]
        """The width of all tools in each form, known after they were laid out so."""
        self._scale = desk.look.scale

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the tools do not fit into one row, all but the main one become pictures, and then a menu."""
        super().resizeEvent(event)
        self._choose_form()

    def event(self, event: QEvent) -> bool:
        """Other words and other tools ask for another width."""
        known = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._choose_form()
        return known

    def _choose_form(self) -> None:
        self._wide[self._form] = self._row.tools_wide()
        form = self._fitting(self._row.beside_title(self.width())) if self.window().height() < LOW else None
        form = self._fitting(self.width()) if form is None else form
        form = FEW if form is None else form
        if form != self._form and self.isVisible():
            QTimer.singleShot(0, self, lambda: self._rebuild(form))

    def _fitting(self, room: int) -> int | None:
        """The first form that fits or has not been tried; None when even the shortest does not."""
        return next((form for form in (WORDS, PICTURES, FEW) if self._wide[form] <= room), None)

    def _rebuild(self, form: int) -> None:
        if form != self._form:
            self._form = form
            self.show_actions(self._actions)

    def show_title(self, title: str, facts: str = "", chip: str = "", tone: str = "plain") -> None:
        """Change the words of the header."""
        self.title.setText(title)
        self.facts.setText(facts)
        self.chip.show_text(chip, tone)
        self.chip.setVisible(bool(chip))

    def add(self, widget: QWidget) -> None:
        """Put a widget (a search box, a switch of views) before the actions."""
        self._row.put(self._row.count() - len(self._buttons), widget)

    def show_actions(self, actions: Sequence[Action]) -> None:
        """Replace the action buttons; those marked `more` go under one ⋯ button."""
        self._actions = tuple(actions)
        if self._scale != self._desk.look.scale:
            self._scale, self._form, self._wide = self._desk.look.scale, WORDS, [0, 0, 0]
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        shown = [action for action in actions if not (action.more or self._lesser(action))]
        rest = tuple(action for action in actions if action not in shown)
        if rest:
            shown.insert(0, Action("more", "", icon="ellipsis", tip="更多", menu=rest))
        readonly = self._desk.readonly
        self._buttons = [
            action_button(self._desk.look, action, readonly=readonly, short=self._form == PICTURES) for action in shown
        ]
        for button in self._buttons:
            self._row.addWidget(button)

    def _lesser(self, action: Action) -> bool:
        return self._form == FEW and action.role != "primary"

    def button(self, action_id: str) -> QWidget:
        """The button of an action, for tests and for menus that hang on it."""
        return next(button for button in self._buttons if button.objectName() == action_id)
