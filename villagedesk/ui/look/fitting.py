"""Windows on small or much enlarged screens: what does not fit scrolls instead of leaving the screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QBoxLayout,
    QComboBox,
    QFileDialog,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from villagedesk.ui.guide.places import place_of
from villagedesk.ui.widgets.flow import FlowLayout

FRAME = QSize(12, 44)
"""What the desktop needs around a window for its title and edges."""

BAR = 16
"""What a scroll bar takes of the width."""

_TYPED = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QAbstractButton)


class Fitting(QObject):
    """Looks at the windows whenever another one comes to the front."""

    def __init__(self, app: QApplication, ask_help: Callable[[str], object]) -> None:
        super().__init__(app)
        self._ask_help = ask_help
        app.focusWindowChanged.connect(self.look_around)
        app.focusChanged.connect(_follow)

    def look_around(self, *_window: object) -> None:
        """Fit every shown window that needs more than its screen has."""
        for widget in QApplication.topLevelWidgets():
            kind = widget.windowType() in (Qt.WindowType.Window, Qt.WindowType.Dialog)
            if kind and widget.isVisible() and not isinstance(widget, QFileDialog):
                fit(widget)
                self._watch(widget)
                self._help_key(widget)

    def _watch(self, window: QWidget) -> None:
        """What is shown later (an answer, an error at a field) may need more room than there was."""
        if window.objectName() != "window" and not window.property("fitted"):
            window.setProperty("fitted", True)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit a window again once its content has asked for another size."""
        if event.type() == QEvent.Type.LayoutRequest and isinstance(watched, QWidget) and not watched.property("due"):
            watched.setProperty("due", True)
            QTimer.singleShot(0, watched, lambda: _fit_again(watched))
        return super().eventFilter(watched, event)

    def _help_key(self, window: QWidget) -> None:
        """F1 opens the manual from every dialog, side window and first screen too; the main window has its own."""
        if not window.property("f1"):
            window.setProperty("f1", True)
            key = QShortcut(QKeySequence("F1"), window)
            key.activated.connect(lambda: self._ask_help(place_of(window)))


def _follow(_before: QWidget | None, now: QWidget | None) -> None:
    """What takes the keys without the mouse is brought into sight wherever it scrolls."""
    if not isinstance(now, _TYPED) or QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
        return
    around = now.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea) and now.height() < around.viewport().height():
            around.ensureWidgetVisible(now, 0, 24)
        around = around.parentWidget()


def _fit_again(window: QWidget) -> None:
    window.setProperty("due", False)
    if window.isVisible():
        fit(window)


def fit(dialog: QWidget, room: QSize | None = None) -> None:
    """Let the content of a dialog scroll when it needs more than the screen has, and keep it on the screen.

    Its last row, when that is one of buttons, stays below what scrolls.
    A window named `window` scrolls its own inner parts and knows its own size.
    """
    screen = dialog.screen() or QGuiApplication.primaryScreen()
    free = screen.availableGeometry()
    room = room or free.size() - FRAME
    layout = dialog.layout()
    if layout is None or dialog.objectName() == "window":
        return
    least = dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
    if layout.hasHeightForWidth():
        least.setHeight(max(least.height(), layout.totalMinimumHeightForWidth(min(dialog.width(), room.width()))))
    if least.width() > room.width() or least.height() > room.height():
        _scroll(dialog, layout, room.width())
        dialog.resize(max(dialog.width(), least.width() + BAR), dialog.height())
    elif least.height() > dialog.height():
        dialog.resize(dialog.width(), least.height())
    if dialog.width() > room.width() or dialog.height() > room.height():
        dialog.resize(dialog.size().boundedTo(room))
        dialog.move(max(dialog.x(), free.left()), max(free.top(), min(dialog.y(), free.bottom() - dialog.height())))


def _scroll(dialog: QWidget, layout: QLayout, wide: int) -> None:
    edges = layout.contentsMargins()
    foot = _taken_foot(layout)
    if foot is not None and foot.minimumSize().width() > wide - edges.left() - edges.right():
        foot = _flowing(foot)
    inner = QWidget()
    inner.setLayout(layout)
    dialog.setMinimumSize(0, 0)
    scroll = QScrollArea()
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidgetResizable(True)
    scroll.setWidget(inner)
    outer = QVBoxLayout(dialog)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    outer.addWidget(scroll, 1)
    if foot is not None:
        below = QVBoxLayout()
        below.setContentsMargins(edges.left(), min(edges.bottom(), 12), edges.right(), edges.bottom())
        below.addLayout(foot)
        outer.addLayout(below)
    outer.activate()


def _taken_foot(layout: QLayout) -> QLayout | None:
    """The row of buttons at the end of a column, taken out of it."""
    upright = QBoxLayout.Direction.TopToBottom
    if not isinstance(layout, QBoxLayout) or layout.direction() != upright or layout.count() < 2:
        return None
    last = layout.itemAt(layout.count() - 1)
    foot = last.layout() if last is not None else None
    if foot is None or not any(isinstance(_widget(foot, number), QPushButton) for number in range(foot.count())):
        return None
    layout.removeItem(foot)
    foot.setParent(None)
    return foot


def _flowing(foot: QLayout) -> QLayout:
    """The same widgets, going on in a second line."""
    flow = FlowLayout(spacing=8)
    while foot.count():
        item = foot.takeAt(0)
        if item is not None and (widget := item.widget()) is not None:
            flow.addWidget(widget)
    return flow


def _widget(layout: QLayout, number: int) -> QWidget | None:
    item = layout.itemAt(number)
    return item.widget() if item is not None else None
