"""Ctrl+Z and Ctrl+Shift+Z: the text first, then the last write; what cannot be taken back is never jumped over."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QComboBox, QDateEdit, QDialog, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from villagedesk.base.changes import Area, Changes, Result, repeatable
from villagedesk.ui.desk import Say
from villagedesk.ui.ops import Failed, Ops

if TYPE_CHECKING:
    from villagedesk.services.office import Office

UNDO, REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
NOTHING_LEFT = "没有可以撤销的了：这次打开程序以后做的，已经都撤销了，或者还没有做过什么。"
NOTHING_AGAIN = "没有可以重做的：刚刚撤销过什么，才能重做。"


class Repeating(Ops):
    """The door for threads, through which every write that can be taken back can also be done again."""

    def change(
        self,
        act: Callable[[Office], Changes | Result[Any]],
        then: Callable[[Any], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Write to the office; redo after undo writes once more."""
        super().change(repeatable(act), then, failed)


class Undoing(QObject):
    """Takes writes back and does them again; it says so when there is nothing to take back.

    While the cursor stands in a text, that text is undone first; when it has nothing left, the key goes on to the
    office. In a dialog only what was written since it opened is taken back.
    """

    def __init__(self, ops: Ops, say: Say, parent: QWidget) -> None:
        super().__init__(parent)
        self._ops, self._say, self._window = ops, say, parent
        self._final = ""
        """What was done last and cannot be taken back."""
        self._taken_back = 0
        self._again = False
        self._written = 0
        ops.failed.connect(self._forget_again)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._watch)
        app.focusWindowChanged.connect(self._look_around)

    def note(self, changes: Changes) -> None:
        """Account for a write that was just broadcast."""
        if changes.undo is None:
            if changes.says and changes.touched is not Area.NOTHING:
                self._final = changes.says
            return
        self._written += 1
        if self._ops.undid:
            self._taken_back += 1
        elif self._again:
            self._again = False
            self._taken_back -= 1
        else:
            self._taken_back, self._final = 0, ""

    def undo(self) -> None:
        """Take back the last write, or say why not."""
        if self._final:
            done, self._final = self._final.rstrip("。"), ""
            more = "再按一次 Ctrl+Z，撤销它前面的一步。" if self._ops.can_undo else ""
            self._say(f"刚才这一步不能撤销：{done}。{more}", "warn")
        elif self._ops.can_undo:
            self._ops.undo()
        else:
            self._say(NOTHING_LEFT, "warn")

    def redo(self) -> None:
        """Do again what was last taken back."""
        if self._taken_back > 0:
            self._again = True
            self._ops.redo()
        else:
            self._say(NOTHING_AGAIN, "warn")

    def _forget_again(self, _error: object) -> None:
        self._again = False

    def _watch(self, before: QWidget | None, now: QWidget | None) -> None:
        """Follow the cursor: the widget that has it asks here before it swallows the key."""
        for widget in (before, now):
            if widget is not None and text_of(widget) is not None:
                widget.removeEventFilter(self)
        if now is not None and text_of(now) is not None:
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A text with nothing to undo lets the key go on to the window."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            text = text_of(watched)
            spent = (event.matches(UNDO) and not _can(text, "undo")) or (event.matches(REDO) and not _can(text, "redo"))
            if text is not None and spent:
                event.ignore()
                return True
        return False

    def _look_around(self, *_window: object) -> None:
        """Give the keys to dialogs of this office too; a window that was closed for another office has no say."""
        if not self._window.isVisible():
            return
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible() and not widget.property("undoes"):
                widget.setProperty("undoes", True)
                since = self._written
                for keys, run in ((UNDO, self.undo), (REDO, self.redo)):
                    key = QShortcut(QKeySequence(keys), widget)
                    key.activated.connect(lambda run=run, since=since: run() if self._written > since else None)


def text_of(widget: QObject | None) -> QLineEdit | QPlainTextEdit | QTextEdit | None:
    """The text that is typed in a widget, or None."""
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        return widget
    if isinstance(widget, QComboBox):
        return widget.lineEdit()
    return widget.lineEdit() if isinstance(widget, QDateEdit) else None


def _can(text: QLineEdit | QPlainTextEdit | QTextEdit | None, what: str) -> bool:
    if text is None or text.isReadOnly():
        return False
    if isinstance(text, QLineEdit):
        return text.isUndoAvailable() if what == "undo" else text.isRedoAvailable()
    document = text.document()
    return document.isUndoAvailable() if what == "undo" else document.isRedoAvailable()
