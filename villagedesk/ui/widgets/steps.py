"""A strip of steps: what is done, where it stands, what is to come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from villagedesk.ui.look.look import Look


class StepStrip(QWidget):
    """Steps as (word, small text below, state) with state done, now or coming."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._steps: tuple[tuple[str, str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, steps: Sequence[tuple[str, str, str]]) -> None:
        """Show other steps."""
        self._steps = tuple(steps)
        states = {"done": "已完成", "now": "进行中"}
        self.setAccessibleName("；".join(f"{word}{states.get(state, '未到')}" for word, _, state in steps))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One or two lines of text under a bar."""
        high = 52 if any(below for _, below, _ in self._steps) else 32
        return QSize(self._look.px(80) * max(len(self._steps), 1), self._look.px(high))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A bar in three colours, words and small texts below."""
        painter = QPainter(self)
        wide = self.width() / max(len(self._steps), 1)
        for index, (word, below, state) in enumerate(self._steps):
            left = index * wide
            role = {"done": "ok", "now": "accent"}.get(state, "control")
            painter.fillRect(QRectF(left, 2, wide - 2, 3), self._look.color(role))
            painter.setPen(self._look.color("accent" if state == "now" else "ink2" if state == "done" else "muted"))
            painter.setFont(self._look.font("small", bold=state == "now"))
            line = self._look.px(20)
            painter.drawText(QRectF(left, 8, wide - 4, line), Qt.AlignmentFlag.AlignVCenter, word)
            painter.setFont(self._look.font("small"))
            painter.drawText(QRectF(left, 8 + line, wide - 4, line), Qt.AlignmentFlag.AlignVCenter, below)
