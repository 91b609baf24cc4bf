"""Small controls that pages share: month stepper, switch of views, search box, filter chips, step strip."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from villagedesk.ui.look.look import Look
from villagedesk.ui.widgets.flow import OneLine
from villagedesk.ui.widgets.text import repolish


class StillBox(QComboBox):
    """A list of choices that the wheel passes over: scrolling a form must never change what it says."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form around."""
        event.ignore()


class MonthStepper(QWidget):
    """‹ 2026年12月 ›: steps through months; `stepped` carries `YYYY-MM`."""

    stepped = Signal(str)

    def __init__(self, look: Look, month: str) -> None:
        super().__init__()
        self.month = month
        self._look = look
        self._arrows: list[tuple[QPushButton, str]] = []
        look.changed.connect(self._dress)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for icon, name, months in (("chevron-left", "上一月", -1), ("chevron-right", "下一月", 1)):
            button = QPushButton()
            self._arrows.append((button, icon))
            button.setAccessibleName(name)
            button.setToolTip(name + ("（Alt+←）" if months < 0 else "（Alt+→）"))
            button.setShortcut("Alt+Left" if months < 0 else "Alt+Right")
            button.clicked.connect(lambda _checked=False, months=months: self.step(months))
            row.addWidget(button)
        self._dress()

    def _dress(self) -> None:
        for button, icon in self._arrows:
            button.setIcon(self._look.icon(icon))
            button.setIconSize(QSize(self._look.px(18), self._look.px(18)))

    @property
    def words(self) -> str:
        """`2026年12月`."""
        return month_words(self.month)

    def step(self, months: int) -> None:
        """Go so many months on or back."""
        year, month = (int(part) for part in self.month.split("-"))
        count = year * 12 + month - 1 + months
        self.show_month(f"{count // 12:04d}-{count % 12 + 1:02d}")

    def show_month(self, month: str) -> None:
        """Go to a month; emits only when it is another one."""
        if month != self.month:
            self.month = month
            self.stepped.emit(month)


def month_words(month: str) -> str:
    """`2026-12` as `2026年12月`."""
    return f"{month[:4]}年{int(month[5:7])}月"


class Segments(QWidget):
    """A switch between a few views; `chosen` carries the key."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], now: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = OneLine(self, spacing=0)
        group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        for index, (key, word) in enumerate(choices):
            button = QPushButton(word)
            button.setCheckable(True)
            button.setProperty("role", "segment")
            button.setProperty("place", "first" if not index else "last" if index == len(choices) - 1 else "middle")
            button.setAccessibleName(word)
            button.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            group.addButton(button)
            row.addWidget(button)
            self._buttons[key] = button
        if choices:
            self.mark(now or choices[0][0])

    def sizeHint(self) -> QSize:
        """One line, or as many as the present width asks for."""
        size = super().sizeHint()
        if 0 < self.width() < size.width():
            size.setHeight(self.heightForWidth(self.width()))
        return size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may ask for another height."""
        super().resizeEvent(event)
        self.updateGeometry()

    def mark(self, key: str) -> None:
        """Show which view is in front, without emitting."""
        self._buttons[key].setChecked(True)


class SearchEdit(QLineEdit):
    """A search box that asks at every key, once for keys that come together; `asked` carries the text."""

    asked = Signal(str)

    def __init__(self, look: Look, hint: str) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setProperty("role", "search")
        self.setClearButtonEnabled(True)
        self._look = look
        self._glass = self.addAction(look.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        look.changed.connect(self._dress)
        for number, button in enumerate(self.findChildren(QToolButton)):
            button.setAccessibleName("清除" if number == 0 else hint)
        self._timer = QTimer(self, singleShot=True, interval=1)
        self._timer.timeout.connect(lambda: self.asked.emit(self.text().strip()))
        self.textChanged.connect(lambda _text: self._timer.start())
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.begin)

    def begin(self) -> None:
        """Ctrl+F: the cursor into the box, what stands in it chosen."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def _dress(self) -> None:
        self._glass.setIcon(self._look.icon("search", "muted"))


class FilterChips(QWidget):
    """Chips of which any number may be on; `changed` carries the keys that are on."""

    changed = Signal(tuple)

    def __init__(self, choices: Sequence[tuple[str, str]] = (), *, single: bool = False) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._single = single
        self._buttons: dict[str, QPushButton] = {}
        self.show_choices(choices)

    def show_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Replace the chips, keeping on what was on."""
        on = self.on()
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._buttons = {}
        for key, word in choices:
            button = QPushButton(word)
            button.setCheckable(True)
            button.setChecked(key in on)
            button.setProperty("role", "chip")
            button.setAccessibleName(f"筛选：{word}")
            button.clicked.connect(lambda _checked=False, key=key: self._clicked(key))
            self._row.addWidget(button)
            self._buttons[key] = button
        self._row.addStretch(1)

    def on(self) -> tuple[str, ...]:
        """The keys that are on."""
        return tuple(key for key, button in self._buttons.items() if button.isChecked())

    def show_on(self, keys: Sequence[str]) -> None:
        """Put these on and no others, without emitting."""
        for key, button in self._buttons.items():
            button.setChecked(key in keys)

    def _clicked(self, key: str) -> None:
        if self._single:
            for other, button in self._buttons.items():
                button.setChecked(other == key and button.isChecked())
        self.changed.emit(self.on())


class ClickRow(QPushButton):
    """A whole row that can be clicked or reached by keyboard; put widgets into `row`."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("role", "quiet")
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(8, 4, 8, 4)
        self.row.setSpacing(12)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Wrapping words in it need more height where it is narrow."""
        return self.row.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """As high as what is in it at this width."""
        return max(self.row.heightForWidth(width), self.sizeHint().height() if not self.row.hasHeightForWidth() else 36)

    def sizeHint(self) -> QSize:
        """As high as what is in it."""
        return self.row.sizeHint().expandedTo(QSize(0, 36))


class ClickBox(QPushButton):
    """A small card that can be clicked or reached by keyboard; put lines into `column`."""

    def __init__(self, name: str, role: str = "day") -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(8, 6, 4, 6)
        self.column.setSpacing(2)

    def sizeHint(self) -> QSize:
        """As large as what is in it."""
        return self.column.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As high as what is in it, as narrow as need be."""
        return QSize(0, self.column.sizeHint().height())


def mark_wrong(widget: QWidget, wrong: bool) -> None:
    """Mark a control as holding a mistake, or no longer."""
    if bool(widget.property("wrong")) != wrong:
        widget.setProperty("wrong", wrong)
        repolish(widget)
