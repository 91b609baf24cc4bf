"""The number pad of the sign-in desk: a PIN in dots, ten digits, and what comes of it in large letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from villagedesk.base.errors import Mistake, said
from villagedesk.security.pin import check_pin
from villagedesk.services.signs import desk as use
from villagedesk.services.signs.desk import Tile
from villagedesk.store.desk.signs import Sign
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import row_of
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.text import Text

_ASKS = {
    "sign": "请输入密码",
    "old": "请输入现在的密码",
    "new": "请输入新密码（4 到 8 位数字）",
    "again": "请再输一次新密码",
}
_KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "清除", "0", "退格")
_MOST = 8


class Places(QGridLayout):
    """Words, keys and buttons: one below the other, or on a low screen the keys beside the rest."""

    def __init__(self, words: Sequence[QWidget], keys: QWidget, lines: Sequence[QLayout]) -> None:
        super().__init__()
        self.setSpacing(12)
        self._words, self._keys, self._acts = QWidget(), keys, QWidget()
        above, below = QVBoxLayout(self._words), QVBoxLayout(self._acts)
        for column in (above, below):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(12)
        for widget in words:
            above.addWidget(widget)
        # The style sheet gives buttons a small least height of their own, so the room makes them tall.
        for number, line in enumerate(lines):
            below.addLayout(line, int(not number))
        for row, (part, share) in enumerate(((self._words, 0), (keys, 12), (self._acts, 3))):
            self.addWidget(part, row, 0)
            self.setRowStretch(row, share)

    def lie_low(self, key_high: int) -> None:
        """Put the keys beside the words and the buttons."""
        for part in (self._words, self._keys, self._acts):
            self.removeWidget(part)
        self.addWidget(self._words, 0, 0)
        self.addWidget(self._acts, 1, 0)
        self.addWidget(self._keys, 0, 1, 2, 1)
        for number in range(3):
            self.setRowStretch(number, int(number < 2))
        for button in self._keys.findChildren(QPushButton):
            button.setMinimumHeight(key_high)
        for text in self._words.findChildren(Text):
            if text.property("role") == "huge":
                text.set_role("title")


class SignPad(Card):
    """Signs the chosen person in or out; `signed` is emitted after a sign, `left` when the pad goes back to rest."""

    signed = Signal()
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(padding=20, spacing=12)
        self._desk = desk
        self._tile: Tile | None = None
        self._pin = ""
        self._mode = "sign"
        self._kept: dict[str, str] = {}
        self.name = Text("", "huge")
        self.says = Text("", "body", wrap=True)
        self.dots = Text("", "huge")
        self.pad = QWidget()
        grid = QGridLayout(self.pad)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for place, key in enumerate(_KEYS):
            button = _button(key, "plain", lambda key=key: self.press(key))
            button.setAccessibleName(f"数字 {key}" if key.isdigit() else key)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            button.setMinimumHeight(desk.look.px(52))
            button.setFont(desk.look.font("heading"))
            grid.addWidget(button, place // 3, place % 3)
        self.sign_in = _button("签到", "primary", lambda: self.send("in"))
        self.sign_out = _button("签退", "plain", lambda: self.send("out"))
        self.go_on = _button("确定", "primary", self.go_further)
        self.change = _button("设置密码", "link", self.begin_change)
        self.cancel = _button("返回", "quiet", self.rest)
        for button in (self.sign_in, self.sign_out, self.go_on):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            button.setFont(desk.look.font("heading"))
        self.picture = QLabel()
        for widget in (self.picture, self.name, self.says, self.dots):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
        lines = (row_of(self.sign_in, self.sign_out, self.go_on), row_of(self.change, 1, self.cancel))
        self.places = Places((self.picture, self.name, self.says, self.dots), self.pad, lines)
        self.body.addLayout(self.places, 1)
        self._after = QTimer(self, singleShot=True, interval=4000)
        self._after.timeout.connect(self.rest)
        self.needs_pin = True
        self.rest()

    @property
    def person(self) -> int:
        """Who is chosen, or 0."""
        return self._tile.person if self._tile else 0

    @property
    def idle(self) -> bool:
        """Whether nobody is chosen."""
        return self._tile is None

    def show_person(self, tile: Tile, *, needs_pin: bool = True) -> None:
        """Ask the chosen person for the PIN, or let them set one first."""
        self._after.stop()
        self._tile, self.needs_pin = tile, needs_pin
        self._kept = {}
        self._enter("sign" if tile.has_pin or not needs_pin else "new")
        if not tile.has_pin and needs_pin:
            self._say("第一次用，先设一个自己的签到密码。", "body")

    def rest(self) -> None:
        """Nobody is chosen: say what to do."""
        self._after.stop()
        self._tile, self._pin = None, ""
        self.name.setText("")
        self.dots.setText("")
        self.name.hide()
        self.dots.hide()
        self._picture("log-in", "faint")
        self._say("请点自己的名字", "heading")
        for widget in (self.pad, self.sign_in, self.sign_out, self.go_on, self.change, self.cancel):
            widget.hide()
        self.left.emit()

    def press(self, key: str) -> None:
        """One key of the pad."""
        if key == "清除":
            self._pin = ""
        elif key == "退格":
            self._pin = self._pin[:-1]
        elif len(self._pin) < _MOST:
            self._pin += key
        self._show_dots()

    def send(self, state: str) -> None:
        """Sign in or out with what was typed."""
        tile, pin = self._tile, self._pin
        if tile is not None:
            self._desk.ops.change(lambda office: use.sign(office, tile.person, pin, state), self._done, self._refused)

    def begin_change(self) -> None:
        """Set a PIN, after proving the old one where there is one."""
        if self._tile is not None:
            self._enter("old" if self._tile.has_pin else "new")

    def go_further(self) -> None:
        """The next step of setting a PIN."""
        tile = self._tile
        if tile is None:
            return
        self._kept[self._mode] = self._pin
        if self._mode == "old":
            self._enter("new")
        elif self._mode == "new":
            self._begin_again()
        elif self._kept.get("new") != self._kept.get("again"):
            self._enter("new")
            self._say("两次输的不一样，请重新输入。", "refusal")
        else:
            kept, old = self._kept["new"], self._kept.get("old")
            self._desk.ops.change(
                lambda office: use.set_pin(office, tile.person, kept, old), self._pin_set, self._pin_refused
            )

    def _begin_again(self) -> None:
        """Ask for the new PIN a second time, unless it is none or one that everybody tries first."""
        try:
            check_pin(self._pin)
        except Mistake as mistake:
            self._enter("new")
            self._say(mistake.says, "refusal")
        else:
            self._enter("again")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits, Enter, Backspace and Esc work from the keyboard as well."""
        text, key = event.text(), event.key()
        if self.idle:
            event.ignore()
        elif text.isdigit():
            self.press(text)
        elif key == Qt.Key.Key_Backspace:
            self.press("退格")
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._mode == "sign":
                self.send("in" if self._tile and self._tile.signed_in is None else "out")
            else:
                self.go_further()
        elif key == Qt.Key.Key_Escape:
            self.rest()
        else:
            event.ignore()

    def _enter(self, mode: str) -> None:
        self._mode, self._pin = mode, ""
        tile = self._tile
        if tile is None:
            return
        signing = mode == "sign"
        self.picture.hide()
        self.name.setText(tile.label)
        self.name.show()
        self._say(_ASKS[mode] if self.needs_pin else "请按签到或签退", "body")
        first = tile.signed_in is None
        self._roles(first)
        self.pad.setVisible(self.needs_pin)
        self.dots.setVisible(self.needs_pin)
        self.sign_in.setVisible(signing)
        self.sign_out.setVisible(signing)
        self.go_on.setVisible(not signing)
        self.change.setVisible(signing and self.needs_pin)
        self.change.setText("改密码" if tile.has_pin else "设置密码")
        self.cancel.show()
        self._show_dots()
        self.setFocus()

    def _roles(self, first: bool) -> None:
        """The likelier of the two buttons is the red one."""
        for button, primary in ((self.sign_in, first), (self.sign_out, not first)):
            button.setProperty("role", "primary" if primary else "plain")
            button.style().unpolish(button)
            button.style().polish(button)

    def _done(self, sign: Sign) -> None:
        word = "签到" if sign.state == "in" else "签退"
        self._picture("circle-check", "ok")
        self.name.setText(f"{sign.at:%H:%M}")
        self._say(f"{self._tile.label if self._tile else ''} {word}成功", "heading")
        for widget in (self.pad, self.dots, self.sign_in, self.sign_out, self.change, self.cancel):
            widget.hide()
        self.signed.emit()
        self._after.start()

    def _refused(self, error: Exception) -> None:
        self._pin = ""
        self._show_dots()
        self._say(said(error), "refusal")

    def _pin_set(self, _changes: Any) -> None:
        if self._tile is not None:
            self._tile = replace(self._tile, has_pin=True)
        self._enter("sign")
        self._say("密码已设好，请用它签到。", "body")
        self.signed.emit()

    def _pin_refused(self, error: Exception) -> None:
        self._enter("old" if self._kept.get("old") is not None else "new")
        self._say(said(error), "refusal")

    def _picture(self, icon: str, role: str) -> None:
        side = self._desk.look.px(72)
        self.picture.setPixmap(self._desk.look.icon(icon, role, 72).pixmap(side, side))
        self.picture.show()

    def _say(self, text: str, role: str) -> None:
        self.says.set_role(role)
        self.says.setText(text)

    def _show_dots(self) -> None:
        self.dots.setText(" ".join("●" * len(self._pin) + "○" * max(0, 4 - len(self._pin))))


def _button(text: str, role: str, run: Any) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("role", role)
    button.setAutoDefault(False)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(lambda _checked=False: run())
    return button
