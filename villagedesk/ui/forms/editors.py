"""One editor per kind of field, each with the same four verbs: read, show, clear, focus."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QDate, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QCompleter,
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from villagedesk.base.document import plain_text
from villagedesk.base.fields import Field, Kind
from villagedesk.services.villagers.initials import initials
from villagedesk.ui.forms.completing import FollowsText
from villagedesk.ui.look.look import Look
from villagedesk.ui.widgets.controls import StillBox
from villagedesk.ui.widgets.flow import FlowLayout
from villagedesk.ui.widgets.text import tip_of

_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_TYPING_SECONDS = 1.2


class Editor(QObject):
    """A widget with its value: `read()` gives what was typed, `show(value)` sets it, `edited` tells of typing."""

    edited = Signal()

    def __init__(self, widget: QWidget, read: Callable[[], Any], show: Callable[[Any], None]) -> None:
        super().__init__(widget)
        self.widget, self.read, self.show = widget, read, show


def editor_for(look: Look, field: Field, people: Sequence[str] = (), grids: Sequence[str] = ()) -> Editor:
    """The editor that suits a field."""
    match field.kind:
        case Kind.LONG_TEXT:
            editor = _long_text(look)
        case Kind.YES:
            editor = _yes(field)
        case Kind.CHOICE:
            editor = _choice(field.choices, free=not field.choices)
        case Kind.PERSON:
            editor = _choice(people, free=True)
        case Kind.GRID:
            editor = _choice(grids, free=True)
        case Kind.CHOICES:
            editor = _choices(field.choices)
        case Kind.DATE:
            editor = _date(look)
        case _:
            editor = _line(field)
    for named in (editor.widget, editor.widget.focusProxy()):
        if named is not None and not isinstance(named, QPushButton):
            named.setAccessibleName(field.label)
    editor.widget.setObjectName(field.name)
    if field.help:
        editor.widget.setToolTip(tip_of(field.help))
        editor.widget.setAccessibleDescription(field.help)
    return editor


LONG_YES = 12
"""A question of more characters stands above its box, where it may take two lines."""
_HINTS = {Kind.TIME: "08:30", Kind.MOMENT: "2026-11-21 08:30"}


def _line(field: Field) -> Editor:
    edit = QLineEdit()
    edit.setPlaceholderText(_HINTS.get(field.kind, ""))
    if field.kind in (Kind.COUNT, Kind.NUMBER, Kind.MONEY, Kind.HOURS):
        edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        edit.setPlaceholderText(field.unit)

    def show(value: Any) -> None:
        edit.setText(_text(value))
        edit.setCursorPosition(0)

    editor = Editor(edit, edit.text, show)
    edit.textEdited.connect(lambda _text: editor.edited.emit())
    return editor


def _text(value: Any) -> str:
    if isinstance(value, tuple | list):
        return "、".join(str(part) for part in value)
    return plain_text(value)


class LongEdit(QPlainTextEdit):
    """Several lines; Ctrl+Enter starts a new line when Enter goes on to the next field."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter and Shift+Enter are a new line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers():
            self.insertPlainText("\n")
        else:
            super().keyPressEvent(event)


def _long_text(look: Look) -> Editor:
    edit = LongEdit()
    edit.setTabChangesFocus(True)
    edit.setFixedHeight(look.px(84))
    editor = Editor(edit, edit.toPlainText, lambda value: edit.setPlainText(_text(value)))
    edit.textChanged.connect(editor.edited)
    return editor


def _yes(field: Field) -> Editor:
    box = QCheckBox("是" if len(field.label) > LONG_YES else field.label)
    editor = Editor(box, box.isChecked, lambda value: box.setChecked(bool(value)))
    box.toggled.connect(lambda _on: editor.edited.emit())
    return editor


class ChoiceBox(StillBox):
    """A list of words where typing pinyin initials (`fwzjd` for 房屋宅基地) goes to the word."""

    def __init__(self) -> None:
        super().__init__()
        self._typed, self._last = "", 0.0

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Letters typed in another field, or in the form before, do not count."""
        self._typed = ""
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Gather letters typed one after another; all other keys as ever."""
        letter = event.text().lower()
        if self.isEditable() or not (letter.isascii() and letter.isalnum()) or event.modifiers() & _COMMAND:
            super().keyPressEvent(event)
            return
        now = time.monotonic()
        self._typed = (self._typed if now - self._last < _TYPING_SECONDS else "") + letter
        self._last = now
        words = [(initials(self.itemText(i)), i) for i in range(self.count())]
        found = next((i for word, i in words if word.startswith(self._typed)), None)
        if found is None:
            found = next((i for word, i in words if self._typed in word), None)
        if found is not None:
            self.setCurrentIndex(found)


def _choice(choices: Sequence[str], *, free: bool) -> Editor:
    box = ChoiceBox()
    box.setMaxVisibleItems(14)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(4)
    box.addItem("")
    box.addItems(list(choices))
    box.setEditable(free)
    if free:
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(list(choices), box)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        box.setCompleter(completer)
        if (line := box.lineEdit()) is not None:
            FollowsText(line, completer)

    def show(value: Any) -> None:
        text = _text(value)
        index = box.findText(text)
        if index < 0 and not free and text:
            box.addItem(text)
            index = box.count() - 1
        box.setCurrentIndex(max(index, 0))
        if free:
            box.setEditText(text)

    editor = Editor(box, box.currentText, show)
    box.currentTextChanged.connect(lambda _text: editor.edited.emit())
    return editor


def _choices(choices: Sequence[str]) -> Editor:
    box = QWidget()
    flow = FlowLayout(box)
    chips: dict[str, QPushButton] = {}
    for choice in choices:
        chip = QPushButton(choice)
        chip.setCheckable(True)
        chip.setProperty("role", "chip")
        chip.setAccessibleName(choice)
        flow.addWidget(chip)
        chips[choice] = chip
    if chips:
        box.setFocusProxy(next(iter(chips.values())))

    def read() -> tuple[str, ...]:
        return tuple(choice for choice, chip in chips.items() if chip.isChecked())

    def show(value: Any) -> None:
        on = value.split("、") if isinstance(value, str) else tuple(value or ())
        for choice, chip in chips.items():
            chip.setChecked(choice in on)

    editor = Editor(box, read, show)
    for chip in chips.values():
        chip.toggled.connect(lambda _on: editor.edited.emit())
    return editor


class DateBox(QWidget):
    """A date typed as 2026-11-21 or picked from a calendar; it may stay empty."""

    edited = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.line = QLineEdit()
        self.line.setPlaceholderText("如 2026-11-21")
        pick = QPushButton()
        pick.setIcon(look.icon("calendar-days"))
        pick.setAccessibleName("从日历里选")
        pick.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        pick.clicked.connect(self._pick)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(pick)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(lambda _text: self.edited.emit())

    def _pick(self) -> None:
        popup = QDateEdit(self)
        popup.setCalendarPopup(True)
        calendar = popup.calendarWidget()
        calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setMinimumSize(self._look.px(300), self._look.px(260))
        calendar.setWindowFlag(Qt.WindowType.Popup)
        calendar.setParent(self, Qt.WindowType.Popup)
        known = QDate.fromString(self.line.text().strip(), Qt.DateFormat.ISODate)
        calendar.setSelectedDate(known if known.isValid() else QDate.currentDate())
        calendar.clicked.connect(lambda day: self._take(calendar, day))
        calendar.move(self.mapToGlobal(self.rect().bottomLeft()))
        calendar.show()

    def _take(self, calendar: QWidget, day: QDate) -> None:
        self.line.setText(day.toString(Qt.DateFormat.ISODate))
        calendar.hide()
        calendar.deleteLater()
        self.edited.emit()


def _date(look: Look) -> Editor:
    box = DateBox(look)

    def show(value: Any) -> None:
        day = value.date() if isinstance(value, datetime) else value
        box.line.setText(day.isoformat() if isinstance(day, date) else _text(day))

    editor = Editor(box, box.line.text, show)
    box.edited.connect(editor.edited)
    return editor


class EnterGoesOn(QObject):
    """Enter and Ctrl+Enter: the first goes to the next field, the last field submits."""

    def __init__(
        self, editors: Sequence[QWidget], last: Callable[[], None], passes: Callable[[QWidget], bool] = lambda _w: False
    ) -> None:
        super().__init__()
        self._editors = list(editors)
        self._last, self._passes = last, passes
        for widget in editors:
            target = widget.focusProxy() or widget
            target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a plain Enter of any editor."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if (
            event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            return False
        here = next((w for w in self._editors if watched in (w, w.focusProxy())), None)
        if here is None:
            return False
        self.go_on(here)
        return True

    def go_on(self, here: QWidget) -> None:
        """Go to the next editor that asks something; submit after the last."""
        later = self._editors[self._editors.index(here) + 1 :]
        following = [w for w in later if w.isEnabled() and w.isVisible() and not self._passes(w)]
        if not following:
            self._last()
            return
        target = following[0].focusProxy() or following[0]
        target.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(target, QLineEdit):
            target.selectAll()
