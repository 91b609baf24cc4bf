"""What a page shows when there is nothing yet, and while it is asking."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from villagedesk.ui.actions import Action, action_button
from villagedesk.ui.look.look import Look
from villagedesk.ui.widgets.text import Text


class EmptyState(QWidget):
    """What belongs here and the button that starts it."""

    def __init__(self, look: Look, icon: str, title: str, text: str, actions: Sequence[Action] = ()) -> None:
        super().__init__()
        picture = QLabel()
        picture.setPixmap(look.icon(icon, "faint", 48).pixmap(look.px(48), look.px(48)))
        box = QVBoxLayout(self)
        box.setSpacing(8)
        box.addStretch(2)
        words = Text(text, "muted", wrap=True)
        words.setMaximumWidth(look.px(480))
        words.setMinimumHeight(words.heightForWidth(look.px(480)))
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for widget in (picture, Text(title, "heading")):
            box.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(words, 1000)
        line.addStretch(1)
        box.addLayout(line)
        row = QHBoxLayout()
        row.setContentsMargins(0, 12, 0, 0)
        row.addStretch(1)
        for action in actions:
            button = action_button(look, action)
            row.addWidget(button)
            if action.role == "primary":
                button.setFocus()
        row.addStretch(1)
        box.addLayout(row)
        box.addStretch(3)


_MOMENT = 300
"""Milliseconds within which an answer is waited for in silence."""


class Patience:
    """Lets a painted widget say that it waits, but only when the answer takes longer than a moment."""

    def __init__(self, widget: QWidget, look: Look, text: str = "正在读取…") -> None:
        self._widget, self._look, self._text = widget, look, text
        self._long = False
        self._timer = QTimer(widget, singleShot=True, interval=_MOMENT)
        self._timer.timeout.connect(self._grown)

    def _grown(self) -> None:
        self._long = True
        self._widget.update()

    def paint(self, painter: QPainter) -> None:
        """The sentence in the middle, or nothing yet."""
        if self._long:
            painter.setFont(self._look.font("body"))
            painter.setPen(self._look.color("muted"))
            painter.drawText(self._widget.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
        elif not self._timer.isActive():
            self._timer.start()


class BusyState(QWidget):
    """A quiet bar with one sentence while the answer is on its way; silent for the first moment."""

    def __init__(self, text: str = "正在读取…") -> None:
        super().__init__()
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setFixedWidth(200)
        bar.setAccessibleName(text)
        box = QVBoxLayout(self)
        box.addStretch(2)
        self._parts = (Text(text, "muted"), bar)
        for part in self._parts:
            part.hide()
            box.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(3)
        self._timer = QTimer(self, singleShot=True, interval=_MOMENT)
        self._timer.timeout.connect(self._grown)

    def _grown(self) -> None:
        for part in self._parts:
            part.show()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to wait."""
        super().showEvent(event)
        self._timer.start()


class FrontStack(QStackedWidget):
    """Widgets behind one another; only the one in front says how much room is needed."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        """What the widget in front needs."""
        front = self.currentWidget()
        return front.minimumSizeHint().expandedTo(front.minimumSize()) if front is not None else QSize()

    def sizeHint(self) -> QSize:
        """What the widget in front wants."""
        front = self.currentWidget()
        return front.sizeHint() if front is not None else QSize()


class UprightScroll(QScrollArea):
    """Scrolls up and down only, and is never narrower than what is in it."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inner)

    def minimumSizeHint(self) -> QSize:
        """As wide as its content and the bar."""
        inner = self.widget()
        wide = max(inner.minimumSizeHint().width(), inner.minimumWidth()) if inner is not None else 0
        return QSize(wide + self.verticalScrollBar().sizeHint().width(), super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Other content may need another width."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)
