"""A clerk who only has a keyboard: every key goes where the screen would send it, and is counted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from villagedesk.ui.frame.window import Window
from villagedesk.ui.registers.page import RegistersPage

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier


class Clerk:
    """Drives a window with keys; words that are no Latin letters are pasted, as an input method would hand them in."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.keys = 0

    @property
    def page(self) -> RegistersPage:
        """The page of the books."""
        assert isinstance(self.window.page, RegistersPage)
        return self.window.page

    def settle(self) -> None:
        """Wait until the office has answered and everything is painted."""
        for _ in range(5):
            self.window.desk.ops.settle()
            QApplication.processEvents()

    def front(self) -> None:
        """Keys reach a window only once the platform has put it in front."""
        for _ in range(200):
            wanted = QApplication.activeModalWidget() or self.window
            if QApplication.activeWindow() is wanted:
                return
            wanted.activateWindow()
            QTest.qWait(10)

    def target(self) -> QWidget:
        """Where the next key goes: the open list, else the field with the cursor."""
        self.front()
        popup = QApplication.activePopupWidget()
        found = (popup.focusWidget() or popup) if popup else QApplication.focusWidget() or QApplication.activeWindow()
        assert found is not None
        return found

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN, times: int = 1) -> None:
        """Press a key, some times."""
        for _ in range(times):
            QTest.keyClick(self.target(), key, held)
            self.keys += 1
            if held == ALT:
                QTest.qWait(120)  # a button pressed by its shortcut is seen going down first
            self.settle()

    def reach(self, widget: QWidget) -> None:
        """Go back to a control with Shift+Tab."""
        for _ in range(20):
            if QApplication.focusWidget() is widget:
                return
            self.press(Qt.Key.Key_Tab, SHIFT)
        raise AssertionError(f"{widget.accessibleName()!r} is not reached with Shift+Tab")

    def letters(self, text: str) -> None:
        """Type Latin letters and digits, quickly."""
        for letter in text:
            QTest.keyClick(self.target(), Qt.Key(ord(letter.upper())))
            self.keys += 1
        self.settle()

    def words(self, text: str) -> None:
        """Hand in Chinese words."""
        QApplication.clipboard().setText(text)
        QTest.keyClick(self.target(), Qt.Key.Key_V, CTRL)
        self.settle()

    def enter(self) -> None:
        """Enter."""
        self.press(Qt.Key.Key_Return)
