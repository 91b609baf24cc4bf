"""A tile of the board: name, post, where, and when back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from villagedesk.services.signs.board import Place
from villagedesk.ui.kiosk.wall import StateMark, WallTile
from villagedesk.ui.look.look import Look
from villagedesk.ui.widgets.text import Text

LOOKS = {
    "在岗": ("√", "ok"),
    "值班": ("★", "accent"),
    "下村": ("△", "info"),
    "开会": ("△", "info"),
    "公出": ("△", "info"),
    "学习": ("△", "info"),
    "请假": ("○", "leave"),
    "外出": ("◇", "warn"),
    "未到岗": ("—", "plain"),
    "已离岗": ("—", "plain"),
}
_ROLES = {"plain": "line"}


class PlaceTile(WallTile):
    """Where one person is, readable from across the hall; a bar of the state's colour at its left."""

    def __init__(self, look: Look, place: Place) -> None:
        mark, self._tone = LOOKS[place.state]
        super().__init__(look, place.label, StateMark(look, f"{mark} {place.state}", self._tone), 200)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(f"{place.label}，{place.state}{back_words(place)}")
        top = QHBoxLayout()
        top.addWidget(self.name)
        top.addStretch(1)
        top.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        box = QVBoxLayout(self)
        box.setContentsMargins(22, 14, 14, 14)
        box.setSpacing(4)
        box.addLayout(top)
        box.addWidget(Text("　".join(filter(None, (place.post, place.phone))), "muted"))
        box.addStretch(1)
        if place.note:
            box.addWidget(Text(place.note, "body"))
        box.addWidget(Text(back_words(place) or _since(place), "accent" if place.overdue else "strong"))
        for widget in self.findChildren(Text):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tile and the bar of its state's colour."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.color(_ROLES.get(self._tone, self._tone)))
        painter.drawRoundedRect(0, 10, 5, self.height() - 20, 2.5, 2.5)
        painter.end()


def back_words(place: Place) -> str:
    """When somebody is expected back, or that the time has passed."""
    if place.back_at is None:
        return ""
    form = "%H:%M" if place.since is None or place.back_at.date() == place.since.date() else "%m月%d日 %H:%M"
    moment = place.back_at.strftime(form)
    return f"！已过 {moment} 未返回" if place.overdue else f"预计 {moment} 返回"


def _since(place: Place) -> str:
    return f"{place.since:%H:%M} 起" if place.since else ""
