"""The head of a page: title and facts at the left, tools at the right; where that is too much, tools go below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayoutItem, QWidget

from villagedesk.ui.actions import Action, action_button
from villagedesk.ui.desk import Desk
from villagedesk.ui.widgets.flow import FlowLayout
from villagedesk.ui.widgets.text import Chip, Elided, Text

LEFT = 3
"""Title, chip and facts come first in the layout; the facts take what is left."""


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
        sizes = self._sizes(self._items)
        return QSize(self._wide(sizes), max((size.height() for size in sizes), default=0))

    def tools_wide(self) -> int:
        """The width of all tools in one row."""
        return self._wide(self._sizes(self._items[LEFT:]))

    def _sizes(self, items: Sequence[QLayoutItem]) -> list[QSize]:
        return [item.sizeHint() for item in items if not item.isEmpty()]

    def _wide(self, sizes: Sequence[QSize]) -> int:
        return sum(size.width() for size in sizes) + self.spacing() * max(len(sizes) - 1, 0)

    def _lay(self, rect: QRect, *, move: bool) -> int:
        left, facts, tools = self._items[: LEFT - 1], self._items[LEFT - 1 : LEFT], self._items[LEFT:]
        gap = self.spacing()
        begin, tools_wide = self._wide(self._sizes(left)), self._wide(self._sizes(tools))
        high = max((size.height() for size in self._sizes(self._items)), default=0)
        one_row = begin + (gap + tools_wide if tools_wide else 0) <= rect.width()
        room = rect.width() - begin - gap - (gap + tools_wide if one_row and tools_wide else 0)
        if move:
            self._row(left, rect.topLeft(), high)
            for item in facts:
                item.setGeometry(QRect(rect.left() + begin + gap, rect.top(), max(room, 0), high))
        if one_row:
            if move:
                self._row(tools, QPoint(rect.right() + 1 - tools_wide, rect.top()), high)
            return high
        return high + self._flow(tools, rect.adjusted(0, high + gap, 0, 0), high, move=move) + gap

    def _row(self, items: Sequence[QLayoutItem], at: QPoint, high: int) -> None:
        left = at.x()
        for item in items:
            if not item.isEmpty():
                size = item.sizeHint()
                item.setGeometry(QRect(QPoint(left, at.y() + (high - size.height()) // 2), size))
                left += size.width() + self.spacing()

    def _flow(self, items: Sequence[QLayoutItem], rect: QRect, high: int, *, move: bool) -> int:
        """Rows from the left, each as full as it goes; the height of all."""
        row: list[QLayoutItem] = []
        top = rect.top()
        for item in items:
            if item.isEmpty():
                continue
            if row and self._wide(self._sizes((*row, item))) > rect.width():
                if move:
                    self._row(row, QPoint(rect.left(), top), high)
                row, top = [], top + high + self.spacing()
            row.append(item)
        if move:
            self._row(row, QPoint(rect.left(), top), high)
        return top + high - rect.top()


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
        self._short = False
        self._full = 0
        """The width of all tools with their words, known after the first laying out."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the tools do not fit into one row, all but the main one are pictures alone."""
        super().resizeEvent(event)
        if not self._short:
            self._full = self._row.tools_wide()
        short = self._full > self.width()
        if short != self._short:
            self._short = short
            QTimer.singleShot(0, self._rebuild)

    def _rebuild(self) -> None:
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
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        rest = tuple(action for action in actions if action.more)
        shown = [action for action in actions if not action.more]
        if rest:
            shown.insert(0, Action("more", "", icon="ellipsis", tip="更多", menu=rest))
        readonly = self._desk.readonly
        self._buttons = [
            action_button(self._desk.look, action, readonly=readonly, short=self._short) for action in shown
        ]
        for button in self._buttons:
            self._row.addWidget(button)

    def button(self, action_id: str) -> QWidget:
        """The button of an action, for tests and for menus that hang on it."""
        return next(button for button in self._buttons if button.objectName() == action_id)
