"""Layouts that follow the room: lines that break, parts beside or below one another, tiles in rows of one width."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QBoxLayout, QLayout, QLayoutItem, QScrollArea, QWidget

ANY_WIDTH = 16_777_215
AGAIN = 24
"""So many more pixels are needed before parts go side by side again: a scroll bar that comes and goes is less."""


class FlowLayout(QLayout):
    """A line of widgets that breaks where it must."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more item."""
        self._items.append(item)

    def count(self) -> int:
        """How many items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """The item at a place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Let one item go."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Its height depends on its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high all lines are at a width."""
        return self._lay(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Lay the items into a rectangle."""
        super().setGeometry(rect)
        self._lay(rect, move=True)

    def sizeHint(self) -> QSize:
        """As little as the widest item."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """The widest item, one line high."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _lay(self, rect: QRect, *, move: bool) -> int:
        left, top, high = rect.left(), rect.top(), 0
        line = max((item.sizeHint().height() for item in self._items), default=0)
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            size = item.sizeHint()
            if left + size.width() > rect.right() + 1 and high:
                left, top, high = rect.left(), top + high + self.spacing(), 0
            if move:
                item.setGeometry(QRect(QPoint(left, top + (line - size.height()) // 2), size))
            left += size.width() + self.spacing()
            high = line
        return top + high - rect.top()


class OneLine(FlowLayout):
    """Would like to be one line, and breaks only where there is no room for it."""

    def sizeHint(self) -> QSize:
        """Everything in one line."""
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        wide = sum(size.width() for size in sizes) + self.spacing() * max(len(sizes) - 1, 0)
        return QSize(wide, max((size.height() for size in sizes), default=0))


@dataclass(frozen=True)
class Part:
    """What a part needs: its least or its fixed width beside the others, its least height below them."""

    least: int = 0
    wide: int = 0
    high: int = 0
    text: int = 0
    """The text size that these are meant for."""

    def now(self) -> Part:
        """What it needs at the present text size."""
        size = _text_size()
        if size == self.text or not self.text:
            return self
        grown = size / self.text
        return Part(round(self.least * grown), round(self.wide * grown), round(self.high * grown), size)


def _text_size() -> int:
    return QApplication.font().pixelSize()


class Beside(QBoxLayout):
    """A row that becomes a column when its parts together need more width than there is."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 16) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight, parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        self._parts: dict[QWidget, Part] = {}
        self.stacked = False
        self._size = _text_size()

    def keep(self, widget: QWidget, *, least: int = 0, wide: int = 0, high: int = 0) -> None:
        """Say (again) what a part needs: `least` or fixed `wide` pixels beside the others, `high` below them."""
        self._parts[widget] = Part(least, wide, high, _text_size())
        self._dress(widget)

    def reveal(self, part: QWidget, *, entered: bool = False) -> None:
        """Scroll to a part that stands below others; with `entered` only when somebody is about to type in it."""
        front, around = part.window().focusWidget(), part.parentWidget()
        if entered and (front is None or not part.isAncestorOf(front)):
            return
        while self.stacked and around is not None:
            if isinstance(around, QScrollArea) and (inner := around.widget()) is not None:
                around.verticalScrollBar().setValue(part.mapTo(inner, QPoint(0, 0)).y())
                return
            around = around.parentWidget()

    def minimumSize(self) -> QSize:
        """It can always become as narrow as its widest part."""
        wide = max((self._least(item, stacked=True) for item in self._shown()), default=0)
        high, now = super().minimumSize().height(), self.geometry().width()
        return QSize(wide, max(high, self.minimumHeightForWidth(now)) if self.stacked and now else high)

    def setGeometry(self, rect: QRect) -> None:
        """Lay the parts out; when the width asks for it, the other way round the next time."""
        if (size := _text_size()) != self._size:
            self._size = size
            for widget in self._parts:
                self._dress(widget)
        gaps = self.spacing() * max(len(self._shown()) - 1, 0)
        needed = sum(self._least(item, stacked=False) for item in self._shown()) + gaps
        stacked = rect.width() < needed + (AGAIN if self.stacked else 0)
        if stacked != self.stacked:
            self.stacked = stacked
            ways = QBoxLayout.Direction
            self.setDirection(ways.TopToBottom if stacked else ways.LeftToRight)
            for widget in self._parts:
                self._dress(widget)
        super().setGeometry(rect)

    def _shown(self) -> list[QLayoutItem]:
        items = [self.itemAt(number) for number in range(self.count())]
        return [item for item in items if item is not None and not item.isEmpty()]

    def _least(self, item: QLayoutItem, *, stacked: bool) -> int:
        widget = item.widget()
        part = self._parts.get(widget, Part()).now() if widget is not None else Part()
        if part.wide and widget is not None:
            return min(widget.minimumSizeHint().width(), part.wide) if stacked else part.wide
        return item.minimumSize().width() if stacked else max(item.minimumSize().width(), part.least)

    def _dress(self, widget: QWidget) -> None:
        part = self._parts[widget].now()
        fixed = part.wide and not self.stacked
        widget.setMinimumWidth(part.wide if fixed else 0)
        widget.setMaximumWidth(part.wide if fixed else ANY_WIDTH)
        if part.high:
            widget.setMinimumHeight(part.high if self.stacked else 0)


class Tall(QScrollArea):
    """A scroll area that is as high as its content while `whole` says so: then the page around it scrolls."""

    def __init__(self, content: QWidget, whole: Callable[[], bool]) -> None:
        super().__init__()
        self._whole = whole
        self.setWidgetResizable(True)
        self.setWidget(content)

    def minimumSizeHint(self) -> QSize:
        """As high as the content where nothing may be hidden in it."""
        size, content = super().minimumSizeHint(), self.widget()
        if content is not None and self._whole():
            bar = self.horizontalScrollBar()
            size.setHeight(content.minimumHeight() + (bar.sizeHint().height() if bar.maximum() else 0))
        return size

    def event(self, event: QEvent) -> bool:
        """What the content needs may have changed."""
        known = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self.updateGeometry()
        return known


class Tiles(FlowLayout):
    """Widgets in rows that all fill the width, as many in a row as their words allow, each as wide as the others."""

    _high = 0

    def _lay(self, rect: QRect, *, move: bool) -> int:
        items = [item for item in self._items if not item.isEmpty()]
        if not items:
            return 0
        gap, top = self.spacing(), rect.top()
        rows = self._rows(items, rect.width())
        needed = [max(_height(item, wide) for item, wide in row) for row in rows]
        spare = max(rect.height() - sum(needed) - gap * (len(rows) - 1), 0) // len(rows) if move else 0
        for row, least in zip(rows, needed, strict=True):
            left = rect.left()
            for item, wide in row:
                if move:
                    item.setGeometry(QRect(left, top, wide, least + spare))
                left += wide + gap
            top += least + spare + gap
        return top - gap - rect.top()

    def minimumSize(self) -> QSize:
        """One column wide, and as high as its present width asks for."""
        return super().minimumSize().expandedTo(QSize(0, self._high))

    def setGeometry(self, rect: QRect) -> None:
        """Lay the rows; another number of them asks for another height."""
        super().setGeometry(rect)
        high = self.heightForWidth(rect.width())
        if high != self._high:
            self._high = high
            self.invalidate()

    def _rows(self, items: Sequence[QLayoutItem], wide: int) -> list[list[tuple[QLayoutItem, int]]]:
        """The rows with the width of each: all alike, or all in one row where that just fits."""
        gap = self.spacing()
        least = [max(item.minimumSize().width(), 1) for item in items]
        fit = max(1, min(len(items), (wide + gap) // (max(least) + gap)))
        spare = wide - sum(least) - gap * (len(items) - 1)
        if fit < len(items) and spare >= 0:
            return [[(item, own + spare // len(items)) for item, own in zip(items, least, strict=True)]]
        columns = -(-len(items) // -(-len(items) // fit))
        alike = (wide - gap * (columns - 1)) // columns
        return [[(item, alike) for item in items[at : at + columns]] for at in range(0, len(items), columns)]


def _height(item: QLayoutItem, wide: int) -> int:
    return item.heightForWidth(wide) if item.hasHeightForWidth() else item.sizeHint().height()
