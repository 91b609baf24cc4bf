"""A big name tile of the sign-in desk."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from villagedesk.services.signs.desk import Tile
from villagedesk.ui.kiosk.wall import StateMark, WallTile
from villagedesk.ui.look.look import Look
from villagedesk.ui.widgets.text import Text

_TONES = {"未签到": "plain", "已签到": "ok", "已签退": "info"}
_MARKS = {"未签到": "○ 未签到", "已签到": "√ 签到", "已签退": "√ 签退"}


class NameTile(WallTile):
    """One person: name, post, today's duty and what was signed; pressing it chooses the person."""

    def __init__(self, look: Look, tile: Tile) -> None:
        super().__init__(look, tile.label, StateMark(look, _mark(tile), _TONES[tile.state]), 150)
        self.person = tile.person
        self.setAccessibleName(f"{tile.label}，{tile.state}{'，' + tile.duty if tile.duty else ''}")
        low = QHBoxLayout()
        low.addWidget(self.mark)
        low.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 12, 16, 14)
        box.setSpacing(4)
        box.addWidget(self.name)
        # today's duty says more than the post, and there is room for one of them
        box.addWidget(Text(_in_lines(tile.duty), "strong", wrap=True) if tile.duty else Text(tile.post, "muted"))
        box.addStretch(1)
        box.addLayout(low)
        for widget in self.findChildren(Text):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def _in_lines(duty: str) -> str:
    """One duty in two lines, its hours below; several flow."""
    words, space, hours = duty.rpartition(" ")
    return duty if "；" in duty or not space else f"{words}\n{hours}"


def _mark(tile: Tile) -> str:
    moment = tile.signed_out or tile.signed_in
    return f"{_MARKS[tile.state]} {moment:%H:%M}" if moment else _MARKS[tile.state]
